"""What a level asks for, worked out on PostgreSQL: as at any day, with what an extract says and what is recorded here."""

from datetime import date, timedelta
from typing import Any

import pytest

from core import clock
from mappa.choices import Category, Level, Outcome
from mappa.deadlines.levels import (
    LEVEL_BEFORE_RELEASE,
    LEVEL_NOT_COMMUNICATED,
    LEVELS,
    MAPPA_EXIT,
    MAPPA_REVIEW,
)
from mappa.deadlines.proposals import LEVEL_TO_DECIDE
from offenders.choices import CaseStatus, KeyDateKind, PauseKind
from offenders.deadlines import Kind, Shared
from offenders.models import Case, KeyDate
from people.models import User
from tests import factories
from tests.rules import said_at_length

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ON = date(2026, 11, 20)


def said(kind: Kind, case: Case, on: date = ON) -> list[Any]:
    facts = kind.facts(Shared([case.pk], on)).get(case.pk)
    return kind.due(facts, on) if facts is not None else []


def days(kind: Kind, case: Case, on: date = ON) -> list[date]:
    return [due.on for due in said(kind, case, on)]


def plain(**fields: Any) -> Case:
    return factories.make_case(since=date(2020, 1, 6), **fields)


def test_a_review_is_counted_from_what_was_known_on_the_day(amira: User):
    case = plain()
    level = factories.make_management(
        case, level=Level.TWO, starts_on=date(2026, 1, 15), last_review_on=date(2026, 6, 1)
    )
    rows = [
        (date(2026, 1, 14), []),  # no level yet
        (date(2026, 1, 15), [date(2026, 5, 7)]),
        (date(2026, 5, 31), [date(2026, 5, 7)]),  # the extract's review was still to come
        (date(2026, 6, 1), [date(2026, 9, 21)]),
        (ON, [date(2026, 9, 21)]),
    ]
    for on, expected in rows:
        assert days(MAPPA_REVIEW, case, on) == expected, on
    factories.make_mappa_review(level, by=amira, reviewed_on=date(2026, 9, 30))
    assert days(MAPPA_REVIEW, case) == [date(2027, 1, 20)]
    assert days(MAPPA_REVIEW, case, date(2026, 9, 29)) == [date(2026, 9, 21)]
    # A newer level of a case begins its own clock, and a review of the one before counts if it is later.
    level.ends_on = date(2026, 10, 5)
    level.save()
    factories.make_management(case, level=Level.THREE, starts_on=date(2026, 10, 5))
    assert days(MAPPA_REVIEW, case) == [date(2026, 11, 30)]


def test_of_whom_a_review_is_asked():
    on = ON
    for status, died_on, asked in (
        (CaseStatus.ACTIVE, None, True),
        (CaseStatus.ACTIVE, on + DAY, True),
        (CaseStatus.ACTIVE, on, False),
        (CaseStatus.TERMINATED, None, False),
    ):
        case = plain(status=status, died_on=died_on)
        factories.make_management(case, starts_on=date(2026, 1, 15))
        assert bool(days(MAPPA_REVIEW, case)) == asked, (status, died_on)
    for level, kind, asked in (
        (Level.ONE, PauseKind.CUSTODY, False),
        (Level.ONE, PauseKind.HOSPITAL, False),
        (Level.TWO, PauseKind.CUSTODY, True),
        (Level.THREE, PauseKind.HOSPITAL, True),
        (Level.THREE, PauseKind.TRANSFERRED, False),
        (Level.ONE, PauseKind.UNLAWFULLY_AT_LARGE, True),
    ):
        case = plain()
        factories.make_management(case, level=level, starts_on=date(2026, 1, 15))
        factories.make_pause(case, kind=kind, starts_on=date(2026, 3, 1))
        assert bool(days(MAPPA_REVIEW, case)) == asked, (level, kind)
        assert days(MAPPA_REVIEW, case, date(2026, 2, 28)) != []


