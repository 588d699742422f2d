"""Who is around a person, the victim contact scheme, what diversity asks, and risk of serious harm by group."""

from datetime import timedelta
from typing import Any

from core import clock
from offenders.choices import AdjustmentSource, RiskLevel
from offenders.choices.around import (
    AgeGroup,
    AtRisk,
    DiversityKind,
    Household,
    NoticeKind,
    Relation,
    SchemeState,
)
from offenders.models import (
    Case,
    DiversityNeed,
    HarmAssessment,
    KnownPerson,
    Liaison,
    LiaisonNotice,
)


def make_known_person(case: Case, name: str = "Kira Doe", **fields: Any) -> KnownPerson:
    """A child at risk, who lives with them."""
    values: dict[str, Any] = {
        "relation": Relation.STEPCHILD,
        "age_group": AgeGroup.CHILD,
        "household": Household.YES,
        "at_risk": AtRisk.YES,
        "risk": "He is alone with her in the evenings",
        "starts_on": clock.today() - timedelta(days=30),
        "risk_on": clock.today() - timedelta(days=30),
    }
    return KnownPerson.objects.create(case=case, name=name, **values | fields)


def make_liaison(case: Case, **fields: Any) -> Liaison:
    values: dict[str, Any] = {
        "scheme": SchemeState.ACTIVE,
        "officer": "Noor Example",
        "starts_on": clock.today() - timedelta(days=30),
    }
    return Liaison.objects.create(case=case, **values | fields)


def make_notice(case: Case, **fields: Any) -> LiaisonNotice:
    values: dict[str, Any] = {
        "kind": NoticeKind.HEARING,
        "event_on": clock.today(),
        "starts_on": clock.today() - timedelta(days=3),
    }
    return LiaisonNotice.objects.create(case=case, **values | fields)


def make_diversity_need(
    case: Case, what: str = "No visits on a Friday", **fields: Any
) -> DiversityNeed:
    values: dict[str, Any] = {
        "kind": DiversityKind.BELIEF,
        "source": AdjustmentSource.TOLD,
        "starts_on": clock.today() - timedelta(days=30),
    }
    return DiversityNeed.objects.create(case=case, what=what, **values | fields)


def make_harm(case: Case, **fields: Any) -> HarmAssessment:
    """High for children, with the five questions answered, as an extract would bring it."""
    values: dict[str, Any] = {
        "assessed_on": clock.today() - timedelta(days=30),
        "children": RiskLevel.HIGH,
        "public": RiskLevel.LOW,
        "known_adult": RiskLevel.MEDIUM,
        "staff": RiskLevel.LOW,
        "who": "Girls under 13 in the families of partners",
        "nature": "Contact offences after grooming",
        "greatest": "Evenings when he looks after children",
        "increases": "Drinking, a new partner",
        "reduces": "Work, unannounced visits",
    }
    return HarmAssessment.objects.create(case=case, **values | fields)
