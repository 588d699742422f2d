"""What officers carry, kept night by night for the trend lines."""

from datetime import date

from django.db import transaction

from caseloads.models import Snapshot
from caseloads.rules.measures import Measures
from caseloads.selectors.measures import measures

COUNTED = ("cases", "in_custody", "registered", "high", "very_high", "untiered")


@transaction.atomic
def take_snapshot(*, on: date) -> int:
    """CAS-19: keep what every officer carries on a day; how many rows. Of a day that is kept already nothing changes."""
    before = Snapshot.objects.filter(on=on).count()
    rows = [_row(officer_id, row, on) for officer_id, row in measures(on=on).items()]
    Snapshot.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2_000)
    return Snapshot.objects.filter(on=on).count() - before


def _row(officer_id: int, row: Measures, on: date) -> Snapshot:
    capacity = row.capacity
    return Snapshot(
        officer_id=officer_id,
        on=on,
        **{name: row.counts[name] for name in COUNTED},
        points=row.points,
        available=row.available,
        capacity=capacity.percent if capacity and not capacity.is_without_hours else None,
        is_without_hours=bool(capacity and capacity.is_without_hours),
    )
