"""The visits of the last two years in a strip: seen inside, tried, refused, and by when one was due."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from core.calendar import add_months, in_full, london_date, london_midnight
from core.prepared import prepared
from core.strip import Mark, Shape, Sign, Strip
from offenders.models import Case, Flag
from offenders.rules import days_overdue
from offenders.selectors.lines import Line
from visits.choices import VisitOutcome
from visits.models import Visit
from visits.rules import is_effective
from visits.selectors.visit import HOME_VISIT

MONTHS = 24
# So much of what is to come is drawn: a due date further off is said in words alone.
AHEAD = timedelta(days=92)

SEEN = Sign("Seen inside", Shape.DOT, "green")
TRIED = Sign("Tried, not seen inside", Shape.RING)
REFUSED = Sign("Entry refused", Shape.CROSS, "red")
PASSED = Sign("Due date passed", Shape.BAR, "red")
DUE = Sign("Due", Shape.BAR, "grey")
SIGNS = (SEEN, TRIED, REFUSED, PASSED, DUE)

# When a visit took place and how it ended.
Made = tuple[datetime, str]


def first_day(on: date) -> date:
    """Where the strip begins."""
    return add_months(on, -MONTHS)


def case_strip(
    case: Case, *, flags: Iterable[Flag], due: Iterable[Line], on: date, at: datetime
) -> Strip | None:
    """For a page that has read the flags and what is due; one query. None for whom nobody visits."""
    visits = _made(case=case.pk, start=london_midnight(first_day(on)), at=at)
    said = [row for line in due for row in line.together if row.kind == HOME_VISIT]
    due_on = next((row.due_on for row in said if not row.missing), None)
    return strip_of(visits, flags=flags, due_on=due_on, on=on)


def strip_of(
    visits: Iterable[Made], *, flags: Iterable[Flag], due_on: date | None, on: date
) -> Strip | None:
    """POL-3, POL-9: what was made and tried against what was due; None where there is neither."""
    passed = {flag.due_on for flag in flags if flag.kind == HOME_VISIT and not flag.missing} - {
        due_on
    }
    marks = [Mark(london_date(at), _sign(outcome)) for at, outcome in visits]
    marks += [Mark(day, PASSED) for day in passed]
    if due_on is not None:
        marks.append(Mark(due_on, DUE))
    if not marks:
        return None
    ahead = min(due_on, on + AHEAD) if due_on else on
    words = {DUE: _due_words(due_on, on)} if due_on else {}
    return Strip(
        "Visits of the last two years", first_day(on), max(on, ahead), on, SIGNS, marks, words
    )


def _sign(outcome: str) -> Sign:
    if is_effective(outcome):
        return SEEN
    return REFUSED if outcome == VisitOutcome.ENTRY_REFUSED else TRIED


def _due_words(due_on: date, on: date) -> str:
    late = days_overdue(due_on, on=on)
    if not late:
        return f"by {in_full(due_on)}"
    return f"by {in_full(due_on)}, overdue by {late} {'day' if late == 1 else 'days'}"


@prepared
def _made(*, case: int, start: datetime, at: datetime) -> QuerySet[Visit, Made]:
    visits = Visit.objects.current().filter(case=case).exclude(outcome="")
    made = visits.filter(contact__happened_at__gte=start, contact__happened_at__lte=at)
    return made.order_by("contact__happened_at").values_list("contact__happened_at", "outcome")
