"""POL-4: how often a person is visited."""

from typing import Any

from django import forms

from core.forms import BaseForm, LongText

LONGEST = 24


class IntervalForm(BaseForm):
    """A number of months and the reason for it. Version 0 means that there was none on the screen."""

    months = forms.IntegerField(
        label="A visit every how many months?",
        min_value=1,
        max_value=LONGEST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter a number of months",
            "invalid": "Months must be a whole number, like 6",
            "min_value": "Months must be 1 or more",
            "max_value": f"Months must be {LONGEST} or fewer",
        },
    )
    reason = LongText(
        label="Why this often for this person?",
        help_text="The supervisor who approves a longer interval reads this.",
        rows=4,
        max_length=500,
        error_messages={"required": "Say why this person is to be visited this often"},
    )

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=version, min_value=0
        )

    @property
    def version(self) -> int:
        return int(self.cleaned_data["version"])
