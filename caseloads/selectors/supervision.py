"""Supervision of one officer: what is planned, what was held and agreed, and what the next session is about."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch, Q, QuerySet

from caseloads.selectors.outcomes import Outcomes, outcomes_among
from caseloads.selectors.team.officers import lag_by_officer
from caseloads.selectors.team.scope import Scope
from core.calendar import in_full, london_date
from core.table import Column, Table, lines, link, nowrap, small
from core.templatetags.core import days
from offenders.choices import DueState
from offenders.models import Case
from offenders.selectors.allocation import held_ids
from offenders.selectors.case import seen_cases
from offenders.selectors.due import asked_rows, counted_rows, due_about_officers, one_person_each
from offenders.selectors.lines import DueRow, Line, OfficerDue
from people.choices import Permission, SessionState
from people.models import AgreedAction, Officer, SupervisionSession, User

AHEAD = timedelta(days=14)
# An acceptance that ends before the next session would be held is talked about in this one.
COMES_BACK = timedelta(days=42)
_ACTIONS = Prefetch("actions", AgreedAction.objects.select_related("owner"))


def sessions_of(
    user: User, officers: QuerySet[Officer], *, on: date
) -> QuerySet[SupervisionSession]:
    """Those of these officers that this user may read, the newest first, with what was agreed; two queries."""
    rows = SupervisionSession.objects.visible_to(user, Permission.VIEW_SUPERVISION, on=on)
    found: QuerySet[SupervisionSession] = (
        rows.filter(officer__in=officers)
        .select_related("officer", "supervisor")
        .prefetch_related(_ACTIONS)
    )
    return found


@dataclass(frozen=True, slots=True)
class SupervisionPage:
    """Everything about one officer's supervision; `may_supervise` is whoever supervises them today."""

    officer: Officer
    planned: SupervisionSession | None
    held: list[SupervisionSession]
    cancelled: list[SupervisionSession]
    open_actions: list[AgreedAction]
    due: list[OfficerDue]
    may_supervise: bool


def supervision_page(officer: Officer, *, user: User, at: datetime) -> SupervisionPage:
    on = london_date(at)
    rows = list(sessions_of(user, Officer.objects.filter(pk=officer.pk), on=on))
    held = [row for row in rows if row.state == SessionState.HELD]
    about = due_about_officers(Officer.objects.filter(pk=officer.pk), on=on, user=user)
    return SupervisionPage(
        officer=officer,
        planned=next((row for row in rows if row.state == SessionState.PLANNED), None),
        held=held,
        cancelled=[row for row in rows if row.state == SessionState.CANCELLED],
        open_actions=_open(held),
        due=[row for row in about if row.kind == "supervision"],
        may_supervise=user.has(Permission.SUPERVISE) and officer.user_id != user.pk,
    )


def _open(held: Iterable[SupervisionSession]) -> list[AgreedAction]:
    found = [action for row in held for action in row.actions.all() if action.done_on is None]
    return sorted(found, key=lambda action: (action.due_on, action.pk))


@dataclass(frozen=True, slots=True)
class Agenda:
    """What the next session is about, drawn from what is on record of the officer's own work."""

    officer: Officer
    on: date
    planned: SupervisionSession | None
    last: SupervisionSession | None
    open_actions: list[AgreedAction]
    about: list[OfficerDue]
    overdue: list[DueRow]
    missing: list[DueRow]
    coming_back: list[Line]
    outcomes: Outcomes
    lag_hours: int | None
    training: list[str]

    @property
    def cases(self) -> list[Case]:
        """Every case of which the page shows something."""
        coming = [row.case for row in self.coming_back if isinstance(row, DueRow)]
        return [row.case for row in (*self.overdue, *self.missing)] + coming

    @property
    def table_of_overdue(self) -> Table:
        return _table("Overdue", [*self.overdue, *self.missing])

    @property
    def table_of_accepted(self) -> Table:
        return _table("Accepted, and soon nobody's", self.coming_back)


def agenda_of(officer: Officer, *, user: User, training: list[str], at: datetime) -> Agenda:
    """The agenda at an instant, of the cases that the reader may see; the same number of queries for any caseload."""
    on = london_date(at)
    page = supervision_page(officer, user=user, at=at)
    seen = Case.objects.seen_by(user)
    holding = held_ids([officer.pk], on=on)
    mine = seen_cases(seen, holding)
    rows = one_person_each(counted_rows(mine, on=on, user=user))
    about = due_about_officers(Officer.objects.filter(pk=officer.pk), on=on, user=user)
    asked = asked_rows([officer.pk], mine, seen, on=on, user=user)
    return Agenda(
        officer=officer,
        on=on,
        planned=page.planned,
        last=page.held[0] if page.held else None,
        open_actions=page.open_actions,
        about=[row for row in about if row.kind != "supervision" and not row.is_accepted],
        overdue=[row for row in rows if row.state == DueState.OVERDUE],
        missing=[row for row in rows if row.state == DueState.MISSING],
        coming_back=_coming_back([*about, *rows], on=on),
        outcomes=outcomes_among(asked, on=on),
        lag_hours=lag_by_officer(Scope(officer.team, user, at)).get(officer.pk),
        training=training,
    )


def _coming_back(rows: Iterable[Line], *, on: date) -> list[Line]:
    found = [
        row
        for row in rows
        if row.is_accepted and row.accepted_until and row.accepted_until <= on + COMES_BACK
    ]
    return sorted(found, key=lambda row: row.accepted_until or on)


def _table(caption: str, rows: Iterable[Line]) -> Table:
    """One line a person, with the sentence of each thing that is said of them."""
    columns = [Column("Who", names_row=True), Column("What and why"), Column("How long")]
    return Table(
        caption,
        columns,
        [
            (
                lines(link(row.case.get_absolute_url(), row.name), small(row.case.crn))
                if isinstance(row, DueRow)
                else row.kind_label,
                lines(*(f"{said.kind_label}: {said.because}" for said in row.said)),
                nowrap(_how_long(row)),
            )
            for row in rows
        ],
    )


def _how_long(row: Line) -> str:
    if row.is_accepted and row.accepted_until:
        return f"Accepted until {in_full(row.accepted_until)}"
    if row.state == DueState.MISSING:
        return f"Missing since {in_full(row.due_on)}"
    return f"{days(row.days_overdue)} overdue"


def planned_for(user: User, *, at: datetime) -> list[SupervisionSession]:
    """What is planned with this user up to a fortnight ahead, with what has been and nobody recorded; one query."""
    if not user.has(Permission.VIEW_SUPERVISION):
        return []
    if user.has(Permission.SUPERVISE):
        rows = SupervisionSession.objects.visible_to(
            user, Permission.VIEW_SUPERVISION, on=london_date(at)
        )
    else:
        rows = SupervisionSession.objects.filter(officer__user=user)
    soon = Q(state=SessionState.PLANNED, starts_at__lt=at + AHEAD)
    return list(rows.filter(soon).select_related("officer", "supervisor").order_by("starts_at"))
