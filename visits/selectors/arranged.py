"""Visits of a case that are planned and have no outcome yet: so that nobody plans, or records, the same one twice."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.calendar import london_midnight
from offenders.models import Case
from offenders.rules.contacts import REPEATS_WITHIN
from people.models import User
from visits.models import Visit
from visits.selectors.record import moment


def second_on(officer_id: int, start: datetime, end: datetime) -> list[int]:
    """The planned visits of a time on which this officer is the second of two, by contact; one query."""
    rows = Visit.objects.filter(
        second_officer=officer_id,
        outcome="",
        contact__happened_at__gte=start,
        contact__happened_at__lt=end,
    )
    return list(rows.values_list("contact_id", flat=True))


@dataclass(frozen=True, slots=True)
class Arranged:
    """A planned visit in one line, with its pages."""

    visit: Visit

    @property
    def words(self) -> str:
        """ "28 November 2026 at 08:15, DC Khan and PC Mason"."""
        going = (self.visit.contact.officer, self.visit.second_officer)
        names = " and ".join(row.short_name for row in going if row)
        when = moment(self.visit.contact.happened_at)
        return f"{when}, {names}" if names else when


def arranged(case: Case, *, since: date, until: date | None = None) -> list[Arranged]:
    """Planned from the day `since` on, soonest first; one query."""
    rows = Visit.objects.current().filter(
        case=case, outcome="", contact__happened_at__gte=london_midnight(since)
    )
    if until is not None:
        end = london_midnight(until + timedelta(days=1))
        rows = rows.filter(contact__happened_at__lt=end)
    found = rows.select_related("contact__officer", "second_officer")
    return [Arranged(row) for row in found.order_by("contact__happened_at", "pk")]


def recorded_before(
    case: Case, by: User, happens_at: datetime, *, is_planned: bool
) -> datetime | None:
    """When `by` planned, or recorded, a visit to this case at about this time, if they did; one query."""
    same = Visit.objects.current().filter(
        case=case,
        contact__author=by,
        contact__happened_at__range=(happens_at - REPEATS_WITHIN, happens_at + REPEATS_WITHIN),
    )
    same = same.filter(outcome="") if is_planned else same.exclude(outcome="")
    newest = same.order_by("-contact__recorded_at")
    return newest.values_list("contact__recorded_at", flat=True).first()
