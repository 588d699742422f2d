"""What was done about a failure to comply."""

from typing import Any

from django import forms

from core.errors import Problem
from core.forms import BaseForm, DayField, LongText, Radios
from offenders.models import ContactOutcome, EnforcementAction
from offenders.rules.contacts import LETTERS, letter_problem
from offenders.rules.enforcement import NO_ACTION
from offenders.selectors.enforcement import FailurePage

ACTION, EXCUSE, FAILURE, NONE = "action", "excuse", "failure", "none"


class ActionForm(BaseForm):
    """What was decided, with its reason. The service has the last word."""

    is_versioned = True
    waits = True

    decision = forms.ChoiceField(
        label="What was decided?",
        widget=Radios(reveals={EXCUSE: ["excuse"]}),
        error_messages={"required": "Choose what was decided"},
    )
    excuse = forms.ChoiceField(label="Which excuse", required=False)
    action = forms.ChoiceField(
        label="Which action?",
        required=False,
        help_text="Leave it empty where an excuse is accepted or nothing more is done.",
    )
    letter = forms.ChoiceField(
        label="Which letter was requested?",
        required=False,
        help_text="Only where the action is that a letter was requested, which somebody else sends.",
    )
    reason = LongText(
        label="Why, and what was sent or said?",
        rows=4,
        max_length=500,
        help_text="A court or a parole board may read this.",
        error_messages={"required": "Say why, and what was sent or said"},
    )

    def __init__(self, *args: Any, page: FailurePage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.page = page
        self.fields["decision"].choices = _decisions(page)  # type: ignore[attr-defined]
        self.fields["excuse"].choices = [  # type: ignore[attr-defined]
            ("", "Choose one"),
            *((row.code, row.name) for row in page.excuses),
        ]
        self.fields["action"].choices = [  # type: ignore[attr-defined]
            ("", "None"),
            *((row.code, row.name) for row in page.actions if row.code != NO_ACTION),
        ]

        self.fields["letter"].choices = [  # type: ignore[attr-defined]
            ("", "None"),
            *((row.code, row.name) for row in page.actions if row.code in LETTERS),
        ]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        decision = answers.get("decision", "")
        needs_action = decision in {ACTION, FAILURE}
        if decision == EXCUSE and not answers.get("excuse"):
            self.say(Problem("excuse", "Choose which excuse was accepted"))
        if needs_action and not answers.get("action"):
            self.say(Problem("action", "Choose which action was taken"))
        if decision and not needs_action and answers.get("action"):
            self.say(Problem("action", "Leave the action empty, or choose that something was done"))
        action = answers.get("action", "") if needs_action else ""
        self.say(letter_problem(action, answers.get("letter", "")))
        return answers

    @property
    def facts(self) -> dict[str, Any]:
        """The answers as the service takes them."""
        asked = self.cleaned_data
        decision = asked["decision"]
        code = NO_ACTION if decision == NONE else asked["action"]
        return {
            "reason": asked["reason"],
            "action": self._action(code),
            "letter": self._action(asked["letter"]),
            "outcome": self._outcome(),
        }

    def _action(self, code: str) -> EnforcementAction | None:
        return next((row for row in self.page.actions if row.code == code), None)

    def _outcome(self) -> ContactOutcome | None:
        if self.cleaned_data["decision"] == FAILURE:
            return self.page.unacceptable
        if self.cleaned_data["decision"] != EXCUSE:
            return None
        code = self.cleaned_data["excuse"]
        return next((row for row in self.page.excuses if row.code == code), None)


class SentForm(BaseForm):
    """When a letter that was requested was sent, and how."""

    is_versioned = True

    sent_on = DayField(label="When was it sent?", noun="the day it was sent", past_only=True)
    how = forms.CharField(
        label="How was it sent?",
        required=False,
        max_length=300,
        help_text="For example: by post to the address on record, by hand.",
    )


def _decisions(page: FailurePage) -> list[tuple[str, str]]:
    """While nobody knows why somebody did not come, nothing can be decided for good."""
    excuse = (EXCUSE, "There was a reasonable excuse")
    if page.is_reason_unknown:
        return [
            excuse,
            (FAILURE, "There was no reasonable excuse: an unacceptable absence"),
            (ACTION, "The reason is not known yet, and something was done to find out"),
        ]
    return [
        (ACTION, "Something was done about it"),
        excuse,
        (NONE, "Nothing more is to be done"),
    ]
