"""An officer goes to another team: what counts by the team is worked out again, for them and for their cases."""

from datetime import date, timedelta
from typing import Any

import pytest

from core import clock
from core.models import JobRun, Message
from offenders import deadlines
from offenders.models import Case, Deadline, KindStart
from offenders.tasks import recompute_officer
from people import services
from people.models import Team, User
from tests.caseloads.test_kind_starts import CODE, DUE, FIRST_DAY, asks_for

pytestmark = pytest.mark.django_db


def move(user: User, team: Team, by: User) -> None:
    officer = user.officer
    services.move_to_team(
        user=user, officer=officer, team=team, version=officer.version, by=by, at=clock.now()
    )


def run_what_waits() -> None:
    (message,) = Message.objects.filter(sent_at__isnull=True)
    assert message.task == "offenders.recompute_officer"
    recompute_officer(**message.arguments)
    assert JobRun.objects.get(name__startswith=message.task).succeeded


def drifted(case: Case) -> list[deadlines.Key]:
    today = clock.today()
    return deadlines.drift([case.pk], since=today - timedelta(days=1), on=today)


@pytest.mark.parametrize("ended", [False, True])
def test_the_new_team_decides_from_when_a_kind_counts(
    ended: bool, a_kind: Any, case: Case, amira: User, hal: User, other_team: Team
) -> None:
    """Also of a case that they led last: it stays with their team until somebody else has it."""
    Team.objects.update(created_on=FIRST_DAY)
    Case.objects.update(created_on=FIRST_DAY)
    a_kind(asks_for({case.pk: DUE}))
    KindStart.objects.create(kind=CODE, team=other_team, starts_on=DUE + timedelta(days=1))
    if ended:
        case.allocations.filter(agency="police").update(ends_on=date(2026, 6, 1))
    deadlines.refresh_all(on=clock.today(), at=clock.now())
    assert not Deadline.objects.get(case=case, kind=CODE).is_backlog

    move(amira, other_team, hal)
    run_what_waits()
    assert Deadline.objects.get(case=case, kind=CODE).is_backlog
    assert drifted(case) == []
    assert not case.flags.filter(kind=CODE, cured_at__isnull=True).exists()
