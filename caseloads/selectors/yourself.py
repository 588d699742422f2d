"""What an officer's day says of themself, beside their cases: supervision that is planned, training that runs out."""

from dataclasses import dataclass, field
from datetime import datetime

from caseloads.selectors.coverage import runs_out_of
from caseloads.selectors.supervision import planned_for
from core.calendar import london_date
from people.models import SupervisionSession, User


@dataclass(frozen=True, slots=True)
class Planned:
    """A session that is planned with somebody: their own, or one of whom they supervise."""

    session: SupervisionSession
    is_own: bool
    is_past: bool

    @property
    def is_to_record(self) -> bool:
        return self.is_past and not self.is_own


@dataclass(frozen=True, slots=True)
class Yourself:
    planned: list[Planned] = field(default_factory=list)
    training: list[str] = field(default_factory=list)  # sentences


def yourself(user: User, *, at: datetime) -> Yourself:
    """Four queries at most, none for somebody without a staff record."""
    sessions = planned_for(user, at=at)
    return Yourself(
        [
            Planned(row, is_own=row.officer.user_id == user.pk, is_past=row.starts_at < at)
            for row in sessions
        ],
        runs_out_of(user.officer_or_none, on=london_date(at)),
    )
