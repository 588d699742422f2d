"""Moving and cancelling appointments: what is stored, what is refused, where it no longer counts, two at once."""

from datetime import datetime, time, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from core import clock
from core.calendar import LONDON, add_working_days
from core.errors import RefusedError, StaleError
from offenders.choices import TellingWay, VersionKind
from offenders.deadlines import recompute
from offenders.models import Case, Contact, Deadline
from offenders.rules.moving import (
    NOBODY_TOLD,
    Arranged,
    Telling,
    cancel_problem,
    move_problem,
    told_problem,
)
from offenders.selectors.contacts import around, groups_of, rows_of
from offenders.services.contacts import amend_contact, record_outcome
from offenders.services.moving import cancel_appointment, move_appointment
from people.models import User
from tests import factories
from tests.offenders.test_services_contacts import outcome
from tests.together import while_open

HOUR = timedelta(hours=1)
NOW = datetime.fromisoformat("2026-11-20T12:00:00+00:00")


def arrange(case: Case, by: User, happens_at: datetime) -> Contact:
    at = min(happens_at, clock.now()) - timedelta(days=2)
    return factories.make_contact(
        case,
        type_code="COAP",
        happened_at=happens_at,
        recorded_at=at,
        officer=by.officer,
        author=by,
    )


def at_noon(days: int) -> datetime:
    """Noon in London on a working day so many working days from now."""
    day = add_working_days(clock.today(), days)
    return datetime.combine(day, time(12), tzinfo=LONDON)


def told(heard: datetime, **changes: Any) -> Telling:
    values = {"how": TellingWay.TELEPHONE, "whom": "Gareth O'Neill", "at": heard} | changes
    return Telling(**values)


def cancel(contact: Contact, by: User, **changes: Any) -> Contact:
    at = changes.setdefault("at", clock.now())
    values = {"version": 1, "reason": "He is ill", "told": told(at - HOUR)} | changes
    return cancel_appointment(contact=contact, by=by, **values)


def move(contact: Contact, by: User, to: datetime, **changes: Any) -> Contact:
    at = changes.setdefault("at", clock.now())
    values = {"version": 1, "reason": "She starts a job", "told": told(at - HOUR)}
    # Whatever day it is: on a bank holiday it is asked about.
    values |= {"is_meant": True} | changes
    return move_appointment(contact=contact, to=to, by=by, **values)


# Rules -----------------------------------------------------------------------------------------------


def arranged(happens_at: datetime, **changes: Any) -> Arranged:
    values = {"is_appointment": True, "has_outcome": False} | changes
    return Arranged(name="Planned Office Visit", happens_at=happens_at, **values)


@pytest.mark.parametrize(
    ("minutes", "heard", "problem"),
    [
        (60, None, ""),  # still to come: nobody has been told yet, which the page says
        (60, -5, ""),
        (0, -5, ""),  # its hour: told before
        (-60, -60, ""),  # told at the very hour
        (-60, -61, ""),
        (-60, -59, "record how it ended"),
        (-60, None, "record how it ended"),
    ],
)
def test_after_its_hour_only_what_somebody_was_told_of_before(
    minutes: int, heard: int | None, problem: str
) -> None:
    what = arranged(NOW + timedelta(minutes=minutes))
    telling = NOBODY_TOLD if heard is None else told(NOW + timedelta(minutes=heard))
    for found in (
        cancel_problem(what, telling, at=NOW),
        move_problem(what, telling, to=NOW + timedelta(days=3), at=NOW),
    ):
        assert bool(found) == bool(problem)
    assert problem in (found.words if found else "")


