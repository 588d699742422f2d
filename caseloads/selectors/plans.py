"""What teams have of the plan of each case: of whom there is none, and what those that there are leave out (MAP-62)."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from core.calendar import in_full, london_date
from core.prepared import prepared
from offenders.models import Case, Deadline
from offenders.querysets import of_cases
from plans.choices import CURRENT, PlanState, ReferenceKind
from plans.deadlines import PLAN_GAP
from plans.models import Plan

NO_PLAN, GAPS = "no_plan", "gaps"
# The list of each kind of thing that plans leave out.
GAP_CODES: Mapping[str, ReferenceKind] = {f"{GAPS}_{kind}": kind for kind in ReferenceKind}
LABELS = {
    NO_PLAN: "Without a plan",
    GAPS: "The plan leaves something out",
    **{code: f"Not in the plan: {kind.label.lower()}" for code, kind in GAP_CODES.items()},
}
_KIND_OF = {kind.label: kind for kind in ReferenceKind}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One thing in force that a plan does not name."""

    kind: ReferenceKind
    words: str
    since: str


@dataclass(frozen=True, slots=True)
class GapTile:
    """Of one kind: how many people's plans leave something of it out, and how many things."""

    code: str
    label: str
    cases: int
    things: int


Missing = Mapping[int, Sequence[LeftOut]]


def without_plan(case_ids: Collection[int]) -> frozenset[int]:
    """Of these cases, those of which no plan is signed; one query."""
    return frozenset(case_ids) - frozenset(_planned(case_ids=list(case_ids)))


@prepared
def _planned(*, case_ids: list[int]) -> QuerySet[Plan, int]:
    rows = Plan.objects.filter(of_cases(case_ids), state__in=CURRENT)
    return rows.values_list("case_id", flat=True)


def left_out_of(case_ids: Collection[int]) -> Missing:
    """What the plans of these cases leave out, from the stored deadlines: pages have no second opinion. One query."""
    return {
        case_id: [
            LeftOut(_KIND_OF[said["label"]], said["value"], said["on"] or "")
            for said in inputs
            if said["label"] in _KIND_OF
        ]
        for case_id, inputs in _told(PLAN_GAP.code, case_ids=list(case_ids))
        if case_id is not None
    }


@prepared
def _told(kind: str, /, *, case_ids: list[int]) -> QuerySet[Deadline, tuple[int | None, Any]]:
    return Deadline.objects.filter(of_cases(case_ids), kind=kind).values_list("case_id", "inputs")


def gap_tiles(missing: Missing) -> list[GapTile]:
    """By kind, in the order of the kinds; those of which nothing is left out say nothing."""
    cases: dict[ReferenceKind, set[int]] = defaultdict(set)
    things: dict[ReferenceKind, int] = defaultdict(int)
    for case_id, rows in missing.items():
        for row in rows:
            cases[row.kind].add(case_id)
            things[row.kind] += 1
    return [
        GapTile(code, kind.label, len(cases[kind]), things[kind])
        for code, kind in GAP_CODES.items()
        if things[kind]
    ]


def cases_missing(missing: Missing, code: str) -> frozenset[int]:
    """The cases behind a number: those whose plan leaves out something, or something of one kind."""
    return frozenset(case_id for case_id, rows in missing.items() if _about(rows, code))


def _about(rows: Iterable[LeftOut], code: str) -> list[LeftOut]:
    return [row for row in rows if code == GAPS or row.kind == GAP_CODES[code]]


def gap_words(missing: Missing, code: str) -> dict[int, str]:
    """What is left out of each, for a list; of many things the first and how many more."""
    found = {}
    for case_id, rows in missing.items():
        if about := _about(rows, code):
            more = f", and {len(about) - 1} more" if len(about) > 1 else ""
            found[case_id] = f"{about[0].words}{more}"
    return found


def draft_words(case_ids: Collection[int]) -> dict[int, str]:
    """Of cases without a plan, whether somebody has begun one; one query."""
    drafts = Plan.objects.filter(of_cases(case_ids), state=PlanState.DRAFT)
    begun = {
        row.case_id: f"A draft was begun on {in_full(london_date(row.drafted_at))} by {row.drafted_by}"
        for row in drafts.select_related("drafted_by")
    }
    return {case_id: begun.get(case_id, "Nobody has begun one") for case_id in case_ids}


def plan_in_words(plan: Plan) -> tuple[str, str]:
    """How a plan is named for whoever takes or reviews the case: its approach, and who signed it when."""
    signed = in_full(london_date(plan.signed_at)) if plan.signed_at else ""
    words = f"Risk management plan, version {plan.number}: {plan.approach}"
    return words, f"signed by {plan.signed_by} on {signed}"


@dataclass(frozen=True, slots=True)
class PlanNow:
    """The plan that holds, and what is said of what it leaves out; no plan where none is signed."""

    plan: Plan | None
    left_out: str


def plan_now(case: Case) -> PlanNow:
    """For whoever reviews the case; two queries."""
    plan = Plan.objects.filter(case=case, state__in=CURRENT).select_related("signed_by").first()
    told = Deadline.objects.filter(case=case, kind=PLAN_GAP.code).first()
    return PlanNow(plan, told.because if told else "")


GAP_HEADER = ("crn", "surname", "forenames", "officer", "kind", "not_in_the_plan", "since")


def gap_rows(
    cases: Iterable[Case], missing: Missing, code: str, leads: Mapping[int, str]
) -> list[Sequence[object]]:
    """The header and a row for each thing that is left out."""
    return [
        GAP_HEADER,
        *(
            (
                case.crn,
                case.surname,
                case.forenames,
                leads.get(case.pk, ""),
                row.kind.label,
                row.words,
                date.fromisoformat(row.since) if row.since else "",
            )
            for case in cases
            for row in _about(missing.get(case.pk, ()), code)
        ),
    ]
