"""The page of the figures: states, parts, steps, what stalls, seats. Every number is a link to its list."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from django.utils.safestring import SafeString

from caseloads.selectors.where.forward import forward
from caseloads.selectors.where.lists import (
    EVERYONE,
    GROUP,
    PUT_FORWARD,
    REFERRED,
    SERVING,
    STARTED,
    SUITABLE,
    WAIT,
    stalls,
    waiting_for,
)
from caseloads.selectors.where.people import By, Part
from caseloads.selectors.where.scope import Where
from caseloads.selectors.where.seats import Against, seats_against
from core import clock
from core.addresses import address
from core.calendar import in_full
from core.markup import markup
from core.table import Column, Table, beside, lines as cell_lines, link, small
from people.choices import Permission
from programmes.choices.state import State
from programmes.deadlines.reach import GroupAhead
from programmes.rules.forward import Passed
from programmes.rules.state import Standing
from programmes.rules.where import Line, Share, lines_of, waiting, without_work
from programmes.selectors.group_pages import WEEKS_AHEAD


@dataclass(frozen=True, slots=True)
class Links:
    """The addresses behind the numbers: of the same people as at the same day."""

    found: Where

    def asked(self, part: Part | None = None) -> dict[str, str]:
        part = part or self.found.chosen
        said = {part.by.value: part.code} if part else {}
        today = self.found.on == clock.today()
        return said if today else said | {"on": self.found.on.isoformat()}

    def to(self, name: str, *, part: Part | None = None, **more: str) -> str:
        asked = urlencode(self.asked(part) | more)
        return f"{address(f'caseloads:{name}')}{'?' if asked else ''}{asked}"

    def number(self, people: int, code: str, *, part: Part | None = None, **more: str) -> str:
        """How many, as a link to who; nobody is no list worth opening."""
        if not people:
            return "0"
        return link(self.to("where_list", part=part, list=code, **more), str(people))

    def share(self, share: Share, some: str, of: str) -> SafeString:
        """ "3 of 40 (8%)", each number with its list."""
        percent = "" if share.percent is None else f"({share.percent}%)"
        return beside(self.number(share.some, some), "of", self.number(share.of, of), percent)


@dataclass(frozen=True)
class WherePage:
    found: Where
    by: By

    @property
    def links(self) -> Links:
        return Links(self.found)

    @property
    def csv(self) -> str:
        return self.links.to("where_figures", by=self.by.value)

    @property
    def everyone(self) -> str:
        return self.links.number(len(self.found.stands), EVERYONE)

    @property
    def waiting(self) -> str:
        return self.links.number(self.found.waiting, WAIT)

    @property
    def without_work(self) -> SafeString:
        return self.links.share(self.found.without_work, State.NO_WORK, SERVING)

    @property
    def states(self) -> Table:
        """A row for each state."""
        most = max((line.people for line in self.found.lines), default=0)
        cells = [
            [
                line.state.label,
                self.links.number(line.people, line.state.value),
                _weeks(line.median),
                _weeks(line.longest),
                _bar(line.people, most),
            ]
            for line in self.found.lines
        ]
        return Table("People by the state of the work on their offence", STATES, cells)

    @property
    def choices(self) -> list[tuple[str, str, bool]]:
        """By what people are counted: label, address, whether it is so now."""
        return [
            (by.label, self.links.to("where", by=by.value) + "#parts", by == self.by) for by in By
        ]

    @property
    def parts(self) -> Table:
        """A row for each team, unit or region."""
        cells = [self._part(part, stands) for part, stands in self.found.parts(self.by).items()]
        return Table(f"By {self.by.label.lower()}", _columns_of(self.by), cells)

    def _part(self, part: Part, stands: Mapping[int, Standing]) -> list[str]:
        lines = lines_of(stands, self.found.on)
        by_state = {line.state: line.people for line in lines}

        def number(people: int, code: str) -> str:
            return self.links.number(people, code, part=part)

        share = without_work(lines)
        percent = None if share.percent is None else small(f"{share.percent}% of {share.of}")
        return [
            link(self.links.to("where", part=part), part.name),
            number(len(stands), EVERYONE),
            number(waiting(lines), WAIT),
            *(number(by_state[state], state.value) for state in SHOWN),
            cell_lines(number(share.some, State.NO_WORK), percent),
        ]

    @property
    def funnel(self) -> list[tuple[str, SafeString]]:
        """R-10: how many of those who could go on did, each number with its list."""
        steps, share = self.found.steps, self.links.share
        on_from = (
            ("Referred, of those suitable by their inputs", PUT_FORWARD, steps.put_forward),
            ("Started, of those referred", STARTED, steps.started),
            ("Completed, of those started", State.COMPLETED.value, steps.completed),
        )
        of = (
            (SUITABLE, steps.suitable),
            (REFERRED, steps.referred),
            (STARTED, steps.started),
        )
        return [
            (words, share(Share(len(some), len(whole)), code, of_code))
            for (words, code, some), (of_code, whole) in zip(on_from, of, strict=True)
        ]

    @cached_property
    def forward(self) -> list[tuple[str, str]]:
        """Who was not put forward, of whom it was never worked out: words and address."""
        passed = forward(self.found)
        return [
            (passed.words(way), self.links.to("not_put_forward", list=way.value)) for way in Passed
        ]

    @cached_property
    def stalls(self) -> list[tuple[str, str]]:
        """What keeps those who wait, the commonest first."""
        return [
            (words, self.links.number(people, code)) for code, words, people in stalls(self.found)
        ]

    @cached_property
    def seats(self) -> Table:
        """Seats that are free in the weeks ahead, against who waits."""
        rows = seats_against(self.found, waiting_for(self.found))
        cells = [
            (
                row.programme,
                self.links.number(row.waiting, f"{GROUP}{row.programme}"),
                str(row.free),
                cell_lines(*self._places(row)) or "Nowhere",
            )
            for row in rows
        ]
        return Table(f"Free seats in the next {WEEKS_AHEAD} weeks, and who waits", SEATS, cells)

    def _places(self, row: Against) -> Iterator[str]:
        for at in row.places:
            yield from map(self._group, at.groups)
            if row.waiting:
                number = self.links.number(at.can_go, f"{GROUP}{row.programme}", place=str(at.uuid))
                yield beside(number, small(f"who wait can go to {at.name}"))

    def _group(self, group: GroupAhead) -> str:
        """One group with its seats; a link for whoever may place people in it."""
        offer = group.offer
        words = f"{offer.place}, from {in_full(offer.first_on)}"
        if self.found.user.has(Permission.RUN_GROUPS):
            url = address("programmes:group", group.uuid)
            return beside(link(url, words), f"{offer.free} free")
        return f"{words}: {offer.free} free"


STATES = (
    Column("State", names_row=True),
    Column("People", is_numeric=True),
    Column("Median weeks", is_numeric=True),
    Column("Longest", is_numeric=True),
    Column("Share"),
)
SEATS = (
    Column("Programme", names_row=True),
    Column("Waiting", is_numeric=True),
    Column("Free seats", is_numeric=True),
    Column("Where"),
)
# Beside everybody, who waits and who has no work: the rest of the states is behind the name of the part.
SHOWN = (State.ON_PROGRAMME, State.COMPLETED, State.INDIVIDUAL)


def _columns_of(by: By) -> tuple[Column, ...]:
    return (
        Column(by.label, names_row=True),
        Column("People", is_numeric=True),
        Column("Waiting", is_numeric=True),
        *(Column(state.label, is_numeric=True) for state in SHOWN),
        Column("No work", is_numeric=True),
    )


def _weeks(weeks: int | None) -> str:
    return "" if weeks is None else str(weeks)


def _bar(people: int, most: int) -> str:
    """A small bar; the number beside it says the same. Of nobody there is none."""
    if not people:
        return ""
    return markup(
        '<svg class="app-share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect width="{}" height="10"/></svg>',
        round(100 * people / most),
    )


FIGURES = ("of", "state", "people", "median_weeks", "longest_weeks")


def figures(found: Where, by: By) -> Sequence[tuple[object, ...]]:
    """The numbers of the page: of everybody, then of each part, a row for each state."""
    everybody = found.chosen.name if found.chosen else "All"
    rows = [*_figures(everybody, found.lines)]
    for part, stands in found.parts(by).items():
        rows += _figures(part.name, lines_of(stands, found.on))
    return rows


def _figures(name: str, lines: Iterable[Line]) -> Iterator[tuple[object, ...]]:
    for line in lines:
        yield (
            name,
            line.state.value,
            line.people,
            _weeks(line.median),
            _weeks(line.longest),
        )
