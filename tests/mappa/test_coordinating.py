"""A coordinator's pages: the cases under MAPPA, how levels are set, requests to other units."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from audit.models import Event
from core import clock
from mappa.choices import Criterion, Decision, Level, Result
from mappa.models import Area, Management
from mappa.rules.consistency import Profile
from mappa.selectors.consistency import comparators, figures, over_time
from mappa.selectors.coordinating import Filters, cases_of
from offenders.choices import RiskLevel, RiskTool
from offenders.models import Case
from people.models import Team, User
from tests import factories
from tests.people.test_views import form_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def screened(case: Case, amira: User) -> Case:
    factories.make_screening(case, by=amira)
    factories.make_management(case, level=Level.TWO)
    return case


@pytest.fixture
def more(amira: User, screened: Case) -> Callable[..., Case]:
    """Another case of Amira's, screened, at a level and at a risk of serious harm."""
    number = iter(range(100_000, 200_000))

    def make(level: Level | None = Level.ONE, rosh: RiskLevel | str = "", **fields: object) -> Case:
        case = factories.make_case(
            crn=f"Y{next(number)}", police=amira.officer, rosh=rosh, **fields
        )
        factories.make_screening(case, by=amira)
        if level is not None:
            factories.make_management(case, level=level)
        return case

    return make


def page_of(client: Client, url: str) -> str:
    return " ".join(unescape(client.get(url).content.decode()).split())


# The list -----------------------------------------------------------------------------------------------


def test_a_coordinator_begins_with_the_cases_of_the_area(
    screened: Case, omar: User, as_omar: Client, more: Callable[..., Case]
) -> None:
    more(None, surname="Unset", forenames="Una")
    response = as_omar.get("/", follow=True)
    assert response.redirect_chain == [("/mappa/", 302)]
    page = unescape(response.content.decode())
    assert "Eastmoor" in page
    assert page.index("Gareth O'Neill") < page.index("Una Unset"), "the highest level first"
    assert f'href="/cases/{screened.uuid}/mappa/"' in page
    assert f'href="/cases/{screened.uuid}/"' not in page
    row = Event.objects.get(request_id=response["X-Request-ID"])
    assert screened.pk in row.case_ids
    assert set(row.grounds) == {"coordinator"}
    assert "Una Unset" in page_of(as_omar, "/mappa/?level=none")
    assert "Una Unset" not in page_of(as_omar, "/mappa/?level=2")


def test_search_goes_by_what_the_banner_of_a_part_says(
    screened: Case, omar: User, as_omar: Client
) -> None:
    """Nobody is found by another name, a telephone or the PNC: who was would be known to have it."""
    factories.make_alias(screened, "Featherstone")
    number = factories.make_telephone(screened).number
    Case.objects.filter(pk=screened.pk).update(pnc="2004/0012345X")
    for words in ("neill", "gareth o'neill", screened.crn, screened.crn[1:]):
        assert "Gareth O'Neill" in page_of(as_omar, f"/mappa/?q={words}"), words
    for words in ("featherstone", number, number[-6:], "2004/0012345X", "-", "X999999"):
        found = cases_of(omar, Filters(words=words), at=clock.now())
        assert not found.exists(), words


def test_whoever_has_a_level_without_a_screening_is_a_number_and_no_name(
    case: Case, omar: User, as_omar: Client, dee: User, signed_in: Callable[[User], Client]
) -> None:
    factories.make_management(case)
    page = page_of(as_omar, "/mappa/")
    assert "1 more person in this area has a level" in page
    assert "O'Neill" not in page
    assert "O'Neill" in page_of(signed_in(dee), "/mappa/"), "their supervisor sees the case anyway"
    factories.make_exclusion(case, omar)
    assert "more person" not in page_of(as_omar, "/mappa/"), "not even the number (INF-30)"


