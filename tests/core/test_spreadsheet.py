"""No cell of a file that we write is a formula to any program, and no other cell is changed."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given, strategies

from core.spreadsheet import cell

RISKY = [
    "=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "\na", "\ta", "\v=1", " =1", "\u00a0=1", "\ufeff=1", "\u200b@a",
    "\uff1d1", "\uff0b1", "\uff0d1", "\uff20a", "\ufe661", "\ufe62", "\u22121", " \n=1", "\u3000\uff1d1",
]  # fmt: skip


@pytest.mark.parametrize("text", RISKY)
def test_what_a_spreadsheet_would_work_out_is_text(text: str) -> None:
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "written"),
    [("a=1", "a=1"), ("", ""), (None, ""), (12, "12"), (-3, "-3"), (Decimal("-0.5"), "-0.5"), ("\u00d3", "\u00d3"),
     ("two\nlines", "two\nlines"), ("O'Neill", "O'Neill"), (" a", " a"), (" ", " ")],
)  # fmt: skip
def test_all_else_stays_as_it_is(value: object, written: str) -> None:
    assert cell(value) == written


@given(strategies.text(max_size=6))
def test_it_is_safe_to_do_twice_and_survives_the_file(text: str) -> None:
    once = cell(text)
    assert cell(once) == once
    assert once in {text, f"'{text}"}
    if "\0" not in text and not any("\ud800" <= char <= "\udfff" for char in text):
        file = io.StringIO(newline="")
        csv.writer(file).writerow([once, "next"])
        assert next(csv.reader(io.StringIO(file.getvalue(), newline=""))) == [once, "next"]
