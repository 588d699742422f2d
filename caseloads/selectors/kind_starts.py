"""From which day the kinds count that only this service records, by team, with what that makes of their deadlines."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.db.models import Count, Max, Min, Q, QuerySet, Sum
from django.urls import reverse

from caseloads.selectors.reference import reasons_of
from core.calendar import in_full
from core.models import holds_on
from core.table import Column, Table, lines, link, nowrap
from offenders.choices import AllocationRole, DueState
from offenders.models import Deadline, KindStart
from offenders.rules import all_kinds
from offenders.rules.kinds import Kind
from people.choices import Agency
from people.models import DeliveryUnit, Region, Team

EVERYBODY = "all"
MOST_CHANGES = 20


@dataclass(frozen=True, slots=True)
class Step:
    """One change: for how many teams, which one if it was one, from which day, and why."""

    at: datetime
    who: str
    words: str
    reason: str


def kinds_with_a_start() -> list[Kind]:
    """The kinds that count from a day on, by name."""
    return sorted((kind for kind in all_kinds() if kind.only_here), key=lambda kind: kind.label)


def kind_with_a_start(code: str) -> Kind | None:
    return next((kind for kind in kinds_with_a_start() if kind.code == code), None)


def version_of(code: str) -> int:
    """A number that grows with every change of the kind's days: a row is never removed, and counts its changes."""
    found = KindStart.objects.filter(kind=code).aggregate(total=Sum("version"))
    return found["total"] or 0


def teams_of(kind: Kind) -> QuerySet[Team]:
    """The teams whose work the kind is."""
    teams = Team.objects.order_by("name", "pk")
    return teams.filter(agency=kind.agency) if kind.agency else teams


def teams_at(kind: Kind, place: str) -> QuerySet[Team]:
    """The teams that a value of `places_of` means."""
    what, _, pk = place.partition(":")
    filters = {
        EVERYBODY: Q(),
        "region": Q(delivery_unit__region=pk),
        "unit": Q(delivery_unit=pk),
        "team": Q(pk=pk),
    }
    return teams_of(kind).filter(filters[what])


def places_of(kind: Kind) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where it can be started, in groups for a list to choose from; three queries."""
    teams = teams_of(kind)
    units = DeliveryUnit.objects.filter(teams__in=teams).distinct().order_by("name", "pk")
    regions = Region.objects.filter(delivery_units__teams__in=teams).distinct()
    groups = [
        ("Everybody", [(EVERYBODY, "All teams whose work it is")]),
        ("A region", [(f"region:{row.pk}", row.name) for row in regions.order_by("name", "pk")]),
        ("A delivery unit", [(f"unit:{row.pk}", row.name) for row in units]),
        ("A team", [(f"team:{row.pk}", f"{row.name} ({row.code})") for row in teams]),
    ]
    return [(label, choices) for label, choices in groups if choices]


def table_of_kinds(*, on: date) -> Table:
    """Each kind with whose work it is and for how many teams a day has been chosen; one query."""
    rows = KindStart.objects.values("kind").annotate(
        teams=Count("pk"), later=Count("pk", filter=Q(starts_on__gt=on))
    )
    chosen = {row["kind"]: row for row in rows}
    cells = []
    for kind in kinds_with_a_start():
        found = chosen.get(kind.code, {"teams": 0, "later": 0})
        cells.append(
            (
                link(reverse("caseloads:kind_start", args=[kind.code]), kind.label),
                nowrap(kind.rule),
                kind.agency.label if kind.agency else "Either agency",
                lines(
                    str(found["teams"] or "None"),
                    f"{found['later']} not counting yet" if found["later"] else None,
                ),
            )
        )
    columns = [
        Column("Kind", names_row=True),
        Column("Rule"),
        Column("Whose work"),
        Column("Teams with a day of their own"),
    ]
    return Table("Kinds that count from a day on", columns, cells)


def table_of_teams(kind: Kind, teams: Sequence[Team], *, on: date) -> Table:
    """The teams with the day from which it counts for each, and what is late now and from before; two queries."""
    chosen = dict(
        KindStart.objects.filter(kind=kind.code, team__in=teams).values_list("team", "starts_on")
    )
    counted = _counted(kind, teams, on=on)
    address = reverse("caseloads:kind_start", args=[kind.code])
    cells = []
    for team in teams:
        starts_on = chosen.get(team.pk)
        overdue, backlog = counted.get(team.pk, (0, 0))
        cells.append(
            (
                lines(team.name, team.code),
                lines(
                    nowrap(in_full(starts_on or team.created_on)),
                    "Chosen" if starts_on else "Its first day here",
                    "Does not count yet" if starts_on and starts_on > on else None,
                ),
                str(overdue),
                str(backlog),
                link(f"{address}?where=team:{team.pk}#set", "Change", unseen=f" {team.name}"),
            )
        )
    columns = [
        Column("Team", names_row=True),
        Column("Counts from"),
        Column(DueState.OVERDUE.label, is_numeric=True),
        Column(DueState.BACKLOG.label, is_numeric=True),
        Column("Day"),
    ]
    return Table(f"{kind.label}: from which day it counts for each team", columns, cells)


def _counted(kind: Kind, teams: Iterable[Team], *, on: date) -> dict[int, tuple[int, int]]:
    """By team, people of whom something of this kind is late, and from before; of a case the team of who leads it."""
    agencies = [kind.agency] if kind.agency else list(Agency)
    holder = "officer__" if kind.of == "officer" else "case__allocations__officer__"
    leads = (
        Q()
        if kind.of == "officer"
        else holds_on(on, "case__allocations__")
        & Q(case__allocations__role=AllocationRole.LEAD, case__allocations__agency__in=agencies)
    )
    late = Deadline.objects.filter(leads, kind=kind.code, **{f"{holder}team__in": list(teams)})
    rows = (
        late.with_own_state(on=on)
        .values_list(f"{holder}team", "state")
        .annotate(people=Count(kind.of, distinct=True))
        .order_by()
    )
    found: dict[int, dict[str, int]] = {}
    for team_id, state, people in rows:
        found.setdefault(team_id, {})[state] = people
    return {
        team_id: (by_state.get(DueState.OVERDUE, 0), by_state.get(DueState.BACKLOG, 0))
        for team_id, by_state in found.items()
    }


def history_of(code: str) -> list[Step]:
    """The newest changes of the kind's days, one line for what was set at once; two queries."""
    events = apps.get_model(KindStart._meta.app_label, f"{KindStart.__name__}Event")
    rows = list(
        events.objects.filter(kind=code)
        .values("pgh_context", "pgh_context__metadata", "starts_on")
        .annotate(
            at=Max("pgh_created_at"),
            newest=Max("pgh_id"),
            teams=Count("team", distinct=True),
            one=Min("team__name"),
        )
        .order_by("-newest")[:MOST_CHANGES]
    )
    contexts = [row["pgh_context__metadata"] or {} for row in rows]
    reasons = reasons_of([str(context["request"]) for context in contexts if "request" in context])
    return [
        Step(
            row["at"],
            str(context.get("user_label", "")),
            f"{_how_many(row)} from {in_full(row['starts_on'])}",
            reasons.get(str(context.get("request", "")), ""),
        )
        for row, context in zip(rows, contexts, strict=True)
    ]


def _how_many(row: dict[str, object]) -> str:
    return str(row["one"]) if row["teams"] == 1 else f"{row['teams']} teams"