def test_of_an_unannounced_visit_nobody_is_told() -> None:
    """POL-10: one that never took place is cancelled afterwards, too."""
    what = arranged(NOW - HOUR, is_told_of=False)
    assert cancel_problem(what, NOBODY_TOLD, at=NOW) is None


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({}, None),
        ({"whom": " "}, "told_whom"),
        ({"at": None}, "told_on"),
        ({"at": NOW + timedelta(minutes=1)}, "told_time"),
        ({"how": TellingWay.NOBODY}, "told_how"),
        ({"how": TellingWay.NOBODY, "whom": "", "at": None}, None),
    ],
)
def test_who_was_told_is_said_whole(changes: dict[str, Any], about: str | None) -> None:
    found = told_problem(told(NOW, **changes), at=NOW)
    assert (found.about if found else None) == about


@pytest.mark.parametrize(
    ("to", "problem"),
    [(NOW + HOUR, "already"), (NOW, "has passed"), (NOW + timedelta(minutes=1), "")],
)
def test_it_is_moved_to_another_time_that_is_still_to_come(to: datetime, problem: str) -> None:
    found = move_problem(arranged(NOW + HOUR), told(NOW), to=to, at=NOW)
    assert bool(found) == bool(problem)
    assert problem in (found.words if found else "")


@pytest.mark.parametrize(
    "changes", [{"is_appointment": False}, {"has_outcome": True}], ids=["no appointment", "ended"]
)
def test_what_is_no_appointment_or_has_ended_is_corrected_instead(changes: dict[str, Any]) -> None:
    what = arranged(NOW - HOUR, **changes)
    found = cancel_problem(what, told(NOW - 2 * HOUR), at=NOW)
    assert found is not None
    assert "correct it instead" in found.words


# Acts ------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_moved_appointment_is_the_same_one_at_another_time(
    case: Case, amira: User, ben: User
) -> None:
    at = clock.now()
    first = arrange(case, amira, at + 2 * HOUR)
    moved = move(first, ben, at + timedelta(days=3), at=at)
    assert (moved.uuid, moved.version, moved.amends) == (first.uuid, 2, first)
    assert (moved.version_kind, moved.version_reason) == (VersionKind.MOVED, "She starts a job")
    assert (moved.told_how, moved.told_whom, moved.told_at) == (
        TellingWay.TELEPHONE,
        "Gareth O'Neill",
        at - HOUR,
    )
    assert (moved.author, moved.officer, moved.recorded_at) == (ben, amira.officer, at)
    assert Contact.objects.get(pk=first.pk).happened_at == at + 2 * HOUR
    assert list(Contact.objects.current()) == [moved]


@pytest.mark.django_db
def test_what_is_in_the_way_is_asked_about(case: Case, amira: User) -> None:
    """VOC-1: of the officer and of the person, and nothing is in its own way."""
    to = at_noon(4)
    first = arrange(case, amira, at_noon(3))
    arrange(factories.make_case(police=amira.officer), amira, to)
    with pytest.raises(RefusedError, match="In the way") as refused:
        move(first, amira, to, is_meant=False)
    assert refused.value.about == "is_another"
    later = at_noon(3) + timedelta(minutes=10)
    assert move(first, amira, later, is_meant=False).version == 2
    assert move(first, amira, to, version=2, is_meant=True).version == 3


@pytest.mark.django_db
def test_what_comes_after_a_move_does_not_repeat_who_was_told(case: Case, amira: User) -> None:
    at = clock.now()
    moved = move(arrange(case, amira, at + 2 * HOUR), amira, at + 3 * HOUR, at=at)
    ended = record_outcome(
        contact=moved, version=2, outcome=outcome("ATTC"), by=amira, at=at + 4 * HOUR
    )
    assert (ended.told_how, ended.told_whom, ended.told_at) == ("", "", None)


@pytest.mark.django_db
def test_a_cancelled_appointment_stays_readable_and_counts_nowhere(case: Case, amira: User) -> None:
    at = clock.now()
    first = arrange(case, amira, at + 2 * HOUR)
    cancelled = cancel(first, amira, at=at)
    assert (cancelled.version_kind, cancelled.is_withdrawn) == (VersionKind.CANCELLED, True)
    assert not Contact.objects.current().exists()
    assert list(Contact.objects.last_versions()) == [cancelled]
    assert around(case, at=at).coming == []
    assert sum(groups_of(case).values()) == 1
    (row,) = rows_of([cancelled], at=at + 3 * HOUR)
    assert row.tags == [("Cancelled", "grey")]
    assert not row.awaits_outcome


