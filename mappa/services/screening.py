"""Screenings, marks on offences, and who was told: each by its one door."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from core.addresses import address
from core.calendar import in_full, london_date
from core.editing import held, lock
from core.errors import RefusedError, StaleError, refuse
from core.history import changes_of
from mappa.choices import Basis, Category, MarkEnding, Outcome, ToldAgency, ToldBy
from mappa.models import Management, QualifyingOffence, Screening, Telling
from mappa.rules import ScreeningSaid, mark_problem, screening_problem
from mappa.selectors.screening import screenings, that_counts, words_of
from offenders import deadlines
from offenders.choices import SentenceKind
from offenders.models import Case, Sentence
from people.choices import Permission
from people.models import User


@dataclass(frozen=True, slots=True)
class Told:
    """Whom somebody told, how and when."""

    agency: ToldAgency
    whom: str
    way: ToldBy
    told_on: date


def version_of(case: Case) -> int:
    """A number that grows with every screening of a case: rows are never altered."""
    return Screening.objects.filter(case=case).count()


@transaction.atomic
def screen(*, case: Case, said: ScreeningSaid, version: int, by: User, at: datetime) -> Screening:
    """Record a screening; it counts from now on.

    Raises RefusedError when it cannot be so, or one of a later day is on record; StaleError when somebody screened
    the person meanwhile.
    """
    _staff_or_coordinator(by)
    rows = _held_rows(case, version)
    newest = that_counts(rows)
    on = london_date(at)
    refuse(screening_problem(said, on=on, newest=newest.screened_on if newest else None))
    return _store(case, said, by=by, at=at)


@transaction.atomic
def correct_screening(
    *,
    screening: Screening,
    said: ScreeningSaid,
    because: str,
    version: int,
    by: User,
    at: datetime,
) -> Screening:
    """Put another row in the place of one that was wrong, or say that there was no such screening.

    Raises RefusedError without a reason, when nothing is different or it cannot be so; StaleError when somebody
    screened the person or corrected it meanwhile.
    """
    _staff_or_coordinator(by)
    rows = _held_rows(screening.case, version)
    if any(row.corrects_id == screening.pk for row in rows):
        raise RefusedError("This screening is corrected already: correct the newer one.")
    if screening.outcome == Outcome.ERROR:
        raise RefusedError("This is on record as no screening: record one instead.")
    if not because.strip():
        raise RefusedError("Say what was wrong.", about="because")
    refuse(screening_problem(said, on=london_date(at)))
    if _is_same(screening, said):
        raise RefusedError("Nothing is different from what is on record.")
    return _store(screening.case, said, by=by, at=at, corrects=screening, because=because)


@transaction.atomic
def mark_offence(
    *, sentence: Sentence, basis: Basis, reason: str, by: User, at: datetime
) -> QualifyingOffence:
    """MAP-3: say that the offence of a sentence qualifies, and why.

    Raises RefusedError without a reason, when the sentence is too short for it, or when it is marked already.
    """
    _staff_or_coordinator(by)
    lock(sentence)
    if not reason.strip():
        raise RefusedError("Say why the offence qualifies.", about="reason")
    refuse(mark_problem(basis, SentenceKind(sentence.kind), sentence.term_months))
    if QualifyingOffence.objects.filter(sentence=sentence, ended_on__isnull=True).exists():
        raise RefusedError("This offence is marked already.", about="sentence")
    mark = QualifyingOffence.objects.create(
        sentence=sentence,
        basis=basis,
        reason=reason.strip(),
        marked_by=by,
        marked_on=london_date(at),
    )
    _refresh(mark.case, QualifyingOffence, f"qualifying:{mark.uuid}", at=at)
    return mark


@transaction.atomic
def end_mark(
    *,
    mark: QualifyingOffence,
    because: MarkEnding,
    note: str,
    version: int,
    by: User,
    at: datetime,
) -> QualifyingOffence:
    """Say that the offence does not qualify, or no longer.

    Raises RefusedError without a reason, StaleError when somebody ended it meanwhile.
    """
    _staff_or_coordinator(by)
    rows = QualifyingOffence.objects.filter(pk=mark.pk)
    stored = held(rows, version=version, stale=_stale_mark)
    if stored.ended_on is not None:
        raise _stale_mark(stored)
    if not note.strip():
        raise RefusedError("Say why it is ended.", about="note")
    stored.ended_on, stored.ended_by = london_date(at), by
    stored.ended_because, stored.ended_note = because, note.strip()
    stored.version += 1
    stored.save(update_fields=["ended_on", "ended_by", "ended_because", "ended_note", "version"])
    _refresh(stored.case, QualifyingOffence, f"qualifying:{stored.uuid}", at=at)
    return stored


@transaction.atomic
def tell(*, about: Screening | Management, told: Told, by: User, at: datetime) -> Telling:
    """R-9: record that an agency was told of a screening, or of a level.

    Raises RefusedError without a name or post, for a day ahead or before what was told, or when it is on record.
    """
    _staff_or_coordinator(by)
    case, on = lock(about.case), london_date(at)
    is_screening = isinstance(about, Screening)
    since = about.screened_on if isinstance(about, Screening) else about.starts_on
    if not told.whom.strip():
        raise RefusedError("Say who was told: a post or a name.", about="whom")
    if not since <= told.told_on <= on:
        raise RefusedError(
            f"The day must be from {in_full(since)}, when it was decided, to today.",
            about="told_on",
        )
    of = {"screening": about} if is_screening else {"management": about}
    row = Telling(
        case=case,
        agency=told.agency,
        whom=told.whom.strip(),
        way=told.way,
        told_on=told.told_on,
        told_by=by,
        recorded_on=on,
        **of,
    )
    same = Telling.objects.filter(
        **of, agency=row.agency, whom__iexact=row.whom, taken_back_on__isnull=True
    )
    if same.exists():
        raise RefusedError("It is on record already that they were told.", about="whom")
    row.save()
    _refresh(case, Telling, f"telling:{row.uuid}", at=at)
    return row


@transaction.atomic
def take_back(*, telling: Telling, because: str, version: int, by: User, at: datetime) -> Telling:
    """Say that it was recorded in error that somebody was told; the row stays.

    Raises RefusedError without a reason, StaleError when somebody took it back meanwhile.
    """
    _staff_or_coordinator(by)
    stored = held(Telling.objects.filter(pk=telling.pk), version=version, stale=_stale_telling)
    if stored.taken_back_on is not None:
        raise _stale_telling(stored)
    if not because.strip():
        raise RefusedError("Say what was wrong.", about="because")
    stored.taken_back_on, stored.taken_back_by = london_date(at), by
    stored.taken_back_because = because.strip()
    stored.version += 1
    stored.save(update_fields=["taken_back_on", "taken_back_by", "taken_back_because", "version"])
    _refresh(stored.case, Telling, f"telling:{stored.uuid}", at=at)
    return stored


def _store(
    case: Case,
    said: ScreeningSaid,
    *,
    by: User,
    at: datetime,
    corrects: Screening | None = None,
    because: str = "",
) -> Screening:
    row = Screening.objects.create(
        case=case,
        outcome=said.outcome,
        category=said.category,
        screened_on=said.screened_on,
        screened_by=by,
        reason=said.reason.strip(),
        form_q_on=said.form_q_on,
        form_q_ref=said.form_q_ref.strip(),
        recorded_at=at,
        corrects=corrects,
        correction_reason=because.strip(),
    )
    _refresh(case, Screening, f"screening:{row.uuid}", at=at)
    return row


def _is_same(row: Screening, said: ScreeningSaid) -> bool:
    before = ScreeningSaid(
        outcome=Outcome(row.outcome),
        category=Category(row.category) if row.category else None,
        screened_on=row.screened_on,
        reason=row.reason,
        form_q_on=row.form_q_on,
        form_q_ref=row.form_q_ref,
    )
    return before == said


def _staff_or_coordinator(by: User) -> None:
    """Whoever coordinates an area screens and tells for it, and as a rule holds no cases and has no staff record."""
    if not by.has(Permission.VIEW_MAPPA_AREA):
        by.staff_record()


def _held_rows(case: Case, version: int) -> list[Screening]:
    """The screenings of a case, which nobody else adds to until this is stored."""
    lock(case)
    rows = list(screenings().filter(case=case))
    if len(rows) != version:
        raise _stale_screening(rows)
    return rows


def _stale_screening(rows: list[Screening]) -> StaleError:
    newest = max(rows, key=lambda row: row.pk)
    return StaleError(
        saved_by=newest.screened_by.name,
        saved_at=newest.recorded_at,
        theirs=[
            ("What was found", words_of(newest)),
            ("Day of the screening", in_full(newest.screened_on)),
            ("Why", newest.reason),
        ],
        link=address("mappa:mappa", newest.case.uuid),
    )


def _stale_mark(row: QualifyingOffence) -> StaleError:
    last = changes_of(QualifyingOffence, pgh_obj_id=row.pk)[0]
    return StaleError(
        saved_by=last.who or "Somebody",
        saved_at=last.at,
        theirs=[
            ("Ended", row.get_ended_because_display() if row.ended_on else "No"),
            ("Why", row.ended_note),
        ],
        link=address("mappa:mappa", row.case.uuid),
    )


def _stale_telling(row: Telling) -> StaleError:
    last = changes_of(Telling, pgh_obj_id=row.pk)[0]
    return StaleError(
        saved_by=last.who or "Somebody",
        saved_at=last.at,
        theirs=[
            ("Taken back", "Yes" if row.taken_back_on else "No"),
            ("Why", row.taken_back_because),
        ],
        link=address("mappa:mappa", row.case.uuid),
    )


def _refresh(
    case: Case, changed: type[Screening | QualifyingOffence | Telling], fact: str, *, at: datetime
) -> None:
    """What is due of the case, in the same transaction."""
    deadlines.refresh([case.pk], changed=changed, on=london_date(at), at=at, fact=fact)
