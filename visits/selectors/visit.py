"""One visit: what was written, what it changed, and what it counts towards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from core.calendar import falls_in, in_full, london_date
from core.clock import LONDON
from core.standards import number
from offenders.choices import PauseKind, RiskLevel, VersionKind
from offenders.models import Address, Case, Contact, Deadline, Pause, Registration
from offenders.querysets import holds_on
from offenders.rules import days_overdue, is_recorded_late
from visits.choices import (
    ArmsFactor,
    ChildrenSeen,
    ConditionResult,
    PurposeResult,
    VisitOutcome,
    VisitPurpose,
)
from visits.models import ConditionCheck, Visit
from visits.rules import (
    EXCLUDED_STATES,
    Attempt,
    WarrantCount,
    is_effective,
    premises_key,
    two_officers_because,
    warrant_occasions,
)
from visits.selectors.interval import police_assessment

HOME_VISIT = "home_visit"
RISK_TO_STAFF = "AV2S"
Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a visit, as the visit page shows it."""

    contact: Contact
    visit: Visit
    lines: Lines
    is_late: bool
    hours_late: int


def of_contact(uuid: UUID) -> QuerySet[Contact]:
    """The version of a visit that holds, for a URL that names the contact."""
    return (
        Contact.objects.current()
        .filter(uuid=uuid, visit__isnull=False)
        .select_related(
            "case",
            "type",
            "outcome",
            "officer",
            "author",
            "visit__address",
            "visit__second_officer",
        )
    )


def versions(contact: Contact, *, on: date) -> list[Version]:
    """Every version of a visit, newest first."""
    hours = number("police.visit_record_hours", on=on)
    rows = (
        Contact.objects.filter(uuid=contact.uuid)
        .select_related(
            "type", "outcome", "officer", "author", "visit__address", "visit__second_officer"
        )
        .prefetch_related(
            Prefetch(
                "visit__checks",
                ConditionCheck.objects.select_related("condition__order").order_by("id"),
            )
        )
        .order_by("-version")
    )
    return [_version(row, hours) for row in rows]


