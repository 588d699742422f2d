"""Until when the notification requirements last, as far as it is on record (NOT-15)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import in_full


@dataclass(frozen=True, slots=True)
class Until:
    """`ends_on` is the first day on which nothing is to be notified, None for indefinite."""

    ends_on: date | None
    is_kept_by_order: bool = False

    def is_over(self, on: date) -> bool:
        return self.ends_on is not None and self.ends_on <= on

    @property
    def words(self) -> str:
        if self.ends_on is None:
            return "Indefinite"
        return f"{in_full(self.ends_on - timedelta(days=1))} is the last day"


def until(ends_on: date | None, orders: Iterable[date | None]) -> Until:
    """NOT-15: the period, or an SHPO or SOPO that lasts longer; without an end each beats every day.

    `orders` are their ends, exclusive as the period's, and None until further order.
    """
    if ends_on is None:
        return Until(None)
    ends = list(orders)
    if any(end is None for end in ends):
        return Until(None, is_kept_by_order=True)
    last = max((end for end in ends if end is not None), default=ends_on)
    return Until(last, is_kept_by_order=True) if last > ends_on else Until(ends_on)
