"""What programmes and MAPPA add to a case."""

from datetime import date, timedelta
from typing import Any

from core import clock
from mappa.choices import (
    Basis,
    Category,
    Considered,
    Criterion,
    LeadAgency,
    Level,
    Outcome,
    ReviewOutcome,
    ToldAgency,
    ToldBy,
)
from mappa.models import (
    LevelProposal,
    Management,
    MappaReview,
    QualifyingOffence,
    Screening,
    Telling,
)
from offenders.models import Case, Sentence
from people.models import User
from programmes.choices.referral import BarrierCode, PreparationKind, ReferralStatus
from programmes.models import Barrier, Preparation, Referral


def make_referral(case: Case, status: ReferralStatus | None = None, **fields: Any) -> Referral:
    return Referral.objects.create(
        case=case,
        programme_id=fields.pop("programme", "Building Choices: moderate"),
        referred_on=fields.pop("referred_on", clock.today() - timedelta(days=60)),
        status=status or ReferralStatus.values[0],
        **fields,
    )


def make_preparation(referral: Referral, kind: str = "", **fields: Any) -> Preparation:
    return Preparation.objects.create(
        referral=referral, kind=kind or PreparationKind.MOTIVATION, **fields
    )


def make_barrier(case: Case, code: str = "", **fields: Any) -> Barrier:
    return Barrier.objects.create(
        case=case,
        code=code or BarrierCode.WORK_PATTERN,
        starts_on=fields.pop("starts_on", clock.today() - timedelta(days=20)),
        **fields,
    )


def make_management(
    case: Case,
    *,
    category: Category = Category.ONE,
    level: Level = Level.TWO,
    lead_agency: LeadAgency | None = None,
    starts_on: date | None = None,
    **fields: Any,
) -> Management:
    return Management.objects.create(
        case=case,
        category=category,
        level=level,
        lead_agency=lead_agency or LeadAgency.values[0],
        starts_on=starts_on or clock.today() - timedelta(days=100),
        **fields,
    )


def make_level(
    case: Case,
    *,
    by: User,
    level: Level = Level.ONE,
    screening: Screening | None = None,
    **fields: Any,
) -> Management:
    """A level that was set here: by a manager, at levels 2 and 3 by a meeting."""
    on = fields.pop("starts_on", clock.today() - timedelta(days=8))
    screening = screening or make_screening(case, by=by, screened_on=on)
    criteria = {1: [], 2: [Criterion.HIGH_RISK], 3: [Criterion.HIGH_RISK, Criterion.RESOURCES]}
    decided: dict[str, Any] = {"approved_by": by}
    if level != Level.ONE:
        decided = {"meeting_on": on, "meeting_chair": "A. Chair", "meeting_ref": "M/26/114"}
    return make_management(
        case,
        category=Category(screening.category or Category.ONE),
        level=level,
        starts_on=on,
        **{
            "screening": screening,
            "criteria": criteria[level],
            "rationale": "Formal screening found the plan sufficient.",
            "proposed_by": by,
            "proposed_on": on,
            "approved_on": on,
            "recorded_by": by,
            "recorded_on": on,
        }
        | decided
        | fields,
    )


def make_proposal(case: Case, *, by: User, **fields: Any) -> LevelProposal:
    """Level 1 of whoever was screened as eligible, unless the fields say something else."""
    screening = fields.pop("screening", None) or make_screening(case, by=by)
    return LevelProposal.objects.create(
        case=case,
        screening=screening,
        category=screening.category,
        level=fields.pop("level", Level.ONE),
        lead_agency=fields.pop("lead_agency", LeadAgency.POLICE),
        criteria=fields.pop("criteria", [Criterion.LEAD_CAN_MANAGE]),
        rationale=fields.pop("rationale", "The lead agency can manage the risk."),
        proposed_by=by,
        proposed_at=fields.pop("proposed_at", clock.now()),
        **fields,
    )


def make_mappa_review(management: Management, *, by: User, **fields: Any) -> MappaReview:
    return MappaReview.objects.create(
        case=management.case,
        management=management,
        reviewed_on=fields.pop("reviewed_on", clock.today()),
        considered=fields.pop("considered", [Considered.RISK, Considered.PLAN]),
        findings=fields.pop("findings", "The plan was carried out."),
        outcome=fields.pop("outcome", ReviewOutcome.NO_CHANGE),
        reviewed_by=by,
        recorded_at=fields.pop("recorded_at", clock.now()),
        **fields,
    )


def make_screening(case: Case, *, by: User, **fields: Any) -> Screening:
    """Eligible in category 1, unless the fields say something else."""
    is_eligible = fields.setdefault("outcome", Outcome.ELIGIBLE) == Outcome.ELIGIBLE
    fields.setdefault("category", Category.ONE if is_eligible else None)
    fields.setdefault("screened_on", clock.today() - timedelta(days=10))
    fields.setdefault("reason", "On the register.")
    fields.setdefault("recorded_at", clock.now())
    return Screening.objects.create(case=case, screened_by=by, **fields)


def make_telling(about: Screening | Management, *, by: User, **fields: Any) -> Telling:
    told = "screening" if isinstance(about, Screening) else "management"
    return Telling.objects.create(
        case=about.case,
        **{told: about},
        agency=fields.pop("agency", ToldAgency.POLICE),
        whom=fields.pop("whom", "The public protection unit"),
        way=fields.pop("way", ToldBy.EMAIL),
        told_on=fields.pop("told_on", clock.today() - timedelta(days=5)),
        told_by=by,
        **fields,
    )


def make_mark(sentence: Sentence, *, by: User, **fields: Any) -> QualifyingOffence:
    return QualifyingOffence.objects.create(
        sentence=sentence,
        basis=fields.pop("basis", Basis.SCHEDULE_15),
        reason=fields.pop("reason", "Section 3 of the Act, listed in the schedule."),
        marked_by=by,
        **fields,
    )
