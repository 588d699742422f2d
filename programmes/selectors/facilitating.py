"""What whoever runs groups has to do: sessions of today and the days ahead, registers that nobody has saved."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.calendar import london_date, london_midnight
from core.prepared import prepared
from offenders.querysets import holds_on
from people.choices import Permission
from people.models import User
from programmes.models import Placement, Session

AHEAD = timedelta(days=7)
# So long the people of a group are seen after its end: what was not saved by then nobody can save.
BACK = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class Sessions:
    """The sessions of the groups that somebody runs, soonest first; whoever runs none has nothing here."""

    to_fill: Sequence[Session] = field(default_factory=tuple)
    today: Sequence[Session] = field(default_factory=tuple)
    ahead: Sequence[Session] = field(default_factory=tuple)

    def __bool__(self) -> bool:
        return bool(self.to_fill or self.today or self.ahead)


def sessions_of(user: User, *, at: datetime) -> Sessions:
    """For a day; one query, and none for whoever keeps no registers."""
    officer, needs = user.officer_or_none, Permission.KEEP_REGISTER
    if officer is None or not user.has(needs) or user.other_agency(needs) is not None:
        return Sessions()
    on = london_date(at)
    rows = _sessions(
        officer=officer.pk,
        on=on,
        start=london_midnight(on - BACK),
        today=london_midnight(on),
        end=london_midnight(on + AHEAD + timedelta(days=1)),
    )
    return Sessions(
        to_fill=[row for row in rows if row.starts_at <= at and row.saved_at is None],
        today=[row for row in rows if london_date(row.starts_at) == on and not _waits(row, at)],
        ahead=[row for row in rows if london_date(row.starts_at) > on],
    )


def _waits(session: Session, at: datetime) -> bool:
    """It stands among the registers to fill."""
    return session.starts_at <= at and session.saved_at is None


@prepared
def _sessions(
    *, officer: int, on: date, start: datetime, today: datetime, end: datetime
) -> QuerySet[Session]:
    """Of groups that run and in which somebody has a seat; of those before only what nobody has saved."""
    seats = Placement.objects.filter(group=OuterRef("group"))
    rows = Session.objects.filter(
        Exists(seats),
        holds_on(on, "group__facilitations__"),
        Q(saved_at__isnull=True) | Q(starts_at__gte=today),
        group__facilitations__officer=officer,
        group__cancelled_on__isnull=True,
        starts_at__gte=start,
        starts_at__lt=end,
    )
    return rows.select_related("group__place").order_by("starts_at", "id")
