"""From which day a kind counts, and where."""

from typing import Any

from django import forms

from core.forms import BaseForm, ChoiceField, DayField, LongText


class KindStartForm(BaseForm):
    """Where, from which day and why."""

    is_versioned = True

    where = ChoiceField(
        label="For whom?",
        widget=forms.Select,
        error_messages={
            "required": "Choose for whom",
            "invalid_choice": "Choose one of the list: this one is no longer there",
        },
    )
    starts_on = DayField(
        label="From which day?",
        noun="the day it counts from",
        quick="future",
        help_text="What was due before that day is a list with its number and age, never a flag.",
    )
    reason = LongText(
        label="Why?",
        help_text="Kept in the log beside the change.",
        rows=3,
        max_length=500,
        error_messages={"required": "Say why"},
    )

    def __init__(
        self, *args: Any, places: list[tuple[str, list[tuple[str, str]]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        where: Any = self.fields["where"]
        where.choices = [("", "Choose"), *places]
