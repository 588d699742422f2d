"""Where an office or a venue is: its postcode, by whoever manages reference data."""

from datetime import datetime

from django.db import transaction

from caseloads.selectors.offices import NONE, version_of_place
from core.editing import lock
from core.errors import StaleError
from core.history import changes_of
from people.models import Team
from programmes.models import Place


@transaction.atomic
def set_postcode(*, of: Team | Place, postcode: str, version: int, at: datetime) -> None:
    """Keep the postcode of an office or a venue; an empty one takes it away. The history keeps both.

    Raises StaleError when somebody changed the row meanwhile.
    """
    row = lock(of)
    if version_of_place(row) != version:
        last = next(iter(changes_of(type(row), pgh_obj=row.pk)), None)
        raise StaleError(
            saved_by=(last.who if last else "") or "An import",
            saved_at=last.at if last else at,
            theirs=[("Postcode", row.postcode or NONE)],
        )
    row.postcode = postcode
    row.save(update_fields=["postcode"])
