"""A strip: what happened on which day of some months, drawn small by the server, with its words beside it.

The drawing says nothing that the words do not: it is hidden from screen readers, and no mark is known by its colour alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.safestring import SafeString

from core.calendar import add_months, in_full
from core.markup import joined, markup

LINE = 15  # the height at which the marks stand
# No more labels than a phone has room for.
MOST_LABELS = 5
# Shares of the width: a label beyond this stands to the left of its month, and needs the room of two.
AT_END, TWO_LABELS = 0.88, 0.4


class Shape(StrEnum):
    """How a mark is drawn, around the place where it stands."""

    DOT = '<circle r="6"/>'
    RING = '<circle r="5"/>'
    CROSS = '<path d="M-5-5 5 5M-5 5 5-5"/>'
    SQUARE = '<path d="M-5-5H5V5H-5Z"/>'
    DIAMOND = '<path d="M0-7 7 0 0 7-7 0Z"/>'
    BAR = '<path d="M0-13V13"/>'


@dataclass(frozen=True, slots=True)
class Sign:
    """What a mark stands for: its name in the words, its shape, and the colour of `app-strip__…` that it has."""

    label: str
    shape: Shape
    colour: str = "black"  # black, green, red, grey or blue

    def drawn(self, x: str, y: float) -> SafeString:
        return markup(
            '<svg x="{}" y="{}" overflow="visible" class="app-strip__{} app-strip__{}">{}</svg>',
            x,
            y,
            self.shape.name.lower(),
            self.colour,
            SafeString(self.shape.value),
        )


@dataclass(frozen=True, slots=True)
class Mark:
    """Something of a day."""

    on: date
    sign: Sign


@dataclass(frozen=True, slots=True)
class Strip:
    """The marks from `start` to `end`, both shown; those of other days are left out.

    `signs` are the lines of words in their order, each with what it counts; `words` says of a sign what that does not.
    """

    label: str
    start: date
    end: date
    on: date
    signs: Sequence[Sign]
    marks: Sequence[Mark]
    words: Mapping[Sign, str] = field(default_factory=dict)

    @property
    def shown(self) -> list[Mark]:
        return [mark for mark in self.marks if self.start <= mark.on <= self.end]

    @property
    def lines(self) -> list[tuple[Sign, str]]:
        """Each sign that is there, in words."""
        found = [(sign, self.words.get(sign) or self._counted(sign)) for sign in self.signs]
        return [(sign, said) for sign, said in found if said]

    def _counted(self, sign: Sign) -> str:
        """ "3 times, last on 8 August 2026"; empty where there is none."""
        days = [mark.on for mark in self.shown if mark.sign == sign]
        if not days:
            return ""
        last = in_full(max(days))
        return f"once, on {last}" if len(days) == 1 else f"{len(days)} times, last on {last}"

    @property
    def drawn(self) -> SafeString:
        """The strip and its words."""
        return markup(
            '<figure class="app-strip" role="group" aria-label="{}">'
            '<svg class="app-strip__drawing" width="100%" height="48" aria-hidden="true" focusable="false">{}</svg>'
            '<ul class="govuk-list app-strip__words">{}</ul></figure>',
            self.label,
            joined("", (*self._axis(), *self._today(), *self._marks())),
            joined("", (_line(sign, said) for sign, said in self.lines)),
        )

    def _axis(self) -> Iterator[SafeString]:
        yield markup('<line class="app-strip__axis" x1="0" x2="100%" y1="{0}" y2="{0}"/>', LINE)
        days = labelled(self.start, self.end)
        for before, day in zip([None, *days], days, strict=False):
            x = self._x(day)
            yield markup('<line class="app-strip__axis" x1="{0}" x2="{0}" y1="11" y2="19"/>', x)
            is_at_end = self._share(day) > AT_END
            if is_at_end and before and self._share(day) - self._share(before) < TWO_LABELS:
                continue  # it would be written over the one before it on a phone
            anchor = "end" if is_at_end else "start"
            yield markup(
                '<text class="app-strip__month" x="{}" y="44" text-anchor="{}">{}</text>',
                x,
                anchor,
                f"{day:%b %Y}",
            )

    def _today(self) -> Iterator[SafeString]:
        """Where the past ends, if the strip goes on."""
        if self.start < self.on < self.end:
            x = self._x(self.on)
            yield markup('<line class="app-strip__today" x1="{0}" x2="{0}" y1="0" y2="30"/>', x)

    def _marks(self) -> Iterator[SafeString]:
        """What is due lies under what was done on the same day."""
        for mark in sorted(self.shown, key=lambda mark: mark.sign.shape != Shape.BAR):
            yield mark.sign.drawn(self._x(mark.on), LINE)

    def _x(self, day: date) -> str:
        """In hundredths of the width, with room for half a mark at both ends."""
        return f"{1.5 + 97 * self._share(day):.1f}%"

    def _share(self, day: date) -> float:
        return (day - self.start).days / max((self.end - self.start).days, 1)


def labelled(start: date, end: date) -> list[date]:
    """The firsts of months that have a label: every month, or as many apart as leaves no more than five."""
    for step in (1, 3, 6, 12):
        found = list(_firsts(start, end, step))
        if len(found) <= MOST_LABELS:
            return found
    return found[:: len(found) // MOST_LABELS + 1]


def _firsts(start: date, end: date, step: int) -> Iterable[date]:
    day = date(start.year, 1, 1)
    while day <= end:
        if day >= start:
            yield day
        day = add_months(day, step)


def _line(sign: Sign, said: str) -> SafeString:
    return markup(
        '<li><svg class="app-strip__sign" width="16" height="16" aria-hidden="true" focusable="false">{}</svg>'
        "{}: {}</li>",
        sign.drawn("8", 8),
        sign.label,
        said,
    )
