"""The page of a flag: the rule, the facts, what clears it, accepting it, and its history."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.calendar import in_full
from offenders import deadlines
from offenders.choices import RiskLevel
from offenders.models import Case, Flag
from people.models import User
from tests import factories
from tests.queries import asked_by

KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e001"


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def overdue(case: Case, now: datetime) -> Flag:
    deadlines.refresh_all(on=clock.today(), at=now)
    return Flag.objects.get(case=case, kind="home_visit", cured_at__isnull=True)


def text(response: Any) -> str:
    return response.content.decode()


def accepting(days: int = 7, version: int = 1, **changes: str) -> dict[str, str]:
    until = clock.today() + timedelta(days=days)
    return {
        "form_key": KEY,
        "version": str(version),
        "until_day": str(until.day),
        "until_month": str(until.month),
        "until_year": str(until.year),
        "reason": "He is in hospital until Friday",
    } | changes


def test_it_says_what_why_and_what_clears_it(overdue: Flag, as_amira: Client) -> None:
    late = (clock.today() - overdue.due_on).days
    page = text(as_amira.get(overdue.get_absolute_url()))
    for words in (
        f"Home visit overdue by {late} days",
        "POL-3",
        "Police risk level",
        in_full(overdue.due_on),
        "seen inside",
        "No answer, seen at the door",
        "Record a visit",
        "Plan a visit",
        "Raised: High risk",
    ):
        assert words in page, words


def test_every_fact_leads_to_its_record(overdue: Flag, case: Case, as_amira: Client) -> None:
    page = text(as_amira.get(overdue.get_absolute_url()))
    record = reverse("offenders:record", args=[case.uuid])
    assert f"{record}#risk-{case.risk_assessments.get(tool='police').pk}" in page
    assert f"{record}#registration-{case.registrations.get().pk}" in page


def test_attempts_since_the_clock_started_are_named(
    overdue: Flag, case: Case, as_amira: Client, now: datetime
) -> None:
    started = case.allocations.get(agency="police").starts_on
    tried = factories.make_visit(case, "not_in", at=now - timedelta(days=4))
    long_ago = now - timedelta(days=(clock.today() - started).days + 20)
    factories.make_visit(case, "not_in", at=long_ago)
    page = text(as_amira.get(overdue.get_absolute_url()))
    assert page.count(": no answer</a>") == 1
    assert tried.get_absolute_url() in page


def test_accepting_keeps_it_open_and_says_who_and_why(
    overdue: Flag, as_amira: Client, amira: User
) -> None:
    url = reverse("offenders:accept_flag", args=[overdue.uuid])
    page = text(as_amira.post(url, accepting(), follow=True))
    overdue.refresh_from_db()
    assert (overdue.accepted_by, overdue.cured_at) == (amira, None)
    assert "by Amira Khan, because: He is in hospital until Friday" in page


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (accepting(reason=""), "Say why this is accepted"),
        (accepting(days=40), "28 days at most"),
        (accepting(days=-1), "or in the future"),
        (accepting(until_day="31", until_month="2"), "must be a real date"),
    ],
)
def test_what_cannot_be_accepted_is_said(
    overdue: Flag, as_amira: Client, data: dict[str, str], message: str
) -> None:
    url = reverse("offenders:accept_flag", args=[overdue.uuid])
    response = as_amira.post(url, data)
    assert response.status_code == 200
    assert message in text(response)
    overdue.refresh_from_db()
    assert overdue.accepted_at is None


@pytest.mark.parametrize(("days", "is_stored"), [(0, True), (28, True), (29, False)])
def test_from_today_to_28_days_ahead(
    days: int, is_stored: bool, overdue: Flag, as_amira: Client
) -> None:
    url = reverse("offenders:accept_flag", args=[overdue.uuid])
    response = as_amira.post(url, accepting(days))
    assert (response.status_code == 302) == is_stored
    overdue.refresh_from_db()
    assert (overdue.accepted_at is not None) == is_stored


def test_a_flag_that_changed_meanwhile_is_a_409(overdue: Flag, as_amira: Client) -> None:
    url = reverse("offenders:accept_flag", args=[overdue.uuid])
    as_amira.post(url, accepting())
    response = as_amira.post(url, accepting(form_key=KEY.replace("1", "2")))
    assert response.status_code == 409
    assert "He is in hospital until Friday" in text(response)


def test_a_colleague_reads_it_and_may_not_accept(overdue: Flag, as_ben: Client) -> None:
    assert "Accept it for a while" not in text(as_ben.get(overdue.get_absolute_url()))
    url = reverse("offenders:accept_flag", args=[overdue.uuid])
    assert as_ben.post(url, accepting()).status_code == 403


def test_the_supervisor_may(overdue: Flag, as_dee: Client) -> None:
    url = reverse("offenders:accept_flag", args=[overdue.uuid])
    assert as_dee.post(url, accepting()).status_code == 302


def test_for_others_there_is_no_flag(
    overdue: Flag, as_chidi: Client, as_eve: Client, as_hal: Client
) -> None:
    url = overdue.get_absolute_url()
    assert [client.get(url).status_code for client in (as_chidi, as_eve)] == [404, 404]
    assert as_hal.get(url).status_code == 403


def test_cured_it_stays_readable_and_names_the_visit(
    overdue: Flag, case: Case, as_amira: Client, now: datetime
) -> None:
    visit = factories.make_visit(case, at=now - timedelta(hours=2))
    deadlines.refresh(
        [case.pk], changed=type(visit), on=clock.today(), at=now, fact=f"visit:{visit.contact.uuid}"
    )
    page = text(as_amira.get(overdue.get_absolute_url()))
    assert "Home visit: cured on" in page
    assert "Cured by a visit that was recorded" in page
    assert visit.get_absolute_url() in page
    assert "Accept it for a while" not in page


def test_the_history_names_who_opened_it(overdue: Flag, as_amira: Client, as_dee: Client) -> None:
    as_dee.get(overdue.get_absolute_url())
    as_dee.get(overdue.get_absolute_url())
    page = text(as_amira.get(overdue.get_absolute_url()))
    assert page.count("Opened by Dee Walsh") == 1


def test_a_more_serious_level_ends_the_acceptance(
    overdue: Flag, case: Case, as_amira: Client, now: datetime
) -> None:
    as_amira.post(reverse("offenders:accept_flag", args=[overdue.uuid]), accepting())
    risk = factories.make_risk(case, RiskLevel.VERY_HIGH, assessed_on=clock.today())
    deadlines.refresh([case.pk], changed=type(risk), on=clock.today(), at=now)
    page = text(as_amira.get(overdue.get_absolute_url()))
    assert "The acceptance ended" in page
    assert "Worked out again: Very high risk" in page


def test_what_is_missing_is_named_and_who_gives_it(
    amira: User, as_amira: Client, now: datetime
) -> None:
    case = factories.make_case(police=amira.officer, registered=True)
    deadlines.refresh_all(on=clock.today(), at=now)
    flag = Flag.objects.get(case=case, kind="home_visit", missing="police_risk_level")
    page = text(as_amira.get(flag.get_absolute_url()))
    assert "No police risk level is recorded" in page
    assert "can give it" in page
    assert "What is missing is recorded" in page


def test_the_number_of_queries_does_not_grow(
    overdue: Flag, case: Case, as_amira: Client, as_dee: Client, now: datetime
) -> None:
    factories.make_visit(case, "not_in", at=now - timedelta(days=1))
    one = asked_by(as_amira, overdue.get_absolute_url())
    for days in (2, 3):
        factories.make_visit(case, "not_in", at=now - timedelta(days=days))
        as_dee.get(overdue.get_absolute_url())
    assert asked_by(as_amira, overdue.get_absolute_url()) == one


def test_due_on_the_last_day_of_the_acceptance(case: Case, overdue: Flag, as_amira: Client) -> None:
    """Accepted until yesterday, it needs somebody again and says so."""
    yesterday: date = clock.today() - timedelta(days=1)
    Flag.objects.filter(pk=overdue.pk).update(
        accepted_at=clock.now(),
        accepted_by=User.objects.get(name="Amira Khan"),
        accepted_until=yesterday,
        accepted_reason="Away",
    )
    page = text(as_amira.get(overdue.get_absolute_url()))
    assert "That day has passed, so it needs somebody again" in page
