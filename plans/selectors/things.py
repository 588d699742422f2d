"""MAP-62 on the pages of a plan: what is in force with its address, and which of it a version leaves out."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from offenders.deadlines.facts import Shared
from offenders.models import Case
from offenders.rules import page_of
from plans.models import Plan
from plans.rules import ItemDetails, Ref
from plans.rules.completeness import Key, Known, Named
from plans.rules.offered import items_of
from plans.selectors.gaps import left_out
from plans.selectors.in_force import known


@dataclass(frozen=True, slots=True)
class Thing:
    """Something in force, as an item names it, and its page."""

    named: Named
    url: str

    @property
    def ref(self) -> Ref:
        return ref_of(self.named)


@dataclass(frozen=True, slots=True)
class InForce:
    """What a plan of the case can name, and what has ended."""

    things: list[Thing]
    ended: frozenset[Key]

    @property
    def named(self) -> list[Named]:
        return [thing.named for thing in self.things]

    @property
    def refs(self) -> list[Ref]:
        return [thing.ref for thing in self.things]

    def url_of(self, key: Key) -> str:
        """Where it stands, itself or what stands for the same; empty where it has no page."""
        return next((t.url for t in self.things if t.named.is_in([key])), "")

    def missing_from(self, plan: Plan | None) -> list[Thing]:
        """MAP-62: what the version leaves out, all of it where there is none; one query."""
        out = {named.as_key for named in left_out(plan, self.named)}
        return [thing for thing in self.things if thing.named.as_key in out]


def known_of(case: Case, *, on: date) -> Known:
    """A fixed number of queries."""
    return known(Shared([case.pk], on), [case.pk]).get(case.pk, Known())


def in_force_of(case: Case, *, on: date) -> InForce:
    """What is in force in one case, with the page of each; the queries of `known_of`."""
    found = known_of(case, on=on)
    things = [Thing(named, page_of(named.ref, case.uuid)) for named in found.named]
    return InForce(things, frozenset(found.ended))


def ref_of(named: Named) -> Ref:
    return Ref(named.kind, named.key, named.words)


def details_of(things: Iterable[Thing]) -> list[ItemDetails]:
    """The items that name these things, as they are offered: those with one and the same item come together in it."""
    return [
        ItemDetails(
            pillar=offered.pillar,
            what=offered.what,
            who=offered.who,
            how_often=offered.how_often,
            until=offered.until,
            until_words=offered.until_words,
            answers=[ref_of(named) for named in each],
        )
        for offered, each in items_of(thing.named for thing in things)
    ]


def words_now(known_now: Known, refs: Collection[Key]) -> dict[Key, str]:
    """How each of these that is in force reads now."""
    wanted = frozenset(refs)
    return {row.as_key: row.words for row in known_now.named if row.as_key in wanted}
