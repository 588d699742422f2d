"""What stands around Django: no header or body is a 500, every answer carries the headers, every refusal a row."""

import encodings
import io
import pkgutil
from collections.abc import Iterator

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from audit.models import Event
from core.wsgi import HEADERS, UNREADABLE, text_only, with_headers
from people.models import User

Answer = tuple[int, dict[str, str], str]
CODECS = sorted({module.name for module in pkgutil.iter_modules(encodings.__path__)})


def marked(content_type: str) -> bool:
    """Whether the request goes on as one that could not be read."""
    seen: list[dict] = []

    def application(environ: dict, start_response: object) -> list[bytes]:
        seen.append(environ)
        return [b"read"]

    list(text_only(application)({"CONTENT_TYPE": content_type}, lambda *rest: None))
    return UNREADABLE in seen[0]


@pytest.mark.parametrize("charset", ["hex", "base64", "rot13", "zip", "uu", "undefined", "idna"])
def test_a_codec_that_is_not_of_text_is_marked(charset: str) -> None:
    assert marked(f"text/plain; charset={charset}")


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "text/html; charset=utf-8", "a; charset=no-such-thing", ";;;"],
)
def test_all_else_goes_on_as_it_is(content_type: str) -> None:
    assert not marked(content_type)


# The whole application ---------------------------------------------------------------------------------


