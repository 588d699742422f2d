"""Visits, what was made of them, and how often they are wanted."""

from datetime import date, datetime, timedelta
from typing import Any

from core import clock
from offenders.choices import RiskLevel
from offenders.models import Case, ContactType
from people.models import Officer, User
from tests.factories.contacts import make_contact
from visits.choices import EnquiryKind, VisitOutcome, VisitPurpose, WarrantChoice
from visits.models import Enquiry, Interval, Review, Visit, WarrantDecision


def make_visit(
    case: Case,
    outcome: VisitOutcome | str = VisitOutcome.SEEN_INSIDE,
    *,
    at: datetime | None = None,
    officer: Officer | None = None,
    second: Officer | None = None,
    purposes: list[str] | None = None,
    **fields: Any,
) -> Visit:
    """A home visit and its contact; without outcome a planned one."""
    at = at or clock.now() - timedelta(days=10)
    contact = make_contact(
        case,
        type_code=fields.pop("type_code", ContactType.objects.filter(is_home_visit=True)[0].code),
        outcome_code=str(outcome),
        happened_at=at,
        recorded_at=fields.pop("recorded_at", min(at, clock.now()) + timedelta(hours=2)),
        officer=officer,
    )
    return Visit.objects.create(
        contact=contact,
        case=case,
        outcome=outcome,
        purposes=purposes or [VisitPurpose.RESIDENCE],
        second_officer=second,
        **fields,
    )


def make_review(visit: Visit, by: User, **fields: Any) -> Review:
    """What a supervisor made of this version of a record; with `asks`, what they wait for."""
    return Review.objects.create(
        contact=visit.contact,
        words=fields.pop("words", "Says who was there and what was looked at"),
        reviewed_by=by,
        reviewed_at=fields.pop("reviewed_at", clock.now()),
        **fields,
    )


def make_enquiry(visit: Visit, by: User, **fields: Any) -> Enquiry:
    """Somebody was asked about the child of a visit, and has not answered yet."""
    at = fields.pop("recorded_at", clock.now())
    return Enquiry.objects.create(
        contact=visit.contact,
        kind=fields.pop("kind", EnquiryKind.CHECK),
        asked_of=fields.pop("asked_of", "Eastmoor children's services"),
        about=fields.pop("about", "A boy of six"),
        words=fields.pop("words", "Who looks after him?"),
        asked_at=fields.pop("asked_at", at),
        recorded_by=by,
        recorded_at=at,
        **fields,
    )


def make_interval(
    case: Case,
    set_by: User,
    months: int = 1,
    *,
    risk_level: RiskLevel | str = RiskLevel.HIGH,
    starts_on: date | None = None,
    **fields: Any,
) -> Interval:
    return Interval.objects.create(
        case=case,
        months=months,
        reason=fields.pop("reason", "Seen to slip between visits"),
        risk_level=risk_level,
        set_by=set_by,
        starts_on=starts_on or clock.today(),
        **fields,
    )


def make_warrant_decision(visit: Visit, by: User, **fields: Any) -> WarrantDecision:
    """Not now, decided when this visit was the last occasion."""
    return WarrantDecision.objects.create(
        contact=visit.contact,
        premises=fields.pop("premises", visit.premises),
        occasions=fields.pop("occasions", 2),
        decision=fields.pop("decision", WarrantChoice.NOT_NOW),
        reason=fields.pop("reason", "He was at work"),
        decided_by=by,
        decided_at=fields.pop("decided_at", clock.now()),
        **fields,
    )
