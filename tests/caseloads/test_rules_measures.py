"""What an officer carries: case types, points, hours and capacity, without a database."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, strategies as st

from caseloads.choices import CaseType, Work
from caseloads.rules.measures import (
    Capacity,
    Desk,
    Held,
    Nominal,
    Row,
    Tiered,
    available,
    capacity,
    case_type,
    measured,
    table_on,
    weigh,
)
from offenders.choices import TIERS, RiskLevel, SentenceKind, TierScheme
from people.choices import Agency

ON = date(2026, 11, 20)
FULL = Nominal(2176, 37)
V2, V3 = TierScheme.V2, TierScheme.V3
TABLE = {
    ("v2", "A3", "community"): 206,
    ("v2", "A3", "licence"): 219,
    ("v2", "A3", "custody"): 75,
    ("v2", "A0", "community"): 110,
    ("v2", "A0", "licence"): 0,
    ("v2", "B2", "community"): 115,
}


def desk(contracted: str, reduced: str = "0", agency: Agency = Agency.PROBATION) -> Desk:
    return Desk(agency, Decimal(contracted), Decimal(reduced))


@pytest.mark.parametrize(
    ("is_in_custody", "sentence", "expected"),
    [
        (False, SentenceKind.COMMUNITY, CaseType.COMMUNITY),
        (False, SentenceKind.SUSPENDED, CaseType.COMMUNITY),
        (False, SentenceKind.LICENCE, CaseType.LICENCE),
        (False, SentenceKind.CUSTODY, CaseType.LICENCE),
        (False, None, None),
        (True, SentenceKind.COMMUNITY, CaseType.CUSTODY),
        (True, SentenceKind.LICENCE, CaseType.CUSTODY),
        (True, None, CaseType.CUSTODY),
    ],
)
def test_as_what_a_case_weighs(
    is_in_custody: bool, sentence: SentenceKind | None, expected: CaseType | None
) -> None:
    assert case_type(is_in_custody=is_in_custody, sentence=sentence) == expected


@pytest.mark.parametrize(
    ("tiered", "sentence", "points", "work"),
    [
        (Tiered(V2, "A3"), SentenceKind.COMMUNITY, 206, Work.COUNTED),
        (Tiered(V2, "A3"), SentenceKind.LICENCE, 219, Work.COUNTED),
        (Tiered(V2, "A3S"), SentenceKind.LICENCE, 219, Work.COUNTED),
        # A published 0 is a number.
        (Tiered(V2, "A0"), SentenceKind.LICENCE, 0, Work.COUNTED),
        (Tiered(V2, "A0S"), SentenceKind.CUSTODY, 0, Work.COUNTED),
        (Tiered(V2, "B2"), SentenceKind.LICENCE, 0, Work.UNTIERED),
        (Tiered(V3, "A"), SentenceKind.COMMUNITY, 0, Work.UNTIERED),
        (None, SentenceKind.COMMUNITY, 0, Work.UNTIERED),
        (Tiered(V2, "A3"), None, 0, Work.NO_SENTENCE),
        (None, None, 0, Work.NO_SENTENCE),
    ],
)
def test_what_a_case_weighs(
    tiered: Tiered | None, sentence: SentenceKind | None, points: int, work: Work
) -> None:
    found = weigh(Held(1, sentence=sentence, tiered=tiered), TABLE)
    assert (found.points, found.work) == (points, work)


def test_in_custody_it_weighs_as_custody_whatever_the_sentence() -> None:
    held = Held(1, is_in_custody=True, sentence=SentenceKind.LICENCE, tiered=Tiered(V2, "A3"))
    assert weigh(held, TABLE).points == 75


@pytest.mark.parametrize(
    ("on", "points"),
    [
        (date(2019, 12, 31), None),
        (date(2020, 1, 1), 200),
        (date(2026, 11, 19), 200),
        (ON, 206),
        (date(2027, 1, 1), 206),
        (date(2028, 1, 1), 210),
    ],
)
def test_the_points_of_a_day_are_the_newest_that_have_begun(on: date, points: int | None) -> None:
    rows = [
        Row("v2", "A3", "community", date(2028, 1, 1), 210),
        Row("v2", "A3", "community", date(2020, 1, 1), 200),
        Row("v2", "A3", "community", ON, 206),
        Row("v2", "A3", "licence", ON, 219),
    ]
    assert table_on(rows, on).get(("v2", "A3", "community")) == points


@pytest.mark.parametrize(
    ("contracted", "reduced", "nominal", "expected"),
    [
        ("37", "0", FULL, 2176),
        ("22.2", "3.7", FULL, 1088),
        ("18.5", "0", FULL, 1088),
        ("37", "1.8", FULL, 2070),  # 2070.14 rounded down
        ("37", "0.1", FULL, 2170),  # 2170.12
        ("0.1", "0", FULL, 5),
        ("37", "37", FULL, 0),
        ("37", "36.9", FULL, 5),
        ("18.5", "37", FULL, 0),
        ("0", "0", FULL, 0),
        ("37", "0", Nominal(2000, 35), 2114),
    ],
)
def test_what_hours_are_good_for(
    contracted: str, reduced: str, nominal: Nominal, expected: int
) -> None:
    assert available(desk(contracted, reduced), nominal) == expected


@given(st.integers(0, 600), st.integers(0, 600), st.integers(500, 10_000), st.integers(20, 48))
def test_hours_are_never_rounded_up(contracted: int, reduced: int, points: int, hours: int) -> None:
    at = Desk(Agency.PROBATION, Decimal(contracted) / 10, Decimal(reduced) / 10)
    exactly = max(Fraction(points * (contracted - reduced), 10 * hours), Fraction(0))
    assert available(at, Nominal(points, hours)) == exactly.__floor__()


@pytest.mark.parametrize(
    ("points", "points_available", "cases", "printed"),
    [
        (2060, 2176, 30, "94.7"),
        (2176, 2176, 30, "100"),
        (2175, 2176, 30, "100"),  # 99.95 rounds to 100.0 before it is compared
        (2174, 2176, 30, "99.9"),
        (2189, 2176, 30, "100.6"),
        (117, 100, 1, "117"),
        (1, 2000, 1, "0.1"),  # half up: 0.05
        (49, 100_000, 1, "0"),
        (10, 100, 1, "10"),
        (0, 2176, 0, "0"),
        (0, 2176, 3, "0"),
        (0, 0, 0, "0"),
        (0, 0, 3, "no_hours"),
        (500, 0, 3, "no_hours"),
    ],
)
def test_capacity_is_rounded_half_up_to_one_decimal(
    points: int, points_available: int, cases: int, printed: str
) -> None:
    assert str(capacity(points=points, points_available=points_available, cases=cases)) == printed


@given(st.integers(0, 50_000), st.integers(1, 50_000))
def test_capacity_is_the_nearest_tenth(points: int, points_available: int) -> None:
    found = capacity(points=points, points_available=points_available, cases=1)
    exactly = Fraction(100 * points, points_available)
    off = Fraction(found.percent) - exactly
    assert Fraction(-1, 20) < off <= Fraction(1, 20)
    assert (found.percent * 10) % 1 == 0


def test_an_officer_of_probation_with_every_sort_of_case() -> None:
    very_high, high = RiskLevel.VERY_HIGH, RiskLevel.HIGH
    cases = [
        Held(1, level=very_high, sentence=SentenceKind.LICENCE, tiered=Tiered(V2, "A3")),
        Held(2, True, True, high, SentenceKind.CUSTODY, Tiered(V2, "A3")),
        Held(3, False, True, None, SentenceKind.LICENCE, Tiered(V2, "A0")),
        Held(4, False, True, RiskLevel.LOW, SentenceKind.COMMUNITY),
        Held(5, False, False, high, None, Tiered(V2, "A3")),
    ]
    found = measured(desk("22.2", "3.7"), [weigh(case, TABLE) for case in cases], FULL)
    assert found.counts == {
        "cases": 5,
        "in_custody": 1,
        "registered": 3,
        "high": 2,
        "very_high": 1,
        "high_registered": 1,
        "untiered": 1,
        "no_sentence": 1,
    }
    assert (found.points, found.available) == (219 + 75, 1088)
    assert found.capacity == Capacity(Decimal("27.0"))


def test_every_case_is_counted_untiered_or_without_a_sentence() -> None:
    sentences = [None, *SentenceKind]
    tiers = [
        None,
        *(Tiered(TierScheme(scheme), tier) for scheme in TIERS for tier in TIERS[scheme]),
    ]
    cases = [
        weigh(Held(1, inside, sentence=sentence, tiered=tier), TABLE)
        for inside, sentence, tier in product([True, False], sentences, tiers)
    ]
    counts = measured(desk("37"), cases, FULL).counts
    weighing = sum(case.work == Work.COUNTED for case in cases)
    assert counts["cases"] == weighing + counts["untiered"] + counts["no_sentence"]


def test_the_police_have_no_points_and_nothing_untiered() -> None:
    cases = [weigh(Held(1, is_registered=True, level=RiskLevel.HIGH), TABLE)]
    found = measured(desk("40", agency=Agency.POLICE), cases, FULL)
    assert (found.points, found.available, found.capacity) == (None, None, None)
    assert (found.counts["untiered"], found.counts["no_sentence"]) == (0, 0)
    assert (found.cases, found.counts["high_registered"]) == (1, 1)
