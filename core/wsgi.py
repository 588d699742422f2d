"""What must be refused before Django makes a request of it."""

import codecs
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
HEADERS = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Cache-Control", "no-store"),
    ("Content-Security-Policy", "default-src 'none'"),
    ("X-Content-Type-Options", "nosniff"),
]


def text_only(application: Application) -> Application:
    """400 for a charset that is a codec of bytes (hex, rot13): Django's request fails on it as a whole."""

    def guarded(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not _is_charset_of_text(environ.get("CONTENT_TYPE", "")):
            start_response("400 Bad Request", HEADERS)
            return [b"That could not be read: send it as UTF-8."]
        return application(environ, start_response)

    return guarded


def _is_charset_of_text(content_type: str) -> bool:
    _, parameters = parse_header_parameters(content_type)
    try:
        codecs.lookup(parameters.get("charset", "utf-8"))
    except LookupError:
        return True  # Django ignores what Python does not know
    try:
        "".encode(parameters.get("charset", "utf-8"))
    except LookupError:
        return False
    return True
