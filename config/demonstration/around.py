"""Who is around one person of the demonstration, to whom the risk is, and what the victim liaison officer cleared."""

from datetime import date, timedelta

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
from people.models import User


def add(*, case: Case, by: User, on: date) -> None:
    """People around them, risk by group as another system has it, the scheme, and what is to be minded."""
    since = on - timedelta(days=60)
    _people(case, by, since, on)
    _risk(case, on)
    _scheme(case, by, since, on)
    DiversityNeed.objects.create(
        case=case,
        kind=DiversityKind.CARE,
        what="Grew up in care: offices and forms make him wary. Say what happens next, and keep to it.",
        source=AdjustmentSource.TOLD,
        recorded_by=by,
        starts_on=since,
    )


def _people(case: Case, by: User, since: date, on: date) -> None:
    KnownPerson.objects.create(
        case=case,
        name="Mia, his partner's daughter",
        relation=Relation.STEPCHILD,
        age_group=AgeGroup.CHILD,
        household=Household.STAYS,
        at_risk=AtRisk.YES,
        risk="Stays every other weekend. He is not to be alone with her; her grandmother sleeps there on those nights.",
        involved="Children's services, school",
        recorded_by=by,
        starts_on=since,
        risk_on=on - timedelta(days=9),
    )
    KnownPerson.objects.create(
        case=case,
        name="Carol",
        relation=Relation.PARTNER,
        age_group=AgeGroup.ADULT,
        household=Household.YES,
        at_risk=AtRisk.UNKNOWN,
        recorded_by=by,
        starts_on=since,
        risk_on=since,
    )


def _risk(case: Case, on: date) -> None:
    HarmAssessment.objects.create(
        case=case,
        assessed_on=on - timedelta(days=45),
        children=RiskLevel.VERY_HIGH,
        public=RiskLevel.MEDIUM,
        known_adult=RiskLevel.MEDIUM,
        staff=RiskLevel.LOW,
        who="Girls under 13 in the families of his partners; younger relatives.",
        nature="Contact offences after weeks of winning the trust of a family.",
        greatest="Weekends on which children stay; whenever he is left to look after them.",
        increases="Drinking, a new partner with children, time alone online.",
        reduces="His partner knows of the conditions and keeps to them; visits without notice; work.",
    )


def _scheme(case: Case, by: User, since: date, on: date) -> None:
    Liaison.objects.create(
        case=case,
        scheme=SchemeState.ACTIVE,
        officer="Noor Whitfield",
        reached="The victim contact unit, 01632 960 001",
        requested="Not to enter the town centre between Mill Street and the river; no contact through anybody else.",
        cleared_by="Noor Whitfield",
        cleared_on=since,
        starts_on=since,
    )
    LiaisonNotice.objects.create(
        case=case,
        kind=NoticeKind.ADDRESS,
        event_on=on - timedelta(days=12),
        recorded_by=by,
        starts_on=on - timedelta(days=12),
    )
