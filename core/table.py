"""A table written once: each column says what stands in its header and how its cells look; rows hold a cell for each.

On a phone every cell says its column's name, so the two must not be written twice: components/table.html draws both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.safestring import SafeString

from core.markup import joined, markup

# Text, or what the functions below make of it; None is left out.
Line = str | None
Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Column:
    """A column. `sort` is the name by which its header sorts; `css` is of its cells."""

    label: str
    sort: str = ""
    css: str = ""
    names_row: bool = False
    is_numeric: bool = False

    @property
    def header_css(self) -> str:
        return _classes("govuk-table__header", self.is_numeric and "govuk-table__header--numeric")

    @property
    def cell_css(self) -> str:
        return _classes(
            "govuk-table__cell", self.is_numeric and "govuk-table__cell--numeric", self.css
        )


@dataclass(frozen=True, slots=True)
class Table:
    """What components/table.html draws. Raises ValueError for a row that has not a cell for each column."""

    caption: str
    columns: Sequence[Column]
    cells: Sequence[Cells]
    css: str = ""

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.cells):
            raise ValueError(f"{self.caption}: a row has another number of cells than columns")

    @property
    def rows(self) -> Iterable[Iterable[tuple[Column, str]]]:
        return (zip(self.columns, row, strict=True) for row in self.cells)


def _classes(*names: str | bool) -> str:
    return " ".join(name for name in names if isinstance(name, str) and name)


def lines(*parts: Line) -> SafeString:
    """Each on a line of its own; what is None or empty is left out."""
    return joined("<br>", filter(None, parts))


def beside(*parts: Line) -> SafeString:
    """One after the other, with a space between."""
    return joined(" ", filter(None, parts))


def link(url: str, text: Any, *, unseen: str = "") -> SafeString:
    """A link; `unseen` is read out after its text, where the text alone does not say what it leads to."""
    hidden = markup('<span class="govuk-visually-hidden">{}</span>', unseen) if unseen else ""
    return markup('<a class="govuk-link" href="{}">{}{}</a>', url, text, hidden)


def small(text: Any) -> SafeString:
    """What stands back: a CRN, an address."""
    return markup('<span class="app-due__crn">{}</span>', text)


def nowrap(text: Any) -> SafeString:
    """What is not broken on a wide screen: a date."""
    return markup('<span class="app-nowrap">{}</span>', text)


def tag(text: Any, colour: str = "grey") -> SafeString:
    """A GOV.UK tag: grey, green, teal, blue, purple, magenta, red, orange or yellow."""
    return markup('<strong class="govuk-tag govuk-tag--{}">{}</strong>', colour, text)
