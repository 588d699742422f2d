"""Until when somebody is subject to notification and when they notify next, as it is known on a day."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from offenders.querysets import of_cases
from orders.choices import OrderEnding
from orders.models import AnnualNotification, NotificationPeriod, Order
from orders.rules.notification import Until, until
from orders.selectors.holding import KEEP_SUBJECT


@dataclass(frozen=True, slots=True)
class Notified:
    """What is known of the notification of a case: the period that counts, and the next day."""

    until: Until | None
    period: NotificationPeriod | None
    annual: AnnualNotification | None


def notified(case_ids: Collection[int], *, on: date) -> dict[int, Notified]:
    """Of each of these cases what was known on a day, of whoever anything is; three queries.

    NOT-15: an order that lasts longer keeps somebody subject, also one that was recorded after the period.
    """
    ids = list(case_ids)
    periods = {
        row.case_id: row
        for row in NotificationPeriod.objects.filter(of_cases(ids), known_on__lte=on).order_by(
            "known_on"
        )
    }
    annual = {
        row.case_id: row
        for row in AnnualNotification.objects.filter(of_cases(ids), known_on__lte=on).order_by(
            "known_on"
        )
    }
    ends: dict[int, list[date | None]] = defaultdict(list)
    orders = Order.objects.filter(of_cases(ids), kind__in=KEEP_SUBJECT, recorded_on__lte=on)
    for case_id, ends_on in orders.exclude(ended_because=OrderEnding.ERROR).values_list(
        "case_id", "ends_on"
    ):
        ends[case_id].append(ends_on)
    return {
        case_id: Notified(
            until(periods[case_id].ends_on, ends.get(case_id, ())) if case_id in periods else None,
            periods.get(case_id),
            annual.get(case_id),
        )
        for case_id in {*periods, *annual}
    }
