"""Long text parted where it is folded: nothing is lost, no word is cut, and what is short stays whole."""

import re

import pytest
from hypothesis import given, strategies as st

from core.markup import WIDTH, split_after

WORDS = "He said that the lodger had moved out. "


@pytest.mark.parametrize(
    "text",
    ["", "One line.", "\n".join("abcdefghij"), WORDS * 20, "x" * WIDTH * 10, "a\r\n" * 9 + "b"],
)
def test_what_is_short_stays_whole(text: str):
    first, rest = split_after(text, 10)
    assert rest == ""
    assert first == text.replace("\r\n", "\n")


def test_a_note_of_twelve_thousand_signs_shows_ten_lines():
    first, rest = split_after(WORDS * 300, 10)
    assert WIDTH * 9 < len(first) <= WIDTH * 10
    assert rest.startswith(("He", "said", "that", "the", "lodger", "had", "moved", "out."))


def test_lines_are_counted_whether_they_are_broken_or_long():
    text = "\n".join(["short", WORDS * 4, *["next"] * 20])
    first, _ = split_after(text, 10)
    assert first.count("\n") == 8  # one, two for the long one, seven


def test_a_word_longer_than_ten_lines_is_parted_somewhere():
    first, rest = split_after("x" * WIDTH * 30, 10)
    assert (len(first), len(rest)) == (WIDTH * 10, WIDTH * 20)


def test_a_last_line_alone_is_not_worth_a_fold():
    assert split_after("a\n" * 10 + "the last", 10)[1] == ""
    assert split_after("a\n" * 10 + WORDS * 3, 10)[1] != ""


@given(st.text(alphabet=st.sampled_from("ab \n"), max_size=3000), st.integers(1, 12))
def test_nothing_is_lost(text: str, lines: int):
    first, rest = split_after(text, lines)
    squeezed = re.sub(r"\s", "", text)
    assert re.sub(r"\s", "", first + rest) == squeezed
