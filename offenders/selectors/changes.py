"""What changed in a case lately. An upper floor registers what it knows of that in its AppConfig.ready()."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from core.addresses import address
from core.bundle import Bundle
from core.calendar import in_full, london_date, london_midnight
from core.prepared import prepared
from offenders.choices import VersionKind
from offenders.models import (
    Address,
    Allocation,
    Case,
    Contact,
    Flag,
    KeyDate,
    Pause,
    Registration,
    Report,
    RiskAssessment,
    Tier,
    ToolAssessment,
)
from offenders.rules import label_of
from offenders.selectors.assessed import words_of
from offenders.selectors.release import day_words
from offenders.selectors.reports import words_of_report

CHANGED = {
    VersionKind.CORRECTION.value: "corrected",
    VersionKind.MOVED.value: "moved to then",
    VersionKind.CANCELLED.value: "cancelled",
    VersionKind.VOIDED.value: "voided",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different from a week ago."""

    on: date
    what: str
    url: str


# An upper floor says here what it knows to have changed in a case, in its AppConfig.ready().
Told = Callable[[Case, Bundle, date, date], list[Change]]
_TELLERS: list[Told] = []


def add_to_changes(tell: Told) -> None:
    """Have the overview show what `tell(case, facts, since, on)` answers."""
    if tell not in _TELLERS:
        _TELLERS.append(tell)


def changes_since(
    case: Case, since: date, *, on: date, facts: Bundle, flags: Iterable[Flag]
) -> list[Change]:
    """What is different since a day, newest first; one query and those of the upper floors. `flags` as `flags_of` reads them."""
    page = address("offenders:record", case.uuid)
    found = [
        *_risks_set(facts, since, on, page),
        *_tiers_set(facts, since, on, page),
        *_tools_said(facts, since, on, page),
        *_facts_changed(facts, since, on, page),
        *_dates_known(facts, since, on, page),
        *_told(facts, since, on),
        *(change for tell in _TELLERS for change in tell(case, facts, since, on)),
        *_flags_changed(flags, since),
        *_contacts_changed(case, since),
    ]
    return sorted(found, key=lambda change: change.on, reverse=True)


def span_changes(
    name: str, url: str, span: tuple[date | None, date | None], since: date, on: date
) -> list[Change]:
    """That something began, or ended, between these days; a day that is not told apart is None."""
    begins, ends = span
    days = ((begins, "began"), (ends, "ended"))
    return [Change(day, f"{name}: {word}", url) for day, word in days if day and since <= day <= on]


def _risks_set(facts: Bundle, since: date, on: date, page: str) -> list[Change]:
    return [
        Change(
            risk.assessed_on,
            f"{risk.get_tool_display()} set to {risk.get_level_display().lower()}",
            f"{page}#risk-{risk.pk}",
        )
        for risk in facts.of(RiskAssessment)
        if since <= risk.assessed_on <= on
    ]


def _tiers_set(facts: Bundle, since: date, on: date, page: str) -> list[Change]:
    return [
        Change(row.calculated_on, f"Tier {row} worked out", f"{page}#tier-{row.pk}")
        for row in facts.of(Tier)
        if since <= row.calculated_on <= on
    ]


def _tools_said(facts: Bundle, since: date, on: date, page: str) -> list[Change]:
    return [
        Change(
            row.assessed_on,
            f"{row.tool.short_name}: {words_of(row).lower()}",
            f"{page}#assessment-{row.pk}",
        )
        for row in facts.of(ToolAssessment)
        if since <= row.assessed_on <= on and not row.error_note
    ]


def _dates_known(facts: Bundle, since: date, on: date, page: str) -> list[Change]:
    return [
        Change(row.known_on, f"{row.get_kind_display()}: {day_words(row)}", f"{page}#key-dates")
        for row in facts.of(KeyDate)
        if since <= row.known_on <= on
    ]


def _told(facts: Bundle, since: date, on: date) -> list[Change]:
    """What was told and waits for a supervisor, and what became of it."""
    return [
        Change(day, f"{words_of_report(row)}: {said}", row.get_absolute_url())
        for row in facts.of(Report)
        for day, said in (
            (row.recorded_on, "told"),
            (row.decided_on, row.get_state_display().lower()),
        )
        if day and since <= day <= on
    ]


def _facts_changed(facts: Bundle, since: date, on: date, page: str) -> list[Change]:
    """Spans of the record that began or ended."""
    spans: list[tuple[str, Registration | Allocation | Pause | Address, str]] = [
        *(("registration", row, row.register.name) for row in facts.of(Registration)),
        *(("allocation", row, row.officer.name) for row in facts.of(Allocation)),
        *(("pause", row, row.get_kind_display()) for row in facts.of(Pause)),
        *(("address", row, f"Address: {row}") for row in facts.of(Address)),
    ]
    return [
        change
        for anchor, row, name in spans
        for change in span_changes(
            name, f"{page}#{anchor}-{row.pk}", (row.starts_on, row.ends_on), since, on
        )
    ]


def _flags_changed(flags: Iterable[Flag], since: date) -> list[Change]:
    start = london_midnight(since)
    changes = []
    for flag in flags:
        name, url = label_of(flag.kind, flag.missing), flag.get_absolute_url()
        if flag.raised_at >= start:
            changes.append(Change(london_date(flag.raised_at), f"{name}: flag raised", url))
        if flag.cured_at and flag.cured_at >= start:
            changes.append(Change(london_date(flag.cured_at), f"{name}: flag cured", url))
    return changes


def _contacts_changed(case: Case, since: date) -> list[Change]:
    return [
        Change(
            london_date(row.recorded_at),
            f"{row.called} of {in_full(london_date(row.happened_at))}: {CHANGED[row.version_kind]}",
            row.get_absolute_url(),
        )
        for row in _changed_since(case=case.pk, start=london_midnight(since))
    ]


@prepared
def _changed_since(*, case: int, start: datetime) -> QuerySet[Contact]:
    changed = Contact.objects.filter(
        case=case, version_kind__in=list(CHANGED), recorded_at__gte=start
    )
    return changed.last_versions().select_related("type")


def week_before(on: date) -> date:
    """The first day of "the last 7 days"."""
    return on - timedelta(days=7)
