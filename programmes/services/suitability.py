"""PRG-10 to PRG-16: inputs of suitability are recorded and taken back, and decided against with the reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import held, lock
from core.errors import RefusedError, StaleError, refuse
from core.history import changes_of
from offenders import deadlines
from offenders.models import Case
from offenders.services.recorded import says_why
from people.choices import Permission
from people.models import User
from people.services import only_its_agency
from programmes.choices.suitability import Pathway, ScoreInput, ScoreSource
from programmes.models import Override, Score
from programmes.rules.suitability import score_problem
from programmes.selectors.suitability import (
    current_decision,
    decision_lines,
    score_lines,
    standing_of,
)


@dataclass(frozen=True, slots=True)
class Value:
    """What an input says: a number, or a word of its list."""

    value: Decimal | None = None
    level: str = ""


@transaction.atomic
def record_scores(
    *,
    case: Case,
    values: Mapping[ScoreInput, Value],
    assessed_on: date,
    source: ScoreSource,
    by: User,
    at: datetime,
    note: str = "",
) -> list[Score]:
    """Record what one source of one day says of some inputs. What is the same already is left as it is.

    Another value of the same day replaces the one before. Raises RefusedError when nothing is given, for a day ahead
    or before the person was born, for a value that is none, and where another record is the source and is not named.
    """
    only_its_agency(by, Permission.REFER)
    on = london_date(at)
    stored = lock(case)
    _check(stored, values, assessed_on, source, note, on=on)
    before = {
        row.input: row
        for row in Score.objects.filter(case=stored, assessed_on=assessed_on, input__in=values)
    }
    changed = []
    for code, said in values.items():
        row = before.get(code) or Score(case=stored, input=code, assessed_on=assessed_on)
        is_same = (row.value, row.level, row.source) == (said.value, said.level, source)
        if row.pk and is_same and row.note == note.strip():
            continue
        row.value, row.level, row.source, row.note = said.value, said.level, source, note.strip()
        _stamp(row, by=by, on=on)
        changed.append(row)
    _follow(stored, Score, on=on, at=at)
    return changed


@transaction.atomic
def take_back_score(*, score: Score, reason: str, version: int, by: User, at: datetime) -> None:
    """It was not so, or is of somebody else: it counts no more, and the history keeps it with the reason.

    Raises RefusedError without a reason, StaleError when somebody changed it meanwhile.
    """
    only_its_agency(by, Permission.REFER)
    says_why(reason)
    on = london_date(at)
    rows = Score.objects.select_related("case").filter(pk=score.pk)
    try:
        row = held(rows, version=version, stale=_stale_score, behind=score.case)
    except Score.DoesNotExist:
        raise _stale_score(score, is_gone=True) from None
    row.note = reason.strip()
    _stamp(row, by=by, on=on)
    row.delete()
    _follow(row.case, Score, on=on, at=at)


@transaction.atomic
def decide_suitability(
    *, case: Case, decided: Pathway, reason: str, version: int, by: User, at: datetime
) -> Override:
    """PRG-14: another pathway than the one that is worked out, with the reason. It replaces what was decided before.

    `version` is that of the decision on the screen, 0 where there was none. Raises StaleError when somebody decided
    meanwhile, RefusedError without a reason, or where it is what is worked out anyway.
    """
    only_its_agency(by, Permission.REFER)
    on = london_date(at)
    stored = lock(case)
    before = _current(stored, version)
    if not reason.strip():
        raise RefusedError("Say why it is decided against what is worked out.", about="reason")
    if decided == Pathway.INCOMPLETE:
        raise RefusedError("Choose a pathway.", about="decided")
    worked_out = standing_of(stored, on=on).worked_out.pathway
    if decided == worked_out:
        raise RefusedError(
            "This is what is worked out, so there is nothing to decide against.", about="decided"
        )
    if before:
        _end(before, on=on)
    row = Override(
        case=stored, worked_out=worked_out, decided=decided, decided_on=on, note=reason.strip()
    )
    # Goes on from the last one there was, so that a page with an older one on it is told.
    last = Override.objects.filter(case=stored).order_by("pk").last()
    row.version = last.version if last else 0
    _stamp(row, by=by, on=on)
    _follow(stored, Override, on=on, at=at)
    return row


@transaction.atomic
def end_decision(*, case: Case, version: int, by: User, at: datetime) -> None:
    """What is worked out holds again. Raises StaleError when somebody decided meanwhile, RefusedError without one."""
    only_its_agency(by, Permission.REFER)
    on = london_date(at)
    stored = lock(case)
    before = _current(stored, version)
    if before is None:
        raise RefusedError("Nothing is decided: what is worked out holds.")
    _end(before, on=on)
    _follow(stored, Override, on=on, at=at)


def _check(
    case: Case,
    values: Mapping[ScoreInput, Value],
    assessed_on: date,
    source: ScoreSource,
    note: str,
    *,
    on: date,
) -> None:
    if not values:
        raise RefusedError("Enter at least one input.")
    if assessed_on > on:
        raise RefusedError(
            "The day of the assessment cannot be in the future.", about="assessed_on"
        )
    born = case.date_of_birth
    if born and assessed_on < born:
        raise RefusedError(f"They were born on {in_full(born)}.", about="assessed_on")
    if source == ScoreSource.OTHER and not note.strip():
        raise RefusedError("Name the record that says so.", about="note")
    for code, said in values.items():
        refuse(score_problem(code, said.value, said.level))


def _current(case: Case, version: int) -> Override | None:
    row = current_decision(case)
    if (row.version if row else 0) != version:
        last = changes_of(Override, case=case)[0]
        raise StaleError(
            saved_by=last.who or "Somebody",
            saved_at=last.at,
            theirs=decision_lines(row),
            link=case.get_absolute_url(),
        )
    return row


def _end(row: Override, *, on: date) -> None:
    row.ended_on = on
    row.version += 1
    row.save(update_fields=["ended_on", "version"])


def _stamp(row: Score | Override, *, by: User, on: date) -> None:
    row.recorded_by, row.recorded_on = by, on
    row.version += 1 if row.pk or isinstance(row, Override) else 0
    row.save()


def _stale_score(row: Score, *, is_gone: bool = False) -> StaleError:
    last = changes_of(Score, pgh_obj_id=row.pk)[0]
    theirs = [("Taken back", "It is no longer on record")] if is_gone else score_lines(row)
    return StaleError(saved_by=last.who or "Somebody", saved_at=last.at, theirs=theirs)


def _follow(case: Case, changed: type[Score | Override], *, on: date, at: datetime) -> None:
    deadlines.refresh([case.pk], changed=changed, on=on, at=at)
