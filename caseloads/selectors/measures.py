"""What officers carry on a day, for flags, pages and files alike: a fixed number of queries for one officer or all."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import (
    Case as Choose,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Concat

from caseloads.models import Points
from caseloads.rules.measures import (
    FIGURES,
    Desk,
    Held,
    Measures,
    Nominal,
    Row,
    Tiered,
    Weighed,
    measured,
    table_on,
    weigh,
)
from core.models import holds_on
from core.prepared import Parameter, one_of, prepared
from core.standards import InForce, in_force
from offenders.choices import (
    AllocationRole,
    CaseStatus,
    PauseKind,
    RiskLevel,
    RiskTool,
    SentenceKind,
    TierScheme,
)
from offenders.deadlines import Shared
from offenders.models import Allocation, Case, Pause, Registration, RiskAssessment, Sentence, Tier
from people.choices import Agency
from people.models import Officer, Reduction

REGISTERED = "ARSO"
NOMINAL, BASE = "case.nominal_points", "case.base_hours"
# What the measures are read from: a deadline kind that goes by them names these, so that a change recomputes it.
READS = frozenset(
    model._meta.label
    for model in (
        Allocation,
        Officer,
        Pause,
        Points,
        Reduction,
        Registration,
        RiskAssessment,
        Sentence,
        Tier,
    )
) | {"offenders.Case", "offenders.RegisterType"}


def measures_of(shared: Shared) -> dict[int, Measures]:
    """The measures of a recompute's officers: ask it with `shared.once`."""
    return measures(on=shared.on, officer_ids=shared.officer_ids)


def measures(*, on: date, officer_ids: Collection[int] | None = None) -> dict[int, Measures]:
    """Everything that is measured of each officer as at a day, those without a case too; None asks for every officer."""
    cases = weighed_cases(on=on, officer_ids=officer_ids)
    return measures_from(cases, _desks(officer_ids, on=on), nominal_on(on))


def measures_from(
    cases: Mapping[int, Collection[Weighed]], desks: Mapping[int, Desk], nominal: Nominal
) -> dict[int, Measures]:
    """The same of cases and hours that a page has read."""
    return {
        officer_id: measured(desk, cases.get(officer_id, ()), nominal)
        for officer_id, desk in desks.items()
    }


def desks_of(officers: Iterable[Officer], *, on: date) -> dict[int, Desk]:
    """The hours of officers who have been read; one query."""
    rows = {officer.pk: officer for officer in officers}
    reduced = reduced_on(on, rows)
    return {
        pk: Desk(Agency(row.agency), row.contracted_hours, reduced.get(pk, Decimal(0)))
        for pk, row in rows.items()
    }


def weighed_cases(
    *, on: date, officer_ids: Collection[int] | None = None
) -> dict[int, list[Weighed]]:
    """The cases that each officer leads as at a day, with what each weighs; two queries."""
    table = table_on((Row(*row) for row in _points()), on)
    found: dict[int, dict[int, Weighed]] = defaultdict(dict)
    rows = (
        _led(None, on=on) if officer_ids is None else _led_by(officer_ids=list(officer_ids), on=on)
    )
    for officer_id, *row in rows:
        held = _held(row)
        found[officer_id][held.case_id] = weigh(held, table)
    return {officer_id: list(cases.values()) for officer_id, cases in found.items()}


def weighed_for(case_ids: Collection[int], agency: Agency, *, on: date) -> dict[int, Weighed]:
    """What each of these cases weighs with an officer of this agency, whoever leads it; two queries."""
    table = table_on((Row(*row) for row in _points()), on)
    rows = Case.objects.filter(one_of("id", case_ids)).annotate(
        **_facts("pk", Value(TOOL_OF[agency].value), on=on)
    )
    found = map(_held, rows.order_by().values_list("id", *FACTS))
    return {held.case_id: weigh(held, table) for held in found}


def _held(row: Sequence[Any]) -> Held:
    """A case with its FACTS, in their order."""
    case_id, inside, registered, level, sentence, tiered = row
    return Held(
        case_id,
        inside,
        registered,
        RiskLevel(level) if level else None,
        SentenceKind(sentence) if sentence else None,
        _tiered(tiered),
    )


def counted(name: str, cases: Iterable[Weighed]) -> list[int]:
    """The cases behind a figure: as many as it says."""
    return [case.held.case_id for case in cases if FIGURES[name](case)]


