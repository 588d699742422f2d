"""An item of a plan, and what was written of it before anybody stores it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from core.errors import Problem
from plans.choices import PILLARS, Pillar, ReferenceKind

MOST_NAMED = 60  # what one item can answer


class Ref(NamedTuple):
    """One thing of the record: what kind of thing, which one, and its words as they stand."""

    kind: ReferenceKind
    key: str
    words: str

    @property
    def code(self) -> str:
        """As a form sends it; `key` may hold no colon."""
        return f"{self.kind}:{self.key}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemDetails:
    """What, who, how often, until when, and what it answers in the record."""

    pillar: Pillar
    what: str
    who: str = ""
    how_often: str = ""
    until: date | None = None
    until_words: str = ""
    answers: Sequence[Ref] = ()


def item_problem(item: ItemDetails) -> Problem | None:
    """MAP-61: what an item must say, and that it ends once."""
    if not item.what.strip():
        return Problem("what", "Say what is done")
    if item.until and item.until_words.strip():
        return Problem(
            "until_words", "You gave a last day and also words for it: leave one of them empty"
        )
    return None


def signing_problem(approach: str, items: int) -> Problem | None:
    """R-1, MAP-61: a plan that is signed names its approach and says what is done."""
    if not approach.strip():
        return Problem("approach", "Say how you work with this person")
    if not items:
        return Problem("", "This plan has no item yet, so there is nothing to sign")
    return None


def empty_pillars(pillars: Iterable[str]) -> list[Pillar]:
    """MAP-61: pillars in which nothing stands, in the order of a plan. It is said before signing and stops nobody."""
    filled = set(pillars)
    return [pillar for pillar in (*PILLARS, Pillar.CONTINGENCY) if pillar not in filled]
