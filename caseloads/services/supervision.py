"""Supervision sessions: planned, moved, cancelled and held by whoever supervises the officer (F-2)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from caseloads.rules.supervision import action_problem, held_problem, plan_problem
from core.calendar import in_full, london_date, london_midnight
from core.editing import held, lock
from core.errors import RefusedError, StaleError, refuse
from core.history import changes_of
from core.templatetags.core import date_and_time
from offenders import deadlines
from people.choices import SessionState
from people.models import AgreedAction, Officer, SupervisionSession


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed: what, whose it is, by which day."""

    what: str
    owner: Officer
    due_on: date


@transaction.atomic
def plan_session(
    *, officer: Officer, starts_at: datetime, by: Officer, at: datetime
) -> SupervisionSession:
    """Plan the next session of an officer. Raises RefusedError where one is planned already, or the time cannot be."""
    lock(officer)
    refuse(plan_problem(starts_at, at=at))
    planned = planned_of(officer)
    if planned:
        who, when = planned.supervisor.name, date_and_time(planned.starts_at)
        raise RefusedError(f"{who} has planned one for {when}: move that one.", about="day")
    row = SupervisionSession.objects.create(officer=officer, supervisor=by, starts_at=starts_at)
    _refresh(row, at=at)
    return row


@transaction.atomic
def move_session(
    *,
    session: SupervisionSession,
    starts_at: datetime,
    version: int,
    by: Officer,
    at: datetime,
) -> SupervisionSession:
    """Plan it for another time; who moves it holds it. Raises RefusedError, StaleError when somebody was quicker."""
    row = _planned(session, version)
    refuse(plan_problem(starts_at, at=at))
    row.starts_at, row.supervisor = starts_at, by
    return _saved(row, "starts_at", "supervisor", at=at)


@transaction.atomic
def cancel_session(
    *, session: SupervisionSession, reason: str, version: int, by: Officer, at: datetime
) -> SupervisionSession:
    """It will not be held, and why. Raises StaleError when somebody was quicker."""
    row = _planned(session, version)
    row.state, row.reason, row.supervisor = SessionState.CANCELLED, reason, by
    return _saved(row, "state", "reason", "supervisor", at=at)


@transaction.atomic
def hold_session(
    *,
    officer: Officer,
    session: SupervisionSession | None,
    held_on: date,
    notes: str,
    support_offered: bool,
    agreed: Sequence[Agreed],
    version: int,
    by: Officer,
    at: datetime,
) -> SupervisionSession:
    """Record that a session was held: the one that is planned, or one that nobody had planned.

    Raises RefusedError where the days cannot be, StaleError when somebody changed what is planned meanwhile.
    """
    lock(officer)
    on = london_date(at)
    refuse(held_problem(held_on, on=on, others=_held_days(officer)))
    for row in agreed:
        refuse(action_problem(row.due_on, held_on=held_on))
    planned = planned_of(officer)
    if (planned.pk if planned else None) != (session.pk if session else None):
        raise _stale(_newest(officer))
    kept = _planned(session, version) if session else SupervisionSession(officer=officer)
    kept.state, kept.supervisor = SessionState.HELD, by
    kept.held_on, kept.notes, kept.support_offered = held_on, notes, support_offered
    if kept.pk is None or london_date(kept.starts_at) != held_on:
        kept.starts_at = london_midnight(held_on)
    kept.version += 1 if kept.pk else 0
    kept.save()
    AgreedAction.objects.bulk_create(
        AgreedAction(session=kept, what=each.what, owner=each.owner, due_on=each.due_on)
        for each in agreed
    )
    _refresh(kept, at=at)
    return kept


@transaction.atomic
def finish_action(*, action: AgreedAction, on: date) -> None:
    """It is done; what was done before stays done on its day."""
    row = lock(action)
    if row.done_on is None:
        row.done_on = on
        row.save(update_fields=["done_on"])


def planned_of(officer: Officer) -> SupervisionSession | None:
    """The session that is planned for an officer: one at a time."""
    rows = SupervisionSession.objects.filter(officer=officer, state=SessionState.PLANNED)
    return rows.select_related("supervisor").first()


def session_lines(row: SupervisionSession) -> list[tuple[str, str]]:
    """What is on record, as a page says it to whoever was second; never what was said."""
    said = [("Supervision", row.get_state_display()), ("By", row.supervisor.name)]
    if row.held_on:
        return [*said, ("Held", in_full(row.held_on))]
    return [*said, ("Time", date_and_time(row.starts_at))]


def _held_days(officer: Officer) -> list[date]:
    rows = SupervisionSession.objects.filter(officer=officer, held_on__isnull=False)
    return list(rows.values_list("held_on", flat=True))


def _newest(officer: Officer) -> SupervisionSession:
    last = changes_of(SupervisionSession, officer=officer.pk)[0]
    rows = SupervisionSession.objects.select_related("supervisor")
    found: SupervisionSession = rows.get(pk=last.row.pgh_obj_id)
    return found


def _planned(session: SupervisionSession, version: int) -> SupervisionSession:
    rows = SupervisionSession.objects.filter(pk=session.pk)
    row: SupervisionSession = held(rows, version=version, stale=_stale)
    if row.state != SessionState.PLANNED:
        raise _stale(row)
    return row


def _saved(row: SupervisionSession, *fields: str, at: datetime) -> SupervisionSession:
    row.version += 1
    row.save(update_fields=[*fields, "version"])
    _refresh(row, at=at)
    return row


def _refresh(row: SupervisionSession, *, at: datetime) -> None:
    deadlines.refresh(
        officer_ids=[row.officer_id],
        changed=SupervisionSession,
        on=london_date(at),
        at=at,
        fact=f"supervisionsession:{row.pk}",
    )


def _stale(row: SupervisionSession) -> StaleError:
    last = changes_of(SupervisionSession, pgh_obj=row.pk)[0]
    return StaleError(saved_by=last.who or "Somebody", saved_at=last.at, theirs=session_lines(row))