def nominal_on(on: date) -> Nominal:
    """CAS-10: the points and hours of a full week; one query."""
    return nominal_in(in_force("case.", on=on))


def nominal_in(found: Mapping[str, InForce]) -> Nominal:
    """The same of standards that have been read."""
    return Nominal(found[NOMINAL].value, found[BASE].value)


def reduced_on(on: date, officer_ids: Collection[int] | None = None) -> dict[int, Decimal]:
    """CAS-15: the hours a week that each officer has less on a day, whatever the reasons together; one query."""
    rows = Reduction.objects.filter(holds_on(on), _among(officer_ids)).order_by()
    return dict(rows.values("officer").annotate(less=Sum("hours")).values_list("officer", "less"))


def _desks(officer_ids: Collection[int] | None, *, on: date) -> Mapping[int, Desk]:
    reduced = reduced_on(on, officer_ids)
    rows = Officer.objects.filter(_among(officer_ids, key="id")).order_by()
    return {
        pk: Desk(Agency(agency), contracted, reduced.get(pk, Decimal(0)))
        for pk, agency, contracted in rows.values_list("id", "agency", "contracted_hours")
    }


@prepared
def _points() -> QuerySet[Points, tuple[Any, ...]]:
    return Points.objects.values_list("scheme", "tier", "case_type", "starts_on", "points")


def _tiered(said: str | None) -> Tiered | None:
    if not said:
        return None
    scheme, _, tier = said.partition(" ")
    return Tiered(TierScheme(scheme), tier)


def _among(officer_ids: Collection[int] | Parameter | None, *, key: str = "officer_id") -> Any:
    return Q() if officer_ids is None else one_of(key, officer_ids)


@prepared
def _led_by(*, officer_ids: list[int], on: date) -> QuerySet[Allocation, tuple[Any, ...]]:
    return _led(officer_ids, on=on)


def _led(
    officer_ids: Collection[int] | Parameter | None, *, on: date
) -> QuerySet[Allocation, tuple[Any, ...]]:
    """CAS-29: active cases of people who are alive, each with what its weight goes by as at the day."""
    alive = Q(case__died_on__isnull=True) | Q(case__died_on__gt=on)
    rows = Allocation.objects.filter(
        holds_on(on), alive, _among(officer_ids), role=AllocationRole.LEAD
    ).filter(case__status=CaseStatus.ACTIVE)
    return (
        rows.annotate(tool=OWN_TOOL)
        .annotate(**_facts("case", OuterRef("tool"), on=on))
        .order_by("officer_id", F("case_id"))
        .values_list("officer_id", "case_id", *FACTS)
    )


FACTS = ("inside", "registered", "level", "sentence", "tiered")


def _facts(key: str, tool: Any, *, on: date) -> dict[str, Any]:
    """What the weight of a case goes by; `tool` is that of the agency for which it is measured."""
    case = {"case": OuterRef(key)}
    inside = Pause.objects.filter(holds_on(on), kind=PauseKind.CUSTODY, **case)
    registered = Registration.objects.filter(holds_on(on), register__code=REGISTERED, **case)
    levels = RiskAssessment.objects.filter(assessed_on__lte=on, tool=tool, **case).order_by(
        "-assessed_on"
    )
    sentences = Sentence.objects.filter(holds_on(on), **case).order_by(
        "-starts_on", "-sentenced_on", "-id"
    )
    tiers = Tier.objects.filter(calculated_on__lte=on, **case).order_by("-calculated_on", "-scheme")
    said = Concat("scheme", Value(" "), "tier")
    return {
        "inside": Exists(inside),
        "registered": Exists(registered),
        "level": Subquery(levels.values("level")[:1]),
        "sentence": Subquery(sentences.values("kind")[:1]),
        "tiered": Subquery(tiers.annotate(said=said).values("said")[:1]),
    }


# The risk level that counts is the one that the officer's agency holds.
TOOL_OF = {Agency.POLICE: RiskTool.POLICE, Agency.PROBATION: RiskTool.ROSH}
OWN_TOOL = Choose(
    When(officer__agency=Agency.POLICE, then=Value(TOOL_OF[Agency.POLICE].value)),
    default=Value(TOOL_OF[Agency.PROBATION].value),
)
