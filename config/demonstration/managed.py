"""MAPPA and the risk management plan: who was screened and told, a level that waits, reviews, and plans that forget something."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from config.demonstration.staff import ACCOUNTS, AMIRA, DEE, FARAH
from config.demonstration.stories import crn_of
from mappa.choices import (
    Category,
    Considered,
    Criterion,
    LeadAgency,
    Level,
    Outcome,
    Post,
    ReviewOutcome,
    ToldAgency,
    ToldBy,
)
from mappa.models import Management, Screening
from mappa.rules import ScreeningSaid
from mappa.rules.levels import LevelSaid
from mappa.rules.review import MeetingSaid, ReviewSaid
from mappa.selectors.managed import version_of
from mappa.services.areas import add_area, give_posting
from mappa.services.levels import decide_level, propose_level, record_review
from mappa.services.screening import Told, screen, tell
from offenders.models import Case
from people.models import Team, User
from plans.choices import Pillar, ReferenceKind
from plans.models import Plan
from plans.rules import ItemDetails
from plans.selectors.things import details_of, in_force_of
from plans.services.drafting import add_items, begin
from plans.services.signing import sign

# Under MAPPA by the extract and screened here; whoever is not among them stands as "screening not recorded".
SCREENED = ("very_high", "weeks_over", "released", "refused_twice", "at_the_door", "low")
TOLD = ("very_high", "released", "refused_twice")
REVIEWED = ("released", "refused_twice")
ALL = frozenset[ReferenceKind]()
APPROACH = "Fortnightly meetings and visits at home, with what he does on line looked at each time."

OWN = (
    ItemDetails(
        pillar=Pillar.SUPERVISION,
        what="Meet at the office, and ask for whom he lives with and what he does with his time",
        who="The probation practitioner",
        how_often="Every two weeks",
        until_words="Until the next review",
    ),
    ItemDetails(
        pillar=Pillar.CONTINGENCY,
        what="Should he not be found at home twice: police and probation speak on the same day",
        who="Whoever was at the door",
    ),
)


def add(*, on: date, at: datetime) -> None:
    """After the facts that a plan names."""
    amira, dee, farah = _user(AMIRA), _user(DEE), _user(FARAH)
    for key in SCREENED:
        _screened(key, on - timedelta(days=300), by=amira, at=at)
    for key in TOLD:
        _told(key, by=amira, at=at)
    for key in REVIEWED:
        _reviewed(key, on - timedelta(days=20), by=amira, at=at)
    _at_a_meeting("very_high", on - timedelta(days=30), by=(amira, dee), at=at)
    _proposed("at_the_door", by=amira, at=at)
    # O'Neill has none: five prohibitions wait for whoever writes the first.
    _signed("weeks_over", {ReferenceKind.VISIT_SCHEDULE}, by=farah, at=at)
    _signed("refused_twice", ALL, by=farah, at=at)
    _signed("medium", {ReferenceKind.ORDER_CONDITION}, by=amira, at=at)
    begin(case=_case("released"), by=farah, at=at)
    _area(on, at)


def _case(key: str) -> Case:
    return Case.objects.get(crn=crn_of(key))


def _user(officer: str) -> User:
    return User.objects.get(
        email=next(account.email for account in ACCOUNTS if account.officer == officer)
    )


def _area(on: date, at: datetime) -> None:
    """Eastmoor, police and probation; Westhaven is of no area yet."""
    teams = Team.objects.exclude(code__startswith="DW")
    area = add_area(name="Eastmoor", teams=teams)
    give_posting(
        user=User.objects.get(email="nora@example.invalid"),
        post=(Post.COORDINATOR, area),
        starts_on=on,
        ends_on=None,
        by=User.objects.get(email="hal@example.invalid"),
        at=at,
    )


def _screened(key: str, on: date, *, by: User, at: datetime) -> None:
    said = ScreeningSaid(
        outcome=Outcome.ELIGIBLE,
        category=Category.ONE,
        screened_on=on,
        reason="Has to notify the police: a registered sexual offender.",
        form_q_on=on,
        form_q_ref=f"Q/{crn_of(key)[2:]}",
    )
    screen(case=_case(key), said=said, version=0, by=by, at=at)


def _told(key: str, *, by: User, at: datetime) -> None:
    screening = Screening.objects.get(case=_case(key))
    told = Told(
        agency=ToldAgency.COORDINATOR,
        whom="MAPPA unit",
        way=ToldBy.EMAIL,
        told_on=screening.screened_on + timedelta(days=3),
    )
    tell(about=screening, told=told, by=by, at=at)


def _reviewed(key: str, on: date, *, by: User, at: datetime) -> None:
    case = _case(key)
    level = Management.objects.get(case=case, ends_on=None)
    said = ReviewSaid(
        reviewed_on=max(on, level.starts_on),
        considered=[Considered.RISK, Considered.SINCE, Considered.PLAN],
        findings="Visits were made in time and nothing new was seen; the plan was carried out.",
        outcome=ReviewOutcome.NO_CHANGE,
    )
    record_review(case=case, said=said, version=version_of(case), by=by, at=at)


def _at_a_meeting(key: str, on: date, *, by: tuple[User, User], at: datetime) -> None:
    """Level 2, decided at a meeting that was held elsewhere; only the police were told."""
    case, (officer, supervisor) = _case(key), by
    said = LevelSaid(
        level=Level.TWO,
        lead_agency=LeadAgency.POLICE,
        criteria=[Criterion.HIGH_RISK],
        rationale="Very high risk to children under 10; housing and children's social care are needed.",
    )
    proposal = propose_level(case=case, said=said, version=version_of(case), by=officer, at=at)
    meeting = MeetingSaid(held_on=on, chair="Detective Inspector Brandt", reference="L2/0412")
    decide_level(
        proposal=proposal, decision=meeting, version=proposal.version, by=supervisor, at=at
    )


def _proposed(key: str, *, by: User, at: datetime) -> None:
    """One that waits for a manager."""
    case = _case(key)
    said = LevelSaid(
        level=Level.ONE,
        lead_agency=LeadAgency.POLICE,
        criteria=[Criterion.LEAD_CAN_MANAGE],
        rationale="The police alone can manage what is known; no other agency is involved.",
    )
    propose_level(case=case, said=said, version=version_of(case), by=by, at=at)


def _signed(key: str, without: Collection[ReferenceKind], *, by: User, at: datetime) -> None:
    """A plan that names what is in force, except for things of these kinds."""
    case = _case(key)
    plan: Plan = begin(case=case, by=by, at=at)
    things = [
        thing
        for thing in in_force_of(case, on=at.date()).missing_from(None)
        if thing.named.kind not in without
    ]
    add_items(plan=plan, each=[*OWN, *details_of(things)], by=by)
    plan.refresh_from_db()
    sign(plan=plan, approach=APPROACH, changes="", version=plan.version, by=by, at=at)
