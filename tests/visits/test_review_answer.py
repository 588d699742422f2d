"""What supervisors asked about visits, as deadlines: stored, late, flagged, answered, and as at any day."""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from hypothesis import given, strategies as st

from caseloads.selectors.cases import Filters, find
from caseloads.selectors.home import my_day
from caseloads.selectors.team.lists import counts_by_officer
from caseloads.selectors.team.scope import Scope
from core import clock
from core.calendar import LONDON
from core.models import Standard
from offenders import deadlines
from offenders.choices import DueState, Severity
from offenders.models import Case, Deadline, Flag
from people.models import Team, User
from tests import factories
from tests.oracle import answers_due, working_days_after
from tests.pages import text_of as text
from tests.rules import said_at_length
from visits.deadlines import JOB, REVIEW_ANSWER
from visits.models import Review
from visits.rules import AnswerDays, AnswerFacts, Question, review_answer_due
from visits.services import answer_review, review_visit

DAY = timedelta(days=1)
ON = date(2026, 11, 20)  # a Friday
STANDARD = AnswerDays(5, date(2004, 5, 1))


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=LONDON)


def facts(asked_on: date, asks: str = "Whose coat?", days: int = 5) -> AnswerFacts:
    visit, key = UUID(int=1), UUID(int=2)
    question = Question(key, asks, "Dee Walsh", asked_on, asked_on - DAY, visit)
    return AnswerFacts((question,), AnswerDays(days, STANDARD.since))


class TestRule:
    @pytest.mark.parametrize(
        ("asked_on", "due_on"),
        [
            (date(2026, 11, 16), date(2026, 11, 23)),
            (date(2026, 11, 20), date(2026, 11, 27)),  # a Friday
            (date(2026, 11, 22), date(2026, 11, 27)),  # a Sunday
            (date(2026, 12, 18), date(2026, 12, 29)),  # over Christmas
        ],
    )
    def test_it_is_due_when_five_working_days_have_passed(self, asked_on: date, due_on: date):
        (due,) = review_answer_due(facts(asked_on), asked_on)
        assert (due.on, due.first_told_on, due.severity) == (due_on, asked_on, Severity.STANDARD)
        assert due.because == f"Dee Walsh asks about the visit of {asked_on - DAY:%-d %B %Y}: Whose coat?"  # fmt: skip
        assert due.subject == str(UUID(int=2))

    @given(st.dates(date(2025, 1, 1), date(2027, 10, 1)), st.integers(1, 30))
    def test_it_is_the_plain_answer(self, asked_on: date, days: int):
        (due,) = review_answer_due(facts(asked_on, days=days), asked_on)
        assert due.on == working_days_after(asked_on, days)

    @pytest.mark.parametrize("asks", ["x", "word " * 2_000, "y" * 50_000, "a\n\nb"])
    def test_it_fits_however_much_was_asked(self, asks: str):
        (due,) = review_answer_due(facts(date(2060, 12, 30), asks), date(2061, 1, 20))
        assert "\n" not in due.because
        assert ("the rest is where you answer" in due.because) == (len(asks) > 1_200)
        said_at_length(REVIEW_ANSWER, facts(date(2060, 12, 30), asks), date(2061, 1, 20))


def asked(case: Case, officer: User, by: User, on: date, asks: str = "Whose coat?") -> Review:
    """A visit of the day before that a supervisor reads."""
    visit = factories.make_visit(
        case, "seen_at_door", at=at(on - DAY), recorded_at=at(on - DAY, 14), officer=officer.officer
    )
    return review_visit(
        contact=visit.contact, version=1, words="Clear", asks=asks, by=by, at=at(on)
    )


def answered(review: Review, by: User, on: date) -> None:
    answer_review(review=review, version=1, answer="A friend's", by=by, at=at(on))


def stored(case: Case) -> dict[str, date]:
    rows = Deadline.objects.filter(case=case, kind=REVIEW_ANSWER.code)
    return dict(rows.values_list("subject", "due_on"))


