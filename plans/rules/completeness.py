"""MAP-62: everything in force that a plan does not name is a gap, each with the item that would name it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from plans.choices import Pillar, ReferenceKind

VISITS_KEY = "home_visits"  # a case has one schedule of home visits, which is no record of its own


class Key(NamedTuple):
    """One thing of the record, as a plan names it: a UUID as text, or a code where the record has none."""

    kind: ReferenceKind
    key: str


@dataclass(frozen=True, slots=True)
class Offered:
    """An item as it is offered, for the officer to say better: what is done, by whom, how often, until when."""

    pillar: Pillar
    what: str
    who: str = ""
    how_often: str = ""
    until: date | None = None
    until_words: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """One thing in force that a plan can name, in the record's words.

    `source` says where it stands ("SHPO, made on 3 March 2025"), `ref` names the record for whoever links to it.
    `since` is the day since which a plan could know of it. `also` are other things of the record that stand for the
    same: a referral and the requirement that it answers. What is not `is_asked` may be named and is no gap without.
    """

    kind: ReferenceKind
    key: str
    words: str
    source: str
    since: date
    offered: Offered
    ref: str = ""
    also: frozenset[Key] = frozenset()
    is_asked: bool = True
    is_grave: bool = False

    @property
    def as_key(self) -> Key:
        return Key(self.kind, self.key)

    def is_in(self, refs: Collection[Key]) -> bool:
        """Whether something that refers to these names it."""
        return self.as_key in refs or not self.also.isdisjoint(refs)


@dataclass(frozen=True, slots=True)
class Known:
    """What a plan of one case can name as at a day, and what of the record has ended by then, with its first day out of force."""

    named: tuple[Named, ...] = ()
    ended: Mapping[Key, date] = field(default_factory=dict)


def gaps(named: Iterable[Named], refs: Collection[Key]) -> list[Named]:
    """MAP-62: what is in force and asked for, and what no item refers to, in the order of the record; each once."""
    known = frozenset(refs)
    found = {row.as_key: row for row in named if row.is_asked and not row.is_in(known)}
    return list(found.values())


class Referred(NamedTuple):
    """A reference of a plan, with the words that stood there when it was written."""

    ref: Key
    words: str


class Change(NamedTuple):
    """What a plan refers to and is no longer so: since when, what the plan says, what holds now ("" where nothing)."""

    ref: Key
    on: date
    was: str
    now: str


def changes(referred: Iterable[Referred], known: Known, *, signed_on: date) -> list[Change]:
    """What changed of what a plan refers to, oldest first; nothing before the day of its signature.

    It has ended, or says something else than when it was named. What is only not asked for (visits while somebody is
    in custody) or cannot be found has not changed.
    """
    now = {row.as_key: row for row in known.named}
    found: dict[Key, Change] = {}
    for ref, words in referred:
        if row := now.get(ref):
            if row.words != words:
                found[ref] = Change(ref, max(row.since, signed_on), words, row.words)
        elif ended := known.ended.get(ref):
            found[ref] = Change(ref, max(ended, signed_on), words, "")
    return sorted(found.values(), key=lambda row: row.on)
