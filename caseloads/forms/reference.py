"""Changing reference data."""

from typing import Any

from django import forms

from caseloads.selectors.reference import SWITCH
from core.forms import BaseForm, DayField, LongText


class StandardForm(BaseForm):
    """A new value from a day on, with the reason for the log."""

    is_versioned = True

    value = forms.IntegerField(
        label="New value",
        min_value=0,
        max_value=100_000,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter a number",
            "invalid": "The value must be a whole number, like 3",
            "min_value": "The value cannot be below 0",
            "max_value": "The value cannot be above 100,000",
        },
    )
    starts_on = DayField(
        label="From which day?", noun="the day it holds from", quick="future", future_only=True
    )
    reason = LongText(
        label="Why?",
        help_text="Kept in the log beside the change.",
        rows=3,
        max_length=500,
        error_messages={"required": "Say why it changes"},
    )

    def __init__(self, *args: Any, unit: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["value"].help_text = (
            "1 turns it on, 0 turns it off." if unit == SWITCH else f"In {unit}."
        )


class ContactTypeForm(BaseForm):
    """Whether a contact type is offered."""

    is_versioned = True

    offered = forms.BooleanField(required=False)
