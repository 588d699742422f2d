"""What one person has instead of a standard: the number with its reason, and a supervisor's decision about it."""

from typing import Any

from django import forms

from core.forms import BaseForm, LongText, Radios

APPROVE, REFUSE = "approve", "refuse"


def number(unit: str, *, label: str, longest: int, example: int) -> forms.IntegerField:
    """A whole number of days or months."""
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=longest,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages={
            "required": f"Enter a number of {unit}",
            "invalid": f"{unit.capitalize()} must be a whole number, like {example}",
            "min_value": f"{unit.capitalize()} must be 1 or more",
            "max_value": f"{unit.capitalize()} must be {longest} or fewer",
        },
    )


def why(*, seen: str, approves: str) -> LongText:
    """The reason: "seen", "a longer interval"."""
    return LongText(
        label="Why this often for this person?",
        help_text=f"The supervisor who approves {approves} reads this.",
        rows=4,
        max_length=500,
        error_messages={"required": f"Say why this person is to be {seen} this often"},
    )


class ChosenForm(BaseForm):
    """A form for such a setting. Version 0 means that there was none on the screen."""

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
