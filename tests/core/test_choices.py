"""Choices that are drawn once for everybody, and the controls that are drawn without templates."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.html import strip_spaces_between_tags

from core.forms import Choices, Select
from core.forms.renderer import Renderer

GROUPED = [("", "Choose one"), ("Letters & calls", [("L<1", 'A "letter"'), ("C", "A call")])]


def drawn(widget: forms.Widget, value: Any) -> str:
    return str(widget.render("what", value, {"id": "id_what"}, renderer=Renderer()))


@pytest.mark.parametrize("value", [None, "", "C", "L<1", "nonsense", '"><script>'])
def test_drawn_choices_are_those_of_an_ordinary_list(value: str | None):
    ours = drawn(Select(choices=Choices(GROUPED)), value)
    plain = drawn(Select(choices=GROUPED), value)
    assert ours == plain
    assert ours.count(" selected") == (1 if value in {None, "", "C", "L<1"} else 0)
    assert "<script>" not in ours


def test_one_choice_is_marked_only_in_the_page_that_asked():
    choices = Choices(GROUPED)
    assert " selected" in drawn(Select(choices=choices), "C")
    assert choices.drawn(["C"]) != choices.drawn([])
    assert " selected" not in choices.drawn([])


def test_a_field_takes_them_as_they_are_and_refuses_what_is_none_of_them():
    field = forms.ChoiceField(widget=Select)
    field.choices = choices = Choices(GROUPED)
    assert field.choices is choices, "Django goes through a plain list for each form"
    assert field.clean("L<1") == "L<1"
    with pytest.raises(forms.ValidationError):
        field.clean("L")


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (
            forms.TextInput(attrs={"class": "a", "required": True, "disabled": False}),
            "O'Neill \"<&",
        ),
        (forms.TextInput(), None),
        (forms.TextInput(), ""),
        (forms.HiddenInput(), 3),
        (forms.PasswordInput(), "secret"),
        (forms.NumberInput(attrs={"max": 4}), 3),
        (forms.Textarea(attrs={"rows": 5}), "</textarea><script>\nsecond"),
        (forms.Textarea(), None),
        (forms.Select(choices=[("", "None"), ("a", "A & B")]), "a"),
    ],
)
def test_controls_are_drawn_as_django_draws_them(widget: forms.Widget, value: Any):
    def draw(renderer: TemplatesSetting) -> str:
        return widget.render("what", value, {"id": "id_what"}, renderer=renderer)

    assert plain(draw(Renderer())) == plain(draw(TemplatesSetting()))


def plain(html: str) -> str:
    lines = (line.strip() for line in html.splitlines())
    return strip_spaces_between_tags("\n".join(filter(None, lines)).replace("\n<", "<"))
