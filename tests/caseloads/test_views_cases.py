"""The list of cases, and the overview of one."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DataError
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from core.logs import Formatter
from mappa.choices import Level
from offenders.choices import AddressKind, RiskTool
from offenders.models import Case
from people.models import User
from programmes.choices.referral import ReferralStatus
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db

LIST = "/cases/"


def names(response: Any) -> list[str]:
    return [row.case.surname for row in response.context["rows"]]


@pytest.fixture
def caseload(amira: User) -> dict[str, Case]:
    """Four cases of Amira's, each different in one way."""
    on = clock.today()
    police = amira.officer
    cases = {
        "Adams": factories.make_case(surname="Adams", police=police, police_risk="high"),
        "baker": factories.make_case(surname="baker", police=police, rosh="very_high"),
        "Carr": factories.make_case(surname="Carr", police=police, registered=True),
        "Dyer": factories.make_case(surname="Dyer", police=police),
    }
    factories.make_management(cases["Dyer"], level=Level.THREE)
    factories.make_deadline(cases["Carr"], on - timedelta(days=9))
    factories.make_deadline(cases["Adams"], on - timedelta(days=2), kind="at_large")
    factories.make_deadline(cases["baker"], on + timedelta(days=5))
    factories.make_alias(cases["Dyer"], "Zephyr")
    return cases


def test_most_overdue_first_then_soonest_then_by_name(as_amira: Client, caseload: dict[str, Case]):
    response = as_amira.get(LIST)
    assert names(response) == ["Carr", "Adams", "baker", "Dyer"]
    assert "4 cases" in text_of(response)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"risk": "police:high"}, ["Adams"]),
        ({"risk": "rosh:very_high"}, ["baker"]),
        ({"risk": "rosh:none"}, ["Carr", "Adams", "Dyer"]),
        ({"mappa": "3"}, ["Dyer"]),
        ({"mappa": "1"}, []),
        ({"mappa": "none"}, ["Carr", "Adams", "baker"]),
        ({"mappa": "never"}, ["Carr"]),
        ({"mappa": "untold"}, []),
        ({"registered": "yes"}, ["Carr"]),
        ({"registered": "no"}, ["Adams", "baker", "Dyer"]),
        ({"due": "overdue"}, ["Carr", "Adams"]),
        ({"due": "overdue:home_visit"}, ["Carr"]),
        ({"due": "missing"}, []),
        ({"due": "soon"}, ["baker"]),
        ({"due": "none"}, ["baker", "Dyer"]),
        ({"q": "BAK"}, ["baker"]),
        ({"q": "zephyr"}, ["Dyer"]),
        ({"q": "gareth carr"}, ["Carr"]),
        ({"q": "' or 1=1"}, []),
        (
            {"risk": "nonsense", "mappa": "9", "due": "x", "sort": "x"},
            ["Carr", "Adams", "baker", "Dyer"],
        ),
    ],
)
def test_search_and_filters(
    as_amira: Client, caseload: dict[str, Case], asked: dict[str, str], found: list[str]
):
    response = as_amira.get(LIST, asked)
    assert names(response) == found
    assert f"{len(found)} case" in text_of(response), "the count is the list"


def test_due_today_is_not_overdue(as_amira: Client, case: Case):
    """JOB-4."""
    factories.make_deadline(case, clock.today())
    found = {due: names(as_amira.get(LIST, {"due": due})) for due in ("overdue", "soon", "none")}
    assert found == {"overdue": [], "soon": ["O'Neill"], "none": ["O'Neill"]}


