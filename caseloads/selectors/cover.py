"""Who stands in for officers who are away, on which days."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, QuerySet

from caseloads.rules.absences import Days
from caseloads.rules.cover import Standin, uncovered
from core.calendar import in_full
from core.prepared import one_of
from people.models import Cover, Officer
from people.rules import LONGEST_COVER
from people.selectors.absences import Away, absences_ahead


@dataclass(frozen=True, slots=True)
class CoverRow:
    """One cover as the page of an officer lists it; `is_open` while it can be ended."""

    row: Cover
    words: str
    is_open: bool


def covers_of_officer(officer: Officer, *, on: date) -> list[CoverRow]:
    """Who covers this officer, now or later, soonest first; one query."""
    return [
        CoverRow(row, f"{row.covering.name} covers {_days(row).words}", is_open=True)
        for row in _ahead([officer.pk], on=on)
    ]


def version_of_cover(officer: Officer) -> int:
    """Of all cover of the officer together: it changes with each that is arranged or ended."""
    return sum(Cover.objects.filter(absent=officer).values_list("version", flat=True))


def cover_lines(row: Cover) -> list[tuple[str, str]]:
    """What is on record, as a page says it to whoever was second."""
    return [("Covered by", row.covering.name), ("Days", _days(row).words)]


def standins(officer_ids: Collection[int], *, on: date) -> dict[int, list[Standin]]:
    """Who covers each of these officers on any day from `on`, soonest first, with when they are away; two queries."""
    rows = list(_ahead(officer_ids, on=on))
    away = _away([row.covering_id for row in rows], on)
    found: dict[int, list[Standin]] = defaultdict(list)
    for row in rows:
        standin = Standin(row.covering.name, _days(row), tuple(away.get(row.covering_id, ())))
        found[row.absent_id].append(standin)
    return dict(found)


def standin_of(covering: Officer, days: Days) -> Standin:
    """Somebody who is to cover on these days, with when they are away; one query."""
    away = _away([covering.pk], days.starts_on)
    return Standin(covering.name, days, tuple(away.get(covering.pk, ())))


def may_cover(absent: Officer) -> QuerySet[Officer]:
    """Colleagues of the agency in the delivery unit who sign in: whom a supervisor can name."""
    unit = absent.team.delivery_unit_id
    found: QuerySet[Officer] = Officer.objects.filter(
        agency=absent.agency, team__delivery_unit=unit, user__is_active=True
    )
    return found.exclude(pk=absent.pk).select_related("team", "user")


def first_gap(absence: Days, standing_in: Sequence[Standin], *, on: date) -> Days | None:
    """The first days that nobody covers, as a form offers them: as long as cover may be."""
    gaps = uncovered(absence, standing_in, on=on)
    if not gaps:
        return None
    most = gaps[0].starts_on + timedelta(days=LONGEST_COVER)
    return Days(gaps[0].starts_on, min(gaps[0].ends_on or most, most))


def cover_words(absence: Days, standing_in: Sequence[Standin], *, on: date) -> str:
    """ "no cover"; "covered by Ben Mason"; "nobody covers from 28 December 2026 to 2 January 2027"."""
    gaps = uncovered(absence, standing_in, on=on)
    names = list(dict.fromkeys(each.name for each in standing_in if absence.meets(each.days)))
    if not gaps:
        return f"covered by {' and '.join(names)}" if names else "over"
    if not names:
        return "no cover"
    return f"nobody covers {' or '.join(gap.words for gap in gaps)}"


def _ahead(officer_ids: Collection[int], *, on: date) -> QuerySet[Cover]:
    rows = Cover.objects.filter(one_of("absent_id", officer_ids), ends_on__gt=on)
    return (
        rows.filter(ends_on__gt=F("starts_on"))
        .select_related("covering")
        .order_by("starts_on", "pk")
    )


def _away(officer_ids: Collection[int], on: date) -> dict[int, list[Days]]:
    ahead = absences_ahead(officer_ids, on, date.max)
    return {
        officer: [Days(row.starts_on, row.ends_on) for row in rows]
        for officer, rows in ahead.items()
    }


def _days(row: Cover) -> Days:
    return Days(row.starts_on, row.ends_on)


def as_span(away: Away) -> Days:
    return Days(away.starts_on, away.ends_on)


def until_words(away: Away) -> str:
    """ "until 2 January 2027"; "with no end known yet"."""
    return f"until {in_full(away.last_day)}" if away.last_day else "with no end known yet"
