"""Flags that came back after they were accepted, and those that nobody answers and are with the head of the unit."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.apps import apps
from django.db.models import Q

from caseloads.rules.escalation import (
    Acceptance,
    Open,
    came_back_on,
    came_back_words,
    limit_of,
    waits,
    went_up_on,
)
from caseloads.rules.oversight import REVIEW
from caseloads.selectors.oversight import leads_of, overseen_by
from core.calendar import in_full, london_date, london_midnight
from core.history import Change
from core.prepared import one_of
from core.standards import in_force
from core.table import Column, Table, beside, lines, link, nowrap, small, tag
from core.templatetags.core import counted
from offenders.choices import Severity
from offenders.models import Case, Flag, KindStart
from offenders.querysets import of_cases
from offenders.rules import kind, label_of
from offenders.selectors.case import seen_cases
from offenders.selectors.flag import Step
from people.choices import Agency, Permission
from people.models import Officer, Team, User

DAYS, CRITICAL_DAYS = "escalation.days", "escalation.critical_days"
MOST = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A flag with whose it is, and what is said of it here."""

    flag: Flag
    case: Case | None
    words: str
    days: int = 0


@dataclass(frozen=True, slots=True)
class Answers:
    """What the page says of flags: those that came back, and those that nobody has answered."""

    back: list[Line]
    unanswered: list[Line]

    @property
    def cases(self) -> list[Case]:
        """Of which the page shows something."""
        return [line.case for line in (*self.back[:MOST], *self.unanswered[:MOST]) if line.case]


def answers_of(user: User, *, on: date) -> Answers:
    """Of the cases that this manager looks after and the officers whom they lead; eight queries, however many flags."""
    officer = user.officer_or_none
    if officer is None or not user.has(Permission.OVERSEE):
        return Answers([], [])
    seen = overseen_by(user)
    officers = Officer.objects.visible_to(user, Permission.ACCEPT_FLAG, on=on)
    flags = [
        flag
        for flag in Flag.objects.open()
        .filter(Q(of_cases(sorted(seen.ids))) | Q(officer__in=officers.values("pk")))
        .defer("inputs")
        .select_related("officer")
        if _is_of(flag, officer.agency)
    ]
    given = acceptances_of(flags)
    starts = _Starts(flags, officer.agency, on=on)
    cases = {
        case.pk: case for case in seen_cases(seen, {row.case_id for row in flags if row.case_id})
    }
    back, unanswered = [], []
    for flag in flags:
        case = cases.get(flag.case_id or 0)
        known = Open(london_date(flag.raised_at), given.get(flag.pk, ()))
        if came_back_on(known, on=on):
            back.append(Line(flag, case, came_back_words(known, on=on)))
        days = waits(known, counts_from=starts.of(flag), limit=starts.limit(flag), on=on)
        if days is not None:
            words = f"Not answered for {counted(days, 'working day')}"
            unanswered.append(Line(flag, case, words, days))
    return Answers(sorted(back, key=_gravest), sorted(unanswered, key=_gravest))


def _is_of(flag: Flag, agency: str) -> bool:
    """What the other agency alone does is its own managers' to answer for."""
    return (flag.agency or kind(flag.kind).agency or agency) == agency


def _gravest(line: Line) -> tuple[int, int, date, int]:
    order = [severity.value for severity in Severity]
    return order.index(line.flag.severity), -line.days, line.flag.due_on, line.flag.pk


