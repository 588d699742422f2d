"""A tier that another system has worked out."""

from django import forms

from core.forms import BaseForm, ChoiceField, DayField, Radios
from offenders.choices import TierScheme


class TierForm(BaseForm):
    """Which tier of which scheme, when it was worked out, and where that was read."""

    is_versioned = True

    scheme = ChoiceField(
        label="Which version of the tiers?",
        choices=TierScheme.choices,
        widget=Radios(),
        error_messages={"required": "Choose the version"},
    )
    tier = forms.CharField(
        label="Which tier?",
        max_length=3,
        help_text="Like B2 in version 2, or C in version 3; with an S where it has one.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-3"}),
        error_messages={"required": "Enter the tier"},
    )
    calculated_on = DayField(
        label="When was it worked out?",
        noun="the day it was worked out",
        quick="past",
        past_only=True,
    )
    source = forms.CharField(
        label="Where does it say so?",
        max_length=120,
        help_text="Like the tier service, or NDelius.",
        error_messages={"required": "Say where it was read"},
    )

    def clean_tier(self) -> str:
        return str(self.cleaned_data["tier"]).strip().upper()
