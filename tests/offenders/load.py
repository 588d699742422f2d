"""A kind of deadline about officers, for tests: so many cases that somebody must look at it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max

from core.calendar import in_full
from offenders.choices import AllocationRole, Severity
from offenders.deadlines import Act, Kind, Shared
from offenders.models import Allocation
from offenders.querysets import holds_on
from offenders.rules import Due, Input
from people.choices import Permission

JOB = "tests.flag_load"


@dataclass(frozen=True, slots=True)
class LoadFacts:
    cases: int
    since: date


def facts(shared: Shared) -> dict[int, LoadFacts]:
    rows = (
        Allocation.objects.filter(
            holds_on(shared.on), officer__in=shared.officer_ids, role=AllocationRole.LEAD
        )
        .order_by()
        .values_list("officer")
        .annotate(Count("pk"), Max("starts_on"))
    )
    return {officer_id: LoadFacts(cases, since) for officer_id, cases, since in rows}


def load_due(load: LoadFacts, on: date) -> list[Due]:
    """From two cases on somebody looks at it; from three it is grave."""
    if load.cases < 2:
        return []
    return [
        Due(
            on=load.since,
            rule="CAS-27",
            because=f"{load.cases} cases since {in_full(load.since)}.",
            severity=Severity.HIGH if load.cases > 2 else Severity.STANDARD,
            inputs=(Input("Cases", str(load.cases), load.since, "allocation:1"),),
            value=str(load.cases),
        )
    ]


LOAD = Kind(
    code="load",
    label="Caseload",
    rule="CAS-27",
    rule_text="So many cases are looked at.",
    clears_when="The officer holds fewer cases.",
    would_not_clear="An acceptance.",
    models=frozenset({"offenders.Allocation"}),
    standards="",
    facts=facts,
    due=load_due,
    job=JOB,
    of="officer",
    acts=(Act("See the officer", "caseloads:officer", Permission.VIEW_TEAM, takes="officer"),),
)
Declare = Callable[[Kind], Kind]
