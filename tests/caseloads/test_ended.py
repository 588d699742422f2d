"""A sentence that has ended while probation still holds the case: one list by risk, one number everywhere."""

import random
import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caseloads.selectors.cases import Filters, find
from caseloads.selectors.home import my_day
from caseloads.selectors.team.lists import cases_of, counts_by_officer
from caseloads.selectors.team.scope import Scope
from core import clock
from offenders.choices import AllocationRole, CaseStatus, RiskLevel, SentenceKind
from offenders.models import Case
from offenders.rules import are_over
from offenders.selectors.dated import dated
from offenders.selectors.ended import ended_of, ended_still_held
from people.models import Officer, User
from tests import factories
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ON = clock.today()


def html(response: Any) -> str:
    return response.content.decode()


def ended(officer: Officer, level: str = "", *, on: date | None = None, **fields: object) -> Case:
    case = factories.make_case(probation=officer, rosh=level, since=ON - 400 * DAY, **fields)
    factories.make_sentence(
        case, SentenceKind.COMMUNITY, starts_on=ON - 300 * DAY, ends_on=on or ON - DAY
    )
    return case


@pytest.mark.parametrize(
    ("ends", "over"),
    [
        ([], False),
        ([ON], True),
        ([ON + DAY], False),
        ([None], False),
        ([ON - DAY, ON - 9 * DAY], True),
        ([ON - DAY, None], False),
        ([ON - DAY, ON + DAY], False),
    ],
)
def test_over_when_none_is_in_force_and_none_to_come(ends: list, over: bool):
    assert are_over(ends, on=ON) == over


@pytest.mark.parametrize("seed", range(8))
def test_the_list_and_the_page_of_a_case_say_the_same(seed: int, farah: User, amira: User):
    chance, cases = random.Random(seed), []
    for _ in range(12):
        status = chance.choice([CaseStatus.ACTIVE, CaseStatus.ACTIVE, CaseStatus.TERMINATED])
        case = factories.make_case(police=amira.officer, status=status)
        for number in range(chance.randrange(3)):
            begin = ON - chance.randrange(200, 400) * DAY
            end = chance.choice([None, *(ON + by * DAY for by in (-30, -1, 0, 1, 30))])
            factories.make_sentence(case, starts_on=begin, ends_on=end, offence=str(number))
        if chance.random() < 0.8:
            factories.allocate(
                case,
                farah.officer,
                role=chance.choice([AllocationRole.LEAD, AllocationRole.CO_WORKER]),
                starts_on=ON - 90 * DAY,
                ends_on=chance.choice([None, ON, ON + DAY]),
            )
        cases.append(case)
    listed = set(Case.objects.filter(ended_still_held(ON)))
    assert listed == {case for case in cases if ended_of(case, dated(case), on=ON)}


def test_the_number_is_that_of_its_list_on_my_day_the_team_and_the_officers_page(
    as_farah: Client, as_nadia: Client, farah: User, nadia: User
):
    cases = [ended(farah.officer, level) for level in ("low", "very_high", "", "high")]
    ended(farah.officer, on=ON + DAY)
    ended(farah.officer, status=CaseStatus.TERMINATED)
    factories.make_case(probation=farah.officer)
    factories.make_exclusion(cases[2], farah)
    at = clock.now()
    assert my_day(farah, at=at).ended == 3
    day = html(as_farah.get(reverse("caseloads:my_day")))
    assert "3 cases of yours whose sentence" in day
    url = re.search(r'href="([^"]*sentence=ended[^"]*)"', day)
    assert url
    listed = text_of(as_farah.get(url[1].replace("&amp;", "&")))
    assert "3 cases" in listed
    assert "Sentence ended, still held" in listed
    places = [listed.index(cases[number].crn) for number in (1, 3, 0)]
    assert places == sorted(places), "by risk"
    assert set(find(farah, Filters(is_mine=True, sentence="ended"), at=at)) == {*cases} - {cases[2]}

    team = reverse("caseloads:team", args=[nadia.officer.team.uuid])
    assert "4 cases whose sentence has ended and that somebody still holds" in text_of(
        as_nadia.get(team)
    )
    scope = Scope(farah.officer.team, nadia, at)
    assert counts_by_officer(scope)[farah.officer.pk]["ended"] == 4
    assert list(cases_of(scope, "ended", farah.officer)) == [
        cases[number] for number in (1, 3, 0, 2)
    ]
    page = text_of(as_nadia.get(f"{team}cases/?list=ended"))
    assert f"Community order until {ON - 2 * DAY:%-d %B %Y}" in page
    assert "Very high" in page
    officer = html(as_nadia.get(reverse("caseloads:officer", args=[farah.officer.uuid])))
    assert f"?list=ended&amp;officer={farah.officer.uuid}" in officer


def test_the_case_says_so_instead_of_calm(as_farah: Client, farah: User):
    case = ended(farah.officer)
    answer = as_farah.get(case.get_absolute_url())
    page = text_of(answer)
    assert f"The sentence has ended: Community order until {ON - 2 * DAY:%-d %B %Y}." in page
    assert "F. Aziz still holds the case for probation, and no clock of probation runs." in page
    assert reverse("offenders:record", args=[case.uuid]) in html(answer)


def test_it_is_no_business_of_the_police(as_amira: Client, as_dee: Client, amira: User, dee: User):
    case = factories.make_case(police=amira.officer, registered=True)
    factories.make_sentence(case, starts_on=ON - 300 * DAY, ends_on=ON - DAY)
    assert "sentence has ended" not in text_of(as_amira.get(reverse("caseloads:my_day")))
    assert "sentence has ended" not in text_of(as_amira.get(case.get_absolute_url()))
    team = reverse("caseloads:team", args=[dee.officer.team.uuid])
    assert "sentence has ended" not in text_of(as_dee.get(team))


def test_covered_cases_are_on_the_day_of_whoever_holds_them(farah: User, probation_team, nadia):
    other = factories.make_officer("Omar Bell", team=probation_team)
    factories.make_cover(farah.officer, other)
    ended(other)
    ended(farah.officer, RiskLevel.LOW)
    at = clock.now()
    assert my_day(farah, at=at).ended == 1
    assert find(farah, Filters(is_mine=True, sentence="ended"), at=at).count() == 1