def test_a_level_that_holds_from_tomorrow_is_not_in_the_list_yet(as_amira: Client, case: Case):
    """Shown and filtered by as at today: the newest of the days that have come."""
    on = clock.today()
    factories.make_risk(case, "medium", assessed_on=on)
    factories.make_risk(case, "low", assessed_on=on + timedelta(days=1))
    factories.make_risk(case, "low", tool=RiskTool.ROSH, assessed_on=on + timedelta(days=1))
    (row,) = as_amira.get(LIST).context["rows"]
    assert (row.police, row.rosh) == ("medium", "very_high")
    found = {
        risk: names(as_amira.get(LIST, {"risk": risk})) for risk in ("police:low", "police:medium")
    }
    assert found == {"police:low": [], "police:medium": ["O'Neill"]}


def test_a_crn_leads_to_its_case(as_amira: Client, caseload: dict[str, Case]):
    response = as_amira.get(LIST, {"q": caseload["Carr"].crn.lower()})
    assert names(response) == ["Carr"]


@pytest.mark.parametrize(
    ("sort", "found"),
    [
        ("name", ["Adams", "baker", "Carr", "Dyer"]),
        ("-name", ["Dyer", "Carr", "baker", "Adams"]),
        ("-due", ["baker", "Adams", "Carr", "Dyer"]),
        ("police", ["Adams", "Carr", "baker", "Dyer"]),
        ("rosh", ["baker", "Carr", "Adams", "Dyer"]),
    ],
)
def test_headers_sort_whatever_the_letters_case(
    as_amira: Client, caseload: dict[str, Case], sort: str, found: list[str]
):
    response = as_amira.get(LIST, {"sort": sort})
    assert names(response) == found
    direction = "descending" if sort.startswith("-") else "ascending"
    assert response.content.decode().count(f'aria-sort="{direction}"') == 1


def test_a_chip_takes_its_filter_away_and_leaves_the_others(
    as_amira: Client, caseload: dict[str, Case]
):
    response = as_amira.get(LIST, {"due": "overdue", "registered": "yes", "page": "1"})
    page = response.content.decode()
    assert "What is due: Anything overdue" in page
    assert 'href="?registered=yes"' in page
    assert 'href="?due=overdue"' in page


def test_mine_is_the_start_but_a_search_goes_over_all_that_i_can_see(
    as_ben: Client, ben: User, caseload: dict[str, Case]
):
    mine = factories.make_case(surname="Early", police=ben.officer)
    assert names(as_ben.get(LIST)) == [mine.surname]
    assert names(as_ben.get(LIST, {"q": "carr"})) == ["Carr"]
    assert names(as_ben.get(LIST, {"q": "carr", "whose": "mine"})) == []
    assert len(names(as_ben.get(LIST, {"whose": "all"}))) == 5


def test_what_i_may_not_see_is_neither_found_nor_counted(
    as_chidi: Client, as_eve: Client, case: Case
):
    for client in (as_chidi, as_eve):
        response = client.get(LIST, {"q": "O'Neill", "whose": "all"})
        assert names(response) == []
        assert "0 cases" in text_of(response)


def test_an_empty_list_says_why(as_amira: Client, as_dee: Client):
    assert "No case is allocated to you." in text_of(as_amira.get(LIST))
    assert "There is no case that you may see." in text_of(as_amira.get(LIST, {"whose": "all"}))
    assert "No case that you can see matches this." in text_of(as_amira.get(LIST, {"q": "x"}))


def test_pages_of_twenty_five_and_every_case_shown_is_logged(as_amira: Client, amira: User):
    for _ in range(26):
        factories.make_case(police=amira.officer)
    response = as_amira.get(LIST)
    assert "26 cases , page 1 of 2" in text_of(response)
    assert len(names(response)) == 25
    shown = {row.case.pk for row in response.context["rows"]}
    assert set(Event.objects.latest("id").case_ids) == shown
    assert len(names(as_amira.get(LIST, {"page": "2"}))) == 1
    assert len(names(as_amira.get(LIST, {"page": "no page"}))) == 25


