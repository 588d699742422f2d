"""A manager's round: a case to review, a level to countersign, a record to score, a flag that nobody answered."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from caseloads.models import Countersignature, ManagerReview, SampleItem
from core import clock
from core.calendar import in_full
from offenders.models import Case
from people.models import Team, User
from tests import factories
from tests.factories.oversight import EVIDENCE
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def waiting(case: Case, farah: User, nadia: User) -> Case:
    """Everything that can wait for a manager of probation, about one person."""
    on, now = clock.today(), clock.now()
    long_ago = on - timedelta(days=100)
    Team.objects.update(created_on=long_ago)
    Case.objects.update(created_on=long_ago)
    case.risk_assessments.update(assessed_on=long_ago)
    factories.record_level(case, farah, "very_high", recorded_at=now, assessed_on=long_ago)
    contact = factories.make_contact(case, type_code="CRCO", officer=farah.officer)
    factories.make_sample(nadia, contact)
    factories.make_flag(case, long_ago, kind="contact", raised_at=now - timedelta(days=60))
    factories.work_out(case)
    return case


def test_a_managers_round(
    waiting: Case, farah: User, nadia: User, open_browser: Callable[..., Page]
) -> None:
    desk = open_browser(DESK)
    sign_in(desk, nadia)
    desk.get_by_role("link", name="Oversight").click()
    expect(desk.get_by_text(re.compile(r"Not answered for \d+ working days"))).to_be_visible()
    expect(desk.get_by_text("0 of 1")).to_be_visible()
    is_accessible(desk)

    desk.get_by_role("link", name=re.compile("^Review the case")).click()
    is_accessible(desk)
    desk.get_by_role("button", name="Save the review").click()
    is_accessible(desk)
    for name, words in EVIDENCE.items():
        desk.locator(f"#id_{name}").fill(words)
    desk.get_by_label("It goes on, and the officer is asked for something").check()
    desk.get_by_label("What should the officer do?").fill("Say who else was asked")
    day = clock.today() + timedelta(days=5)
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        desk.locator(f"[name=answer_by_{part}]").fill(str(value))
    desk.get_by_role("button", name="Save the review").click()
    expect(desk.get_by_text("Reviewed.")).to_be_visible()
    is_accessible(desk)
    assert ManagerReview.objects.get().agency == "probation"

    desk.get_by_role("link", name="Oversight").click()
    desk.get_by_role("link", name=re.compile("^Read and countersign")).click()
    is_accessible(desk)
    desk.locator("#id_words").fill("Read beside the last OASys")
    desk.get_by_label("Countersign it").check()
    desk.get_by_role("button", name="Save", exact=True).click()
    expect(desk.get_by_text("Countersigned.")).to_be_visible()
    assert Countersignature.objects.exists()

    desk.get_by_role("link", name=nadia.officer.name, exact=True).click()
    is_accessible(desk)
    desk.get_by_role("link", name=re.compile("^Read and score")).click()
    is_accessible(desk)
    for mark in desk.get_by_label("Partly").all():
        mark.check()
    for evidence in desk.get_by_label("What shows it?").all():
        evidence.fill("One line on the day, none on the risk")
    desk.get_by_role("button", name="Save the score").click()
    expect(desk.get_by_text("Scored. It is on the timeline")).to_be_visible()
    is_accessible(desk)
    assert SampleItem.objects.get().scored_by == nadia

    phone = open_browser(PHONE)
    sign_in(phone, farah)
    expect(phone.get_by_role("heading", name="Your supervisor asks")).to_be_visible()
    phone.get_by_role("link", name=re.compile("^Answer for")).click()
    expect(phone.get_by_text(f"By {in_full(day)}")).to_be_visible()
    is_accessible(phone)
    phone.get_by_label("What have you done?").fill("Rang the school.")
    phone.get_by_role("button", name="Send the answer").click()
    expect(phone.get_by_text("Answered. Nadia Roy reads it on this page.")).to_be_visible()
    is_accessible(phone)
