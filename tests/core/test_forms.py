"""Forms: what may be typed, what is said when it cannot be read, and where the link of an error lands."""

from datetime import date, time
from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template import Context, Template

from core.forms import (
    BaseForm,
    Checkboxes,
    DateField,
    DayField,
    LongText,
    Radios,
    TimeField,
    number_in,
    time_in,
)
from core.forms.drawn import options, problems

TODAY = date(2026, 11, 21)
KEY = "6f9619ff-8b86-4d11-b42d-00c04fc964ff"


class Sample(BaseForm):
    kind = forms.ChoiceField(
        label="What was it?",
        choices=[("call", "A call"), ("more", "Something else")],
        widget=Radios(reveals={"more": ["other"]}, hints={"call": "By telephone"}),
    )
    other = forms.CharField(label="What else", required=False)
    purposes = forms.MultipleChoiceField(
        label="Purposes", choices=[("a", "First"), ("b", "Second")], widget=Checkboxes()
    )
    on = DateField(label="Day", noun="the day of the visit", past_only=True)
    seen = DayField(label="Seen on", noun="the day they were seen")
    at = TimeField(label="At")
    notes = LongText(label="Notes", required=False, max_length=10)


def data(**changes: Any) -> QueryDict:
    """What a browser sends when everything is in order, with changes; None leaves a field out."""
    sent = {
        "form_key": KEY,
        "kind": "call",
        "purposes": ["a"],
        "on_day": "3",
        "on_month": "9",
        "on_year": "2026",
        "seen": "2026-11-20",
        "at": "10:35",
    } | changes
    query = QueryDict(mutable=True)
    for name, value in sent.items():
        if value is not None:
            query.setlist(name, value if isinstance(value, list) else [value])
    return query


def errors(form: BaseForm) -> dict[str, list[str]]:
    return {name: [str(error) for error in found] for name, found in form.errors.items()}


def test_good_answers_come_out_as_values():
    form = Sample(data(), on=TODAY)
    assert form.is_valid(), form.errors
    assert form.answers == {
        "kind": "call",
        "other": "",
        "purposes": ["a"],
        "on": date(2026, 9, 3),
        "seen": date(2026, 11, 20),
        "at": time(10, 35),
        "notes": "",
    }


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("10:35", time(10, 35)),
        ("1035", time(10, 35)),
        ("10.35", time(10, 35)),
        ("935", time(9, 35)),
        ("9", time(9, 0)),
        (" 0:00 ", time(0, 0)),
        ("3pm", time(15, 0)),
        ("3.15 pm", time(15, 15)),
        ("12am", time(0, 0)),
        ("12 PM", time(12, 0)),
        ("noon", time(12, 0)),
        ("24:00", None),
        ("10:60", None),
        ("13pm", None),
        ("0am", None),
        ("ten", None),
        ("10:3", None),
        ("١٠:٣٥", None),
    ],
)
def test_a_time_is_read_as_people_write_it(typed: str, read: time | None):
    assert time_in(typed) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("9", 9),
        ("09", 9),
        ("mar", 3),
        ("September", 9),
        ("ma", None),
        ("", None),
        ("-1", None),
        ("x", None),
    ],
)
def test_a_number_or_a_months_name(typed: str, read: int | None):
    assert number_in(typed) == read


@pytest.mark.parametrize(
    ("day", "month", "year", "message", "box"),
    [
        ("", "", "", "Enter the day of the visit", "on_day"),
        ("3", "", "2026", "The day of the visit must include a month", "on_month"),
        ("", "", "2026", "The day of the visit must include a day and a month", "on_day"),
        ("31", "2", "2026", "The day of the visit must be a real date, like 27 3 2026", "on_day"),
        ("3", "13", "2026", "The day of the visit needs a month from 1 to 12", "on_month"),
        ("3", "9", "12026", "The day of the visit needs a year of 4 numbers, like 2026", "on_year"),
        ("x", "9", "2026", "The day of the visit must be a real date, like 27 3 2026", "on_day"),
        (
            "22",
            "11",
            "2026",
            "The day of the visit must be today, 21 November 2026, or in the past",
            "on_day",
        ),
    ],
)
def test_a_date_that_cannot_be_read_says_why_and_where(
    day: str, month: str, year: str, message: str, box: str
):
    form = Sample(data(on_day=day, on_month=month, on_year=year), on=TODAY)
    assert errors(form) == {"on": [message]}
    assert [(found.href, found.message) for found in problems(form)] == [(f"#id_{box}", message)]


@pytest.mark.parametrize(
    ("day", "month", "year"), [("3", "sep", "26"), ("03", "09", "2026"), (" 3 ", "SEPTEMBER", "26")]
)
def test_a_date_may_be_short(day: str, month: str, year: str):
    form = Sample(data(on_day=day, on_month=month, on_year=year), on=TODAY)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["on"] == date(2026, 9, 3)


def test_another_day_is_three_boxes():
    boxes = {"seen_day": "1", "seen_month": "2", "seen_year": "2026"}
    form = Sample(data(seen="other", **boxes), on=TODAY)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["seen"] == date(2026, 2, 1)


@pytest.mark.parametrize(
    ("sent", "target"),
    [
        ({"seen": None}, "#id_seen"),
        ({"seen": "nonsense"}, "#id_seen"),
        ({"seen": "other"}, "#id_seen_day"),
        (
            {"seen": "other", "seen_day": "31", "seen_month": "4", "seen_year": "2026"},
            "#id_seen_day",
        ),
    ],
)
def test_a_day_without_an_answer_is_asked_for(sent: dict[str, str | None], target: str):
    form = Sample(data(**sent), on=TODAY)
    assert set(errors(form)) == {"seen"}
    assert problems(form)[0].href == target


