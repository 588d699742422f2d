"""Words and tags: dates in full, times in London, counts, risk in words."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.paginator import Paginator
from django.forms import Select
from django.forms.renderers import DjangoTemplates
from django.template import Context, Template
from django.utils.safestring import SafeString

from core.templatetags import core as tags

# 00:30 on 1 July in London is still June in UTC.
SUMMER = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)


def drawn(source: str, **context: object) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "said"),
    [(date(2026, 9, 3), "3 September 2026"), (SUMMER, "1 July 2026"), (None, ""), ("", "")],
)
def test_a_date_is_in_full_and_in_london(value: object, said: str):
    assert tags.date_in_full(value) == said


def test_times_are_in_london():
    assert tags.clock_time(SUMMER) == "00:30"
    assert tags.clock_time(time(9, 5)) == "09:05"
    assert tags.date_and_time(SUMMER) == "1 July 2026 at 00:30"
    assert tags.weekday_in_full(SUMMER) == "Wednesday 1 July 2026"
    assert tags.clock_time(None) == tags.date_and_time(None) == ""


def test_the_last_day_of_a_span_is_the_one_before_its_end():
    assert tags.last_day(date(2026, 3, 1)) == "28 February 2026"
    assert tags.last_day(None) == ""


@pytest.mark.parametrize(
    ("number", "words", "said"),
    [
        (0, "case", "0 cases"),
        (1, "case", "1 case"),
        (1200, "case", "1,200 cases"),
        (1, "entry,entries", "1 entry"),
        (2, "entry,entries", "2 entries"),
    ],
)
def test_counts(number: int, words: str, said: str):
    assert tags.counted(number, words) == said


@pytest.mark.parametrize(
    ("hour", "said"),
    [(0, "Good morning"), (11, "Good morning"), (12, "Good afternoon"), (18, "Good evening")],
)
def test_a_greeting_goes_by_the_hour_in_london(hour: int, said: str):
    assert tags.greeting(datetime(2026, 1, 5, hour, tzinfo=UTC)) == said


def test_risk_is_in_words_and_never_red():
    assert tags.risk_words("very_high") == "Very high"
    assert tags.risk_words("") == tags.risk_words(None) == "Not assessed"
    for level in ("very_high", "high", "medium", "low", ""):
        assert "red" not in drawn('{% risk_tag level "RoSH" %}', level=level).replace(
            "assessed", ""
        )


def test_tags_escape_what_they_say():
    assert "<b>" not in drawn("{% tag text %}", text="<b>")
    assert "&lt;b&gt;" in drawn("{% tag text %}", text="<b>")


def test_days_overdue_are_said_whole_to_a_screen_reader():
    html = drawn("{% overdue_tag 12 %}")
    assert "12 days<" in html
    assert '<span class="govuk-visually-hidden"> overdue</span>' in html
    assert "12 days overdue" in drawn('{% overdue_tag 12 "overdue" %}')


@pytest.mark.parametrize(
    ("page", "numbers"),
    [
        (1, [1, 2, None, 9]),
        (5, [1, None, 4, 5, 6, None, 9]),
        (9, [1, None, 8, 9]),
        (2, [1, 2, 3, None, 9]),
    ],
)
def test_page_numbers_leave_gaps(page: int, numbers: list[int | None]):
    assert tags.page_numbers(Paginator(range(90), 10).page(page)) == numbers


def test_two_pages_have_no_gap():
    assert tags.page_numbers(Paginator(range(20), 10).page(1)) == [1, 2]


@pytest.mark.parametrize("chosen", ["", "b", "it's \"<&>", None])
def test_a_select_is_drawn_as_django_draws_it(chosen: str | None):
    nested = [("b", "B & <C>"), ("it's \"<&>", "Quotes"), (3, SafeString("<b>bold</b>"))]
    widget = Select(
        attrs={"class": "govuk-select", "disabled": True},
        choices=[("", "Any"), ("Group & co", nested)],
    )
    drawn = widget.render("risk", chosen, attrs={"id": "id_risk"})
    assert drawn == widget.render(
        "risk", chosen, attrs={"id": "id_risk"}, renderer=DjangoTemplates()
    )
    assert drawn.count("<option") == 4
