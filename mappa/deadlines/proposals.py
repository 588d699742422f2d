"""Levels that were proposed and that nobody has decided about. They are the managers' to look at."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from core.calendar import london_date, london_midnight
from core.prepared import prepared_for_few
from core.standards import in_force
from mappa.choices import Level
from mappa.deadlines.levels import managed
from mappa.deadlines.screening import JOB
from mappa.models import LevelProposal
from mappa.rules.levels import TO_DECIDE, WAIT, Proposed, is_for_a_meeting, level_to_decide_due
from offenders.choices import Need, WorkGroup
from offenders.deadlines import Act, Kind, Shared
from offenders.querysets import of_cases
from people.choices import Agency, Permission


def facts(shared: Shared) -> dict[int, list[Proposed]]:
    """What waited at the end of the day in cases of active people; one query, two more where something does."""
    rows = [
        row
        for row in _waiting(case_ids=shared.case_ids, end=_end(shared.on))
        if row.case_id in shared.active
    ]
    standard = in_force(WAIT, on=shared.on).get(WAIT) if rows else None
    if standard is None:
        return {}
    levels = managed(shared)
    found = {}
    for row in rows:
        level, officer = levels.get(row.case_id), row.proposed_by.officer_or_none
        found[row.case_id] = [
            Proposed(
                key=row.uuid,
                level=Level(row.level),
                by=row.proposed_by.name,
                on=london_date(row.proposed_at),
                is_for_a_meeting=is_for_a_meeting(row.level, level.level if level else None),
                agency=Agency(officer.agency) if officer else None,
                days=standard.value,
                since=standard.since,
            )
        ]
    return found


@prepared_for_few
def _waiting(*, case_ids: list[int], end: datetime) -> QuerySet[LevelProposal]:
    undecided = Q(decided_at__isnull=True) | Q(decided_at__gte=end)
    rows = LevelProposal.objects.filter(undecided, of_cases(case_ids), proposed_at__lt=end)
    return rows.select_related("proposed_by__officer").order_by("proposed_at", "id")


def _end(on: date) -> datetime:
    return london_midnight(on + timedelta(days=1))


def _due(facts: Iterable[Proposed], on: date) -> list[Any]:
    return [due for row in facts for due in level_to_decide_due(row, on)]


LEVEL_TO_DECIDE = Kind(
    code=TO_DECIDE,
    group=WorkGroup.MAPPA,
    label="MAPPA level to decide",
    rule="MAP-14",
    rule_text=(
        "A level that is proposed is decided within five working days: level 1 by a manager who did not propose it, the rest "
        "as a meeting decided."
    ),
    clears_when="The level is set, or sent back with the reason; or another proposal takes its place.",
    would_not_clear="A contact about it, a review, the acceptance of a flag.",
    models=frozenset(
        {
            "core.Standard",
            "mappa.LevelProposal",
            "mappa.Management",
            "offenders.Case",
            "people.Officer",
            "people.User",
        }
    ),
    standards=WAIT,
    facts=facts,
    due=_due,
    job=JOB,
    listed_as="For a manager to look at",
    only_here=True,
    area="levels",
    needs=frozenset({Need.ACTIVE}),
    acts=(
        Act(
            "Decide about the level",
            "mappa:decide_level",
            Permission.APPROVE_LEVEL,
            takes="subject",
        ),
    ),
)
