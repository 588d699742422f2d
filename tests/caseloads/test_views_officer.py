"""One officer, for whoever supervises or heads their team."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from offenders.models import Case
from people.choices import TrainingKind
from people.models import Officer, Team, User
from tests import factories
from tests.queries import asked_by

pytestmark = pytest.mark.django_db


def url(officer: Officer) -> str:
    return reverse("caseloads:officer", args=[officer.uuid])


def text(response: Any) -> str:
    return response.content.decode()


def test_what_they_carry_and_are_trained_for(
    case: Case, amira: User, jack: User, as_dee: Client
) -> None:
    today = clock.today()
    factories.make_training(amira.officer, TrainingKind.ARMS, expires_on=today)
    factories.make_training(amira.officer, expires_on=today + timedelta(days=1))
    page = text(as_dee.get(url(amira.officer)))
    assert "Detective constable, 37 hours a week" in page
    assert "list=high&amp;officer=" in page
    assert page.count("Expired") == 1
    assert "ARMS expired" in page
    assert "to be renewed by" in page
    assert "Covered by Jack Doyle until" in page
    assert case.crn not in page
    assert Event.objects.get(view="caseloads:officer").case_ids == []


def test_nothing_on_record_says_so(ben: User, as_dee: Client) -> None:
    page = text(as_dee.get(url(ben.officer)))
    assert "No training is on record." in page
    assert "Nobody covers Ben Mason now, and they cover nobody." in page


def test_a_case_closed_to_the_supervisor_counts_in_what_is_measured_alone(
    case: Case, amira: User, dee: User, as_dee: Client
) -> None:
    factories.make_deadline(case, clock.today() - timedelta(days=3))
    assert ">1<span" in text(as_dee.get(url(amira.officer))).partition("list=overdue&")[2]
    factories.make_exclusion(case, dee)
    page = text(as_dee.get(url(amira.officer)))
    assert ">1<span" in page.partition("list=cases&")[2]
    assert "list=overdue&" not in page


def test_only_of_ones_own_teams(
    ben: User, chidi: User, farah: User, as_dee: Client, as_ivy: Client, as_amira: Client
) -> None:
    assert as_dee.get(url(chidi.officer)).status_code == 404
    assert as_dee.get(url(farah.officer)).status_code == 404
    assert as_ivy.get(url(chidi.officer)).status_code == 200
    assert as_amira.get(url(ben.officer)).status_code == 403


def test_probation_is_not_measured_by_police_courses(
    farah: User, probation_team: Team, signed_in: Any
) -> None:
    jo = factories.make_officer("Jo St. John", team=probation_team, roles=["supervisor"])
    factories.make_supervision(jo)
    assert "POL-22" not in text(signed_in(jo.user).get(url(farah.officer)))


def test_the_team_page_leads_there(team: Team, ben: User, as_dee: Client) -> None:
    page = text(as_dee.get(reverse("caseloads:team", args=[team.uuid])))
    assert url(ben.officer) in page


def test_as_many_queries_for_three_as_for_one(case: Case, amira: User, as_dee: Client) -> None:
    def add(number: int) -> None:
        factories.make_training(
            amira.officer, trained_on=clock.today() - timedelta(days=50 + number)
        )
        factories.make_cover(factories.make_officer(), amira.officer)
        factories.make_case(police=amira.officer)

    add(1)
    one = asked_by(as_dee, url(amira.officer))
    add(2)
    add(3)
    assert asked_by(as_dee, url(amira.officer)) == one
