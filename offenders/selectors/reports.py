"""What was told and waits for a supervisor: in the banner of its case, on the team page, on a page of its own."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from core.addresses import address
from core.bundle import Bundle
from core.calendar import LONDON, in_full
from core.history import Change, changes_of
from core.prepared import prepared
from core.table import lines, link
from offenders.choices import ATTENDED, ReportKind, ReportState
from offenders.models import Contact, Report
from offenders.querysets import of_cases

Lines = list[tuple[str, str]]


def words_of_report(report: Report) -> str:
    """What it says, in half a sentence: "Death on 3 September 2026"."""
    day = report.happened_on
    if report.kind == ReportKind.REGISTRATION_END:
        day -= timedelta(days=1)
        return f"{report.get_kind_display()}: {in_full(day)} is its last day"
    return f"{report.get_kind_display()} on {in_full(day)}"


def report_lines(report: Report) -> Lines:
    """All that is on record of it, as its page and the page that shows two texts have it."""
    rows = [
        ("What was told", words_of_report(report)),
        ("Told by", report.told_by),
        ("Told on", in_full(report.told_on)),
        ("It rests on", report.source),
        *((str(label), str(value)) for label, value in report.inputs),
        ("Note", report.note),
        ("Recorded", f"{in_full(report.recorded_on)} by {report.recorded_by}"),
        ("State", report.get_state_display()),
    ]
    if report.decided_on:
        decided = f"{in_full(report.decided_on)} by {report.decided_by}"
        rows.append((report.get_state_display(), decided))
    rows.append(("Why", report.reason))
    return [row for row in rows if row[1]]


def waiting_in(facts: Bundle) -> list[Report]:
    """Those of one case that wait, from the dated facts that a page has read."""
    return [row for row in facts.of(Report) if row.waits]


@dataclass(frozen=True, slots=True)
class Awaited:
    """A fact that was told and waits, as every page of its case says it."""

    words: str
    url: str


def awaited(facts: Bundle) -> list[Awaited]:
    """What waits in a case, for its banner."""
    return [Awaited(words_of_report(row), row.get_absolute_url()) for row in waiting_in(facts)]


def report_ids(case_ids: Collection[int]) -> frozenset[int]:
    """Those of these cases of which something was told that waits for a supervisor; one query."""
    return frozenset(_waiting(case_ids=list(case_ids)))


@prepared
def _waiting(*, case_ids: list[int]) -> QuerySet[Report, int]:
    rows = Report.objects.filter(of_cases(case_ids), state=ReportState.WAITS)
    return rows.order_by().values_list("case_id", flat=True)


def report_words(case_ids: Collection[int]) -> dict[int, SafeString]:
    """What waits in each of these cases, who recorded it, and where it is decided; one query."""
    rows = Report.objects.filter(of_cases(case_ids), state=ReportState.WAITS)
    found: dict[int, list[SafeString | str]] = {}
    for row in rows.select_related("recorded_by", "case").order_by("recorded_on", "pk"):
        said = f"{words_of_report(row)}, told by {row.told_by}, recorded by {row.recorded_by}"
        decide = link(
            address("offenders:decide_report", row.uuid), "Decide", unseen=f" for {row.case.name}"
        )
        found.setdefault(row.case_id, []).extend((said, decide))
    return {case_id: lines(*said) for case_id, said in found.items()}


def last_written(report: Report) -> Change:
    """Who wrote it last, and when."""
    return next(iter(changes_of(Report, pgh_obj_id=report.pk)))


def seen_since(report: Report) -> list[Contact]:
    """Contacts to which the person came after the day on which they are said to have died; newest first, one query."""
    if report.kind != ReportKind.DEATH:
        return []
    end = datetime.combine(report.happened_on + timedelta(days=1), time.min, tzinfo=LONDON)
    rows = Contact.objects.current().filter(
        case=report.case_id,
        happened_at__gte=end,
        type__is_in_person=True,
        outcome__code__in=ATTENDED,
    )
    return list(rows.select_related("type").order_by("-happened_at")[:5])
