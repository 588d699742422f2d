"""Sentences that have ended while probation still holds the case: a list to be put right or closed, and no clock."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from operator import attrgetter

from django.db.models import Exists, OuterRef, Q

from core.bundle import Bundle
from core.calendar import in_full
from offenders.choices import AllocationRole, CaseStatus
from offenders.models import Allocation, Case, Sentence
from offenders.querysets import holds_on, of_cases
from offenders.rules import are_over
from offenders.selectors.dated import in_force
from people.choices import Agency

LABEL = "Sentence ended, still held"


def ended_still_held(on: date) -> Q:
    """Of cases: active, an officer of probation leads it, and every sentence on record is over (`rules.are_over`)."""
    sentences = Sentence.objects.filter(case=OuterRef("pk"))
    held = Allocation.objects.filter(
        holds_on(on), case=OuterRef("pk"), agency=Agency.PROBATION, role=AllocationRole.LEAD
    )
    goes_on = sentences.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on))
    return (
        Q(status=CaseStatus.ACTIVE) & Q(Exists(held)) & Q(Exists(sentences)) & ~Q(Exists(goes_on))
    )


@dataclass(frozen=True, slots=True)
class Ended:
    """What ended, and who holds the case still."""

    sentence: str
    held_by: str


def ended_of(case: Case, facts: Bundle, *, on: date) -> Ended | None:
    """The same of one case whose dated facts have been read; no query."""
    sentences, held = facts.of(Sentence), in_force(facts.of(Allocation), on)
    lead = next((row for row in held if _leads(row)), None)
    if case.status != CaseStatus.ACTIVE or lead is None:
        return None
    if not are_over((row.ends_on for row in sentences), on=on):
        return None
    return Ended(_words(max(sentences, key=_last)), lead.officer.short_name)


def _leads(row: Allocation) -> bool:
    return row.agency == Agency.PROBATION and row.role == AllocationRole.LEAD


def _last(sentence: Sentence) -> date:
    return sentence.ends_on or date.max


def _words(sentence: Sentence) -> str:
    last = f" until {in_full(sentence.ends_on - timedelta(days=1))}" if sentence.ends_on else ""
    return f"{sentence.get_kind_display()}{last}"


def ended_words(case_ids: Collection[int]) -> dict[int, str]:
    """What each of these people last served, and until when; one query."""
    rows = Sentence.objects.filter(of_cases(case_ids), ends_on__isnull=False)
    return {row.case_id: _words(row) for row in sorted(rows, key=attrgetter("ends_on", "pk"))}
