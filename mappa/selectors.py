"""What the floors below show of MAPPA."""

from collections.abc import Collection
from datetime import date

from mappa.models import Management
from offenders.querysets import holds_on


def levels(case_ids: Collection[int], on: date) -> dict[int, str]:
    """Category and level in force, in words for a banner, by case; one query."""
    rows = Management.objects.filter(holds_on(on), case__in=case_ids)
    return {row.case_id: str(row) for row in rows}


def in_force(case_id: int, *, on: date) -> Management | None:
    """The category and level of one case on a day."""
    return Management.objects.filter(holds_on(on), case=case_id).first()
