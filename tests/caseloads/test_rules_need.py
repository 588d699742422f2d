"""Who most needs help and why, without a database."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies as st

from caseloads.choices import Band
from caseloads.rules.load import CAPACITY, COUNT, REGISTERED
from caseloads.rules.measures import FIGURES, Capacity, Measures
from caseloads.rules.need import Load, need, reasons_of, worst
from offenders.choices import RiskLevel
from people.choices import Agency

VERY_HIGH, HIGH, LOW = RiskLevel.VERY_HIGH, RiskLevel.HIGH, RiskLevel.LOW


def measures(percent: str = "50", *, no_hours: bool = False, **counts: int) -> Measures:
    found = dict.fromkeys(FIGURES, 0) | counts
    return Measures(
        Agency.PROBATION, found, 100, 200, Capacity(Decimal(percent), is_without_hours=no_hours)
    )


def load(percent: str = "50", *, no_hours: bool = False, **fields: Any) -> Load:
    counts = fields.pop("counts", {})
    return Load(measures=measures(percent, no_hours=no_hours, **counts), **fields)


def words(found: Load) -> str:
    return ", ".join(reason.words for reason in reasons_of(found))


def test_the_sentence_says_the_load_what_is_late_and_the_rest() -> None:
    found = load(
        "117",
        bands={CAPACITY: Band.RED},
        overdue=9,
        by_level={VERY_HIGH: 2, HIGH: 4},
        oldest=41,
        flags={CAPACITY: "Work against hours", "supervision": "Supervision"},
        supervised_days=60,
    )
    assert words(found) == (
        "117% of capacity, 9 overdue, 2 of them very high risk, the oldest by 41 days, last supervision 60 days ago"
    )


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (load(), ""),
        (load(bands={CAPACITY: Band.CRITICAL}, no_hours=True, counts={"cases": 3}), "no hours for 3 cases"),
        (load(bands={COUNT: Band.AMBER}, counts={"cases": 54}), "54 cases"),
        (load(bands={REGISTERED: Band.RED}, counts={"registered": 100}), "100 registered people"),
        (load(overdue=1, oldest=1), "1 overdue, the oldest by 1 day"),
        (load(overdue=2, by_level={HIGH: 1}, oldest=3), "2 overdue, 1 of them high risk, the oldest by 3 days"),
        (load(flags={"untrained_for_risk": "Training for the risk held"}), "training for the risk held"),
        (load(flags={"supervision": "Supervision"}), "supervision"),
        (load(supervised_days=60), ""),
        (load(outcomes=1), "1 outcome to record"),
    ],
)  # fmt: skip
def test_each_reason(found: Load, said: str) -> None:
    assert words(found) == said
    assert bool(need(reasons_of(found))) == bool(said)


def test_a_very_high_one_weighs_as_much_as_a_red_load_and_more_than_nine_low_ones() -> None:
    very_high = need(reasons_of(load(overdue=1, by_level={VERY_HIGH: 1}, oldest=1)))
    assert very_high == need(reasons_of(load("110", bands={CAPACITY: Band.RED})))
    assert very_high > need(reasons_of(load(overdue=9, by_level={LOW: 9}, oldest=300)))


def test_the_worst_facts_come_first_on_a_card() -> None:
    found = load(
        "101",
        bands={CAPACITY: Band.AMBER},
        overdue=3,
        by_level={VERY_HIGH: 3},
        oldest=4,
        flags={"over_for_long": "Too much for too long"},
        outcomes=2,
    )
    assert [reason.code for reason in worst(reasons_of(found))] == ["overdue", "points", "over_for_long"]  # fmt: skip


@given(st.integers(0, 50), st.integers(0, 50), st.sampled_from(RiskLevel))
def test_one_more_overdue_never_weighs_less(overdue: int, others: int, level: RiskLevel) -> None:
    def of(number: int) -> int:
        by_level = {level: number}
        return need(reasons_of(load(overdue=number + others, by_level=by_level, oldest=9)))

    assert of(overdue + 1) > of(overdue)
