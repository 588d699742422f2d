"""Orders of a case and what holds of them on a day."""

from datetime import date

from offenders.models import Case, Condition
from offenders.querysets import holds_on


def live_conditions(case: Case, *, on: date) -> list[Condition]:
    """Every prohibition and requirement in force on a day, order by order; one query."""
    return list(
        Condition.objects.filter(holds_on(on), holds_on(on, "order__"), order__case=case)
        .select_related("order")
        .order_by("order__starts_on", "order_id", "starts_on", "id")
    )
