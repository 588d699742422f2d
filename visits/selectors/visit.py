"""One visit: what was written, what it changed, and what it counts towards."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from core.calendar import falls_in, in_full, london_date
from core.standards import number
from offenders.choices import TELLS_PEOPLE, RiskLevel, VersionKind
from offenders.models import Address, Case, Contact, Deadline, Registration
from offenders.querysets import holds_on
from offenders.rules import days_overdue, is_recorded_late
from offenders.selectors.contacts import told_words
from visits.choices import VisitOutcome
from visits.models import ConditionCheck, Visit
from visits.rules import (
    is_effective,
    two_officers_because,
)
from visits.selectors.interval import police_assessment
from visits.selectors.record import Lines, moment, place_of, saved_lines

HOME_VISIT = "home_visit"
RISK_TO_STAFF = "AV2S"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a visit, as the visit page shows it."""

    contact: Contact
    visit: Visit
    lines: Lines
    is_late: bool
    hours_late: int

    @property
    def told(self) -> str:
        """Who was told that it was moved or cancelled; empty for other versions."""
        return told_words(self.contact)

    @property
    def written(self) -> str:
        """When and by whom, as a sentence."""
        act = "Recorded" if self.contact.outcome_id else "Planned"
        if self.contact.version_kind in (*TELLS_PEOPLE, VersionKind.VOIDED):
            act = self.contact.get_version_kind_display()
        by = self.contact.author or self.contact.officer
        return f"{act} on {moment(self.contact.recorded_at)}{f' by {by}' if by else ''}."


def visits_in_full() -> QuerySet[Contact]:
    """Every visit in its last version, as the contact that it is, with what its page shows."""
    return (
        Contact.objects.last_versions()
        .filter(visit__isnull=False)
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
    later = (VersionKind.CORRECTION, VersionKind.VOIDED)
    first_record = bool(contact.outcome_id) and contact.version_kind not in later
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


def due_on_of(case: Case) -> date | None:
    """By when the next home visit is due; None where none is."""
    found = (
        Deadline.objects.answered()
        .filter(case=case, kind=HOME_VISIT)
        .values_list("due_on", flat=True)
    )
    return found.first()


def due_words(case: Case, *, on: date) -> str:
    """When the next home visit is due, as one sentence; one query."""
    return due_sentence(due_on_of(case), on=on)


def due_sentence(due_on: date | None, *, on: date) -> str:
    """The same of a day that is known."""
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
    due_on = due_on_of(case)
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


def two_officers(case: Case, *, on: date) -> str:
    """POL-10: why two officers visit this person; "" when one may."""
    newest = police_assessment(case, on=on)
    seen = Visit.objects.current().filter(case=case, outcome__in=VisitOutcome.values)
    staff_risk = Registration.objects.filter(holds_on(on), case=case, register__code=RISK_TO_STAFF)
    return two_officers_because(
        level=RiskLevel(newest.level) if newest else None,
        is_first_visit=not seen.exists(),
        is_risk_to_staff=staff_risk.exists(),
    )
