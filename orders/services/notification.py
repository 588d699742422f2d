"""Until when somebody is subject to notification, and when they notify next: recorded as it is known."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import Sum

from core.calendar import in_full, london_date
from core.editing import lock
from core.errors import RefusedError, StaleError, refuse
from core.history import changes_of
from offenders import deadlines
from offenders.models import Case
from offenders.rules.notification import Keeper, Subject, subject_problem, worked_out
from offenders.selectors.dated import dated
from orders.models import AnnualNotification, NotificationPeriod
from orders.models.notification import Known
from orders.selectors.holding import keeps_subject
from orders.selectors.notification import known_lines
from people.models import User

K = TypeVar("K", bound=Known)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Since when something is known, and where it was read."""

    known_on: date
    source: str


@dataclass(frozen=True, slots=True)
class Another:
    """The police record says another end than the one that is worked out; `ends_on` is exclusive, None for indefinite."""

    ends_on: date | None
    why: str


@transaction.atomic
def record_period(
    *,
    case: Case,
    subject: Subject,
    offence: str,
    source: Source,
    is_verified: bool,
    another: Another | None,
    version: int,
    by: User,
    at: datetime,
) -> NotificationPeriod:
    """NOT-16: the end as it is worked out from what was done, or another one with the reason, kept beside that.

    A second one of the same day takes the place of the first; the history keeps both. `version` is that of the periods
    on the screen. Raises RefusedError for what cannot be, StaleError when somebody recorded one meanwhile.
    """
    stored, on = _may(case, by, source, at), london_date(at)
    refuse(subject_problem(subject, on=on))
    if another and not another.why.strip():
        raise RefusedError("Say why it is another end", about="override")
    row = _row_of(NotificationPeriod, stored, source, version=version, by=by, at=at)
    row.worked_out = worked_out(subject, keepers_of(stored)).ends_on
    row.ends_on = another.ends_on if another else row.worked_out
    row.override = another.why.strip() if another else ""
    row.offence, row.disposal = offence.strip(), subject.disposal
    row.relevant_on, row.age = subject.relevant_on, subject.age
    row.term_months, row.term_days = subject.term.months, subject.term.days
    row.is_verified = is_verified
    _save(row, at=at)
    return row


@transaction.atomic
def record_annual(
    *, case: Case, due_on: date, source: Source, version: int, by: User, at: datetime
) -> AnnualNotification:
    """NOT-24: the day by which they notify next, as it is known. As above."""
    stored = _may(case, by, source, at)
    row = _row_of(AnnualNotification, stored, source, version=version, by=by, at=at)
    row.due_on = due_on
    _save(row, at=at)
    return row


def keepers_of(case: Case) -> list[Keeper]:
    """NOT-15: the orders on record that keep somebody subject; one query."""
    return keeps_subject(dated(case))


def version_of(model: type[Known], case: Case) -> int:
    """Of all that is known of a case together: it changes with each that is recorded or put right."""
    found = model._default_manager.filter(case=case).aggregate(versions=Sum("version"))
    return found["versions"] or 0


def _may(case: Case, by: User, source: Source, at: datetime) -> Case:
    """The case, locked, of whom somebody with a staff record says what is known by today."""
    by.staff_record()
    if source.known_on > london_date(at):
        raise RefusedError("The day cannot be in the future.", about="known_on")
    return lock(case)


def _row_of(
    model: type[K], case: Case, source: Source, *, version: int, by: User, at: datetime
) -> K:
    if version_of(model, case) != version:
        raise _stale(model, case)
    rows = model._default_manager.filter(case=case, known_on=source.known_on)
    row = rows.first() or model(case=case, known_on=source.known_on, version=0)
    row.source, row.recorded_by, row.recorded_on = source.source.strip(), by, london_date(at)
    row.version += 1
    return row


def _save(row: Known, *, at: datetime) -> None:
    row.save()
    fact = f"{row._meta.model_name}:{row.uuid}"
    deadlines.refresh([row.case_id], changed=type(row), on=london_date(at), at=at, fact=fact)


def _stale(model: type[Known], case: Case) -> StaleError:
    last = changes_of(model, case=case.pk)[0]
    newest = model._default_manager.filter(case=case).order_by("-known_on").first()
    theirs = [*(known_lines(newest) if newest else [])]
    if newest:
        theirs.append(("Known on", in_full(newest.known_on)))
    return StaleError(
        saved_by=last.who or "An import",
        saved_at=last.at,
        theirs=theirs,
        link=case.get_absolute_url(),
    )
