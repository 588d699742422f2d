"""Planning, recording and correcting a visit. A visit is a contact: each act adds a version of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any

from django.db import transaction

from core.addresses import address
from core.calendar import london_date
from core.editing import hold
from core.errors import RefusedError, refuse
from offenders import deadlines
from offenders.choices import VersionKind
from offenders.models import Address, Case, Contact, ContactOutcome, ContactType
from offenders.rules.contacts import repeat_problem
from offenders.services.overlaps import refuse_what_is_in_the_way
from offenders.services.versions import held_version, next_version
from orders.models import Condition
from people.choices import Agency, Permission
from people.models import Officer, User
from people.services import only_its_agency
from visits.choices import ConditionResult, VisitOutcome
from visits.models import ConditionCheck, Visit
from visits.selectors.arranged import recorded_before
from visits.selectors.record import Lines, saved_lines
from visits.selectors.setting import is_closed_to
from visits.selectors.visit import visits_in_full

# VOC-2: Delius has a type of its own for a visit that was not announced (POL-10).
UNANNOUNCED, ANNOUNCED = "C253", "CHVS"
CLOSED = "Access to this case is limited, and {} may not open it: choose another officer, or ask your supervisor"
NOT_ON_THE_VISIT = frozenset({"happens_at", "notes", "checks"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFinding:
    """ORD-13: what was found about one condition in force, or one thing to be notified."""

    result: ConditionResult
    concern: str = ""
    condition: Condition | None = None
    notification: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPlan:
    """What is known before the visit: why, when, where, with whom."""

    purposes: tuple[str, ...]
    happens_at: datetime
    address: Address | None
    premises: str
    is_announced: bool = False
    announced_because: str = ""
    second_officer: Officer | None = None
    single_crewed_because: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRecord(VisitPlan):
    """What was found (POL-11); which of it applies depends on the outcome (`visits.rules.questions`)."""

    outcome: VisitOutcome
    ended_at: datetime | None = None
    purpose_results: Mapping[str, str] = field(default_factory=dict)
    people_present: str = ""
    children: str = ""
    children_detail: str = ""
    child_ages: str = ""
    child_relation: str = ""
    rooms_viewed: str = ""
    devices: str = ""
    devices_examined: str = ""
    vehicles: str = ""
    employment: str = ""
    relationships: str = ""
    presentation: str = ""
    changes: str = ""
    checks: tuple[CheckFinding, ...] = ()
    arms_factors: tuple[str, ...] = ()
    arms_evidence: str = ""
    concerns: str = ""
    actions: str = ""
    intelligence_ref: str = ""
    visor_updated_on: date | None = None
    entry_sought_by: str = ""
    refusal_words: str = ""
    seen_where: str = ""


@transaction.atomic
def plan_visit(
    *,
    case: Case,
    plan: VisitPlan,
    by: User,
    at: datetime,
    officer: Officer | None = None,
    is_another: bool = False,
) -> Contact:
    """Put a visit in the diary: a contact to come, without outcome; of `officer`, if not of whoever plans it.

    Raises RefusedError for the same again by the same user, or what overlaps with something that one of the two or the
    person has arranged (VOC-1), unless it is said to be another one, and for a second officer to whom the case is closed
    (INF-30): they could not read where they go.
    """
    only_its_agency(by, Permission.PLAN_VISIT)
    hold(Case, [case.pk])  # of the same sent twice at once, the second finds the first
    before = recorded_before(case, by, plan.happens_at, is_planned=True)
    refuse(repeat_problem(before, at=at, is_another=is_another))
    if is_closed_to(plan.second_officer, case, at=at):
        raise RefusedError(CLOSED.format(plan.second_officer), about="second_officer")
    contact = _add_version(case=case, plan=plan, by=by, at=at, officer=officer)
    if contact.happened_at > at:
        refuse_what_is_in_the_way(
            contact, plan.happens_at, by=by, is_meant=is_another, also=[plan.second_officer]
        )
    refresh(contact, at)
    return contact


@transaction.atomic
def record_visit(
    *,
    case: Case,
    record: VisitRecord,
    by: User,
    at: datetime,
    officer: Officer | None = None,
    is_another: bool = False,
) -> Contact:
    """Record a visit that nobody had planned. A visit seen inside cures the overdue flag (POL-9).

    `officer` made it, if not whoever records it: one that was voided on another case is started again by anybody.
    Raises RefusedError for the same again by the same user, unless it is said to be another one.
    """
    only_its_agency(by, Permission.RECORD_VISIT)
    hold(Case, [case.pk])
    before = recorded_before(case, by, record.happens_at, is_planned=False)
    refuse(repeat_problem(before, at=at, is_another=is_another))
    contact = _add_version(case=case, plan=record, by=by, at=at, officer=officer)
    refresh(contact, at)
    return contact


@transaction.atomic
def record_planned_visit(
    *, planned: Contact, version: int, record: VisitRecord, by: User, at: datetime
) -> Contact:
    """Record the outcome of a planned visit; `version` is the one on the screen.

    Raises StaleError when somebody has recorded it meanwhile.
    """
    only_its_agency(by, Permission.RECORD_VISIT)
    current = _held_at_version(planned, version, record)
    contact = _add_version(
        case=current.case, plan=record, by=by, at=at, amends=current, kind=VersionKind.OUTCOME
    )
    refresh(contact, at)
    return contact


@transaction.atomic
def amend_visit(
    *, contact: Contact, version: int, record: VisitRecord, reason: str, by: User, at: datetime
) -> Contact:
    """Correct a recorded visit: the version before stays readable. Raises StaleError like recording."""
    only_its_agency(by, Permission.RECORD_VISIT)
    current = _held_at_version(contact, version, record)
    amended = _add_version(
        case=current.case,
        plan=record,
        by=by,
        at=at,
        amends=current,
        kind=VersionKind.CORRECTION,
        reason=reason,
    )
    refresh(amended, at)
    return amended


def _held_at_version(contact: Contact, version: int, record: VisitRecord) -> Contact:
    """The version that holds, so that of two people saving at once the second one is told."""
    return held_version(
        contact,
        version,
        among=visits_in_full(),
        theirs=saved_of,
        mine=_unsaved_lines(record),
        link=address("visits:visit", contact.uuid),
    )


def saved_of(contact: Contact) -> Lines:
    """A visit in words, for whoever saves after somebody else."""
    visit = contact.visit
    return saved_lines(visit, visit.checks.select_related("condition__order"))


def _unsaved_lines(record: VisitRecord) -> Lines:
    """What could not be saved, in the words in which it would have been shown."""
    contact = Contact(happened_at=record.happens_at, notes=record.notes)
    visit = Visit(contact=contact, **_visit_fields(record))
    return saved_lines(visit, _checks(visit, record))


def _add_version(
    *,
    case: Case,
    plan: VisitPlan,
    by: User,
    at: datetime,
    amends: Contact | None = None,
    kind: VersionKind = VersionKind.OUTCOME,
    reason: str = "",
    officer: Officer | None = None,
) -> Contact:
    detail = _visit_fields(plan)
    values = {
        "type": ContactType.objects.get(code=ANNOUNCED if plan.is_announced else UNANNOUNCED),
        "happened_at": plan.happens_at,
        "outcome": _outcome(detail.get("outcome", "")),
        "location": plan.premises[:120],
        "notes": plan.notes,
        **_who(by, amends, officer),
    }
    if amends is None:
        contact = Contact(case=case, recorded_at=at, **values)
    else:
        values |= {"enforcement_action": None, "respond_by": None}  # what a visit has none of
        contact = next_version(amends, kind=kind, reason=reason, by=by, at=at, **values)
    contact.save(force_insert=True)
    visit = Visit.objects.create(contact=contact, case=case, **detail)
    ConditionCheck.objects.bulk_create(_checks(visit, plan))
    return contact


def _who(by: User, amends: Contact | None, made_by: Officer | None) -> dict[str, Any]:
    """Who made the visit stays who made it when somebody else corrects the record."""
    if amends and amends.outcome_id:
        return {"officer": amends.officer, "agency": amends.agency, "author": by}
    officer = made_by or by.officer_or_none
    agency = officer.agency if officer else Agency.POLICE
    return {"officer": officer, "agency": agency, "author": by}


def _outcome(code: str) -> ContactOutcome | None:
    return ContactOutcome.objects.get(code=code) if code else None


def _visit_fields(plan: VisitPlan) -> dict[str, Any]:
    values = {spec.name: getattr(plan, spec.name) for spec in fields(plan)}
    for name in ("purposes", "arms_factors"):
        values[name] = list(values.get(name, ()))
    return {name: value for name, value in values.items() if name not in NOT_ON_THE_VISIT}


def _checks(visit: Visit, plan: VisitPlan) -> list[ConditionCheck]:
    """The rows of what was asked back, not yet stored."""
    found = plan.checks if isinstance(plan, VisitRecord) else ()
    return [
        ConditionCheck(
            visit=visit,
            condition=row.condition,
            notification=row.notification,
            result=row.result,
            concern=row.concern,
        )
        for row in found
    ]


def refresh(contact: Contact, at: datetime) -> None:
    """Have deadlines follow a version of a visit."""
    deadlines.refresh(
        [contact.case_id],
        changed=(Contact, Visit, ConditionCheck),
        on=london_date(at),
        at=at,
        fact=f"visit:{contact.uuid}",
    )
