"""A condition on rows, asked of one row whose values are known."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q

LOOKUPS: dict[str, Callable[[Any, Any], bool]] = {
    "exact": lambda value, wanted: value is not None and value == wanted,
    "in": lambda value, wanted: value is not None and value in wanted,
    "isnull": lambda value, wanted: (value is None) == wanted,
}


def holds(condition: Q, row: Mapping[str, Any]) -> bool:
    """Whether a row meets a condition, as a filter would ask it of the database.

    Raises ValueError for what it does not know: another lookup, and NOT, which the database answers with nothing
    where a value is missing.
    """
    if condition.negated or condition.connector not in {Q.AND, Q.OR}:
        raise ValueError(f"Only AND and OR are asked of a row: {condition}")
    parts: list[Any] = list(condition.children)
    answers = [
        holds(part, row) if isinstance(part, Q) else _meets(part[0], part[1], row) for part in parts
    ]
    return any(answers) if condition.connector == Q.OR and answers else all(answers)


def _meets(name: str, wanted: Any, row: Mapping[str, Any]) -> bool:
    field, _, lookup = name.partition("__")
    if (lookup or "exact") not in LOOKUPS:
        raise ValueError(f"Only {', '.join(LOOKUPS)} are asked of a row: {name}")
    return LOOKUPS[lookup or "exact"](row[field], wanted)
