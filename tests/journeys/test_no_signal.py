"""Saving without a signal: nothing typed is lost, nothing is saved twice, and nobody else reads it."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, Route, expect

from core import clock
from offenders.models import Case, Contact, Draft
from people.models import Submission, User
from tests import factories
from tests.factories import PASSWORD
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in
from visits.models import Visit

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Open = Callable[..., Page]
NO_SIGNAL = "No signal: it will be saved as soon as there is one."
WORDS = "Met at the bridge, he's calm. Ærø & <b>Łódź</b>"
SOON = 15_000


@pytest.fixture
def page(open_browser: Open, amira: User, case: Case) -> Page:
    """Amira on a phone; the browser complains of every request that is cut, and may."""
    page = open_browser(PHONE, complains=False)
    sign_in(page, amira)
    return page


def log_page(page: Page, case: Case) -> None:
    with page.expect_response("**/session/keys/"):
        page.goto(f"/cases/{case.uuid}/contacts/log/")


def write(page: Page, words: str = WORDS) -> None:
    page.get_by_label("Phone Contact to the person").check()
    page.get_by_role("textbox", name="Notes").fill(words)


def save(page: Page) -> None:
    page.get_by_role("button", name="Save", exact=True).click()


def on_device(page: Page) -> dict[str, Any]:
    kept: dict[str, Any] = page.evaluate("({...localStorage})")
    return kept


def is_on_timeline(page: Page) -> None:
    expect(page.locator(".app-contact--new")).to_contain_text(WORDS, timeout=SOON)
    assert [contact.notes for contact in Contact.objects.all()] == [WORDS]
    assert on_device(page) == {}
    assert not Draft.objects.exists()


def test_with_a_signal_it_is_saved_as_ever(page: Page, case: Case):
    log_page(page, case)
    write(page)
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("Contact saved")
    is_on_timeline(page)


def test_cut_before_it_is_saved_once_there_is_a_signal(page: Page, case: Case):
    log_page(page, case)
    page.context.set_offline(True)
    write(page)
    save(page)
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
    expect(page.get_by_role("textbox", name="Notes")).to_have_value(WORDS)
    is_accessible(page)
    (kept,) = on_device(page).values()
    assert "bridge" not in kept
    page.context.set_offline(False)
    is_on_timeline(page)


def test_an_answer_that_was_lost_saves_nothing_twice(page: Page, case: Case):
    """The server had saved it: the same key leads where the first one led."""

    def lose(route: Route) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    log_page(page, case)
    page.route("**/contacts/log/", lose, times=2)
    write(page)
    save(page)
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
    assert Contact.objects.count() == Submission.objects.count() == 1
    is_on_timeline(page)
    assert Submission.objects.count() == 1


def test_a_signal_that_goes_once_it_is_saved_shows_no_page_of_errors(page: Page, case: Case):
    log_page(page, case)
    page.route("**/contacts/?new=*", lambda route: route.abort(), times=2)
    write(page)
    save(page)
    expect(page.get_by_text("Saved. No signal: the next page comes")).to_be_visible()
    is_accessible(page)
    is_on_timeline(page)
    page.go_back()
    expect(page.get_by_role("textbox", name="Notes")).to_have_value("")


def test_what_is_changed_while_it_waits_is_what_is_saved(page: Page, case: Case):
    log_page(page, case)
    page.context.set_offline(True)
    write(page, "Half a")
    save(page)
    page.get_by_role("button", name="Change what you wrote").click()
    page.get_by_role("textbox", name="Notes").fill(WORDS)
    expect(page.get_by_text("No signal: kept on this device")).to_be_visible(timeout=SOON)
    save(page)
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
    page.context.set_offline(False)
    page.get_by_role("button", name="Try now").click()
    is_on_timeline(page)


def test_a_page_that_was_lost_saves_what_it_had_when_it_is_opened_again(page: Page, case: Case):
    log_page(page, case)
    page.context.set_offline(True)
    write(page)
    save(page)
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
    address = page.url
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address)
    is_on_timeline(page)


def test_it_is_saved_from_any_page(page: Page, case: Case):
    log_page(page, case)
    page.context.set_offline(True)
    write(page)
    save(page)
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto("/my-day/")
    expect(page.get_by_text("Saved: Log a contact: Gareth O'Neill, written at")).to_be_visible()
    is_accessible(page)
    page.get_by_role("link", name="See it").click()
    is_on_timeline(page)


def test_a_session_that_ended_asks_to_sign_in_and_then_saves(page: Page, case: Case, amira: User):
    log_page(page, case)
    page.context.set_offline(True)
    write(page)
    save(page)
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
    Session.objects.all().delete()
    page.context.set_offline(False)
    expect(page.get_by_text("You have been signed out.")).to_be_visible(timeout=SOON)
    is_accessible(page)
    page.get_by_role("link", name="Sign in and save it").click()
    page.get_by_label("E-mail").fill(amira.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    is_on_timeline(page)


def test_the_next_user_of_the_device_reads_and_sends_nothing(
    page: Page, case: Case, amira: User, ben: User
):
    log_page(page, case)
    page.context.set_offline(True)
    write(page)
    save(page)
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
    left_open = page.context.new_page()
    Session.objects.all().delete()
    page.close()
    left_open.context.set_offline(False)
    sign_in(left_open, ben)
    log_page(left_open, case)
    expect(left_open.get_by_role("textbox", name="Notes")).to_have_value("")
    assert "bridge" not in left_open.content()
    assert len(on_device(left_open)) == 1
    keys = left_open.evaluate("fetch('/session/keys/').then((answer) => answer.json())")
    opened = left_open.evaluate(OPEN, keys)
    assert opened == "OperationError"
    assert not Contact.objects.exists()
    left_open.get_by_role("button", name="Sign out").first.click()
    sign_in(left_open, amira)
    log_page(left_open, case)
    is_on_timeline(left_open)


OPEN = """
async ({ keys }) => {
  const [name, text] = Object.entries(localStorage)[0];
  const { owner, at, day, iv, sealed } = JSON.parse(text);
  const bytes = (text) => Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
  const bound = new TextEncoder().encode([owner, name.slice("caseload-kept:".length), at, day].join(" "));
  const key = await crypto.subtle.importKey("raw", bytes(new Map(keys).get(day)), "AES-GCM", false, ["decrypt"]);
  const how = { name: "AES-GCM", iv: bytes(iv), additionalData: bound };
  return crypto.subtle.decrypt(how, key, bytes(sealed)).then((text) => new TextDecoder().decode(text), (error) => error.name);
}
"""


def test_its_author_opens_it(page: Page, case: Case):
    """So that the test above is about the key, and not about how it asks."""
    log_page(page, case)
    page.context.set_offline(True)
    write(page)
    save(page)
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
    page.route("**/contacts/log/", lambda route: route.abort())
    page.context.set_offline(False)
    keys = page.evaluate("fetch('/session/keys/').then((answer) => answer.json())")
    assert "Met at the bridge" in page.evaluate(OPEN, keys)


def test_somebody_elses_page_is_not_sent_under_another_name(page: Page, case: Case, ben: User):
    """Amira's page is still open when Ben signs in beside it."""
    log_page(page, case)
    write(page)
    beside = page.context.new_page()
    Session.objects.all().delete()
    sign_in(beside, ben)
    save(page)
    expect(page.get_by_text("Somebody else is signed in here now")).to_be_visible()
    expect(page.get_by_role("textbox", name="Notes")).to_have_count(0)
    assert not Contact.objects.exists()


