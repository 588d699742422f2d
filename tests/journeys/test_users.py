"""An administrator gives somebody a sign-in; they use it; both are told when they may not."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from core import clock
from people.models import User
from tests import factories
from tests.journeys.conftest import DESK, PHONE, is_accessible, sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_from_no_account_to_my_day(
    size: dict[str, int], open_browser: Callable[..., Page], hal: User, amira: User
) -> None:
    factories.make_officer("Nora Quist", team=amira.officer.team, code="N77")
    page = open_browser(size)
    sign_in(page, hal)
    page.goto("/users/")
    is_accessible(page)
    page.get_by_role("button", name="Add a user").click()
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Enter name")
    is_accessible(page)

    page.get_by_label("Name").fill("Nora Quist")
    page.get_by_label("E-mail address").fill("nora@example.org")
    page.get_by_label("Officer", exact=True).check()
    page.get_by_label("Which officer are they?").select_option(
        "Nora Quist, Detective constable, Public Protection East (N77)"
    )
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Password of Nora Quist")
    is_accessible(page)
    password = page.locator("strong").first.inner_text()

    page.get_by_role("link", name="Back to users").click()
    page.get_by_role("link", name="Nora Quist").click()
    is_accessible(page)
    page.goto("/cases/")
    expect(page.get_by_role("heading", level=1)).to_have_text("You cannot do this")
    is_accessible(page)

    hers = open_browser(size)
    hers.goto("/cases/")
    is_accessible(hers)
    hers.get_by_label("E-mail").fill("nora@example.org")
    hers.get_by_label("Password", exact=True).fill("wrong")
    hers.get_by_role("button", name="Sign in").click()
    expect(hers.get_by_role("alert")).to_contain_text("do not belong together")
    is_accessible(hers)
    hers.get_by_label("Password", exact=True).fill(password)
    hers.get_by_role("button", name="Sign in").click()
    _choose_a_password(hers, password)
    expect(hers).to_have_url(re.compile("/cases/$"))
    expect(hers.get_by_role("status").first).to_contain_text("Your password was changed")
    is_accessible(hers)
    hers.get_by_role("button", name="Sign out").click()
    expect(hers.get_by_role("heading", level=1)).to_have_text("Sign in to Caseload")


def _choose_a_password(page: Page, given: str) -> None:
    """Nothing else opens before; the new one can be looked at."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Change your password")
    expect(page.get_by_role("status").first).to_contain_text("an administrator gave you")
    is_accessible(page)
    page.get_by_label("Current password", exact=True).fill("wrong")
    page.get_by_label("New password", exact=True).fill("too short")
    page.get_by_role("button", name="Change").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter a new password of at least 12")
    is_accessible(page)
    page.get_by_label("Current password", exact=True).fill(given)
    new = page.get_by_label("New password", exact=True)
    new.fill("three other invented words")
    page.get_by_role("button", name="Show new password").click()
    expect(new).to_have_attribute("type", "text")
    is_accessible(page)
    page.get_by_role("button", name="Change").click()


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_what_a_user_is_given_and_loses_without_scripts(
    size: dict[str, int], open_browser: Callable[..., Page], hal: User, lars: User, amira: User
) -> None:
    page = open_browser(size, java_script_enabled=False)
    sign_in(page, hal)
    page.goto(lars.get_absolute_url())
    page.get_by_role("link", name="Give cover of somebody").click()
    page.get_by_role("button", name="Give", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the last day")
    _wide_enough(page)
    page.get_by_label("Who is away?").select_option(label=_officer_words(amira))
    page.get_by_role("radio", name="Today").check()
    last = clock.today() + timedelta(days=20)
    for part in ("day", "month", "year"):
        page.locator(f"[name=last_day_{part}]").fill(str(getattr(last, part)))
    page.get_by_label("Why are they away?").fill("Annual leave")
    page.get_by_role("button", name="Give", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("covers Amira Khan: given from")
    _wide_enough(page)
    page.get_by_role("link", name="End Covers Amira Khan").click()
    page.get_by_role("radio", name="Today").check()
    page.get_by_label("Why?").fill("Back early")
    page.get_by_role("button", name="End", exact=True).click()
    expect(page.get_by_role("status").first).to_contain_text("ended now")
    page.get_by_role("link", name="roles and permissions").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Roles and permissions")
    _wide_enough(page)


def test_a_role_is_given_by_keyboard_alone(
    open_browser: Callable[..., Page], hal: User, amira: User
) -> None:
    page = open_browser(DESK)
    sign_in(page, hal)
    page.goto(amira.get_absolute_url())
    is_accessible(page)
    _tab_to(page, "Give a role")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Give a role")
    is_accessible(page)
    _tab_to(page, "Officer")
    page.keyboard.press("ArrowDown")  # to the second role: Supervisor
    _tab_to(page, "Today")
    page.keyboard.press("Space")
    _tab_to(page, "Why?")
    page.keyboard.type("Acts up from today")
    _tab_to(page, "Give")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("Supervisor: given from")
    expect(page.get_by_text("They supervise no team")).to_be_visible()
    is_accessible(page)
    page.goto("/users/roles/")
    is_accessible(page)


FOCUSED = """() => {
  const at = document.activeElement;
  const label = at.labels && at.labels.length ? at.labels[0] : at;
  return label.textContent.trim();
}"""


def _tab_to(page: Page, words: str) -> None:
    """Press Tab until what is called so has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate(FOCUSED).startswith(words):
            return
    pytest.fail(f"Tab does not come to {words}")


def _wide_enough(page: Page) -> None:
    wider = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    assert not wider, f"{page.url} scrolls sideways"


def _officer_words(user: User) -> str:
    officer = user.officer
    return f"{officer.name}, {officer.get_grade_display()}, {officer.team} ({officer.code})"


@pytest.mark.parametrize(
    "name", ["Amira Khan", "Wilhelmina-Alexandra Featherstonehaugh-Cholmondeley"]
)
def test_the_way_to_one_s_own_password_fits_a_narrow_screen(
    name: str, open_browser: Callable[..., Page], amira: User
) -> None:
    User.objects.update(name=name)
    page = open_browser({"width": 320, "height": 640})
    sign_in(page, amira)
    page.get_by_role("link", name="change your password").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Change your password")
    is_accessible(page)
    size = page.get_by_role("link", name="change your password").bounding_box()
    assert size
    assert size["height"] >= 44
