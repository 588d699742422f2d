"""POL-13, POL-15: occasions that count towards a warrant."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from visits.choices import VisitOutcome, VisitPurpose
from visits.rules import Attempt, premises_key, warrant_occasions

HOME = premises_key("1 High Street, Eastmoor, ZZ1 1ZZ")
ELSEWHERE = premises_key("2 Low Road")
SEARCH = VisitPurpose.RISK_ASSESSMENT_SEARCH.value
START = datetime(2026, 1, 1, 10, tzinfo=UTC)


def attempt(
    day: int, outcome: str = "entry_refused", *, purpose: str = SEARCH, premises: str = HOME
) -> Attempt:
    return Attempt(START + timedelta(days=day), outcome, frozenset({purpose}), premises, str(day))


@pytest.mark.parametrize(
    ("attempts", "count"),
    [
        ([], 0),
        ([attempt(1)], 1),
        ([attempt(1), attempt(2)], 2),
        ([attempt(1), attempt(2, "not_in")], 2),
        ([attempt(1), attempt(2, "seen_at_door")], 1),
        ([attempt(1), attempt(2, "moved_away")], 1),
        ([attempt(1), attempt(2, "abandoned_safety")], 1),
        ([attempt(1), attempt(2, purpose="residence")], 1),
        ([attempt(1), attempt(2, premises=ELSEWHERE)], 1),
        ([attempt(1), attempt(2, premises="")], 1),
        ([attempt(1), attempt(2, "seen_inside"), attempt(3)], 1),
        ([attempt(1), attempt(2), attempt(3, "seen_inside")], 0),
        # Somebody seen inside another house says nothing about this one.
        ([attempt(1), attempt(2, "seen_inside", premises=ELSEWHERE), attempt(3)], 2),
        # Whatever the purpose was, getting in is a successful entry.
        ([attempt(1), attempt(2, "seen_inside", purpose="welfare"), attempt(3)], 1),
    ],
)
def test_what_counts(attempts: list[Attempt], count: int) -> None:
    found = warrant_occasions(attempts, premises=HOME, needed=2)
    assert found.count == count
    assert found.is_eligible == (count >= 2)
    assert len(found.evidence) == count


def test_the_order_in_which_they_are_given_does_not_matter() -> None:
    given_back = [attempt(3), attempt(2, "seen_inside"), attempt(1)]
    assert warrant_occasions(given_back, premises=HOME, needed=2).count == 1


def test_the_sentence_says_how_many_of_how_many() -> None:
    one = warrant_occasions([attempt(1)], premises=HOME, needed=2)
    assert one.because == "1 of 2 occasions that count for a warrant at this address."
    two = warrant_occasions([attempt(1), attempt(2)], premises=HOME, needed=2)
    assert "superintendent or above can apply" in two.because
    three = warrant_occasions([attempt(n) for n in (1, 2, 3)], premises=HOME, needed=2)
    assert three.because.startswith(
        "3 occasions count for a warrant at this address, 2 are needed."
    )


def test_custody_rules_a_warrant_out_and_keeps_the_count() -> None:
    found = warrant_occasions(
        [attempt(1), attempt(2)], premises=HOME, needed=2, excluded="In custody"
    )
    assert (found.count, found.is_eligible) == (2, False)
    assert found.because.endswith("No warrant can be applied for: in custody.")


def test_an_address_that_nobody_wrote_down_counts_nothing() -> None:
    found = warrant_occasions([attempt(1, premises="")], premises="", needed=2)
    assert (found.count, found.is_eligible) == (0, False)
    assert found.because.startswith("No address is recorded")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("1 High Street, Eastmoor", "1  high street Eastmoor", True),
        ("Flat 1, 2 High Street", "Flat 12 High Street", False),
        ("1 High Street", "11 High Street", False),
    ],
)
def test_addresses_are_compared_without_punctuation(one: str, other: str, same: bool) -> None:
    assert (premises_key(one) == premises_key(other)) is same


OUTCOMES = st.sampled_from(VisitOutcome.values)


@given(st.lists(st.tuples(st.integers(0, 50), OUTCOMES), max_size=12))
def test_a_successful_entry_never_raises_the_count(days: list[tuple[int, str]]) -> None:
    before = [attempt(day, outcome) for day, outcome in days]
    entered = [*before, attempt(25, "seen_inside")]
    count = warrant_occasions(before, premises=HOME, needed=2).count
    assert warrant_occasions(entered, premises=HOME, needed=2).count <= count
