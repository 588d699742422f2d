"""What teams have of plans: without one, what they leave out by kind, the lists and files, the filters, the brief."""

import csv
from io import StringIO

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from offenders import deadlines
from offenders.models import Case
from people.models import User
from plans.choices import PlanState, ReferenceKind
from plans.deadlines import KINDS
from plans.models import Plan
from tests import factories
from tests.pages import text_of

pytestmark = pytest.mark.django_db
K = ReferenceKind


@pytest.fixture
def planned(case: Case, amira: User) -> Case:
    """A case of Amira's whose plan names one of three prohibitions, and not the home visits."""
    order = factories.make_order(case, amira)
    kept, *_ = (factories.make_condition(order, f"Not to do {n}") for n in "abc")
    plan = factories.make_plan(case, by=amira, state=PlanState.SIGNED)
    item = factories.make_item(plan)
    factories.make_reference(item, K.ORDER_CONDITION, str(kept.uuid), kept.words)
    deadlines.recompute([case.pk], on=clock.today(), only=KINDS)
    return case


def test_the_team_page_counts_what_plans_leave_out_by_kind_and_each_number_is_a_list(
    planned: Case, amira: User, team, as_dee: Client
):
    other = factories.make_case(surname="Planless", police=amira.officer)
    page = text_of(as_dee.get(reverse("caseloads:team", args=[team.uuid]))).replace(" :", ":")
    assert "1 case without a plan" in page
    assert "1 plan that leaves out something in force" in page
    assert "Prohibition or requirement of an order: 2 in 1 plan" in page
    assert "Home visits: 1 in 1 plan" in page
    lists = reverse("caseloads:team_cases", args=[team.uuid])
    none = text_of(as_dee.get(lists, {"list": "no_plan"}))
    assert other.crn in none
    assert "Nobody has begun one" in none
    assert planned.crn not in none
    factories.make_plan(other, by=amira)
    assert "A draft was begun on" in text_of(as_dee.get(lists, {"list": "no_plan"}))
    missing = text_of(as_dee.get(lists, {"list": "gaps_order_condition"}))
    assert planned.crn in missing
    assert "Not to do b, and 1 more" in missing
    assert "Nothing is in this list now" in text_of(
        as_dee.get(lists, {"list": "gaps_licence_condition"})
    )


def test_the_file_has_a_row_for_each_thing(planned: Case, team, as_dee: Client):
    url = reverse("caseloads:team_csv", args=[team.uuid])
    body = as_dee.get(url, {"list": "gaps"}).content.decode("utf-8-sig")
    header, *rows = csv.reader(StringIO(body))
    assert header[4:6] == ["kind", "not_in_the_plan"]
    assert sorted(row[5] for row in rows) == [
        "Home visits by the police: every 3 months",
        "Not to do b",
        "Not to do c",
    ]
    assert {row[0] for row in rows} == {planned.crn}


def test_my_cases_are_narrowed_by_their_plans(planned: Case, amira: User, as_amira: Client):
    other = factories.make_case(surname="Planless", police=amira.officer)
    url = reverse("caseloads:cases")
    found = {
        asked: text_of(as_amira.get(url, {"plan": asked, "whose": "mine"}))
        for asked in ("none", "gaps")
    }
    assert (other.crn in found["none"], planned.crn in found["none"]) == (True, False)
    assert (other.crn in found["gaps"], planned.crn in found["gaps"]) == (False, True)


def test_whoever_reviews_the_case_has_the_plan_before_them(planned: Case, as_dee: Client):
    url = reverse("caseloads:review_case", args=[planned.uuid])
    page = text_of(as_dee.get(url))
    assert "Risk management plan, version 1 , signed by Amira Khan" in page
    assert "does not name 3 things in force" in page
    Plan.objects.update(state=PlanState.SUPERSEDED)
    assert "No risk management plan is signed" in text_of(as_dee.get(url))


def test_the_brief_says_the_plan_and_what_it_leaves_out(planned: Case, as_amira: Client):
    url = reverse("caseloads:brief", args=[planned.uuid])
    page = text_of(as_amira.get(url))
    assert "Risk management plan, version 1: Structured work on what led to it" in page
    assert "No risk management plan is on record here" not in page
    assert "does not name 3 things in force" in page
    Plan.objects.update(state=PlanState.SUPERSEDED)
    assert "No risk management plan is on record here" in text_of(as_amira.get(url))
