"""A fact that was told waits for a supervisor: nothing follows from it until one who did not record it confirms it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from uuid import UUID

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import held, lock
from core.errors import Problem, RefusedError, StaleError, refuse
from offenders import deadlines
from offenders.choices import ReportKind, ReportState
from offenders.models import Case, Registration, Report
from offenders.models.report import OPEN
from offenders.selectors.reports import last_written, report_lines
from offenders.services.death import DEATH
from offenders.services.effects import Effect
from offenders.services.registration import REGISTRATION_END
from people.choices import Permission
from people.models import User

# What each kind does once it is confirmed.
EFFECTS: dict[ReportKind, Effect] = {
    ReportKind.DEATH: DEATH,
    ReportKind.REGISTRATION_END: REGISTRATION_END,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A fact as it was told: what day it says, by whom, when, and what it rests on.

    `inputs` are what the day was worked out from (NOT-16), as the pages show them.
    """

    happened_on: date
    told_by: str
    source: str
    told_on: date
    note: str = ""
    inputs: Sequence[tuple[str, str]] = ()
    told_in: UUID | None = None


@transaction.atomic
def tell(
    *,
    case: Case,
    kind: ReportKind,
    said: Told,
    by: User,
    at: datetime,
    registration: Registration | None = None,
) -> Report:
    """Keep what was told. Nothing follows from it and clocks run, until a supervisor confirms it.

    Raises RefusedError when its days cannot be, or when the same is told or on record already.
    """
    stored, on = lock(case), london_date(at)
    report = Report(
        case=stored,
        kind=kind,
        registration=registration,
        happened_on=said.happened_on,
        told_by=said.told_by.strip(),
        source=said.source.strip(),
        told_on=said.told_on,
        note=said.note.strip(),
        inputs=[list(line) for line in said.inputs],
        told_in=said.told_in,
        recorded_by=by,
        recorded_on=on,
    )
    refuse(_said_problem(report, on=on) or _again(report) or EFFECTS[kind].problem(report))
    report.save()
    return report


@transaction.atomic
def confirm(*, report: Report, version: int, by: User, at: datetime) -> Report:
    """JOB-5: it is so, and what it says takes effect now, from its day.

    Raises StaleError when it was changed since the page was opened, RefusedError when it waits no longer, cannot be, or
    was recorded by `by`: nobody confirms their own.
    """
    stored = _waiting(report, version, by=by)
    effect = EFFECTS[ReportKind(stored.kind)]
    refuse(effect.problem(stored))
    effect.begin(stored)
    _decide(stored, ReportState.CONFIRMED, by=by, at=at)
    _refresh(stored, at=at)
    return stored


@transaction.atomic
def refuse_report(*, report: Report, version: int, reason: str, by: User, at: datetime) -> Report:
    """It is not so, or not shown to be: nothing follows, and whoever recorded it reads why. Raises as above."""
    _says_why(reason, "Say why it is refused.")
    stored = _waiting(report, version, by=by)
    _decide(stored, ReportState.REFUSED, by=by, at=at, reason=reason)
    return stored


@transaction.atomic
def take_back(*, report: Report, version: int, reason: str, by: User, at: datetime) -> Report:
    """It was told in error. Of one that was confirmed only a supervisor says so, and what it did is undone.

    Raises StaleError when it was changed since the page was opened, RefusedError without a reason or when it was refused
    or taken back before.
    """
    _says_why(reason, "Say why it is taken back.")
    stored = _held(report, version)
    was = ReportState(stored.state)
    if was not in OPEN:
        raise RefusedError(f"Nothing follows from this any more: {was.label.lower()}.")
    if was == ReportState.CONFIRMED and not by.has(Permission.CONFIRM_FACT):
        raise RefusedError("A supervisor has confirmed this, so a supervisor takes it back.")
    _decide(stored, ReportState.TAKEN_BACK, by=by, at=at, reason=reason)
    if was == ReportState.CONFIRMED:
        EFFECTS[ReportKind(stored.kind)].undo(stored)
        _refresh(stored, at=at)
    return stored


def _said_problem(report: Report, *, on: date) -> Problem | None:
    if not report.told_by:
        return Problem("told_by", "Say who told it")
    if not report.source:
        return Problem("source", "Say what it rests on")
    if report.told_on > on:
        return Problem("told_on", f"{in_full(report.told_on)} is still to come")
    return None


def _again(report: Report) -> Problem | None:
    same = Report.objects.filter(
        case=report.case, kind=report.kind, registration=report.registration, state__in=OPEN
    ).first()
    if same is None:
        return None
    return Problem("", f"This is on record already: {same}, {same.get_state_display().lower()}.")


def _decide(
    report: Report, state: ReportState, *, by: User, at: datetime, reason: str = ""
) -> None:
    report.state, report.reason = state, reason.strip()
    report.decided_by, report.decided_on = by, london_date(at)
    report.version += 1
    report.save()


def _refresh(report: Report, *, at: datetime) -> None:
    deadlines.refresh(
        [report.case_id],
        changed=EFFECTS[ReportKind(report.kind)].changed,
        on=london_date(at),
        at=at,
        fact=f"report:{report.uuid}",
    )


def _waiting(report: Report, version: int, *, by: User) -> Report:
    stored = _held(report, version)
    if not stored.waits:
        raise RefusedError(f"There is nothing to decide: {stored.get_state_display().lower()}.")
    if stored.recorded_by_id == by.pk:
        raise RefusedError("You recorded this, so somebody else has to decide.")
    return stored


def _held(report: Report, version: int) -> Report:
    rows = Report.objects.select_related("case", "registration", "decided_by", "recorded_by")
    stale = partial(_stale, link=report.get_absolute_url())
    return held(rows.filter(pk=report.pk), version=version, stale=stale, behind=report.case)


def _stale(now: Report, *, link: str) -> StaleError:
    last = last_written(now)
    return StaleError(
        saved_by=last.who or "Somebody", saved_at=last.at, theirs=report_lines(now), link=link
    )


def _says_why(reason: str, words: str) -> None:
    if not reason.strip():
        raise RefusedError(words, about="reason")