def test_the_lists_of_levels_that_may_not_fit_have_the_reason_beside_each(
    screened: Case, as_omar: Client, more: Callable[..., Case], amira: User, dee: User
) -> None:
    grave = more(Level.ONE, RiskLevel.VERY_HIGH, surname="Grave")
    more(Level.ONE, RiskLevel.HIGH, surname="Middling")
    more(Level.THREE, RiskLevel.LOW, surname="Slight")
    row = Management.objects.get(case=grave)
    on = clock.today()
    Management.objects.filter(pk=row.pk).update(
        screening=grave.screenings.get(),
        criteria=[Criterion.LEAD_CAN_MANAGE],
        rationale="Three agencies visit already.",
        proposed_by=amira,
        proposed_on=on,
        approved_by=dee,
        approved_on=on,
        recorded_by=dee,
        recorded_on=on,
    )
    page = page_of(as_omar, "/mappa/?shown=very_high_at_1")
    assert "Grave" in page
    assert "Three agencies visit already." in page
    assert "The lead agency can manage the risk without meetings" in page
    assert "Middling" not in page
    assert "Slight" not in page
    page = page_of(as_omar, "/mappa/?shown=low_above")
    assert "Slight" in page
    assert "Came with an extract: no reason is on record here" in page
    assert "Grave" not in page
    file = as_omar.get("/mappa/cases.csv?shown=very_high_at_1")
    text = file.content.decode()
    assert "Grave" in text
    assert "Three agencies visit already." in text
    assert Event.objects.get(request_id=file["X-Request-ID"]).case_ids == [grave.pk]


def test_the_list_asks_as_often_for_many(
    screened: Case, as_omar: Client, more: Callable[..., Case]
) -> None:
    few = {url: asked_by(as_omar, url) for url in ("/mappa/", "/mappa/levels/", "/mappa/cases.csv")}
    for _ in range(4):
        factories.make_deadline(more(Level.ONE), clock.today(), kind="mappa_review")
    assert {url: asked_by(as_omar, url) for url in few} == few


# How levels are set -------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(other_team: Team) -> Callable[[Level, int], None]:
    """So many people of another area at a level, at high risk of serious harm and police risk."""
    officer = factories.make_officer(team=other_team)
    factories.make_mappa_area("Westmoor", other_team)
    number = iter(range(100_000, 200_000))

    def make(level: Level, people: int) -> None:
        for _ in range(people):
            case = factories.make_case(
                crn=f"Z{next(number)}",
                police=officer,
                rosh=RiskLevel.VERY_HIGH,
                police_risk=RiskLevel.HIGH,
            )
            factories.make_management(case, level=level)

    return make


def test_figures_are_open_of_ones_own_area_and_hidden_below_five_of_others(
    screened: Case,
    omar: User,
    as_omar: Client,
    mappa_area: Area,
    elsewhere: Callable[[Level, int], None],
) -> None:
    elsewhere(Level.ONE, 6)
    elsewhere(Level.TWO, 2)
    found = figures([mappa_area], on=clock.today())
    own, west = str(mappa_area.pk), str(Area.objects.get(name="Westmoor").pk)
    assert found.own_by_area.numbers[own, "2"] == 1
    assert found.by_area.numbers[west, "2"] is None
    assert found.by_area.numbers[west, "3"] is None
    profile = found.by_profile
    assert profile.numbers["very_high|high", "2"] is None
    assert found.own_by_profile.numbers["very_high|high", "2"] == 1
    page = page_of(as_omar, "/mappa/levels/")
    for caption in (
        "Levels by area",
        "Categories by area",
        "Levels by risk profile",
        "Levels over time",
    ):
        assert caption in page
    assert "Very high, high" in page
    assert "[c]" in page
    assert "O'Neill" not in page, "counts name nobody"
    text = as_omar.get("/mappa/levels.csv").content.decode()
    assert "Levels by area,Westmoor,Level 2,[c]" in text
    assert "Levels by area,Eastmoor,Level 2,1" in text


def test_what_stands_beside_the_choice_of_a_level(
    screened: Case, mappa_area: Area, elsewhere: Callable[[Level, int], None]
) -> None:
    """R-9: at the same risk, here and elsewhere."""
    elsewhere(Level.ONE, 20)
    elsewhere(Level.THREE, 9)
    elsewhere(Level.TWO, 7)
    found = comparators(screened, on=clock.today())
    assert (found.area, found.profile) == ("Eastmoor", Profile("very_high", "high"))
    assert found.here == {1: 0, 2: 1, 3: 0}
    assert found.elsewhere == {1: 20, 2: 7, 3: 9}
    factories.make_risk(screened, RiskLevel.LOW, tool=RiskTool.ROSH, assessed_on=clock.today())
    assert set(comparators(screened, on=clock.today()).elsewhere.values()) == {None}
    Management.objects.filter(case=screened).delete()
    alone = comparators(screened, on=clock.today())
    assert set(alone.here.values()) == {0}
    assert set(alone.elsewhere.values()) == {None}, "that there is nobody is a number below five"