def test_today_and_another_day_together_is_asked_back():
    """Without JavaScript both can be filled in; a wrong day on the record is worse than a question."""
    boxes = {"seen_day": "1", "seen_month": "2", "seen_year": "2026"}
    form = Sample(data(seen="2026-11-21", **boxes), on=TODAY)
    assert "also typed another day" in errors(form)["seen"][0]


def test_today_keeps_its_meaning_after_midnight():
    form = Sample(data(seen="2026-11-21"), on=date(2026, 11, 22))
    assert form.is_valid()
    assert form.cleaned_data["seen"] == TODAY


def test_messages_say_what_to_do():
    form = Sample(data(kind=None, purposes=None, at="", notes="x" * 11), on=TODAY)
    assert errors(form) == {
        "kind": ["Answer “What was it?”"],
        "purposes": ["Choose purposes"],
        "at": ["Enter the time, like 10:35"],
        "notes": ["Notes must be 10 characters or fewer; it has 11"],
    }


def test_links_land_in_the_first_control_of_a_group():
    form = Sample(data(kind=None, purposes=None), on=TODAY)
    assert [found.href for found in problems(form)] == ["#id_kind", "#id_purposes"]
    assert [option.id for option in options(form["kind"])] == ["id_kind", "id_kind-2"]


def test_a_form_without_its_key_is_not_taken():
    assert errors(Sample(data(form_key=None), on=TODAY)) == {"form_key": ["Send the form again"]}


def test_every_rendered_form_has_a_key_of_its_own():
    assert Sample()["form_key"].value() != Sample()["form_key"].value()


def test_a_versioned_form_asks_back_for_the_version():
    class Edit(BaseForm):
        is_versioned = True

    assert 'name="version" value="3"' in str(Edit(version=3)["version"])
    assert not Edit(QueryDict(f"form_key={KEY}")).is_valid()
    assert Edit(QueryDict(f"form_key={KEY}&version=3")).is_valid()


def test_a_draft_comes_back_without_being_judged():
    draft = {
        "kind": ["more"],
        "other": ["A letter"],
        "purposes": ["a", "b"],
        "on_day": ["31"],
        "on_month": [""],
        "on_year": [""],
        "seen": ["2026-11-20"],
        "at": ["99"],
    }
    form = Sample(draft=draft, on=TODAY)
    html = drawn("{% load crispy_forms_tags %}{% crispy form %}", form)
    assert "error" not in html
    assert [option.checked for option in options(form["purposes"])] == [True, True]
    for shown in ('value="A letter"', 'value="31"', 'value="99"', 'value="2026-11-20" checked'):
        assert shown in html


def drawn(template: str, form: BaseForm) -> str:
    return Template(template).render(Context({"form": form}))


def test_a_field_says_its_error_beside_itself_and_to_a_screen_reader():
    html = drawn("{% field form.notes %}", Sample(data(notes="x" * 11), on=TODAY))
    assert 'id="id_notes-error" class="govuk-error-message"' in html
    assert 'aria-describedby="id_notes-error id_notes-info"' in html
    assert "govuk-textarea--error" in html
    assert "maxlength" not in html.replace("data-maxlength", ""), "the browser must cut nothing off"


def test_a_revealed_field_is_drawn_once_inside_its_answer():
    html = drawn("{% load crispy_forms_tags %}{% crispy form %}", Sample(on=TODAY))
    assert html.count('name="other"') == 1
    assert (
        html.index('id="id_kind-2-reveals"') < html.index('name="other"') < html.index("Purposes")
    )
    assert html.count('name="form_key"') == 1


def test_what_is_typed_is_escaped():
    html = drawn("{% field form.other %}", Sample(data(other='"><script>alert(1)</script>')))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_a_summary_is_shown_only_where_something_is_wrong():
    assert drawn("{% error_summary form %}", Sample(data(), on=TODAY)).strip() == ""
    assert "There is a problem" in drawn("{% error_summary form %}", Sample(data(at="")))


class Kept(BaseForm):
    kind = forms.ChoiceField(
        label="Kind", choices=[("", "Any"), ("Group", [("a", "First"), ("b", "Second")])]
    )
    several = forms.MultipleChoiceField(label="Several", choices=[("x", "One"), ("y", "Two")])
    on = DateField(label="Day", noun="the day")
    at = TimeField(label="At")
    is_copy = forms.BooleanField(label="A copy is held", required=False)
    is_interim = forms.BooleanField(label="Interim", required=False)
    months = forms.IntegerField(label="Months")
    secret = forms.CharField(label="Password", widget=forms.PasswordInput)


def test_what_could_not_be_saved_is_shown_in_the_words_of_the_page():
    sent = "kind=b&several=x&several=y&on_day=3&on_month=4&on_year=2026&at=9.05&is_copy=on&months=0"
    form = Kept(QueryDict(f"{sent}&secret=hush&form_key={KEY}"))
    assert form.is_valid(), form.errors
    assert form.in_words == [
        ("Kind", "Second"),
        ("Several", "One, Two"),
        ("Day", "3 April 2026"),
        ("At", "09:05"),
        ("A copy is held", "Yes"),
        ("Months", "0"),
    ]
