"""What was told and waits for a supervisor: how it was told, and what is decided about it."""

from typing import Any
from uuid import UUID

from django.forms import CharField, ChoiceField

from core.errors import Problem
from core.forms import BaseForm, DayField, LongText, Radios
from offenders.services.reports import Told

CONFIRM, REFUSE = "confirm", "refuse"


class DeathForm(BaseForm):
    """A death as it was told."""

    happened_on = DayField(
        label="When did they die?", noun="the day of the death", quick="past", past_only=True
    )
    told_by = CharField(
        label="Who told it?",
        max_length=120,
        help_text="A name and who they are to the person, or the office.",
        error_messages={"required": "Say who told it"},
    )
    told_on = DayField(
        label="When was it told?", noun="the day it was told", quick="past", past_only=True
    )
    source = CharField(
        label="What does it rest on?",
        max_length=200,
        help_text="A certificate and its number, the coroner, a hospital, or only what somebody said.",
        error_messages={"required": "Say what it rests on"},
    )
    note = LongText(label="Note", rows=3, max_length=500, required=False)

    def clean(self) -> None:
        super().clean()
        died, told = self.cleaned_data.get("happened_on"), self.cleaned_data.get("told_on")
        if died and told and died > told:
            self.say(
                Problem("happened_on", "They cannot have died after the day on which it was told")
            )

    def said_in(self, contact_uuid: UUID | None) -> Told:
        """What the service takes, with the contact that tells it."""
        return Told(told_in=contact_uuid, **self.answers)


class DecideReportForm(BaseForm):
    """Confirm or refuse; a refusal has its reason."""

    is_versioned = True

    decision = ChoiceField(
        label="What do you decide?",
        choices=[(CONFIRM, "Confirm it: it takes effect now"), (REFUSE, "Refuse it")],
        widget=Radios(reveals={REFUSE: ["reason"]}),
        error_messages={"required": "Choose whether to confirm it"},
    )
    reason = LongText(
        label="Why is it refused?",
        required=False,
        rows=3,
        max_length=500,
        help_text="Whoever recorded it reads this.",
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("decision") == REFUSE and not answers.get("reason", "").strip():
            self.add_error("reason", "Say why it is refused")
        return answers


class TakeBackForm(BaseForm):
    """Why it was told in error."""

    is_versioned = True

    reason = LongText(
        label="Why is it taken back?",
        rows=3,
        max_length=500,
        help_text="What was wrong, and how it was found out. Tell it anew with what is right.",
        error_messages={"required": "Say why it is taken back"},
    )
