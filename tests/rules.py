"""For the tests of every kind's rule: what it says fits into the database, however long the names on record are."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

from offenders.deadlines import Kind
from offenders.rules import Due

LONGEST = "W" * 170  # an officer's rank, initial and surname cannot have more, nor two names of 80


def said_at_length(kind: Kind, facts: Any, on: date) -> list[Due]:
    """What the rule says of these facts with every text at its longest.

    Raises UnfitAnswerError where it does not fit; fails where a subject and missing fact is given twice.
    """
    dues = kind.due(at_length(facts), on)
    keys = [(due.subject, due.missing) for due in dues]
    assert len(keys) == len(set(keys)), f"{kind.code} gives {keys}"
    return dues


def at_length(value: Any) -> Any:
    """The same facts with every plain text as long as it can be; codes, days and numbers stay."""
    if type(value) is str:
        return value if ":" in value else LONGEST
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{field.name: at_length(getattr(value, field.name)) for field in fields(value)}
        )
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(at_length(part) for part in value))
    if isinstance(value, list | tuple):
        return type(value)(at_length(part) for part in value)
    if isinstance(value, Mapping):
        return {key: at_length(part) for key, part in value.items()}
    return value