def test_a_missed_appointment_is_not_the_last_contact(as_amira: Client, case: Case):
    at = clock.now()
    seen = at - timedelta(days=9)
    factories.make_contact(case, type_code="COAP", outcome_code="ATTC", happened_at=seen)
    factories.make_contact(
        case, type_code="COAP", outcome_code="UAAB", happened_at=at - timedelta(days=5)
    )
    factories.make_contact(case, type_code="COAP", happened_at=at - timedelta(days=3))
    (row,) = as_amira.get(LIST).context["rows"]
    assert row.last_contact_at == seen


def test_log_a_contact_goes_straight_to_the_only_match(as_amira: Client, case: Case):
    response = as_amira.get(LIST, {"q": "O’Neill", "then": "log"})
    assert response.url == reverse("offenders:log_contact", args=[case.uuid])
    choose = as_amira.get(LIST, {"q": "", "then": "log"})
    assert "Log a contact: whose?" in text_of(choose)
    assert reverse("offenders:log_contact", args=[case.uuid]) in choose.content.decode()


def test_the_list_takes_the_same_queries_for_any_number_of_cases(as_amira: Client, amira: User):
    def add() -> None:
        other = factories.make_case(police=amira.officer, police_risk="high", rosh="low")
        factories.make_deadline(other, clock.today())
        factories.make_management(other)
        factories.make_contact(other)

    add()
    one = asked_by(as_amira, LIST)
    add()
    add()
    assert asked_by(as_amira, LIST) == one


# One case --------------------------------------------------------------------------------------------------


def overview(client: Client, case: Case) -> Any:
    return client.get(reverse("caseloads:case", args=[case.uuid]))


def test_the_overview_has_its_parts(as_amira: Client, case: Case, amira: User):
    factories.make_deadline(case, date(2026, 1, 2), because="High risk: a visit every 3 months.")
    factories.make_flag(case, date(2026, 1, 2))
    factories.make_contact(case, type_code="CTOB", officer=amira.officer, notes="Rang at noon")
    factories.make_management(case)
    factories.make_address(case, kind=AddressKind.BUDGET_HOTEL)
    factories.make_sentence(case)
    factories.make_referral(case)
    page = text_of(overview(as_amira, case))
    for words in (
        "It was due by 2 January 2026. High risk: a visit every 3 months.",
        "What must happen next",
        "Rang at noon",
        "Probation: Farah Aziz",
        "Probation Eastmoor",
        "Category 1: registered sexual offender",
        "Budget hotel",
        "An invented offence",
        "Building Choices: moderate",
        "Registered Sex Offender",
    ):
        assert words in page, words


class TestWorkOnTheOffending:
    """PRG-58: the overview says the one state that “Where everyone is” counts somebody in."""

    @pytest.mark.parametrize(
        ("status", "says"),
        [
            (None, "No work on the offending"),
            (ReferralStatus.AWAITING_ASSESSMENT, "Waiting for an assessment"),
            (ReferralStatus.BREACH, "Enforcement in hand"),
        ],
    )
    def test_the_state_of_whoever_is_registered(
        self, as_farah: Client, case: Case, status: str | None, says: str
    ) -> None:
        began = clock.today() - timedelta(days=60)
        factories.make_sentence(case, starts_on=began)
        if status:
            referred_on = began + timedelta(days=9)
            factories.make_referral(case, status, referred_on=referred_on)
        page = text_of(overview(as_farah, case))
        assert says in page.partition("Work on the offending")[2].partition("Building")[0]

    def test_nobody_else_has_one(self, as_farah: Client, farah: User) -> None:
        other = factories.make_case(probation=farah.officer)
        factories.make_sentence(other)
        assert 'id="programmes"' not in overview(as_farah, other).content.decode()

    def test_without_a_sentence_that_is_said(self, as_farah: Client, case: Case) -> None:
        assert "No sentence in force" in text_of(overview(as_farah, case))


def test_a_bare_case_says_what_is_not_there(as_amira: Client, amira: User):
    bare = factories.make_case(police=amira.officer)
    page = text_of(overview(as_amira, bare))
    for words in (
        "No date is set for this case",
        "No contact is on record yet.",
        "Nothing on the record changed in the last 7 days.",
        "No address is on record.",
        "No MAPPA level is on record.",
        "No current sentence is on record.",
        "RoSH: not assessed",
    ):
        assert words in page, words


