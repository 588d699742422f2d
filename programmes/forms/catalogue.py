"""Changing the catalogue of programmes."""

from collections.abc import Iterable
from typing import Any

from django import forms

from core.forms import BaseForm, ChoiceField, DayField, LongText, Radios, Select
from programmes.choices.catalogue import Cohort, Intensity
from programmes.models import Programme
from programmes.services.catalogue import Said

YES_NO = [("yes", "Yes"), ("no", "No")]


def _number(label: str, unit: str, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "required": f"Enter a number of {unit}",
            "invalid": f"{unit.capitalize()} must be a whole number, like 12",
            "min_value": f"{unit.capitalize()} must be 1 or more",
            "max_value": f"{unit.capitalize()} must be {most} or fewer",
        },
    )


def _why() -> LongText:
    return LongText(
        label="Why?",
        help_text="Kept in the log beside the change.",
        rows=3,
        max_length=500,
        error_messages={"required": "Say why it changes"},
    )


class TermsForm(BaseForm):
    """What holds of a programme from a day on."""

    is_versioned = True

    cohort = ChoiceField(
        label="For whom?",
        choices=Cohort.choices,
        widget=Radios(),
        error_messages={"required": "Say for whom it is"},
    )
    intensity = ChoiceField(
        label="Intensity",
        choices=[(code or "none", label) for code, label in Intensity.choices],
        widget=Radios(),
        error_messages={"required": "Choose the intensity"},
    )
    weeks = _number("How many weeks, from the first group session to the last?", "weeks", 104)
    is_ldc = ChoiceField(
        label="Is it the variant for learning disability?",
        choices=YES_NO,
        widget=Radios(),
        error_messages={"required": "Say whether it is for learning disability"},
    )
    group_size = _number("How many people in a group, at most?", "people", 30)
    starts_on = DayField(
        label="From which day?", noun="the day it holds from", quick="future", future_only=True
    )
    reason = _why()

    @property
    def said(self) -> Said:
        asked = self.cleaned_data
        return Said(
            cohort=asked["cohort"],
            intensity="" if asked["intensity"] == "none" else asked["intensity"],
            weeks=asked["weeks"],
            is_ldc=asked["is_ldc"] == "yes",
            group_size=asked["group_size"],
        )


class AddProgrammeForm(TermsForm):
    """A new programme or toolkit."""

    is_versioned = False

    name = forms.CharField(
        label="Its name",
        max_length=60,
        help_text="Referrals and extracts know it by this name, so it never changes.",
        error_messages={"required": "Enter its name"},
    )
    what = ChoiceField(
        label="What is it?",
        choices=[
            ("programme", "An accredited programme"),
            ("toolkit", "A toolkit of individual work"),
        ],
        widget=Radios(),
        error_messages={"required": "Say what it is"},
    )
    field_order = ("name", "what")


class NoMoreForm(BaseForm):
    """From which day nobody is referred to it, and what replaces it."""

    is_versioned = True

    ends_on = DayField(
        label="From which day is nobody referred to it?",
        noun="the day",
        quick="future",
        future_only=True,
    )
    replaced_by = ChoiceField(
        label="What replaces it?",
        widget=Select(),
        required=False,
        help_text="Leave it empty where nothing does.",
    )
    reason = _why()

    def __init__(self, *args: Any, others: Iterable[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: Any = self.fields["replaced_by"]
        asked.choices = [("", "Nothing"), *((str(row.uuid), row.name) for row in others)]
