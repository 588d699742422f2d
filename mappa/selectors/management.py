"""What the floors below show of MAPPA."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from core.bundle import Bundle
from core.prepared import prepared
from mappa.models import Management
from offenders.models import Case
from offenders.querysets import holds_on, of_cases
from offenders.selectors.dated import in_force as holding


def levels(case_ids: Collection[int], on: date) -> dict[int, str]:
    """Category and level in force, in words for a banner, by case; one query."""
    return {row.case_id: str(row) for row in _of(case_ids=list(case_ids), on=on)}


@prepared
def _of(*, case_ids: list[int], on: date) -> QuerySet[Management]:
    return Management.objects.filter(holds_on(on), of_cases(case_ids))


def in_force(facts: Bundle, *, on: date) -> Management | None:
    """The category and level of one case on a day."""
    return next(iter(holding(facts.of(Management), on)), None)


def said(_case: Case, facts: Bundle, on: date) -> str:
    """What the banner of the case says of MAPPA."""
    return str(in_force(facts, on=on) or "")


def category_of(facts: Bundle, on: date) -> int | None:
    """PRO-4: the category of one case on a day, as probation's tier asks for it."""
    row = in_force(facts, on=on)
    return row.category if row else None
