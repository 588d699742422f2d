"""Invented orders: one with its prohibitions, one that it replaced, one that ends, one not served, one not recorded."""

from datetime import date, datetime, timedelta
from typing import Any

from config.demonstration.stories import crn_of
from offenders.choices import Disposal, KeyDateKind
from offenders.models import Case, RegisterType, Registration
from offenders.rules.notification import Subject, Term
from offenders.services.release import record_key_date
from orders.choices import (
    STANDARD,
    ConditionCategory,
    ConditionKind,
    LicenceCategory,
    OrderEnding,
    OrderKind,
    OrderRoute,
    RequirementCategory,
)
from orders.models import LicenceCondition, SentenceRequirement
from orders.rules import Ending
from orders.services import (
    AskedDetails,
    ConditionDetails,
    OrderDetails,
    end_order,
    record_annual,
    record_asked,
    record_order,
    record_period,
)
from orders.services.notification import Source
from people.models import User

C = ConditionCategory
SHPO_WORDS: tuple[tuple[ConditionCategory, str, str], ...] = (
    (
        C.CHILDREN,
        (
            "Not to have any contact or communication of any kind with any child under 16 other than such as is "
            "inadvertent and not reasonably avoidable in the course of lawful daily life, or with the consent of the "
            "child's parent or guardian who has knowledge of his convictions and with the express approval of "
            "Social Services."
        ),
        "At every visit: who lives here, who visits, toys and clothes.",
    ),
    (
        C.DEVICES,
        (
            "Not to use any device capable of accessing the internet unless it has the capacity to retain and display "
            "the history of internet use, and he makes it available on request for inspection by a police officer."
        ),
        "At every visit by hand; by the digital team every six months.",
    ),
    (C.TRAVEL, "Not to travel to any country outside the United Kingdom.", "Ports notified."),
    (
        C.NAMED_PERSON,
        "Not to contact, directly or indirectly, a named person (the name is in the order).",
        "",
    ),
    (
        C.PLACE,
        (
            "Not to enter or remain in any swimming pool, playground or school grounds while children are likely "
            "to be present."
        ),
        "Neighbourhood team, monthly.",
    ),
)


def add(*, on: date, at: datetime, by: User) -> None:
    """Everything at once, by an officer of the cases."""
    made = on - timedelta(days=430)
    _replaced(on, at, by, until=made - timedelta(days=1))
    _with_five_prohibitions(on, at, by, made=made)
    _ending(on, at, by)
    _not_served(on, at, by)
    _asked(on, at, by)
    _notified(on, at, by)
    _to_be_released(on, at, by)
    Registration.objects.create(
        case=_case("refused_once"),
        register=RegisterType.objects.get(code="SOPS"),
        starts_on=on - timedelta(days=400),
    )


def _case(key: str) -> Case:
    return Case.objects.get(crn=crn_of(key))


def _ban(category: ConditionCategory, words: str, starts_on: date, **more: Any) -> ConditionDetails:
    return ConditionDetails(
        kind=ConditionKind.PROHIBITION, category=category, words=words, starts_on=starts_on, **more
    )


def _replaced(on: date, at: datetime, by: User, *, until: date) -> None:
    """An order from before 2015, which another one replaced."""
    made = date(2013, 5, 14)
    order = record_order(
        case=_case("very_high"),
        details=OrderDetails(
            kind=OrderKind.SOPO,
            route=OrderRoute.CONVICTION,
            court="Eastmoor Crown Court",
            made_on=made,
            starts_on=made,
            served_on=made,
        ),
        conditions=[
            _ban(C.CHILDREN, "Not to seek unsupervised contact with any child under 16.", made)
        ],
        by=by,
        at=at,
    )
    note = "Replaced by a sexual harm prevention order."
    ending = Ending(because=OrderEnding.REPLACED, last_day=until, note=note)
    end_order(order=order, ending=ending, version=order.version, by=by, at=at)


