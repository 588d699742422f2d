"""Reference data as an administrator sees it: numbers of the field with their history, contact types."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from audit.models import Event
from caseloads.rules import Bounds, bounds_of
from core.calendar import in_full
from core.history import Change, changes_of
from core.models import Standard
from core.standards import in_force
from offenders.models import ContactType
from offenders.rules import all_kinds
from offenders.rules.kinds import Kind

SWITCH = "switch"
LABELS = {
    "police.visit_interval.very_high": "A home visit at very high police risk, every",
    "police.visit_interval.high": "A home visit at high police risk, every",
    "police.visit_interval.medium": "A home visit at medium police risk, every",
    "police.visit_interval.low": "A home visit at low police risk, every",
    "police.visit_record_hours": "A visit or contact is recorded within",
    "police.failed_entries_for_warrant": "Failed entries that count towards a warrant",
    "police.review_days": "A visit's concern is listed for review for",
    "review.answer_days": "A supervisor's question is answered within",
    "safeguarding.answer_days": "An enquiry about a child is answered and considered within",
    "outcome.missing": "An outcome is missing after",
    "prob.first_appt_community": "A first appointment after a sentence in the community within",
    "prob.first_appt_release": "A first appointment on licence or after a release within",
    "prob.contact.very_high": "A contact in person at very high RoSH, every",
    "prob.contact.high": "A contact in person at high RoSH, every",
    "prob.contact.medium": "A contact in person at medium RoSH, every",
    "prob.contact.low": "A contact in person at low RoSH, every",
    "prob.contact.reset": "Probation Reset: no routine contact in the final third",
    "prob.outcome_action": "The action on a failure to comply is recorded within",
    "prob.breach": "Breach is begun, after a failure that follows a warning, within",
    "prob.licence_decision": "A failure on licence is decided about within",
    "prog.no_referral": "A programme requirement is followed by a referral within",
    "prog.no_assessment": "A referral to a programme is assessed within",
    "prog.no_start_date": "A referral to a programme has a date of start within",
    "prog.not_started": "A programme starts, after the sentence or the release, within",
    "prog.pre_group_lead": "Pre-group work begins before the first group session by",
    "prog.review": "The post-programme review follows the last session after",
    "prog.max_missed": "Missed sessions that ask for a decision",
    "prog.no_session": "Somebody on a programme has a session attended or booked within",
    "prog.longest_pause": "A programme is paused for at most",
    "prog.items_open": "Work before a programme is done before its start by",
    "prog.review_missing": "A post-programme review is recorded within",
    "prog.no_work": "Work on a sexual offence is referred, planned or decided about within",
    "flag.accept_days": "A flag can be accepted for at most",
    "flag.accept_critical_days": "Whoever works on the case accepts a critical flag for at most",
    "case.count.amber": "Cases of one officer: amber from",
    "case.count.red": "Cases of one officer: red from",
    "case.count.critical": "Cases of one officer: critical from",
    "case.capacity.amber": "Capacity of one officer: amber from",
    "case.capacity.red": "Capacity of one officer: red from",
    "case.over_for_long": "Above red for too long: after so many days",
    "case.nominal_points": "Points of an officer's full week",
    "case.base_hours": "A full week has",
    "handover.brief_wait": "A case that changed hands without a brief has one within",
    "handover.brief_lasts": "A handover brief counts for",
    "training.police.mosovo": "Police, high risk: the MOSOVO course is asked for (1) or not (0)",
    "training.police.arms": "Police, high risk: ARMS is asked for (1) or not (0)",
    "training.probation.oasys": "Probation, high risk: the OASys course is asked for (1) or not (0)",
    "training.probation.arms": "Probation, high risk: ARMS is asked for (1) or not (0)",
    "training.told_ahead": "A course that runs out is told before, by",
    "supervision.interval": "An officer is supervised at least every",
    "police.rso_per_officer.amber": "Registered people of one officer of the police: amber from",
    "police.rso_per_officer.red": "Registered people of one officer of the police: red from",
    "mappa.l1_review": "MAPPA level 1 is reviewed every",
    "mappa.l2_review": "MAPPA level 2 is reviewed every",
    "mappa.l3_review": "MAPPA level 3 is reviewed every",
    "mappa.level_before_release": "A MAPPA level is set before a known release, by",
    "mappa.level_told": "A MAPPA level that is set here is told within",
    "mappa.screening": "Somebody who may be under MAPPA is screened within",
    "manager.vh_review": "A manager reviews a case of very high risk every",
    "manager.high_review": "A manager reviews a case of high risk every",
    "manager.sample_per_month": "Records that a manager reads and scores each month",
    "manager.sample_unseen": "A case counts as opened by nobody senior after",
    "prob.countersign_wait": "A record is countersigned within",
    "escalation.days": "A flag goes to the head of the unit when nobody answered it for",
    "escalation.critical_days": "A critical flag goes to the head of the unit when nobody answered it for",
    "prob.initial_plan": "After the first appointment a plan is signed within",
    "plan.review": "A plan is looked at again after",
    "plan.changed": "A plan is looked at again, after what it refers to changed, within",
    "order.expiry_alert.early": "An order is told to end, first within",
    "order.expiry_alert.late": "An order is told to end, in red within",
}


@dataclass(frozen=True, slots=True)
class StandardRow:
    """One number: what holds today and what has been entered for later."""

    standard: Standard
    label: str
    coming: Standard | None

    @property
    def words(self) -> str:
        return amount(self.standard.value, self.standard.unit)

    @property
    def coming_words(self) -> str:
        return amount(self.coming.value, self.coming.unit) if self.coming else ""


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a standard's history."""

    at: datetime
    who: str
    words: str
    reason: str


