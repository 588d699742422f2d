"""One word for one number: what a deadline counts as, and its place, the same in Python and in the database."""

from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest

from core import clock
from offenders.choices import DueState, Severity
from offenders.models import Case, Deadline, Flag
from offenders.rules.state import gravest_first, in_line, state_of
from people.models import User
from tests import factories

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
    """Every combination of day, severity, missing, accepted, backlog and held, of a case and of an officer."""
    made, flags = [], []
    marks: tuple[dict[str, bool], ...] = ({}, {"is_backlog": True}, {"is_held": True})
    for number, (due_on, severity, missing, until, marked, of) in enumerate(
        product(DAYS, Severity, ("", "level"), (None, -1, 0), marks, ("case", "officer"))
    ):
        owner = {"case": case} if of == "case" else {"officer": amira.officer}
        same = {"kind": "home_visit", "subject": str(number), "missing": missing, **owner}
        words = {"severity": severity, "rule": "POL-3", "because": "So.", "due_on": due_on}
        made.append(Deadline(**same, **words, told_on=due_on - timedelta(days=7), **marked))
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
    assert len(rows) == len(all_sorts) == 540
    for row in rows:
        key = (row.case_id, row.officer_id, row.subject)
        assert row.state == state_of(
            due_on=row.due_on,
            told_on=row.told_on,
            missing=row.missing,
            accepted_until=until.get(key),
            is_backlog=row.is_backlog,
            is_held=row.is_held,
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


LATE, SOON, LATER = DueState.OVERDUE, DueState.SOON, DueState.LATER
APART = (DueState.ACCEPTED, DueState.MISSING, DueState.BACKLOG)


@pytest.mark.parametrize(
    ("own", "others", "word"),
    [
        (SOON, [LATE], LATE),
        (LATER, [LATE, SOON], LATE),
        (LATER, [SOON], SOON),
        (LATE, [SOON, LATER], LATE),
        (SOON, [], SOON),
        *((SOON, [apart], SOON) for apart in APART),
        *((apart, [LATE], apart) for apart in APART),
    ],
)
def test_of_one_cause_the_worst_is_the_word_for_all(own, others, word):
    assert in_line(own, others) == word


@pytest.mark.django_db
def test_the_database_says_the_same_of_one_cause(amira: User) -> None:
    """Every pair of day, missing, accepted and backlog, as two deadlines of one cause; each pair of a case of its own."""
    sorts = list(product((-1, 0, 30), ("", "level"), (False, True), (False, True)))
    flags, made = [], []
    for number, pair in enumerate(product(sorts, sorts)):
        person = factories.make_case()
        for kind, (days, missing, accepted, is_backlog) in zip("ab", pair, strict=True):
            same = {"case": person, "kind": kind, "missing": missing}
            words = {"severity": "high", "rule": "X", "because": "So.", "cause": f"c:{number % 7}"}
            words |= {"due_on": ON + timedelta(days=days)}
            told_on = ON + timedelta(days=days - 7)
            made.append(Deadline(**same, **words, told_on=told_on, is_backlog=is_backlog))
            if accepted:
                flags.append(_accepted(amira, ON, **same, **words))
    other = factories.make_case()
    late = ON - timedelta(days=9)
    words = {"severity": "high", "rule": "X", "because": "So.", "due_on": late, "told_on": late}
    made.append(Deadline(case=other, kind="c", cause="c:1", **words))
    made.append(Deadline(case=made[0].case, kind="c", **words))
    Flag.objects.bulk_create(flags)
    Deadline.objects.bulk_create(made)
    own = {row.pk: DueState(row.state) for row in Deadline.objects.with_own_state(on=ON)}
    rows = list(Deadline.objects.with_state(on=ON))
    lines: dict[object, list[DueState]] = {}
    for row in rows:
        lines.setdefault((row.case_id, row.cause or row.pk), []).append(own[row.pk])
    for row in rows:
        assert row.state == in_line(own[row.pk], lines[row.case_id, row.cause or row.pk])
    assert sum(row.state != own[row.pk] for row in rows) == 10
    for state in DueState:
        found = {row.pk for row in Deadline.objects.in_state(state, on=ON)}
        assert found == {row.pk for row in rows if row.state == state}
        of_kind = {row.pk for row in Deadline.objects.in_state(state, on=ON, kind="a")}
        assert of_kind == {row.pk for row in rows if row.kind == "a" and own[row.pk] == state}
