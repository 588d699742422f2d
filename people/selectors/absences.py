"""When officers are away: days only, for every page that says so; why is on the officer's own page alone."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q

from core.calendar import falls_in, in_full
from core.prepared import one_of
from people.models import Absence


@dataclass(frozen=True, slots=True)
class Away:
    """One absence without its reason. The end is exclusive, an empty end is open."""

    officer_id: int
    starts_on: date
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        return falls_in(day, self.starts_on, self.ends_on)

    @property
    def last_day(self) -> date | None:
        return self.ends_on - timedelta(days=1) if self.ends_on else None

    @property
    def words(self) -> str:
        """24 December 2026 to 2 January 2027; from 24 December 2026, no end known yet."""
        if self.last_day is None:
            return f"from {in_full(self.starts_on)}, no end known yet"
        if self.last_day == self.starts_on:
            return in_full(self.starts_on)
        return f"{in_full(self.starts_on)} to {in_full(self.last_day)}"


def absences_ahead(officer_ids: Collection[int], on: date, until: date) -> dict[int, list[Away]]:
    """Absences of which at least one day lies in `on` to `until`, both included, by officer, soonest first.

    One query. An officer who is away on none of these days is not in it.
    """
    rows = Absence.objects.filter(
        Q(ends_on__isnull=True) | (Q(ends_on__gt=on) & Q(ends_on__gt=F("starts_on"))),
        one_of("officer_id", officer_ids),
        starts_on__lte=until,
    ).order_by("starts_on", "pk")
    found: dict[int, list[Away]] = defaultdict(list)
    for officer_id, starts_on, ends_on in rows.values_list("officer_id", "starts_on", "ends_on"):
        found[officer_id].append(Away(officer_id, starts_on, ends_on))
    return dict(found)
