"""What waits for a manager, and what a manager asked for: reviews of cases, and the answers to them (F-13)."""

from collections import defaultdict
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from caseloads.models import Asked, ManagerReview
from caseloads.rules.oversight import (
    ANSWER,
    REVIEW,
    SETTING_OF,
    Every,
    Level,
    Reviewed,
    Unanswered,
    manager_answer_due,
    manager_review_due,
)
from core.calendar import london_date, london_midnight
from core.prepared import prepared_for_few
from core.standards import in_force
from offenders.choices import Need, RiskLevel, RiskTool
from offenders.deadlines import Act, Kind, Shared
from offenders.models import RiskAssessment
from offenders.querysets import of_cases
from offenders.rules.clock import Dated
from people.choices import Agency, Permission

JOB = "caseloads.flag_oversight"
TOOL_OF = {Agency.POLICE: RiskTool.POLICE, Agency.PROBATION: RiskTool.ROSH}
STANDARDS = "manager."


def reviewed(shared: Shared) -> dict[int, list[Reviewed]]:
    """Active cases whose newest level is high or very high, for each agency that leads them; three queries more.

    None where no case is at such a level.
    """
    led = _led(shared)
    ids = sorted({case_id for found in led.values() for case_id in found})
    standards = in_force(STANDARDS, on=shared.on) if ids else {}
    if not standards:
        return {}
    every = {
        level: Every(standards[key].value, standards[key].since)
        for level, key in SETTING_OF.items()
    }
    levels, last = _levels(ids, shared.on), _last(ids, shared.on)
    found: dict[int, list[Reviewed]] = defaultdict(list)
    for agency, case_ids in led.items():
        tool = TOOL_OF[agency]
        since = shared.counting_since(replace(MANAGER_REVIEW, agency=agency), case_ids)
        for case_id in case_ids:
            found[case_id].append(
                Reviewed(
                    agency,
                    tool.label,
                    levels[case_id, tool],
                    every,
                    since[case_id],
                    last.get((case_id, agency)),
                    shared.pauses.get(case_id, ()),
                )
            )
    return dict(found)


def _led(shared: Shared) -> dict[Agency, list[int]]:
    """Active cases that somebody of the agency leads now, at high or very high by its own tool."""
    return {
        agency: [
            case_id
            for case_id, row in shared.assessments(tool).items()
            if row.level in SETTING_OF
            and case_id in shared.active
            and (held := shared.leads(agency).get(case_id))
            and held.now
        ]
        for agency, tool in TOOL_OF.items()
    }


def _levels(case_ids: list[int], on: date) -> dict[tuple[int, str], list[Level]]:
    found: dict[tuple[int, str], list[Level]] = defaultdict(list)
    for case_id, tool, level, day, pk in _assessed(case_ids=case_ids, on=on):
        found[case_id, tool].append(Level(RiskLevel(level), day, f"risk:{pk}"))
    return found


@prepared_for_few
def _assessed(*, case_ids: list[int], on: date) -> QuerySet[RiskAssessment, tuple[Any, ...]]:
    rows = RiskAssessment.objects.filter(of_cases(case_ids), assessed_on__lte=on)
    what = ("case_id", "tool", "level", "assessed_on", "pk")
    return rows.order_by("assessed_on").values_list(*what)


def _last(case_ids: list[int], on: date) -> dict[tuple[int, str], Dated]:
    rows = _newest(case_ids=case_ids, end=_end(on))
    return {
        (case_id, agency): Dated(london_date(at), f"manager_review:{uuid}", "Last reviewed")
        for case_id, agency, at, uuid in rows
    }


@prepared_for_few
def _newest(*, case_ids: list[int], end: datetime) -> QuerySet[ManagerReview, tuple[Any, ...]]:
    rows = ManagerReview.objects.filter(of_cases(case_ids), reviewed_at__lt=end)
    rows = rows.order_by("case_id", "agency", "-reviewed_at").distinct("case_id", "agency")
    return rows.values_list("case_id", "agency", "reviewed_at", "uuid")


def _end(on: date) -> datetime:
    return london_midnight(on + timedelta(days=1))


def unanswered(shared: Shared) -> dict[int, list[Unanswered]]:
    """What managers had asked by the day and nobody had answered by then; one query."""
    found: dict[int, list[Unanswered]] = defaultdict(list)
    for row in _asked(case_ids=shared.case_ids, end=_end(shared.on)):
        found[row.case_id].append(
            Unanswered(
                row.uuid,
                Agency(row.agency),
                about_of(row),
                row.asks,
                row.asked_by.name,
                london_date(row.asked_at),
                row.due_on,
                f"asked:{row.uuid}",
            )
        )
    return dict(found)


def about_of(row: Asked) -> str:
    """After what it was asked, in a sentence."""
    if row.review_id:
        return "a review of the case"
    return (
        "reading a record that is to be countersigned" if row.signature_id else "reading a record"
    )


@prepared_for_few
def _asked(*, case_ids: list[int], end: datetime) -> QuerySet[Asked]:
    rows = Asked.objects.filter(of_cases(case_ids), asked_at__lt=end).exclude(answered_at__lt=end)
    return rows.select_related("asked_by").order_by("asked_at", "uuid")


MANAGER_REVIEW = Kind(
    code=REVIEW,
    label="Manager's review",
    rule="F-13",
    rule_text=(
        "A manager of each agency that holds the case looks at it again every 28 days while its own tool says very high "
        "risk, and every 84 days while it says high."
    ),
    clears_when="A manager records a review of the case, with what shows each answer; or the level comes down.",
    would_not_clear="A supervision session, a contact about it, the countersignature of a record, a visit's review.",
    models=frozenset(
        {
            "caseloads.ManagerReview",
            "core.Standard",
            "offenders.Allocation",
            "offenders.Case",
            "offenders.Pause",
            "offenders.RiskAssessment",
            "people.Officer",
        }
    ),
    standards=STANDARDS,
    facts=reviewed,
    due=manager_review_due,
    job=JOB,
    # For whoever leads the team: the officer who holds the case can do nothing about it.
    listed_as="For a manager to look at",
    only_here=True,
    area="oversight",
    needs=frozenset({Need.ACTIVE}),
    acts=(Act("Review the case", "caseloads:review_case", Permission.OVERSEE),),
)
MANAGER_ANSWER = Kind(
    code=ANSWER,
    label="Answer to a manager",
    rule="F-13",
    rule_text="What a manager asks after looking at a case or a record is answered by the day that they named.",
    clears_when="The answer is recorded.",
    would_not_clear="A contact about it, a correction of the record, another review.",
    models=frozenset({"caseloads.Asked", "people.User"}),
    standards="",
    facts=unanswered,
    due=manager_answer_due,
    job=JOB,
    listed_as="Asked, not answered",
    only_here=True,
    area="oversight",
    acts=(Act("Answer", "caseloads:answer_manager", Permission.LOG_CONTACT, takes="subject"),),
)
