"""The analysis of needs of a head: what is counted, what is not shown, and that nobody is named."""

import csv
import io
import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from caseloads.rules.needs import (
    INSTEAD,
    LATE_LONGER,
    NOT_LATE,
    WAITS,
    WAITS_LONGER,
    Column,
    Parting,
    late_column,
    work_column,
)
from caseloads.selectors.area.needs import NOT_SHOWN, Needs, NeedsTable, needs_of
from caseloads.selectors.area.partings import WORK, parted
from core import clock
from mappa.choices import Level
from offenders.choices import CaseStatus, RiskLevel
from offenders.models import Case
from people.models import DeliveryUnit, Officer, User
from programmes.choices.state import WAITING, State
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by

ON = date(2026, 11, 20)
TODAY = clock.today()
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("days", "column"),
    [(0, NOT_LATE), (1, "to_4"), (28, "to_4"), (29, "to_12"), (84, "to_12"), (85, LATE_LONGER)],
)
def test_late_by_whole_weeks_of_the_oldest(days: int, column: str) -> None:
    assert late_column([ON, ON - days * DAY, ON + DAY], ON) == column


def test_nothing_is_not_late() -> None:
    assert late_column([], ON) == late_column([ON], ON) == NOT_LATE


@pytest.mark.parametrize(
    ("state", "days", "column"),
    [
        (State.GROUP, 182, WAITS),
        (State.GROUP, 183, WAITS_LONGER),
        (State.NO_REFERRAL, None, WAITS_LONGER),
        (State.NOT_SUITABLE, 3, INSTEAD),
        (State.ENFORCEMENT, 3, INSTEAD),
        (State.NO_WORK, 400, "no_work"),
        (State.COMPLETED, None, "completed"),
    ],
)
def test_where_the_work_stands(state: State, days: int | None, column: str) -> None:
    since = None if days is None else ON - days * DAY
    assert work_column(state, since, ON) == column


def test_every_state_has_a_column() -> None:
    codes = {column.code for column in WORK.columns}
    assert {work_column(state, ON, ON) for state in State} <= codes
    assert len(WAITING) > 1


def test_a_parting_has_each_column_once_and_a_rest() -> None:
    one = Column("a", "A", "A")
    for columns, rest in (((one, one), "a"), ((one,), "b")):
        with pytest.raises(ValueError, match="each column once"):
            Parting("p", "P", "P", columns, rest)


# What is counted ----------------------------------------------------------------------------------------


def hold(officer: Officer, number: int, **fields: Any) -> list[Case]:
    return [factories.make_case(police=officer, **fields) for _ in range(number)]


def table(needs: Needs, code: str) -> NeedsTable:
    return next(table for table in needs.tables if table.parting.code == code)


def numbers(needs: Needs, code: str, officer: Officer) -> dict[str, int | None]:
    found = table(needs, code)
    key = f"team {officer.team_id}"
    return {column.code: found.numbers[key, column.code] for column in found.parting.columns}


@pytest.fixture
def needs(amira: User, ivy: User, unit: DeliveryUnit) -> Needs:
    """One team, with enough of everything to be shown."""
    high = hold(amira.officer, 7, police_risk=RiskLevel.HIGH)
    low = hold(amira.officer, 6, police_risk=RiskLevel.LOW)
    for case in high[:5]:
        factories.make_deadline(case, TODAY - 40 * DAY)
    for case in (*high, *low[:1]):
        factories.make_management(case, level=Level.TWO)
    return needs_of([unit], on=TODAY, today=TODAY)


@pytest.mark.django_db
def test_each_parting_counts_every_case_once(needs: Needs, amira: User) -> None:
    key = f"team {amira.officer.team_id}"
    for each in needs.tables:
        assert each.totals[key] == 13
    risk = numbers(needs, "risk_police", amira.officer)
    assert (risk["high"], risk["low"]) == (7, None)
    late = numbers(needs, "late_visits", amira.officer)
    assert (late["to_12"], late["to_4"], late["none"]) == (None, None, 8)
    mappa = numbers(needs, "mappa", amira.officer)
    assert (mappa["2"], mappa["unknown"]) == (8, None)


@pytest.mark.django_db
def test_what_may_be_shown_is(amira: User, ivy: User, unit: DeliveryUnit) -> None:
    """Two teams with five and more in each column: nothing is hidden."""
    other = factories.make_officer(team=factories.make_team(unit=unit))
    for officer in (amira.officer, other):
        for level in RiskLevel:
            hold(officer, 5, police_risk=level)
        hold(officer, 6)
    found = needs_of([unit], on=TODAY, today=TODAY)
    risk = numbers(found, "risk_police", other)
    assert risk == {level.value: 5 for level in RiskLevel} | {"unknown": 6}
    row = f"unit {unit.pk}"
    assert table(found, "risk_police").numbers[row, "unknown"] == 12
    assert table(found, "risk_police").totals[row] == 52


@pytest.mark.django_db
def test_a_team_of_few_hides_another_with_it(amira: User, ivy: User, unit: DeliveryUnit) -> None:
    few = factories.make_officer(team=factories.make_team(unit=unit))
    most = factories.make_officer(team=factories.make_team(unit=unit))
    hold(few, 2)
    hold(amira.officer, 6)
    hold(most, 7)
    found = table(needs_of([unit], on=TODAY, today=TODAY), "mappa")
    said = [found.totals[f"team {officer.team_id}"] for officer in (few, amira.officer, most)]
    assert said == [None, None, 7]
    assert found.totals[f"unit {unit.pk}"] == 15


