"""Supervision, training, and support that is an officer's own: planned, held, stated, kept; on a phone, then a desk."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock
from offenders.models import Case
from people.choices import TrainingKind
from people.models import User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
TODAY = clock.today()


def test_planned_talked_about_and_recorded(
    open_browser: Callable[..., Page], case: Case, amira: User, dee: User
) -> None:
    factories.make_deadline(case, TODAY - timedelta(days=12))
    factories.make_agreed(amira.officer, dee.officer)
    factories.make_training(amira.officer, TrainingKind.ARMS, expires_on=TODAY + timedelta(days=30))
    factories.make_stated(amira.officer, TrainingKind.MOSOVO)
    supervisor = open_browser(PHONE)
    sign_in(supervisor, dee)
    supervisor.goto(f"/officers/{amira.officer.uuid}/supervision/")
    is_accessible(supervisor)
    supervisor.get_by_role("button", name="Plan a session").click()
    supervisor.get_by_label("Tomorrow").check()
    supervisor.get_by_label("At", exact=True).fill("9.30")
    is_accessible(supervisor)
    supervisor.get_by_role("button", name="Save").click()
    expect(supervisor.get_by_role("status").first).to_contain_text("Supervision is planned for")

    officer = open_browser(PHONE)
    sign_in(officer, amira)
    expect(officer.get_by_text("Yours, with Dee Walsh")).to_be_visible()
    is_accessible(officer)
    officer.get_by_role("link", name="Agenda").first.click()
    for words in ("Ask about the course", "12 days overdue", "ARMS training runs out on"):
        expect(officer.get_by_text(words).first).to_be_visible()
    is_accessible(officer)
    officer.set_viewport_size(DESK)
    is_accessible(officer)

    supervisor.set_viewport_size(DESK)
    supervisor.get_by_role("button", name="Record a session").click()
    is_accessible(supervisor)
    supervisor.get_by_label("Today").check()
    supervisor.get_by_label("What was talked about?").fill("Three hard visits")
    supervisor.get_by_role("group", name="Did you offer support?").get_by_label("Yes").check()
    supervisor.get_by_label("What?").first.fill("Go along on Tuesday")
    supervisor.get_by_role("button", name="Save").click()
    expect(supervisor.get_by_role("alert")).to_contain_text("Say by which day")
    is_accessible(supervisor)
    for part, number in (("Day", TODAY.day), ("Month", TODAY.month), ("Year", TODAY.year)):
        supervisor.get_by_role("group", name="Action 1").get_by_label(part).fill(str(number))
    supervisor.get_by_role("button", name="Save").click()
    expect(supervisor.get_by_role("status").first).to_contain_text("The session is recorded.")
    is_accessible(supervisor)
    officer.goto(f"/officers/{amira.officer.uuid}/supervision/")
    expect(officer.get_by_text("Three hard visits")).to_be_visible()
    is_accessible(officer)
    _trained(supervisor, officer, amira)
    _supported(supervisor, officer)


def _trained(supervisor: Page, officer: Page, amira: User) -> None:
    supervisor.goto("/training/")
    is_accessible(supervisor)
    supervisor.get_by_role("link", name="Amira Khan:").click()
    is_accessible(supervisor)
    supervisor.get_by_label("Yes, it counts").check()
    supervisor.get_by_role("button", name="Save").click()
    supervisor.wait_for_url(f"**/officers/{amira.officer.uuid}/training/")
    is_accessible(supervisor)
    supervisor.goto("/training/list/?course=ARMS&state=soon")
    is_accessible(supervisor)
    officer.goto("/my-training/")
    is_accessible(officer)


def _supported(supervisor: Page, officer: Page) -> None:
    officer.set_viewport_size(PHONE)
    officer.goto("/support/")
    officer.get_by_label("What were you offered?").fill("Six hours with a counsellor")
    officer.get_by_role("button", name="Save").click()
    expect(officer.get_by_text("Six hours with a counsellor").first).to_be_visible()
    is_accessible(officer)
    supervisor.goto("/support/shared/")
    expect(supervisor.get_by_text("Nothing is shared with you now.")).to_be_visible()
    officer.get_by_role("button", name="Change or share").click()
    is_accessible(officer)
    officer.get_by_label("Dee Walsh").check()
    officer.get_by_label("4 weeks").check()
    officer.get_by_role("button", name="Share").click()
    expect(officer.get_by_text("Dee Walsh can read it until")).to_be_visible()
    supervisor.reload()
    expect(supervisor.get_by_text("Six hours with a counsellor")).to_be_visible()
    is_accessible(supervisor)
