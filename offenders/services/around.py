"""Changing what is on record of somebody around a person: in place, so that what refers to them goes on to do so."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from core.calendar import london_date
from core.editing import held
from core.errors import RefusedError, StaleError, refuse
from core.history import changes_of
from offenders import deadlines
from offenders.models import KnownPerson
from offenders.selectors.around import known_person_lines, record_url
from offenders.services.person import known_problem
from people.models import User


@transaction.atomic
def change_known_person(
    *, person: KnownPerson, details: Mapping[str, Any], version: int, by: User, at: datetime
) -> KnownPerson:
    """What is known of them now, with the risk as at today; the history keeps what was known before.

    Raises RefusedError without a staff record and for what cannot be said of anybody, StaleError when somebody changed
    or ended it meanwhile.
    """
    on = london_date(at)
    by.staff_record()
    rows = KnownPerson.objects.filter(pk=person.pk).select_related("case")
    stored = held(rows, version=version, stale=_stale, behind=person.case)
    if stored.is_over:
        raise _stale(stored)
    for name, value in details.items():
        setattr(stored, name, value)
    refuse(known_problem(stored, on=on))
    _check_alone(stored)
    stored.risk_on, stored.recorded_by = on, by
    stored.version += 1
    stored.save()
    deadlines.refresh(
        [stored.case_id],
        changed=KnownPerson,
        on=on,
        at=at,
        fact=f"knownperson:{stored.uuid}",
    )
    return stored


def _check_alone(person: KnownPerson) -> None:
    others = KnownPerson.objects.filter(case=person.case, name__iexact=person.name)
    if others.exclude(pk=person.pk).exists():
        raise RefusedError("Somebody else of this name is on record.", about="name")


def _stale(person: KnownPerson) -> StaleError:
    last = changes_of(KnownPerson, uuid=person.uuid)[0]
    theirs = known_person_lines(person)
    if person.is_over:
        theirs = [("Ended", f"{person.get_ended_because_display()}: {person.ended_note}")]
    return StaleError(
        saved_by=last.who or "An import", saved_at=last.at, theirs=theirs, link=record_url(person)
    )
