"""PRO-24: which records of a case need a second person, what became of them, and what each says."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from caseloads.choices import Signature, SignedKind
from caseloads.models import Countersignature
from caseloads.rules.signing import is_learning, is_to_be_signed
from caseloads.selectors.signable import Signable, officer_of, reasons_of
from caseloads.selectors.signing_plans import plans_to_sign
from core.addresses import address
from core.calendar import in_full, london_date, london_midnight
from core.prepared import prepared_for_few
from offenders.choices import RiskLevel, RiskTool, VersionKind
from offenders.models import Case, Contact, RiskAssessment
from offenders.querysets import of_cases
from people.choices import Agency
from people.models import Officer, User
from plans.models import Plan
from plans.selectors.lines import plan_lines
from visits.models import ChildDecision, Enquiry

Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Standing:
    """A record and what became of it: signed, with the officer, or waiting since a day."""

    record: Signable
    signed: Countersignature | None
    sent_back: Countersignature | None  # the last time, where nobody has signed since
    waits_since: date | None

    @property
    def is_answered(self) -> bool:
        return self.sent_back is not None and self.waits_since is not None


def end_of(on: date) -> datetime:
    return london_midnight(on + timedelta(days=1))


def standings(case_ids: Collection[int], *, on: date) -> dict[int, list[Standing]]:
    """Of these cases, every record that needs a second person, as at a day; ten queries at most."""
    ids, end = list(case_ids), end_of(on)
    records = [*_assessed(ids, on), *_answered(ids, end), *_decided(ids, end)]
    records += plans_to_sign(ids, on=on, end=end)
    if not records:
        return {}
    made: dict[tuple[UUID, datetime], list[Countersignature]] = defaultdict(list)
    for row in _signatures(case_ids=sorted({record.case_id for record in records}), end=end):
        made[row.record, row.recorded_at].append(row)
    found: dict[int, list[Standing]] = defaultdict(list)
    for record in records:
        stands = _standing(record, made[record.key, record.recorded_at], end)
        found[record.case_id].append(stands)
    return dict(found)


def _standing(record: Signable, rows: list[Countersignature], end: datetime) -> Standing:
    signed = next((row for row in rows if row.decision == Signature.SIGNED), None)
    if signed:
        return Standing(record, signed, None, None)
    if not rows:
        return Standing(record, None, None, london_date(record.recorded_at))
    asked = getattr(rows[-1], "asked", None)
    at = asked.answered_at if asked else None
    answered_on = london_date(at) if at is not None and at < end else None
    return Standing(record, None, rows[-1], answered_on)


@prepared_for_few
def _signatures(*, case_ids: list[int], end: datetime) -> QuerySet[Countersignature]:
    rows = Countersignature.objects.filter(of_cases(case_ids), signed_at__lt=end)
    return rows.select_related("asked", "signed_by").order_by("signed_at", "id")


# Levels of risk --------------------------------------------------------------------------------------------


def _assessed(case_ids: list[int], on: date) -> Iterator[Signable]:
    """The newest level of each tool, where it was recorded here; a later one is read in its place."""
    rows = list(_recorded(case_ids=case_ids, on=on, end=end_of(on)))
    officers = (officer_of(row.recorded_by) for row in rows)
    reasons = reasons_of({officer.pk for officer in officers if officer})
    for row in rows:
        officer, at = officer_of(row.recorded_by), row.recorded_at
        if officer is None or at is None or row.recorded_by is None:
            continue
        held = (
            reason
            for reason, starts_on, ends_on in reasons[officer.pk]
            if starts_on <= london_date(at) and (ends_on is None or london_date(at) < ends_on)
        )
        is_rosh = row.tool == RiskTool.ROSH
        if not is_to_be_signed(
            row.level, is_rosh=is_rosh, learning=is_learning(officer.grade, held)
        ):
            continue
        yield Signable(
            row.uuid,
            row.case_id,
            SignedKind.RISK,
            f"{row.get_tool_display()}: {row.get_level_display().lower()}",
            row.recorded_by.pk,
            row.recorded_by.name,
            officer.pk,
            Agency(officer.agency),
            at,
            row.level == RiskLevel.VERY_HIGH,
            f"risk:{row.pk}",
        )


@prepared_for_few
def _recorded(*, case_ids: list[int], on: date, end: datetime) -> QuerySet[RiskAssessment]:
    later = RiskAssessment.objects.filter(
        case=OuterRef("case"),
        tool=OuterRef("tool"),
        assessed_on__gt=OuterRef("assessed_on"),
        assessed_on__lte=on,
    )
    rows = RiskAssessment.objects.filter(
        of_cases(case_ids), ~Exists(later), recorded_at__lt=end, assessed_on__lte=on
    )
    return rows.select_related("recorded_by__officer").order_by("recorded_at", "id")


# Children --------------------------------------------------------------------------------------------------


def _answered(case_ids: list[int], end: datetime) -> Iterator[Signable]:
    for row in _considered(case_ids=case_ids, end=end):
        by, at = row.considered_by, row.considered_at
        if by is not None and at is not None:
            yield from _child(SignedKind.ENQUIRY, row.uuid, row.contact, _By(by, at, "enquiry"))


def _decided(case_ids: list[int], end: datetime) -> Iterator[Signable]:
    """The last decision about a visit, whose key is the visit's."""
    last = {row.contact.uuid: row for row in _decisions(case_ids=case_ids, end=end)}
    for key, row in last.items():
        made = _By(row.decided_by, row.decided_at, "child_decision")
        yield from _child(SignedKind.CHILD, key, row.contact, made)


