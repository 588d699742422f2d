"""My day: what this officer must do, for whom, by when and why."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from core.calendar import london_date, london_midnight
from offenders.choices import DueState
from offenders.deadlines.outcome import CONTACT_OUTCOME
from offenders.models import Allocation, Case, Contact
from offenders.querysets import CaseQuerySet, holds_on
from offenders.selectors.due import (
    DueRow,
    OfficerDue,
    asked_rows,
    counted_rows,
    due_about_officers,
    one_line_each,
    people_in,
)
from people.models import Cover, Officer, User
from visits.selectors.review import Ask, open_asks


@dataclass(frozen=True, slots=True)
class Appointment:
    """An appointment of today."""

    contact: Contact
    case: Case
    is_visit: bool


@dataclass(frozen=True, slots=True)
class MyDay:
    """The groups of the page, one for each word (`DueState`), gravest first; a row is in one of them."""

    holds_cases: bool
    covering: list[Cover]
    overdue: list[DueRow] = field(default_factory=list)
    missing: list[DueRow] = field(default_factory=list)
    accepted: list[DueRow] = field(default_factory=list)
    soon: list[DueRow] = field(default_factory=list)
    backlog: list[DueRow] = field(default_factory=list)
    later: DueRow | None = None
    today: list[Appointment] = field(default_factory=list)
    outcomes: list[DueRow] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    about_you: list[OfficerDue] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """People under each word: the numbers of the list of cases and of the team page."""
        groups = {"overdue": self.overdue, "missing": self.missing, "accepted": self.accepted}
        groups |= {"soon": self.soon, "backlog": self.backlog}
        return {name: people_in(rows) for name, rows in groups.items()}

    @property
    def oldest_backlog(self) -> int:
        """Days since the oldest thing of before was due."""
        return max((row.days_overdue for row in self.backlog), default=0)

    @property
    def oldest_outcome(self) -> date | None:
        """By when the oldest outcome that is not recorded was or is due."""
        return min((row.due_on for row in self.outcomes), default=None)

    @property
    def cases(self) -> list[Case]:
        """Every case of which the page shows something."""
        shown = (*self.overdue, *self.missing, *self.accepted, *self.soon, *self.outcomes)
        due = [row.case for row in shown]
        if self.later and not (self.overdue and self.soon):
            due.append(self.later.case)
        asked = [row.case for row in self.asks]
        return [*due, *asked, *(row.case for row in self.today)]


def my_day(user: User, *, at: datetime) -> MyDay:
    """Everything on this officer's page at an instant; the same number of queries for any caseload."""
    on = london_date(at)
    officer = user.officer_or_none
    covering = covers_of(officer, on=on)
    officers = [cover.absent_id for cover in covering] + ([officer.pk] if officer else [])
    visible = Case.objects.visible_to(user)
    mine = held_by(visible, officers, on=on)
    rows = one_line_each(counted_rows(mine, on=on, user=user))
    by_state: dict[DueState, list[DueRow]] = {state: [] for state in DueState}
    for row in rows:
        by_state[row.state].append(row)
    later = sorted(by_state[DueState.LATER], key=lambda row: row.due_on)
    asked = asked_rows(officers, visible, on=on, user=user)
    return MyDay(
        holds_cases=bool(rows) or mine.exists(),
        covering=covering,
        overdue=by_state[DueState.OVERDUE],
        missing=by_state[DueState.MISSING],
        accepted=by_state[DueState.ACCEPTED],
        soon=by_state[DueState.SOON],
        backlog=by_state[DueState.BACKLOG],
        later=later[0] if later else None,
        today=_today(visible, officers, on=on),
        outcomes=[row for row in asked if row.kind == CONTACT_OUTCOME.code],
        asks=open_asks(mine, user=user),
        about_you=due_about_officers(Officer.objects.filter(user=user), on=on, user=user),
    )


def covers_of(officer: Officer | None, *, on: date) -> list[Cover]:
    """The absences that this officer covers on a day."""
    if officer is None:
        return []
    return list(
        Cover.objects.filter(holds_on(on), covering=officer)
        .select_related("absent")
        .order_by("ends_on", "id")
    )


def held_by(cases: CaseQuerySet, officer_ids: list[int], *, on: date) -> CaseQuerySet:
    """Those of `cases` that any of these officers holds or co-works."""
    held = Allocation.objects.filter(holds_on(on), officer__in=officer_ids)
    return cases.filter(pk__in=held.values("case"))


def _today(visible: CaseQuerySet, officer_ids: list[int], *, on: date) -> list[Appointment]:
    """Today's appointments by time. Two queries.

    What is not visible is left out here: said to the database, it would start from the cases, 100 times slower.
    """
    start, end = london_midnight(on), london_midnight(on + timedelta(days=1))
    contacts = list(
        Contact.objects.current()
        .filter(happened_at__gte=start, happened_at__lt=end, type__is_appointment=True)
        .filter(officer__in=officer_ids)
        .select_related("type", "outcome", "visit")
        .order_by("happened_at", "id")
    )
    by_id = {case.pk: case for case in visible.filter(pk__in={row.case_id for row in contacts})}
    return [
        Appointment(row, by_id[row.case_id], hasattr(row, "visit"))
        for row in contacts
        if row.case_id in by_id
    ]
