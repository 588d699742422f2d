"""Pure rules of the risk management plan: no Django, no clock."""

from plans.rules.differences import (
    ItemDifference,
    Written,
    item_differences,
    line_differences,
)
from plans.rules.items import (
    MOST_NAMED,
    ItemDetails,
    Ref,
    empty_pillars,
    item_problem,
    signing_problem,
)

__all__ = [
    "MOST_NAMED",
    "ItemDetails",
    "ItemDifference",
    "Ref",
    "Written",
    "empty_pillars",
    "item_differences",
    "item_problem",
    "line_differences",
    "signing_problem",
]
