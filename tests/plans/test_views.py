"""The pages of the plan: from nothing to a signature, the version before, and whoever comes second."""

import re
from datetime import timedelta
from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from offenders.models import Case, Draft
from orders.models import Condition
from people.models import User
from plans.choices import Pillar, PlanState, ReferenceKind
from plans.models import Item, Plan, Reference
from tests import factories
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
WORDS = (
    "Not to contact any child under 16",
    "Not to own a device that can reach the internet",
    "Not to enter any park or playground",
    "Not to work with children",
    "Not to live with a child",
)


def text(response: Any) -> str:
    plain = re.sub(r"<[^>]+>", " ", response.content.decode())
    return re.sub(r"\s+", " ", unescape(plain)).replace(" .", ".").replace(" ,", ",")


def url_of(name: str, row: Case | Plan | Item) -> str:
    return reverse(f"plans:{name}", args=[row.uuid])


def sent(**fields: Any) -> dict[str, Any]:
    return {"form_key": str(uuid4())} | fields


def an_item(**changes: Any) -> dict[str, Any]:
    return sent(pillar="victim_safety", what="VLO keeps Q. informed") | changes


@pytest.fixture
def bans(case: Case, amira: User) -> list[Condition]:
    order = factories.make_order(case, amira)
    return [factories.make_condition(order, words) for words in WORDS]


@pytest.fixture
def draft(case: Case, amira: User) -> Plan:
    plan = factories.make_plan(case, by=amira)
    factories.make_item(plan, what="See him <b>weekly</b>")
    return plan


def test_from_an_empty_plan_to_a_signed_one(
    as_amira: Client, case: Case, bans: list[Condition], amira: User
):
    page = as_amira.get(url_of("plan", case))
    assert "No plan is signed yet" in text(page)
    for words in WORDS:
        assert words in text(page)
    one = f"order_condition:{bans[0].uuid}"
    page = as_amira.post(url_of("add", case), sent(add=one), follow=True)
    assert page.redirect_chain == [(url_of("write", case), 302)]
    assert f"Added to the draft: {WORDS[0]}" in text(page)
    as_amira.post(url_of("add", case), sent(add="all"))
    plan = Plan.objects.get()
    kinds = {ReferenceKind.ORDER_CONDITION.value}
    named = Reference.objects.filter(item__plan=plan, kind__in=kinds)
    assert set(named.values_list("key", flat=True)) == {str(row.uuid) for row in bans}
    again = as_amira.post(url_of("add", case), sent(add=one), follow=True)
    assert "It is there already" in text(again)
    assert "Nothing stands yet under" in text(again)
    as_amira.post(url_of("add_item", plan), an_item(who="VLO", how_often="As it happens"))
    sign = url_of("sign", plan)
    version = as_amira.get(sign).context["form"]["version"].value()
    refused = as_amira.post(sign, sent(version=version, approach=""))
    assert "Say how you work with this person" in text(refused)
    page = as_amira.post(sign, sent(version=version, approach="Structured work"), follow=True)
    plan.refresh_from_db()
    assert (plan.state, plan.signed_by) == (PlanState.SIGNED, amira)
    assert "Structured work" in text(page)
    assert "VLO keeps Q. informed" in text(page)


def test_the_next_version_says_what_is_different(as_amira: Client, case: Case, amira: User):
    before = factories.make_plan(case, by=amira, state=PlanState.COUNTERSIGNED)
    factories.make_item(before, what="See him monthly")
    as_amira.post(url_of("write", case), sent(version=0))
    plan = Plan.objects.get(state=PlanState.DRAFT)
    item = plan.items.get()
    as_amira.post(
        url_of("item", item), an_item(pillar="supervision", what="See him weekly", version=1)
    )
    sign = url_of("sign", plan)
    page = as_amira.get(sign)
    version = page.context["form"]["version"].value()
    assert "What: See him monthly See him weekly" in text(page)
    sending = {"version": version, "approach": "Structured work"}
    assert "Say what is different, and why" in text(as_amira.post(sign, sent(**sending)))
    as_amira.post(sign, sent(**sending, changes="He breached"))
    page = text(as_amira.get(url_of("version", plan)))
    assert "He breached" in page
    assert "Different from version 1" in page
    old = text(as_amira.get(url_of("version", before)))
    assert "See him monthly" in old
    assert "Replaced by a later plan" in old
    answer = as_amira.get(url_of("sign", before), follow=True)
    assert "It is not altered" in text(answer)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"what": ""}, "Say what is done"),
        ({"what": "x" * 2_001}, "must be 2000 characters or fewer"),
        ({"pillar": ""}, "Choose which part of the plan it belongs to"),
        ({"who": "x" * 201}, "must be 200 characters or fewer"),
        ({"names": ["order_condition:1"]}, "look at what is in force again"),
        ({"until_day": "31", "until_month": "2", "until_year": "2027"}, "must be a real date"),
        (
            {"until_day": "1", "until_month": "2", "until_year": "2027", "until_words": "x"},
            "leave one of them empty",
        ),
    ],
)
def test_what_is_wrong_is_said_and_the_text_stays(
    as_amira: Client, draft: Plan, changes: dict[str, Any], message: str
):
    response = as_amira.post(url_of("add_item", draft), an_item(how_often="Weekly") | changes)
    assert message in text(response)
    assert 'value="Weekly"' in response.content.decode()
    assert draft.items.count() == 1


