"""What changed lately in the plan of a case."""

from datetime import date

from core.bundle import Bundle
from core.calendar import london_date
from offenders.models import Case
from offenders.selectors.changes import Change
from plans.models import Plan


def changes(_case: Case, facts: Bundle, since: date, on: date) -> list[Change]:
    """Versions that were signed, or countersigned, between these days."""
    return [
        Change(day, f"{plan}: {done}", plan.get_absolute_url())
        for plan in facts.of(Plan)
        for at, done in ((plan.signed_at, "signed"), (plan.countersigned_at, "countersigned"))
        if at and since <= (day := london_date(at)) <= on
    ]