def test_a_level_that_is_told_asks_for_nothing(amira: User):
    case, on = plain(), clock.today()
    level = factories.make_level(case, by=amira, level=Level.TWO, starts_on=on - 30 * DAY)
    (due,) = said(LEVEL_NOT_COMMUNICATED, case, on)
    assert due.subject == str(level.uuid)
    telling = factories.make_telling(level, by=amira, told_on=on - 5 * DAY)
    assert days(LEVEL_NOT_COMMUNICATED, case, on) == []
    assert days(LEVEL_NOT_COMMUNICATED, case, on - 6 * DAY) == [due.on]
    # Told of the screening is not told of the level; taken back is not told.
    telling.taken_back_on, telling.taken_back_by = on, amira
    telling.taken_back_because = "Another person"
    telling.save()
    factories.make_telling(level.screening, by=amira)
    assert days(LEVEL_NOT_COMMUNICATED, case, on) == [due.on]
    imported = plain()
    factories.make_management(imported)
    assert days(LEVEL_NOT_COMMUNICATED, imported, on) == []


def test_a_level_is_asked_for_before_a_release_of_whoever_is_under_mappa(amira: User):
    def released(**fields: Any) -> Case:
        case = plain(**fields)
        KeyDate.objects.create(
            case=case,
            kind=KeyDateKind.CONDITIONAL,
            falls_on=date(2027, 3, 31),
            known_on=date(2026, 2, 2),
        )
        return case

    assert days(LEVEL_BEFORE_RELEASE, released()) == []
    registered = released(registered=True)
    assert days(LEVEL_BEFORE_RELEASE, registered) == [date(2026, 9, 30)]
    assert days(LEVEL_BEFORE_RELEASE, registered, date(2026, 2, 1)) == []
    eligible = released()
    screening = factories.make_screening(
        eligible, by=amira, category=Category.TWO, screened_on=date(2026, 3, 1)
    )
    on = clock.today()
    assert days(LEVEL_BEFORE_RELEASE, eligible, on) == [date(2026, 9, 30)]
    factories.make_screening(registered, by=amira, outcome=Outcome.NOT_ELIGIBLE)
    assert days(LEVEL_BEFORE_RELEASE, registered, on) == []
    factories.make_level(eligible, by=amira, screening=screening, starts_on=on - DAY)
    assert days(LEVEL_BEFORE_RELEASE, eligible, on) == []


def test_whom_nothing_in_force_keeps(amira: User):
    def managed(category: Category, **fields: Any) -> Case:
        case = plain(**fields)
        factories.make_management(
            case, category=category, level=Level.TWO, starts_on=date(2025, 1, 1)
        )
        return case

    first = managed(Category.ONE, registered=True)
    assert days(MAPPA_EXIT, first) == []
    entry = first.registrations.get()
    entry.ends_on = date(2026, 9, 1)
    entry.save()
    (due,) = said(MAPPA_EXIT, first)
    assert due.on == date(2026, 9, 1)
    assert "Registration ended 1 September 2026." in due.because
    assert days(MAPPA_EXIT, first, date(2026, 8, 31)) == []
    second = managed(Category.TWO)
    assert days(MAPPA_EXIT, second) == [date(2025, 1, 1)]
    factories.make_sentence(second, starts_on=date(2024, 5, 1), ends_on=date(2027, 5, 1))
    assert days(MAPPA_EXIT, second) == []
    assert days(MAPPA_EXIT, second, date(2027, 5, 1)) == [date(2027, 5, 1)]
    inside = managed(Category.TWO)
    factories.make_pause(inside, kind=PauseKind.HOSPITAL, starts_on=date(2026, 3, 1))
    assert days(MAPPA_EXIT, inside) == []
    assert days(MAPPA_EXIT, managed(Category.THREE)) == []
    # Screened as not eligible since: asked after, whatever is in force.
    third = managed(Category.THREE)
    factories.make_screening(third, by=amira, outcome=Outcome.NOT_ELIGIBLE)
    assert len(days(MAPPA_EXIT, third, clock.today())) == 1


def test_what_is_said_fits_however_long_the_names_are(amira: User):
    on = clock.today()
    case = plain(registered=True)
    level = factories.make_level(case, by=amira, level=Level.THREE, starts_on=on - 400 * DAY)
    factories.make_mappa_review(level, by=amira, reviewed_on=on - 300 * DAY)
    case.registrations.update(ends_on=on - DAY)
    factories.make_proposal(case, by=amira)
    for kind in (*LEVELS, LEVEL_TO_DECIDE):
        facts = kind.facts(Shared([case.pk], on)).get(case.pk)
        if facts is not None:
            said_at_length(kind, facts, on)
