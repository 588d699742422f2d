"""Invented orders: one with its prohibitions, one that it replaced, one that ends, one not served, one not recorded."""

from datetime import date, datetime, timedelta
from typing import Any

from config.demonstration.stories import crn_of
from offenders.models import Case, RegisterType, Registration
from orders.choices import ConditionCategory, ConditionKind, OrderEnding, OrderKind, OrderRoute
from orders.rules import Ending
from orders.services import ConditionDetails, OrderDetails, end_order, record_order
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
