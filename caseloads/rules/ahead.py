"""What the record says of the weeks ahead, and what it leaves open: in words for whoever reads the figures."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from caseloads.rules.histories import Span
from caseloads.rules.whatif import Projection, World
from people.choices import Agency


@dataclass(frozen=True, slots=True)
class Ahead:
    """How often each happens in the twelve weeks, and what has no end on record."""

    sentences_end: int
    releases: int
    handovers: int
    reductions_end: int
    no_end: int
    no_release: int
    untiered: int
    no_sentence: int
    open_reductions: int

    @property
    def known(self) -> list[str]:
        """CAS-13: what the weeks ahead are made of."""
        found = [
            _counted(self.sentences_end, "sentence ends", "sentences end"),
            _counted(self.releases, "release from custody", "releases from custody"),
            _counted(self.handovers, "handover", "handovers"),
            _counted(self.reductions_end, "reduction of hours ends", "reductions of hours end"),
        ]
        return [words for words in found if words]

    @property
    def open(self) -> list[str]:
        """CAS-2, CAS-13: what is not recorded, and what is taken to be so instead."""
        return [*self._without_end(), *self._not_counted()]

    def _without_end(self) -> Iterator[str]:
        no_end = _counted(
            self.no_end,
            "case has no sentence end on record",
            "cases have no sentence end on record",
        )
        no_release = f"{self.no_release} in custody no release date" if self.no_release else ""
        parts = [part for part in (no_end, no_release) if part]
        if parts:
            has = "" if no_end else " on record"
            yield f"{', '.join(parts)}{has}: taken to stay as they are."
        if self.open_reductions:
            words = _counted(
                self.open_reductions, "reduction of hours has", "reductions of hours have"
            )
            yield f"{words} no last day: taken to go on."

    def _not_counted(self) -> Iterator[str]:
        if self.untiered:
            words = _counted(self.untiered, "case is", "cases are")
            yield f"{words} untiered: the work is not counted."
        if self.no_sentence:
            words = _counted(self.no_sentence, "case has", "cases have")
            yield (
                f"{words} no sentence in force and weighs nothing."
                if (self.no_sentence == 1)
                else f"{words} no sentence in force and weigh nothing."
            )


def ahead_of(world: World, base: Projection, keys: Collection[int]) -> Ahead:
    """CAS-13: of these officers, of what the record has today. Sentences and stays are looked at where they make points."""
    on, until = world.on, world.until
    probation = [key for key in keys if world.officers[key].desk.agency == Agency.PROBATION]
    held = [world.cases[case_id] for key in probation for case_id in base[key].turns[0].held]
    stays = [_last(case.custody, on) for case in held]
    running = [_last(case.sentences, on) for case in held]
    reductions = [
        span
        for key in keys
        for span in world.officers[key].reductions
        if span.holds(on) or span.starts_on > on
    ]
    led = [span for key in keys for spans in world.officers[key].led.values() for span in spans]
    counts = [base[key].turns[0].measures.counts for key in keys]
    return Ahead(
        sentences_end=_ending(running, until),
        releases=_ending(stays, until),
        handovers=sum(span.starts_on > on for span in led),
        reductions_end=_ending(reductions, until),
        no_end=sum(
            span is not None and span.ends_on is None and stay is None
            for span, stay in zip(running, stays, strict=True)
        ),
        no_release=sum(stay is not None and stay.ends_on is None for stay in stays),
        untiered=sum(count["untiered"] for count in counts),
        no_sentence=sum(count["no_sentence"] for count in counts),
        open_reductions=sum(span.ends_on is None for span in reductions),
    )


def _last(spans: Iterable[Span], on: date) -> Span | None:
    """The newest of these that holds on the day."""
    found = [span for span in spans if span.holds(on)]
    return found[-1] if found else None


def _ending(spans: Iterable[Span | None], until: date) -> int:
    return sum(
        span is not None and span.ends_on is not None and span.ends_on <= until for span in spans
    )


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {one if number == 1 else several}" if number else ""
