"""How far an office is, by postcode district."""

import pytest

from caseloads.rules.distance import distance, distance_to_all


@pytest.mark.parametrize(
    ("home", "office", "words"),
    [
        ("NR1 3AB", "NR1 1AA", "Same district (NR1)"),
        ("NR1 3AB", "NR2 1AA", "About 2 km (NR2 to NR1)"),
        ("ZZ1 3AB", "ZZ1 1AA", "Same district (ZZ1)"),
        ("ZZ1 3AB", "ZZ2 1AA", "Same area (ZZ2 to ZZ1)"),
        ("ZZ1 3AB", "NR2 1AA", "Another area (NR2 to ZZ1)"),
        ("", "NR2 1AA", "No postcode of a home on record"),
        ("The old mill", "NR2 1AA", "No postcode of a home on record"),
        ("NR1 3AB", "", "The office has no postcode"),
    ],
)
def test_what_is_said_and_nothing_is_guessed(home: str, office: str, words: str) -> None:
    assert distance(home, office).words == words


def test_nearer_comes_before_farther_and_the_unknown_last() -> None:
    offices = ["", "NR1 1AA", "ZZ9 1AA", "IP1 1AA", "NR2 1AA"]
    ordered = sorted(offices, key=lambda office: distance("NR1 3AB", office).km)
    assert ordered == ["NR1 1AA", "NR2 1AA", "IP1 1AA", "ZZ9 1AA", ""]


@pytest.mark.parametrize(
    ("homes", "words"),
    [
        (["NR1 3AB", "NR1 4AB"], "Same district (NR1)"),
        (["NR1 3AB", "IP1 1AA"], "Up to about 63 km"),
        (
            ["NR1 3AB", ""],
            "Nearest: same district (NR1). Farthest: no postcode of a home on record",
        ),
        ([], ""),
    ],
)
def test_to_several_homes_the_farthest_counts(homes: list[str], words: str) -> None:
    assert distance_to_all(homes, "NR1 1AA").words == words
