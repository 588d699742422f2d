"""Which numbers of a table are not shown, so that no number below five can be read or worked out by subtraction.

A table counts people in columns that add up to a total, for rows that add up to rows above them (teams to a unit, units to
the whole). Each number of such a table is an arc of a network: what flows into a node flows out of it, so that a number can
have been another exactly where a way back leads from its end to its beginning over numbers that are not shown either, and
how far it can is how much flows there. That makes the check exact, however many rows, columns and sums there are.
"""

from collections import deque
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from typing import NamedTuple

BELOW = 5
# What is not shown may have been any of so many numbers at least beside itself: as much as "below five" leaves open.
WIDTH = BELOW - 1

Row = str
Cell = tuple[Row, str]  # a row and a column; the total of a row is in the column TOTAL
TOTAL = "total"
Parents = Mapping[Row, Row | None]


def is_small(number: int) -> bool:
    """JOB-7, F-31: below five, none too: that nobody is there says something of everybody who might be."""
    return number < BELOW


def hidden_totals(totals: Mapping[Row, int], parents: Parents) -> frozenset[Row]:
    """JOB-7, F-31: the rows whose totals are not shown: the small ones, and as many more as sums would give them away by.

    `parents` names of each row the one that it is added up in, None of the whole. Of such a row nothing is shown in
    any table: so the tables that share these totals cannot be laid side by side to work one out.
    """
    above, prices = set(parents.values()), _prices(parents)
    arcs = [
        Arc(
            (row, TOTAL),
            ("in", parent),
            ("in", row if row in above else None),
            totals[row],
            prices[row] * (totals[row] + 1),
        )
        for row, parent in parents.items()
    ]
    small = [arc.cell for arc in arcs if is_small(arc.value)]
    return frozenset(row for row, _ in _protected(arcs, small, frozenset()))


def hidden_cells(
    counts: Mapping[Cell, int], parents: Parents, unseen: Collection[Row]
) -> frozenset[Cell]:
    """JOB-7, F-31: the numbers of one table that are not shown, those of the rows in `unseen` (`hidden_totals`) among them.

    `counts` has a number for each row and column, those of the rows that are sums too. The totals of all other rows are
    shown, here and elsewhere, and never hidden for this table's sake.
    """
    columns = tuple(dict.fromkeys(column for _, column in counts))
    arcs = list(_arcs(counts, parents, columns))
    free = {(row, TOTAL) for row in unseen}
    shown = frozenset(arc.cell for arc in arcs if arc.cell[1] == TOTAL) - free
    small = [
        arc.cell
        for arc in arcs
        if arc.cell[1] != TOTAL and (arc.cell[0] in unseen or is_small(arc.value))
    ]
    return frozenset(_protected(arcs, [*free, *small], shown)) - free


class Arc(NamedTuple):
    """A number, from one sum that it is in to the other."""

    cell: Cell
    tail: Hashable
    head: Hashable
    value: int
    price: int  # how much is lost with it


def _arcs(counts: Mapping[Cell, int], parents: Parents, columns: Sequence[str]) -> Iterator[Arc]:
    """The whole flows from its total down the rows, through the columns of the lowest rows, and back up each column."""
    above, prices = set(parents.values()), _prices(parents)
    for row, parent in parents.items():
        numbers = {TOTAL: sum(counts[row, column] for column in columns)}
        numbers |= {column: counts[row, column] for column in columns}
        for column, value in numbers.items():
            tail: Hashable
            head: Hashable
            if column == TOTAL:
                tail, head = ("in", parent), ("in", row)
            else:
                tail = ("out", row, column) if row in above else ("in", row)
                head = ("in", None) if parent is None else ("out", parent, column)
            yield Arc((row, column), tail, head, value, prices[row] * (value + 1))


def _prices(parents: Parents) -> dict[Row, int]:
    """A larger number says more, and one of a row that is a sum more than any below it: it is hidden last."""
    prices = dict.fromkeys(parents, 1)
    for row in parents:
        price, above = 1, parents[row]
        while above is not None:
            price *= 1_000
            prices[above] = max(prices[above], price)
            above = parents[above]
    return prices


def _protected(arcs: list[Arc], small: Iterable[Cell], shown: frozenset[Cell]) -> set[Cell]:
    """The small cells and what hides them. What is hidden later only hides the others better, so each is looked at once."""
    waiting = deque(dict.fromkeys(small))
    network = Network(arcs, shown, set(waiting))
    while waiting:
        waiting.extend(network.hide(waiting.popleft()))
    return network.hidden


