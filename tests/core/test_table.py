"""A table whose columns are written once, and cells that escape what they are given."""

import pytest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy

from core.markup import joined, markup
from core.table import Column, Table, beside, lines, link, small, tag

NASTY = "<script>alert(1)</script>"
ESCAPED = "&lt;script&gt;alert(1)&lt;/script&gt;"


def test_each_cell_knows_its_column():
    name, number = Column("Name", names_row=True), Column("Cases", is_numeric=True, css="wide")
    table = Table("Officers", (name, number), [("Amira", "3"), ("Ben", "0")])
    assert [list(row) for row in table.rows] == [
        [(name, "Amira"), (number, "3")],
        [(name, "Ben"), (number, "0")],
    ]
    assert number.header_css == "govuk-table__header govuk-table__header--numeric"
    assert number.cell_css == "govuk-table__cell govuk-table__cell--numeric wide"


@pytest.mark.parametrize("row", [("Amira",), ("Amira", "3", "4")])
def test_a_row_has_a_cell_for_each_column(row):
    with pytest.raises(ValueError, match="Officers: a row has another number of cells"):
        Table("Officers", (Column("Name"), Column("Cases")), [row])


def test_what_is_not_there_takes_no_line():
    assert lines("one", None, "", "two") == "one<br>two"
    assert beside(None, "one", "", "two") == "one two"
    assert lines(None) == ""


@pytest.mark.parametrize(
    "made",
    [
        lines(NASTY, small(NASTY)),
        beside(tag(NASTY), NASTY),
        link(f'/?q="{NASTY}', NASTY, unseen=NASTY),
        tag(NASTY, '"><script>'),
    ],
)
def test_nothing_is_believed_to_be_markup(made):
    assert "<script>" not in made
    assert ESCAPED in made
    assert lines(made) == made  # and nothing is escaped twice


@pytest.mark.parametrize(
    "value", ['O\'Neill & "Co" <b>', SafeString("<b>bold</b>"), 3, None, gettext_lazy("A & B")]
)
def test_markup_is_what_django_makes(value: object):
    assert markup('<i class="{}">{}</i>', value, "x") == format_html(
        '<i class="{}">{}</i>', value, "x"
    )
    assert joined(", ", [value, "<"]) == format_html_join(", ", "{}", [(value,), ("<",)])
    assert isinstance(markup("{}", value), SafeString)
