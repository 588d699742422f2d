"""What stands around Django: input that its request cannot be made of, and headers that no answer may lack."""

import codecs
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.http import parse_header_parameters

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
# Set where the content type was taken away: core.http.BadInputMiddleware answers 400 to it.
UNREADABLE = "caseload.unreadable"
# For answers whose page brings none of its own: static files, and refusals before any middleware has run.
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def text_only(application: Application) -> Application:
    """Hide a content type over which Django's request would fail as a whole, before anything could answer.

    Charsets that are codecs of bytes (hex), of nothing (undefined) or of names only (idna), and parameters
    that cannot be read at all. The request goes on, marked, so that its 400 is a page with headers and a row.
    """

    def guarded(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not _is_of_text(environ.get("CONTENT_TYPE", "")):
            environ |= {"CONTENT_TYPE": "application/octet-stream", UNREADABLE: True}
        return application(environ, start_response)

    return guarded


def _is_of_text(content_type: str) -> bool:
    try:
        _, parameters = parse_header_parameters(content_type)
        return is_utf8(parameters.get("charset", "utf-8"))
    except (LookupError, ValueError):  # of which UnicodeError is one
        return False


def is_utf8(charset: str) -> bool:
    """Whether text in this charset is read as UTF-8. Raises ValueError for a name that cannot be one."""
    try:
        return codecs.lookup(charset).name == "utf-8"
    except LookupError:
        return True  # Django ignores a charset that Python does not know


def with_headers(application: Application) -> Application:
    """Add to every answer the security headers that it lacks."""

    def completed(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            have = {name.lower() for name, _ in headers}
            missing = [pair for pair in HEADERS.items() if pair[0].lower() not in have]
            return start_response(status, headers + missing, *rest)

        return application(environ, start)

    return completed