class _By(NamedTuple):
    """Who decided it and when, and what a reference to it is called."""

    user: User
    at: datetime
    model: str


def _child(kind: SignedKind, key: UUID, visit: Contact, made: _By) -> Iterator[Signable]:
    officer = officer_of(made.user)
    if officer is not None:
        yield Signable(
            key,
            visit.case_id,
            kind,
            kind.label,
            made.user.pk,
            made.user.name,
            officer.pk,
            Agency(officer.agency),
            made.at,
            True,
            f"{made.model}:{key}",
        )


_VOIDED = ~Exists(
    Contact.objects.filter(uuid=OuterRef("contact__uuid"), version_kind=VersionKind.VOIDED)
)


@prepared_for_few
def _considered(*, case_ids: list[int], end: datetime) -> QuerySet[Enquiry]:
    rows = Enquiry.objects.filter(
        of_cases(case_ids, key="contact__case_id"), _VOIDED, considered_at__lt=end
    )
    return rows.select_related("contact", "considered_by__officer").order_by("considered_at", "id")


@prepared_for_few
def _decisions(*, case_ids: list[int], end: datetime) -> QuerySet[ChildDecision]:
    rows = ChildDecision.objects.filter(
        of_cases(case_ids, key="contact__case_id"), _VOIDED, decided_at__lt=end
    )
    return rows.select_related("contact", "decided_by__officer").order_by("decided_at", "id")


# The page --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Found:
    """A record that an address names, with what it says."""

    case: Case
    lines: Lines
    url: str


def record_of(key: UUID) -> Found | None:
    """The record of this key, whatever it is; four queries, one more for a plan."""
    risk = RiskAssessment.objects.filter(uuid=key).select_related("case", "assessor").first()
    enquiry = Enquiry.objects.filter(uuid=key).select_related("contact__case").first()
    plan = Plan.objects.filter(uuid=key, signed_at__isnull=False).select_related("case").first()
    decision = (
        ChildDecision.objects.filter(contact__uuid=key)
        .select_related("contact__case")
        .order_by("-decided_at")
        .first()
    )
    if risk:
        return Found(risk.case, _risk_lines(risk), address("offenders:record", risk.case.uuid))
    if plan:
        return Found(plan.case, plan_lines(plan), plan.get_absolute_url())
    if enquiry:
        return Found(enquiry.contact.case, _enquiry_lines(enquiry), enquiry.get_absolute_url())
    if decision:
        visit = address("visits:visit", decision.contact.uuid)
        return Found(decision.contact.case, [("No enquiry, because", decision.reason)], visit)
    return None


def _risk_lines(row: RiskAssessment) -> Lines:
    return [
        (row.get_tool_display(), row.get_level_display()),
        ("Assessed on", in_full(row.assessed_on)),
        ("By", row.assessor.name if row.assessor else "Not said"),
        ("Why", row.rationale or "Not said"),
    ]


def _enquiry_lines(row: Enquiry) -> Lines:
    return [
        (row.get_kind_display(), row.asked_of),
        ("About", row.about),
        ("What they were asked or told", row.words),
        ("What they answered", row.answer_words),
        ("What it means for the risk", row.considered),
    ]


def standing_of(case: Case, key: UUID, *, on: date) -> Standing | None:
    """Where the record of this key stands; None where no second person has to read it."""
    return next(
        (row for row in standings([case.pk], on=on).get(case.pk, []) if row.record.key == key),
        None,
    )


def why_not_signed(standing: Standing | None, by: User) -> str:
    """PRO-24: why this user does not countersign; empty when they do. Nobody countersigns what they wrote."""
    if standing is None:
        return "No second person has to read this record."
    record = standing.record
    if standing.signed:
        return f"{standing.signed.signed_by} countersigned it on {in_full(london_date(standing.signed.signed_at))}."
    if standing.waits_since is None:
        return "It was sent back, and the officer has not answered yet."
    officer = by.officer_or_none
    if officer is None or officer.agency != record.agency:
        return f"This is for a manager of {record.agency.spoken} to read."
    if record.author_id == by.pk:
        return "You wrote this yourself, so somebody else has to countersign it."
    return ""


def signable_ids(officer: Officer) -> list[int]:
    """Cases in which this officer recorded a level: what they have hours less for decides who has to read it."""
    rows = RiskAssessment.objects.filter(recorded_by__officer=officer)
    return sorted(set(rows.values_list("case_id", flat=True)))