@pytest.mark.django_db
class TestEngine:
    @pytest.fixture(autouse=True)
    def long_known(self, case: Case) -> None:
        Team.objects.update(created_on=ON - 600 * DAY)
        Case.objects.update(created_on=ON - 600 * DAY)

    def test_asked_late_flagged_answered_cured(self, case: Case, amira: User, dee: User):
        review = asked(case, amira, dee, ON - 9 * DAY)
        assert stored(case) == {str(review.uuid): ON - 2 * DAY}
        for on, flags in ((ON - 2 * DAY, 0), (ON - DAY, 1), (ON, 1)):
            deadlines.run_sweep(JOB, on=on, at=at(on))
            assert Flag.objects.open().filter(kind=REVIEW_ANSWER.code).count() == flags
        answered(review, amira, ON)
        flag = Flag.objects.get(case=case, kind=REVIEW_ANSWER.code)
        assert flag.cured_by == f"answer:{review.contact.uuid}"
        assert stored(case) == {}
        assert deadlines.overdue_as_at(ON - DAY)[-1]["subject"] == str(review.uuid)

    def test_nothing_asked_is_nothing_due(self, case: Case, amira: User, dee: User):
        asked(case, amira, dee, ON, asks="")
        assert stored(case) == {}

    def test_a_correction_of_the_record_does_not_take_the_question_back(
        self, case: Case, amira: User, dee: User
    ):
        review = asked(case, amira, dee, ON - DAY)
        factories.amend_contact(review.contact, notes="More")
        deadlines.recompute([case.pk], on=ON)
        assert list(stored(case)) == [str(review.uuid)]

    def test_it_counts_only_from_the_day_on_which_the_team_is_here(
        self, case: Case, amira: User, dee: User
    ):
        """What could not be answered here is a list, never a flag."""
        asked(case, amira, dee, ON - 30 * DAY)
        Team.objects.update(created_on=ON - DAY)
        deadlines.recompute([case.pk], on=ON)
        deadlines.run_sweep(JOB, on=ON, at=at(ON))
        assert Deadline.objects.get(kind=REVIEW_ANSWER.code).is_backlog
        assert not Flag.objects.filter(kind=REVIEW_ANSWER.code).exists()

    def test_without_the_number_nothing_is_said_and_nothing_breaks(
        self, case: Case, amira: User, dee: User
    ):
        Standard.objects.filter(key="review.answer_days").update(starts_on=ON + DAY)
        asked(case, amira, dee, ON)
        assert stored(case) == {}

    @pytest.mark.parametrize("seed", range(8))
    def test_it_is_what_the_plain_answer_says_whatever_happens(
        self, seed: int, case: Case, amira: User, dee: User
    ):
        chance, on = random.Random(seed), date(2026, 3, 2)
        known: dict[str, list[Any]] = {}
        reviews: dict[str, Review] = {}
        for _ in range(25):
            on += chance.choice([1, 2, 5]) * DAY
            waiting = [key for key, (_, until) in known.items() if until is None]
            if chance.random() < 0.6 or not waiting:
                asks = chance.choice(["", "Whose?", "Whose?"])
                review = asked(case, amira, dee, on, asks)
                reviews[str(review.uuid)] = review
                if asks:
                    known[str(review.uuid)] = [on, None]
            else:
                key = chance.choice(waiting)
                answered(reviews[key], amira, on)
                known[key][1] = on
            assert stored(case) == answers_due(known, on)
            drifted = deadlines.drift([case.pk], since=on, on=on)
            assert REVIEW_ANSWER.code not in {key.kind for key in drifted}
            past = on - chance.choice([1, 7, 30]) * DAY
            late = {k: str(d) for k, d in answers_due(known, past).items() if d < past}
            rows = [
                row for row in deadlines.overdue_as_at(past) if row["kind"] == REVIEW_ANSWER.code
            ]
            assert {row["subject"]: row["due_on"] for row in rows} == late


@pytest.mark.django_db
class TestPages:
    @pytest.fixture(autouse=True)
    def today(self) -> Any:
        with time_machine.travel(datetime(2026, 11, 20, 12, tzinfo=UTC), tick=False):
            yield

    @pytest.fixture
    def plain(self, amira: User, farah: User, team: Team) -> Case:
        """Nobody who has to be visited: the question is all that is due."""
        Team.objects.update(created_on=ON - 600 * DAY)
        return factories.make_case(
            police=amira.officer, probation=farah.officer, created_on=ON - 600 * DAY
        )

    @pytest.fixture
    def late(self, plain: Case, amira: User, dee: User) -> Review:
        review = asked(plain, amira, dee, ON - 10 * DAY)
        deadlines.run_sweep(JOB, on=ON, at=clock.now())
        return review

    def test_it_is_counted_under_its_own_word_alone(
        self, late: Review, amira: User, farah: User, dee: User, team: Team
    ):
        now = clock.now()
        assert [len(my_day(user, at=now).asks) for user in (amira, farah, dee)] == [1, 0, 0]
        assert Scope(team, dee, now).contacts("asked").count() == 1
        assert my_day(amira, at=now).counts["overdue"] == 0
        counts = counts_by_officer(Scope(team, dee, now))[amira.officer.pk]
        assert {counts[code] for code in counts if code.startswith("overdue")} == {0}
        assert not find(amira, Filters(due=DueState.OVERDUE), at=now).exists()

    def test_the_case_and_the_flag_say_it_with_the_act(
        self, late: Review, plain: Case, as_amira: Client
    ):
        answer = reverse("visits:answer", args=[late.uuid])
        flag = Flag.objects.get(kind=REVIEW_ANSWER.code)
        for address in (plain.get_absolute_url(), flag.get_absolute_url(), "/my-day/"):
            page = as_amira.get(address)
            assert f'href="{answer}"' in page.content.decode()
            assert "Dee Walsh asks about the visit of 9 November 2026: Whose coat?" in text(page)
        assert "Answer to a supervisor overdue by 3 days" in text(as_amira.get(flag.get_absolute_url()))  # fmt: skip

    def test_to_probation_it_is_the_polices_to_do(
        self, late: Review, plain: Case, as_farah: Client
    ):
        (row,) = as_farah.get(plain.get_absolute_url()).context["overview"].due
        assert row.done_by == "the police"
