"""PRO-24: what a manager countersigns and by when, as plain facts."""

from datetime import date
from uuid import UUID

import pytest

from caseloads.rules.signing import (
    Signing,
    ToSign,
    countersignature_due,
    is_learning,
    is_to_be_signed,
)
from offenders.choices import Severity
from people.choices import Agency


@pytest.mark.parametrize(
    ("grade", "reasons", "learning"),
    [
        ("PQiP", [], True),
        ("PO", [], False),
        ("PO", ["newly_qualified"], True),
        ("PC", ["trade_union", "trainee"], True),
        ("PO", ["sickness"], False),
    ],
)
def test_who_is_learning(grade, reasons, learning):
    assert is_learning(grade, reasons) is learning


@pytest.mark.parametrize(
    ("level", "is_rosh", "learning", "signed"),
    [
        ("very_high", True, False, True),
        ("high", True, False, True),
        ("medium", True, False, False),
        ("high", False, False, False),  # the police's own tool is not RoSH
        ("low", True, True, True),
        ("low", False, True, True),
    ],
)
def test_which_levels_are_signed(level, is_rosh, learning, signed):
    assert is_to_be_signed(level, is_rosh=is_rosh, learning=learning) is signed


def waits(since: date, **changes: object) -> ToSign:
    given: dict[str, object] = {
        "key": UUID(int=1), "agency": Agency.PROBATION, "what": "Risk of serious harm (RoSH): high",
        "author": "Farah Aziz", "since": since, "is_answered": False, "is_gravest": False, "ref": "risk:1",
    }  # fmt: skip
    return ToSign(**given | changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("since", "last"),
    [
        (date(2026, 3, 2), date(2026, 3, 9)),
        (date(2026, 3, 6), date(2026, 3, 13)),  # a Friday
        (date(2026, 4, 1), date(2026, 4, 10)),  # over Easter
        (date(2026, 12, 23), date(2027, 1, 4)),
    ],
)
def test_within_five_working_days_of_being_recorded(since, last):
    (due,) = countersignature_due(Signing((waits(since),), 5, date(2004, 5, 1)), since)
    assert (due.on, due.told_on, due.severity) == (last, since, Severity.STANDARD)
    assert due.because.startswith("Risk of serious harm (RoSH): high: Farah Aziz recorded it on ")


def test_each_record_waits_by_itself_and_what_is_gravest_says_so():
    rows = (
        waits(date(2026, 3, 2)),
        waits(date(2026, 3, 4), key=UUID(int=2), is_answered=True, is_gravest=True),
    )
    first, second = countersignature_due(Signing(rows, 5, date(2004, 5, 1)), date(2026, 3, 5))
    assert first.subject != second.subject
    assert second.severity == Severity.HIGH
    assert "answered what was sent back on 4 March 2026" in second.because
