"""What is due in a set of cases, as every page, CSV and print shows it: one meaning and one order of everything."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce

from core.addresses import address
from core.prepared import prepared, prepared_for
from offenders.choices import DueState, Severity
from offenders.models import Case, Deadline, Flag, Said
from offenders.querysets import DeadlineQuerySet, Seen, of_cases
from offenders.rules import (
    Act,
    Answer,
    acts_of,
    all_kinds,
    cannot_wait,
    days_overdue,
    decide,
    is_accepted,
    label_of,
    listed_apart,
    offered_at,
)
from offenders.selectors.case import seen_cases
from offenders.selectors.lines import Acts, DueRow, Key, Line, OfficerDue
from people.choices import Agency, Permission
from people.models import Officer, User
from people.querysets import OfficerQuerySet

L = TypeVar("L", bound="Line")
TELL = (Act("Log a contact", "offenders:log_contact", Permission.LOG_CONTACT),)


def due_rows(
    cases: Iterable[Case],
    *,
    on: date,
    user: User | None = None,
    flags: Collection[Flag] | None = None,
) -> list[DueRow]:
    """What is overdue or due in `cases` (from `visible_to`), gravest first; two queries.

    With `user` each row carries the acts that this user can do there and then. A page that has read the open `flags`
    of these cases gives them: one query less.
    """
    shown = list(cases)
    deadlines = _due_in(case_ids=[case.pk for case in shown], on=on)
    return rows_of(deadlines, shown, on=on, user=user, flags=flags)


def counted_rows(
    cases: Iterable[Case], *, on: date, user: User | None = None, is_for_a_day: bool = False
) -> list[DueRow]:
    """Of `due_rows` what the words of the pages count: without what has a list of its own (`Kind.listed_as`).

    For a day, of what is due later only the soonest: half of what is due in a caseload is.
    """
    shown = list(cases)
    deadlines = _counted_in(case_ids=[case.pk for case in shown], on=on)
    if is_for_a_day:
        deadlines = _with_the_soonest_later(deadlines)
    return rows_of(deadlines, shown, on=on, user=user)


def _with_the_soonest_later(deadlines: list[Deadline]) -> list[Deadline]:
    later = [row for row in deadlines if state_in(row) == DueState.LATER]
    soonest = min(later, key=lambda row: row.due_on, default=None)
    return [row for row in deadlines if row is soonest or state_in(row) != DueState.LATER]


def state_in(row: Any) -> str:
    """What the database says of a deadline that was read with its state."""
    state: str = row.state
    return state


def asked_rows(
    officer_ids: Collection[int], holding: Iterable[Case], seen: Seen, *, on: date, user: User
) -> list[DueRow]:
    """What has a list of its own and is for these officers in cases that the user sees; three queries.

    They hold `holding`. Not what is the other agency's to do. What is not visible is left out here: said to the database, it would start from the cases, 100 times slower.
    """
    held = [case.pk for case in holding]
    deadlines = _asked_of(officer_ids=list(officer_ids), case_ids=held, on=on)
    cases = seen_cases(seen, (row.case_id for row in deadlines if row.case_id is not None))
    return [row for row in rows_of(deadlines, cases, on=on, user=user) if not row.done_by]


def falling_due(case_ids: Collection[int], *, first: date, last: date, on: date) -> list[Deadline]:
    """What is due in these cases from a day to a day, both included, that with a list of its own too, soonest first.

    One query; without what is only held below its threshold, or was due before it was asked for here.
    """
    rows = Deadline.objects.filter(
        of_cases(case_ids), due_on__range=(first, last), is_backlog=False, is_held=False
    )
    return sorted(_said_in(rows, on), key=lambda row: row.due_on)


@prepared
def _due_in(*, case_ids: list[int], on: date) -> QuerySet[Deadline]:
    return _said_in(Deadline.objects.filter(of_cases(case_ids)), on)


def _said_in(deadlines: DeadlineQuerySet, on: date) -> DeadlineQuerySet:
    """Without the facts behind each, which only its own page shows."""
    return deadlines.defer("inputs").gravest_first(on=on)


@prepared_for(listed_apart)
def _counted_in(*, case_ids: list[int], on: date) -> QuerySet[Deadline]:
    return _said_in(Deadline.objects.counted().filter(of_cases(case_ids)), on)


@prepared_for(listed_apart)
def _asked_of(*, officer_ids: list[int], case_ids: list[int], on: date) -> QuerySet[Deadline]:
    return _said_in(Deadline.objects.asked_of(officer_ids, case_ids, on=on), on)


@prepared
def _open_flags(*, case_ids: list[int]) -> QuerySet[Flag]:
    return _accepted_by_whom(Flag.objects.open().filter(of_cases(case_ids)))


def _accepted_by_whom(flags: QuerySet[Flag]) -> QuerySet[Flag]:
    return flags.defer("inputs").annotate(accepted_name=Coalesce("accepted_by__name", Value("")))


def rows_of(
    deadlines: list[Deadline],
    cases: list[Case],
    *,
    on: date,
    user: User | None,
    flags: Collection[Flag] | None = None,
) -> list[DueRow]:
    """Those of these deadlines that are of these cases; one query."""
    by_id: dict[int | None, Case] = {case.pk: case for case in cases}
    found = [(row, by_id[row.case_id]) for row in deadlines if row.case_id in by_id]
    ids = {case.pk for _, case in found}
    if flags is None:
        flags = _open_flags(case_ids=list(ids)) if ids else []
    open_flags = {key_of(flag): flag for flag in flags}
    acting = Acting(user)
    return [
        DueRow(
            case=case,
            acts=acting.about(row, case),
            **_said(row, open_flags.get(key_of(row)), on=on, user=user),
        )
        for row, case in found
    ]


def due_about_officers(officers: OfficerQuerySet, *, on: date, user: User) -> list[OfficerDue]:
    """What is overdue or told about `officers` (from `visible_to`), gravest first.

    Two queries, and one for each permission that an act about officers takes; none where no kind asks anything of
    officers.
    """
    if not all_kinds(of="officer"):
        return []
    told = Deadline.objects.filter(officer__in=officers.values("pk"), told_on__lte=on)
    deadlines = list(told.gravest_first(on=on).select_related("officer__team"))
    ids = {row.officer_id for row in deadlines if row.officer_id is not None}
    flags = _accepted_by_whom(Flag.objects.open().filter(officer__in=ids))
    open_flags = {key_of(flag): flag for flag in flags}
    may = _may_about(ids, deadlines, user, on)
    return one_line_each(
        OfficerDue(
            officer=row.officer,
            acts=_acts_about(row, row.officer, may),
            **_said(row, open_flags.get(key_of(row)), on=on, user=user),
        )
        for row in deadlines
        if row.officer is not None
    )


def officer_acts(said: Said, officer: Officer, user: User, *, on: date) -> Acts:
    """The acts about a flag of an officer that this user may do; one query for each permission they take."""
    return _acts_about(said, officer, _may_about({officer.pk}, [said], user, on))


def _may_about(
    officer_ids: Collection[int], rows: Iterable[Said], user: User, on: date
) -> dict[Permission, set[int]]:
    """About which of these officers the user may do what the acts of these rows take."""
    wanted = {act.permission for row in rows for act in acts_of(row.kind, row.missing)}
    officers = Officer.objects.filter(pk__in=officer_ids)
    return {
        permission: set(officers.visible_to(user, permission, on=on).values_list("pk", flat=True))
        for permission in wanted
    }


def _acts_about(said: Said, officer: Officer, may: Mapping[Permission, set[int]]) -> Acts:
    return tuple(
        (act.label, url_of_act(act, said, officer))
        for act in acts_of(said.kind, said.missing)
        if officer.pk in may[act.permission]
    )


def key_of(said: Said) -> Key:
    """What a deadline and its open flag have in common."""
    return said.case_id, said.officer_id, said.kind, said.subject, said.missing


def one_line_each(rows: Iterable[L]) -> list[L]:
    """What one cause makes of somebody, in one row with all acts: the first, which is the gravest, says the others.

    Whatever is neither accepted, missing nor of before counts as one word (`rules.state.in_line`), so it is one row.
    """
    lines: dict[object, list[L]] = {}
    for row in rows:
        key = (row.key[:2], row.cause, row.state) if row.cause else row.key
        lines.setdefault(key, []).append(row)
    return [_line(first, others) for first, *others in lines.values()]


def one_person_each(rows: Iterable[DueRow]) -> list[DueRow]:
    """What is due of one person under one word (`DueState`), in one row: where people are counted, rows are.

    What cannot wait and is not late keeps its own: it has a list above the others.
    """
    people: dict[object, list[DueRow]] = {}
    for row in rows:
        is_apart = row.state == DueState.SOON and row.kind in cannot_wait()
        people.setdefault((row.key[0], row.state, is_apart), []).append(row)
    return [_line(first, others) for first, *others in people.values()]


def _line(first: L, others: list[L]) -> L:
    if not others:
        return first
    line = replace(first, others=tuple(others))
    return replace(line, acts=tuple(dict.fromkeys(act for row in line.said for act in row.acts)))


def people_in(rows: Iterable[DueRow]) -> int:
    """What every number counts: people, however many things are due of one."""
    return len({row.case.pk for row in rows})


def acts_for(said: Said, case: Case, user: User | None) -> Acts:
    """The acts about a deadline or flag (label, address) that this user may do on this case.

    About the other agency's work that is to log a contact: that one has told them, or asked.
    """
    return Acting(user).about(said, case)


class Acting:
    """The acts that this user may do, worked out once for what is the same about the rows of a list."""

    def __init__(self, user: User | None) -> None:
        self.user = user
        self._known: dict[tuple[object, ...], list[Act]] = {}

    def about(self, said: Said, case: Case) -> Acts:
        if self.user is None:
            return ()
        model = said.cause.partition(":")[0]
        key = said.kind, said.missing, said.agency, model, *case.grounds
        if key not in self._known:
            offered = TELL if done_by(said, self.user) else acts_of(said.kind, said.missing)
            fitting = [act for act in offered if act.fits(said.cause)]
            self._known[key] = _doable(fitting, case, self.user)
        return tuple((act.label, url_of_act(act, said, case)) for act in self._known[key])


def acts_at(place: str, case: Case, user: User) -> tuple[tuple[str, str], ...]:
    """What upper floors offer at a place of the case's pages (label, address), as far as this user may do it."""
    return tuple(
        (act.label, address(act.url_name, case.uuid))
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


def url_of_act(act: Act, said: Said, owner: Case | Officer) -> str:
    """The address of an act, which takes the UUID of whose the deadline is, or of the record that it is about or comes of."""
    if act.takes == "cause":
        return address(act.url_name, UUID(said.cause.partition(":")[2]))
    return address(act.url_name, UUID(said.subject) if act.takes == "subject" else owner.uuid)


def done_by(said: Said, user: User | None) -> Agency | None:
    """The agency that alone can do something about a deadline or flag, if this user works for another."""
    officer = user.officer_or_none if user else None
    only = agency_of(said)
    return only if officer is not None and only != officer.agency else None


def agency_of(said: Said) -> Agency | None:
    """The agency that alone can do something about it; None where either can."""
    agencies = {act.agency for act in acts_of(said.kind, said.missing)}
    by_acts = agencies.pop() if len(agencies) == 1 else None
    return Agency(said.agency) if said.agency else by_acts


def _said(deadline: Deadline, flag: Flag | None, *, on: date, user: User | None) -> dict[str, Any]:
    """The fields of a line but its acts, which depend on whose it is."""
    until = flag.accepted_until if flag and is_accepted(flag.accepted_until, on=on) else None
    agency = done_by(deadline, user)
    return {
        "key": key_of(deadline),
        "kind": deadline.kind,
        "kind_label": label_of(deadline.kind, deadline.missing),
        "subject": deadline.subject,
        "missing": deadline.missing,
        "due_on": deadline.due_on,
        "days_overdue": days_overdue(deadline.due_on, on=on),
        "state": DueState(state_in(deadline)),
        "severity": Severity(deadline.severity),
        "rule": deadline.rule,
        "because": deadline.because,
        "value": deadline.value,
        "cause": deadline.cause,
        "flag_uuid": flag.uuid if flag else None,
        "accepted_until": until,
        "accepted_by": getattr(flag, "accepted_name", "") if until else "",
        "accepted_reason": flag.accepted_reason if flag and until else "",
        "is_due_today": deadline.due_on == on,
        "done_by": agency.spoken if agency else "",
        "is_told": deadline.told_on <= on,
    }
