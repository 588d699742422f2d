"""A strip: its marks where their days are, its words all that it says, and nothing in it believed to be markup."""

import re
from datetime import date

import pytest

from core.strip import Mark, Shape, Sign, Strip, labelled

SEEN = Sign("Seen inside", Shape.DOT, "green")
TRIED = Sign("Tried", Shape.RING)
DUE = Sign("Due", Shape.BAR, "red")
START, TODAY, END = date(2024, 11, 20), date(2026, 11, 20), date(2027, 2, 20)


def strip(*marks: Mark, words: dict[Sign, str] | None = None, label: str = "Visits") -> Strip:
    return Strip(label, START, END, TODAY, (SEEN, TRIED, DUE), marks, words or {})


def test_a_label_at_the_end_is_left_out_where_it_would_lie_over_the_one_before_it():
    made = Strip("", date(2025, 11, 28), date(2027, 1, 9), date(2026, 11, 28), (SEEN,), ()).drawn
    assert "Oct 2026" in made
    assert "Jan 2027" not in made
    alone = Strip("", date(2026, 2, 2), date(2026, 7, 9), date(2026, 7, 1), (SEEN,), ()).drawn
    assert alone.count("<text") == len(labelled(date(2026, 2, 2), date(2026, 7, 9))) - 1


def test_each_sign_says_how_often_and_when_last():
    marks = (
        Mark(date(2026, 8, 8), SEEN),
        Mark(date(2025, 2, 1), SEEN),
        Mark(date(2026, 9, 1), TRIED),
    )
    assert strip(*marks).lines == [
        (SEEN, "2 times, last on 8 August 2026"),
        (TRIED, "once, on 1 September 2026"),
    ]


@pytest.mark.parametrize(
    ("on", "is_shown"),
    [(date(2024, 11, 19), False), (START, True), (END, True), (date(2027, 2, 21), False)],
)
def test_what_lies_outside_is_neither_drawn_nor_counted(on: date, is_shown: bool):
    made = strip(Mark(on, SEEN))
    assert bool(made.lines) is is_shown
    assert ("app-strip__dot" in made.drawn) is is_shown


def test_a_sign_may_say_something_else_and_then_needs_no_mark():
    assert strip(words={DUE: "by 8 November 2026"}).lines == [(DUE, "by 8 November 2026")]


def test_marks_stand_in_the_order_of_their_days_and_what_is_due_under_the_others():
    drawn = strip(Mark(END, SEEN), Mark(START, SEEN), Mark(END, DUE)).drawn
    picture = drawn.split("</svg><ul")[0]
    found = re.findall(
        r'<svg x="([\d.]+)%" y="15" overflow="visible" class="app-strip__(\w+)', picture
    )
    assert found == [("98.5", "bar"), ("98.5", "dot"), ("1.5", "dot")]


def test_today_is_drawn_where_the_strip_goes_on():
    assert "app-strip__today" in strip().drawn
    ended = Strip("Visits", START, TODAY, TODAY, (SEEN,), ())
    assert "app-strip__today" not in ended.drawn


def test_the_drawing_is_hidden_and_the_words_are_not():
    drawn = strip(Mark(TODAY, SEEN)).drawn
    assert drawn.count("<svg class=") == drawn.count('aria-hidden="true"') == 2
    assert "Seen inside: once, on 20 November 2026</li>" in drawn


def test_nothing_is_believed_to_be_markup():
    sign = Sign("<b>", Shape.DOT)
    made = Strip('"><script>', START, END, TODAY, (sign,), (), {sign: "<script>"})
    assert "<script>" not in made.drawn
    assert "<b>" not in made.drawn


@pytest.mark.parametrize(
    ("start", "end", "labels"),
    [
        (date(2026, 8, 15), date(2026, 11, 20), ["Sep", "Oct", "Nov"]),
        (date(2025, 11, 20), date(2026, 11, 20), ["Jan", "Apr", "Jul", "Oct"]),
        (START, END, ["Jan", "Jul", "Jan", "Jul", "Jan"]),
        (TODAY, TODAY, []),
    ],
)
def test_no_more_labels_than_a_phone_has_room_for(start: date, end: date, labels: list[str]):
    assert [f"{day:%b}" for day in labelled(start, end)] == labels
