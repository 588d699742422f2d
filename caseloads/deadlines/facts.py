"""What the kinds about officers go by: a fixed number of queries for one officer or ten thousand."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from caseloads.deadlines.causes import causes_of
from caseloads.models import Snapshot
from caseloads.rules.load import (
    BAND,
    CAPACITY,
    Lapsed,
    LoadFacts,
    Night,
    Open,
    is_over,
)
from caseloads.rules.measures import Measures
from caseloads.rules.thresholds import Steps
from caseloads.selectors.measures import measures_of
from caseloads.selectors.thresholds import steps_on
from caseloads.selectors.training import TRAINING, asked_in
from core.prepared import one_of
from core.standards import in_force
from offenders.choices import Severity
from offenders.deadlines import Shared
from offenders.models import Flag
from offenders.rules.allocation import Course, run_out
from people.choices import TrainingKind
from people.models import Training

LOOKED_BACK = timedelta(days=366)


def facts(shared: Shared) -> dict[int, LoadFacts]:
    """Of every officer who holds a case, or of whom a flag of these kinds is open."""
    return shared.once(_facts)


def _facts(shared: Shared) -> dict[int, LoadFacts]:
    steps, opened = steps_on(shared.on), _open(shared)
    if not steps:
        return {}
    found = {
        pk: row
        for pk, row in shared.once(measures_of).items()
        if row.cases or row.points or pk in opened
    }
    over = {
        pk: {kind for kind, step in steps.items() if is_over(kind, row, step)}
        for pk, row in found.items()
    }
    causes = causes_of(shared, {pk: kinds for pk, kinds in over.items() if kinds}, steps)
    courses, asked = _courses(shared), asked_in(in_force(TRAINING, on=shared.on))
    longest = in_force("case.over_for_long", on=shared.on)["case.over_for_long"].value
    nights = _nights([pk for pk, row in found.items() if _is_above_red(row, steps)], on=shared.on)
    return {
        pk: LoadFacts(
            row,
            steps,
            opened.get(pk, {}),
            causes.get(pk, {}),
            _lapsed(courses.get(pk, ()), asked[row.agency], shared.on),
            nights.get(pk, ()),
            longest,
        )
        for pk, row in found.items()
    }


def _is_above_red(measures: Measures, steps: Mapping[str, Steps]) -> bool:
    capacity = measures.capacity
    return capacity is not None and (
        capacity.is_without_hours or capacity.percent > steps[CAPACITY].red
    )


def _nights(officer_ids: Sequence[int], *, on: date) -> Mapping[int, Sequence[Night]]:
    """What was kept of these officers in the last year, by day; no query where there is none."""
    found: dict[int, list[Night]] = defaultdict(list)
    if not officer_ids:
        return found
    rows = Snapshot.objects.filter(
        one_of("officer", officer_ids), on__lte=on, on__gt=on - LOOKED_BACK
    ).order_by("on")
    for officer_id, night, percent, is_without_hours in rows.values_list(
        "officer_id", "on", "capacity", "is_without_hours"
    ):
        if percent is not None or is_without_hours:
            found[officer_id].append(Night(night, percent))
    return found


def _open(shared: Shared) -> Mapping[int, Mapping[str, Open]]:
    found: dict[int, dict[str, Open]] = defaultdict(dict)
    rows = Flag.objects.open().filter(one_of("officer", shared.officer_ids)).order_by()
    for officer_id, kind, severity, due_on in rows.values_list(
        "officer_id", "kind", "severity", "due_on"
    ):
        found[officer_id or 0][kind] = Open(BAND[Severity(severity)], due_on)
    return found


def _courses(shared: Shared) -> Mapping[int, Sequence[Course]]:
    found: dict[int, list[Course]] = defaultdict(list)
    rows = Training.objects.filter(one_of("officer", shared.officer_ids)).order_by()
    for row in rows:
        course = Course(TrainingKind(row.kind), row.trained_on, row.expires_on)
        found[row.officer_id].append(course)
    return found


def _lapsed(courses: Sequence[Course], asked: Sequence[str], on: date) -> list[Lapsed]:
    """Of the courses that are asked for those that were done and count no longer."""
    found = {name: run_out(courses, name=name, on=on) for name in asked}
    return [Lapsed(name, day) for name, day in found.items() if day]
