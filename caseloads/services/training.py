"""Courses of officers: recorded, corrected, ended and confirmed by whoever leads the team; stated by the officer."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from caseloads.rules.training import FROM_EXTRACT, end_problem, training_problem
from core.calendar import in_full, london_date
from core.editing import held, lock
from core.errors import RefusedError, StaleError, refuse
from core.history import changes_of
from offenders import deadlines
from people.choices import StatedState, TrainingKind
from people.models import Officer, StatedTraining, Training, User


@dataclass(frozen=True, slots=True)
class Said:
    """What is said of a course."""

    trained_on: date
    expires_on: date | None
    mode: str
    observed_on: date | None = None


@transaction.atomic
def record_training(*, officer: Officer, kind: TrainingKind, said: Said, at: datetime) -> Training:
    """Keep that an officer did a course. Raises RefusedError where the days cannot be or it is on record."""
    lock(officer)
    _check(officer, kind, said, at=at)
    row = Training.objects.create(
        officer=officer,
        kind=kind,
        trained_on=said.trained_on,
        expires_on=said.expires_on,
        mode=said.mode,
        observed_on=said.observed_on,
    )
    _refresh(officer, row, at=at)
    return row


@transaction.atomic
def correct_training(*, training: Training, said: Said, version: int, at: datetime) -> Training:
    """Put right what is on record. The day of a course that an extract states is the extract's.

    Raises RefusedError where the days cannot be, StaleError when somebody changed it meanwhile.
    """
    officer = lock(training.officer)
    row: Training = held(Training.objects.filter(pk=training.pk), version=version, stale=_stale)
    if row.kind in FROM_EXTRACT and said.trained_on != row.trained_on:
        raise RefusedError("Its day comes with the extract.", about="trained_on")
    _check(officer, TrainingKind(row.kind), said, at=at, besides=row)
    row.trained_on, row.expires_on = said.trained_on, said.expires_on
    row.mode, row.observed_on = said.mode, said.observed_on
    return _saved(row, "trained_on", "expires_on", "mode", "observed_on", at=at)


@transaction.atomic
def end_training(*, training: Training, ends_on: date, version: int, at: datetime) -> bool:
    """From `ends_on` it counts no longer; on its own day or before, it is taken back. Whether it was taken back.

    Raises RefusedError for what has run out and for what an extract states, StaleError as above.
    """
    lock(training.officer)
    row: Training = held(Training.objects.filter(pk=training.pk), version=version, stale=_stale)
    refuse(end_problem(expires_on=row.expires_on, ends_on=ends_on, on=london_date(at)))
    if ends_on > row.trained_on:
        row.expires_on = ends_on
        _saved(row, "expires_on", at=at)
        return False
    if row.kind in FROM_EXTRACT:
        raise RefusedError("That it was done comes with the extract.", about="ends_on")
    officer = row.officer
    row.delete()
    _refresh(officer, training, at=at)
    return True


@transaction.atomic
def rate_training(*, training: Training, confidence: int) -> None:
    """F-33: how confident the officer is with what they learnt, by themselves."""
    row = lock(training)
    row.confidence = confidence
    row.save(update_fields=["confidence"])


@transaction.atomic
def state_training(
    *, officer: Officer, kind: TrainingKind, said: Said, confidence: int | None, at: datetime
) -> StatedTraining:
    """Say that one did a course: it counts once whoever leads the team confirms it. Raises RefusedError."""
    lock(officer)
    _check(officer, kind, said, at=at)
    if StatedTraining.objects.filter(
        officer=officer, kind=kind, trained_on=said.trained_on, state=StatedState.WAITING
    ).exists():
        raise RefusedError("You have said this already: it waits to be confirmed.")
    return StatedTraining.objects.create(
        officer=officer,
        kind=kind,
        trained_on=said.trained_on,
        expires_on=said.expires_on,
        mode=said.mode,
        confidence=confidence,
        stated_at=at,
    )


@transaction.atomic
def decide_training(
    *,
    stated: StatedTraining,
    is_confirmed: bool,
    reason: str,
    observed_on: date | None,
    by: User,
    at: datetime,
) -> None:
    """Confirm it, so that it counts, or refuse it with the reason. Raises RefusedError where somebody has decided."""
    officer = lock(stated.officer)
    row = lock(stated)
    if row.state != StatedState.WAITING:
        raise RefusedError("Somebody has decided about this already.")
    row.state = StatedState.CONFIRMED if is_confirmed else StatedState.REFUSED
    row.decided_by, row.reason = by, reason
    row.save(update_fields=["state", "decided_by", "reason"])
    if is_confirmed:
        said = Said(row.trained_on, row.expires_on, row.mode, observed_on)
        made = record_training(officer=officer, kind=TrainingKind(row.kind), said=said, at=at)
        made.confidence = row.confidence
        made.save(update_fields=["confidence"])


def training_lines(row: Training) -> list[tuple[str, str]]:
    """What is on record, as a page says it to whoever was second."""
    return [
        ("Course", row.get_kind_display()),
        ("Done", in_full(row.trained_on)),
        ("Runs out", in_full(row.expires_on) if row.expires_on else "Never"),
        ("How", row.get_mode_display() or "Not recorded"),
    ]


def _check(
    officer: Officer,
    kind: TrainingKind,
    said: Said,
    *,
    at: datetime,
    besides: Training | None = None,
) -> None:
    rows = Training.objects.filter(officer=officer, kind=kind)
    if besides:
        rows = rows.exclude(pk=besides.pk)
    refuse(
        training_problem(
            trained_on=said.trained_on,
            expires_on=said.expires_on,
            observed_on=said.observed_on,
            on=london_date(at),
            others=rows.values_list("trained_on", flat=True),
        )
    )


def _saved(row: Training, *fields: str, at: datetime) -> Training:
    row.version += 1
    row.save(update_fields=[*fields, "version"])
    _refresh(row.officer, row, at=at)
    return row


def _refresh(officer: Officer, row: Training, *, at: datetime) -> None:
    deadlines.refresh(
        officer_ids=[officer.pk],
        changed=Training,
        on=london_date(at),
        at=at,
        fact=f"training:{row.pk}",
    )


def _stale(row: Training) -> StaleError:
    last = changes_of(Training, pgh_obj=row.pk)[0]
    return StaleError(
        saved_by=last.who or "An import", saved_at=last.at, theirs=training_lines(row)
    )
