"""The visits of two years in a strip: what is drawn, what is said, and that it asks little of the database."""

from datetime import date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.calendar import LONDON, add_months
from offenders.models import Case, Flag
from people.models import User
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by
from visits.choices import VisitOutcome
from visits.selectors.strip import DUE, PASSED, REFUSED, SEEN, TRIED, first_day, strip_of

ON = date(2026, 11, 20)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 10, tzinfo=LONDON)


def passed(*days: date, kind: str = "home_visit", missing: str = "") -> list[Flag]:
    return [Flag(kind=kind, missing=missing, due_on=day) for day in days]


@pytest.mark.parametrize("outcome", VisitOutcome.values)
def test_every_outcome_has_its_sign(outcome: str):
    """POL-9: only what restarts the clock is drawn as seen."""
    made = strip_of([(at(ON), outcome)], flags=[], due_on=None, on=ON)
    assert made is not None
    own = {"seen_inside": SEEN, "entry_refused": REFUSED}.get(outcome, TRIED)
    assert [sign for sign, _ in made.lines] == [own]


def test_without_visits_and_without_a_due_date_there_is_no_strip():
    assert strip_of([], flags=[], due_on=None, on=ON) is None
    assert strip_of([], flags=passed(ON, kind="contact"), due_on=None, on=ON) is None
    assert strip_of([], flags=passed(ON, missing="police_officer"), due_on=None, on=ON) is None


@pytest.mark.parametrize(
    ("due_on", "words"),
    [
        (date(2026, 11, 19), "by 19 November 2026, overdue by 1 day"),
        (date(2026, 11, 8), "by 8 November 2026, overdue by 12 days"),
        (ON, "by 20 November 2026"),
        (date(2027, 11, 1), "by 1 November 2027"),
    ],
)
def test_what_is_due_is_said_however_far_off(due_on: date, words: str):
    made = strip_of([], flags=[], due_on=due_on, on=ON)
    assert made is not None
    assert made.lines == [(DUE, words)]
    assert made.end <= ON + timedelta(days=92)


def test_a_date_that_passed_is_drawn_once_and_not_again_as_the_one_that_is_due():
    now, before = date(2026, 11, 8), date(2026, 2, 1)
    made = strip_of([], flags=passed(now, before), due_on=now, on=ON)
    assert made is not None
    assert [(mark.on, mark.sign) for mark in made.marks] == [(before, PASSED), (now, DUE)]


def test_two_years_begin_with_the_day_of_then():
    assert first_day(ON) == date(2024, 11, 20)
    assert first_day(date(2028, 2, 29)) == date(2026, 2, 28)


@pytest.mark.django_db
class TestPages:
    def test_the_case_and_its_visits_show_the_same(
        self, case: Case, as_amira: Client, amira: User
    ) -> None:
        now, on = clock.now(), clock.today()
        factories.make_visit(case, "seen_inside", at=now - timedelta(days=50))
        factories.make_visit(case, "not_in", at=now - timedelta(days=5))
        factories.make_visit(case, "entry_refused", at=now - timedelta(days=2))
        factories.make_visit(case, "seen_inside", at=at(add_months(on, -24) - timedelta(days=1)))
        factories.make_visit(case, "", at=now + timedelta(days=2))
        factories.make_deadline(case, on - timedelta(days=3))
        factories.make_flag(case, on - timedelta(days=3))
        for name in ("caseloads:case", "visits:visits"):
            page = text_of(as_amira.get(reverse(name, args=[case.uuid])))
            for words in (
                "Seen inside: once",
                "Tried, not seen inside: once",
                "Entry refused: once",
                "overdue by 3 days",
            ):
                assert words in page, (name, words)
            assert "Due date passed" not in page

    def test_a_case_that_nobody_visits_has_none(self, as_farah: Client, farah: User) -> None:
        other = factories.make_case(probation=farah.officer)
        page = as_farah.get(other.get_absolute_url()).content.decode()
        assert "app-strip" not in page

    def test_it_takes_as_many_queries_for_many_visits_as_for_one(
        self, case: Case, as_amira: Client
    ) -> None:
        pages = [reverse(name, args=[case.uuid]) for name in ("caseloads:case", "visits:visits")]

        def made(days: int) -> list[int]:
            factories.make_visit(case, "seen_inside", at=clock.now() - timedelta(days=days))
            return [asked_by(as_amira, page) for page in pages]

        one = made(40)
        made(30)
        assert made(20) == one

    def test_older_visits_are_folded_under_their_number(self, case: Case, as_amira: Client) -> None:
        for days in range(1, 13):
            factories.make_visit(case, "not_in", at=clock.now() - timedelta(days=days))
        page = as_amira.get(reverse("visits:visits", args=[case.uuid])).content.decode()
        made = page.partition("Made and tried")[2]
        shown, _, folded = made.partition("<details")
        assert (shown.count("app-rows__row"), folded.count("app-rows__row")) == (10, 2)
        assert "2 visits before" in folded
