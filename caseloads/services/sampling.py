"""F-30, POL-24: the draw of the month for each manager, and the scoring of a record."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from caseloads.choices import Mark
from caseloads.models import Asked, SampleDraw, SampleItem, SampleScore
from caseloads.rules.oversight import asking_problem
from caseloads.rules.sampling import draw, seed_of
from caseloads.selectors.oversight import timeline_words
from caseloads.selectors.sampling import (
    drawable,
    managers,
    sample_items,
    score_lines,
    why_not_scored,
)
from caseloads.services.oversight import ask, keep_asked, tell
from core.calendar import in_full, london_date
from core.editing import lock, one_at_a_time
from core.errors import RefusedError, StaleError, refuse
from core.standards import number
from offenders import deadlines
from people.models import Officer, User

PER_MONTH, UNSEEN = "manager.sample_per_month", "manager.sample_unseen"


def draw_samples(*, on: date, at: datetime) -> int:
    """F-30: draw the month's records for every manager who has none yet; how many records. Safe to run twice."""
    month = on.replace(day=1)
    wanted = number(PER_MONTH, on=on)
    if not wanted:
        return 0
    done = set(SampleDraw.objects.filter(month=month).values_list("officer_id", flat=True))
    missing = [officer for officer in managers(month=month) if officer.pk not in done]
    return sum(_draw(officer, month, wanted, at=at) for officer in missing)


@transaction.atomic
def _draw(officer: Officer, month: date, wanted: int, *, at: datetime) -> int:
    one_at_a_time(f"caseloads.sample.{officer.pk}")
    on = london_date(at)
    if officer.user is None or SampleDraw.objects.filter(officer=officer, month=month).exists():
        return 0
    pool = drawable(officer, officer.user, month=month, unseen_months=number(UNSEEN, on=on))
    by_key = {row.contact.uuid: row for row in pool}
    seed = seed_of(officer.uuid, month)
    chosen = draw(seed, (row.candidate for row in pool), wanted)
    made = SampleDraw.objects.create(
        officer=officer, month=month, seed=seed, wanted=wanted, pool=len(pool), drawn_at=at
    )
    SampleItem.objects.bulk_create(
        SampleItem(
            draw=made,
            place=place,
            contact=(row := by_key[candidate.key]).contact,
            case_id=row.contact.case_id,
            officer=row.contact.officer,
            weight=candidate.weight,
            level=row.level,
            is_unseen=row.is_unseen,
        )
        for place, candidate in enumerate(chosen, start=1)
    )
    _refresh(officer.pk, at=at)
    return len(chosen)


@transaction.atomic
def score_record(
    *,
    item: SampleItem,
    version: int,
    marks: Mapping[str, tuple[Mark, str]],
    asks: str,
    answer_by: date | None,
    by: User,
    at: datetime,
) -> SampleItem:
    """Keep how far a record answers each question and what shows it, tell the officer, and ask where something is not met.

    Raises StaleError when it was scored meanwhile, RefusedError when it was drawn for somebody else, and where something
    is not met and nothing is asked.
    """
    stored = _held(item, version, at=at)
    if why_not := why_not_scored(stored, by):
        raise RefusedError(why_not)
    must_ask = any(mark == Mark.NOT_MET for mark, _ in marks.values())
    refuse(asking_problem(must_ask=must_ask, asks=asks, due_on=answer_by, on=london_date(at)))
    SampleScore.objects.bulk_create(
        SampleScore(item=stored, question=code, mark=mark, evidence=evidence)
        for code, (mark, evidence) in marks.items()
    )
    case, agency = stored.case, by.officer.agency
    asked = ask(case=case, agency=agency, asks=asks, due_on=answer_by, by=by, at=at)
    words = timeline_words([("Read", _called(stored)), *score_lines(stored)], asked)
    stored.told_in = tell(case=case, words=words, by=by, at=at)
    stored.scored_by, stored.scored_at = by, at
    stored.version += 1
    stored.save(update_fields=["told_in", "scored_by", "scored_at", "version"])
    keep_asked(asked, item=stored)
    _refresh(stored.draw.officer_id, stored.case_id, at=at)
    return stored


def _held(item: SampleItem, version: int, *, at: datetime) -> SampleItem:
    lock(item)
    stored = sample_items().get(pk=item.pk)
    if stored.version != version or stored.scored_at:
        raise StaleError(
            saved_by=str(stored.scored_by or "Somebody"),
            saved_at=stored.scored_at or at,
            theirs=score_lines(stored),
            link=stored.get_absolute_url(),
        )
    return stored


def _called(item: SampleItem) -> str:
    return f"{item.contact.called}, {in_full(london_date(item.contact.happened_at))}"


def _refresh(officer_id: int, case_id: int | None = None, *, at: datetime) -> None:
    deadlines.refresh(
        [case_id] if case_id else [],
        officer_ids=[officer_id],
        changed=(SampleDraw, SampleItem, Asked),
        on=london_date(at),
        at=at,
        fact=f"sample:{officer_id}",
    )
