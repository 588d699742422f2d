"""CAS-28: a value just below its threshold raises nothing, and an open flag stays until it is far enough below."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from core import clock
from core.calendar import london_midnight
from offenders import deadlines
from offenders.choices import DueState, Severity
from offenders.models import Deadline, Flag
from offenders.rules import Due, Kind
from offenders.services.flags import accept_flag
from people.models import User
from tests.kinds import asks_for

pytestmark = pytest.mark.django_db
ON = clock.today()
Say = Callable[..., Flag | None]


@pytest.fixture
def say(a_kind: Callable[[Kind], Kind], amira: User) -> Say:
    """Have the kind answer so, and give the flag that is open then."""
    said: list[Due] = []
    a_kind(
        asks_for(
            {amira.officer.pk: ON},
            of="officer", only_here=False, is_measured=True, due=lambda day, on: said,
        )
    )  # fmt: skip

    def answer(value: str, severity: Severity = Severity.STANDARD, **fields: object) -> Flag | None:
        words = {"rule": "CAS-27", "because": f"{value} cases.", "value": value}
        said[:] = [Due(on=ON - timedelta(days=3), severity=severity, **words, **fields)]  # type: ignore[arg-type]
        deadlines.recompute((), officer_ids=[amira.officer.pk], on=ON)
        deadlines.sweep(["test_here"], on=ON, at=clock.now())
        return Flag.objects.open().first()

    return answer


def test_it_raises_nothing_by_itself(say: Say) -> None:
    assert say("49", is_held=True) is None
    asked = Deadline.objects.filter(kind="test_here")
    assert asked.with_state(on=ON).get().state == DueState.LATER
    assert not deadlines.overdue_as_at(ON)


def test_an_open_flag_stays_and_says_the_new_value(say: Say) -> None:
    say("50")
    flag = say("49", is_held=True)
    assert flag is not None
    assert (flag.value, flag.cured_at) == ("49", None)
    assert not Deadline.objects.overdue(on=ON).exists()


def test_the_flag_keeps_the_band_that_the_value_has_just_left(say: Say) -> None:
    say("60", Severity.HIGH)
    flag = say("59", Severity.STANDARD, flagged_as=Severity.HIGH)
    assert flag is not None
    assert (flag.value, flag.severity) == ("59", "high")
    assert Deadline.objects.get(kind="test_here").severity == "standard"
    assert [row["severity"] for row in deadlines.overdue_as_at(ON)] == ["standard"]


def test_of_what_is_measured_no_day_is_printed(say: Say, amira: User) -> None:
    say("54")
    (row,) = deadlines.overdue_as_at(ON)
    assert (row["crn"], row["due_on"], row["days_overdue"]) == ("", "", "")
    assert (row["officer"], row["value"]) == (amira.officer.code, "54")


def accepted(flag: Flag | None, dee: User) -> None:
    assert flag is not None
    accept_flag(
        flag=flag,
        until=ON + timedelta(days=20),
        reason="Two cases end on Friday",
        version=flag.version,
        by=dee,
        at=london_midnight(ON) + timedelta(hours=9),
        as_supervisor=True,
    )


def test_an_acceptance_outlives_a_band_below_and_back(say: Say, dee: User) -> None:
    accepted(say("61", Severity.HIGH), dee)
    say("55")
    flag = say("62", Severity.HIGH)
    assert flag is not None
    assert (flag.severity, flag.accepted_reason) == ("high", "Two cases end on Friday")


def test_above_the_band_that_was_accepted_it_ends(say: Say, dee: User) -> None:
    accepted(say("61", Severity.HIGH), dee)
    flag = say("90", Severity.CRITICAL)
    assert flag is not None
    assert (flag.accepted_reason, flag.accepted_severity) == ("", "")


def test_nothing_said_any_more_cures_it(say: Say) -> None:
    say("50")
    say("49", is_held=True)
    Deadline.objects.all().delete()
    deadlines.sweep(["test_here"], on=ON, at=clock.now())
    assert Flag.objects.get().cured_at