@pytest.mark.django_db
def test_only_who_is_under_management_and_alive(amira: User, ivy: User, unit: DeliveryUnit) -> None:
    hold(amira.officer, 6)
    hold(amira.officer, 1, status=CaseStatus.TERMINATED)
    hold(amira.officer, 1, died_on=TODAY)
    found = needs_of([unit], on=TODAY, today=TODAY)
    assert {each.totals[f"unit {unit.pk}"] for each in found.tables} == {6}


@pytest.mark.django_db
def test_counts_hold_whom_the_head_may_not_see_and_no_name(
    needs: Needs, amira: User, ivy: User, as_ivy: Client
) -> None:
    closed = Case.objects.all()[0]
    factories.make_exclusion(closed, ivy)
    page = text_of(as_ivy.get(reverse("caseloads:needs")))
    assert " 13 " in page
    for case in Case.objects.all():
        assert case.surname not in page
        assert case.crn not in page
    assert amira.officer.name not in page


@pytest.mark.django_db
def test_of_a_day_that_is_over_without_what_was_overdue(needs: Needs, as_ivy: Client) -> None:
    then = (TODAY - 30 * DAY).isoformat()
    page = text_of(as_ivy.get(reverse("caseloads:needs"), {"on": then}))
    assert "Overdue:" not in page
    assert "those tables are left out" in page
    for wrong in ((TODAY + DAY).isoformat(), "soon", "1999-12-31"):
        assert as_ivy.get(reverse("caseloads:needs"), {"on": wrong}).status_code == 404


@pytest.mark.django_db
def test_before_anybody_was_led_there_is_nobody(needs: Needs, as_ivy: Client) -> None:
    then = (TODAY - 4000 * DAY).isoformat()
    page = text_of(as_ivy.get(reverse("caseloads:needs"), {"on": then}))
    assert "nobody whom an officer led" in page


# Children -----------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("ago", "column"), [(0, "open"), (60, "open_late")])
def test_a_child_that_nobody_asked_about(
    amira: User, ivy: User, unit: DeliveryUnit, ago: int, column: str
) -> None:
    for case in hold(amira.officer, 6):
        factories.make_visit(
            case,
            "seen_at_door",
            officer=amira.officer,
            at=clock.now() - ago * DAY,
            recorded_at=clock.now() - ago * DAY,
            children="signs",
            children_detail="Toys",
        )
    hold(amira.officer, 6)
    found = needs_of([unit], on=TODAY, today=TODAY)
    assert [table(found, "children").parting.columns[at].code for at in (0, 1)] == [
        "open_late",
        "open",
    ]
    counted = _unsuppressed(found, "children")
    assert counted == {column: 6, "none": 6}


def _unsuppressed(needs: Needs, code: str) -> dict[str, int]:
    """What a table counts before anything is hidden."""
    ids = needs.area.case_ids
    for parting, columns in parted(ids, on=needs.on, today=needs.today):
        if parting.code == code:
            return dict(Counter(columns.get(pk, parting.rest) for pk in ids))
    raise AssertionError(code)


# The page and the file ----------------------------------------------------------------------------------


def lines_of(response: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.django_db
def test_the_file_says_what_the_page_says(needs: Needs, as_ivy: Client) -> None:
    page = as_ivy.get(reverse("caseloads:needs")).content.decode()
    made = lines_of(as_ivy.get(reverse("caseloads:needs_file")))
    lines = [line for line in made if line["rows"] != "definition"]
    shown = re.findall(r'<td class="[^"]*numeric[^"]*" data-label="[^"]*">([^<]*)</td>', page)
    assert sorted(line["cases"] for line in lines) == sorted(shown)
    assert {NOT_SHOWN, "7", "13"} <= set(shown)
    assert {line["as_at"] for line in made} == {TODAY.isoformat()}


@pytest.mark.django_db
def test_the_file_defines_each_thing_that_it_counts(
    needs: Needs, ivy: User, as_ivy: Client
) -> None:
    response = as_ivy.get(reverse("caseloads:needs_file"))
    made = lines_of(response)
    means = {
        (line["part"], line["counted"]): line["means"]
        for line in made
        if line["rows"] == "definition"
    }
    counted = {(line["part"], line["counted"]) for line in made if line["rows"] != "definition"}
    assert all(means[one] for one in counted if one[1] != "Cases")
    assert means["Every part", "Cases"]
    assert "fewer than 5" in means["Every part", NOT_SHOWN]
    assert means["This file", "Made"].endswith(f"by {ivy}")
    assert not any(case.surname in response.content.decode() for case in Case.objects.all())


@pytest.mark.django_db
def test_the_file_is_on_record(needs: Needs, as_ivy: Client) -> None:
    as_ivy.get(reverse("caseloads:needs_file"))
    event = Event.objects.get(view="caseloads:needs_file")
    assert event.asked["export"] == "csv"
    assert event.case_ids == []


@pytest.mark.django_db
def test_as_many_questions_for_many(needs: Needs, unit: DeliveryUnit, as_ivy: Client) -> None:
    url = reverse("caseloads:needs")
    factories.make_registration(Case.objects.all()[0])
    few = asked_by(as_ivy, url)
    for _ in range(4):
        officer = factories.make_officer(team=factories.make_team(unit=unit))
        hold(officer, 3, police_risk=RiskLevel.HIGH, registered=True)
    assert asked_by(as_ivy, url) == few


@pytest.mark.django_db
def test_a_unit_of_another_head_is_not_there(needs: Needs, as_ivy: Client) -> None:
    other = factories.make_unit("Westmoor")
    hold(factories.make_officer(team=factories.make_team("Westmoor one", unit=other)), 9)
    assert "Westmoor" not in text_of(as_ivy.get(reverse("caseloads:needs")))
