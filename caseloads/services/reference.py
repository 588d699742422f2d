"""Changing a number of the field, and which contact types are offered."""

from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction

from caseloads.rules import value_problem
from caseloads.selectors.reference import history_of, kinds_of, others_in_force
from core.calendar import in_full, london_date
from core.editing import held
from core.errors import RefusedError, StaleError, refuse
from core.models import Standard
from core.queue import enqueue
from offenders.models import ContactType
from offenders.rules.kinds import Kind

RECOMPUTE = "offenders.recompute_kind"


@transaction.atomic
def change_standard(
    *, key: str, value: int, starts_on: date, version: int, at: datetime
) -> Standard:
    """Have a number hold from a day on: the row before it ends that day, history keeps both.

    What is worked out from it follows within minutes where it holds already, else with the night before.
    `version` is that of the newest row on the screen. Raises StaleError when somebody changed it meanwhile,
    RefusedError when the value or the day cannot be.
    """
    newest = check_change(key=key, value=value, starts_on=starts_on, version=version, at=at)
    changed = store_change(newest, value, starts_on)
    if starts_on <= london_date(at):
        for kind in kinds_of(key):
            recompute_soon(kind)
    return changed


def check_change(*, key: str, value: int, starts_on: date, version: int, at: datetime) -> Standard:
    """The newest row of a number, locked, if it can have this value from this day; raises as `change_standard` says."""
    last = Standard.objects.filter(key=key).order_by("-starts_on").first()
    if last is None:
        raise RefusedError("There is no standard of this name.")
    rows = Standard.objects.filter(pk=last.pk)
    newest = held(rows, version=version, stale=partial(_stale, at=at))
    _check(newest, value, starts_on, london_date(at))
    return newest


def store_change(newest: Standard, value: int, starts_on: date) -> Standard:
    """The row that holds from the day on, stored beside the one before; asks nothing and has nothing worked out."""
    if starts_on == newest.starts_on:
        return _replaced(newest, value)
    return _followed(newest, value, starts_on)


def recompute_soon(kind: Kind) -> None:
    """Have a kind worked out anew for everybody, once what was changed is committed."""
    enqueue(RECOMPUTE, kind=kind.code)


def _check(newest: Standard, value: int, starts_on: date, on: date) -> None:
    refuse(value_problem(newest.key, value, others=others_in_force(newest.key, on=starts_on)))
    if value == newest.value:
        raise RefusedError(f"It is {value} {newest.unit} already.")
    if starts_on < on:
        raise RefusedError(
            "It can change from today or from a later day: what was due stays as it was."
        )
    if starts_on < newest.starts_on:
        raise RefusedError(
            f"A change from {in_full(newest.starts_on)} has been entered already: "
            "choose that day to replace it, or a later one."
        )


def _replaced(newest: Standard, value: int) -> Standard:
    """Entered for the same day before: the value is changed, the history keeps the one before."""
    newest.value = value
    newest.version += 1
    newest.save(update_fields=["value", "version"])
    return newest


def _followed(newest: Standard, value: int, starts_on: date) -> Standard:
    newest.ends_on = starts_on
    newest.version += 1
    newest.save(update_fields=["ends_on", "version"])
    return Standard.objects.create(
        key=newest.key,
        value=value,
        unit=newest.unit,
        rule=newest.rule,
        confidence=newest.confidence,
        starts_on=starts_on,
        version=newest.version + 1,
    )


def _stale(newest: Standard, *, at: datetime) -> StaleError:
    history = history_of(newest.key)
    last = history[0] if history else None
    return StaleError(
        saved_by=(last.who if last else "") or "Somebody",
        saved_at=last.at if last else at - timedelta(0),
        theirs=[
            ("Value", f"{newest.value} {newest.unit}"),
            ("From", in_full(newest.starts_on)),
        ],
    )


@transaction.atomic
def offer_contact_type(
    *, contact_type: ContactType, offered: bool, version: int, at: datetime
) -> None:
    """Have a contact type offered when somebody logs a contact, or no longer; records keep theirs.

    Raises RefusedError for a type that only the system writes, StaleError when it was changed meanwhile.
    """
    if contact_type.is_system_generated and offered:
        raise RefusedError("Only the system writes contacts of this type.")
    rows = ContactType.objects.filter(pk=contact_type.pk)
    stored = held(rows, version=version, stale=partial(_stale_type, at=at))
    stored.is_selectable = offered
    stored.version += 1
    stored.save(update_fields=["is_selectable", "version"])


def _stale_type(stored: ContactType, *, at: datetime) -> StaleError:
    state = "Offered" if stored.is_selectable else "Hidden"
    return StaleError(saved_by="Somebody", saved_at=at, theirs=[(stored.name, state)])
