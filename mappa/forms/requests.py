"""Forms about requests for surveillance and other work (POL-25). The rules have the last word."""

from datetime import date
from typing import Any

from django import forms

from core.forms import BaseForm, DateField, Radios
from mappa.choices import Decision, RequestKind, Result
from mappa.models import Request
from mappa.rules.requests import LONGEST, Answered, Asked, answer_problem, asking_problem


def _days(label: str, *, required: bool = True, help_text: str = "") -> forms.IntegerField:
    wrong = f"Enter a number of days from 1 to {LONGEST}"
    return forms.IntegerField(
        label=label,
        required=required,
        min_value=1,
        max_value=LONGEST,
        help_text=help_text,
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "class": "govuk-input--width-4"}
        ),
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
    )


class RequestForm(BaseForm):
    """What was asked. Nothing of why, or of what it found: those belong elsewhere."""

    kind = forms.ChoiceField(
        label="What was asked for?",
        choices=RequestKind.choices,
        widget=Radios(),
        error_messages={"required": "Choose what was asked for"},
    )
    asked_on = DateField(label="When?", noun="the day on which it was asked", past_only=True)
    asked_days = _days("For how many days?")
    asked_of = forms.CharField(
        label="Of which unit or service?",
        max_length=120,
        help_text="Like “Regional surveillance unit”. No names of officers.",
        error_messages={"required": "Enter the unit or service that was asked"},
    )
    reference = forms.CharField(
        label="Reference of the authority",
        max_length=60,
        required=False,
        help_text="Where there is one. No detail of the operation.",
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.on = on

    def clean(self) -> None:
        super().clean()
        if not self.errors:
            given = self.cleaned_data
            asked = Asked(asked_on=given["asked_on"], asked_days=given["asked_days"])
            self.say(asking_problem(asked, on=self.on))


class AnswerForm(BaseForm):
    """What was decided, and whether it was carried out."""

    is_versioned = True

    decision = forms.ChoiceField(
        label="What was decided?",
        choices=Decision.choices,
        widget=Radios(reveals={Decision.GRANTED: ["granted_days", "result", "done_days"]}),
        error_messages={"required": "Choose what was decided"},
    )
    granted_days = _days("For how many days was it granted?", required=False)
    result = forms.ChoiceField(
        label="Was it carried out?",
        choices=[("", "Not known yet"), *Result.choices],
        required=False,
        widget=Radios(),
    )
    done_days = _days(
        "On how many days was it carried out?",
        required=False,
        help_text="The number of days alone: never what was seen.",
    )
    decided_on = DateField(label="When was it decided?", noun="the day of the decision")

    def __init__(self, *args: Any, on: date, row: Request, **kwargs: Any) -> None:
        shown = ("decision", "decided_on", "granted_days", "result", "done_days")
        initial = {name: getattr(row, name) for name in shown}
        super().__init__(*args, on=on, initial=initial, version=row.version, **kwargs)
        self.on, self.row = on, row

    def clean(self) -> None:
        super().clean()
        if not self.errors:
            asked = Asked(asked_on=self.row.asked_on, asked_days=self.row.asked_days)
            self.say(answer_problem(asked, self.answered, on=self.on))

    @property
    def answered(self) -> Answered:
        """What the service takes."""
        given = self.answers
        return Answered(
            decision=Decision(given["decision"]),
            decided_on=given["decided_on"],
            granted_days=given["granted_days"],
            result=Result(given["result"]) if given["result"] else None,
            done_days=given["done_days"],
        )
