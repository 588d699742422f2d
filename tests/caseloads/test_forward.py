"""Eligible but not put forward, and suitability never worked out: who is in each list, of whom, and that it equals its number."""

import csv
import io
import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caseloads.selectors.where.forward import Forward, forward as of_people
from caseloads.selectors.where.scope import where
from core import clock
from offenders.choices import CaseStatus, SentenceKind
from offenders.models import Case
from people.models import User
from programmes.choices.referral import About, BarrierCode, Decided, ReferralStatus
from programmes.choices.suitability import Pathway
from programmes.models import Barrier, Decision, Override
from programmes.rules.fitting import Length
from programmes.rules.forward import Passed, PutForward, passed_over, share_words
from programmes.rules.start import Referred, Sentence
from tests import factories
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOT, NEVER = Passed.NOT_PUT_FORWARD, Passed.NEVER_WORKED_OUT
ON = date(2026, 11, 20)
BEGAN = date(2026, 6, 1)
COMMUNITY = Sentence("community", BEGAN, None, False, "sentence:1")
REQUIRED = Sentence("community", date(2024, 1, 1), None, True, "sentence:2")


def referred(status: ReferralStatus, on: date) -> Referred:
    return Referred(status, on, Length("Horizon", None), "referral:1")


@pytest.mark.parametrize(
    ("known", "way"),
    [
        ({}, NOT),
        ({"is_suitable": False}, None),
        ({"is_suitable": False, "is_worked_out": False}, NEVER),
        ({"is_worked_out": False, "sentences": (REQUIRED,)}, NEVER),
        ({"sentences": (COMMUNITY, REQUIRED)}, None),
        ({"reasons": (BEGAN - DAY,)}, NOT),
        ({"reasons": (BEGAN,)}, None),
        ({"reasons": (ON,)}, None),
        ({"reasons": (ON + DAY,)}, NOT),
        ({"referrals": (referred(ReferralStatus.AWAITING_ASSESSMENT, BEGAN),)}, None),
        ({"referrals": (referred(ReferralStatus.NOT_SUITABLE, BEGAN),)}, None),
        ({"referrals": (referred(ReferralStatus.WITHDRAWN, BEGAN),)}, NOT),
        ({"referrals": (referred(ReferralStatus.AWAITING_ASSESSMENT, BEGAN - DAY),)}, NOT),
        ({"referrals": (referred(ReferralStatus.AWAITING_ASSESSMENT, ON + DAY),)}, NOT),
    ],
)
def test_who_is_passed_over(known: dict[str, Any], way: Passed | None):
    values = {
        "sentences": (COMMUNITY,),
        "referrals": (),
        "reasons": (),
        "is_suitable": True,
        "is_worked_out": True,
    }
    assert passed_over(PutForward(**values | known), ON) == way


def test_a_share_of_nobody():
    assert share_words(0, 0) == "0 of 0"
    assert share_words(3, 40) == "3 of 40 (8%)"


def in_share(farah: User, name: str, register: str = "ARSO", **fields: Any) -> Case:
    case = factories.make_case(probation=farah.officer, surname=name, sex="M", **fields)
    factories.make_registration(case, register, starts_on=BEGAN)
    factories.make_sentence(case, SentenceKind.COMMUNITY, starts_on=BEGAN)
    return case


def suitable(case: Case, farah: User) -> Case:
    for code, said in {"osp_dc": "high", "sex": 2, "thinking": 2}.items():
        factories.make_score(case, farah, code, said, assessed_on=BEGAN)
    factories.make_score(case, farah, "relationships", 2, assessed_on=BEGAN)
    return case


@pytest.fixture
def cases(farah: User) -> dict[str, Case]:
    """One of everything: in a list, put forward, and outside the share."""
    made = {name: in_share(farah, name) for name in ("Unknown", "Eligible", "Referred", "Reason")}
    made["Anso"] = in_share(farah, "Anso", "ANSO")
    made["Ended"] = in_share(farah, "Ended")
    made["Ended"].sentences.update(ends_on=clock.today())
    made["Closed"] = in_share(farah, "Closed", status=CaseStatus.TERMINATED)
    made["Deregistered"] = in_share(farah, "Deregistered")
    made["Deregistered"].registrations.update(ends_on=clock.today())
    made["Other"] = factories.make_case(probation=farah.officer, surname="Other")
    factories.make_sentence(made["Other"], SentenceKind.COMMUNITY, starts_on=BEGAN)
    for name in ("Eligible", "Referred", "Reason", "Anso", "Ended", "Closed", "Deregistered"):
        suitable(made[name], farah)
    factories.make_referral(made["Referred"], ReferralStatus.AWAITING_ASSESSMENT, referred_on=BEGAN)
    Decision.objects.create(
        case=made["Reason"],
        about=About.NO_WORK,
        decided=Decided.NONE,
        decided_on=BEGAN + DAY,
        note="Too ill to sit in a group",
    )
    Barrier.objects.create(case=made["Eligible"], code=BarrierCode.DISTANCE, starts_on=BEGAN)
    return made


