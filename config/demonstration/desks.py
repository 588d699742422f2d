"""What is known of the officers of the demonstration: weeks behind them, a supervision that was held, leave that is ahead."""

from datetime import date, datetime, time, timedelta

from caseloads.services.snapshots import take_snapshot
from config.demonstration.staff import FARAH, IDRIS, JO
from core.calendar import LONDON
from people.choices import AbsenceKind, SessionState
from people.models import Absence, AgreedAction, Officer, SupervisionSession, User

NIGHTS, MISSED = 30, 12  # kept until yesterday, and the one that nobody kept


def add(*, on: date, at: datetime) -> None:
    """After the cases: what officers carried follows from them."""
    for ago in range(NIGHTS, 0, -1):
        if ago != MISSED:
            take_snapshot(on=on - timedelta(days=ago))
    farah, idris, jo = (Officer.objects.get(code=code) for code in (FARAH, IDRIS, JO))
    held_on = on - timedelta(days=35)
    session = SupervisionSession.objects.create(
        officer=farah,
        supervisor=jo,
        state=SessionState.HELD,
        starts_at=datetime.combine(held_on, time(14), tzinfo=LONDON),
        held_on=held_on,
        notes="Too many cases since a colleague left. The two at very high risk come first.",
        support_offered=True,
    )
    AgreedAction.objects.create(
        session=session, owner=jo, what="Ask the unit for one more officer", due_on=on
    )
    monday = on + timedelta(days=7 - on.weekday())
    Absence.objects.create(
        officer=idris,
        kind=AbsenceKind.LEAVE,
        starts_on=monday,
        ends_on=monday + timedelta(days=5),
        recorded_by=User.objects.get(officer=jo),
        recorded_at=at,
    )
