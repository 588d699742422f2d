"""The risk level that an officer's agency holds."""

from django.forms import ChoiceField

from core.forms import BaseForm, DayField, LongText, Radios
from offenders.choices import RiskLevel


class RiskForm(BaseForm):
    """Which level, from when, and why."""

    waits = True

    level = ChoiceField(
        label="Which level?",
        choices=RiskLevel.choices,
        widget=Radios(),
        error_messages={"required": "Choose the level"},
    )
    assessed_on = DayField(
        label="When was it assessed?",
        noun="the date of the assessment",
        quick="past",
        past_only=True,
    )
    rationale = LongText(
        label="Why this level?",
        rows=5,
        help_text="What it rests on: the tools used and what has changed.",
        error_messages={"required": "Say why it is this level"},
    )