def test_somebody_who_died_is_not_asked_for_visits(as_amira: Client, case: Case):
    Case.objects.filter(pk=case.pk).update(died_on=clock.today() - timedelta(days=5))
    response = overview(as_amira, case)
    page = text_of(response)
    assert "Nothing is due any more." in page
    assert 'role="button" draggable="false"' in response.content.decode()
    assert reverse("visits:record_new", args=[case.uuid]) not in response.content.decode()


@pytest.mark.parametrize(
    ("who", "may_log"), [("as_amira", True), ("as_ben", True), ("as_dee", True), ("as_ivy", False)]
)
def test_acts_are_shown_to_those_who_may(
    request: pytest.FixtureRequest, case: Case, who: str, may_log: bool
):
    page = overview(request.getfixturevalue(who), case).content.decode()
    assert (reverse("offenders:log_contact", args=[case.uuid]) in page) is may_log


def test_a_visit_is_offered_to_the_police_only(as_amira: Client, as_farah: Client, case: Case):
    address = reverse("visits:record_new", args=[case.uuid])
    assert address in overview(as_amira, case).content.decode()
    assert address not in overview(as_farah, case).content.decode()


@pytest.mark.parametrize("who", ["as_chidi", "as_eve"])
@pytest.mark.parametrize(
    "name", ["caseloads:case", "offenders:contacts", "offenders:record", "offenders:log_contact"]
)
def test_a_case_that_one_may_not_see_is_not_there(
    request: pytest.FixtureRequest, case: Case, who: str, name: str
):
    client: Client = request.getfixturevalue(who)
    hidden = client.get(reverse(name, args=[case.uuid]))
    absent = client.get(reverse(name, args=["00000000-0000-4000-8000-000000000000"]))
    assert (hidden.status_code, absent.status_code) == (404, 404)
    changing = r"\d\d:\d\d|value=\"\w{64}\"|datetime=\"[^\"]+\"|data-\w+=\"[^\"]+\""
    texts = [re.sub(changing, "", page.content.decode()) for page in (hidden, absent)]
    assert texts[0] == texts[1]


def test_the_overview_takes_the_same_queries_however_full(
    as_amira: Client, case: Case, amira: User
):
    def add(days: int) -> None:
        at = clock.now() - timedelta(days=days)
        factories.make_contact(case, happened_at=at, officer=amira.officer)
        factories.make_risk(case, "low", tool=RiskTool.ROSH, assessed_on=at.date())
        factories.make_flag(case, at.date(), subject=str(days))
        factories.make_deadline(case, at.date(), subject=str(days))

    add(1)
    one = asked_by(as_amira, f"/cases/{case.uuid}/")
    add(2)
    add(3)
    assert asked_by(as_amira, f"/cases/{case.uuid}/") == one


@pytest.mark.parametrize(
    ("asked", "is_open"), [({"q": "Carr"}, False), ({"risk": "police:high"}, True)]
)
def test_on_a_phone_filters_do_not_push_away_who_was_searched_for(
    as_amira: Client, caseload: dict[str, Case], asked: dict[str, str], is_open: bool
):
    page = as_amira.get(LIST, asked).content.decode()
    assert ('app-filter__more" open' in page) is is_open


# Finding a person --------------------------------------------------------------------------------------


