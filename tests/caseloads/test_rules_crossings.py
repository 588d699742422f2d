"""Which thresholds are crossed in the weeks ahead, when and why: without a database."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from caseloads.choices import Band
from caseloads.rules.crossings import Crossing, crossings_of
from caseloads.rules.histories import CaseHistory, History, Span
from caseloads.rules.load import CAPACITY, COUNT, REGISTERED
from caseloads.rules.measures import Desk, Nominal, Row, Tiered
from caseloads.rules.thresholds import Steps
from caseloads.rules.whatif import (
    Away,
    Change,
    Fewer,
    Moved,
    Numbers,
    Retiered,
    Weigher,
    World,
    away_in,
    changed,
    projected,
    weeks_of,
)
from offenders.choices import SentenceKind, TierScheme
from people.choices import Agency

ON = date(2026, 12, 31)  # a Thursday
DAY, LONG_AGO = timedelta(days=1), date(2026, 1, 1)
AMIRA, BEN = 1, 2
NAMES = {AMIRA: "Amira Khan", BEN: "Ben Mason"}
B2, A3 = Tiered(TierScheme.V2, "B2"), Tiered(TierScheme.V2, "A3")
ROWS = [
    Row("v2", "B2", "community", LONG_AGO, 100),
    Row("v2", "B2", "custody", LONG_AGO, 30),
    Row("v2", "A3", "community", LONG_AGO, 300),
]
STEPS: Mapping[str, Steps] = {
    COUNT: Steps(3, 5, 8),
    REGISTERED: Steps(2, 4),
    CAPACITY: Steps(100, 110, margin=5),
}


def case(
    *, custody_until: date | None = None, ends_on: date | None = None, tiered: Tiered = B2
) -> CaseHistory:
    found = CaseHistory(tiers=[(LONG_AGO, tiered)])
    found.sentences.append(Span(LONG_AGO, ends_on, SentenceKind.COMMUNITY))
    if custody_until:
        found.custody.append(Span(LONG_AGO, custody_until))
    return found


def world(held: Mapping[int, list[CaseHistory]], agency: Agency = Agency.PROBATION) -> World:
    """Of a full week of 1,000 points."""
    cases: dict[int, CaseHistory] = {}
    officers = {}
    for key, name in NAMES.items():
        officers[key] = History(Desk(agency, Decimal(37)), cases)
        for found in held.get(key, []):
            number = len(cases)
            cases[number] = found
            found.leads[agency].append(Span(LONG_AGO, None, name))
            officers[key].led[number].append(Span(LONG_AGO, None, ""))
    numbers = [Numbers(LONG_AGO, Nominal(1000, 37), STEPS)]
    return World(ON, officers, cases, ROWS, numbers, NAMES)


def said(of: World, *changes: Change) -> list[str]:
    return [each.words(of.names[each.officer_id], ON) for each in found(of, *changes)]


def found(of: World, *changes: Change) -> list[Crossing]:
    base = projected(of, Weigher(of))
    tried = changed(of, changes)
    course = projected(tried, Weigher(tried, behind=Weigher(of)))
    return [
        crossing
        for key, turns in course.items()
        for crossing in crossings_of(tried, key, turns, base[key].turns[0])
    ]


def test_nothing_happens() -> None:
    assert said(world({AMIRA: [case() for _ in range(9)]})) == []


def test_who_leaves_custody_in_the_week() -> None:
    """Nine of 100 points and two of 30 that become 100: 96% becomes 103 on Tuesday, 110 on Thursday."""
    out = [case(custody_until=date(2027, 1, day)) for day in (5, 7)]
    of = world({AMIRA: [*(case() for _ in range(9)), *out]})
    crossings = found(of)
    assert [(each.on, each.week) for each in crossings] == [
        (date(2027, 1, 7), date(2027, 1, 4)),
    ]
    assert said(of) == [
        "Amira Khan reaches 110% in the week of 4 January 2027, because 2 leave custody."
    ]


def test_only_what_made_it_more_is_a_reason() -> None:
    """One sentence ends in the week in which three leave custody; it is passed all the same."""
    out = [case(custody_until=date(2027, 1, 7)) for _ in range(3)]
    of = world({AMIRA: [*(case() for _ in range(8)), case(ends_on=date(2027, 1, 7)), *out]})
    assert said(of) == [
        "Amira Khan reaches 110% in the week of 4 January 2027, because 3 leave custody."
    ]


def test_each_week_its_own() -> None:
    out = [case(custody_until=date(2027, 1, day)) for day in (5, 12)]
    of = world({AMIRA: [*(case() for _ in range(9)), *out]})
    assert said(of) == [
        "Amira Khan passes 100% in the week of 4 January 2027, because 1 leaves custody.",
        "Amira Khan reaches 110% in the week of 11 January 2027, because 1 leaves custody.",
    ]


def test_it_comes_down_again() -> None:
    cases = [case() for _ in range(9)]
    of = world({AMIRA: [*cases, *(case(ends_on=date(2027, 1, 20)) for _ in range(2))]})
    assert said(of) == [
        "Amira Khan is below 100% in the week of 18 January 2027, because 2 sentences end."
    ]


def test_within_a_week_the_gravest_counts() -> None:
    """Above on Tuesday, below on Thursday: it was passed."""
    over = case(custody_until=date(2027, 1, 5), ends_on=date(2027, 1, 7))
    of = world({AMIRA: [*(case() for _ in range(9)), over]})
    assert [(each.is_over, each.on) for each in found(of)] == [(True, date(2027, 1, 5))]


def test_what_is_tried_is_said_of_now() -> None:
    of = world({AMIRA: [case(), case()], BEN: [case(), case()]})
    assert said(of, Moved(0, BEN, ON)) == [
        "Ben Mason reaches 3 cases now, because 1 case comes from Amira Khan."
    ]


def test_hours_that_go_and_come_back() -> None:
    of = world({AMIRA: [case(), case()]})
    fewer = Fewer(AMIRA, Span(date(2027, 1, 11), date(2027, 1, 18), Decimal("37.0")))
    assert said(of, fewer) == [
        "Amira Khan has cases and no hours for them in the week of 11 January 2027, because 37 hours a week less.",
        "Amira Khan has hours again in the week of 18 January 2027, because 37 hours a week more.",
    ]
    some = Fewer(AMIRA, Span(date(2027, 1, 11), None, Decimal("29.6")))
    assert said(of, some) == [
        "Amira Khan reaches 100% in the week of 11 January 2027, because 29.6 hours a week less."
    ]


@pytest.mark.parametrize(("tiered", "capacity"), [(A3, "40"), (None, "10")])
def test_another_tier_and_none(tiered: Tiered | None, capacity: str) -> None:
    of = world({AMIRA: [case(), case()]})
    tried = changed(of, [Retiered(0, tiered, ON)])
    turn = projected(tried, Weigher(tried, behind=Weigher(of)))[AMIRA].turns[0]
    assert str(turn.measures.capacity) == capacity
    assert turn.measures.counts["untiered"] == (tiered is None)
    # What is recorded stays as it is.
    assert str(projected(of, Weigher(of))[AMIRA].turns[0].measures.capacity) == "20"


def test_the_police_count_cases_and_registered_people() -> None:
    rows = [case() for _ in range(2)]
    for number, row in enumerate(rows):
        row.register.append(Span(LONG_AGO if number else date(2027, 1, 13), None))
    of = world({AMIRA: rows}, Agency.POLICE)
    assert said(of) == [
        "Amira Khan reaches 2 registered people in the week of 11 January 2027, because 1 is registered."
    ]
    assert [each.band for each in found(of)] == [Band.AMBER]


def test_a_planned_handover_stays_planned() -> None:
    of = world({AMIRA: [case()]})
    later = date(2027, 1, 20)
    of.officers[AMIRA].led[0] = [Span(LONG_AGO, later, "")]
    of.officers[BEN].led[0] = [Span(later, None, "Amira Khan")]
    of.cases[0].leads[Agency.PROBATION] = [
        Span(LONG_AGO, later, "Amira Khan"),
        Span(later, None, "Ben Mason"),
    ]
    tried = changed(of, [Moved(0, BEN, ON)])
    assert tried.officers[BEN].led[0] == [
        Span(later, None, "Amira Khan"),
        Span(ON, later, "Amira Khan"),
    ]


def test_points_and_standards_from_their_day() -> None:
    """Of cases about which nothing else changes."""
    of = world({AMIRA: [case(), case()]})
    more = replace(of, rows=[*ROWS, Row("v2", "B2", "community", date(2027, 1, 13), 500)])
    assert said(more) == [
        "Amira Khan reaches 100% in the week of 11 January 2027, because 2 cases weigh by other points."
    ]
    lower = Numbers(date(2027, 1, 13), Nominal(1000, 37), dict(STEPS) | {COUNT: Steps(2, 5, 8)})
    fewer = replace(of, numbers=[*of.numbers, lower])
    assert said(fewer) == ["Amira Khan reaches 2 cases in the week of 11 January 2027."]


def test_away_and_who_covers() -> None:
    of = world({AMIRA: [case(), case()]})
    tried = changed(of, [Away(AMIRA, Span(date(2027, 1, 6), date(2027, 1, 19)))])
    course = projected(tried, Weigher(tried))[AMIRA]
    weeks = weeks_of(tried)
    assert weeks[0] == (ON, date(2027, 1, 3))
    assert [away_in(course, *week) for week in weeks[:5]] == [None, 2, 2, 2, None]
    covered = type(course)(course.turns, course.away, [Span(date(2027, 1, 6), date(2027, 1, 18))])
    # Covered in the first weeks; on the 18th nobody is there.
    assert [away_in(covered, *week) for week in weeks[:5]] == [None, 0, 0, 2, None]


def test_the_weeks_are_twelve() -> None:
    of = world({})
    assert len(of.mondays) == 12
    assert of.mondays[0] == date(2027, 1, 4)
    assert of.until == date(2027, 3, 28)
    assert weeks_of(of)[-1] == (date(2027, 3, 22), date(2027, 3, 28))
