"""Input that no page can mean is 400 and never 500; nothing but static files is cached."""

import html
from pathlib import Path
from typing import Any

import pytest
from django.forms import PasswordInput
from django.http import UnreadablePostError
from django.test import Client, RequestFactory

from core.http import PASSWORDS, address_of, server_error
from people import forms as people_forms
from people.models import User
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
NUL, SURROGATE = "\0", "%ED%A0%80"

REFUSED_ADDRESSES = [
    ("/%00/", "NUL in the path"),
    ("/sign-in/%00", "NUL at the path's end"),
    ("/sign-in/?next=%00", "NUL in a value"),
    ("/sign-in/?%00=1", "NUL in a name"),
    ("/sign-in/?a=1&a=%00", "NUL in a second value"),
    ("/sign-in/?q=" + "a" * 5_000, "a query longer than any page makes"),
    ("/sign-in/?" + "&".join(f"a{n}=" for n in range(600)), "more fields than any page has"),
]


@pytest.mark.parametrize(("address", "what"), REFUSED_ADDRESSES)
@pytest.mark.parametrize("method", ["get", "post", "head"])
def test_unreadable_addresses_are_400(client: Client, address: str, what: str, method: str) -> None:
    response = getattr(client, method)(address)
    assert response.status_code == 400, what
    assert method == "head" or b"That could not be read" in response.content


@pytest.mark.parametrize(
    "path", ["/%ED%A0%80/", "/%FF%FE/", "/sign-in/?next=%ED%A0%80", "/sign-in/?next=%FF"]
)
def test_bytes_that_are_no_utf8_are_an_ordinary_page_or_none(client: Client, path: str) -> None:
    """Django replaces or escapes them, so what arrives is text."""
    assert client.get(path).status_code in {200, 404}


FORMS = [
    {"email": f"a{NUL}b", "password": "x"},
    {"email": "a", "password": NUL},
    {f"e{NUL}": "a"},
    {"email": "a" * 1_100_000},
    {f"field{n}": "x" for n in range(600)},
]


@pytest.mark.parametrize("data", FORMS, ids=["value", "password", "name", "large", "many"])
@pytest.mark.parametrize("encoded", [True, False], ids=["urlencoded", "multipart"])
def test_unreadable_forms_are_400(client: Client, data: dict[str, str], encoded: bool) -> None:
    if encoded:
        body = "&".join(f"{k}={v}".replace(NUL, "%00") for k, v in data.items())
        response = client.post("/sign-in/", body, content_type="application/x-www-form-urlencoded")
    else:
        response = client.post("/sign-in/", data)
    assert response.status_code == 400


CHARSETS = ["utf-7", "utf-16", "unicode_escape", "raw_unicode_escape", "latin-1"]


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "text/plain"])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_foreign_charset_is_400(client: Client, charset: str, kind: str, method: str) -> None:
    """UTF-7 and its like would make lone surrogates out of ASCII; some codecs give no text at all."""
    response = client.generic(
        method,
        "/sign-in/?next=%2B2AA-",
        b"email=%2B2AA-",
        content_type=f"{kind}; charset={charset}",
    )
    assert response.status_code == 400


def test_a_multipart_form_in_utf_7_is_400(client: Client) -> None:
    body = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n+2AA-\r\n--x--\r\n'
    response = client.post(
        "/sign-in/", body, content_type="multipart/form-data; boundary=x; charset=utf-7"
    )
    assert response.status_code == 400


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "no-such-thing"])
def test_our_own_charset_and_nonsense_that_django_ignores_are_read(
    client: Client, charset: str
) -> None:
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    response = client.generic("POST", "/sign-in/", b"email=a&password=b", content_type=kind)
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (b"", "multipart/form-data"),
        (b"--x\r\n", "multipart/form-data; boundary=\xc3\xa9"),
    ],
)
def test_a_broken_multipart_body_is_never_500(client: Client, body: bytes, kind: str) -> None:
    assert client.post("/sign-in/", body, content_type=kind).status_code in {200, 400}


@pytest.mark.parametrize("cookie", ["caseload_session", "caseload_csrf", "other"])
@pytest.mark.parametrize(
    "value", ["a\0b", '"\\000"', "a" * 4_000, "\xed\xa0\x80", '"\\355\\240\\200"']
)
def test_odd_cookies_are_never_500(client: Client, cookie: str, value: str) -> None:
    response = client.get("/sign-in/", HTTP_COOKIE=f"{cookie}={value}")
    assert response.status_code in {200, 400}


@pytest.mark.parametrize("host", ["evil.example", "a b", "[", "testserver:99999999", ""])
def test_a_foreign_host_is_400(client: Client, host: str) -> None:
    assert client.get("/sign-in/", headers={"host": host}).status_code in {400, 200}
    assert client.get("/sign-in/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND"])
