"""What is known before a visit is recorded, so that it is asked back or need not be typed again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.calendar import in_full, london_date
from offenders.models import Case, Registration
from offenders.querysets import holds_on
from offenders.selectors.case import REGISTERED
from orders.models import Condition
from orders.selectors import live_conditions, unrecorded_orders
from visits.models import ConditionCheck, Visit

# What rarely changes between two visits: the last answer stands beside the question.
REMEMBERED = ("vehicles", "employment", "relationships")
LOOKED_AT = 20


@dataclass(frozen=True, slots=True)
class Known:
    """The conditions and notifications to ask back, what was said last, and what this record said before."""

    conditions: tuple[Condition, ...] = ()
    notifies: bool = False
    unrecorded: tuple[str, ...] = ()
    last: Mapping[str, str] = field(default_factory=dict)
    checks: tuple[ConditionCheck, ...] = ()


NOTHING_KNOWN = Known()


def known(case: Case, *, on: date, visit: Visit | None = None) -> Known:
    """As at a day; a visit that is being corrected brings what it was asked then. Five queries."""
    checks = list(visit.checks.select_related("condition__order")) if visit else []
    live = live_conditions(case, on=on)
    earlier = [row.condition for row in checks if row.condition and row.condition not in live]
    registered = Registration.objects.filter(holds_on(on), case=case, register__code=REGISTERED)
    return Known(
        conditions=(*live, *earlier),
        notifies=registered.exists() or any(row.notification for row in checks),
        unrecorded=tuple(unrecorded_orders(case, on=on)),
        last=_last_said(case, visit),
        checks=tuple(checks),
    )


def _last_said(case: Case, visit: Visit | None) -> dict[str, str]:
    """The newest answer to each, with its day; one query. The record being corrected is not its own past."""
    rows = Visit.objects.current().filter(case=case).exclude(outcome="")
    if visit:
        rows = rows.filter(contact__happened_at__lt=visit.contact.happened_at)
    found = rows.order_by("-contact__happened_at", "-pk").values(
        "contact__happened_at", *REMEMBERED
    )
    said: dict[str, str] = {}
    for row in found[:LOOKED_AT]:
        day = in_full(london_date(row["contact__happened_at"]))
        for name in REMEMBERED:
            if row[name]:
                said.setdefault(name, f"{day}: {row[name]}")
    return said
