"""An officer proposes a MAPPA level on a phone, a manager sets it at a desk, the officer says who was told and reviews it."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from core import clock
from mappa.models import Management, MappaReview
from offenders.models import Case
from people.models import User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, sign_in
from tests.journeys.test_screening import looked_at

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_from_proposed_to_reviewed(
    open_browser: Callable[..., Page], amira: User, dee: User, case: Case
):
    factories.make_screening(case, by=amira, screened_on=clock.today())
    phone = open_browser(PHONE)
    sign_in(phone, amira)
    phone.goto(reverse("mappa:mappa", args=[case.uuid]))
    phone.get_by_role("button", name="Propose a level").click()
    phone.get_by_role("button", name="Propose").click()
    expect(phone.get_by_role("alert")).to_contain_text("Choose the level")
    phone.get_by_label("Level 2").check()
    why = phone.get_by_role("checkbox", name="High or very high risk of serious harm")
    expect(why).to_be_visible()
    looked_at(phone, "propose-phone")
    phone.get_by_label("Level 1").check()
    expect(why).to_have_count(0)
    phone.get_by_label("Police", exact=True).check()
    phone.get_by_label("Why this level?").fill("Visits are kept; no other agency is needed.")
    phone.get_by_role("button", name="Propose").click()
    expect(phone.get_by_text("Level 1 is proposed")).to_be_visible()

    desk = open_browser(DESK)
    sign_in(desk, dee)
    desk.goto(reverse("caseloads:oversight"))
    desk.get_by_role("link", name="Decide about the level").first.click()
    desk.get_by_label("Set this level").check()
    looked_at(desk, "decide-desk")
    desk.get_by_role("button", name="Save").click()
    looked_at(desk, "tell-level-desk")
    desk.get_by_role("link", name="Not now").click()
    expect(desk.get_by_text("Nobody told").first).to_be_visible()
    looked_at(desk, "level-part-desk")

    phone.goto(reverse("mappa:record_review", args=[case.uuid]))
    phone.get_by_label("Today").check()
    phone.get_by_label("Risk of serious harm and the assessments behind it").check()
    phone.get_by_label("What was found?").fill("Nothing has changed since the level was set.")
    phone.get_by_label("No change").check()
    looked_at(phone, "review-phone")
    phone.get_by_role("button", name="Save the review").click()
    expect(phone.get_by_text("Nothing has changed since")).to_be_visible()
    looked_at(phone, "level-part-phone")
    assert MappaReview.objects.get().management == Management.objects.get()
    phone.goto(reverse("mappa:leave", args=[case.uuid]))
    looked_at(phone, "leave-phone")


def test_a_coordinators_pages(
    open_browser: Callable[..., Page], omar: User, amira: User, case: Case
):
    factories.make_screening(case, by=amira)
    for size in (PHONE, DESK):
        page = open_browser(size)
        sign_in(page, omar)
        expect(page.get_by_role("heading", name="MAPPA cases")).to_be_visible()
        looked_at(page, f"coordinator-{size['width']}")
        page.get_by_role("link", name="How levels are set here and elsewhere").click()
        looked_at(page, f"consistency-{size['width']}")
        page.goto(reverse("mappa:area_requests"))
        looked_at(page, f"requests-{size['width']}")
        page.goto(reverse("mappa:mappa", args=[case.uuid]))
        looked_at(page, f"coordinators-part-{size['width']}")
        page.get_by_role("button", name="Record who was told").click()
        looked_at(page, f"coordinator-tells-{size['width']}")
