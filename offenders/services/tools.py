"""Since when, and until when, a tool of the catalogue is used for new work."""

from datetime import date, datetime

from django.db import transaction

from core.editing import held
from core.errors import RefusedError, StaleError
from core.history import changes_of
from offenders.models import AssessmentTool


@transaction.atomic
def set_days(
    *,
    tool: AssessmentTool,
    starts_on: date | None,
    ends_on: date | None,
    replaced_by: str,
    version: int,
    at: datetime,
) -> AssessmentTool:
    """F-32: the days between which a tool is used; the end is exclusive, and what was assessed by it stays.

    Raises RefusedError for an end before the beginning, StaleError when somebody changed it meanwhile.
    """
    if starts_on and ends_on and ends_on <= starts_on:
        raise RefusedError("The last day cannot be before the first.", about="last_day")
    rows = AssessmentTool.objects.filter(pk=tool.pk)
    stored = held(rows, version=version, stale=lambda row: _stale(row, at=at))
    stored.starts_on, stored.ends_on, stored.replaced_by = starts_on, ends_on, replaced_by.strip()
    stored.version += 1
    stored.save(update_fields=["starts_on", "ends_on", "replaced_by", "version"])
    return stored


def _stale(row: AssessmentTool, *, at: datetime) -> StaleError:
    changes = changes_of(AssessmentTool, code=row.code)
    words = f"{row.starts_on or 'not known'} to {row.ends_on or 'in use'}"
    return StaleError(
        saved_by=changes[0].who or "Somebody",
        saved_at=changes[0].at,
        theirs=[(row.name, words)],
    )