class Step(NamedTuple):
    """A way along an arc (a number that is more) or against it (one that is less)."""

    arc: Arc
    is_up: bool

    @property
    def to(self) -> Hashable:
        return self.arc.head if self.is_up else self.arc.tail


class Way(NamedTuple):
    """The steps by which sums stay what they are, how much may go that way, and what would have to be hidden for it."""

    cost: int
    room: int
    steps: tuple[Step, ...]


# By how much each number is changed already.
Flow = dict[Cell, int]


class OpenTableError(ValueError):
    """Nothing can hide a number: a table of a single column whose total is shown."""


@dataclass
class Network:
    """The numbers of a table; `shown` are those that may not be hidden, `hidden` grows."""

    arcs: list[Arc]
    shown: frozenset[Cell]
    hidden: set[Cell]

    def __post_init__(self) -> None:
        self.by_cell = {arc.cell: arc for arc in self.arcs}
        self.steps: dict[Hashable, list[Step]] = {}
        for arc in self.arcs:
            self.steps.setdefault(arc.tail, []).append(Step(arc, is_up=True))
            self.steps.setdefault(arc.head, []).append(Step(arc, is_up=False))

    def hide(self, cell: Cell) -> list[Cell]:
        """Hide the least beside this number that lets it have been any of enough others; what was hidden for it.

        By how much it can have been more and by how much less are two questions, each asked of the table as it is.
        """
        arc, room, added = self.by_cell[cell], 0, list[Cell]()
        more, less = Flow(), Flow()
        while room < WIDTH:
            way, flow = self._cheapest(arc, more, less)
            for step in way.steps:
                at = step.arc.cell
                flow[at] = flow.get(at, 0) + (way.room if step.is_up else -way.room)
                if at not in self.hidden:
                    self.hidden.add(at)
                    added.append(at)
            room += way.room
        return added

    def _cheapest(self, arc: Arc, more: Flow, less: Flow) -> tuple[Way, Flow]:
        """The way that costs least to have the number be more, or less; raises OpenTableError where there is neither."""
        up = self._way(arc, more, start=arc.head, end=arc.tail)
        if up is not None and up.cost == 0:
            return up, more
        left = arc.value + less.get(arc.cell, 0)
        down = self._way(arc, less, start=arc.tail, end=arc.head) if left > 0 else None
        if down is not None and (up is None or down.cost < up.cost):
            room = min(down.room, left)
            less[arc.cell] = less.get(arc.cell, 0) - room
            return down._replace(room=room), less
        if up is None:
            raise OpenTableError(f"Nothing hides {arc.cell}")
        return up, more

    def _way(self, own: Arc, flow: Flow, *, start: Hashable, end: Hashable) -> Way | None:
        """The cheapest way from one node to another but by the arc itself; of several the first, so it is always the same."""
        costs = {start: 0}
        came: dict[Hashable, Step] = {}
        heap: list[tuple[int, int, Hashable]] = [(0, 0, start)]
        number = 0
        while heap:
            cost, _, node = heappop(heap)
            if node == end:
                break
            if cost > costs[node]:
                continue
            for step in self.steps[node]:
                price = self._price(step, flow)
                if price is None or step.arc is own or cost + price >= costs.get(step.to, MOST):
                    continue
                number += 1
                costs[step.to], came[step.to] = cost + price, step
                heappush(heap, (cost + price, number, step.to))
        return self._back(came, flow, start, end, costs[end]) if end in came else None

    def _back(
        self, came: Mapping[Hashable, Step], flow: Flow, start: Hashable, end: Hashable, cost: int
    ) -> Way:
        steps = []
        node = end
        while node != start:
            step = came[node]
            steps.append(step)
            node = step.arc.tail if step.is_up else step.arc.head
        falls = [step.arc.value + flow.get(step.arc.cell, 0) for step in steps if not step.is_up]
        return Way(cost, min([*falls, WIDTH]), tuple(steps))

    def _price(self, step: Step, flow: Flow) -> int | None:
        """What it costs to go there: nothing where the number is hidden, else how much it says; None where nobody can."""
        arc = step.arc
        if not step.is_up and arc.value + flow.get(arc.cell, 0) <= 0:
            return None
        if arc.cell in self.hidden:
            return 0
        return None if arc.cell in self.shown else arc.price


MOST = 1 << 62
