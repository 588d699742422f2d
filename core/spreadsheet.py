"""Cells of the CSV files that people open in a spreadsheet: every file that this service writes goes through here."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

# What begins a formula. Full-width, small and raised forms count too: programs of some languages take them for the plain ones.
FORMULA = frozenset("=+-@\N{MINUS SIGN}")
# Programs differ over which of these they drop before they look; none is of use at the start of a cell.
SKIPPED = "\ufeff\u200b\u200c\u200d\u2060\u200e\u200f"


def as_csv(rows: Iterable[Sequence[object]]) -> str:
    """Comma separated, with a byte-order mark for spreadsheets; no cell is a formula."""
    text = io.StringIO()
    text.write("\ufeff")
    writer = csv.writer(text)
    writer.writerows([cell(value) for value in row] for row in rows)
    return text.getvalue()


def cell(value: object) -> str:
    """The value as text that no spreadsheet runs: an apostrophe goes before what looks like a formula.

    So it does before a leading tab or line break, after which some programs begin anew.
    """
    text = "" if value is None else str(value)
    return f"'{text}" if isinstance(value, str) and _is_risky(text) else text


def _is_risky(text: str) -> bool:
    if text[:1] in {"\t", "\r", "\n", "\v", "\f"}:
        return True
    rest = text.lstrip(SKIPPED + " \u00a0\u3000").lstrip()
    return bool(rest) and unicodedata.normalize("NFKC", rest[0])[:1] in FORMULA
