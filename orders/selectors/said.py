"""What is to be said of the orders of a case, out of the stored deadlines: pages have no second opinion."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from core.prepared import prepared
from offenders.choices import Severity
from offenders.models import Case, Deadline
from offenders.rules import label_of
from orders.rules import RULES

ENDS = frozenset({"order_end", "travel_ban_end"})


@dataclass(frozen=True, slots=True)
class Remark:
    """What somebody should know about an order or a condition. High severity needs a person now."""

    rule: str
    label: str
    words: str
    severity: Severity


Remarks = Mapping[str, list[Remark]]


def remarks_of(case: Case, *, on: date) -> Remarks:
    """What is asked for or told ahead on a day, by the UUID of the order or condition; one query."""
    found: dict[str, list[Remark]] = defaultdict(list)
    for row in _remarked(case=case.pk, on=on):
        found[row.subject].append(
            Remark(row.rule, _label(row, on), row.because, Severity(row.severity))
        )
    return found


def registered_without_order(case: Case, *, on: date) -> list[str]:
    """ORD-10: registers in force that say that there is an order where none such is; a sentence each, one query."""
    return _sentences(_told(case, on).filter(kind="order_missing"))


def unrecorded_orders(case: Case, *, on: date) -> list[str]:
    """What a list of conditions does not tell of: registers without an order (ORD-10), orders without a condition.

    One sentence each, for whoever goes by `live_conditions`; one query.
    """
    return _sentences(_told(case, on).filter(kind__in=["order_missing", "order_conditions"]))


@prepared
def _remarked(*, case: int, on: date) -> QuerySet[Deadline]:
    return _told(case, on).order_by("due_on", "id")


def _told(case: Case | int, on: date) -> QuerySet[Deadline]:
    return Deadline.objects.filter(case=case, kind__in=RULES, told_on__lte=on)


def _sentences(rows: QuerySet[Deadline]) -> list[str]:
    # What a register says comes first: nothing at all is recorded of that.
    return list(rows.order_by("-missing", "due_on", "id").values_list("because", flat=True))


def _label(row: Deadline, on: date) -> str:
    """ "Ends in 27 days"; of anything else the name of its kind."""
    if row.kind not in ENDS:
        return label_of(row.kind)
    left = (row.due_on - on).days
    words = {0: "Ends today", 1: "Ends tomorrow"}.get(left, f"Ends in {left} days")
    return words if left >= 0 else "Interim order past its date"