def test_other_methods_are_405(client: Client, method: str) -> None:
    response = client.generic(method, "/sign-in/")
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, POST"


def test_a_get_of_a_post_is_405_with_a_page(client: Client) -> None:
    response = client.get("/sign-out/")
    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert response.content


def test_a_bad_input_does_not_reach_the_sign_in(client: Client, amira: User) -> None:
    response = client.post("/sign-in/", {"email": amira.email, "password": PASSWORD, "next": NUL})
    assert response.status_code == 400
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("address", ["/sign-in/", "/nothing-here/", "/%00", "/health/", "/"])
def test_nothing_of_ours_is_cached(as_amira: Client, address: str) -> None:
    assert as_amira.get(address)["Cache-Control"] == "no-store"


def test_static_files_may_be_cached(client: Client, settings: Any, tmp_path: Path) -> None:
    """With a file of the test's own: nobody has collected the front end where only tests have run."""
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "app.css").write_text("body {}")
    response = client.get("/assets/app.css")
    assert (response.status_code, response.getvalue()) == (200, b"body {}")
    assert "max-age" in response["Cache-Control"]


def test_a_page_that_is_not_there_says_what_to_do(as_amira: Client) -> None:
    response = as_amira.get("/nothing-here/")
    assert response.status_code == 404
    assert b"There is no page here for you" in response.content


@pytest.mark.urls("tests.access.urls")
@pytest.mark.parametrize("view", ["write_and_fail", "abort_and_go_on", "stream"])
def test_what_was_typed_is_on_the_page_of_a_fault(client: Client, view: str) -> None:
    """Whoever found the fault; escaped, and neither passwords nor the form's own machinery."""
    client.raise_request_exception = False
    notes = "Seen by O'Neill and Zolt\u00e1n <script>alert(1)</script>\nSecond line"
    sent = {"notes": notes, "where_seen": "", "form_key": "the-key", "version": "41"}
    secrets = dict.fromkeys(PASSWORDS, "typed secret")
    response = client.post(f"/test/{view}/", sent | secrets)
    page = response.content.decode()
    assert response.status_code == 500
    assert "<script>" not in page
    first, second = notes.split("\n")
    assert first in html.unescape(page)
    assert second in page
    assert "Where seen" not in page, "nothing was typed there"
    for word in ("typed secret", "the-key", "41"):
        assert word not in page


@pytest.mark.urls("tests.access.urls")
def test_a_fault_where_nothing_was_typed_shows_no_empty_list(client: Client) -> None:
    client.raise_request_exception = False
    page = client.get("/test/write_and_fail/").content.decode()
    assert "Something went wrong" in page
    assert "What you wrote" not in page


class Unreadable(RequestFactory):
    """Requests whose connection was lost before the form had come."""

    def request(self, **environ: object) -> object:
        found = super().request(**environ)

        def lost() -> None:
            raise UnreadablePostError("connection lost")

        found._load_post_and_files = lost  # type: ignore[attr-defined]
        return found


def test_the_page_of_a_fault_comes_even_where_the_form_cannot_be_read(
    django_assert_num_queries: object,
) -> None:
    request = Unreadable().post("/", {"notes": "Never came"})
    with django_assert_num_queries(0):  # type: ignore[operator]
        response = server_error(request)
    assert response.status_code == 500
    assert "Something went wrong" in response.content.decode()


def test_no_password_is_asked_for_under_a_name_that_failures_would_show() -> None:
    asked = {
        name
        for form in vars(people_forms).values()
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field.widget, PasswordInput)
    }
    assert asked
    assert asked <= PASSWORDS


def test_health_needs_no_session_and_asks_over_a_connection_of_its_own(
    client: Client, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        response = client.get("/health/")
    assert (response.status_code, response.content) == (200, b"ok")
    assert "X-Request-ID" not in response


HOPS = [
    (0, "10.0.0.1", "1.1.1.1", "10.0.0.1"),
    (1, "10.0.0.1", "6.6.6.6, 1.1.1.1", "1.1.1.1"),
    (2, "10.0.0.1", "6.6.6.6, 1.1.1.1, 10.0.0.2", "1.1.1.1"),
    (1, "10.0.0.1", "", "10.0.0.1"),
    (1, "10.0.0.1", "nonsense", None),
    (0, "", "", None),
    (0, "::1", "", "::1"),
]


@pytest.mark.parametrize(("proxies", "remote", "forwarded", "expected"), HOPS)
def test_the_address_is_the_one_that_our_outermost_proxy_saw(
    proxies: int, remote: str, forwarded: str, expected: str | None, rf: object, settings: object
) -> None:
    """What a client writes into X-Forwarded-For itself stands further left and is not believed."""
    settings.PROXY_COUNT = proxies  # type: ignore[attr-defined]
    headers = {"REMOTE_ADDR": remote} | ({"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {})
    assert address_of(rf.get("/", **headers)) == expected  # type: ignore[attr-defined]