class _Starts:
    """From which day, and within how many working days, the flags of each team are to be answered; four queries."""

    def __init__(self, flags: Collection[Flag], agency: str, *, on: date) -> None:
        self._standards = in_force("escalation.", on=on)
        self._leads = leads_of({row.case_id for row in flags if row.case_id}, agency, on=on)
        self._days: dict[int, date] = dict(
            Team.objects.filter(agency=agency).values_list("pk", "created_on")
        )
        chosen = KindStart.objects.filter(kind=REVIEW, team__agency=agency)
        self._days |= dict(chosen.values_list("team", "starts_on"))

    def of(self, flag: Flag) -> date:
        """The day from which it counts for the team; of a case that nobody holds, for the first team of all."""
        lead = self._leads.get(flag.case_id or 0)
        team = flag.officer.team_id if flag.officer else lead and lead.team_id
        first = min(self._days.values(), default=date.min)
        return self._days.get(team or 0, first)

    def limit(self, flag: Flag) -> int:
        return limit_of(
            flag.severity,
            days=self._standards[DAYS].value,
            critical=self._standards[CRITICAL_DAYS].value,
        )


def acceptances_of(flags: Iterable[Flag]) -> dict[int, tuple[Acceptance, ...]]:
    """Every acceptance of each of these flags, the first one first; one query."""
    events: Any = apps.get_model(Flag._meta.app_label, f"{Flag.__name__}Event")
    rows = events.objects.filter(one_of("pgh_obj", [flag.pk for flag in flags]))
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows.order_by("pgh_id").only(
        "pgh_obj_id", "pgh_created_at", "accepted_at", "accepted_until", "is_acceptance_seen"
    ):
        found[row.pgh_obj_id].append(row)
    return {key: acceptances(versions) for key, versions in found.items()}


def acceptances(versions: Iterable[Any]) -> tuple[Acceptance, ...]:
    """What the versions of a flag, oldest first, say of its acceptances; one that ended early ended the day before."""
    found: dict[Any, Acceptance] = {}
    current = None
    for row in versions:
        if row.accepted_at is not None:
            day = london_date(row.accepted_at)
            found[row.accepted_at] = Acceptance(day, row.accepted_until, row.is_acceptance_seen)
        elif current in found:
            ended = london_date(row.pgh_created_at) - timedelta(days=1)
            found[current] = replace(found[current], until=min(ended, found[current].until))
        current = row.accepted_at
    return tuple(found.values())


def steps_of(flag: Flag, versions: list[Change], on: date) -> list[Step]:
    """For the history of a flag: when it went to the head of the unit because nobody had answered it."""
    agency = flag.agency or kind(flag.kind).agency or _agency_of(flag, on)
    starts = _Starts([flag], agency, on=on)
    known = Open(london_date(flag.raised_at), acceptances(change.row for change in versions))
    limit = starts.limit(flag)
    days = went_up_on(
        known,
        counts_from=starts.of(flag),
        limit=limit,
        ended_on=london_date(flag.cured_at) if flag.cured_at else None,
        on=on,
    )
    words = f"Nobody had answered it for {counted(limit, 'working day')}: with the head of the unit"
    return [Step(london_midnight(day), words) for day in days]


def _agency_of(flag: Flag, on: date) -> str:
    """Of what either agency does: whose case it is, the police first."""
    if flag.officer:
        return flag.officer.agency
    police = leads_of([flag.case_id or 0], Agency.POLICE, on=on)
    return Agency.POLICE if police else Agency.PROBATION


def table_of(rows: list[Line], caption: str) -> Table:
    """The first of them, the gravest first."""
    columns = (Column("Name", names_row=True), Column("Flag"), Column("How long"))
    return Table(caption, columns, [_cells(row) for row in rows[:MOST]])


def _cells(row: Line) -> tuple[str, ...]:
    flag, label = row.flag, label_of(row.flag.kind, row.flag.missing)
    name = str(flag.officer or "")
    who = (
        beside(link(row.case.get_absolute_url(), row.case.name), small(row.case.crn))
        if row.case
        else name
    )
    of = row.case.name if row.case else name
    gravity = tag("Critical", "red") if flag.severity == Severity.CRITICAL else None
    return (
        who,
        lines(
            beside(link(flag.get_absolute_url(), label, unseen=f" for {of}"), gravity), flag.because
        ),
        lines(row.words, nowrap(f"Raised {in_full(london_date(flag.raised_at))}")),
    )
