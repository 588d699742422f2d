"""Grounds on a case: which there are, what each allows, and the one answer to "may they do this" (design section 4).

Each app declares the grounds that it knows of and registers them when it starts; nothing here names an upper floor.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

from people.choices import Agency, Permission

SUPERVISES = "supervisor"
LONGEST_CODE = 20  # a column of the audit log


@dataclass(frozen=True, slots=True)
class Branch:
    """Where cases of a ground come from, in SQL from FROM on; `:user`, `:on` and `:at` are bound, `case` names the case.

    `of_one` says the same where the planner does better to begin with one case than with all of the user's.
    """

    rows: str
    of_one: str = ""
    case: str = "a.case_id"


@dataclass(frozen=True, slots=True)
class Ground:
    """Why somebody may see a case. Of several the strongest (the lowest number) is written into the log."""

    code: str
    label: str
    strength: int
    allows: frozenset[Permission]
    branches: tuple[Branch, ...]


class Asker(Protocol):
    """Who wants to do something: `people.models.User`."""

    def has(self, permission: Permission) -> bool: ...

    def other_agency(self, permission: Permission) -> Agency | None: ...


class Answer(Enum):
    """Whether somebody may do something about a case."""

    YES = "yes"
    OTHER_AGENCY = "only the other agency does this"
    NO = "they see the case, and may not do this"
    UNSEEN = "for them there is no such case"


class GroundError(Exception):
    """A ground that cannot be registered: its code or strength is another's, or the log has no room for it."""


_GROUNDS: dict[str, Ground] = {}


def register_ground(ground: Ground) -> None:
    """Declare a ground. Raises GroundError when it cannot stand beside those that there are."""
    others = [other for other in _GROUNDS.values() if other != ground]
    if any(other.code == ground.code for other in others):
        raise GroundError(f"There is another ground called {ground.code}")
    if any(other.strength == ground.strength for other in others):
        raise GroundError(
            f"{ground.code} is as strong as another ground, so the log could not choose"
        )
    if not re.fullmatch("[a-z_]+", ground.code):
        raise GroundError(
            f"A ground is called in small letters, because its name is part of SQL: {ground.code!r}"
        )
    if len(ground.code) > LONGEST_CODE:
        raise GroundError(f"The log has {LONGEST_CODE} characters for a ground: {ground.code!r}")
    _GROUNDS[ground.code] = ground


def all_grounds() -> tuple[Ground, ...]:
    """Every ground that an app has registered, strongest first."""
    return tuple(sorted(_GROUNDS.values(), key=lambda ground: ground.strength))


def ground_label(code: str) -> str:
    """What a ground is called on screen; one that is not registered any more is shown by its code."""
    return _GROUNDS[code].label if code in _GROUNDS else code


def in_order(codes: Collection[str], permission: Permission) -> list[str]:
    """A user's grounds on a case, those that allow this act before the others, each strongest first."""
    held = [ground for ground in all_grounds() if ground.code in codes]
    return [ground.code for ground in sorted(held, key=lambda each: permission not in each.allows)]


def decide(asker: Asker, permission: Permission, grounds: Iterable[str]) -> Answer:
    """The one decision about an act on a case: by role, by a ground on the case, and by the agency whose act it is.

    Views, templates, rows of a list and the statement behind lists all ask here. No ground, no access; a ground
    that allows something else than to see the case opens that, and nothing more.
    """
    held = [_GROUNDS[code] for code in grounds]
    is_allowed = _allowed(asker, permission, held)
    if is_allowed and asker.other_agency(permission) is None:
        return Answer.YES
    if not _allowed(asker, Permission.VIEW_CASE, held):
        return Answer.UNSEEN
    return Answer.OTHER_AGENCY if is_allowed else Answer.NO


def _allowed(asker: Asker, permission: Permission, grounds: list[Ground]) -> bool:
    return asker.has(permission) and any(permission in ground.allows for ground in grounds)
