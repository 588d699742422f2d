"""Individual work and its end, why there is none, and the review of a programme."""

from collections.abc import Sequence
from typing import Any

from django import forms

from core.forms import BaseForm, ChoiceField, DayField, LongText, Radios, Select
from programmes.models import Programme

SUITABLE, UNSUITABLE = "suitable", "unsuitable"
MOST_SESSIONS = 60


class PlanWorkForm(BaseForm):
    """A toolkit, how many sessions, from which day."""

    toolkit = ChoiceField(
        label="Which toolkit?", widget=Select(), error_messages={"required": "Choose the toolkit"}
    )
    sessions = forms.IntegerField(
        label="How many sessions are planned?",
        min_value=1,
        max_value=MOST_SESSIONS,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter a number of sessions",
            "invalid": "Sessions must be a whole number, like 6",
            "min_value": "Sessions must be 1 or more",
            "max_value": f"Sessions must be {MOST_SESSIONS} or fewer",
        },
    )
    starts_on = DayField(label="From which day?", noun="the first day", quick="future")
    note = LongText(
        label="What is it to achieve?",
        rows=3,
        max_length=500,
        error_messages={"required": "Say what it is to achieve"},
    )

    def __init__(self, *args: Any, toolkits: Sequence[Programme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked: Any = self.fields["toolkit"]
        asked.choices = [("", "Choose"), *((str(row.uuid), row.name) for row in toolkits)]


class EndWorkForm(BaseForm):
    """When individual work ended, and what came of it."""

    is_versioned = True

    ends_on = DayField(label="When did it end?", noun="the last day", quick="past", past_only=True)
    came_of_it = LongText(
        label="What came of it?",
        rows=4,
        max_length=1000,
        error_messages={"required": "Say what came of it"},
    )


class NoWorkForm(BaseForm):
    """Why nobody works on the offending."""

    suits = ChoiceField(
        label="Would a programme suit this person?",
        choices=[
            (SUITABLE, "Yes, or it is not known yet: it is not the time for it"),
            (UNSUITABLE, "No: something else is done instead"),
        ],
        widget=Radios(),
        error_messages={"required": "Say whether a programme would suit"},
    )
    reason = LongText(
        label="Why, and what is done instead?",
        help_text="Your supervisor and the next officer read this.",
        rows=4,
        max_length=500,
        error_messages={"required": "Say why, and what is done instead"},
    )


class ReviewForm(BaseForm):
    """How a programme went, whether the plan was changed, what is next (PRG-49)."""

    reviewed_on = DayField(
        label="When was it reviewed?", noun="the day of the review", quick="past", past_only=True
    )
    progress = LongText(
        label="How did it go, by target?",
        rows=6,
        max_length=5000,
        error_messages={"required": "Say how it went"},
    )
    is_plan_updated = ChoiceField(
        label="Has the risk management plan been changed after it?",
        choices=[("yes", "Yes"), ("no", "No")],
        widget=Radios(),
        error_messages={"required": "Say whether the plan has been changed"},
    )
    next_work = LongText(
        label="What is next?",
        rows=3,
        max_length=1000,
        error_messages={"required": "Say what is next"},
    )
