"""How appointments ended in the last twelve months, as a strip: who came, who did not, what nobody has recorded."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from core.calendar import add_months, in_full, london_date, london_midnight
from core.prepared import prepared
from core.strip import Mark, Shape, Sign, Strip
from offenders.models import Case, Contact
from people.choices import Agency

MONTHS = 12
AHEAD = timedelta(weeks=6)

COMPLIED = Sign("Attended and complied", Shape.DOT, "green")
FAILED_TO_COMPLY = Sign("Attended, did not comply", Shape.SQUARE, "red")
ACCEPTABLE = Sign("Absent, acceptable or rescheduled", Shape.RING, "grey")
ABSENT = Sign("Did not attend, or another failure", Shape.CROSS, "red")
UNRECORDED = Sign("Nobody has recorded how it ended", Shape.DIAMOND)
COMING = Sign("To come", Shape.BAR, "blue")
SIGNS = (COMPLIED, FAILED_TO_COMPLY, ABSENT, ACCEPTABLE, UNRECORDED, COMING)


def attendance(case: Case, *, at: datetime) -> Strip | None:
    """The appointments of a case, except visits of the police, which have a strip of their own; one query.

    None where there was none: an empty strip would say that somebody looked.
    """
    on = london_date(at)
    start, end = add_months(on, -MONTHS), on + AHEAD
    rows = _appointments(
        case=case.pk, start=london_midnight(start), end=london_midnight(end + timedelta(days=1))
    )
    marks = [Mark(london_date(row[0]), _sign(*row, at=at)) for row in rows]
    if not marks:
        return None
    return Strip(
        label="Appointments of the last twelve months, and those to come",
        start=start,
        end=end,
        on=on,
        signs=SIGNS,
        marks=marks,
        words={COMING: _next_words([mark.on for mark in marks if mark.sign == COMING])},
    )


def _next_words(days: list[date]) -> str:
    """ "2, next on 8 December 2026"; empty where none is to come."""
    if not days:
        return ""
    return f"{len(days)}, next on {in_full(min(days))}"


def _sign(
    happened_at: datetime,
    outcome: int | None,
    attended: bool | None,
    needs_action: bool | None,
    *,
    at: datetime,
) -> Sign:
    """Section 10.2: the outcome says whether they came and whether something is to be done about it."""
    if outcome is None:
        return COMING if happened_at > at else UNRECORDED
    if attended:
        return FAILED_TO_COMPLY if needs_action else COMPLIED
    return ABSENT if needs_action else ACCEPTABLE


@prepared
def _appointments(
    *, case: int, start: datetime, end: datetime
) -> QuerySet[Contact, tuple[Any, ...]]:
    rows = Contact.objects.current().filter(
        case=case, happened_at__gte=start, happened_at__lt=end, type__is_appointment=True
    )
    return (
        rows.exclude(Q(type__is_home_visit=True, agency=Agency.POLICE))
        .order_by("happened_at", "id")
        .values_list("happened_at", "outcome_id", "outcome__attended", "outcome__needs_action")
    )