@pytest.mark.django_db
def test_a_cancelled_appointment_needs_no_outcome(case: Case, amira: User) -> None:
    """VOC-12: the outcome is asked for until it is cancelled, and not after."""
    at = clock.now()
    first = arrange(case, amira, at - 2 * HOUR)
    recompute([case.pk], on=clock.today())
    asked = Deadline.objects.filter(case=case, kind="contact_outcome", subject=first.uuid)
    assert asked.exists()
    cancel(first, amira, at=at, told=told(at - 3 * HOUR))
    assert not asked.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("act", [cancel, partial(move, to=NOW + timedelta(days=3650))])
def test_nothing_is_stored_of_what_is_refused(case: Case, amira: User, act: Any) -> None:
    first = arrange(case, amira, clock.now() - 2 * HOUR)
    for changes, said in (
        ({"reason": " "}, "Say why"),
        ({"told": NOBODY_TOLD}, "record how it ended"),
    ):
        early = {"told": told(first.happened_at - HOUR)} | changes
        with pytest.raises(RefusedError, match=said):
            act(first, amira, **early)
    assert Contact.objects.count() == 1


@pytest.mark.django_db
def test_nothing_comes_after_a_cancellation(case: Case, amira: User) -> None:
    at = clock.now()
    cancelled = cancel(arrange(case, amira, at - HOUR), amira, told=told(at - 2 * HOUR))
    corrected = partial(
        amend_contact, contact=cancelled, version=2, reason="A slip", by=amira, at=at, notes="No"
    )
    ended = partial(
        record_outcome, contact=cancelled, version=2, outcome=outcome(), by=amira, at=at
    )
    for act in (corrected, ended, partial(cancel, cancelled, amira, version=2)):
        with pytest.raises(RefusedError, match="was cancelled"):
            act()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"version_kind": VersionKind.MOVED},
        {"version_kind": VersionKind.CANCELLED, "told_how": "telephone", "told_whom": "He"},
        {"version_kind": VersionKind.CORRECTION, "told_how": "nobody"},
        {"version_kind": VersionKind.CANCELLED, "told_how": "nobody", "version_reason": ""},
    ],
)
def test_the_database_holds_who_was_told(case: Case, amira: User, fields: dict[str, Any]) -> None:
    first = arrange(case, amira, clock.now() + HOUR)
    values = {"version_reason": "A reason", "recorded_at": clock.now()} | fields
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_contact(
            case, happened_at=first.happened_at, version=2, amends=first, uuid=first.uuid, **values
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_the_second_is_told(case: Case, amira: User, ben: User) -> None:
    at = clock.now()
    first = arrange(case, amira, at + 2 * HOUR)

    def said(error: Exception) -> str:
        assert isinstance(error, StaleError), error
        return error.saved_by

    moved = partial(move, first, amira, at + 3 * HOUR, at=at)
    cancelled = partial(cancel, first, ben, at=at)
    assert while_open(moved, cancelled, said=said) == "Amira Khan"
    assert Contact.objects.filter(uuid=first.uuid).count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_outcome_and_a_cancellation_meet(case: Case, amira: User, ben: User) -> None:
    at = clock.now()
    first = arrange(case, amira, at - HOUR)
    ended = partial(record_outcome, contact=first, version=1, outcome=outcome(), by=amira, at=at)
    cancelled = partial(cancel, first, ben, at=at, told=told(at - 2 * HOUR))
    assert while_open(ended, cancelled) == "StaleError"
    assert Contact.objects.current().get().outcome == outcome()
