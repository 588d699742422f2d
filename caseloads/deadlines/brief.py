"""Cases that changed hands without a brief. No extract carries briefs, so it counts from the day it is switched on."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Max, QuerySet

from caseloads.models import Brief
from caseloads.rules.brief import BriefFacts, Given, Terms, handover_brief_due
from caseloads.selectors.brief import LASTS
from core.calendar import london_date, london_midnight
from core.prepared import prepared_for_few
from core.standards import in_force
from offenders.choices import Need, RiskTool
from offenders.deadlines import Act, Shared
from offenders.deadlines.supervision import JOB
from offenders.querysets import of_cases
from offenders.rules import Kind
from people.choices import Agency, Permission

WAIT = "handover.brief_wait"
TOOL = {Agency.POLICE: RiskTool.POLICE, Agency.PROBATION: RiskTool.ROSH}


def facts(shared: Shared) -> dict[int, BriefFacts]:
    """Active cases that went from one officer to another; two queries, one more where there is such a case."""
    numbers = in_force("handover.", on=shared.on)
    if WAIT not in numbers or LASTS not in numbers:
        return {}
    terms = Terms(numbers[WAIT].value, numbers[LASTS].value)
    handed = {
        (case_id, agency)
        for agency in Agency
        for case_id, held in shared.leads(agency).items()
        if held.now and held.before and case_id in shared.active
    }
    ids = {case_id for case_id, _ in handed}
    since = shared.counting_since(HANDOVER_BRIEF, ids) if ids else {}
    # Nobody is asked about what is long over: most cases changed hands once.
    late = {
        case_id
        for case_id, agency in handed
        if (now := shared.leads(agency)[case_id].now) and now.starts_on >= since[case_id]
    }
    confirmed = _confirmed(late, shared.on) if late else {}
    return {
        case_id: BriefFacts(tuple(_given(shared, case_id, confirmed)), since[case_id], terms)
        for case_id in late
    }


def _given(shared: Shared, case_id: int, confirmed: dict[tuple[int, str], date]) -> Iterator[Given]:
    for agency in Agency:
        held = shared.leads(agency).get(case_id)
        if held and held.now and held.before:
            newest = shared.assessments(TOOL[agency]).get(case_id)
            level = newest.level if newest else None
            yield Given(
                agency, held.now, held.before, level, confirmed.get((case_id, agency.value))
            )


def _confirmed(case_ids: set[int], on: date) -> dict[tuple[int, str], date]:
    end = london_midnight(on + timedelta(days=1))
    return {
        (case_id, agency): london_date(at)
        for case_id, agency, at in _newest(case_ids=sorted(case_ids), end=end)
    }


@prepared_for_few
def _newest(*, case_ids: list[int], end: datetime) -> QuerySet[Brief, tuple[int, str, Any]]:
    rows = Brief.objects.filter(of_cases(case_ids), confirmed_at__lt=end).order_by()
    newest = rows.values("case_id", "agency").annotate(at=Max("confirmed_at"))
    return newest.values_list("case_id", "agency", "at")


HANDOVER_BRIEF = Kind(
    code="handover_brief",
    label="Handover brief",
    rule="F-20",
    rule_text=(
        "A case that goes to another officer goes with a brief that whoever gives it away has confirmed; else its new "
        "officer completes one."
    ),
    clears_when="A handover brief is confirmed by anybody who works on the case.",
    would_not_clear="A contact about the case, a note, what was said on the telephone.",
    models=frozenset(
        {
            "caseloads.Brief",
            "core.Standard",
            "offenders.Allocation",
            "offenders.Case",
            "offenders.RiskAssessment",
            "people.Officer",
        }
    ),
    standards="handover.",
    facts=facts,
    due=handover_brief_due,
    job=JOB,
    area="handover",
    needs=frozenset({Need.ACTIVE}),
    only_here=True,
    acts=(Act("Complete the handover brief", "caseloads:confirm_brief", Permission.HAND_OVER),),
)
