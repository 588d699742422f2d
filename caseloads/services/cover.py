"""Who stands in for an officer who is away: named and ended by whoever leads the team, with its days."""

from datetime import date, datetime

from django.db import transaction

from caseloads.rules.absences import Days
from caseloads.rules.cover import cover_problem, end_cover_problem
from caseloads.selectors.absences import as_days
from caseloads.selectors.cover import cover_lines, standin_of, standins, version_of_cover
from core.calendar import london_date
from core.editing import held, hold, lock
from core.errors import RefusedError, StaleError, refuse
from core.history import changes_of
from offenders import deadlines
from people.models import Absence, Cover, Officer, User
from people.rules import LONGEST_COVER

# All that anybody reads of why: cover never says it.
REASON = "Away"


@transaction.atomic
def arrange_cover(
    *,
    absence: Absence,
    covering: Officer,
    starts_on: date,
    ends_on: date,
    version: int,
    by: User,
    at: datetime,
) -> Cover:
    """Have a colleague of the agency cover an absence, or days of it; they then work on all that the officer holds.

    `version` is that of the cover on the screen (`version_of_cover`). Raises RefusedError where that cannot be, and
    for one's own absence; StaleError when somebody changed the officer's cover meanwhile.
    """
    hold(Officer, sorted({absence.officer_id, covering.pk}))
    row, on = lock(absence), london_date(at)
    absent = row.officer
    if version_of_cover(absent) != version:
        raise _stale(Cover.objects.filter(absent=absent).latest("version", "id"))
    _check_people(absent, covering, by)
    new = standin_of(covering, Days(starts_on, ends_on))
    taken = standins([absent.pk], on=on).get(absent.pk, [])
    refuse(cover_problem(new, as_days(row), taken, longest=LONGEST_COVER, on=on))
    cover = Cover.objects.create(
        absent=absent, covering=covering, starts_on=starts_on, ends_on=ends_on, reason=REASON
    )
    _refresh(cover, at=at)
    return cover


def _check_people(absent: Officer, covering: Officer, by: User) -> None:
    if absent.user_id == by.pk:
        raise RefusedError("Your own absence is covered by whom the head of your unit names.")
    if absent.pk == covering.pk:
        raise RefusedError("Nobody covers their own absence: choose a colleague.", about="officer")
    if absent.agency != covering.agency:
        words = f"{covering.name} works for another agency: choose a colleague of {absent.name}."
        raise RefusedError(words, about="officer")
    if covering.user is None or not covering.user.is_active:
        words = f"{covering.name} does not sign in here, so they cannot cover."
        raise RefusedError(words, about="officer")


@transaction.atomic
def end_cover(*, cover: Cover, ends_on: date, version: int, by: User, at: datetime) -> Cover:
    """From `ends_on` they cover no longer, today at the soonest; what has not begun by then never holds.

    Raises RefusedError for a day that cannot be, and for one's own absence; StaleError when somebody changed it.
    """
    if cover.absent.user_id == by.pk:
        raise RefusedError("The cover of your own absence is the head of your unit's to end.")
    row = held(Cover.objects.filter(pk=cover.pk), version=version, stale=_stale)
    refuse(end_cover_problem(Days(row.starts_on, row.ends_on), ends_on, on=london_date(at)))
    row.ends_on = max(ends_on, row.starts_on)
    row.version += 1
    row.save(update_fields=["ends_on", "version"])
    _refresh(row, at=at)
    return row


def _refresh(cover: Cover, *, at: datetime) -> None:
    """What is said of an officer who carries too much names for whom they stand in."""
    deadlines.refresh(
        officer_ids=[cover.covering_id],
        changed=Cover,
        on=london_date(at),
        at=at,
        fact=f"cover:{cover.uuid}",
    )


def _stale(row: Cover) -> StaleError:
    last = changes_of(Cover, absent=row.absent_id)[0]
    row = Cover.objects.select_related("covering").get(pk=last.row.pgh_obj_id)
    return StaleError(saved_by=last.who or "An import", saved_at=last.at, theirs=cover_lines(row))
