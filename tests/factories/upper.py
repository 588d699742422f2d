"""What programmes and MAPPA add to a case."""

from datetime import date, timedelta
from typing import Any

from core import clock
from mappa.choices import Category, LeadAgency, Level
from mappa.models import Management
from offenders.models import Case
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
