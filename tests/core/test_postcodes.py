"""UK postcodes and the middles of their districts."""

import pytest

from core.postcodes import area_of, district_of, is_postcode, kilometres, tidied


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("NR1 3AB", "NR1 3AB"),
        ("nr13ab", "NR1 3AB"),
        ("  n r1 3 ab ", "NR1 3AB"),
        ("ec1a1bb", "EC1A 1BB"),
        ("w1 1aa", "W1 1AA"),
        ("NR1", "NR1"),
        ("", ""),
    ],
)
def test_as_it_is_kept(typed: str, kept: str) -> None:
    assert tidied(typed) == kept


@pytest.mark.parametrize(
    "good", ["M1 1AA", "B33 8TH", "CR2 6XH", "DN55 1PT", "W1A 0AX", "EC1A 1BB"]
)
def test_each_of_the_six_forms_is_one(good: str) -> None:
    assert is_postcode(good)


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "NR1",
        "NR1 AB3",
        "NR1 3CB",
        "NR1 3AB 4",
        "1NR 3AB",
        "NRR1 3AB",
        "NR1  3AB",
        "75008",
        "NR1 3AB\n",
    ],
)
def test_what_is_none(bad: str) -> None:
    assert not is_postcode(bad)


@pytest.mark.parametrize(
    ("written", "district", "area"),
    [
        ("nr1 3ab", "NR1", "NR"),
        ("NR13AB", "NR1", "NR"),
        ("EC1A 1BB", "EC1A", "EC"),
        ("NR1", "NR1", "NR"),
        ("M60", "M60", "M"),
        ("Norwich", "", ""),
        ("", "", ""),
    ],
)
def test_its_district_and_area(written: str, district: str, area: str) -> None:
    assert district_of(written) == district
    assert area_of(district) == area


@pytest.mark.parametrize(
    ("one", "other", "km"),
    [("NR1", "NR1", 0), ("NR1", "IP1", 62), ("NR1", "NR2", 2), ("SW1A", "EH1", 534)],
)
def test_how_far_middles_are_apart(one: str, other: str, km: int) -> None:
    """Norwich to Ipswich and London to Edinburgh, as any map says."""
    found = kilometres(one, other)
    assert found is not None
    assert abs(found - km) <= 3
    assert kilometres(other, one) == found


@pytest.mark.parametrize("unknown", ["ZZ1", "BT1", ""])
def test_a_district_without_a_middle_has_no_distance(unknown: str) -> None:
    assert kilometres("NR1", unknown) is None
    assert kilometres(unknown, "NR1") is None
