"""What follows when an officer goes to another team: some kinds count from a day of the team (ADR 20)."""

from datetime import datetime

from core.calendar import london_date
from core.queue import enqueue
from offenders import deadlines
from offenders.choices import AllocationRole
from offenders.models import Allocation
from people.models import Officer

RECOMPUTE_OFFICER = "offenders.recompute_officer"


def recompute_soon(officer: Officer) -> None:
    """Have it worked out once the move is committed: the move holds the officer, and this waits for their cases."""
    enqueue(RECOMPUTE_OFFICER, officer_id=officer.pk)


def recompute_officer(*, officer_id: int, at: datetime) -> deadlines.Swept:
    """Work out again what depends on the officer's team: for them, and for each case that they lead or ever led."""
    led = Allocation.objects.filter(officer_id=officer_id, role=AllocationRole.LEAD)
    return deadlines.refresh(
        set(led.values_list("case_id", flat=True)),
        officer_ids=[officer_id],
        changed=Officer,
        on=london_date(at),
        at=at,
        fact=f"officer:{officer_id}",
    )
