"""My day: what this officer must do, for whom, by when and why."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from core.calendar import london_date, london_midnight, working_days_between
from core.standards import number
from offenders.choices import DueState
from offenders.models import Allocation, Case, Contact
from offenders.querysets import CaseQuerySet, holds_on
from offenders.selectors.due import (
    DueRow,
    OfficerDue,
    due_about_officers,
    due_rows,
    one_line_each,
    people_in,
)
from people.models import Cover, Officer, User
from visits.selectors.review import Ask, open_asks


@dataclass(frozen=True, slots=True)
class Appointment:
    """A contact with a time: one of today's, or a past one whose outcome nobody has recorded."""

    contact: Contact
    case: Case
    is_visit: bool
    working_days: int
    is_red: bool


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
    outcomes: list[Appointment] = field(default_factory=list)
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
    def oldest_outcome(self) -> int:
        """Working days since the oldest appointment without outcome."""
        return max((row.working_days for row in self.outcomes), default=0)

    @property
    def cases(self) -> list[Case]:
        """Every case of which the page shows something."""
        shown = (*self.overdue, *self.missing, *self.accepted, *self.soon)
        due = [row.case for row in shown]
        if self.later and not (self.overdue and self.soon):
            due.append(self.later.case)
        asked = [row.case for row in self.asks]
        return [*due, *asked, *(row.case for row in (*self.today, *self.outcomes))]


def my_day(user: User, *, at: datetime) -> MyDay:
    """Everything on this officer's page at an instant; the same number of queries for any caseload."""
    on = london_date(at)
    officer = user.officer_or_none
    covering = covers_of(officer, on=on)
    officers = [cover.absent_id for cover in covering] + ([officer.pk] if officer else [])
    visible = Case.objects.visible_to(user)
    mine = held_by(visible, officers, on=on)
    rows = one_line_each(due_rows(mine, on=on, user=user))
    by_state: dict[DueState, list[DueRow]] = {state: [] for state in DueState}
    for row in rows:
        by_state[row.state].append(row)
    later = sorted(by_state[DueState.LATER], key=lambda row: row.due_on)
    today, outcomes = _appointments(visible, officers, at=at)
    return MyDay(
        holds_cases=bool(rows) or mine.exists(),
        covering=covering,
        overdue=by_state[DueState.OVERDUE],
        missing=by_state[DueState.MISSING],
        accepted=by_state[DueState.ACCEPTED],
        soon=by_state[DueState.SOON],
        backlog=by_state[DueState.BACKLOG],
        later=later[0] if later else None,
        today=today,
        outcomes=outcomes,
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


def _appointments(
    visible: CaseQuerySet, officer_ids: list[int], *, at: datetime
) -> tuple[list[Appointment], list[Appointment]]:
    """Today's appointments by time, and past ones without outcome, oldest first. Two queries.

    What is not visible is left out here: said to the database, it would start from the cases, 100 times slower.
    """
    on = london_date(at)
    limit = number("outcome.missing", on=on)
    start = london_midnight(on)
    is_today = Q(happened_at__gte=start, happened_at__lt=london_midnight(on + timedelta(days=1)))
    is_unanswered = Q(outcome__isnull=True, happened_at__lt=at)
    contacts = list(
        Contact.objects.current()
        .filter(is_today | is_unanswered, type__is_appointment=True)
        .filter(officer__in=officer_ids)
        .select_related("type", "outcome", "visit")
        .order_by("happened_at", "id")
    )
    by_id = {case.pk: case for case in visible.filter(pk__in={row.case_id for row in contacts})}
    rows = [
        _appointment(row, by_id[row.case_id], on=on, limit=limit)
        for row in contacts
        if row.case_id in by_id
    ]
    today = [row for row in rows if row.contact.happened_at >= start]
    return today, [
        row for row in rows if row.contact.outcome_id is None and row.contact.happened_at < at
    ]


def _appointment(contact: Contact, case: Case, *, on: date, limit: int) -> Appointment:
    """VOC-12: red when the outcome is missing for more than `limit` working days."""
    waited = working_days_between(london_date(contact.happened_at), on)
    return Appointment(contact, case, hasattr(contact, "visit"), waited, waited > limit)
