"""What cases make of whoever takes them, and in which order candidates stand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from caseloads.choices import Band, CaseType, Work
from caseloads.rules.candidates import (
    Earlier,
    Known,
    Reached,
    Standing,
    change,
    known_words,
    place,
    reached,
)
from caseloads.rules.load import CAPACITY, COUNT, REGISTERED
from caseloads.rules.measures import Desk, Held, Nominal, Weighed
from caseloads.rules.thresholds import POINTS_BELOW, Steps
from offenders.choices import AllocationRole
from people.choices import Agency

FULL = Nominal(2176, 37)
WEEK = Desk(Agency.PROBATION, Decimal(37))
POLICE = Desk(Agency.POLICE, Decimal(37))
STEPS = {
    COUNT: Steps(50, 60, 90),
    REGISTERED: Steps(50, 100),
    CAPACITY: Steps(100, 110, margin=POINTS_BELOW),
}


def case(number: int, points: int = 0, *, registered: bool = False) -> Weighed:
    held = Held(number, is_registered=registered)
    return Weighed(held, CaseType.COMMUNITY, Work.COUNTED, points)


def cases(number: int, points: int = 0, *, registered: bool = False) -> list[Weighed]:
    """So many cases, the first of which weighs all the points."""
    return [
        case(each, points if each == 1 else 0, registered=registered)
        for each in range(1, number + 1)
    ]


@pytest.mark.parametrize(
    ("held", "added", "desk", "words"),
    [
        (2060, 105, WEEK, "94.7% to 99.5%"),
        (2060, 0, WEEK, "94.7%, unchanged"),
        (0, 2176, WEEK, "0% to 100%"),
        (0, 2176, Desk(Agency.PROBATION, Decimal(37), Decimal("18.5")), "0% to 200%"),
        (10, 10, Desk(Agency.PROBATION, Decimal(37), Decimal(37)), "no hours, unchanged"),
    ],
)
def test_capacity_before_and_after(held: int, added: int, desk: Desk, words: str) -> None:
    assert change(desk, [case(1, held)], FULL, added=[case(2, added)]).capacity == words


def test_several_are_counted_together_and_those_that_go_are_not() -> None:
    found = change(
        WEEK, cases(40, 2000), FULL, added=[case(50, 100), case(51, 50)], taken=[2, 3, 4]
    )
    assert found.cases == "40 to 39"
    assert found.capacity == "91.9% to 98.8%"


def test_a_case_that_weighs_nothing_still_counts_as_a_case() -> None:
    found = change(WEEK, cases(3, 100), FULL, added=[case(9)])
    assert (found.cases, found.capacity) == ("3 to 4", "4.6%, unchanged")


def test_of_the_police_cases_and_registered_people_are_counted_and_no_capacity() -> None:
    found = change(POLICE, cases(3), FULL, added=[case(9, registered=True)])
    assert (found.cases, found.registered, found.capacity) == ("3 to 4", "0 to 1", ", unchanged")
    assert found.after.capacity is None


@pytest.mark.parametrize(
    ("before", "added", "expected"),
    [
        (48, 1, []),
        (49, 1, ["Reaches 50 cases (amber)"]),
        (50, 1, ["Already at or above 50 cases (amber)"]),
        (58, 1, ["Already at or above 50 cases (amber)"]),
        (59, 1, ["Reaches 60 cases (red)"]),
        (49, 11, ["Reaches 60 cases (red)"]),
        (89, 1, ["Reaches 90 cases (critical)"]),
    ],
)
def test_a_threshold_is_reached_at_its_value(before: int, added: int, expected: list[str]) -> None:
    new = [case(number) for number in range(500, 500 + added)]
    found = change(POLICE, cases(before), FULL, added=new)
    assert [each.words for each in reached(found, STEPS)] == expected


@pytest.mark.parametrize(
    ("before", "added", "expected"),
    [
        (2170, 4, []),  # 99.9
        (2170, 5, ["Reaches 100% (amber)"]),  # 99.95, rounded up to 100
        (2300, 92, ["Already at or above 100% (amber)"]),
        (2300, 93, ["Reaches 110% (red)"]),
    ],
)
def test_capacity_is_rounded_before_it_is_compared(
    before: int, added: int, expected: list[str]
) -> None:
    found = change(WEEK, [case(1, before)], FULL, added=[case(2, added)])
    assert [each.words for each in reached(found, STEPS)] == expected


def test_registered_people_and_no_hours_have_words_of_their_own() -> None:
    found = change(POLICE, cases(49, registered=True), FULL, added=[case(99, registered=True)])
    assert [each.words for each in reached(found, STEPS)] == [
        "Reaches 50 cases (amber)",
        "Reaches 50 registered people (amber)",
    ]
    none = Desk(Agency.PROBATION, Decimal(37), Decimal(37))
    assert [each.words for each in reached(change(none, [], FULL, added=[case(1)]), STEPS)] == [
        "No hours for any case"
    ]


def test_without_a_threshold_nothing_is_said_of_one() -> None:
    assert reached(change(POLICE, cases(500), FULL, added=[case(999)]), {}) == ()


LEAD, BESIDE = AllocationRole.LEAD, AllocationRole.CO_WORKER
STAY = Earlier(LEAD, date(2025, 3, 3), date(2026, 5, 4))


@pytest.mark.parametrize(
    ("known", "words"),
    [
        (Known("A", [STAY]), "Held the case 3 March 2025 to 4 May 2026"),
        (Known("A", [Earlier(BESIDE, date(2025, 3, 3), None)]), "Co-worked since 3 March 2025"),
        (Known("A", visits=1, last_visit_on=date(2026, 5, 2)), "1 visit, on 2 May 2026"),
        (
            Known("A", [STAY], 3, date(2026, 5, 2)),
            "Held the case 3 March 2025 to 4 May 2026; 3 visits, the last on 2 May 2026",
        ),
    ],
)
def test_who_knew_one_person_and_how(known: Known, words: str) -> None:
    assert known_words([known], of=1) == words


def test_of_several_their_names_three_at_most() -> None:
    known = [Known(name, [STAY]) for name in ("Ann", "Bo", "Cy", "Di")]
    assert known_words(known[:2], of=5) == "Knew 2 of the 5: Ann, Bo"
    assert known_words(known, of=5) == "Knew 4 of the 5: Ann, Bo, Cy and 1 more"
    assert known_words([], of=5) == ""


OVER = (Reached(COUNT, Band.AMBER, 50, is_new=True),)
WORSE = (Reached(COUNT, Band.RED, 60, is_new=False),)


def who(**changes: Any) -> Standing:
    usual: dict[str, Any] = {
        "is_own": True,
        "supervises": False,
        "is_away": False,
        "reached": (),
        "lacks_training": False,
        "knew": 0,
        "load": (0, 10),
        "km": 3,
    }
    return Standing(**usual | changes)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (who(supervises=True), who(is_own=False)),
        (who(is_away=True), who(supervises=True)),
        (who(reached=WORSE), who(is_away=True)),
        (who(reached=OVER), who(reached=WORSE)),
        (who(lacks_training=True), who(reached=OVER)),
        (who(knew=0), who(lacks_training=True, knew=1)),
        (who(knew=1, load=(0, 99)), who(knew=0)),
        (who(load=(0, 9), km=500), who(load=(0, 10), km=0)),
        (who(load=(0, 9999)), who(load=(1, 0))),
        (who(km=2), who(km=3)),
    ],
)
def test_the_order_of_candidates(before: Standing, after: Standing) -> None:
    """Each reason weighs more than all that come after it."""
    assert place(before) < place(after)
