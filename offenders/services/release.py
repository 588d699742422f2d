"""Release and handover dates: recorded as they are known."""

from datetime import date, datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import lock
from core.errors import RefusedError, StaleError
from core.history import changes_of
from offenders import deadlines
from offenders.choices import KeyDateKind
from offenders.models import Case, KeyDate
from offenders.selectors.release import day_words, version_of
from people.models import User


@transaction.atomic
def record_key_date(
    *,
    case: Case,
    kind: KeyDateKind,
    falls_on: date | None,
    known_on: date,
    source: str,
    note: str,
    version: int,
    by: User,
    at: datetime,
) -> KeyDate:
    """A date as it is known from a day on; without `falls_on` there is none any more. The newest of its kind counts.

    A second one of the same kind and day takes the place of the first; the history keeps both. `version` is that of
    the dates on the screen. Raises RefusedError without a staff record or for what is known on a day to come,
    StaleError when somebody recorded one meanwhile.
    """
    on = london_date(at)
    by.staff_record()
    if known_on > on:
        raise RefusedError("The day cannot be in the future.", about="known_on")
    stored = lock(case)
    if version_of(stored) != version:
        raise _stale(stored)
    rows = KeyDate.objects.filter(case=stored, kind=kind, known_on=known_on)
    row = rows.first() or KeyDate(case=stored, kind=kind, known_on=known_on, version=0)
    row.falls_on, row.source, row.note = falls_on, source.strip(), note.strip()
    row.recorded_by, row.recorded_on = by, on
    row.version += 1
    row.save()
    deadlines.refresh([stored.pk], changed=KeyDate, on=on, at=at, fact=f"key_date:{row.pk}")
    return row


def _stale(case: Case) -> StaleError:
    last = changes_of(KeyDate, case=case.pk)[0]
    newest = KeyDate.objects.filter(case=case).order_by("kind", "-known_on").distinct("kind")
    theirs = [
        (row.get_kind_display(), f"{day_words(row)}, known on {in_full(row.known_on)}")
        for row in newest
    ]
    return StaleError(
        saved_by=last.who or "An import",
        saved_at=last.at,
        theirs=theirs,
        link=case.get_absolute_url(),
    )
