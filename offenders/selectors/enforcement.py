"""What is to be done about a failure to comply, for the page that records it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from core.calendar import add_months, in_full, london_date, london_midnight
from core.prepared import prepared
from offenders.choices import ContactSource, VersionKind
from offenders.models import Case, Contact, ContactOutcome, Deadline, EnforcementAction, Sentence
from offenders.querysets import holds_on
from offenders.rules.enforcement import REASON_NOT_KNOWN, WARNED_FOR_MONTHS
from people.choices import Agency

# PRO-69: an acceptable failure is offered only where the sentence is longer than this.
LONG_TERM = 24
ACCEPTABLE_FAILURE, JUDGEMENT, UNACCEPTABLE = "CO10", "CO05", "UAAB"


@dataclass(frozen=True, slots=True)
class Done:
    """One thing that was recorded about a failure, and when."""

    on: date
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class FailurePage:
    """What was done so far, what is asked for, and what can be said."""

    steps: list[Done]
    asked: list[str]
    excuses: list[ContactOutcome]
    actions: list[EnforcementAction]
    unacceptable: ContactOutcome
    is_reason_unknown: bool


def failure_page(contact: Contact, *, on: date) -> FailurePage:
    """Of the version that holds of a contact with a failure; five queries."""
    outcomes = {row.code: row for row in ContactOutcome.objects.all()}
    asked = Deadline.objects.filter(case=contact.case_id, subject=str(contact.uuid))
    return FailurePage(
        steps=_steps(contact),
        asked=list(asked.gravest_first(on=on).values_list("because", flat=True)),
        excuses=[row for row in outcomes.values() if _is_excuse(row, contact, on)],
        actions=list(EnforcementAction.objects.all()),
        unacceptable=outcomes[UNACCEPTABLE],
        is_reason_unknown=contact.outcome is not None and contact.outcome.code == REASON_NOT_KNOWN,
    )


def _steps(contact: Contact) -> list[Done]:
    versions = Contact.objects.filter(uuid=contact.uuid).select_related(
        "enforcement_action", "outcome"
    )
    return [
        Done(london_date(row.recorded_at), _words(row), row.version_reason)
        for row in versions.order_by("version")
        if row.enforcement_action or row.version_kind == VersionKind.ACTION
    ]


def _words(row: Contact) -> str:
    said = str(row.enforcement_action or row.outcome or "")
    return f"{said}, an answer by {in_full(row.respond_by)}" if row.respond_by else said


def _is_excuse(outcome: ContactOutcome, contact: Contact, on: date) -> bool:
    """An acceptable absence or, of a long sentence, an acceptable failure (PRO-69)."""
    if outcome.code == ACCEPTABLE_FAILURE:
        return _is_long(contact, on)
    return outcome.code == JUDGEMENT or outcome.code.startswith("AA")


def _is_long(contact: Contact, on: date) -> bool:
    rows = Sentence.objects.filter(holds_on(on), case=contact.case_id)
    newest = rows.order_by("-starts_on", "-id").first()
    return newest is not None and (newest.term_months or 0) > LONG_TERM


@dataclass(frozen=True, slots=True)
class Told:
    """How many failures an extract tells of, and from which day on they were counted."""

    number: int
    since: date


def told_by_extracts(case: Case, *, on: date) -> Told | None:
    """PRO-70: failures of the last twelve months that came with an extract: shown and counted, never flagged; one query.

    An extract says what happened and not what was done about it.
    """
    since = add_months(on, -WARNED_FOR_MONTHS)
    found = _told(case=case.pk, start=london_midnight(since))
    return Told(len(found), since) if found else None


@prepared
def _told(*, case: int, start: datetime) -> QuerySet[Contact, int]:
    failures = Contact.objects.current().filter(
        case=case,
        happened_at__gte=start,
        outcome__needs_action=True,
        source=ContactSource.EXTRACT,
        agency=Agency.PROBATION,
    )
    return failures.values_list("id", flat=True)