def forward(user: User, *, on: date) -> Forward:
    found = where(user, on=on)
    assert found is not None
    return of_people(found)


def names(user: User, way: Passed, on: date | None = None) -> list[str]:
    return [case.surname for case in forward(user, on=on or clock.today()).cases(way)]


def test_the_lists_and_the_share(cases: dict[str, Case], nadia: User):
    found = forward(nadia, on=clock.today())
    share = Case.objects.filter(pk__in=found.found.serving)
    assert sorted(case.surname for case in share) == [
        "Anso",
        "Eligible",
        "Reason",
        "Referred",
        "Unknown",
    ]
    assert names(nadia, NOT) == ["Anso", "Eligible"]
    assert names(nadia, NEVER) == ["Unknown"]
    assert found.words(NOT) == "Eligible but not put forward: 2 of 5 (40%)"


def test_what_was_decided_counts_in_place_of_the_inputs(cases, farah, nadia):
    for name, decided in (("Unknown", Pathway.HIGH), ("Eligible", Pathway.ALTERNATIVE)):
        Override.objects.create(
            case=cases[name],
            worked_out=Pathway.INCOMPLETE if name == "Unknown" else Pathway.HIGH,
            decided=decided,
            decided_on=clock.today(),
            recorded_by=farah,
            note="So",
        )
    assert names(nadia, NOT) == ["Anso", "Unknown"]
    assert names(nadia, NEVER) == []


def test_as_at_a_day_before_the_referral(cases, nadia):
    cases["Referred"].referrals.update(referred_on=clock.today())
    assert "Referred" in names(nadia, NOT, clock.today() - DAY)
    assert "Referred" not in names(nadia, NOT)


def test_page_number_and_csv_are_the_same(as_nadia: Client, cases, nadia: User):
    url = reverse("caseloads:not_put_forward")
    text = text_of(as_nadia.get(url))
    assert "Eligible but not put forward: 2 of 5 (40%)" in text
    assert "Suitability never worked out: 1 of 5 (20%)" in text
    assert "Distance or travel time, since 1 June 2026" in text
    answer = as_nadia.get(reverse("caseloads:not_put_forward_csv"))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode().lstrip("\ufeff"))))
    assert [row["surname"] for row in rows] == ["Anso", "Eligible"]
    assert rows[1]["officer"] == "F. Aziz"
    listed = as_nadia.get(url, {"list": "unworked"})
    assert "OGRS3, OVP, OSP-DC" in text_of(listed)
    assert as_nadia.get(url, {"list": "nothing"}).status_code == 404


def test_only_what_they_may_see(as_lars: Client, as_farah: Client, cases):
    url = reverse("caseloads:not_put_forward")
    assert "0 of 0" in text_of(as_lars.get(url))
    assert "Nobody is in this list." in text_of(as_lars.get(url))
    assert as_farah.get(url).status_code == 403


def test_tile_list_and_csv_of_a_team_and_a_day(
    as_nadia: Client, cases: dict[str, Case], farah: User, nadia: User
):
    """What the page of everybody says of a team as at a day is what its list and the CSV of it have."""
    left = suitable(in_share(farah, "Left"), farah)
    left.allocations.update(ends_on=clock.today())
    cases["Referred"].referrals.update(referred_on=clock.today())
    assert farah.officer is not None
    team = str(farah.officer.team.uuid)
    yesterday = (clock.today() - DAY).isoformat()
    for asked in ({}, {"team": team}, {"team": "nobody"}, {"team": team, "on": yesterday}):
        page = as_nadia.get(reverse("caseloads:where"), asked).content.decode()
        tiles = re.findall(
            r'href="(/programmes/not-put-forward/[^"]*)">[^<]*: (\d+) of (\d+)[^<]*<', page
        )
        assert len(tiles) == 2, asked
        for url, number, whole in tiles:
            listed = text_of(as_nadia.get(unescape(url)))
            assert f": {number} of {whole}" in listed, url
            answer = as_nadia.get(unescape(url).replace("-forward/", "-forward.csv"))
            rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
            assert len(rows) == int(number), url
    yesterday_too = {"Deregistered", "Ended", "Referred"}
    now, then = (set(names(nadia, NOT, clock.today() - ago)) for ago in (0 * DAY, DAY))
    assert now == {"Anso", "Eligible", "Left"}
    assert then == now | yesterday_too
