"""Levels, reviews and screenings of many cases as they stood on a day: what the deadlines and the pages of levels read."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.calendar import london_midnight
from core.prepared import prepared_for_few
from core.standards import in_force
from mappa.choices import Level, Outcome
from mappa.models import Management, MappaReview, Screening, Telling
from mappa.rules.review import SETTING_OF, Every
from offenders.querysets import holds_on, of_cases

NEVER = Every(0, "months", date.min)


def everies(on: date) -> dict[Level, Every]:
    """How often each level is reviewed, as in force on a day; one query."""
    found = in_force("mappa.l", on=on)
    return {
        level: Every(found[key].value, found[key].unit, found[key].since)
        for level, key in SETTING_OF.items()
        if key in found
    }


@prepared_for_few
def levels_on(*, case_ids: list[int], on: date) -> QuerySet[Management]:
    """The level in force of each of these cases."""
    return Management.objects.filter(of_cases(case_ids), holds_on(on))


def last_reviews(case_ids: Collection[int], on: date) -> dict[int, tuple[date, str]]:
    """The day and the key of the newest review until a day that nobody took back by then; one query."""
    rows = _reviewed(case_ids=list(case_ids), on=on, end=_end(on))
    return {case_id: (day, str(uuid)) for case_id, day, uuid in rows}


@prepared_for_few
def _reviewed(
    *, case_ids: list[int], on: date, end: datetime
) -> QuerySet[MappaReview, tuple[Any, ...]]:
    rows = MappaReview.objects.filter(
        Q(taken_back_at__isnull=True) | Q(taken_back_at__gte=end),
        of_cases(case_ids),
        reviewed_on__lte=on,
    )
    newest = rows.order_by("case_id", "-reviewed_on", "-pk").distinct("case_id")
    return newest.values_list("case_id", "reviewed_on", "uuid")


def screened_on(case_ids: Collection[int], on: date) -> dict[int, Screening]:
    """The screening that counted at the end of a day, by case; one query."""
    return {row.case_id: row for row in _counting(case_ids=list(case_ids), end=_end(on))}


@prepared_for_few
def _counting(*, case_ids: list[int], end: datetime) -> QuerySet[Screening]:
    return one_a_case(that_stand(end).filter(of_cases(case_ids)))


def that_stand(end: datetime | None = None) -> QuerySet[Screening]:
    """MAP-8: screenings that no other corrects, the newest first: of a case the first one counts. With `end`, as known before it."""
    known = (
        Screening.objects.all() if end is None else Screening.objects.filter(recorded_at__lt=end)
    )
    rows = known.filter(~Exists(known.filter(corrects=OuterRef("pk"))))
    return rows.exclude(outcome=Outcome.ERROR).order_by("-screened_on", "-pk")


def one_a_case(rows: QuerySet[Screening]) -> QuerySet[Screening]:
    """Of each case the one that counts."""
    return rows.order_by("case_id", "-screened_on", "-pk").distinct("case_id")


@prepared_for_few
def untold_levels(*, case_ids: list[int], on: date) -> QuerySet[Management]:
    """R-9: levels in force that were set here and that nobody is on record as told of."""
    told = Telling.objects.filter(
        Q(taken_back_on__isnull=True) | Q(taken_back_on__gt=on),
        management=OuterRef("pk"),
        told_on__lte=on,
    )
    rows = Management.objects.filter(of_cases(case_ids), holds_on(on), ~Exists(told))
    return rows.filter(recorded_on__isnull=False, recorded_on__lte=on)


def _end(on: date) -> datetime:
    return london_midnight(on + timedelta(days=1))
