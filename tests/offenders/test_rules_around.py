"""Who is around a person, and risk of serious harm by group: what may be written, and what follows from it."""

from datetime import date, timedelta
from typing import Any

import pytest

from offenders.choices import RiskLevel
from offenders.choices.around import AgeGroup, AtRisk
from offenders.rules.around import age_group_on, around_problem
from offenders.rules.harm import GROUPS, QUESTIONS, harm_problem, highest

ON = date(2026, 11, 20)
DAY = timedelta(days=1)
CHILD, ADULT = AgeGroup.CHILD, AgeGroup.ADULT


@pytest.mark.parametrize(
    ("born_on", "group"),
    [
        (None, CHILD),
        (date(2008, 11, 21), CHILD),
        (date(2008, 11, 20), ADULT),
        (date(2008, 11, 19), ADULT),
        (date(2026, 11, 20), CHILD),
    ],
)
def test_a_child_until_the_eighteenth_birthday(born_on: date | None, group: AgeGroup) -> None:
    assert age_group_on(CHILD, born_on, on=ON) == group


def test_somebody_born_on_a_leap_day_is_a_child_through_february() -> None:
    born = date(2008, 2, 29)
    assert age_group_on(CHILD, born, on=date(2026, 2, 28)) == CHILD
    assert age_group_on(CHILD, born, on=date(2026, 3, 1)) == ADULT


def around(**changes: Any) -> str | None:
    values: dict[str, Any] = {
        "texts": {"name": "Kira", "risk": "He is alone with her", "involved": ""},
        "age_group": CHILD,
        "born_on": None,
        "at_risk": AtRisk.YES,
        "on": ON,
    }
    found = around_problem(**values | changes)
    return found.about if found else None


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({}, None),
        ({"texts": {"name": "Kira", "risk": " "}}, "risk"),
        ({"texts": {"name": "Kira", "risk": ""}, "at_risk": AtRisk.NO}, None),
        ({"texts": {"name": "Kira", "risk": ""}, "at_risk": AtRisk.UNKNOWN}, None),
        ({"texts": {"name": "Kira", "risk": "The Victim of 2019"}}, "risk"),
        ({"texts": {"name": "VICTIM", "risk": "Alone with her"}}, "name"),
        ({"texts": {"name": "K", "risk": "x", "involved": "victims' worker"}}, "involved"),
        ({"born_on": ON}, None),
        ({"born_on": ON + DAY}, "born_on"),
        ({"born_on": date(2008, 11, 20)}, "age_group"),
        ({"born_on": date(2008, 11, 21), "age_group": ADULT}, "age_group"),
    ],
)
def test_what_can_be_written_of_somebody(changes: dict[str, Any], about: str | None) -> None:
    assert around(**changes) == about


@pytest.mark.parametrize(
    ("levels", "over_all"),
    [
        ([], None),
        (["", ""], None),
        (["low"], RiskLevel.LOW),
        (["low", "medium", ""], RiskLevel.MEDIUM),
        (["medium", "high", "low", "low"], RiskLevel.HIGH),
        (["low", "high", "very_high", "medium"], RiskLevel.VERY_HIGH),
    ],
)
def test_the_level_over_all_groups_is_the_highest(
    levels: list[str], over_all: RiskLevel | None
) -> None:
    assert highest(levels) == over_all


LEVELS = {"children": "high", "public": "low", "known_adult": "medium", "staff": "low"}


def harm(**changes: Any) -> str | None:
    values: dict[str, Any] = {
        "levels": LEVELS,
        "assessed_on": ON,
        "in_custody": False,
        "extract_level": "",
        "on": ON,
    }
    found = harm_problem(**values | changes)
    return found.about if found else None


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({}, None),
        ({"assessed_on": ON + DAY}, "assessed_on"),
        ({"in_custody": True}, "prisoners"),
        ({"in_custody": True, "levels": LEVELS | {"prisoners": "low"}}, None),
        ({"extract_level": "high"}, None),
        ({"extract_level": "very_high"}, "assessed_on"),
        ({"extract_level": "low"}, "assessed_on"),
        ({"extract_level": "very_high", "levels": LEVELS | {"prisoners": "very_high"}}, None),
    ],
)
def test_what_levels_can_be_recorded(changes: dict[str, Any], about: str | None) -> None:
    assert harm(**changes) == about


def test_five_groups_and_five_questions() -> None:
    """PRO-21, PRO-23."""
    assert (len(GROUPS), len(QUESTIONS)) == (5, 5)
