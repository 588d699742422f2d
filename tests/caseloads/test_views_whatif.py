"""The pages of what if: without a script, for whoever leads the place, and nothing of a case that is closed to them."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from caseloads.models import Change, Scenario
from core import clock
from offenders.choices import RiskLevel, SentenceKind
from offenders.models import Allocation, Case
from people.choices import Role
from people.models import Officer, Reduction, Team, User
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def omar(probation_team: Team) -> Officer:
    return factories.make_officer("Omar Hadley", team=probation_team, roles=[Role.OFFICER])


@pytest.fixture
def cases(farah: User) -> list[Case]:
    found = [
        factories.make_case(probation=farah.officer, rosh=RiskLevel.HIGH, surname=f"Moves{number}")
        for number in range(3)
    ]
    for case in found:
        factories.make_sentence(case, SentenceKind.COMMUNITY)
        factories.make_tier(case)
    return found


def send(client: Client, url: str, **answers: Any) -> Any:
    """As the page sends it: with the key and the version that it was rendered with."""
    page = client.get(url).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    return client.post(url, hidden | answers)


def made(client: Client, team: Team, name: str = "Spread") -> Scenario:
    answer = send(client, reverse("caseloads:whatifs"), place=f"team-{team.pk}", name=name)
    assert answer.status_code == 302, text_of(answer)
    return Scenario.objects.get(name=name)


def at(name: str, scenario: Scenario, *more: object) -> str:
    return reverse(f"caseloads:{name}", args=[scenario.uuid, *more])


@pytest.fixture
def scenario(as_nadia: Client, probation_team: Team, omar: Officer, cases: list[Case]) -> Scenario:
    """Two of the cases of Farah go to Omar."""
    found = made(as_nadia, probation_team)
    url = f"{at('whatif_cases', found)}?of={cases[0].allocations.get().officer.uuid}"
    answer = send(
        as_nadia, url, cases=[str(case.uuid) for case in cases[:2]], to=f"officer-{omar.pk}"
    )
    assert answer.status_code == 302, text_of(answer)
    found.refresh_from_db()
    return found


def test_cases_are_ticked_and_moved(
    as_nadia: Client, scenario: Scenario, cases: list[Case]
) -> None:
    page = text_of(as_nadia.get(scenario.get_absolute_url()))
    assert f"{cases[0].name} {cases[0].crn}: from Farah Aziz to Omar Hadley" in page
    assert "2 come" in page
    assert "2 go" in page
    assert "10.6%" in page  # 230 of 2,176
    assert not Allocation.objects.filter(officer__surname="Hadley").exists()
    event = Event.objects.filter(view="caseloads:whatif").latest("pk")
    assert set(event.case_ids) == {case.pk for case in cases[:2]}


def test_the_list_shows_what_each_weighs(
    as_nadia: Client, scenario: Scenario, cases: list[Case], farah: User
) -> None:
    url = f"{at('whatif_cases', scenario)}?of={farah.officer.uuid}"
    page = text_of(as_nadia.get(url))
    assert "tier B2, 115 points, high risk" in page
    event = Event.objects.filter(view="caseloads:whatif_cases").latest("pk")
    assert set(event.case_ids) == {case.pk for case in cases}


def test_a_case_that_nobody_holds(
    as_nadia: Client, scenario: Scenario, cases: list[Case], omar: Officer
) -> None:
    Allocation.objects.filter(case=cases[2]).update(ends_on=clock.today())
    url = f"{at('whatif_cases', scenario)}?of=nobody"
    answer = send(as_nadia, url, cases=[str(cases[2].uuid)], to=f"officer-{omar.pk}")
    assert answer.status_code == 302, text_of(answer)
    assert "from nobody to Omar Hadley" in text_of(as_nadia.get(scenario.get_absolute_url()))
    send(as_nadia, at("whatif_apply", scenario), reason="Nobody has it")
    assert Allocation.objects.filter(officer=omar, ends_on__isnull=True).count() == 3


def test_a_case_that_is_closed_has_no_name(
    as_nadia: Client, nadia: User, scenario: Scenario, cases: list[Case], farah: User
) -> None:
    factories.make_exclusion(cases[0], nadia)
    whole = [
        scenario.get_absolute_url(),
        at("whatif_apply", scenario),
        f"{at('whatif_cases', scenario)}?of={farah.officer.uuid}",
    ]
    for url in whole:
        page = text_of(as_nadia.get(url))
        assert cases[0].surname not in page
        assert cases[0].crn not in page
        assert cases[1].surname in page or "apply" in url
    assert "a case that is closed to you" in text_of(as_nadia.get(whole[0]))
    assert "A case that is closed to you is among those that move" in text_of(
        as_nadia.get(whole[1])
    )


def test_it_says_what_is_not_recorded(
    as_nadia: Client, scenario: Scenario, cases: list[Case]
) -> None:
    factories.make_pause(cases[0], starts_on=clock.today())
    page = text_of(as_nadia.get(scenario.get_absolute_url()))
    assert (
        "2 cases have no sentence end on record, 1 in custody no release date: taken to stay as they are."
        in page
    )


def test_applied_once_with_what_has_changed(
    as_nadia: Client, scenario: Scenario, omar: Officer
) -> None:
    factories.make_case(probation=omar)
    url = at("whatif_apply", scenario)
    page = text_of(as_nadia.get(url))
    assert "Omar Hadley: 0 cases, 0% then, 1 case, 0% now." in page
    sent = {
        **dict(
            re.findall(
                r'<input type="hidden" name="(\w+)" value="([^"]*)"',
                as_nadia.get(url).content.decode(),
            )
        ),
        "reason": "Farah has too much",
    }
    for _ in range(2):  # the second tap goes where the first one went
        answer = as_nadia.post(url, sent)
        assert answer["Location"] == scenario.get_absolute_url()
    assert Allocation.objects.filter(officer=omar, ends_on__isnull=True).count() == 3
    page = text_of(as_nadia.get(scenario.get_absolute_url()))
    assert "Applied by Nadia Roy" in page
    assert "Omar Hadley: 3 cases, 10.6% when it was applied, as shown." in page
    event = Event.objects.filter(view="caseloads:whatif_apply", method="POST").first()
    assert event is not None
    assert event.reason == "Farah has too much"
    assert event.asked["applied"] == str(scenario.uuid)


def test_the_second_of_two_learns_who_was_first(
    as_nadia: Client, scenario: Scenario, omar: Officer, signed_in: Any
) -> None:
    other = factories.make_officer("Una Reid", team=omar.team, roles=[Role.SUPERVISOR])
    factories.make_supervision(other)
    client, url = signed_in(other.user), at("whatif_apply", scenario)
    page = client.get(url).content.decode()
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    send(as_nadia, url, reason="Too much")
    answer = client.post(url, sent | {"reason": "Mine"})
    assert answer.status_code == 409
    assert "Nadia Roy" in text_of(answer)
    assert Allocation.objects.filter(officer=omar).count() == 2


def test_figures_that_changed_are_shown_before_it_is_asked_again(
    as_nadia: Client, scenario: Scenario, omar: Officer
) -> None:
    url = at("whatif_apply", scenario)
    page = as_nadia.get(url).content.decode()
    sent = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    factories.make_case(probation=omar)
    answer = as_nadia.post(url, sent | {"reason": "Too much"})
    assert answer.status_code == 200
    assert "has changed since this page was shown" in text_of(answer)
    again = dict(
        re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', answer.content.decode())
    )
    assert again["seen"] != sent["seen"]
    assert as_nadia.post(url, again | {"reason": "Too much"}).status_code == 302


def test_leave_hours_and_a_new_officer(
    as_nadia: Client, scenario: Scenario, omar: Officer, farah: User, cases: list[Case]
) -> None:
    today = clock.today()
    day = {
        "starts_on": "other",
        "starts_on_day": today.day,
        "starts_on_month": today.month,
        "starts_on_year": today.year,
    }
    last = {"last_day_day": 1, "last_day_month": 2, "last_day_year": today.year + 1}
    answers: list[tuple[str, dict[str, Any]]] = [
        ("leave", {"officer": omar.pk, "kind": "leave", **day, **last}),
        ("hours", {"officer": omar.pk, "reason": "trainee", "hours": "7.4", **day}),
        ("officer", {"name": "New in January", "hours": "37", **day}),
    ]
    for what, sent in answers:
        answer = send(as_nadia, at("whatif_add", scenario, what), **sent)
        assert answer.status_code == 302, text_of(answer)
    page = text_of(as_nadia.get(scenario.get_absolute_url()))
    assert "Omar Hadley: away (leave)" in page
    assert "Omar Hadley: 7.4 hours a week less (trainee)" in page
    assert "2 cases without cover" in page
    assert not Reduction.objects.exists()
    new = scenario.newcomers.get()
    url = f"{at('whatif_cases', scenario)}?of={farah.officer.uuid}"
    send(as_nadia, url, cases=[str(cases[2].uuid)], to=f"new-{new.pk}")
    page = text_of(as_nadia.get(at("whatif_apply", scenario)))
    assert "New in January has no staff record yet" in page
    third = factories.make_officer("Pia Lund", team=omar.team)
    send(as_nadia, at("whatif_who", scenario, new.uuid), officer=third.pk)
    page = text_of(as_nadia.get(at("whatif_apply", scenario)))
    assert "has no staff record yet" not in page
    answer = send(as_nadia, at("whatif_apply", scenario), reason="Too much")
    assert answer.status_code == 302, text_of(answer)
    assert Allocation.objects.get(officer=third).case == cases[2]
    assert Reduction.objects.get().officer == omar


@pytest.mark.parametrize("hours", ["0", "-3", "60.1", "many"])
def test_hours_that_cannot_be(
    as_nadia: Client, scenario: Scenario, omar: Officer, hours: str
) -> None:
    sent = {"officer": omar.pk, "reason": "trainee", "hours": hours}
    sent["starts_on"] = clock.today().isoformat()
    answer = send(as_nadia, at("whatif_add", scenario, "hours"), **sent)
    assert answer.status_code == 200
    assert "ours must be" in text_of(answer) or "ours cannot be above 60" in text_of(answer)
    assert scenario.changes.count() == 2


def test_what_is_ticked_is_taken_out_and_all_of_it_discarded(
    as_nadia: Client, scenario: Scenario
) -> None:
    url = scenario.get_absolute_url()
    first = scenario.changes.first()
    assert first
    assert "Tick what is to be taken out" in text_of(send(as_nadia, url, act="out"))
    send(as_nadia, url, act="out", out=[str(first.uuid)])
    assert list(Change.objects.values_list("pk", flat=True)) != [first.pk]
    assert Change.objects.count() == 1
    send(as_nadia, url, act="discard")
    assert not Scenario.objects.exists()


def test_up_to_three_side_by_side(
    as_nadia: Client, scenario: Scenario, probation_team: Team
) -> None:
    others = [made(as_nadia, probation_team, f"Other {number}") for number in range(3)]
    uuids = [str(row.uuid) for row in (scenario, *others)]
    answer = as_nadia.get(reverse("caseloads:whatif_compare"), {"scenario": uuids})
    page = text_of(answer)
    assert "Other 1" in page
    assert "Other 2" not in page
    assert "Most:" in page
    assert as_nadia.get(reverse("caseloads:whatif_compare"))["Location"] == reverse(
        "caseloads:whatifs"
    )


def test_of_another_team_it_is_not_there(
    as_nadia: Client, as_dee: Client, dee: User, scenario: Scenario
) -> None:
    for name in ("whatif", "whatif_cases", "whatif_apply"):
        assert as_dee.get(at(name, scenario)).status_code == 404
    assert "Spread" not in text_of(as_dee.get(reverse("caseloads:whatifs")))
    answer = as_dee.get(reverse("caseloads:whatif_compare"), {"scenario": str(scenario.uuid)})
    assert answer.status_code == 302


def test_as_many_queries_for_many_as_for_few(
    as_nadia: Client, scenario: Scenario, omar: Officer, farah: User
) -> None:
    urls = {
        scenario.get_absolute_url(): "the page",
        at("whatif_apply", scenario): "applying",
        f"{at('whatif_cases', scenario)}?of={farah.officer.uuid}": "the cases",
        f"{reverse('caseloads:whatif_compare')}?scenario={scenario.uuid}": "side by side",
    }
    few = {url: asked_by(as_nadia, url) for url in urls}
    for _ in range(6):
        case = factories.make_case(probation=farah.officer)
        factories.make_move(scenario, case, omar)
        factories.make_officer(team=omar.team)
    Change.objects.update(held_by=farah.officer)
    assert {url: asked_by(as_nadia, url) for url in urls} == few


def test_applying_is_not_for_whoever_may_not_allocate(as_farah: Client, scenario: Scenario) -> None:
    with CaptureQueriesContext(connection):
        assert as_farah.get(at("whatif_apply", scenario)).status_code == 403
        assert as_farah.get(reverse("caseloads:whatifs")).status_code == 403
