"""One officer as their supervisor sees them: what they carry, what they are trained for, who covers whom."""

from dataclasses import dataclass
from datetime import date, datetime

from caseloads.rules.load import COUNT
from caseloads.rules.measures import Measures
from caseloads.rules.thresholds import Threshold, threshold_reached
from caseloads.selectors.absences import AbsenceRow, absences_of
from caseloads.selectors.reductions import ReductionRow, reductions_of
from caseloads.selectors.team.lists import counts_by_officer
from caseloads.selectors.team.scope import Scope
from caseloads.selectors.team.tiles import ENDED, LABELS
from caseloads.selectors.thresholds import steps_in
from caseloads.selectors.trends import Trend, trends_of
from offenders.querysets import holds_on
from offenders.rules.allocation import (
    Course,
    Standing,
    standings,
)
from offenders.selectors.due import due_about_officers
from offenders.selectors.lines import OfficerDue
from people.choices import Agency, Permission, TrainingKind
from people.models import Cover, Officer, Training, User

SHOWN = ("cases", "in_custody", "very_high", "high")
LATE = ("overdue", "overdue_very_high", "missing", "accepted")
BY_AGENCY = {Agency.POLICE: ("registered",), Agency.PROBATION: ("untiered", "no_sentence", ENDED)}


@dataclass(frozen=True, slots=True)
class CourseRow:
    """A training on record; `is_over` from the day on which it stops counting."""

    label: str
    trained_on: date
    expires_on: date | None
    is_over: bool


@dataclass(frozen=True, slots=True)
class OfficerPage:
    """Everything that the page says; the numbers are those of the team page, with their lists."""

    officer: Officer
    on: date
    due: list[OfficerDue]
    numbers: list[tuple[str, str, int]]
    measures: Measures
    reached: Threshold | None
    courses: list[CourseRow]
    lacking: list[Standing]
    covered_by: list[Cover]
    covers: list[Cover]
    hours: list[ReductionRow]
    may_set_hours: bool
    may_allocate: bool
    trend: Trend
    absences: list[AbsenceRow]
    may_record_absence: bool
    may_supervise: bool


def officer_page(officer: Officer, *, user: User, at: datetime) -> OfficerPage:
    """The page at an instant; the same number of queries for any officer."""
    scope, officers = Scope(officer.team, user, at), Officer.objects.filter(pk=officer.pk)
    counts = counts_by_officer(scope).get(officer.pk, {})
    done = list(Training.objects.filter(officer=officer))
    courses = [Course(TrainingKind(row.kind), row.trained_on, row.expires_on) for row in done]
    is_police = officer.agency == Agency.POLICE
    stands = standings(courses, on=scope.on) if is_police else ()
    covers = Cover.objects.filter(holds_on(scope.on)).select_related("absent", "covering")
    return OfficerPage(
        officer=officer,
        on=scope.on,
        due=due_about_officers(officers, on=scope.on, user=user),
        numbers=[
            (code, LABELS[code], counts.get(code, 0))
            for code in (*SHOWN, *BY_AGENCY[Agency(officer.agency)], *LATE)
        ],
        measures=scope.measures[officer.pk],
        reached=threshold_reached(counts.get("cases", 0), steps_in(scope.standards).get(COUNT)),
        courses=[_course(row, course, scope.on) for row, course in zip(done, courses, strict=True)],
        lacking=[stand for stand in stands if not stand.is_current],
        covered_by=list(covers.filter(absent=officer).order_by("ends_on", "id")),
        covers=list(covers.filter(covering=officer).order_by("ends_on", "id")),
        hours=[row for row in reductions_of(officer, on=scope.on) if row.is_open],
        absences=[row for row in absences_of(officer, on=scope.on) if row.is_open],
        may_record_absence=user.has(Permission.RECORD_ABSENCE),
        may_allocate=_allocates(user, officer),
        may_set_hours=user.has(Permission.SET_HOURS) and officer.user_id != user.pk,
        trend=trends_of([officer.pk], on=scope.on)[officer.pk],
        may_supervise=officers.visible_to(user, Permission.SUPERVISE, on=scope.on).exists(),
    )


def _course(row: Training, course: Course, on: date) -> CourseRow:
    is_over = course.expires_on is not None and course.expires_on <= on
    return CourseRow(row.get_kind_display(), row.trained_on, row.expires_on, is_over)


def _allocates(user: User, officer: Officer) -> bool:
    """Each agency gives its own cases."""
    giver = user.officer_or_none
    return user.has(Permission.ALLOCATE) and giver is not None and giver.agency == officer.agency
