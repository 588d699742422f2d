"""A planned visit is moved or cancelled, a visit on the wrong person voided: like any version, with a row of its own."""

from datetime import datetime

from django.db import transaction

from core.addresses import address
from core.errors import RefusedError, refuse
from offenders.choices import VersionKind, VoidWhy
from offenders.models import Contact
from offenders.rules.moving import Arranged, Telling, cancel_problem, move_problem
from offenders.services.moving import told_version
from offenders.services.overlaps import refuse_what_is_in_the_way
from offenders.services.versions import held_version
from offenders.services.voiding import grounds_of, voided_version
from people.choices import Permission
from people.models import User
from people.services import only_its_agency
from visits.models import ConditionCheck
from visits.selectors.visit import visits_in_full
from visits.selectors.voiding import why_child_holds
from visits.services.record import refresh, saved_of


@transaction.atomic
def move_visit(
    *,
    contact: Contact,
    version: int,
    to: datetime,
    reason: str,
    told: Telling,
    by: User,
    at: datetime,
    is_meant: bool = False,
) -> Contact:
    """Put a planned visit at another time; it stays the same one, with who goes, where and what for.

    Raises RefusedError without a reason, when it has an outcome or `to` has passed, and of an announced one whose hour
    is over when nobody had been told by then, or where something is in the way and that is not meant; StaleError when
    somebody saved a version meanwhile.
    """
    only_its_agency(by, Permission.PLAN_VISIT)
    latest = _held_at_version(contact, version)
    refuse(move_problem(arranged(latest), told, to=to, at=at))
    second = latest.visit.second_officer
    refuse_what_is_in_the_way(latest, to, by=by, is_meant=is_meant, also=[second])
    moved = told_version(latest, VersionKind.MOVED, reason=reason, told=told, by=by, at=at)
    moved.happened_at = to
    return _follow(latest, moved, at=at)


@transaction.atomic
def cancel_visit(
    *, contact: Contact, version: int, reason: str, told: Telling, by: User, at: datetime
) -> Contact:
    """Say that a planned visit will not be, or was not: nobody went. Raises like `move_visit`."""
    only_its_agency(by, Permission.PLAN_VISIT)
    latest = _held_at_version(contact, version)
    refuse(cancel_problem(arranged(latest), told, at=at))
    cancelled = told_version(latest, VersionKind.CANCELLED, reason=reason, told=told, by=by, at=at)
    return _follow(latest, cancelled, at=at)


@transaction.atomic
def void_visit(
    *, contact: Contact, version: int, why: VoidWhy, words: str, by: User, at: datetime
) -> Contact:
    """Void a visit like any contact. With a child that nobody has been asked about, only who may decide about it.

    What was asked of an authority stays to be answered: an enquiry is a record of its own.
    """
    latest = _held_at_version(contact, version, also_cancelled=True)
    grounds = grounds_of(latest, by)
    if refusal := why_child_holds(latest, by, grounds=grounds):
        raise RefusedError(refusal)
    voided = voided_version(latest, why=why, words=words, by=by, at=at, grounds=grounds)
    return _follow(latest, voided, at=at)


def arranged(contact: Contact) -> Arranged:
    """A planned visit as the rules take it. Of an unannounced one nobody is told (POL-10)."""
    return Arranged(
        name="A visit",
        happens_at=contact.happened_at,
        is_appointment=True,
        has_outcome=contact.outcome_id is not None,
        is_told_of=contact.visit.is_announced,
    )


def _held_at_version(contact: Contact, version: int, *, also_cancelled: bool = False) -> Contact:
    return held_version(
        contact,
        version,
        among=visits_in_full(),
        theirs=saved_of,
        link=address("visits:visit", contact.uuid),
        also_cancelled=also_cancelled,
    )


def _follow(latest: Contact, contact: Contact, *, at: datetime) -> Contact:
    """Save the version, and with it what the visit said before."""
    visit = latest.visit
    contact.save(force_insert=True)
    checks = list(visit.checks.all())
    visit.pk, visit._state.adding = None, True  # noqa: SLF001  a further row like it
    visit.contact = contact
    visit.save(force_insert=True)
    for check in checks:
        check.pk, check.visit = None, visit
    ConditionCheck.objects.bulk_create(checks)
    refresh(contact, at)
    return Contact.objects.select_related("visit", "case", "type").get(pk=contact.pk)
