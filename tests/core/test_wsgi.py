"""What is refused before Django makes a request of it."""

import io

import pytest

from core.wsgi import text_only


def status_of(content_type: str) -> str:
    seen = []

    def application(environ: dict, start_response: object) -> list[bytes]:
        start_response("200 OK", [])
        return [b"read"]

    environ = {"CONTENT_TYPE": content_type, "wsgi.input": io.BytesIO()}
    list(text_only(application)(environ, lambda status, headers: seen.append(status)))
    return seen[0]


@pytest.mark.parametrize("charset", ["hex", "base64", "rot13", "zip", "uu"])
def test_a_codec_of_bytes_is_400(charset: str) -> None:
    assert status_of(f"text/plain; charset={charset}") == "400 Bad Request"


@pytest.mark.parametrize(
    "content_type",
    ["", "text/plain", "text/html; charset=utf-8", "a; charset=no-such-thing", ";;;"],
)
def test_all_else_is_the_applications(content_type: str) -> None:
    assert status_of(content_type) == "200 OK"