def test_what_is_typed_is_kept_and_dropped_when_saved(as_amira: Client, draft: Plan):
    add = url_of("add_item", draft)
    as_amira.post(as_amira.get(add).context["form"].draft_url, {"what": "Half a sentence"})
    assert "Half a sentence" in text(as_amira.get(add))
    answer = as_amira.post(add, an_item(then="another"))
    assert answer.url == f"{add}?pillar=victim_safety"
    assert not Draft.objects.exists()
    assert "<b>weekly" not in as_amira.get(url_of("write", draft.case)).content.decode()


def test_whoever_is_second_gets_409_with_their_words(
    as_amira: Client, as_farah: Client, case: Case, draft: Plan
):
    item = draft.items.get()
    sign, data = url_of("sign", draft), {"version": 1, "approach": "Mine, at length"}
    for first, second in ((as_amira, as_farah),):
        assert first.post(sign, sent(version=1, approach="Theirs")).status_code == 302
        late = [
            (sign, sent(**data), "Mine, at length"),
            (url_of("item", item), an_item(version=1, what="My item"), "My item"),
            (url_of("add_item", draft), an_item(what="My new item"), "My new item"),
        ]
        for url, sending, mine in late:
            answer = second.post(url, sending)
            assert answer.status_code == 409, url
            assert mine in text(answer)
            assert "Theirs" in text(answer)
        for name, row in (("discard", draft), ("remove_item", item)):
            assert second.post(url_of(name, row), sent(version=1)).status_code == 409
    assert Plan.objects.get().approach == "Theirs"


def test_an_item_is_removed_and_a_draft_thrown_away(as_amira: Client, case: Case, draft: Plan):
    item = draft.items.get()
    assert "Remove this from the draft" in text(as_amira.get(url_of("remove_item", item)))
    as_amira.post(url_of("remove_item", item), sent(version=1))
    write = url_of("write", case)
    assert "Go on to sign" not in text(as_amira.get(write))
    assert as_amira.post(url_of("item", item), an_item(version=1)).status_code == 409
    assert "Throw away the draft" in text(as_amira.get(url_of("discard", draft)))
    page = as_amira.post(url_of("discard", draft), sent(version=2), follow=True)
    assert "The draft is thrown away" in text(page)
    assert as_amira.get(write).status_code == 302


def test_whoever_may_not_write_reads(as_ben: Client, case: Case, draft: Plan, amira: User):
    factories.make_plan(case, by=amira, state=PlanState.RETURNED, returned_reason="Home visits?")
    page = text(as_ben.get(url_of("plan", case)))
    assert "A manager sent it back: Home visits?" in page
    assert "Go on with the draft" not in page
    assert "Read it" in page
    assert "See him" in text(as_ben.get(url_of("version", draft)))


def test_queries_do_not_grow_with_items(as_amira: Client, case: Case, amira: User):
    plan = factories.make_plan(case, by=amira)
    first = factories.make_item(plan)
    factories.make_reference(first, ReferenceKind.REGISTER, "ARSO")
    order = factories.make_order(case, amira)
    factories.make_condition(order)
    urls = [url_of(name, row) for name, row in (("plan", case), ("write", case), ("sign", plan))]
    few = [asked_by(as_amira, url) for url in urls]
    for n in range(9):
        factories.make_condition(order, f"Not to do this {n}")
        item = factories.make_item(plan, Pillar.MONITORING)
        factories.make_reference(item, ReferenceKind.REGISTER, "ARSO")
    assert [asked_by(as_amira, url) for url in urls] == few


def test_the_changes_of_the_case_name_the_signature(as_amira: Client, case: Case, amira: User):
    factories.make_plan(case, by=amira, state=PlanState.SIGNED, days_ago=2)
    assert "Risk management plan, version 1: signed" in text(as_amira.get(case.get_absolute_url()))
    Plan.objects.update(signed_at=clock.now() - timedelta(days=30))
    assert "version 1: signed" not in text(as_amira.get(case.get_absolute_url()))
