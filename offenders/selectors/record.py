"""The parts of the record page that upper floors own, each registered in its AppConfig.ready()."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from offenders.models import Case
from people.choices import Permission


@dataclass(frozen=True, slots=True)
class RecordPart:
    """A part of the record page.

    `read(case, on)` is what its template gets as `part`; whoever has the `permission` on the case gets `may_add` too.
    """

    anchor: str
    title: str
    template: str
    read: Callable[[Case, date], Any]
    permission: Permission


_PARTS: dict[str, RecordPart] = {}


def add_to_record(part: RecordPart) -> None:
    """Have the record page show a part; two parts with one anchor are a mistake."""
    if _PARTS.setdefault(part.anchor, part) != part:
        raise ValueError(f"Two parts of the record are called {part.anchor}")


def record_parts() -> tuple[RecordPart, ...]:
    """The parts that upper floors own, in the order of their registration."""
    return tuple(_PARTS.values())