def _version(contact: Contact, hours: int) -> Version:
    first_record = bool(contact.outcome_id) and contact.version_kind != VersionKind.CORRECTION
    late = first_record and is_recorded_late(
        happened_at=contact.happened_at, recorded_at=contact.recorded_at, hours=hours
    )
    gap = contact.recorded_at - contact.happened_at
    return Version(
        contact=contact,
        visit=contact.visit,
        lines=saved_lines(contact.visit, contact.visit.checks.all()),
        is_late=late,
        hours_late=int(gap.total_seconds() // 3600),
    )


def moment(at: datetime) -> str:
    """A time as pages write it: 3 September 2026 at 10:35."""
    local = at.astimezone(LONDON)
    return f"{in_full(local.date())} at {local:%H:%M}"


def saved_lines(visit: Visit, checks: Iterable[ConditionCheck]) -> Lines:
    """A visit as label and text, only what was written: for its page, and for the page that shows both texts."""
    contact = visit.contact
    found: Lines = [
        ("Outcome", visit.get_outcome_display() or "Planned"),
        ("Went to", "; ".join(VisitPurpose(code).label for code in visit.purposes)),
        ("When", moment(contact.happened_at) + _until(visit)),
        ("Where", place_of(visit)),
        ("Announced", f"Yes: {visit.announced_because}" if visit.is_announced else "No"),
        ("Officers", _officers(visit)),
        ("Went alone because", visit.single_crewed_because),
        *_findings(visit),
        *_checked(list(checks)),
        *_afterwards(visit),
        ("Notes", contact.notes),
    ]
    return [(label, text) for label, text in found if text]


def _officers(visit: Visit) -> str:
    officer, second = visit.contact.officer, visit.second_officer
    return " and ".join(f"{row.name} ({row.code})" for row in (officer, second) if row)


def _until(visit: Visit) -> str:
    return f" to {visit.ended_at.astimezone(LONDON):%H:%M}" if visit.ended_at else ""


def _findings(visit: Visit) -> Lines:
    results = [
        (VisitPurpose(purpose).label, PurposeResult(result).label)
        for purpose, result in visit.purpose_results.items()
    ]
    children = ChildrenSeen(visit.children).label if visit.children else ""
    if visit.children_detail:
        children = f"{children}: {visit.children_detail}"
    examined = visit.get_devices_examined_display()
    return [
        *results,
        ("Seen where", visit.seen_where),
        ("Who sought entry, and as what", visit.entry_sought_by),
        ("What was said", visit.refusal_words),
        ("Who else was there", visit.people_present),
        ("Children", children),
        ("Rooms seen", visit.rooms_viewed),
        ("Devices and internet", _joined(examined, visit.devices)),
        ("Vehicles", visit.vehicles),
        ("Employment", visit.employment),
        ("Relationships", visit.relationships),
        ("How the person was", visit.presentation),
        ("What has changed", visit.changes),
    ]


def _joined(first: str, then: str) -> str:
    """An answer and its detail; either may be empty."""
    return ": ".join(part for part in (first, then) if part)


def _checked(checks: list[ConditionCheck]) -> Lines:
    """ORD-13: each condition with its own words; what was to be notified in one line."""
    conditions = [
        (
            f"{row.condition.order}: {row.condition.get_category_display().lower()}",
            f"{_result(row)}\n{row.condition.words}",
        )
        for row in checks
        if row.condition
    ]
    notified = [
        f"{row.get_notification_display()}. {_result(row)}" for row in checks if row.notification
    ]
    return [*conditions, ("Notification", "\n".join(notified))]


def _result(check: ConditionCheck) -> str:
    return _joined(ConditionResult(check.result).label, check.concern)


def _afterwards(visit: Visit) -> Lines:
    factors = "; ".join(factor.label for factor in ArmsFactor if factor in visit.arms_factors)
    updated = visit.visor_updated_on
    return [
        ("ARMS factors", _joined(factors, visit.arms_evidence)),
        ("Concerns", visit.concerns),
        ("Actions", visit.actions),
        ("Intelligence report", visit.intelligence_ref),
        ("ViSOR updated", in_full(updated) if updated else ""),
    ]


def place_of(visit: Visit) -> str:
    """Where, as written then; imported visits have at most the address."""
    return visit.premises or str(visit.address or "")


def _due_on(case: Case) -> date | None:
    found = Deadline.objects.filter(case=case, kind=HOME_VISIT).values_list("due_on", flat=True)
    return found.first()


def due_words(case: Case, *, on: date) -> str:
    """When the next home visit is due, as one sentence."""
    due_on = _due_on(case)
    if due_on is None:
        return "No home visit is due for this person now."
    late = days_overdue(due_on, on=on)
    if late:
        return f"The home visit was due by {in_full(due_on)} and is overdue by {_days(late)}."
    return f"Home visit is next due by {in_full(due_on)}."


def _days(number: int) -> str:
    return "1 day" if number == 1 else f"{number} days"


def next_due_words(case: Case, *, outcome: str, on: date) -> str:
    """What a recorded visit changed: the sentence that the officer comes back to (POL-9)."""
    due_on = _due_on(case)
    if due_on is None or is_effective(outcome):
        return due_words(case, on=on)
    late = days_overdue(due_on, on=on)
    if not late:
        return f"This does not restart the clock: the home visit is still due by {in_full(due_on)}."
    return (
        "This does not restart the clock: the home visit was due by "
        f"{in_full(due_on)} and is overdue by {_days(late)}."
    )


def home_on(homes: list[Address], day: date) -> Address | None:
    """Where the person lived on a day."""
    return next((row for row in homes if falls_in(day, row.starts_on, row.ends_on)), None)


def premises_of(visit: Visit, homes: list[Address]) -> str:
    """Where a visit counts towards a warrant: as written down, else where the person lived on the day.

    A home visit goes to the home, and extracts carry no address of a visit; the page says what is assumed.
    """
    day = london_date(visit.contact.happened_at)
    return place_of(visit) or str(home_on(homes, day) or "")


def attempts(case: Case, homes: list[Address]) -> list[Attempt]:
    """Every visit made to a case, as the warrant count sees it; one query."""
    rows = (
        Visit.objects.current()
        .filter(case=case)
        .exclude(outcome="")
        .select_related("contact", "address")
        .order_by("contact__happened_at")
    )
    return [
        Attempt(
            at=row.contact.happened_at,
            outcome=row.outcome,
            purposes=frozenset(row.purposes),
            premises=premises_key(premises_of(row, homes)),
            ref=str(row.contact.uuid),
            is_assumed=not place_of(row),
        )
        for row in rows
    ]


def warrant_count(case: Case, *, premises: str, on: date) -> WarrantCount:
    """POL-15 for one address of a case, as at a day; four queries."""
    state = Pause.objects.filter(holds_on(on), case=case, kind__in=EXCLUDED_STATES).first()
    return warrant_occasions(
        attempts(case, list(case.addresses.all())),
        premises=premises_key(premises),
        needed=number("police.failed_entries_for_warrant", on=on),
        excluded=PauseKind(state.kind).label if state else "",
    )


def warrant_at(visit: Visit, *, on: date) -> WarrantCount:
    """POL-15 for the address of a visit."""
    premises = premises_of(visit, list(visit.case.addresses.all()))
    return warrant_count(visit.case, premises=premises, on=on)


def warrant_words(visit: Visit, *, on: date) -> str:
    """What a failed attempt to enter and search counts towards; "" for any other visit."""
    count = warrant_at(visit, on=on)
    is_counted = any(attempt.ref == str(visit.contact.uuid) for attempt in count.evidence)
    return count.because if is_counted else ""


def two_officers(case: Case, *, on: date) -> str:
    """POL-10: why two officers visit this person; "" when one may."""
    newest = police_assessment(case, on=on)
    seen = Visit.objects.filter(case=case, outcome__in=VisitOutcome.values)
    staff_risk = Registration.objects.filter(holds_on(on), case=case, register__code=RISK_TO_STAFF)
    return two_officers_because(
        level=RiskLevel(newest.level) if newest else None,
        is_first_visit=not seen.exists(),
        is_risk_to_staff=staff_risk.exists(),
    )
