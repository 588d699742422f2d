"""PRO-33: how often a person is seen."""

from typing import Any

from django import forms

from core.forms import BaseForm, LongText, Radios
from offenders.models.frequency import LONGEST

APPROVE, REFUSE = "approve", "refuse"


class FrequencyForm(BaseForm):
    """A number of days and the reason for it. Version 0 means that there was none on the screen."""

    days = forms.IntegerField(
        label="Seen in person every how many days?",
        min_value=1,
        max_value=LONGEST,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter a number of days",
            "invalid": "Days must be a whole number, like 10",
            "min_value": "Days must be 1 or more",
            "max_value": f"Days must be {LONGEST} or fewer",
        },
    )
    reason = LongText(
        label="Why this often for this person?",
        help_text="The supervisor who approves seeing them less often reads this.",
        rows=4,
        max_length=500,
        error_messages={"required": "Say why this person is to be seen this often"},
    )

    def __init__(self, *args: Any, version: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"] = forms.IntegerField(
            widget=forms.HiddenInput, initial=version, min_value=0
        )

    @property
    def version(self) -> int:
        return int(self.cleaned_data["version"])


class DecideForm(BaseForm):
    """Approve or refuse; a refusal has its reason."""

    is_versioned = True

    decision = forms.ChoiceField(
        label="What do you decide?",
        choices=[(APPROVE, "Approve it"), (REFUSE, "Refuse it: the standard goes on holding")],
        widget=Radios(reveals={REFUSE: ["reason"]}),
        error_messages={"required": "Choose whether to approve it"},
    )
    reason = LongText(
        label="Why is it refused?",
        required=False,
        rows=3,
        max_length=500,
        help_text="Whoever set it reads this.",
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("decision") == REFUSE and not answers.get("reason", "").strip():
            self.add_error("reason", "Say why it is refused")
        return answers
