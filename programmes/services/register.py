"""Keeping the register of a session: one act, a contact on the timeline of everybody in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.db import transaction
from django.db.models import F, QuerySet

from core.calendar import in_full, london_date
from core.editing import held, hold
from core.errors import Lines, RefusedError, StaleError, refuse
from core.prepared import reference
from offenders import deadlines
from offenders.models import Case, Contact, ContactOutcome, ContactType, EnforcementAction
from offenders.querysets import Seen
from offenders.selectors.appointments import Plan
from offenders.services.appointments import Answer, arrange
from offenders.services.contacts import log_several
from people.choices import Permission
from people.models import Officer, User
from people.services import only_its_agency
from programmes.choices.attendance import GROUP_SESSION, ONE_TO_ONE, REFERRED
from programmes.choices.catalogue import ModuleKind
from programmes.models import Attendance, Session
from programmes.rules.attendance import line_problem, outcome_of, register_problem
from programmes.selectors.register import Line, Register, lines_of, register_of, sessions_in_full


@dataclass(frozen=True, slots=True)
class Said:
    """How it went for one person, as whoever kept the register said it."""

    came: str
    excuse: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """When a catch-up is to be, and as what: one to one, or a session of another group."""

    starts_at: datetime
    minutes: int
    type: str = ONE_TO_ONE


@transaction.atomic
def keep_register(
    *, session: Session, version: int, said: Mapping[str, Said], by: User, at: datetime
) -> list[Contact]:
    """PRG-44: record how the session went for everybody who is expected and of whom nothing is recorded yet; `said` by `Line.key`.

    Raises RefusedError for a session that has not begun, or is not held, and for a line that says nothing: a register is
    whole or not kept. StaleError when somebody saved it, or moved the session, meanwhile.
    """
    only_its_agency(by, Permission.KEEP_REGISTER)
    officer = by.staff_record(so="a register cannot be yours")
    seen = Case.objects.seen_by(by, Permission.KEEP_REGISTER)
    latest = held(sessions_in_full().filter(pk=session.pk), version=version, stale=_stale(seen, at))
    refuse(register_problem(latest.starts_at, cancelled_on=latest.group.cancelled_on, at=at))
    asked = register_of(latest, seen, at=at).open
    if not asked:
        raise RefusedError("Everybody in this register has a line already.")
    for line in asked:
        one = said.get(line.key, Said(""))
        refuse(line_problem(line.key, line.case.name, came=one.came, excuse=one.excuse))
    kept = _Kept(latest, officer, by, at)
    contacts = [kept.contact(line, said[line.key]) for line in asked]
    log_several(contacts, at=at)
    _store(asked, contacts, latest)
    Session.objects.filter(pk=latest.pk).update(saved_at=at, saved_by=by, version=F("version") + 1)
    _follow([row.case_id for row in contacts], at, fact=f"register:{latest.uuid}")
    return contacts


@transaction.atomic
def arrange_catch_up(
    *, missed: Attendance, catch_up: Wanted, by: User, at: datetime, answer: Answer | None = None
) -> Contact:
    """PRG-45: an appointment that makes a missed session good.

    Raises RefusedError for a session that was not missed, or is made good or to be made good already, and as arranging
    any appointment does.
    """
    only_its_agency(by, Permission.KEEP_REGISTER)
    officer, placement = by.staff_record(so="an appointment cannot be yours"), missed.placement
    hold(Case, [missed.case.pk])
    (line,) = lines_of(_session_of(missed), [placement])
    if not line.is_to_catch_up(london_date(at)):
        raise RefusedError("Nothing is to be caught up here: they came, or a catch-up is arranged.")
    plan = plan_of(missed, catch_up, officer)
    (contact,) = arrange(plan=plan, by=by, at=at, answer=answer)
    Attendance.objects.create(placement=placement, catches_up=missed, contact=contact)
    _follow([contact.case_id], at, fact=f"contact:{contact.uuid}")
    return contact


def plan_of(missed: Attendance, catch_up: Wanted, officer: Officer) -> Plan:
    """The catch-up as the appointment that it is."""
    return Plan(
        cases=[missed.case],
        officer=officer,
        type=next(row for row in _session_types() if row.code == catch_up.type),
        starts=[catch_up.starts_at],
        minutes=catch_up.minutes,
        location=missed.placement.group.place.name,
        notes=f"Catches up {_called(_session_of(missed))}",
    )


def _session_of(missed: Attendance) -> Session:
    if missed.session is None:
        raise RefusedError(
            "A catch-up that was missed is arranged anew from the session's register."
        )
    return missed.session


def _follow(case_ids: Sequence[int], at: datetime, *, fact: str) -> None:
    changed = [Contact, Attendance]
    deadlines.refresh(case_ids, changed=changed, on=london_date(at), at=at, fact=fact)


@dataclass(frozen=True)
class _Kept:
    """What every line of one register has in common; reference data is read once for all of them."""

    session: Session
    officer: Officer
    by: User
    at: datetime

    @cached_property
    def kind(self) -> ContactType:
        code = GROUP_SESSION if self.session.kind == ModuleKind.GROUP else ONE_TO_ONE
        return next(row for row in _session_types() if row.code == code)

    @cached_property
    def outcomes(self) -> dict[str, ContactOutcome]:
        return {row.code: row for row in _all_outcomes()}

    @cached_property
    def referred(self) -> EnforcementAction:
        return _referred()[0]

    def contact(self, line: Line, one: Said) -> Contact:
        outcome = self.outcomes[outcome_of(one.came, one.excuse)]
        return Contact(
            case=line.case,
            type=self.kind,
            happened_at=self.session.starts_at,
            minutes=self.session.minutes,
            recorded_at=self.at,
            officer=self.officer,
            agency=self.officer.agency,
            author=self.by,
            location=self.session.group.place.name,
            outcome=outcome,
            enforcement_action=self.referred if outcome.needs_action else None,
            notes="\n\n".join(filter(None, (_called(self.session), one.note.strip()))),
        )


def _called(session: Session) -> str:
    return f"{session.group.programme_id}, session {session.number}: {session.module}"


def _store(lines: Sequence[Line], contacts: Sequence[Contact], session: Session) -> None:
    """The lines; one whose contact was voided gets the new one."""
    Attendance.objects.bulk_create(
        [
            Attendance(placement=line.placement, session=session, contact=contact)
            for line, contact in zip(lines, contacts, strict=True)
        ],
        update_conflicts=True,
        unique_fields=["session", "placement"],
        update_fields=["contact"],
    )


def _stale(seen: Seen, at: datetime) -> Callable[[Session], StaleError]:
    def stale(latest: Session) -> StaleError:
        return StaleError(
            saved_by=str(latest.saved_by or "Somebody else"),
            saved_at=latest.saved_at or at,
            theirs=lines_in_words(register_of(latest, seen, at=at)),
        )

    return stale


def lines_in_words(register: Register) -> Lines:
    """A register line by line, as it is on record."""
    session = register.session
    day = london_date(session.starts_at)
    return [
        ("Session", f"{_called(session)}, {in_full(day)}"),
        *(
            (line.case.name, line.contact.outcome.name)
            for line in register.kept
            if line.contact and line.contact.outcome
        ),
    ]


@reference
def _session_types() -> QuerySet[ContactType]:
    return ContactType.objects.filter(code__in=[GROUP_SESSION, ONE_TO_ONE])


@reference
def _all_outcomes() -> QuerySet[ContactOutcome]:
    return ContactOutcome.objects.filter(for_home_visits=False)


@reference
def _referred() -> QuerySet[EnforcementAction]:
    return EnforcementAction.objects.filter(code=REFERRED)