@dataclass(frozen=True, slots=True)
class StandardPage:
    """One number with its bounds and history."""

    row: StandardRow
    newest: Standard
    bounds: Bounds
    history: list[Step]


def amount(value: int, unit: str) -> str:
    """3 months, 1 month, 100%; of a switch, on or off."""
    if unit == SWITCH:
        return "on" if value else "off"
    if unit == "%":
        return f"{value}%"
    return f"{value} {unit[:-1] if value == 1 and unit.endswith('s') else unit}"


def label_of(key: str) -> str:
    return LABELS.get(key, key)


def standard_rows(*, on: date) -> list[StandardRow]:
    """Every number in force, those that belong together in order, with a change still to come; one query."""
    coming: dict[str, Standard] = {}
    current: dict[str, Standard] = {}
    for row in Standard.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on)):
        (current if row.starts_on <= on else coming)[row.key] = row
    places = list(LABELS)
    keys = sorted(current, key=lambda key: places.index(key) if key in LABELS else len(places))
    return [StandardRow(current[key], label_of(key), coming.get(key)) for key in keys]


def standard_page(key: str, *, on: date) -> StandardPage | None:
    """One number; None when there is none of this key."""
    row = next((row for row in standard_rows(on=on) if row.standard.key == key), None)
    if row is None:
        return None
    return StandardPage(row, row.coming or row.standard, bounds_of(key), history_of(key))


def others_in_force(key: str, *, on: date) -> dict[str, int]:
    """The numbers of the same family on a day, for rules that compare them."""
    family = key.rpartition(".")[0] + "."
    return {name: found.value for name, found in in_force(family, on=on).items() if name != key}


def kinds_of(key: str) -> list[Kind]:
    """The kinds of deadline that go by a number."""
    return [kind for kind in all_kinds() if kind.standards and key.startswith(kind.standards)]


def history_of(key: str) -> list[Step]:
    """Every change of a number, newest first, with who and why; two queries."""
    changes = changes_of(Standard, key=key)
    reasons = reasons_of([change.request for change in changes if change.request])
    return [
        Step(change.at, change.who, _words(change), reasons.get(change.request, ""))
        for change in changes
    ]


def reasons_of(requests: list[str]) -> dict[str, str]:
    """Why somebody changed something, by the request that did; one query."""
    rows = Event.objects.filter(request_id__in=requests).exclude(reason="")
    return {str(request): reason for request, reason in rows.values_list("request_id", "reason")}


def _words(change: Change) -> str:
    row = change.row
    since = in_full(row.starts_on)
    if row.ends_on:
        return f"{amount(row.value, row.unit)} from {since} ends before {in_full(row.ends_on)}"
    return f"{amount(row.value, row.unit)} from {since}"


def contact_types(words: str) -> QuerySet[ContactType]:
    """Contact types whose code, name or group holds every word."""
    found = ContactType.objects.order_by("group", "name")
    for word in words.split()[:6]:
        found = found.filter(
            Q(name__icontains=word) | Q(code__iexact=word) | Q(group__icontains=word)
        )
    return found
