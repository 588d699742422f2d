"""The scheduled jobs of the case record: the nightly recompute, by team over the workers; old drafts go."""

from datetime import date, timedelta

from celery import shared_task

from core import clock
from core.jobs import Figures, last_success, run_job
from core.queue import enqueue
from offenders import deadlines
from offenders.services import moves
from offenders.services.drafts import forget_old_drafts

RECOMPUTE = "offenders.recompute_deadlines"
RECOMPUTE_TEAM = "offenders.recompute_team"
RECOMPUTE_KIND = "offenders.recompute_kind"
FLAG_OVERDUE = "offenders.flag_overdue"
FLAG_SUPERVISION = "offenders.flag_supervision"
FLAG_ENFORCEMENT = "offenders.flag_enforcement"
FORGET_DRAFTS = "offenders.forget_drafts"
NO_TEAM = 0


@shared_task(name=FORGET_DRAFTS)
def forget_drafts() -> None:
    run_job(FORGET_DRAFTS, on=clock.today(), work=lambda: forget_old_drafts(at=clock.now()))


@shared_task(name=FLAG_OVERDUE)
def flag_overdue() -> None:
    """Raise and cure the flags of the kinds that the case record itself owns."""
    deadlines.run_sweep(FLAG_OVERDUE, on=clock.today(), at=clock.now())


@shared_task(name=FLAG_SUPERVISION)
def flag_supervision() -> None:
    """Raise and cure the flags of probation's clocks."""
    deadlines.run_sweep(FLAG_SUPERVISION, on=clock.today(), at=clock.now())


@shared_task(name=FLAG_ENFORCEMENT)
def flag_enforcement() -> None:
    """Raise and cure the flags of what is to be done about failures to comply."""
    deadlines.run_sweep(FLAG_ENFORCEMENT, on=clock.today(), at=clock.now())


@shared_task(name=RECOMPUTE)
def recompute_deadlines() -> None:
    """Once a London day: hand each team's cases and officers to a worker. A second call of the day does nothing."""
    on = clock.today()
    last = last_success(RECOMPUTE)
    if last and last.on >= on:
        return
    since = last.on if last else on - timedelta(days=1)
    run_job(RECOMPUTE, on=on, work=lambda: _fan_out(since=since, on=on))


def _fan_out(*, since: date, on: date) -> Figures:
    teams = deadlines.work_by_team(on=on)
    for team_id in teams:
        enqueue(
            RECOMPUTE_TEAM, team_id=team_id or NO_TEAM, since=since.isoformat(), on=on.isoformat()
        )
    return {"teams": len(teams), "cases": sum(len(work.case_ids) for work in teams.values())}


@shared_task(name=RECOMPUTE_TEAM)
def recompute_team(*, team_id: int, since: str, on: str) -> None:
    """Recompute a team's cases and officers from the facts; drift in the figures is a defect for the operator to see."""
    day, at = date.fromisoformat(on), clock.now()
    run_job(
        f"{RECOMPUTE_TEAM}.{team_id}",
        on=day,
        work=lambda: deadlines.recompute_team(
            team_id or None, since=date.fromisoformat(since), on=day, at=at
        ),
    )


@shared_task(name=RECOMPUTE_KIND)
def recompute_kind(*, kind: str) -> None:
    """Recompute one kind for every case: a standard that it reads was changed."""
    on, at = clock.today(), clock.now()
    run_job(
        f"{RECOMPUTE_KIND}.{kind}",
        on=on,
        work=lambda: deadlines.refresh_kind(deadlines.kind(kind), on=on, at=at).figures(),
    )


@shared_task(name=moves.RECOMPUTE_OFFICER)
def recompute_officer(*, officer_id: int) -> None:
    """Recompute what depends on an officer's team: they went to another."""
    on, at = clock.today(), clock.now()
    run_job(
        f"{moves.RECOMPUTE_OFFICER}.{officer_id}",
        on=on,
        work=lambda: moves.recompute_officer(officer_id=officer_id, at=at).figures(),
    )
