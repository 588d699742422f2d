"""POL-15: what counts towards a warrant at an address, and what was decided about one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from core.standards import number
from offenders.choices import PauseKind
from offenders.models import Address, Case, Contact, Deadline, Pause
from offenders.querysets import holds_on
from visits.models import Visit, WarrantDecision
from visits.rules import (
    EXCLUDED_STATES,
    Attempt,
    WarrantCount,
    premises_key,
    warrant_occasions,
)
from visits.selectors.record import Lines, moment, place_of
from visits.selectors.visit import premises_of

NEEDED = "police.failed_entries_for_warrant"
WARRANT = "warrant"


def attempts(case: Case, homes: list[Address]) -> list[Attempt]:
    """Every visit made to a case, as the warrant count sees it; one query."""
    rows = (
        Visit.objects.current()
        .filter(case=case)
        .exclude(outcome="")
        .select_related("contact", "address")
        .order_by("contact__happened_at")
    )
    return [attempt_of(row, homes) for row in rows]


def attempt_of(visit: Visit, homes: list[Address]) -> Attempt:
    """One visit, as the count sees it; its contact comes along."""
    place = premises_of(visit, homes)
    return Attempt(
        at=visit.contact.happened_at,
        outcome=visit.outcome,
        purposes=frozenset(visit.purposes),
        premises=premises_key(place),
        ref=str(visit.contact.uuid),
        is_assumed=not place_of(visit),
        place=place,
    )


def warrant_count(case: Case, *, premises: str, on: date) -> WarrantCount:
    """POL-15 for one address of a case, as at a day; four queries."""
    state = Pause.objects.filter(holds_on(on), case=case, kind__in=EXCLUDED_STATES).first()
    return warrant_occasions(
        attempts(case, list(case.addresses.all())),
        premises=premises_key(premises),
        needed=number(NEEDED, on=on),
        excluded=PauseKind(state.kind).label if state else "",
    )


def warrant_at(visit: Visit, *, on: date) -> WarrantCount:
    """POL-15 for the address of a visit."""
    return warrant_count(visit.case, premises=address_of(visit), on=on)


def address_of(visit: Visit) -> str:
    """Where a visit counts; one query."""
    return premises_of(visit, list(visit.case.addresses.all()))


def warrant_words(visit: Visit, *, on: date) -> str:
    """What a failed attempt to enter and search counts towards; "" for any other visit."""
    count = warrant_at(visit, on=on)
    is_counted = any(attempt.ref == str(visit.contact.uuid) for attempt in count.evidence)
    return count.because if is_counted else ""


def decisions(case: Case) -> QuerySet[WarrantDecision]:
    """Every decision about a warrant of a case, newest first, whatever the address."""
    rows = WarrantDecision.objects.filter(contact__case=case).select_related("decided_by")
    return rows.order_by("-decided_at", "-pk")


def decided_at(premises: str, rows: Iterable[WarrantDecision]) -> list[WarrantDecision]:
    """Those about one address."""
    key = premises_key(premises)
    return [row for row in rows if premises_key(row.premises) == key]


def decision_lines(row: WarrantDecision) -> Lines:
    """A decision as label and text, for the page that shows both texts."""
    return [
        ("Decided", str(row)),
        ("Address", row.premises),
        ("Why", row.reason),
        ("By", f"{row.decided_by}, {moment(row.decided_at)}"),
    ]


@dataclass(frozen=True, slots=True)
class WarrantPart:
    """What the page of a visit says about a warrant. `is_open`: somebody is to decide."""

    count: WarrantCount
    decisions: list[WarrantDecision]
    is_open: bool

    @property
    def is_shown(self) -> bool:
        return bool(self.count.evidence or self.decisions)


def warrant_part(case: Case, premises: str, *, on: date) -> WarrantPart:
    """The evidence at an address and what was decided there; six queries."""
    count = warrant_count(case, premises=premises, on=on)
    refs = [attempt.ref for attempt in count.evidence]
    waiting = Deadline.objects.filter(case=case, kind=WARRANT, subject__in=refs)
    return WarrantPart(
        count,
        decided_at(premises, decisions(case)),
        is_open=count.is_eligible and waiting.exists(),
    )


def newest_occasion(case: Case, count: WarrantCount) -> Contact:
    """The visit that is the last of the evidence, in the version that holds."""
    return Contact.objects.current().get(case=case, uuid=count.evidence[-1].ref)
