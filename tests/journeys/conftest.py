"""A real Chromium, on a phone and on a desk, with an accessibility check for every page and state."""

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, expect

from people.models import User
from tests.factories import PASSWORD

# Playwright's own loop would make Django refuse every query in the same thread.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}
SECONDS_TO_ANSWER = 10
# A machine that does other things needs longer than the five seconds of Playwright to answer a save.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    named = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
    return {"executable_path": named, "args": [*quiet, *as_root]}


OTHERS = """
    FROM pg_stat_activity
   WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""


@pytest.fixture(scope="session")
def server_has_left(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The test database can be dropped once the server's threads have closed their connections, after the browser."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for _ in range(30):
            cursor.execute(f"SELECT count(*) {OTHERS}")
            if cursor.fetchone() == (0,):
                return
            time.sleep(0.1)
        cursor.execute(f"SELECT pg_terminate_backend(pid) {OTHERS}")


@pytest.fixture(scope="session")
def own_connection(
    server_has_left: None, browser: Browser, django_db_blocker: Any
) -> Iterator[None]:
    """Playwright's loop runs in this thread, and under a loop Django has a connection apart: closed with it."""
    yield
    with django_db_blocker.unblock():
        connection.close()


@pytest.fixture
def open_browser(
    own_connection: None, browser: Browser, live_server: Any
) -> Iterator[Callable[..., Page]]:
    """A fresh browser: `open_browser(PHONE)`; what the console complains of fails the test.

    Where a journey cuts the connection, of which the console complains as it must: `complains=False`.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def opened(viewport: dict[str, int], *, complains: bool = True, **options: Any) -> Page:
        context = browser.new_context(viewport=viewport, base_url=live_server.url, **options)
        contexts.append(context)
        page = context.new_page()
        if complains:
            page.on("console", lambda message: _keep(complaints, message))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    _wait_for_server()
    assert not complaints


def _wait_for_server() -> None:
    """A page sends its draft as it closes: the database is emptied only after that has been answered."""
    until = time.monotonic() + SECONDS_TO_ANSWER
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(max(until - time.monotonic(), 0))


def _keep(complaints: list[str], message: Any) -> None:
    # The browser calls an answer of 4xx an error; the journey that provokes one looks at the page instead.
    if message.type in {"error", "warning"} and "status of 4" not in message.text:
        complaints.append(message.text)


def sign_in(page: Page, user: User) -> None:
    page.goto("/sign-in/")
    page.get_by_label("E-mail").fill(user.email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    # A key pressed before the next page is there would be lost with this one.
    page.wait_for_url(lambda url: "/sign-in/" not in url)


def is_accessible(page: Page) -> None:
    """No violation that axe finds, and nothing wider than the screen."""
    # Right after a tap the old page may be gone and the new one not there yet.
    page.wait_for_load_state()
    page.wait_for_function("document.body !== null")
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    wider = page.evaluate(
        "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    )
    assert not wider, f"{page.url} scrolls sideways"
