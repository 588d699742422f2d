"""Release and handover dates as they are known on a day."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.db.models import Sum

from core.bundle import Bundle
from core.calendar import falls_in, in_full
from offenders.choices import KeyDateKind, PauseKind
from offenders.models import Case, KeyDate, Pause
from offenders.querysets import holds_on, of_cases
from offenders.rules.release import Known, Release, handover_of, newest_of, release_of


def known_releases(case_ids: Collection[int], *, on: date) -> dict[int, Release]:
    """The release to come of each of these cases as it was known on a day, of whoever has one; two queries.

    A date that is on record, or the end of a stay in custody that is given before it comes.
    """
    stays = Pause.objects.filter(
        of_cases(list(case_ids)), holds_on(on), kind=PauseKind.CUSTODY, ends_on__isnull=False
    )
    ends: dict[int, date] = dict(stays.values_list("case_id", "ends_on"))  # type: ignore[arg-type]
    return releases_beside(case_ids, ends, on=on)


def releases_beside(
    case_ids: Collection[int], ends: Mapping[int, date], *, on: date
) -> dict[int, Release]:
    """The same where the ends of the stays in custody are known already; one query."""
    known: dict[int, list[Known]] = defaultdict(list)
    rows = KeyDate.objects.filter(of_cases(list(case_ids)), known_on__lte=on)
    for case_id, kind, falls_on, known_on in rows.values_list(
        "case_id", "kind", "falls_on", "known_on"
    ):
        known[case_id].append(Known(KeyDateKind(kind), falls_on, known_on))
    found = {
        case_id: release_of(known.get(case_id, ()), on=on, stay_ends=ends.get(case_id))
        for case_id in {*known, *ends}
    }
    return {case_id: release for case_id, release in found.items() if release}


@dataclass(frozen=True, slots=True)
class DateRow:
    """A date in a list: as it is known now, and as it was before, newest first."""

    row: KeyDate
    words: str
    before: list[tuple[KeyDate, str]]


@dataclass(frozen=True, slots=True)
class KeyDates:
    """The release and handover dates of a case as they are known on a day."""

    rows: list[DateRow]
    release: Release | None
    handover: tuple[date, str] | None  # as it would be worked out


def key_dates_of(facts: Bundle, on: date) -> KeyDates:
    """What is known of a case on a day; no query."""
    by_kind: dict[str, list[KeyDate]] = defaultdict(list)
    for row in sorted(facts.of(KeyDate), key=attrgetter("known_on"), reverse=True):
        if row.known_on <= on:
            by_kind[row.kind].append(row)
    found = [by_kind[kind] for kind in KeyDateKind.values if kind in by_kind]
    known = newest_of(
        Known(KeyDateKind(rows[0].kind), rows[0].falls_on, rows[0].known_on) for rows in found
    )
    ends = [
        pause.ends_on
        for pause in facts.of(Pause)
        if pause.kind == PauseKind.CUSTODY
        and pause.ends_on
        and falls_in(on, pause.starts_on, pause.ends_on)
    ]
    return KeyDates(
        [
            DateRow(rows[0], day_words(rows[0]), [(row, day_words(row)) for row in rows[1:]])
            for rows in found
        ],
        release_of(known.values(), on=on, stay_ends=max(ends, default=None)),
        handover_of(known, on=on),
    )


def day_words(row: KeyDate) -> str:
    return in_full(row.falls_on) if row.falls_on else "No such date any more"


def version_of(case: Case) -> int:
    """Of all dates of the case together: it changes with each that is recorded or put right."""
    found = KeyDate.objects.filter(case=case).aggregate(versions=Sum("version"))
    return found["versions"] or 0
