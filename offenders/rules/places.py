"""The parts of a case's pages, and what an upper floor offers on a page of a lower one.

Each app registers its own in its AppConfig.ready(), by the name of a URL that takes the case's UUID.
"""

from dataclasses import dataclass

from offenders.rules.kinds import Act


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One entry of the navigation of a case, in the order of `place`. The first one is the case's own page."""

    place: int
    code: str
    label: str
    url_name: str


_PARTS: dict[str, Part] = {}
_OFFERED: dict[str, list[Act]] = {}


class DuplicatePartError(Exception):
    """Two parts of a case with one code."""


def add_part(part: Part) -> None:
    """Have every page of a case lead to this part. Raises DuplicatePartError when another one has the code."""
    if _PARTS.setdefault(part.code, part) != part:
        raise DuplicatePartError(part.code)


def case_parts() -> list[Part]:
    """The navigation of a case, in order."""
    return sorted(_PARTS.values())


def offer_at(place: str, act: Act) -> None:
    """Offer an act at a place of a case's pages ("allocations" on the record), to whoever may do it."""
    acts = _OFFERED.setdefault(place, [])
    if act not in acts:
        acts.append(act)


def offered_at(place: str) -> tuple[Act, ...]:
    """What upper floors offer at a place."""
    return tuple(_OFFERED.get(place, ()))
