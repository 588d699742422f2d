"""A line of numbers, night by night, drawn small by the server: no script, and no number where none was kept.

What it shows is said in words too, as the name of the drawing; the numbers stand in a table on a page of their own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from django.utils.safestring import SafeString

from core.markup import joined, markup

Number = int | Decimal
Run = list[tuple[int, Number]]
# The drawing is as wide as there are nights; a line keeps a distance from the edges, and marks stand at the bottom.
HEIGHT, MARGIN = 24, 3
# A line fills its height only where it moves by a quarter of its highest value: one case more is no leap.
LEAST_PART, LEAST_SPAN = 4, 4


class Scale(NamedTuple):
    """Where a value stands: the middle of what is shown in the middle of the drawing."""

    middle: float
    span: float

    @classmethod
    def over(cls, values: Sequence[Number]) -> "Scale":
        low, high = float(min(values)), float(max(values))
        return cls((low + high) / 2, max(high - low, high / LEAST_PART, LEAST_SPAN))

    def y(self, value: Number) -> str:
        share = (float(value) - self.middle) / self.span  # from -1/2 to 1/2
        return f"{HEIGHT / 2 - share * (HEIGHT - 2 * MARGIN):.1f}".removesuffix(".0")


@dataclass(frozen=True, slots=True)
class Line:
    """A value for each night, None where there is none; of those, `marked` are shown apart, called `mark`.

    `without` says in words why there may be no value otherwise; `unit` follows each number.
    """

    label: str
    values: Sequence[Number | None]
    marked: frozenset[int] = frozenset()
    unit: str = ""
    mark: str = ""
    without: str = "nothing kept"

    @property
    def runs(self) -> list[Run]:
        """Nights that follow each other, each with a value: a line is drawn through these and never from one to the next."""
        numbered = groupby(enumerate(self.values), key=lambda night: night[1] is not None)
        return [
            [(x, y) for x, y in run if y is not None] for has_value, run in numbered if has_value
        ]

    @property
    def known(self) -> list[Number]:
        return [value for value in self.values if value is not None]

    @property
    def words(self) -> str:
        """ "Cases: from 41 to 47, lowest 40, highest 48; nothing kept in 3 nights"."""
        known = self.known
        parts = [f"{self.label}: no number in these weeks"]
        if known:
            first, last, least, most = map(
                self._said, (known[0], known[-1], min(known), max(known))
            )
            parts = [f"{self.label}: from {first} to {last}, lowest {least}, highest {most}"]
        missed = len(self.values) - len(known) - len(self.marked)
        parts += [f"{self.mark} in {_nights(len(self.marked))}"] if self.marked else []
        parts += [f"{self.without} in {_nights(missed)}"] if missed else []
        return "; ".join(parts)

    @property
    def last(self) -> str:
        """The newest value that there is."""
        return self._said(self.known[-1]) if self.known else ""

    @property
    def drawn(self) -> SafeString:
        """The drawing, with its words for whoever does not see it."""
        return markup(
            '<svg class="app-spark" role="img" aria-label="{}" viewBox="0 0 {} {}" preserveAspectRatio="none">{}</svg>',
            self.words,
            max(len(self.values) - 1, 1),
            HEIGHT,
            joined("", self._paths()),
        )

    def _paths(self) -> Iterator[SafeString]:
        if self.marked:
            marks = " ".join(f"M{x} {HEIGHT - 1}h1" for x in sorted(self.marked))
            yield markup('<path class="app-spark__mark" d="{}"/>', marks)
        if known := self.known:
            scale = Scale.over(known)
            drawn = " ".join(_path(run, scale) for run in self.runs)
            yield markup('<path class="app-spark__line" d="{}"/>', drawn)

    def _said(self, value: Number) -> str:
        return f"{value:.1f}".removesuffix(".0") + self.unit


def _path(run: Run, scale: Scale) -> str:
    """A single night is a dot. A night between two of the same value adds nothing to the line."""
    if len(run) == 1:
        return f"M{run[0][0]} {scale.y(run[0][1])}h0"
    last = len(run) - 1
    turns = [
        f"{x} {scale.y(y)}"
        for at, (x, y) in enumerate(run)
        if at in {0, last} or not run[at - 1][1] == y == run[at + 1][1]
    ]
    return "M" + " ".join(turns)


def _nights(number: int) -> str:
    return "1 night" if number == 1 else f"{number} nights"
