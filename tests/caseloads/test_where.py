"""Where everyone is: the same figure on the page, in its list and in the CSV, as at any day."""

import csv
import io
import re
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from core.calendar import LONDON
from offenders.choices import SentenceKind
from offenders.models import Case
from people.models import User
from programmes.choices.referral import ReferralStatus as S
from programmes.choices.state import State
from programmes.rules.state import Standing
from programmes.rules.where import Share, funnel, lines_of, without_work
from tests import factories
from tests.pages import text_of

ON = date(2026, 11, 20)
BEGAN = date(2026, 6, 1)
DAY = timedelta(days=1)
WEEK = timedelta(weeks=1)


def test_a_line_for_each_state_with_its_weeks():
    stands = {
        1: Standing(State.NO_WORK, ON - 2 * WEEK),
        2: Standing(State.NO_WORK, ON - 5 * WEEK),
        3: Standing(State.NO_SENTENCE, None),
        4: Standing(State.COMPLETED, None),
        5: Standing(State.SCHEDULED, ON - WEEK),
    }
    lines = lines_of(stands, ON)
    assert [line.state for line in lines] == list(State)
    by = {line.state: line for line in lines}
    assert (by[State.NO_WORK].people, by[State.NO_WORK].longest) == (2, 5)
    assert (by[State.NO_SENTENCE].median, by[State.GROUP].people) == (None, 0)
    assert without_work(lines) == Share(2, 4), "whoever serves no sentence is outside the share"
    assert [share for _, share in funnel(lines, {1, 5})] == [Share(1, 2), Share(1, 2), Share(1, 1)]
    assert (Share(3, 40).words, Share(0, 0).words) == ("3 of 40 (8%)", "0 of 0")


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(datetime.combine(ON, time(10), tzinfo=LONDON), tick=False):
        yield


def person(farah: User, status: S | None = None, surname: str = "Novák") -> Case:
    case = factories.make_case(probation=farah.officer, since=BEGAN, surname=surname)
    factories.make_registration(case, starts_on=BEGAN)
    factories.make_sentence(case, SentenceKind.COMMUNITY, starts_on=BEGAN)
    if status:
        factories.make_referral(case, status, referred_on=BEGAN + WEEK)
    return case


def tile(page: str, state: State) -> int:
    found = re.search(rf"{re.escape(state.label)} (\d+)", page)
    assert found, (state, page)
    return int(found[1])


@pytest.mark.django_db
class TestPage:
    def test_every_number_is_that_of_its_list_and_of_the_csv(self, as_nadia: Client, farah: User):
        for status in (None, None, S.AWAITING_ASSESSMENT, S.SCHEDULED, S.COMPLETE, S.BREACH):
            person(farah, status)
        page = text_of(as_nadia.get(reverse("caseloads:where")))
        assert "No work on the offending: 2 of 6 (33%)" in page
        for state in State:
            asked = {"state": state.value}
            number = tile(page, state)
            listed = text_of(as_nadia.get(reverse("caseloads:where_list"), asked))
            assert f"{state.label}: {number}" in listed
            answer = as_nadia.get(reverse("caseloads:where_csv"), asked)
            rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
            assert len(rows) == number

    def test_the_list_says_what_each_waits_for(self, as_nadia: Client, farah: User):
        person(farah, S.AWAITING_ASSESSMENT, surname="Zoltán")
        page = text_of(as_nadia.get(reverse("caseloads:where_list"), {"state": "assessment"}))
        assert "Zoltán" in page
        assert "Waiting for an assessment since 8 June 2026." in page

    def test_as_at_a_day_and_of_a_team(self, as_nadia: Client, farah: User):
        case = person(farah, S.SCHEDULED)
        url = reverse("caseloads:where")
        before = text_of(as_nadia.get(url, {"on": "2026-06-07"}))
        assert tile(before, State.NO_WORK) == 1
        assert farah.officer is not None
        team = str(farah.officer.team.uuid)
        page = text_of(as_nadia.get(url, {"team": team}))
        assert tile(page, State.SCHEDULED) == 1
        case.allocations.update(ends_on=ON)
        assert as_nadia.get(url, {"team": team}).status_code == 404, "it holds nobody now"

    @pytest.mark.parametrize(
        "asked",
        [
            {"on": "2026-11-21"},
            {"on": "yesterday"},
            {"on": "0001-01-01"},
            {"team": "x"},
            {"team": "0b5bd1f5-5f5a-4a5e-8b2a-3d2f0a7f5a11"},
        ],
    )
    def test_what_there_is_not(self, as_nadia: Client, asked: dict[str, str]):
        assert as_nadia.get(reverse("caseloads:where"), asked).status_code == 404
        url = reverse("caseloads:where_list")
        assert as_nadia.get(url, {"state": "asleep"}).status_code == 404

    def test_nobody_at_all(self, as_nadia: Client):
        page = text_of(as_nadia.get(reverse("caseloads:where")))
        assert "Nobody here has a sexual offence on a register in force" in page

    def test_as_many_queries_for_twelve_as_for_two(
        self, as_nadia: Client, farah: User, django_assert_max_num_queries
    ):
        as_nadia.get(reverse("caseloads:where"))
        counts = []
        for _ in range(2):
            for status in (None, S.SCHEDULED, S.AWAITING_ALLOCATION):
                person(farah, status)
            with django_assert_max_num_queries(40) as asked:
                as_nadia.get(reverse("caseloads:where"))
            counts.append(len(asked))
        assert counts[0] == counts[1]
