"""HTML written in Python: what is put into it is escaped unless it is HTML already.

As Django's format_html, which asks each value whether it waits to be translated: on a list of a page that is a thousand times.
"""

import html
from collections.abc import Iterable, Mapping

from django.utils.safestring import SafeString
from django.utils.text import normalize_newlines

# Signs in a line of running text on a desk.
WIDTH = 80


def escaped(value: object) -> str:
    """The text of a value for HTML, an attribute's value too."""
    return value if isinstance(value, SafeString) else html.escape(str(value))


def markup(text: str, *values: object) -> SafeString:
    """The text, which is written in the code, with each value in the place of a {}."""
    return SafeString(text.format(*map(escaped, values)))


def with_breaks(text: str) -> SafeString:
    """What somebody wrote on several lines, with a break at the end of each."""
    return SafeString(escaped(normalize_newlines(text)).replace("\n", "<br>"))


def _lines_of(text: str) -> int:
    return sum(max(1, -(-len(line) // WIDTH)) for line in text.split("\n"))


def split_after(text: str, lines: int) -> tuple[str, str]:
    """The text up to about so many lines of a page, and the rest, which is empty where it is not worth a fold.

    Parted at the end of a line or between two words, never in a word unless that alone fills more.
    """
    text = normalize_newlines(text)
    end, left = 0, lines
    for line in text.split("\n"):
        taken = _lines_of(line)
        if taken > left:
            break
        end, left = end + len(line) + 1, left - taken
    else:
        return text, ""
    if left:
        space = text.rfind(" ", end, end + left * WIDTH)
        end = space + 1 if space > end else end + left * WIDTH
    if _lines_of(text[end:].strip("\n")) == 1:
        return text, ""
    return text[:end].rstrip(), text[end:].lstrip("\n")


def joined(between: str, parts: Iterable[object]) -> SafeString:
    """The parts, each escaped, with a text that is written in the code between them."""
    return SafeString(between.join(map(escaped, parts)))


def attributes(named: Mapping[str, object]) -> SafeString:
    """Attributes of an element, each after a space; True is one without a value, False none."""
    given = ((name, value) for name, value in named.items() if value is not False)
    return joined(
        "",
        (
            markup(" {}", name) if value is True else markup(' {}="{}"', name, value)
            for name, value in given
        ),
    )
