"""A case that somebody gave to another team while this supervisor's page was open: they are told who did."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, F, OuterRef

from core.calendar import in_full, london_date
from core.errors import StaleError
from core.history import changes_of
from offenders.choices import AllocationRole
from offenders.models import Allocation, Case
from offenders.querysets import holds_on
from people.models import Team, User

RECENTLY = timedelta(hours=12)  # as long as a session goes on


def taken_meanwhile(case_uuids: Collection[UUID], user: User, *, at: datetime) -> StaleError | None:
    """CAS-18: who took it, of a case that was with this supervisor's teams until somebody gave it away just now.

    It is with another team and no longer theirs to see, so nothing is said of the person: only who leads it and who
    gave it. Not of a case that is closed to them (INF-30). The same single query whether there is such a case or not.
    """
    on = london_date(at)
    mine = Team.objects.led_by(user, on=on).values("pk")
    before = Allocation.objects.filter(
        case=OuterRef("case"),
        agency=OuterRef("agency"),
        role=AllocationRole.LEAD,
        ends_on__lte=OuterRef("starts_on"),
        officer__team__in=mine,
        officer__agency=F("agency"),
    )
    rows = (
        Allocation.objects.filter(
            holds_on(on), Exists(before), role=AllocationRole.LEAD, case__uuid__in=case_uuids
        )
        .exclude(officer__team__in=mine)
        .exclude(case__in=Case.objects.closed_to(user, at=at).values("pk"))
        .select_related("officer__team")
    )
    changes = [(row, changes_of(Allocation, pgh_obj=row.pk)[0]) for row in rows]
    recent = [(row, change) for row, change in changes if at - change.at <= RECENTLY]
    if not recent:
        return None
    first = recent[0][1]
    return StaleError(
        saved_by=first.who or "An import",
        saved_at=first.at,
        theirs=[_line(row) for row, _ in recent],
    )


def _line(row: Allocation) -> tuple[str, str]:
    officer = row.officer
    return "Given to", f"{officer.name} of {officer.team.name}, since {in_full(row.starts_on)}"