@pytest.fixture
def people(amira: User, farah: User) -> dict[str, Case]:
    both = {"police": amira.officer, "probation": farah.officer}
    return {
        "Phillips": factories.make_case(
            crn="X900013",
            surname="Phillips",
            forenames="Jon",
            date_of_birth=date(1981, 5, 6),
            **both,
        ),
        "Philp": factories.make_case(surname="Philp", forenames="Ann", **both),
        "Novák": factories.make_case(surname="Novák", forenames="Zoltán", **both),
        "O'Neill": factories.make_case(surname="O'Neill", forenames="Gareth", **both),
    }


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("philips", "Phillips"),
        ("philp", "Philp"),
        ("novack", "Novák"),
        ("oneill", "O'Neill"),
        ("900013", "Phillips"),
        ("Novák, Zoltán", "Novák"),
        ("6 May 1981", "Phillips"),
    ],
)
def test_whoever_was_meant_comes_first(
    as_amira: Client, people: dict[str, Case], typed: str, first: str
):
    page = as_amira.get(LIST, {"q": typed})
    assert names(page)[0] == first
    assert "Police: DC A. Khan" in text_of(page)


def test_a_birth_date_and_the_officers_stand_beside_the_name(
    as_amira: Client, people: dict[str, Case]
):
    said = text_of(as_amira.get(LIST, {"q": "phillips"}))
    assert "born 6 May 1981" in said
    assert "Probation: F. Aziz" in said
    assert "born 6 May 1981" not in text_of(as_amira.get(LIST))


def test_a_column_still_sorts_what_was_found(as_amira: Client, people: dict[str, Case]):
    page = as_amira.get(LIST, {"q": "philps"})
    assert names(page) == ["Philp", "Phillips"]
    assert 'aria-sort="ascending"' not in page.content.decode()
    assert names(as_amira.get(LIST, {"q": "philps", "sort": "-name"})) == ["Philp", "Phillips"]
    assert names(as_amira.get(LIST, {"q": "philps", "sort": "name"})) == ["Phillips", "Philp"]


@pytest.mark.parametrize(
    ("typed", "is_sure"), [("philp", True), ("philps", False), ("novack", False), ("novák", True)]
)
def test_only_whoever_is_named_is_logged_for_at_once(
    as_amira: Client, people: dict[str, Case], typed: str, is_sure: bool
):
    """The likest of several is shown, and a person chooses."""
    page = as_amira.get(LIST, {"q": typed, "then": "log"})
    assert page.status_code == (302 if is_sure else 200)


def test_whoever_i_may_not_see_is_not_found_by_likeness(
    as_chidi: Client, as_eve: Client, case: Case, people: dict[str, Case]
):
    """Chidi is of another team; from `case` Eve is excluded."""
    for typed in ("philips", "900013", "6/5/1981"):
        assert "0 cases" in text_of(as_chidi.get(LIST, {"q": typed, "whose": "all"}))
    assert case.crn not in text_of(as_eve.get(LIST, {"q": "oneil", "whose": "all"}))
    assert people["O'Neill"].crn in text_of(as_eve.get(LIST, {"q": "oneil", "whose": "all"}))


def test_finding_takes_the_same_queries_for_any_number(as_amira: Client, amira: User):
    def added(number: int) -> None:
        for _ in range(number):
            factories.make_alias(factories.make_case(police=amira.officer), "Phillips")

    added(1)
    one = asked_by(as_amira, f"{LIST}?q=philips")
    added(3)
    assert asked_by(as_amira, f"{LIST}?q=philips") == one


def test_what_was_typed_is_in_no_log(
    as_amira: Client,
    people: dict[str, Case],
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
):
    """Also where the database fails on it: an error quotes the statement."""
    typed = "philips"
    caplog.set_level("DEBUG")
    caplog.clear()
    as_amira.get(LIST, {"q": typed})

    def fail(*args: Any, **kwargs: Any) -> None:
        raise DataError(f"invalid value in SELECT ... LIKE '%{typed}%'")

    monkeypatch.setattr("caseloads.selectors.cases.rows_of", fail)
    assert as_amira.get(LIST, {"q": typed}).status_code == 400
    formatter = Formatter()
    told = [
        formatter.format(record) for record in caplog.records if record.name != "django.db.backends"
    ]
    assert told
    assert not [line for line in told if typed in line.lower()]
