"""The attendance of somebody on a programme as a strip: the sessions of the last twelve months, and those to come."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from core.calendar import add_months, in_full, london_date, london_midnight
from core.prepared import prepared
from core.strip import Mark, Shape, Sign, Strip
from offenders.models import Case
from programmes.models import Attendance, Session
from programmes.selectors.register import holding

MONTHS = 12
AHEAD = timedelta(weeks=6)
TOOK_PART = Sign("Came and took part", Shape.DOT, "green")
DID_NOT = Sign("Came and did not take part", Shape.SQUARE, "red")
AGREED = Sign("Away, agreed", Shape.RING, "grey")
NOT_AGREED = Sign("Away, not agreed", Shape.CROSS, "red")
CAUGHT_UP = Sign("Caught up", Shape.DIAMOND, "green")
COMING = Sign("To come", Shape.BAR, "blue")
SIGNS = (TOOK_PART, DID_NOT, NOT_AGREED, AGREED, CAUGHT_UP, COMING)


def case_strip(case: Case, *, at: datetime) -> Strip | None:
    """For a page of the case; three queries. None where no register names the person and no session is to come."""
    on = london_date(at)
    start, end = add_months(on, -MONTHS), on + AHEAD
    rows = _lines(case=case.pk)
    contacts = holding([uuid for uuid, _ in rows])
    marks = [
        Mark(london_date(contact.happened_at), _sign(contact.outcome, is_catch_up=bool(caught)))
        for uuid, caught in rows
        if (contact := contacts.get(uuid)) and contact.outcome and contact.happened_at <= at
    ]
    ahead = _coming(case=case.pk, start=at, end=london_midnight(end + timedelta(days=1)))
    coming = [
        london_date(starts_at)
        for starts_at, left_on in ahead
        if left_on is None or left_on > london_date(starts_at)
    ]
    coming += [
        london_date(contact.happened_at)
        for contact in contacts.values()
        if contact.outcome is None and contact.happened_at > at
    ]
    marks += [Mark(day, COMING) for day in coming]
    if not marks:
        return None
    words = {COMING: f"{len(coming)}, next on {in_full(min(coming))}"} if coming else {}
    label = "Sessions of programmes in the last twelve months, and those to come"
    return Strip(label, start, end, on, SIGNS, marks, words)


def _sign(outcome: Any, *, is_catch_up: bool) -> Sign:
    """Section 10.2: whether they came, and whether something is to be done about it."""
    if outcome.attended:
        if outcome.needs_action:
            return DID_NOT
        return CAUGHT_UP if is_catch_up else TOOK_PART
    return NOT_AGREED if outcome.needs_action else AGREED


@prepared
def _lines(*, case: int) -> QuerySet[Attendance, tuple[Any, int | None]]:
    rows = Attendance.objects.filter(placement__referral__case=case).order_by("id")
    return rows.values_list("contact__uuid", "catches_up_id")


@prepared
def _coming(
    *, case: int, start: datetime, end: datetime
) -> QuerySet[Session, tuple[datetime, date | None]]:
    rows = Session.objects.filter(
        group__placements__referral__case=case,
        group__cancelled_on__isnull=True,
        starts_at__gt=start,
        starts_at__lt=end,
    )
    return rows.order_by("starts_at").values_list("starts_at", "group__placements__left_on")
