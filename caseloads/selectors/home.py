"""My day: what this officer must do, for whom, by when and why."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet

from caseloads.rules import uncovered
from caseloads.rules.oversight import ANSWER
from caseloads.selectors.arranged import with_arranged
from caseloads.selectors.away import AwayLine, away_lines, covered_soon
from caseloads.selectors.diary import AHEAD, Appointment, diary_of
from caseloads.selectors.outcomes import Outcomes, outcomes_among
from caseloads.selectors.yourself import Yourself, yourself
from core.calendar import london_date
from core.prepared import prepared
from offenders.choices import DueState, Need, Severity
from offenders.models import Case
from offenders.querysets import Seen, holds_on, of_cases
from offenders.rules import all_kinds, cannot_wait
from offenders.rules.grounds import SUPERVISES
from offenders.rules.looks import Looked, looked_at
from offenders.selectors.allocation import held_ids
from offenders.selectors.at_once import at_once_rows, first_at_once
from offenders.selectors.case import seen_cases
from offenders.selectors.due import (
    asked_rows,
    counted_rows,
    due_about_officers,
    one_person_each,
    people_in,
)
from offenders.selectors.ended import ended_still_held
from offenders.selectors.letters import LetterToSend, letters_to_send
from offenders.selectors.lines import DueRow, OfficerDue
from people.choices import Agency, Permission
from people.models import Absence, Cover, Officer, User
from people.selectors.absences import left_to
from programmes.selectors.concerns import Concerns, concerns_of
from programmes.selectors.facilitating import Sessions, sessions_of
from visits.deadlines import REVIEW_ANSWER
from visits.selectors.review import asked_by

# What whoever holds the case is asked, by a supervisor about a visit and by a manager about anything else.
ANSWERS = (REVIEW_ANSWER.code, ANSWER)
# Of a list the first five are always shown, and whatever is graver than this.
FIRST = 5
FOLDED = Severity.STANDARD


@dataclass(frozen=True, slots=True)
class Folded:
    """A list of which the less grave is folded after five, so that the grave is not read past."""

    shown: list[DueRow]
    rest: list[DueRow]


def folded(rows: list[DueRow]) -> Folded:
    """What is high or critical, and the first five whatever they are."""
    is_shown = [index < FIRST or row.severity != FOLDED for index, row in enumerate(rows)]
    return Folded(
        [row for row, shown in zip(rows, is_shown, strict=True) if shown],
        [row for row, shown in zip(rows, is_shown, strict=True) if not shown],
    )


@dataclass(frozen=True, slots=True)
class MyDay:
    """The groups of the page, one for each word (`DueState`), gravest first; a person is one line of a group."""

    on: date
    holds_cases: bool
    covering: list[Cover]
    # Officers who are away and whose work is the user's, as nobody covers; and those whom the user covers, soon or now.
    away: list[AwayLine] = field(default_factory=list)
    # What cannot wait and is due today: of the cases held, and of the teams that the user supervises.
    at_once: list[DueRow] = field(default_factory=list)
    overdue: list[DueRow] = field(default_factory=list)
    missing: list[DueRow] = field(default_factory=list)
    accepted: list[DueRow] = field(default_factory=list)
    soon: list[DueRow] = field(default_factory=list)
    own_at_once: list[DueRow] = field(default_factory=list)
    backlog: list[DueRow] = field(default_factory=list)
    later: DueRow | None = None
    today: list[Appointment] = field(default_factory=list)  # still to be done
    done: list[Appointment] = field(default_factory=list)  # today, and its outcome is recorded
    week: list[Appointment] = field(default_factory=list)
    outcomes: Outcomes = field(default_factory=lambda: Outcomes([], 0, []))
    asks: list[DueRow] = field(default_factory=list)
    about_you: list[OfficerDue] = field(default_factory=list)
    yourself: Yourself = field(default_factory=Yourself)
    letters: list[LetterToSend] = field(default_factory=list)
    sessions: Sessions = field(default_factory=Sessions)  # of the groups that the user runs
    concerns: Concerns = field(default_factory=Concerns)  # about the people in these groups
    ended: int = 0  # cases of this officer of probation whose sentence is over

    @property
    def counts(self) -> dict[str, int]:
        """People under each word: the numbers of the list of cases and of the team page."""
        groups = {"overdue": self.overdue, "missing": self.missing, "accepted": self.accepted}
        groups |= {"soon": [*self.soon, *self.own_at_once], "backlog": self.backlog}
        return {name: people_in(rows) for name, rows in groups.items()}

    @property
    def folds(self) -> dict[str, Folded]:
        """The lists in which many stand, as they are shown."""
        lists = {"overdue": self.overdue, "missing": self.missing, "soon": self.soon}
        return {name: folded(rows) for name, rows in lists.items()}

    @property
    def soon_listed(self) -> int:
        """People in the list of what is due soon; what cannot wait stands above it."""
        return people_in(self.soon)

    @property
    def week_ends(self) -> date:
        """The last day of the diary."""
        return self.on + AHEAD

    @property
    def oldest_backlog(self) -> int:
        """Days since the oldest thing of before was due."""
        return max((row.days_overdue for row in self.backlog), default=0)

    @property
    def oldest_outcome(self) -> date | None:
        """By when the oldest outcome of the list was or is due."""
        return min((row.due_on for row in self.outcomes.recent), default=None)

    @property
    def cases(self) -> list[Case]:
        """Every case of which the page shows something."""
        shown = (
            *self.at_once,
            *self.overdue,
            *self.missing,
            *self.accepted,
            *self.soon,
            *self.asks,
            *self.outcomes.recent,
        )
        due = [row.case for row in shown]
        if self.later and not (self.overdue and self.soon):
            due.append(self.later.case)
        due += [row.case for row in self.letters] + self.concerns.cases
        return [*due, *(row.case for row in (*self.today, *self.done, *self.week))]


def my_day(user: User, *, at: datetime) -> MyDay:
    """Everything on this officer's page at an instant; the same number of queries for any caseload."""
    on, officer = london_date(at), user.officer_or_none
    covering, left = covers_of(officer, on=on), left_to(user, on=on)
    officers = _with_others(officer, covering, left)
    seen = Case.objects.seen_by(user)
    mine = seen_cases(seen, held_ids(officers, on=on))
    counted = counted_rows(mine, on=on, user=user, is_for_a_day=True)
    rows = with_arranged(one_person_each(first_at_once(counted)), user=user, at=at)
    by_state = _by_state(rows)
    soon = by_state[DueState.SOON]
    own = [row for row in soon if row.kind in cannot_wait()]
    diary = diary_of(officers, seen, user=user, on=on)
    today = [row for row in diary if row.on == on]
    asked, by_me = asked_rows(officers, mine, seen, on=on, user=user), asked_by(user)
    return MyDay(
        on=on,
        holds_cases=bool(mine),
        covering=covering,
        away=away_lines([*left, *covered_soon(officer, on=on)], left, user=user, at=at),
        at_once=[*own, *cannot_wait_in_my_teams(seen, on=on, user=user, besides=mine)],
        own_at_once=own,
        overdue=by_state[DueState.OVERDUE],
        missing=by_state[DueState.MISSING],
        accepted=by_state[DueState.ACCEPTED],
        soon=[row for row in soon if row not in own],
        backlog=by_state[DueState.BACKLOG],
        later=min(by_state[DueState.LATER], key=lambda row: row.due_on, default=None),
        today=[row for row in today if not row.is_done],
        done=[row for row in today if row.is_done],
        week=[row for row in diary if row.on > on],
        outcomes=outcomes_among(asked, on=on),
        asks=[row for row in asked if row.kind in ANSWERS and row.subject not in by_me],
        letters=letters_to_send(officers, seen),
        sessions=sessions_of(user, at=at),
        concerns=concerns_of(user, seen, at=at),
        ended=_ended_of(officer, mine, officers, on=on),
        yourself=yourself(user, at=at),
        about_you=due_about_officers(Officer.objects.filter(user=user), on=on, user=user),
    )