@pytest.fixture
def _one_connection(db: None) -> Iterator[None]:
    """A real request would close the connection in whose transaction the test runs."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def ask(path: str = "/sign-in/", body: bytes = b"", **headers: str) -> Answer:
    """One request as a WSGI server passes it on."""
    environ = {
        "REQUEST_METHOD": "POST" if body else "GET",
        "PATH_INFO": path.partition("?")[0],
        "QUERY_STRING": path.partition("?")[2],
        "SERVER_NAME": "testserver",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "192.0.2.7",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.input": io.BytesIO(body),
        "wsgi.url_scheme": "http",
        "wsgi.errors": io.StringIO(),
    } | headers
    started: list = []
    chunks = with_headers(text_only(WSGIHandler()))(
        environ, lambda status, headers: started.append((int(status[:3]), dict(headers)))
    )
    text = b"".join(chunks).decode()
    chunks.close()
    return (*started[0], text)


KINDS = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
FORMS = ["charset={}", 'charset="{}"', "charset*={}", "charset*=utf-8''{}"]
CHARSETS = [
    "undefined",
    "idna",
    "punycode",
    "utf-7",
    "raw_unicode_escape",
    "é",
    "%00",
    "a" * 3_000,
    "../etc",
    "\ud800",
    "",
    '"',
]


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("form", FORMS)
def test_no_charset_is_a_500_and_each_has_a_row(kind: str, form: str) -> None:
    """Every codec that this Python has, written the plain way; the odd ones in every way."""
    assert "undefined" in CODECS
    for charset in [*CHARSETS, *(CODECS if (kind, form) == (KINDS[0], FORMS[0]) else [])]:
        for body in (b"", b"email=%2B2AA-&password=x"):
            status, headers, _ = ask(
                "/sign-in/?next=%2B2AA-", body, CONTENT_TYPE=f"{kind}; {form.format(charset)}"
            )
            assert status in {200, 400, 403}, (charset, body)
            assert headers.keys() >= HEADERS.keys(), charset
            assert Event.objects.get(request_id=headers["X-Request-ID"]).status == status


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("charset", ["undefined", "idna", "punycode", "rot13", "utf-7", "utf_16"])
def test_a_foreign_charset_is_a_400_page_and_a_row(charset: str) -> None:
    status, _, page = ask(
        "/sign-in/?q=Ahmed", b"email=a&password=b", CONTENT_TYPE=f"text/plain; charset={charset}"
    )
    assert (status, "That could not be read" in page) == (400, True)
    row = Event.objects.get()
    assert (row.status, row.outcome, row.address) == (400, "invalid", "192.0.2.7")
    assert row.asked == {"unreadable": "yes"}


ODD_TYPES = [
    "multipart/form-data",
    "multipart/form-data; boundary=",
    "multipart/form-data; boundary=\xe9",
    "multipart/form-data; boundary=" + "x" * 300,
    "multipart/form-data; boundary*=undefined''x",
    "multipart/form-data; boundary*=hex''x",
    "multipart/form-data; boundary*=x",
    "multipart/form-data; boundary*=utf-8''%ff%00",
    "multipart/form-data; boundary=x; charset=undefined",
    "application/x-www-form-urlencoded; charset*=''",
    "text/plain; charset*=undefined''utf-8",
    "text/plain; charset*=a'b",
    "; = ;;",
    "/",
]
PART = b"--x\r\nContent-Disposition: form-data; "
BODIES = [
    b"--x\r\nbroken",
    b"--x\r\n" + b"A: b\r\n" * 3_000 + b"\r\nq\r\n--x--\r\n",
    PART + b'name="a"\r\nContent-Type: text/plain; charset=undefined\r\n\r\nq\r\n--x--\r\n',
    PART
    + b'name="a"; filename="f"\r\nContent-Type: a/b; charset*=undefined\'\'x\r\n\r\nq\r\n--x--\r\n',
    PART + b"name*=undefined''abc\r\n\r\nq\r\n--x--\r\n",
    PART + b"name*=hex''abc\r\n\r\nq\r\n--x--\r\n",
    PART + b"name*=utf-7''%2B2AA-\r\n\r\nq\r\n--x--\r\n",
    PART + b'name="a"; filename="\x00"\r\n\r\nq\r\n--x--\r\n',
    PART + b'name="a"\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!\r\n--x--\r\n',
    b"\xed\xa0\x80",
    b"a=%ED%A0%80&%=%&%uD800=%25%30%30",
    b"a=%00",
]


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("content_type", [*ODD_TYPES, *KINDS])
def test_no_broken_form_is_a_500(content_type: str) -> None:
    for body in BODIES:
        status, headers, _ = ask("/sign-in/", body, CONTENT_TYPE=content_type)
        assert status in {200, 400, 403}, body
        assert headers.keys() >= HEADERS.keys()
        assert Event.objects.filter(request_id=headers["X-Request-ID"]).exists()


ADDRESSES = [
    "/\0/",
    "/%00/",
    "/%25%30%30/",
    "/\xed\xa0\x80/",
    "/sign-in/?next=%ED%A0%80",
    "/sign-in/?next=%2500",
    "/sign-in/?%00",
    "/sign-in/?" + "a" * 4_001,
    "/sign-in/?" + "&".join(f"a{n}=" for n in range(600)),
    "//evil",
    "/a" * 2_000,
]


@pytest.mark.usefixtures("_one_connection")
@pytest.mark.parametrize("path", ADDRESSES)
def test_no_address_is_a_500_and_each_has_a_row(path: str) -> None:
    status, headers, _ = ask(path)
    assert status in {200, 400, 404}
    assert headers.keys() >= HEADERS.keys()
    assert Event.objects.get().status == status


@pytest.mark.usefixtures("_one_connection")
def test_a_foreign_host_is_a_400_with_headers_and_a_row() -> None:
    status, headers, _ = ask(HTTP_HOST="evil.example")
    assert (status, Event.objects.get().status) == (400, 400)
    assert headers.keys() >= HEADERS.keys()


# Static files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/assets/nothing.css", "/assets/", "/assets/../sign-in/"])
def test_a_file_that_is_not_there_is_nobodys_page(path: str, as_amira: Client, amira: User) -> None:
    response = as_amira.get(path)
    assert (response.status_code, response["Content-Type"][:10]) == (404, "text/plain")
    assert response["Cache-Control"] == "no-store"
    assert amira.name not in response.content.decode()
    assert not response.cookies


@pytest.mark.usefixtures("_one_connection")
def test_a_static_file_carries_the_headers(settings: object, tmp_path: object) -> None:
    (tmp_path / "app.css").write_text("a{}")  # type: ignore[operator]
    settings.STATIC_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    status, headers, text = ask("/assets/app.css")
    assert (status, text) == (200, "a{}")
    assert headers.keys() >= HEADERS.keys()
    assert "no-store" not in headers["Cache-Control"]


@pytest.mark.usefixtures("_one_connection")
def test_a_page_keeps_its_own_policy(amira: User) -> None:
    _, headers, _ = ask()
    assert "script-src 'self'" in headers["Content-Security-Policy"]