def test_over_time_by_the_day_on_which_a_level_held(screened: Case, mappa_area: Area) -> None:
    on = clock.today()
    row = Management.objects.get(case=screened)
    Management.objects.filter(pk=row.pk).update(starts_on=on - timedelta(days=400))
    before, *_, oldest = (quarter.own for quarter in over_time([mappa_area.pk], on=on))
    assert before == {1: 0, 2: 1, 3: 0}
    assert oldest == {1: 0, 2: 0, 3: 0}
    Management.objects.filter(pk=row.pk).update(ends_on=on)
    newest, before, *_ = (quarter.own for quarter in over_time([mappa_area.pk], on=on))
    assert (newest[2], before[2]) == (0, 1)


# Requests -----------------------------------------------------------------------------------------------


def test_requests_of_an_area_in_numbers(
    screened: Case, amira: User, as_omar: Client, elsewhere: Callable[[Level, int], None]
) -> None:
    """POL-25: asked against granted and done; of the last twelve months."""
    on = clock.today()
    factories.make_request(
        screened,
        amira,
        asked_days=14,
        decision=Decision.GRANTED,
        decided_on=on,
        granted_days=5,
        result=Result.DONE,
        done_days=2,
    )
    factories.make_request(screened, amira, decision=Decision.REFUSED, decided_on=on)
    factories.make_request(screened, amira, asked_on=on - timedelta(days=800))
    elsewhere(Level.ONE, 1)
    factories.make_request(Case.objects.get(crn="Z100000"), amira)
    page = page_of(as_omar, "/mappa/requests/")
    own, _, others = page.partition("Other areas</h2>")
    for label, number in (
        ("Asked", 2), ("Granted", 1), ("Refused", 1), ("Waiting", 0), ("Carried out", 1),
        ("Days asked", 21), ("Days granted", 5), ("Days carried out", 2),
    ):  # fmt: skip
        assert f'data-label="{label}">{number}<' in own, label
    assert "Westmoor" in others
    assert 'data-label="Waiting">[c]<' in others
    assert "O'Neill" not in page


def test_a_request_is_recorded_and_answered_by_whoever_works_on_the_case(
    screened: Case, as_amira: Client, as_ben: Client, as_omar: Client
) -> None:
    url = f"/cases/{screened.uuid}/requests/"
    assert as_ben.get(url).status_code == 403, "a colleague of the team reads the case, not this"
    assert as_omar.get(url).status_code == 403
    data = form_of(as_amira, url) | {"kind": "surveillance", "asked_days": "0", "asked_of": "Unit"}
    assert "Enter a number of days from 1 to 366" in as_amira.post(url, data).content.decode()
    yesterday = clock.today() - DAY
    data |= {"asked_days": "7"}
    data |= {f"asked_on_{part}": str(getattr(yesterday, part)) for part in ("day", "month", "year")}
    assert as_amira.post(url, data).status_code == 302
    row = screened.mappa_requests.get()
    assert (row.asked_on, row.asked_days, row.decision) == (yesterday, 7, "")
    url = f"/requests/{row.uuid}/"
    data = form_of(as_amira, url) | {"decision": "refused", "granted_days": "3"}
    data |= {
        f"decided_on_{part}": str(getattr(yesterday, part)) for part in ("day", "month", "year")
    }
    assert "Days belong to a request that was granted" in as_amira.post(url, data).content.decode()
    data |= {"decision": "granted"}
    assert as_amira.post(url, data).status_code == 302
    row.refresh_from_db()
    assert (row.decision, row.granted_days, row.version) == ("granted", 3, 2)
    assert "3 days" in as_amira.get(f"/cases/{screened.uuid}/requests/").content.decode()
    late = as_amira.post(
        url, data | {"form_key": str(row.uuid), "decision": "refused", "granted_days": ""}
    )
    assert late.status_code == 409
    assert "Granted for 3 days" in late.content.decode()
