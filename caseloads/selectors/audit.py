"""The log as an auditor reads it: who looked at what, when, and why. Cases are named by CRN only."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from audit.choices import Outcome
from audit.models import REFUSED_CASE, Event
from core.addresses import called
from core.calendar import london_midnight
from core.table import Cells, Column, Table, lines, small
from core.templatetags.core import clock_seconds, counted, date_in_full
from offenders.models import Case
from offenders.rules import ground_label
from people.models import User

METHODS = {"GET": "Looked at", "HEAD": "Looked at", "POST": "Sent"}
PAGE_CASES = 5


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for; empty means anything."""

    who: str = ""
    crn: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class LogRow:
    """One request, in words."""

    event: Event
    act: str
    how: str
    outcome: str
    cases: list[tuple[str, str]]
    more_cases: int
    asked: list[tuple[str, str]]


def log(filters: Filters) -> QuerySet[Event]:
    """The rows asked for, newest first."""
    events = Event.objects.order_by("-at", "-id")
    if filters.who:
        events = events.filter(_by_user(filters.who))
    if filters.crn:
        events = events.filter(_of_case(Case.objects.filter(crn=filters.crn.upper()).first()))
    if filters.day:
        start, end = london_midnight(filters.day), london_midnight(filters.day + timedelta(days=1))
        events = events.filter(at__gte=start, at__lt=end)
    return events


def _of_case(case: Case | None) -> Q:
    """What showed the case, and what asked for it and was refused, by its own address or a contact's, an order's,
    a visit's; nothing for a CRN that there is not. One index each: the predicate of the last is stated for it."""
    if case is None:
        return Q(pk__in=[])
    refused = Q(asked__has_key=REFUSED_CASE, **{f"asked__{REFUSED_CASE}": case.pk})
    return Q(case_ids__contains=[case.pk]) | Q(object_uuid=case.uuid) | refused


def _by_user(who: str) -> Q:
    """By name or e-mail of a user, or by the e-mail typed at a failed sign-in."""
    named = User.objects.filter(Q(name__icontains=who) | Q(email__icontains=who))
    return Q(user_id__in=list(named.values_list("pk", flat=True)[:200])) | Q(
        user_label__icontains=who
    )


def rows_of(events: Iterable[Event]) -> list[LogRow]:
    """The rows of one page; one more query, for the CRNs."""
    shown = list(events)
    named = {case_id for event in shown for case_id in event.case_ids[:PAGE_CASES]}
    crns = _crns(named | {event.asked.get(REFUSED_CASE, 0) for event in shown})
    return [_row(event, crns) for event in shown]


def _row(event: Event, crns: dict[int, str]) -> LogRow:
    pairs = list(zip(event.case_ids, event.grounds, strict=True))
    return LogRow(
        event=event,
        act=called().get(event.view, event.view or event.path),
        how=METHODS.get(event.method, event.method),
        outcome=Outcome(event.outcome).label,
        cases=[
            (crns.get(case_id, "a case since removed"), ground_label(ground))
            for case_id, ground in pairs[:PAGE_CASES]
        ],
        more_cases=max(len(pairs) - PAGE_CASES, 0),
        asked=_asked(event.asked, crns),
    )


COLUMNS = (
    Column("When"),
    Column("Who", css="app-break"),
    Column("What", css="app-break"),
    Column("Cases and grounds"),
    Column("Outcome"),
)


def table_of(rows: Iterable[LogRow]) -> Table:
    return Table("Entries, newest first", COLUMNS, [_cells(row) for row in rows])


def _cells(row: LogRow) -> Cells:
    event = row.event
    cases = [f"{crn}: {ground.lower()}" for crn, ground in row.cases] or ["None"]
    return (
        lines(date_in_full(event.at), clock_seconds(event.at)),
        lines(
            event.user_label or "Nobody signed in", small(event.address) if event.address else None
        ),
        lines(
            f"{row.how}: {row.act}",
            *(small(f"{name}: {value}") for name, value in row.asked),
            f"Reason: {event.reason}" if event.reason else None,
        ),
        lines(*cases, f"and {counted(row.more_cases, 'more case')}" if row.more_cases else None),
        row.outcome,
    )


def _crns(case_ids: Collection[int]) -> dict[int, str]:
    return dict(Case.objects.filter(pk__in=case_ids).values_list("pk", "crn"))


def _asked(asked: dict[str, Any], crns: dict[int, str]) -> list[tuple[str, str]]:
    """What was searched for, and a case that was asked for and refused; the address names the rest."""
    said = []
    for name, value in sorted(asked.items()):
        if name == REFUSED_CASE:
            said.append(("Refused case", crns.get(value, "a case since removed")))
        elif isinstance(value, dict):
            query = value.items() if name == "query" else ()
            said += [(key, ", ".join(given)) for key, given in sorted(query) if any(given)]
        elif value:
            said.append((name, str(value)))
    return said
