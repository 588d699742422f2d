"""What is due, as lists show it: only acts that this person can do, acceptances told apart."""

from copy import copy
from dataclasses import replace
from datetime import timedelta

import pytest

from core import clock
from offenders import deadlines
from offenders.models import Case, Flag
from offenders.selectors.due import due_rows
from tests import factories

pytestmark = pytest.mark.django_db


def rows_of(user, *, on=None):
    """But what a manager looks at, and screening from before it counted: both are due of every case here."""
    rows = due_rows(Case.objects.visible_to(user), on=on or clock.today(), user=user)
    return [row for row in rows if row.kind not in {"manager_review", "mappa_screening"}]


@pytest.fixture
def overdue(case: Case) -> Case:
    deadlines.refresh_all(on=clock.today(), at=clock.now())
    return case


def acts(user) -> list[str]:
    (row,) = rows_of(user)
    return [label for label, _ in row.acts]


def test_acts_are_those_that_this_person_can_do(overdue, amira, ben, farah, ivy):
    assert acts(amira) == ["Record a visit", "Plan a visit"]
    assert acts(ben) == ["Record a visit"]  # a colleague at the door, not the planner
    assert acts(farah) == [
        "Log a contact"
    ]  # probation holds the case too, but the visit is the police's
    assert acts(ivy) == []  # heads the unit: reads


def test_the_other_agency_is_told_whose_work_it_is(overdue, amira, ben, farah):
    assert [rows_of(user)[0].done_by for user in (amira, ben, farah)] == ["", "", "the police"]


def test_an_acceptance_holds_through_its_last_day(overdue, amira):
    on = clock.today()
    Flag.objects.update(
        accepted_at=clock.now(), accepted_by=amira, accepted_reason="Abroad", accepted_until=on
    )
    assert [row.is_accepted for row in rows_of(amira)] == [True]
    assert [row.is_accepted for row in rows_of(amira, on=on + timedelta(days=1))] == [False]


def test_the_gravest_come_first_then_the_longest_overdue(amira):
    """Each later one has been due for longer, so that no order by date gives the same answer."""
    on = clock.today()
    for days, severity in enumerate(("critical", "high", "high", "standard"), start=1):
        other = factories.make_case(surname=f"N{days}", police=amira.officer)
        factories.make_deadline(other, on - timedelta(days=10 - days), severity=severity)
    factories.make_deadline(
        factories.make_case(surname="N0", police=amira.officer),
        on - timedelta(days=99),
        severity="standard",
    )
    rows = rows_of(amira)
    assert [(row.severity, row.case.surname) for row in rows] == [
        ("critical", "N1"), ("high", "N2"), ("high", "N3"), ("standard", "N0"), ("standard", "N4"),
    ]  # fmt: skip


def test_a_state_is_not_due(overdue, amira):
    factories.make_pause(overdue, kind="unlawfully_at_large", starts_on=clock.today())
    deadlines.refresh_all(on=clock.today(), at=clock.now())
    (row,) = rows_of(amira)
    assert (row.kind, row.due_words) == ("at_large", "")


@pytest.mark.parametrize("cases", [1, 3])
def test_the_number_of_queries_does_not_grow(cases, amira, django_assert_num_queries):
    for _ in range(cases):
        factories.make_case(police=amira.officer, registered=True, police_risk="high")
    deadlines.refresh_all(on=clock.today(), at=clock.now())
    rows_of(amira)  # the user's own roles are read once
    with django_assert_num_queries(4):  # what the user may see, then the three of the rows
        assert len(rows_of(amira)) == cases


def test_what_is_drawn_of_a_line_is_text(overdue, amira):
    (row, *_) = rows_of(amira)
    nasty = "<script>alert(1)</script>"
    case = copy(row.case)
    case.surname = nasty
    line = replace(
        row,
        case=case,
        because=nasty,
        kind_label=nasty,
        acts=((nasty, f'/"{nasty}'),),
        done_by=nasty,
    )
    for drawn in (line.words, line.words_of_it, line.links):
        assert "<script>" not in drawn
        assert "&lt;script&gt;" in drawn
