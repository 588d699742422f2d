"""What is due in a set of cases, as every page, CSV and print shows it: one meaning of overdue."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from core.calendar import in_full
from offenders.choices import Severity
from offenders.models import Case, Deadline, Flag, Said
from offenders.querysets import CaseQuerySet
from offenders.rules import (
    Act,
    Answer,
    acts_of,
    days_overdue,
    decide,
    is_accepted,
    is_overdue,
    is_state,
    is_told,
    label_of,
    offered_at,
    page_of,
)
from people.choices import Agency, Permission
from people.models import User

TELL = (Act("Log a contact", "offenders:log_contact", Permission.LOG_CONTACT),)


@dataclass(frozen=True, slots=True)
class DueRow:
    """One thing that must happen to a case, and what this user can do about it."""

    case: Case
    kind: str
    kind_label: str
    subject: str
    missing: str
    due_on: date
    days_overdue: int
    is_overdue: bool
    is_told: bool  # shown ahead of its day
    severity: Severity
    rule: str
    because: str
    value: str
    cause: str
    flag_uuid: UUID | None
    accepted_until: date | None
    accepted_reason: str
    acts: tuple[tuple[str, str], ...]
    done_by: str  # the agency whose work it is, where that is not the user's

    @property
    def is_accepted(self) -> bool:
        return self.accepted_until is not None

    @property
    def due_words(self) -> str:
        """ "was due by 8 November 2026"; empty for a state, which is not due."""
        if is_state(self.kind, self.missing):
            return ""
        return f"{'was' if self.is_overdue else 'is'} due by {in_full(self.due_on)}"


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact behind a date, with the page of the record that holds it."""

    label: str
    value: str
    on: date | None
    url: str


def due_deadlines(cases: CaseQuerySet, *, until: date | None = None) -> QuerySet[Deadline]:
    """The deadlines of these cases, soonest first, up to and including `until`."""
    deadlines = Deadline.objects.filter(case__in=cases.values("pk")).order_by(
        "due_on", "case_id", "id"
    )
    return deadlines if until is None else deadlines.filter(due_on__lte=until)


def due_rows(
    cases: CaseQuerySet, *, on: date, until: date | None = None, user: User | None = None
) -> list[DueRow]:
    """What is overdue or due in `cases` (from `visible_to`), most overdue first; three queries.

    With `user` each row carries the acts that this user can do there and then.
    """
    deadlines = list(due_deadlines(cases, until=until))
    ids = {deadline.case_id for deadline in deadlines if deadline.case_id is not None}
    by_id = {case.pk: case for case in cases.filter(pk__in=ids)}
    open_flags = {key_of(flag): flag for flag in Flag.objects.open().filter(case__in=ids)}
    return [
        _row(row, by_id[row.case_id], open_flags.get(key_of(row)), on=on, user=user)
        for row in deadlines
        if row.case_id is not None
    ]


def key_of(said: Said) -> tuple[int | None, str, str, str]:
    """What a deadline and its open flag have in common."""
    return said.case_id, said.kind, said.subject, said.missing


def worst_first(rows: Iterable[DueRow]) -> list[DueRow]:
    """The gravest first, then the longest overdue: a low risk a year late does not hide a very high one."""
    order = list(Severity)
    return sorted(rows, key=lambda row: (order.index(row.severity), row.due_on))


def facts_behind(inputs: Iterable[dict[str, str | None]], *, case: Case) -> list[FactRow]:
    """The inputs of a deadline or flag, with links to the record."""
    return [
        FactRow(
            label=str(fact["label"]),
            value=str(fact["value"]),
            on=date.fromisoformat(on) if (on := fact.get("on")) else None,
            url=page_of(str(fact.get("ref") or ""), case.uuid),
        )
        for fact in inputs
    ]


def acts_for(said: Said, case: Case, user: User | None) -> tuple[tuple[str, str], ...]:
    """The acts about a deadline or flag (label, address) that this user may do on this case.

    About the other agency's work that is to log a contact: that one has told them, or asked.
    """
    if user is None:
        return ()
    offered = TELL if done_by(said, user) else acts_of(said.kind, said.missing)
    return tuple((act.label, _url_of_act(act, said, case)) for act in _doable(offered, case, user))


def acts_at(place: str, case: Case, user: User) -> tuple[tuple[str, str], ...]:
    """What upper floors offer at a place of the case's pages (label, address), as far as this user may do it."""
    return tuple(
        (act.label, reverse(act.url_name, args=[case.uuid]))
        for act in _doable(offered_at(place), case, user)
    )


def _doable(acts: Iterable[Act], case: Case, user: User) -> list[Act]:
    """Those that this user may do on this case, by role, ground and agency."""
    officer = user.officer_or_none
    return [
        act
        for act in acts
        if decide(user, act.permission, case.grounds) is Answer.YES
        and (act.agency is None or (officer is not None and officer.agency == act.agency))
    ]


def _url_of_act(act: Act, said: Said, case: Case) -> str:
    return reverse(act.url_name, args=[said.subject if act.takes == "subject" else case.uuid])


def done_by(said: Said, user: User | None) -> Agency | None:
    """The agency that alone can do something about a deadline or flag, if this user works for another."""
    officer = user.officer_or_none if user else None
    agencies = {act.agency for act in acts_of(said.kind, said.missing)}
    only = agencies.pop() if len(agencies) == 1 else None
    return only if officer is not None and only != officer.agency else None


def _row(
    deadline: Deadline, case: Case, flag: Flag | None, *, on: date, user: User | None
) -> DueRow:
    until = flag.accepted_until if flag else None
    agency = done_by(deadline, user)
    return DueRow(
        case=case,
        kind=deadline.kind,
        kind_label=label_of(deadline.kind, deadline.missing),
        subject=deadline.subject,
        missing=deadline.missing,
        due_on=deadline.due_on,
        days_overdue=days_overdue(deadline.due_on, on=on),
        is_overdue=is_overdue(deadline.due_on, on=on),
        is_told=is_told(deadline.told_on, deadline.due_on, on=on),
        severity=Severity(deadline.severity),
        rule=deadline.rule,
        because=deadline.because,
        value=deadline.value,
        cause=deadline.cause,
        flag_uuid=flag.uuid if flag else None,
        accepted_until=until if is_accepted(until, on=on) else None,
        accepted_reason=flag.accepted_reason if flag else "",
        acts=acts_for(deadline, case, user),
        done_by=agency.label if agency else "",
    )
