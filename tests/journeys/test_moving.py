"""On a phone: an appointment is moved and cancelled from My day; a contact on the wrong person is started again."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock
from core.calendar import add_working_days
from offenders.models import Case, Contact
from people.models import User
from tests import factories
from tests.journeys.conftest import PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_what_is_arranged_is_moved_and_cancelled(
    open_browser: Callable[..., Page], case: Case, amira: User
) -> None:
    coming = factories.make_contact(
        case,
        type_code="COAP",
        happened_at=clock.now() + timedelta(days=2),
        recorded_at=clock.now() - timedelta(days=1),
        officer=amira.officer,
        author=amira,
    )
    page = open_browser(PHONE)
    sign_in(page, amira)
    is_accessible(page)
    page.get_by_role("link", name="Move what is arranged with Gareth O'Neill").click()
    day = add_working_days(clock.today(), 2)
    page.get_by_role("radio", name="Another day").check()
    for part in ("day", "month", "year"):
        page.locator(f"#id_happened_on_{part}").fill(str(getattr(day, part)))
    page.get_by_label("At", exact=True).first.fill("14:30")
    page.get_by_label("Why?").fill("She starts a job")
    is_accessible(page)
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_role("alert").first).to_contain_text("Choose whether anybody has been told")
    is_accessible(page)
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("How").select_option("By telephone")
    is_accessible(page)
    page.get_by_role("button", name="Move it").click()
    expect(page.get_by_role("status").first).to_contain_text("moved to")
    is_accessible(page)

    page.get_by_role("link", name="Cancel it").click()
    page.get_by_label("Why?").fill("She is ill")
    page.get_by_label("Nobody has been told").check()
    is_accessible(page)
    page.get_by_role("button", name="Cancel it").click()
    expect(page.get_by_text("Cancelled: She is ill")).to_be_visible()
    is_accessible(page)
    assert Contact.objects.last_versions().get(uuid=coming.uuid).version == 3


def test_a_contact_is_voided_and_started_again(
    open_browser: Callable[..., Page], case: Case, amira: User
) -> None:
    right = factories.make_case(surname="Okafor", forenames="Grace", police=amira.officer)
    logged = factories.make_contact(
        case,
        type_code="CTOB",
        officer=amira.officer,
        author=amira,
        notes="Rang about the move.",
        is_sensitive=True,
    )
    page = open_browser(PHONE)
    sign_in(page, amira)
    page.goto(logged.get_absolute_url())
    page.get_by_role("link", name="Void it").click()
    is_accessible(page)
    page.get_by_label("It is about somebody else").check()
    page.get_by_role("button", name="Void it").click()
    expect(page.get_by_role("heading", name="Whose is it?")).to_be_visible()
    page.get_by_label("Name, alias, date of birth or CRN").fill("okafor")
    page.get_by_role("button", name="Find").click()
    is_accessible(page)
    page.get_by_role("link", name="Grace Okafor").click()
    expect(page.locator("#id_notes")).to_have_value("Rang about the move.")
    expect(page.get_by_label("Sensitive")).to_be_checked()
    is_accessible(page)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("saved")
    assert Contact.objects.current().get().case == right
    page.goto(f"/cases/{case.uuid}/contacts/")
    expect(page.get_by_text("Voided: It is about somebody else")).to_be_visible()
    is_accessible(page)
