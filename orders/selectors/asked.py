"""What sentences require and licences say on a day."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import TypeVar

from offenders.querysets import holds_on, of_cases
from orders.models import Asked, LicenceCondition, SentenceRequirement

A = TypeVar("A", bound=Asked)


def requirements_in_force(
    case_ids: Collection[int], *, on: date
) -> dict[int, list[SentenceRequirement]]:
    """Every requirement in force on a day, by case, oldest first; one query."""
    return _in_force(SentenceRequirement, case_ids, on)


def licence_conditions_in_force(
    case_ids: Collection[int], *, on: date
) -> dict[int, list[LicenceCondition]]:
    """Every licence condition in force on a day, standard ones too, by case, oldest first; one query."""
    return _in_force(LicenceCondition, case_ids, on)


def _in_force(model: type[A], case_ids: Collection[int], on: date) -> dict[int, list[A]]:
    rows = model._default_manager.filter(of_cases(list(case_ids)), holds_on(on))
    found: dict[int, list[A]] = defaultdict(list)
    for row in rows.order_by("starts_on", "id"):
        found[row.case_id].append(row)
    return dict(found)
