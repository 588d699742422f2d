"""One word for one number: what a deadline counts as, and its place, the same in Python and in the database."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from core import clock
from offenders.choices import DueState, Severity
from offenders.models import Case, Deadline, Flag
from offenders.rules.state import gravest_first, state_of
from people.models import User

ON = date(2026, 11, 20)
DAYS = [ON + timedelta(days=days) for days in (-400, -1, 0, 1, 40)]


def said(due_on: date, *, missing: str = "", until: date | None = None, is_backlog: bool = False):
    return state_of(
        due_on=due_on,
        told_on=due_on - timedelta(days=7),
        missing=missing,
        accepted_until=until,
        is_backlog=is_backlog,
        on=ON,
    )


@pytest.mark.parametrize(
    ("due_in", "more", "state"),
    [
        (-1, {}, DueState.OVERDUE),
        (0, {}, DueState.SOON),  # JOB-4: the due day itself is in time
        (7, {}, DueState.SOON),
        (8, {}, DueState.LATER),
        (-1, {"missing": "x"}, DueState.MISSING),
        (0, {"missing": "x"}, DueState.MISSING),  # missing from the day that it is asked for
        (1, {"missing": "x"}, DueState.SOON),
        (-1, {"until": ON}, DueState.ACCEPTED),  # CAS-30: through its last day
        (-1, {"until": ON - timedelta(days=1)}, DueState.OVERDUE),
        (-1, {"missing": "x", "until": ON}, DueState.ACCEPTED),
        (-1, {"is_backlog": True}, DueState.BACKLOG),
        (-1, {"is_backlog": True, "missing": "x"}, DueState.BACKLOG),
    ],
)
def test_every_deadline_counts_as_one_thing(due_in, more, state):
    assert said(ON + timedelta(days=due_in), **more) == state


def test_gravity_comes_before_age_and_what_needs_somebody_before_both():
    def place(state: DueState, severity: Severity, days: int):
        return gravest_first(state=state, severity=severity, due_on=ON - timedelta(days=days))

    order = [
        place(DueState.OVERDUE, Severity.CRITICAL, 1),
        place(DueState.OVERDUE, Severity.HIGH, 3),
        place(DueState.MISSING, Severity.HIGH, 900),
        place(DueState.OVERDUE, Severity.STANDARD, 900),
        place(DueState.SOON, Severity.CRITICAL, -3),
        place(DueState.ACCEPTED, Severity.CRITICAL, 900),
        place(DueState.LATER, Severity.CRITICAL, -90),
        place(DueState.BACKLOG, Severity.CRITICAL, 900),
    ]
    assert order == sorted(order)


@pytest.fixture
def all_sorts(case: Case, amira: User) -> list[Deadline]:
    """Every combination of day, severity, missing, accepted and backlog, of a case and of an officer."""
    made, flags = [], []
    for number, (due_on, severity, missing, until, is_backlog, of) in enumerate(
        product(DAYS, Severity, ("", "level"), (None, -1, 0), (False, True), ("case", "officer"))
    ):
        owner = {"case": case} if of == "case" else {"officer": amira.officer}
        same = {"kind": "home_visit", "subject": str(number), "missing": missing, **owner}
        words = {"severity": severity, "rule": "POL-3", "because": "So.", "due_on": due_on}
        made.append(
            Deadline(**same, **words, told_on=due_on - timedelta(days=7), is_backlog=is_backlog)
        )
        if until is not None:
            flags.append(_accepted(amira, ON + timedelta(days=until), **same, **words))
    Flag.objects.bulk_create(flags)
    return Deadline.objects.bulk_create(made)


def _accepted(by: User, until: date, **fields: Any) -> Flag:
    now = clock.now()
    return Flag(
        **fields,
        raised_at=now,
        accepted_at=now,
        accepted_by=by,
        accepted_until=until,
        accepted_reason="Ill",
    )


@pytest.mark.django_db
def test_the_database_says_the_same(all_sorts: list[Deadline]) -> None:
    until = {
        (flag.case_id, flag.officer_id, flag.subject): flag.accepted_until
        for flag in Flag.objects.open()
    }
    rows = list(Deadline.objects.gravest_first(on=ON))
    assert len(rows) == len(all_sorts) == 360
    for row in rows:
        key = (row.case_id, row.officer_id, row.subject)
        assert row.state == state_of(
            due_on=row.due_on,
            told_on=row.told_on,
            missing=row.missing,
            accepted_until=until.get(key),
            is_backlog=row.is_backlog,
            on=ON,
        )
    places = [
        gravest_first(state=DueState(row.state), severity=Severity(row.severity), due_on=row.due_on)
        for row in rows
    ]
    assert places == sorted(places)
    for state in DueState:
        found = {row.pk for row in Deadline.objects.in_state(state, on=ON)}
        assert found == {row.pk for row in rows if row.state == state}
        assert found