def test_after_a_day_it_is_gone(page: Page, case: Case):
    log_page(page, case)
    page.context.set_offline(True)
    write(page)
    save(page)
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
    later = page.context.new_page()
    page.close()  # its last try could still be on its way when the signal is back
    later.clock.set_fixed_time(datetime.now(tz=UTC) + timedelta(hours=24))
    later.context.set_offline(False)
    later.goto("/sign-in/")
    later.wait_for_load_state("networkidle")
    assert on_device(later) == {}
    assert not Contact.objects.exists()


def test_what_the_server_finds_wrong_is_on_its_page(page: Page, case: Case):
    log_page(page, case)
    page.get_by_label("Planned Office Visit").check()
    page.get_by_label("Failed to Attend").check()
    page.get_by_role("textbox", name="Notes").fill(WORDS)
    save(page)
    problem = page.get_by_role("alert").get_by_role("link")
    expect(problem).to_contain_text("needs an action")
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.get_by_role("textbox", name="Notes")).to_have_value(WORDS)
    is_accessible(page)
    problem.click()
    page.get_by_label("What are you doing about it?").select_option(
        label="First Warning Letter Sent"
    )
    page.context.set_offline(True)
    save(page)
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
    page.context.set_offline(False)
    is_on_timeline(page)


def test_half_a_note_is_kept_without_a_signal(page: Page, case: Case):
    log_page(page, case)
    page.context.set_offline(True)
    write(page)
    expect(page.get_by_text("No signal: kept on this device")).to_be_visible(timeout=SOON)
    address = page.url
    page.goto("about:blank")
    page.context.set_offline(False)
    page.goto(address)
    expect(page.get_by_text("Above is what you were writing at")).to_be_visible()
    expect(page.get_by_role("textbox", name="Notes")).to_have_value(WORDS)
    is_accessible(page)
    expect(page.get_by_text("Draft kept at")).to_be_visible(timeout=SOON)
    assert on_device(page) == {}
    save(page)
    is_on_timeline(page)


