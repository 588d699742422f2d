"""Accepting a flag for a while."""

from typing import Any

from core.forms import BaseForm, DateField, LongText


class AcceptFlagForm(BaseForm):
    """Until when, and why. The service has the last word on both."""

    is_versioned = True

    until = DateField(label="Until which day?", noun="the last day", future_only=True)
    reason = LongText(
        label="Why?",
        help_text="Your supervisor sees this beside the flag.",
        rows=3,
        max_length=500,
        error_messages={"required": "Say why this is accepted"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["until"].help_text = "The flag needs somebody again the day after."
