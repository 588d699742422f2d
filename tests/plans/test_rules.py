"""What an item must say, and what is different between two versions: without a database."""

from datetime import date
from itertools import product

import pytest

from plans.choices import Pillar
from plans.rules import (
    ItemDetails,
    Written,
    empty_pillars,
    item_differences,
    item_problem,
    line_differences,
    signing_problem,
)

DAY = date(2027, 3, 2)


def item(**fields: object) -> ItemDetails:
    return ItemDetails(**{"pillar": Pillar.MONITORING, "what": "Check his devices"} | fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "about"),
    [
        ({}, None),
        ({"what": " \n"}, "what"),
        ({"until": DAY}, None),
        ({"until_words": "the licence ends"}, None),
        ({"until": DAY, "until_words": " "}, None),
        ({"until": DAY, "until_words": "the licence ends"}, "until_words"),
    ],
)
def test_an_item_says_what_is_done_and_ends_once(fields: dict[str, object], about: str | None):
    found = item_problem(item(**fields))
    assert (found.about if found else None) == about


def test_a_plan_that_is_signed_names_its_approach_and_has_an_item():
    assert signing_problem("Structured work", 1) is None
    for approach, items, about in (("", 1, "approach"), ("  ", 1, "approach"), ("Work", 0, "")):
        problem = signing_problem(approach, items)
        assert problem is not None
        assert problem.about == about


def test_where_nothing_stands_is_said_in_the_order_of_a_plan():
    assert empty_pillars([]) == [
        Pillar.SUPERVISION,
        Pillar.MONITORING,
        Pillar.INTERVENTIONS,
        Pillar.VICTIM_SAFETY,
        Pillar.CONTINGENCY,
    ]
    assert empty_pillars(["contingency", "monitoring", "supervision"]) == [
        Pillar.INTERVENTIONS,
        Pillar.VICTIM_SAFETY,
    ]


def written(key: int, what: str, of: int | None = None) -> Written:
    return Written(key, of, what, [("What", what)])


def test_an_item_is_new_changed_or_left_out():
    before = [written(1, "See him weekly"), written(2, "Check devices"), written(3, "Go home")]
    after = [
        written(11, "See him fortnightly", of=1),
        written(12, "Check devices", of=2),
        written(13, "Polygraph"),
    ]
    found = [(row.what, row.title, list(row.lines)) for row in item_differences(before, after)]
    assert found == [
        ("Changed", "See him fortnightly", [("What", "See him weekly", "See him fortnightly")]),
        ("New", "Polygraph", [("What", "", "Polygraph")]),
        ("Left out", "Go home", [("What", "Go home", "")]),
    ]


def test_an_item_that_came_from_elsewhere_is_new():
    assert [row.what for row in item_differences([], [written(1, "See him", of=99)])] == ["New"]


def test_differences_of_lines_lead_from_one_to_the_other():
    words = ["", "a", "b"]
    versions = [
        [(label, said) for label, said in zip(("What", "Who"), each, strict=True) if said]
        for each in product(words, words)
    ]
    for before, after in product(versions, versions):
        assert line_differences(before, before) == []
        told = {label: new for label, _, new in line_differences(before, after)}
        assert {k: v for k, v in (dict(before) | told).items() if v} == dict(after)