def test_a_visit_at_a_door_without_a_signal(page: Page, case: Case):
    factories.make_address(case)
    with page.expect_response("**/session/keys/"):
        page.goto(f"/cases/{case.uuid}/visits/record/?outcome=not_in")
    page.get_by_label("Confirm who lives here", exact=True).check()
    page.get_by_label("What did you try?").fill(WORDS)
    page.get_by_role("radio", name="One officer").check()
    page.get_by_label("Why one officer is safe").fill("Rang from the street")
    page.context.set_offline(True)
    page.get_by_role("button", name="Save the visit").click()
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
    is_accessible(page)
    page.context.set_offline(False)
    expect(page.get_by_text("Visit recorded: no answer")).to_be_visible(timeout=SOON)
    assert [visit.contact.notes for visit in Visit.objects.all()] == [WORDS]
    assert on_device(page) == {}


def test_an_appointment_and_its_outcome_wait_too(page: Page, case: Case, amira: User):
    """Forms that keep no draft."""
    over = factories.make_contact(
        case, type_code="COAP", happened_at=clock.now() - timedelta(hours=3), officer=amira.officer
    )
    with page.expect_response("**/session/keys/"):
        page.goto(f"/contacts/{over.uuid}/outcome/")
    page.get_by_label("Attended - Complied").check()
    page.get_by_role("textbox", name="Notes").fill(WORDS)
    page.context.set_offline(True)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(".app-contact--new")).to_contain_text(WORDS, timeout=SOON)
    with page.expect_response("**/session/keys/"):
        page.goto(f"/cases/{case.uuid}/appointments/arrange/")
    page.get_by_label("Planned Office Visit").check()
    page.get_by_label("Tomorrow").check()
    page.get_by_label("At", exact=True).fill("10:30")
    page.context.set_offline(True)
    save(page)
    expect(page.get_by_text(NO_SIGNAL)).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_text("Appointment arranged")).to_be_visible(timeout=SOON)
    assert on_device(page) == {}


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_a_session_that_ends_without_a_signal_leaves_no_case_on_the_screen(
    open_browser: Open, case: Case, amira: User, size: dict[str, int]
):
    page = open_browser(size, complains=False)
    sign_in(page, amira)
    page.clock.install()
    log_page(page, case)
    page.context.set_offline(True)
    write(page)
    page.clock.run_for(60_000)
    page.clock.run_for(15 * 60_000)
    expect(page.get_by_text("You have been signed out, and there is no signal")).to_be_visible()
    assert "Neill" not in page.content()
    page.context.set_offline(False)
    page.clock.run_for(10_000)
    page.wait_for_url(lambda url: "/contacts/log/" in url)
