"""Supervision of officers: due so many days after the last session that was held."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q

from caseloads.deadlines.load import JOB
from caseloads.rules.supervision import Away, SupervisionFacts, supervision_due
from caseloads.selectors.measures import READS, measures_of
from core.models import holds_on
from core.prepared import one_of
from core.standards import in_force
from offenders.deadlines import Act, Shared
from offenders.deadlines.facts import name_of, named
from offenders.rules import Kind
from people.choices import Permission, SessionState
from people.models import Absence, Headship, Officer, Supervision, SupervisionSession
from people.selectors.supervision import last_supervision

INTERVAL = "supervision.interval"


class Supervisor(NamedTuple):
    officer_id: int
    name: str


def facts(shared: Shared) -> dict[int, SupervisionFacts]:
    """Of every officer who holds a case or signs in, but for who heads a unit: nobody here is above them.

    Ten queries beside the measures, for one officer or all.
    """
    interval = in_force(INTERVAL, on=shared.on).get(INTERVAL)
    staff = _staff(shared) if interval else []
    if not interval or not staff:
        return {}
    ids = [officer_id for officer_id, _ in staff]
    last, since = last_supervision(ids, shared.on), shared.counting_since(SUPERVISION, ids)
    away, planned = _away(ids, on=shared.on), _planned(ids)
    asked = _asked(dict(staff), on=shared.on)
    found = {}
    for officer_id in ids:
        who = asked.get(officer_id)
        found[officer_id] = SupervisionFacts(
            interval.value,
            since[officer_id],
            last.get(officer_id),
            away.get(officer_id, ()),
            planned.get(officer_id),
            who.name if who else "",
            who.officer_id if who else None,
        )
    return found


def _staff(shared: Shared) -> list[tuple[int, int]]:
    """Each with their team."""
    holding = [pk for pk, row in shared.once(measures_of).items() if row.cases]
    rows = Officer.objects.filter(one_of("id", shared.officer_ids)).filter(
        Q(user__is_active=True) | Q(one_of("id", holding))
    )
    heads = Headship.objects.filter(holds_on(shared.on)).values_list("officer", flat=True)
    above = set(heads)
    return [row for row in rows.order_by().values_list("id", "team") if row[0] not in above]


def _away(officer_ids: Collection[int], *, on: date) -> Mapping[int, list[Away]]:
    found: dict[int, list[Away]] = defaultdict(list)
    rows = Absence.objects.filter(one_of("officer", list(officer_ids)), starts_on__lte=on)
    for officer_id, starts_on, ends_on in rows.order_by("starts_on").values_list(
        "officer", "starts_on", "ends_on"
    ):
        if starts_on != ends_on:
            found[officer_id].append(Away(starts_on, ends_on))
    return found


def _planned(officer_ids: Collection[int]) -> dict[int, datetime]:
    rows = SupervisionSession.objects.filter(
        one_of("officer", list(officer_ids)), state=SessionState.PLANNED
    )
    return dict(rows.order_by().values_list("officer", "starts_at"))


def _asked(team_of: Mapping[int, int], *, on: date) -> dict[int, Supervisor]:
    """F-2: who supervises each: of a team whoever does since longest, of somebody who supervises the head of the unit."""
    leading: dict[int, list[Supervisor]] = defaultdict(list)
    leads = set()
    rows = Supervision.objects.filter(holds_on(on)).order_by("starts_on", "id")
    for team_id, officer_id, *who in rows.values_list("team", "officer", *named("officer")):
        leading[team_id].append(Supervisor(officer_id, name_of(*who)))
        leads.add(officer_id)
    heads = {
        team_id: Supervisor(officer_id, name_of(*who))
        for team_id, officer_id, *who in Headship.objects.filter(holds_on(on)).values_list(
            "delivery_unit__teams", "officer", *named("officer")
        )
    }
    found = {}
    for officer_id, team_id in team_of.items():
        above = heads.get(team_id) if officer_id in leads else next(iter(leading[team_id]), None)
        if above and above.officer_id != officer_id:
            found[officer_id] = above
    return found


SUPERVISION = Kind(
    code="supervision",
    label="Supervision",
    rule="F-2",
    rule_text="Every officer sits down with whoever supervises them, often enough that nobody carries it alone.",
    clears_when="A session is recorded as held.",
    would_not_clear="A session that is planned, one that was cancelled, an acceptance.",
    models=READS
    | {
        "core.Standard",
        "offenders.KindStart",
        "people.Absence",
        "people.DeliveryUnit",
        "people.Headship",
        "people.Supervision",
        "people.SupervisionSession",
        "people.Team",
        "people.User",
    },
    standards="supervision.",
    facts=facts,
    due=supervision_due,
    job=JOB,
    of="officer",
    only_here=True,
    is_worked_out_by_job=True,
    acts=(
        Act("Plan or record it", "caseloads:supervise", Permission.SUPERVISE, takes="officer"),
        Act(
            "See the sessions",
            "caseloads:supervision",
            Permission.VIEW_SUPERVISION,
            takes="officer",
        ),
    ),
)
