"""What is due in a set of cases, as every page, CSV and print shows it: one meaning and one order of everything."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils.safestring import SafeString

from core.addresses import address
from core.calendar import in_full
from core.markup import joined, markup
from core.prepared import prepared, prepared_for
from core.table import link
from offenders.choices import DueState, Severity
from offenders.models import Case, Deadline, Flag, Said
from offenders.querysets import Seen, of_cases
from offenders.rules import (
    Act,
    Answer,
    acts_of,
    all_kinds,
    days_overdue,
    decide,
    is_state,
    label_of,
    listed_apart,
    offered_at,
)
from offenders.rules.state import state_of
from offenders.selectors.case import seen_cases
from people.choices import Agency, Permission
from people.models import Officer, User
from people.querysets import OfficerQuerySet

Acts = tuple[tuple[str, str], ...]
L = TypeVar("L", bound="Line")
# Of what there is one deadline, and one open flag: case, officer, kind, subject, missing fact.
Key = tuple[int | None, int | None, str, str, str]
TELL = (Act("Log a contact", "offenders:log_contact", Permission.LOG_CONTACT),)


@dataclass(frozen=True, slots=True)
class Line:
    """What a deadline says, whoever's it is, and what this user can do about it."""

    key: "Key"
    kind: str
    kind_label: str
    subject: str
    missing: str
    due_on: date
    days_overdue: int
    state: DueState
    severity: Severity
    rule: str
    because: str
    value: str
    cause: str
    flag_uuid: UUID | None
    accepted_until: date | None
    accepted_reason: str
    acts: Acts
    done_by: str  # the agency whose work it is, where that is not the user's
    # What the same cause makes, said in this line.
    others: tuple["Line", ...] = field(default=(), kw_only=True)

    @property
    def is_accepted(self) -> bool:
        return self.state == DueState.ACCEPTED

    @property
    def is_backlog(self) -> bool:
        return self.state == DueState.BACKLOG

    @property
    def needs_somebody(self) -> bool:
        """Overdue, or information missing: now, and not accepted."""
        return self.state in {DueState.OVERDUE, DueState.MISSING}

    @property
    def together(self) -> tuple["Line", ...]:
        """Everything that this line says."""
        return (self, *self.others)

    @property
    def missing_words(self) -> str:
        """ "police officer, ", where that is what is missing; so that two links of one line differ."""
        return f"{self.missing.replace('_', ' ')}, " if self.missing else ""

    @property
    def name(self) -> str:
        """Whose it is."""
        raise NotImplementedError

    @property
    def links(self) -> SafeString:
        """What this user can do about it, and why it is asked; read out, each says of whom."""
        acts = [link(url, label, unseen=f" for {self.name}") for label, url in self.acts]
        reasons = [
            link(
                address("offenders:flag", said.flag_uuid),
                "Why?",
                unseen=f" {said.kind_label}, {said.missing_words}{self.name}",
            )
            for said in self.together
            if said.flag_uuid
        ]
        return joined("", [*acts, *reasons])

    @property
    def words(self) -> SafeString:
        """What is due and why, each thing under its own name."""
        return joined("", (said.saying(said.kind_label) for said in self.together))

    @property
    def words_of_it(self) -> SafeString:
        """The same where the name stands above already."""
        return joined("", (said.saying("It") for said in self.together))

    def saying(self, what: str) -> SafeString:
        whose = self.done_by.lower()
        return markup(
            '<p class="govuk-body app-due__because">{}{}{}</p>',
            f"{what} {self.due_words}. " if self.due_words else "",
            self.because,
            markup(" <strong>For the {} to do.</strong>", whose) if whose else "",
        )

    @property
    def due_words(self) -> str:
        """ "was due by 8 November 2026"; empty for a state, which is not due."""
        if is_state(self.kind, self.missing):
            return ""
        return f"{'was' if self.days_overdue else 'is'} due by {in_full(self.due_on)}"


@dataclass(frozen=True, slots=True)
class DueRow(Line):
    """One thing that must happen to a case."""

    case: Case

    @property
    def name(self) -> str:
        return self.case.name


@dataclass(frozen=True, slots=True)
class OfficerDue(Line):
    """One thing that must happen about an officer."""

    officer: Officer

    @property
    def name(self) -> str:
        return self.officer.name


def due_rows(cases: Iterable[Case], *, on: date, user: User | None = None) -> list[DueRow]:
    """What is overdue or due in `cases` (from `visible_to`), gravest first; two queries.

    With `user` each row carries the acts that this user can do there and then.
    """
    shown = list(cases)
    return rows_of(_due_in(case_ids=[case.pk for case in shown], on=on), shown, on=on, user=user)