def _with_five_prohibitions(on: date, at: datetime, by: User, *, made: date) -> None:
    """The order in force; the ban on travel ends in two months."""
    conditions = [
        _ban(
            category,
            words,
            made,
            monitoring=monitoring,
            ends_on=on + timedelta(days=62) if category == C.TRAVEL else None,
        )
        for category, words, monitoring in SHPO_WORDS
    ]
    record_order(
        case=_case("very_high"),
        details=OrderDetails(
            kind=OrderKind.SHPO,
            route=OrderRoute.CONVICTION,
            court="Eastmoor Crown Court",
            court_ref="T20250000",
            made_on=made,
            starts_on=made,
            ends_on=made + timedelta(days=3653),
            served_on=made,
            served_by="The court",
            has_copy=True,
        ),
        conditions=conditions,
        by=by,
        at=at,
    )


def _ending(on: date, at: datetime, by: User) -> None:
    """A restraining order with three weeks to go."""
    made = on - timedelta(days=710)
    record_order(
        case=_case("medium"),
        details=OrderDetails(
            kind=OrderKind.RESTRAINING,
            route=OrderRoute.CONVICTION,
            court="Eastmoor Magistrates' Court",
            made_on=made,
            starts_on=made,
            ends_on=on + timedelta(days=21),
            served_on=made,
        ),
        conditions=[
            _ban(
                C.NAMED_PERSON, "Not to contact, directly or indirectly, two named persons.", made
            ),
            _ban(C.PLACE, "Not to go within 100 metres of the address given to the court.", made),
        ],
        by=by,
        at=at,
    )


def _not_served(on: date, at: datetime, by: User) -> None:
    """A risk order of last week that nobody has served, with something to do in it."""
    made = on - timedelta(days=6)
    record_order(
        case=_case("tomorrow"),
        details=OrderDetails(
            kind=OrderKind.SRO,
            route=OrderRoute.APPLICATION,
            court="Eastmoor Magistrates' Court",
            made_on=made,
            starts_on=made,
        ),
        conditions=[
            ConditionDetails(
                kind=ConditionKind.REQUIREMENT,
                category=C.POLYGRAPH,
                words="To take part in polygraph sessions as directed by the offender manager.",
                starts_on=made,
            )
        ],
        by=by,
        at=at,
    )


def _asked(on: date, at: datetime, by: User) -> None:
    """A licence with the standard conditions and two more; a sentence with two requirements."""
    released = on - timedelta(days=60)
    licence = [(code.value, words) for code, words in STANDARD.items()]
    licence += [
        (
            LicenceCategory.CONTACT.value,
            "Not to seek to approach any child under 18 without permission.",
        ),
        (
            LicenceCategory.MONITORING.value,
            "To wear an electronic tag so that a curfew can be monitored.",
        ),
    ]
    record_asked(
        case=_case("released"),
        model=LicenceCondition,
        details=[
            AskedDetails(category=category, words=words, starts_on=released)
            for category, words in licence
        ],
        by=by,
        at=at,
    )
    begins, ends = on - timedelta(days=120), on + timedelta(days=600)
    required = {
        RequirementCategory.REHABILITATION: "To take part in rehabilitation activity for up to 40 days.",
        RequirementCategory.RESIDENCE: "To live where the responsible officer approves.",
    }
    record_asked(
        case=_case("very_high"),
        model=SentenceRequirement,
        details=[
            AskedDetails(category=category.value, words=words, starts_on=begins, ends_on=ends)
            for category, words in required.items()
        ],
        by=by,
        at=at,
    )


def _notified(on: date, at: datetime, by: User) -> None:
    """Ten years from the conviction, kept longer by no order; the next annual date in two months."""
    case, source = _case("very_high"), Source(known_on=on, source="The court record")
    record_period(
        case=case,
        subject=Subject(Disposal.IMPRISONMENT, on - timedelta(days=430), 45, Term(18)),
        offence="An invented offence",
        source=source,
        is_verified=True,
        another=None,
        version=0,
        by=by,
        at=at,
    )
    due_on = on + timedelta(days=61)
    record_annual(case=case, due_on=due_on, source=source, version=0, by=by, at=at)


def _to_be_released(on: date, at: datetime, by: User) -> None:
    """Conditional release in a year, which was two months earlier until last week."""
    known = ((on - timedelta(days=90), 340), (on - timedelta(days=7), 400))
    for version, (known_on, days) in enumerate(known):
        record_key_date(
            case=_case("inside"),
            kind=KeyDateKind.CONDITIONAL,
            falls_on=on + timedelta(days=days),
            known_on=known_on,
            source="The prison",
            note="",
            version=version,
            by=by,
            at=at,
        )
