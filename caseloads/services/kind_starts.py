"""From which day a kind counts that only this service records, for one team, a unit, a region or everybody."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from caseloads.rules import start_problem
from caseloads.selectors.kind_starts import history_of, version_of
from caseloads.services.reference import recompute_soon
from core.calendar import in_full, london_date
from core.errors import RefusedError, StaleError, refuse
from offenders.models import KindStart
from offenders.rules.kinds import Kind
from people.models import Team


@transaction.atomic
def start_kind(
    *, kind: Kind, teams: QuerySet[Team], starts_on: date, version: int, at: datetime
) -> int:
    """Have a kind count for these teams from a day on; the number of teams for which that is another day than before.

    A team that joined after that day has its own first day. What was due before the day becomes a list, and an open
    flag of it is closed, within minutes. `version` is that of the kind on the screen. Raises StaleError when
    somebody changed it meanwhile, RefusedError when the day cannot be or changes nothing.
    """
    first_days = _hold(teams)
    if version_of(kind.code) != version:
        raise _stale(kind, at=at)
    refuse(start_problem(starts_on, first_days=first_days.values(), on=london_date(at)))
    wanted = {team_id: max(starts_on, first_day) for team_id, first_day in first_days.items()}
    changed = _store(kind, wanted, first_days)
    if not changed:
        raise RefusedError(f"It counts from {in_full(starts_on)} there already.")
    recompute_soon(kind)
    return changed


def _hold(teams: QuerySet[Team]) -> dict[int, date]:
    """The first day here of each team. They are locked in one order: two who set the same teams wait for each other."""
    rows = teams.order_by("pk").select_for_update(no_key=True, of=("self",))
    return dict(rows.values_list("pk", "created_on"))


def _store(kind: Kind, wanted: Mapping[int, date], first_days: Mapping[int, date]) -> int:
    stored = {
        row.team_id: row for row in KindStart.objects.filter(kind=kind.code, team_id__in=wanted)
    }
    fresh, moved = [], []
    for team_id, day in wanted.items():
        row = stored.get(team_id)
        if row is None and day != first_days[team_id]:
            fresh.append(KindStart(kind=kind.code, team_id=team_id, starts_on=day))
        elif row is not None and row.starts_on != day:
            row.starts_on, row.version = day, row.version + 1
            moved.append(row)
    KindStart.objects.bulk_create(fresh)
    KindStart.objects.bulk_update(moved, ["starts_on", "version"])
    return len(fresh) + len(moved)


def _stale(kind: Kind, *, at: datetime) -> StaleError:
    last = next(iter(history_of(kind.code)), None)
    return StaleError(
        saved_by=(last.who if last else "") or "Somebody",
        saved_at=last.at if last else at,
        theirs=[(kind.label, last.words if last else "Changed")],
    )
