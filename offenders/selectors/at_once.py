"""What cannot wait, wherever the user may see it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from core.prepared import prepared_for
from offenders.models import Deadline
from offenders.querysets import Seen
from offenders.rules import cannot_wait
from offenders.selectors.case import seen_cases
from offenders.selectors.due import rows_of
from offenders.selectors.lines import DueRow
from people.models import User


def first_at_once(rows: Iterable[DueRow]) -> list[DueRow]:
    """What cannot wait before everything else, from the day on which it is due; the rest in its order."""
    return sorted(rows, key=lambda row: row.kind not in cannot_wait())


def at_once_rows(seen: Seen, *, on: date, user: User) -> list[DueRow]:
    """What cannot wait in the cases that the user sees, from the day that it is told; one query where there is nothing.

    There is little of it in a whole country, so it is not asked for by case.
    """
    deadlines = [row for row in _cannot_wait(on=on) if row.case_id in seen.ids]
    if not deadlines:
        return []
    cases = seen_cases(seen, (row.case_id for row in deadlines if row.case_id is not None))
    return rows_of(deadlines, cases, on=on, user=user)


@prepared_for(cannot_wait)
def _cannot_wait(*, on: date) -> QuerySet[Deadline]:
    told = Deadline.objects.filter(kind__in=cannot_wait(), told_on__lte=on, is_backlog=False)
    return told.gravest_first(on=on)
