"""A contact as an officer logs it: found from My day, written in half a minute, put right the day after."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Page, expect

from core import clock
from offenders.models import Case, Contact
from people.models import User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

Open = Callable[..., Page]


@pytest.fixture
def overdue(case: Case, amira: User) -> Case:
    """Something in every group of My day."""
    on, at = clock.today(), clock.now()
    factories.make_deadline(case, on - timedelta(days=12))
    factories.make_flag(case, on - timedelta(days=12))
    other = factories.make_case(surname="Novák", forenames="Zoltán", police=amira.officer)
    factories.make_deadline(other, on + timedelta(days=3))
    past = at - timedelta(days=14)
    factories.make_contact(other, type_code="COAP", happened_at=past, officer=amira.officer)
    factories.make_contact(
        case, type_code="CTOB", happened_at=past, officer=amira.officer, is_sensitive=True
    )
    return case


def log_page(page: Page, case: Case) -> None:
    page.goto(f"/cases/{case.uuid}/contacts/log/")


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_from_my_day_to_the_timeline_and_a_correction(
    open_browser: Open, overdue: Case, amira: User, size: dict[str, int]
):
    page = open_browser(size)
    sign_in(page, amira)
    expect(page.get_by_role("heading", name="Overdue")).to_contain_text("1")
    is_accessible(page)
    page.get_by_label("Find a person").fill("o'neill")
    page.get_by_role("button", name="Log a contact").click()
    expect(page.get_by_role("heading", name="Log a contact")).to_be_visible()
    is_accessible(page)
    page.get_by_label("Phone Contact to the person").check()
    page.get_by_role("textbox", name="Notes").fill("Rang back. He's <b>moved</b>.")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Contact saved")
    new = page.locator(".app-contact--new")
    expect(new).to_contain_text("He's <b>moved</b>.")
    is_accessible(page)
    new.get_by_role("link", name="Phone Contact to the person").click()
    page.get_by_role("button", name="Correct this").click()
    is_accessible(page)
    page.get_by_label("Why are you correcting this?").fill("Wrong words")
    page.get_by_role("textbox", name="Notes").fill("Rang back. He is moving.")
    page.get_by_role("button", name="Save the correction").click()
    expect(page.get_by_text("Wrong words")).to_be_visible()
    expect(page.locator("ins")).to_have_text("Rang back. He is moving.")
    expect(page.locator("del")).to_have_text("Rang back. He's <b>moved</b>.")
    is_accessible(page)


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_pages_to_read_are_accessible(
    open_browser: Open, overdue: Case, amira: User, size: dict[str, int]
):
    page = open_browser(size)
    sign_in(page, amira)
    for address in (
        "/cases/",
        "/cases/?due=overdue&risk=police:high",
        "/cases/?q=nobody",
        f"/cases/{overdue.uuid}/",
        f"/cases/{overdue.uuid}/contacts/",
        f"/cases/{overdue.uuid}/contacts/?q=nothing",
        f"/cases/{overdue.uuid}/record/",
        f"/cases/{overdue.uuid}/appointments/arrange/",
        "/cases/00000000-0000-4000-8000-000000000000/",
        "/audit/",
    ):
        page.goto(address)
        is_accessible(page)


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_auditor_reads_the_log(
    open_browser: Open, overdue: Case, amira: User, gwen: User, size: dict[str, int]
):
    looking = open_browser(size)
    sign_in(looking, amira)
    looking.goto(f"/cases/{overdue.uuid}/")
    page = open_browser(size)
    page.goto("/sign-in/")
    is_accessible(page)
    sign_in(page, gwen)
    page.get_by_label("CRN").fill(overdue.crn)
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("holds the case").first).to_be_visible()
    is_accessible(page)


def test_questions_appear_as_the_answers_call_for_them(
    open_browser: Open, overdue: Case, amira: User
):
    page = open_browser(PHONE)
    sign_in(page, amira)
    log_page(page, overdue)
    ended = page.get_by_role("group", name="How did it end?")
    action = page.get_by_label("What are you doing about it?")
    page.get_by_label("Phone Contact from the person").check()
    expect(ended).to_be_hidden()
    page.get_by_label("Planned Office Visit").check()
    expect(ended).to_be_visible()
    expect(action).to_be_hidden()
    page.get_by_label("Failed to Attend").check()
    expect(action).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    problem = page.get_by_role("alert").get_by_role("link")
    expect(problem).to_contain_text("needs an action")
    is_accessible(page)
    problem.click()
    expect(action).to_be_focused()
    action.select_option(label="First Warning Letter Sent")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("An answer is due by")


def test_every_error_leads_to_its_field(open_browser: Open, overdue: Case, amira: User):
    page = open_browser(PHONE)
    sign_in(page, amira)
    log_page(page, overdue)
    page.get_by_role("radio", name="Another day").check()
    page.get_by_label("Day", exact=True).fill("31")
    page.get_by_label("Month").fill("2")
    page.get_by_label("Year").fill("2026")
    page.get_by_label("At", exact=True).fill("25:99")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page).to_have_title(re.compile("^Error: "))
    is_accessible(page)
    landed = []
    for link in page.get_by_role("alert").get_by_role("link").all():
        link.click()
        landed.append(page.evaluate("document.activeElement.id"))
    assert landed == ["id_type", "id_happened_on_day", "id_happened_time"]


def test_half_a_note_opens_on_another_device(open_browser: Open, overdue: Case, amira: User):
    phone = open_browser(PHONE)
    sign_in(phone, amira)
    log_page(phone, overdue)
    phone.get_by_label("Phone Contact to the person").check()
    phone.get_by_role("textbox", name="Notes").fill("Half a note")
    expect(phone.get_by_text("Draft kept at")).to_be_visible(timeout=5000)
    desk = open_browser(DESK)
    sign_in(desk, amira)
    log_page(desk, overdue)
    expect(desk.get_by_role("textbox", name="Notes")).to_have_value("Half a note")
    expect(desk.get_by_label("Phone Contact to the person")).to_be_checked()
    is_accessible(desk)
    desk.get_by_role("button", name="Discard it").click()
    expect(desk.get_by_role("textbox", name="Notes")).to_have_value("")


def test_without_javascript_everything_works(open_browser: Open, overdue: Case, amira: User):
    page = open_browser(PHONE, java_script_enabled=False)
    sign_in(page, amira)
    log_page(page, overdue)
    page.get_by_label("Planned Office Visit").check()
    page.get_by_label("Another outcome").check()
    page.get_by_label("Which other outcome").select_option(label="Acceptable Absence - Medical")
    page.get_by_role("button", name="Save and arrange next").click()
    expect(page.get_by_role("heading", name="Arrange an appointment")).to_be_visible()
    page.get_by_label("Planned Office Visit").check()
    page.get_by_label("Tomorrow").check()
    page.get_by_label("At", exact=True).fill("1030")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Appointment arranged")
    assert Contact.objects.filter(type__code="COAP", case=overdue).count() == 2


def test_by_keyboard_alone(open_browser: Open, overdue: Case, amira: User):
    page = open_browser(DESK)
    sign_in(page, amira)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_label("Find a person")).to_be_focused()
    page.keyboard.type("O'Neill")
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Log a contact")).to_be_visible()
    page.locator("#id_type").focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#id_type-2")).to_be_checked()


# The browser's own clock, which can be put forward.
CLOCK = (
    "const real = Date.now.bind(Date); window.ahead = 0; Date.now = () => real() + window.ahead;"
)


def test_a_warning_comes_before_the_session_ends(open_browser: Open, overdue: Case, amira: User):
    page = open_browser(PHONE)
    sign_in(page, amira)
    page.add_init_script(CLOCK)
    page.goto(f"/cases/{overdue.uuid}/")
    page.evaluate("window.ahead = 13.5 * 60 * 1000")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    is_accessible(page)
    stay = dialog.get_by_role("button", name="Stay signed in")
    expect(stay).to_be_focused()
    stay.click()
    expect(dialog).to_be_hidden()


def test_the_warning_waits_for_somebody_while_the_cursor_stands_in_a_note(
    open_browser: Open, overdue: Case, amira: User
):
    """The note loses the cursor to the warning and is kept as a draft: nobody did that, and it renews nothing."""
    page = open_browser(PHONE)
    sign_in(page, amira)
    page.add_init_script(CLOCK)
    log_page(page, overdue)
    page.get_by_role("textbox", name="Notes").press_sequentially("Half a no")
    expect(page.get_by_text("Draft kept at")).to_be_visible(timeout=5000)
    page.get_by_role("textbox", name="Notes").press_sequentially("te")
    seen = Session.objects.get().get_decoded()["seen_at"]
    with page.expect_response("**/drafts/**") as kept:
        page.evaluate("window.ahead = 13.5 * 60 * 1000")
    assert kept.value.ok
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    page.wait_for_timeout(2500)
    expect(dialog).to_be_visible()
    assert Session.objects.get().get_decoded()["seen_at"] == seen
    with page.expect_request("**/sign-in/**"):
        page.evaluate("window.ahead = 15 * 60 * 1000")


def test_typing_keeps_a_session(open_browser: Open, overdue: Case, amira: User):
    page = open_browser(PHONE)
    sign_in(page, amira)
    page.add_init_script(CLOCK)
    log_page(page, overdue)
    page.evaluate("window.ahead = 12 * 60 * 1000")
    with page.expect_response("**/session/stay/") as stayed:
        page.get_by_role("textbox", name="Notes").press_sequentially("A long note")
    assert stayed.value.ok
    page.evaluate("window.ahead = 14 * 60 * 1000")
    page.wait_for_timeout(1500)
    expect(page.get_by_role("dialog")).to_be_hidden()


def test_the_long_list_of_types_is_searched_by_typing(
    open_browser: Open, overdue: Case, amira: User
):
    """Any part of its words, or of its group's; words of none choose nothing; what was kept comes back with its words."""
    page = open_browser(PHONE)
    sign_in(page, amira)
    log_page(page, overdue)
    page.get_by_label("Something else").check()
    what = page.get_by_label("What else", exact=True)
    what.fill("meet mapp")
    expect(page.get_by_role("option", name="MAPPA Meeting")).to_be_visible()
    is_accessible(page)
    page.keyboard.press("Enter")
    expect(what).to_have_value("MAPPA Meeting")
    chosen = page.locator("select[name=other_type]")
    expect(chosen).to_have_value("CCMM")
    what.fill("no such thing")
    page.keyboard.press("Tab")
    expect(chosen).to_have_value("")
    what.fill("prison")
    page.get_by_role("option", name="Prison Liaison").click()
    expect(chosen).to_have_value("C202")
    with page.expect_response(lambda sent: "C202" in (sent.request.post_data or "")):
        page.get_by_role("textbox", name="Notes").fill("Rang the wing")
    log_page(page, overdue)
    expect(page.get_by_label("What else", exact=True)).to_have_value("Prison Liaison")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("Prison Liaison")
    assert Contact.objects.filter(type__code="C202", case=overdue).count() == 1


def test_above_a_form_on_a_phone_the_banner_is_one_line_that_unfolds(
    open_browser: Open, overdue: Case, amira: User
):
    for options in ({}, {"java_script_enabled": False}):
        page = open_browser(PHONE, **options)
        sign_in(page, amira)
        log_page(page, overdue)
        officers = page.locator(".app-identity__officers")
        expect(officers).to_be_hidden()
        first = page.get_by_role("radio").first.bounding_box()
        assert first is not None
        assert first["y"] < 400
        page.get_by_role("link", name="More about").click()
        expect(officers).to_be_visible()
