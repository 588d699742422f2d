"""When officers were last supervised."""

from collections.abc import Collection
from datetime import date

from django.db.models import Max

from core.prepared import one_of
from people.models import SupervisionSession


def last_supervision(officer_ids: Collection[int], on: date) -> dict[int, date]:
    """F-2: the day of the last session that was held, as at `on`, by officer; of whom none was, nothing. One query."""
    held = SupervisionSession.objects.filter(
        one_of("officer", list(officer_ids)), held_on__lte=on
    ).order_by()
    return dict(held.values_list("officer").annotate(Max("held_on")))
