"""Numbers below five, and those that would give them away, tried against a solver that knows every number that is shown."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st

from core.suppression import (
    BELOW,
    TOTAL,
    WIDTH,
    Cell,
    OpenTableError,
    hidden_cells,
    hidden_totals,
)

Sums = list[tuple[frozenset[Any], int]]  # which unknowns together are how many
PARENTS = {"all": None, "one": "all", "two": "all"}
UNITS = {
    "all": None,
    "north": "all",
    "south": "all",
    "n1": "north",
    "n2": "north",
    "s1": "south",
    "s2": "south",
}


def leaves_of(parents: Mapping[str, str | None], row: str) -> list[str]:
    children = [child for child, parent in parents.items() if parent == row]
    return [leaf for child in children for leaf in leaves_of(parents, child)] or [row]


def filled(
    parents: Mapping[str, str | None], lowest: Mapping[str, Sequence[int]]
) -> dict[Cell, int]:
    """The numbers of every row, those that are sums too."""
    columns = [f"c{at}" for at in range(len(next(iter(lowest.values()))))]
    return {
        (row, column): sum(lowest[leaf][at] for leaf in leaves_of(parents, row))
        for row in parents
        for at, column in enumerate(columns)
    }


def totals_of(parents: Mapping[str, str | None], counts: Mapping[Cell, int]) -> dict[Any, int]:
    return {row: sum(n for (at, _), n in counts.items() if at == row) for row in parents}


class Attacker:
    """Knows how the rows add up, that nothing is below zero, and every number that is shown in any of the tables.

    Looks for a table that says the same and has another number, without any of the rule's own thoughts.
    """

    def __init__(
        self,
        parents: Mapping[str, str | None],
        tables: Sequence[Mapping[Cell, int]],
        hidden: Sequence[frozenset[Cell]],
        unseen: frozenset[Any],
    ) -> None:
        self.parents, self.tables = parents, tables
        self.sums: Sums = []
        self.unknowns = [
            (at, leaf, column)
            for at, counts in enumerate(tables)
            for leaf in leaves_of(parents, "all")
            for column in dict.fromkeys(column for _, column in counts)
        ]
        self.cap = 2 + max(6, *(max(counts.values()) for counts in tables))
        for row, total in totals_of(parents, tables[0]).items():
            if row not in unseen:
                self.sums += [(self.of_total(at, row), total) for at in range(len(tables))]
        for at, counts in enumerate(tables):
            self.sums += [
                (self.of(at, cell), number)
                for cell, number in counts.items()
                if cell not in hidden[at]
            ]
        self.same = [
            (self.of_total(0, row), self.of_total(at, row))
            for row in leaves_of(parents, "all")
            for at in range(1, len(tables))
        ]

    def of(self, at: int, cell: Cell) -> frozenset[Any]:
        row, column = cell
        return frozenset((at, leaf, column) for leaf in leaves_of(self.parents, str(row)))

    def of_total(self, at: int, row: str) -> frozenset[Any]:
        leaves = leaves_of(self.parents, row)
        return frozenset(one for one in self.unknowns if one[0] == at and one[1] in leaves)

    def can_be(self, unknowns: frozenset[Any], number: int) -> bool:
        return next(self.solutions([*self.sums, (unknowns, number)]), None) is not None

    def width(self, unknowns: frozenset[Any], truth: int) -> int:
        """By how much what it can have been differs, as far as it matters."""
        low = high = truth
        while high - low < WIDTH and self.can_be(unknowns, high + 1):
            high += 1
        while high - low < WIDTH and low and self.can_be(unknowns, low - 1):
            low -= 1
        return high - low

    def solutions(self, sums: Sums) -> Iterator[dict[Any, int]]:
        return self._fill({}, self.unknowns, sums)

    def _fill(self, given: dict[Any, int], left: list[Any], sums: Sums) -> Iterator[dict[Any, int]]:
        if not left:
            if all(sum(given[u] for u in a) == sum(given[u] for u in b) for a, b in self.same):
                yield dict(given)
            return
        one, rest = left[0], left[1:]
        for number in self._range(one, rest, given, sums):
            given[one] = number
            yield from self._fill(given, rest, sums)
        given.pop(one, None)

    def _range(self, one: Any, rest: list[Any], given: dict[Any, int], sums: Sums) -> range:
        """What it can be by the sums that it is in: at most what is left, exactly that where it is the last."""
        low, high = 0, self.cap
        for unknowns, number in sums:
            if one in unknowns:
                still = number - sum(given.get(u, 0) for u in unknowns)
                high = min(high, still)
                low = low if any(u in unknowns for u in rest) else max(low, still)
        return range(low, high + 1)


def check(parents: Mapping[str, str | None], *tables: Mapping[Cell, int]) -> None:
    totals = totals_of(parents, tables[0])
    unseen = hidden_totals(totals, parents)
    hidden = [hidden_cells(counts, parents, unseen) for counts in tables]
    attacker = Attacker(parents, tables, hidden, unseen)
    for row in unseen:
        assert attacker.width(attacker.of_total(0, row), totals[row]) >= WIDTH, row
    for row, total in totals.items():
        assert total >= BELOW or row in unseen
    for at, counts in enumerate(tables):
        for cell, number in counts.items():
            assert number >= BELOW or cell in hidden[at]
            assert cell[0] not in unseen or cell in hidden[at]
            if cell in hidden[at]:
                assert attacker.width(attacker.of(at, cell), number) >= WIDTH, (at, cell)


SMALL = st.integers(0, 9)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(SMALL, min_size=3, max_size=3), min_size=2, max_size=2))
def test_nothing_that_is_hidden_can_be_worked_out(rows: list[list[int]]) -> None:
    check(PARENTS, filled(PARENTS, dict(zip(("one", "two"), rows, strict=True))))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(SMALL, min_size=2, max_size=2), min_size=4, max_size=4))
def test_nor_over_teams_units_and_the_whole(rows: list[list[int]]) -> None:
    check(UNITS, filled(UNITS, dict(zip(("n1", "n2", "s1", "s2"), rows, strict=True))))


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 7), min_size=2, max_size=2), min_size=2, max_size=2),
    st.lists(st.integers(0, 100), min_size=2, max_size=2),
)
def test_nor_from_two_tables_of_the_same_people(rows: list[list[int]], parts: list[int]) -> None:
    """The second table parts the same totals otherwise."""
    lowest = dict(zip(("one", "two"), rows, strict=True))
    other = {
        row: [n := sum(counts) * part // 100, sum(counts) - n]
        for (row, counts), part in zip(lowest.items(), parts, strict=True)
    }
    check(PARENTS, filled(PARENTS, lowest), filled(PARENTS, other))


def test_a_small_number_hides_another_of_its_row_and_of_its_column() -> None:
    counts = filled(PARENTS, {"one": [3, 20, 30], "two": [40, 50, 60]})
    assert hidden_totals(totals_of(PARENTS, counts), PARENTS) == frozenset()
    assert hidden_cells(counts, PARENTS, ()) == {
        ("one", "c0"),
        ("one", "c1"),
        ("two", "c0"),
        ("two", "c1"),
    }


def test_two_that_are_nobody_hide_no_better_than_one() -> None:
    """The total less what is shown would be nothing, so each of them would be known."""
    counts = filled(PARENTS, {"one": [0, 0, 30, 40], "two": [0, 0, 60, 50]})
    hidden = hidden_cells(counts, PARENTS, ())
    assert {("one", "c2"), ("two", "c2")} <= hidden or {("one", "c3"), ("two", "c3")} <= hidden


def test_nothing_small_hides_nothing() -> None:
    counts = filled(PARENTS, {"one": [5, 20], "two": [40, 50]})
    assert hidden_cells(counts, PARENTS, ()) == frozenset()


@pytest.mark.parametrize(("number", "is_hidden"), [(0, True), (4, True), (5, False)])
def test_below_five_and_nobody_too(number: int, is_hidden: bool) -> None:
    totals = {"all": number + 39, "one": number, "two": 20, "three": 19}
    parents = {"all": None, "one": "all", "two": "all", "three": "all"}
    hidden = hidden_totals(totals, parents)
    assert hidden == (frozenset({"one", "three"}) if is_hidden else frozenset())


def test_of_a_row_whose_total_is_hidden_nothing_is_shown() -> None:
    parents = {"all": None, "one": "all", "two": "all"}
    counts = filled(parents, {"one": [2, 1], "two": [40, 50]})
    unseen = hidden_totals(totals_of(parents, counts), parents)
    assert unseen == {"one", "two"}
    assert {cell for cell in counts if cell[0] in unseen} <= hidden_cells(counts, parents, unseen)


def test_a_unit_of_one_team_is_hidden_with_it() -> None:
    parents = {"all": None, "north": "all", "n1": "north", "south": "all", "s1": "south"}
    totals = {"all": 43, "north": 3, "n1": 3, "south": 40, "s1": 40}
    assert hidden_totals(totals, parents) == {"north", "n1", "south", "s1"}


def test_the_same_numbers_are_always_hidden_alike() -> None:
    counts = filled(UNITS, {"n1": [3, 9], "n2": [9, 9], "s1": [9, 9], "s2": [9, 9]})
    assert len({hidden_cells(counts, UNITS, ()) for _ in range(3)}) == 1


def test_a_column_alone_is_its_total() -> None:
    """Whoever would hide a number of a single column beside its total is told."""
    with pytest.raises(OpenTableError):
        hidden_cells({("all", "c0"): 3}, {"all": None}, ())


def test_the_total_is_no_column() -> None:
    counts = filled(PARENTS, {"one": [3, 20], "two": [40, 50]})
    assert not any(column == TOTAL for _, column in hidden_cells(counts, PARENTS, ()))
