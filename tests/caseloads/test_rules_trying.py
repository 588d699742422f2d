"""What stands in the way of a scenario, and what the record says of the weeks ahead: without a database."""

from datetime import date

import pytest

from caseloads.rules.ahead import Ahead
from caseloads.rules.trying import MoveFacts, leave_problem, move_words, newcomer_words

ON = date(2026, 12, 1)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, ""),
        ({"is_counted": False, "is_held": True}, "the case has ended. Take the move out."),
        ({"is_held": True, "has_gone": True}, "Ben holds it already. Take the move out."),
        (
            {"has_gone": True, "held_then": "Amira", "held_now": "Chidi"},
            "Amira held it when the move was put in, and Chidi holds it now. Take the move out, or put it in again.",
        ),
        (
            {"has_gone": True},
            "Nobody held it when the move was put in, and nobody holds it now. Take the move out, or put it in again.",
        ),
        ({"is_here": False}, "Ben has left. Choose another officer, or take the move out."),
        (
            {"is_of_agency": False},
            "Ben is not of your agency, and each allocates its own. Take the move out.",
        ),
        ({"may_open": False}, "Ben cannot take this case. Choose another officer."),
    ],
)
def test_why_a_case_cannot_go(facts: dict[str, bool], words: str) -> None:
    found = move_words(MoveFacts("Gareth O'Neill", "Ben", **facts))  # type: ignore[arg-type]
    assert found == (words and f"Gareth O'Neill: {words}")


@pytest.mark.parametrize(
    ("starts_on", "is_known", "words"),
    [
        (ON, True, ""),
        (date(2026, 12, 2), True, "begins on 2 December 2026"),
        (ON, False, "has no staff record yet"),
        (date(2026, 12, 2), False, "has no staff record yet"),
    ],
)
def test_a_new_officer(starts_on: date, is_known: bool, words: str) -> None:
    found = newcomer_words("Somebody", starts_on, is_known=is_known, on=ON)
    assert words in found
    assert bool(found) is bool(words)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "is_wrong"),
    [
        (ON, date(2026, 12, 2), False),
        (ON, ON, True),
        (ON, None, True),
        (date(2026, 11, 1), date(2026, 12, 1), True),  # over since yesterday
        (date(2026, 11, 1), date(2026, 12, 2), False),
        (ON, date(2028, 12, 1), False),
        (ON, date(2028, 12, 2), True),
    ],
)
def test_leave(starts_on: date, ends_on: date | None, is_wrong: bool) -> None:
    assert bool(leave_problem(starts_on, ends_on, on=ON)) is is_wrong


def ahead(**fields: int) -> Ahead:
    return Ahead(**dict.fromkeys(Ahead.__dataclass_fields__, 0) | fields)


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, []),
        (
            {"no_end": 3, "no_release": 2},
            [
                "3 cases have no sentence end on record, 2 in custody no release date: taken to stay as they are."
            ],
        ),
        (
            {"no_end": 1},
            ["1 case has no sentence end on record: taken to stay as they are."],
        ),
        (
            {"no_release": 2},
            ["2 in custody no release date on record: taken to stay as they are."],
        ),
        ({"untiered": 1}, ["1 case is untiered: the work is not counted."]),
        ({"no_sentence": 1}, ["1 case has no sentence in force and weighs nothing."]),
        ({"no_sentence": 2}, ["2 cases have no sentence in force and weigh nothing."]),
        ({"open_reductions": 1}, ["1 reduction of hours has no last day: taken to go on."]),
    ],
)
def test_what_is_not_recorded(fields: dict[str, int], words: list[str]) -> None:
    assert ahead(**fields).open == words


def test_what_is_recorded() -> None:
    found = ahead(sentences_end=1, releases=2, handovers=1, reductions_end=3)
    assert found.known == [
        "1 sentence ends",
        "2 releases from custody",
        "1 handover",
        "3 reductions of hours end",
    ]