def _by_state(rows: list[DueRow]) -> dict[DueState, list[DueRow]]:
    found: dict[DueState, list[DueRow]] = {state: [] for state in DueState}
    for row in rows:
        found[row.state].append(row)
    return found


def outcomes_of(user: User, *, at: datetime) -> Outcomes:
    """What this officer is asked to record, for themselves and whom they cover: as `my_day` has it."""
    on, officer = london_date(at), user.officer_or_none
    officers = _with_others(officer, covers_of(officer, on=on), left_to(user, on=on))
    seen = Case.objects.seen_by(user)
    mine = seen_cases(seen, held_ids(officers, on=on))
    return outcomes_among(asked_rows(officers, mine, seen, on=on, user=user), on=on)


def _with_others(officer: Officer | None, covering: list[Cover], left: list[Absence]) -> list[int]:
    """Whose work it is on the day: the officer's own, of those whom they cover, and of those who are left to them."""
    others = {cover.absent_id for cover in covering} | {absence.officer_id for absence in left}
    return [*sorted(others), *([officer.pk] if officer else [])]


def cannot_wait_in_my_teams(
    seen: Seen, *, on: date, user: User, besides: Collection[Case] = ()
) -> list[DueRow]:
    """What cannot wait in the cases of the teams that the user supervises, late or not; no query for anybody else."""
    if not user.has(Permission.VIEW_TEAM):
        return []
    held = {case.pk for case in besides}
    rows = at_once_rows(seen, on=on, user=user)
    return [row for row in rows if row.case.pk not in held and SUPERVISES in row.case.grounds]


def rules_for(officer: Officer | None) -> tuple[Looked, tuple[str, ...]]:
    """What looks at the cases of an officer, and what none of it covers: said where nothing is overdue."""
    everything = frozenset(Need)
    kinds = all_kinds(of="case")
    theirs = [kind for kind in kinds if officer is None or kind.agency in {None, officer.agency}]
    return looked_at(theirs, everything), uncovered(kinds, everything)


def _ended_of(officer: Officer | None, mine: list[Case], officers: list[int], *, on: date) -> int:
    """How many are in the list of the officer's own cases; those whom they cover have it on their day."""
    if officer is None or officer.agency != Agency.PROBATION:
        return 0
    own = held_ids([officer.pk], on=on) if len(officers) > 1 else {case.pk for case in mine}
    return len(_ended(case_ids=[case.pk for case in mine if case.pk in own], on=on))


@prepared
def _ended(*, case_ids: list[int], on: date) -> QuerySet[Case, int]:
    cases = Case.objects.filter(of_cases(case_ids, key="pk")).filter(ended_still_held(on))
    return cases.order_by("pk").values_list("pk", flat=True)


def covers_of(officer: Officer | None, *, on: date) -> list[Cover]:
    """The absences that this officer covers on a day."""
    if officer is None:
        return []
    return _covers(officer=officer.pk, on=on)


@prepared
def _covers(*, officer: int, on: date) -> QuerySet[Cover]:
    covers = Cover.objects.filter(holds_on(on), covering=officer)
    return covers.select_related("absent").order_by("ends_on", "id")
