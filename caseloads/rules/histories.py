"""What an officer and their cases are over time, before and after a day: for what brought a flag about, and for what if."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from caseloads.rules.causes import Came, Covers, Event, Lost, Overran, Released, Rose
from caseloads.rules.measures import (
    Desk,
    Held,
    Measures,
    Nominal,
    Row,
    Tiered,
    measured,
    table_on,
    weigh,
)
from offenders.choices import RiskLevel, RiskTool
from people.choices import Agency


class Span(NamedTuple):
    """From a day to a day that is no longer part of it, or open; `value` is what holds."""

    starts_on: date
    ends_on: date | None
    value: Any = None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass
class CaseHistory:
    """What the measures look at of one case, over time."""

    custody: list[Span] = field(default_factory=list)
    register: list[Span] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)  # the newest last
    tiers: list[tuple[date, Tiered | None]] = field(default_factory=list)  # the newest last
    # By the tool of each agency, the newest last; read only where a page says the level: no threshold goes by it.
    levels: dict[RiskTool, list[tuple[date, RiskLevel]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    # Who leads it for each agency, by name, from a day that is looked at on: for what may change ahead.
    leads: dict[Agency, list[Span]] = field(default_factory=lambda: defaultdict(list))

    def as_at(self, case_id: int, day: date, tool: RiskTool | None = None) -> Held:
        """As the measures of that day see it; the risk level is that of the tool."""
        sentences = [span for span in self.sentences if span.holds(day)]
        tiers = [tiered for worked_out_on, tiered in self.tiers if worked_out_on <= day]
        levels = self.levels.get(tool, ()) if tool else ()
        known = [level for assessed_on, level in levels if assessed_on <= day]
        return Held(
            case_id,
            is_in_custody=any(span.holds(day) for span in self.custody),
            is_registered=any(span.holds(day) for span in self.register),
            level=known[-1] if known else None,
            sentence=sentences[-1].value if sentences else None,
            tiered=tiers[-1] if tiers else None,
        )

    def days(self) -> Iterator[date]:
        for span in (*self.custody, *self.register, *self.sentences):
            yield from filter(None, (span.starts_on, span.ends_on))
        yield from (worked_out_on for worked_out_on, _ in self.tiers)
        for assessed in self.levels.values():
            yield from (assessed_on for assessed_on, _ in assessed)

    def overran(self, on: date) -> date | None:
        """The day on which the last sentence ended, where none is in force."""
        ends = [span.ends_on for span in self.sentences if span.starts_on <= on]
        if not ends or any(end is None or end > on for end in ends):
            return None
        return max(end for end in ends if end)


@dataclass
class History:
    """What one officer carried over time."""

    desk: Desk
    cases: dict[int, CaseHistory]
    led: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))  # by case
    reductions: list[Span] = field(default_factory=list)
    covers: list[Covers] = field(default_factory=list)
    starts_on: date | None = None  # of somebody who has not begun yet

    @property
    def tool(self) -> RiskTool:
        """The risk level that counts is the one that the officer's agency holds."""
        return RiskTool.POLICE if self.desk.agency == Agency.POLICE else RiskTool.ROSH

    def led_on(self, day: date, case_ids: Iterable[int] | None = None) -> dict[int, Span]:
        """The cases that they lead on the day, or those of these, each with since when."""
        return {
            case_id: span
            for case_id in (self.led if case_ids is None else case_ids)
            for span in self.led[case_id]
            if span.holds(day)
        }

    def desk_on(self, day: date) -> Desk:
        less = sum((span.value for span in self.reductions if span.holds(day)), Decimal(0))
        return self.desk._replace(reduced=less)

    def measures_on(self, day: date, rows: list[Row], nominal: Nominal) -> Measures:
        table = table_on(rows, day)
        weighed = [
            weigh(self.cases[case_id].as_at(case_id, day, self.tool), table)
            for case_id in self.led_on(day)
        ]
        return measured(self.desk_on(day), weighed, nominal)

    def days(self) -> Iterator[date]:
        """On which the value may have changed."""
        for spans in (*self.led.values(), self.reductions):
            for span in spans:
                yield from filter(None, (span.starts_on, span.ends_on))
        for case_id in self.led:
            yield from self.cases[case_id].days()

    def events(self, on: date, rows: list[Row]) -> Iterator[Event]:
        """What may have brought it about, of what still holds on the day."""
        for case_id, spans in self.led.items():
            mine = [span for span in spans if span.holds(on)]
            yield from (Came(span.starts_on, span.value) for span in mine)
            case = self.cases[case_id]
            if mine and (day := case.overran(on)):
                yield Overran(day)
            if mine:
                yield from _rises(case, case_id, on, rows)
                ends = (stay.ends_on for stay in case.custody)
                yield from (Released(end) for end in ends if end and end <= on)
        yield from (Lost(span.starts_on, span.value) for span in self.reductions if span.holds(on))
        yield from self.covers


def _rises(case: CaseHistory, case_id: int, on: date, rows: list[Row]) -> Iterator[Rose]:
    """Tiers that weigh more than the one before, as what the case is on the day."""
    held, table, before = case.as_at(case_id, on), table_on(rows, on), 0
    for number, (day, tiered) in enumerate(case.tiers):
        points = weigh(held._replace(tiered=tiered), table).points
        if number and day <= on and points > before:
            yield Rose(day)
        before = points
