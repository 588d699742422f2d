"""A trend line: no line through a night without a number, and its words say what it shows."""

import re
from decimal import Decimal

from hypothesis import given, strategies as st

from core.sparkline import HEIGHT, MARGIN, Line

VALUES = st.lists(st.none() | st.integers(0, 99), max_size=84)


def path_of(line: Line) -> str:
    found = re.search(r'app-spark__line" d="([^"]*)"', line.drawn)
    return found[1] if found else ""


def test_a_missed_night_is_a_gap() -> None:
    line = Line("Cases", [40, 44, None, 44, 48])
    assert [[x for x, _ in run] for run in line.runs] == [[0, 1], [3, 4]]
    assert path_of(line) == "M0 18 1 12 M3 12 4 6"


def test_a_night_alone_is_a_dot_and_no_line_to_its_neighbours() -> None:
    assert path_of(Line("Cases", [None, 5, None])) == "M1 12h0"


def test_nights_of_the_same_value_are_one_stretch() -> None:
    assert path_of(Line("Cases", [5, 5, 5, 5, 9])) == "M0 21 3 21 4 3"


def test_one_case_more_is_no_leap() -> None:
    ys = [float(part.split()[1]) for part in ("0 " + path_of(Line("Cases", [47, 48]))[3:],)]
    assert abs(ys[0] - HEIGHT / 2) < 1


def test_its_words() -> None:
    line = Line("Cases", [41, None, 40, 48, 47])
    assert line.words == "Cases: from 41 to 47, lowest 40, highest 48; nothing kept in 1 night"
    assert f'aria-label="{line.words}"' in line.drawn


def test_without_hours_is_marked_and_no_number() -> None:
    line = Line(
        "Capacity",
        [Decimal("100.6"), None, None, None, Decimal(117)],
        marked=frozenset({1, 2}),
        unit="%",
        mark="no hours",
    )
    assert "from 100.6% to 117%" in line.words
    assert line.words.endswith("; no hours in 2 nights; nothing kept in 1 night")
    assert f'app-spark__mark" d="M1 {HEIGHT - 1}h1 M2 {HEIGHT - 1}h1"' in line.drawn
    assert len(line.runs) == 2


def test_nothing_at_all_is_said() -> None:
    line = Line("Cases", [None] * 3)
    assert line.words == "Cases: no number in these weeks; nothing kept in 3 nights"
    assert (path_of(line), line.last) == ("", "")


@given(VALUES)
def test_every_night_with_a_number_is_in_one_run_and_within_the_drawing(
    values: list[int | None],
) -> None:
    line = Line("Cases", values)
    assert [x for run in line.runs for x, _ in run] == [
        x for x, value in enumerate(values) if value is not None
    ]
    for run in line.runs:
        assert [x for x, _ in run] == list(range(run[0][0], run[0][0] + len(run)))
    heights = [float(y) for y in re.findall(r"\d+ ([\d.]+)", path_of(line))]
    assert all(MARGIN <= y <= HEIGHT - MARGIN for y in heights)
