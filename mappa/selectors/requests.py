"""Requests for surveillance and other work: of a case, and in numbers by area (POL-25)."""

from django.db.models import QuerySet

from core.calendar import in_full
from core.table import Cells, Column, Table, lines, link, small, tag
from core.templatetags.core import counted
from mappa.choices import Decision, Result
from mappa.models import Request
from offenders.models import Case

COLUMNS = (
    Column("Asked for", names_row=True),
    Column("When"),
    Column("For how long"),
    Column("Granted"),
    Column("Outcome"),
)


def requests() -> QuerySet[Request]:
    return Request.objects.select_related("case")


def requests_of(case: Case) -> Table:
    """What was asked about this person, newest first; one query."""
    rows = Request.objects.filter(case=case).select_related("recorded_by")
    return Table("Requests", COLUMNS, [_cells(row) for row in rows])


def _cells(row: Request) -> Cells:
    reference = small(row.reference) if row.reference else None
    return (
        lines(link(row.get_absolute_url(), row.get_kind_display()), small(row.asked_of), reference),
        lines(in_full(row.asked_on), small(f"recorded by {row.recorded_by.name}")),
        counted(row.asked_days, "day"),
        lines(_granted(row), small(in_full(row.decided_on)) if row.decided_on else None),
        _outcome(row),
    )


def _granted(row: Request) -> str:
    if row.decision == Decision.GRANTED:
        return counted(row.granted_days or 0, "day")
    if row.decision:
        return Decision(row.decision).label
    return tag("Waits", "blue")


def _outcome(row: Request) -> str:
    if row.result == Result.DONE:
        return f"Carried out on {counted(row.done_days or 0, 'day')}"
    if row.result:
        return Result(row.result).label
    return "Not known yet" if row.decision == Decision.GRANTED else ""


def answer_words(row: Request) -> str:
    """What became of a request, in a line of text."""
    if not row.decision:
        return "Waits for a decision"
    if row.decision != Decision.GRANTED:
        return Decision(row.decision).label
    return f"Granted for {counted(row.granted_days or 0, 'day')}. {_outcome(row)}"
