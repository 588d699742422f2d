"""PRG-48: what is to be done before a programme begins: by whom, by when, done on which day."""

from datetime import date, datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.errors import Problem, RefusedError, refuse
from people.choices import Permission
from people.models import Officer, User
from people.services import only_its_agency
from programmes.choices.referral import CLOSED, PreparationKind
from programmes.models import Preparation, Referral
from programmes.selectors.case import item_lines
from programmes.services.held import held_row, stamp
from programmes.services.moves import held_referral, refresh
from programmes.services.timeline import ALL_PREPARED, PREPARED, tell


@transaction.atomic
def add_item(
    referral: Referral,
    *,
    title: str,
    owner: Officer | None,
    by_on: date | None,
    version: int,
    by: User,
    at: datetime,
) -> Preparation:
    """Add work of the team's own. Raises RefusedError where the referral is closed, StaleError when somebody changed it."""
    only_its_agency(by, Permission.REFER)
    row = held_referral(referral, version)
    _refuse_closed(row)
    item = Preparation(
        referral=row, kind=PreparationKind.OWN, title=title.strip(), owner=owner, by_on=by_on
    )
    stamp(item, by=by, at=at)
    refresh(row, at=at)
    return item


@transaction.atomic
def change_item(
    item: Preparation,
    *,
    owner: Officer | None,
    by_on: date | None,
    done_on: date | None,
    came: bool = False,
    note: str = "",
    version: int,
    by: User,
    at: datetime,
) -> Preparation:
    """Say who does it, by when, or that it is done; done with the person there it is pre-work that they came to (APRE).

    Without them there was no appointment, so none stands on the timeline. Raises RefusedError for a day ahead or before the referral, StaleError when somebody changed it meanwhile.
    """
    only_its_agency(by, Permission.REFER)
    row = held_row(item, version, beside="referral__case", lines=item_lines)
    _refuse_closed(row.referral)
    refuse(_done_problem(done_on, row.referral, today=london_date(at)))
    is_newly_done = done_on is not None and row.done_on is None
    row.owner, row.by_on, row.done_on, row.note = owner, by_on, done_on, note.strip()
    if is_newly_done and done_on and came:
        words = "\n\n".join(text for text in (f"{row}: done.", row.note) if text)
        told = tell(row.case, PREPARED, on=done_on, notes=words, came=True, by=by, at=at)
        row.done_in = told.uuid if told else None
    stamp(row, by=by, at=at)
    refresh(row.referral, at=at)
    return row


@transaction.atomic
def complete_work(referral: Referral, *, version: int, by: User, at: datetime) -> Referral:
    """Everything before the start is done (C308).

    Raises RefusedError while something is open, or it was said before; StaleError when somebody changed the referral.
    """
    only_its_agency(by, Permission.REFER)
    row = held_referral(referral, version)
    _refuse_closed(row)
    waiting = [str(item).lower() for item in row.preparations.filter(done_on=None)]
    if waiting:
        raise RefusedError(f"This is still to be done: {', '.join(waiting)}.")
    if row.pre_programme_done:
        raise RefusedError("It has been recorded that the work before the start is complete.")
    row.pre_programme_done = True
    row.version += 1
    row.save()
    on = london_date(at)
    notes = f"Everything before {row.programme_id} is done."
    tell(row.case, ALL_PREPARED, on=on, notes=notes, by=by, at=at)
    refresh(row, at=at)
    return row


def _refuse_closed(row: Referral) -> None:
    if row.status in CLOSED:
        raise RefusedError(f"The referral is closed (“{row.get_status_display()}”).")


def _done_problem(done_on: date | None, row: Referral, *, today: date) -> Problem | None:
    if done_on is None:
        return None
    if done_on > today:
        return Problem("done_on", f"The day must be today, {in_full(today)}, or in the past")
    return None
