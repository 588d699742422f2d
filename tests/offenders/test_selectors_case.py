"""The identity banner and what changed: who this is, in the same words everywhere."""

from datetime import date, timedelta

import pytest

from core import clock
from offenders.choices import AddressKind, AllocationRole, CaseStatus, PauseKind, RiskTool
from offenders.models import Case
from offenders.selectors.case import banner, flags_of, home_of, latest_levels, levels_of
from offenders.selectors.changes import Change, changes_since, span_changes
from offenders.selectors.dated import dated
from people.models import User
from tests import factories

pytestmark = pytest.mark.django_db


def told_since(case: Case, since: date, *, on: date) -> list[Change]:
    flags = flags_of(case, since=since)
    return changes_since(case, since, on=on, facts=dated(case), flags=flags)


def test_the_banner_says_who_this_is(case: Case):
    factories.make_management(case)
    factories.make_registration(case, "AV2S", starts_on=date(2026, 6, 3))
    shown = banner(case, on=clock.today())
    assert (shown.rosh, shown.police) == ("very_high", "high")
    assert shown.said == ["MAPPA 1 level 2"]
    assert shown.registers == ["Registered sexual offender"]
    assert shown.alerts == ["Risk to Staff, since 3 June 2026"]
    assert [(line.agency, line.name) for line in shown.officers] == [
        ("Police", "DC A. Khan"),
        ("Probation", "F. Aziz"),
    ]
    assert shown.status_line == ""
    assert not shown.stands_still


def test_age_is_as_at_the_day_and_stops_at_death(case: Case):
    case.date_of_birth = date(1979, 3, 4)
    assert banner(case, on=date(2026, 3, 3)).age == 46
    assert banner(case, on=date(2026, 3, 4)).age == 47
    case.died_on = date(2020, 1, 1)
    assert banner(case, on=date(2026, 3, 4)).age == 40


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (PauseKind.CUSTODY, "In custody since 1 November 2026."),
        (PauseKind.HOSPITAL, "Detained in hospital since 1 November 2026."),
        (PauseKind.TRANSFERRED, "Transferred out on 1 November 2026."),
        (PauseKind.UNLAWFULLY_AT_LARGE, "Unlawfully at large since 1 November 2026."),
    ],
)
def test_a_pause_is_said_from_its_first_day_to_the_day_before_its_end(
    case: Case, kind: PauseKind, said: str
):
    factories.make_pause(case, kind, starts_on=date(2026, 11, 1), ends_on=date(2026, 11, 5))
    said_on = {
        day: banner(case, on=date(2026, 11, day)).status_line.startswith(said) for day in (1, 4, 5)
    }
    assert said_on == {1: True, 4: True, 5: False}
    assert banner(case, on=date(2026, 10, 31)).status_line == ""


def test_death_and_termination_are_said_first(case: Case):
    factories.make_pause(case, starts_on=date(2026, 1, 1))
    case.status = CaseStatus.TERMINATED
    assert banner(case, on=date(2026, 11, 1)).status_line.startswith("This case is terminated.")
    case.died_on = date(2026, 10, 30)
    line = banner(case, on=date(2026, 11, 1)).status_line
    assert line == "Died on 30 October 2026. Nothing is due any more."


def test_the_newest_level_of_a_tool_counts_as_at_the_day(case: Case):
    factories.make_risk(case, "low", assessed_on=date(2026, 11, 10))
    levels = {
        day: latest_levels([case.pk], on=date(2026, 11, day))[case.pk][RiskTool.POLICE]
        for day in (9, 10)
    }
    assert levels == {9: "high", 10: "low"}
    # Of one case it is worked out from its facts, of many by the database: the same answer.
    assert levels == {
        day: levels_of(dated(case), on=date(2026, 11, day))[RiskTool.POLICE] for day in (9, 10)
    }


def test_a_co_worker_stands_after_the_leads(case: Case, ben: User):
    factories.allocate(case, ben.officer, role=AllocationRole.CO_WORKER)
    officers = banner(case, on=clock.today()).officers
    assert [line.full_name for line in officers] == ["Amira Khan", "Farah Aziz", "Ben Mason"]
    assert officers[-1].role == "Co-worker"


@pytest.mark.parametrize(
    ("kind", "is_hotel"),
    [
        (AddressKind.BUDGET_HOTEL, True),
        (AddressKind.HOSTEL, True),
        (AddressKind.RENTAL_SOCIAL, False),
    ],
)
def test_a_hotel_stands_out(case: Case, kind: AddressKind, is_hotel: bool):
    """PRO-91."""
    factories.make_address(case, kind=kind)
    home = home_of(dated(case), on=clock.today())
    assert home is not None
    assert home.is_hotel is is_hotel
    assert home_of(dated(case), on=date(2000, 1, 1)) is None


def test_what_changed_is_of_the_last_days_only(case: Case):
    on = clock.today()
    factories.make_pause(case, starts_on=on - timedelta(days=20), ends_on=on - timedelta(days=2))
    factories.make_risk(case, "low", assessed_on=on - timedelta(days=7))
    factories.make_flag(case, on)
    factories.make_flag(
        case, on, kind="at_large", raised_at=clock.now() - timedelta(days=30),
        cured_at=clock.now(), cured_by="pause:1",
    )  # fmt: skip
    contact = factories.make_contact(case, type_code="CTOB")
    factories.amend_contact(contact)
    day = on - timedelta(days=1)
    call = f"Phone Contact to the person of {day.day} {day:%B %Y}"
    said = [change.what for change in told_since(case, on - timedelta(days=7), on=on)]
    assert sorted(said)[:4] == [
        "Home visit: flag raised",
        "In custody: ended",
        f"{call}: corrected",
        "Police risk level set to low",
    ]
    assert sorted(said)[4:] == ["Unlawfully at large: flag cured"]


def test_changes_are_told_from_their_first_day_to_today():
    """Both ends count; what begins tomorrow has not changed anything yet."""
    since, on, day = date(2026, 11, 13), date(2026, 11, 20), timedelta(days=1)
    for begins, ends, told in (
        (since - day, since, ["Custody: ended"]),
        (since, None, ["Custody: began"]),
        (on, on + day, ["Custody: began"]),
        (since - day, on + day, []),
        (None, on, ["Custody: ended"]),
    ):
        found = span_changes("Custody", "/", (begins, ends), since, on)
        assert [change.what for change in found] == told, (begins, ends)


def test_a_risk_level_of_a_day_to_come_is_no_change_yet(case: Case):
    on = clock.today()
    factories.make_risk(case, "low", assessed_on=on)
    ahead = factories.make_risk(case, "medium", assessed_on=on + timedelta(days=1))
    told = [change.what for change in told_since(case, on - timedelta(days=7), on=on)]
    assert any("set to low" in what for what in told)
    assert not any(f"set to {ahead.get_level_display().lower()}" in what for what in told)
