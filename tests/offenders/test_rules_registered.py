"""What apps register of their pages and facts: said once, by whoever owns it."""

import re
from uuid import UUID

import pytest
from django.urls import reverse

from offenders.models import Case
from offenders.rules import (
    Act,
    Part,
    Reference,
    acts_of,
    add_part,
    all_references,
    case_parts,
    offer_at,
    offered_at,
    page_of,
    refer,
    words_of,
)
from offenders.rules.places import DuplicatePartError
from offenders.rules.references import DuplicateReferenceError
from people.choices import Permission

CASE, KEY = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize("reference", all_references(), ids=lambda reference: reference.model)
def test_every_fact_has_its_article(reference: Reference):
    """A sentence says "Cured by an allocation that was recorded"."""
    article, noun = reference.words.split(" ", 2)[:2]
    assert article == ("an" if re.match("[aeiou]", noun) else "a")


@pytest.mark.parametrize(
    ("ref", "page"),
    [
        ("allocation:7", f"/cases/{CASE}/record/#allocation-7"),
        ("pause:7", f"/cases/{CASE}/record/#pause-7"),
        ("registration:7", f"/cases/{CASE}/record/#registration-7"),
        ("risk:7", f"/cases/{CASE}/record/#risk-7"),
        (f"visit:{KEY}", f"/visits/{KEY}/"),
        (f"interval:{KEY}", f"/cases/{CASE}/visits/#interval"),
        ("import", ""),
        ("", ""),
        ("unheard_of:7", ""),
    ],
)
def test_a_fact_leads_to_its_page(ref: str, page: str):
    assert page_of(ref, CASE) == page


def test_what_nobody_registered_is_said_to_be_gone():
    assert words_of("unheard_of:7") == "a fact that is no longer kept here"


def test_a_name_is_given_once():
    visit = next(each for each in all_references() if each.model == "visit")
    refer(visit)  # again, as when an app is made ready twice
    with pytest.raises(DuplicateReferenceError):
        refer(Reference("visit", "another visit"))
    with pytest.raises(DuplicatePartError):
        add_part(Part(1, "record", "Another", "offenders:record"))


def test_the_parts_of_a_case_stand_in_their_order():
    assert [part.code for part in case_parts()] == [
        "overview",
        "contacts",
        "visits",
        "plan",
        "programmes",
        "mappa",
        "record",
    ]
    assert Case(uuid=CASE).get_absolute_url() == reverse("caseloads:case", args=[CASE])


def test_an_act_is_offered_once():
    act = Act("Do it", "offenders:record", Permission.VIEW_CASE)
    offer_at("a place of this test", act)
    offer_at("a place of this test", act)
    assert offered_at("a place of this test") == (act,)
    assert offered_at("nowhere") == ()


def test_an_upper_floor_answers_for_a_missing_fact():
    assert [act.url_name for act in acts_of("home_visit", "police_officer")] == [
        "caseloads:allocate"
    ]
    (risk,) = acts_of("home_visit", "police_risk_level")
    assert risk.url_name == "offenders:record_risk"