def counted_rows(cases: Iterable[Case], *, on: date, user: User | None = None) -> list[DueRow]:
    """Of `due_rows` what the words of the pages count: without what has a list of its own (`Kind.listed_as`)."""
    shown = list(cases)
    found = _counted_in(case_ids=[case.pk for case in shown], on=on)
    return rows_of(found, shown, on=on, user=user)


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


@prepared
def _due_in(*, case_ids: list[int], on: date) -> QuerySet[Deadline]:
    return Deadline.objects.filter(of_cases(case_ids)).gravest_first(on=on)


@prepared_for(listed_apart)
def _counted_in(*, case_ids: list[int], on: date) -> QuerySet[Deadline]:
    return Deadline.objects.counted().filter(of_cases(case_ids)).gravest_first(on=on)


@prepared_for(listed_apart)
def _asked_of(*, officer_ids: list[int], case_ids: list[int], on: date) -> QuerySet[Deadline]:
    return Deadline.objects.asked_of(officer_ids, case_ids, on=on).gravest_first(on=on)


@prepared
def _open_flags(*, case_ids: list[int]) -> QuerySet[Flag]:
    return Flag.objects.open().filter(of_cases(case_ids))


def rows_of(
    deadlines: list[Deadline], cases: list[Case], *, on: date, user: User | None
) -> list[DueRow]:
    """Those of these deadlines that are of these cases; one query."""
    by_id: dict[int | None, Case] = {case.pk: case for case in cases}
    found = [(row, by_id[row.case_id]) for row in deadlines if row.case_id in by_id]
    ids = {case.pk for _, case in found}
    flags = _open_flags(case_ids=list(ids)) if ids else []
    open_flags = {key_of(flag): flag for flag in flags}
    return [
        DueRow(
            case=case,
            acts=acts_for(row, case, user),
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
    open_flags = {key_of(flag): flag for flag in Flag.objects.open().filter(officer__in=ids)}
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
    """What one cause makes of somebody, in one row with all acts: the first, which is the gravest, says the others."""
    lines: dict[object, list[L]] = {}
    for row in rows:
        key = (row.key[:2], row.cause, row.state) if row.cause else row.key
        lines.setdefault(key, []).append(row)
    return [_line(first, others) for first, *others in lines.values()]


def _line(first: L, others: list[L]) -> L:
    acts = dict.fromkeys(act for row in (first, *others) for act in row.acts)
    return replace(first, others=tuple(others), acts=tuple(acts))


def people_in(rows: Iterable[DueRow]) -> int:
    """What every number counts: people, however many things are due of one."""
    return len({row.case.pk for row in rows})


def acts_for(said: Said, case: Case, user: User | None) -> Acts:
    """The acts about a deadline or flag (label, address) that this user may do on this case.

    About the other agency's work that is to log a contact: that one has told them, or asked.
    """
    if user is None:
        return ()
    offered = TELL if done_by(said, user) else acts_of(said.kind, said.missing)
    return tuple((act.label, url_of_act(act, said, case)) for act in _doable(offered, case, user))


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
    """The address of an act, which takes the UUID of whose the deadline is or of the record that it is about."""
    return address(act.url_name, UUID(said.subject) if act.takes == "subject" else owner.uuid)


def done_by(said: Said, user: User | None) -> Agency | None:
    """The agency that alone can do something about a deadline or flag, if this user works for another."""
    officer = user.officer_or_none if user else None
    agencies = {act.agency for act in acts_of(said.kind, said.missing)}
    by_acts = agencies.pop() if len(agencies) == 1 else None
    only = Agency(said.agency) if said.agency else by_acts
    return only if officer is not None and only != officer.agency else None


def _said(deadline: Deadline, flag: Flag | None, *, on: date, user: User | None) -> dict[str, Any]:
    """The fields of a line but its acts, which depend on whose it is."""
    until = flag.accepted_until if flag else None
    agency = done_by(deadline, user)
    state = state_of(
        due_on=deadline.due_on,
        told_on=deadline.told_on,
        missing=deadline.missing,
        accepted_until=until,
        is_backlog=deadline.is_backlog,
        on=on,
    )
    return {
        "key": key_of(deadline),
        "kind": deadline.kind,
        "kind_label": label_of(deadline.kind, deadline.missing),
        "subject": deadline.subject,
        "missing": deadline.missing,
        "due_on": deadline.due_on,
        "days_overdue": days_overdue(deadline.due_on, on=on),
        "state": state,
        "severity": Severity(deadline.severity),
        "rule": deadline.rule,
        "because": deadline.because,
        "value": deadline.value,
        "cause": deadline.cause,
        "flag_uuid": flag.uuid if flag else None,
        "accepted_until": until if state == DueState.ACCEPTED else None,
        "accepted_reason": flag.accepted_reason if flag else "",
        "done_by": agency.label if agency else "",
    }
