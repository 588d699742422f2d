"""Into custody and out, into hospital and out, at large and found: the days, and how it is known."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.forms import ChoiceField

from core.errors import Problem
from core.forms import BaseForm, DateField, DayField, LongText, Radios
from offenders.choices import PauseKind
from offenders.models import Pause

DAYS, NEVER = "days", "never"


@dataclass(frozen=True, slots=True)
class PauseWords:
    """How one kind of pause is asked about and answered."""

    code: str  # of its address
    act: str  # what is offered, whichever way round
    began: str
    ended: str
    begin_noun: str
    end_noun: str
    end_label: str
    is_on: str
    saved: str


WORDS = {
    PauseKind.CUSTODY: PauseWords(
        "custody",
        "Custody and release",
        "Taken into custody",
        "Released from custody",
        "the day they were taken into custody",
        "the day of the release",
        "When were they released?",
        "In custody",
        "Clocks stand still until the release is recorded.",
    ),
    PauseKind.HOSPITAL: PauseWords(
        "hospital",
        "Detained in hospital, and discharge",
        "Detained in hospital",
        "Discharged from hospital",
        "the day they were detained in hospital",
        "the day of the discharge",
        "When were they discharged?",
        "Detained in hospital",
        "Clocks stand still until the discharge is recorded.",
    ),
    PauseKind.UNLAWFULLY_AT_LARGE: PauseWords(
        "at_large",
        "Unlawfully at large, and found",
        "Unlawfully at large",
        "Found",
        "the day since when they are at large",
        "the day they were found",
        "When were they found?",
        "Unlawfully at large",
        "Clocks stand still until it is recorded that they were found.",
    ),
}


def note(label: str = "How is this known?") -> LongText:
    return LongText(
        label=label,
        rows=3,
        max_length=500,
        required=False,
        help_text="Who said so, where they are, what is to be remembered.",
    )


class BeginPauseForm(BaseForm):
    """When it began; when it ended, if it has."""

    starts_on = DayField(label="Since when?", noun="the day", quick="past", past_only=True)
    ends_on = DateField(label="Until", noun="the day", past_only=True, required=False)
    note = note()

    def __init__(self, *args: Any, kind: PauseKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = WORDS[kind]
        name_days(self, words)
        self.fields["ends_on"].help_text = "Only if it is over already."

    def clean(self) -> None:
        super().clean()
        check_order(self)


class EndPauseForm(BaseForm):
    """When it ended."""

    is_versioned = True

    ends_on = DayField(label="Until", noun="the day", quick="past", past_only=True)
    note = note()

    def __init__(self, *args: Any, pause: Pause, **kwargs: Any) -> None:
        super().__init__(*args, version=pause.version, **kwargs)
        self.pause = pause
        name_days(self, WORDS[PauseKind(pause.kind)])


class CorrectPauseForm(BaseForm):
    """Other days, or that it never happened; either with the reason."""

    is_versioned = True

    what = ChoiceField(
        label="What is wrong?",
        choices=[(DAYS, "A day is wrong"), (NEVER, "It never happened")],
        widget=Radios(
            reveals={DAYS: ["starts_on", "ends_on"]},
            hints={
                NEVER: "It is taken off the record, and clocks are as if it had not been there."
            },
        ),
        error_messages={"required": "Choose what is wrong"},
    )
    starts_on = DateField(
        label="It began on", noun="the day it began", past_only=True, required=False
    )
    ends_on = DateField(
        label="It ended on",
        noun="the day it ended",
        past_only=True,
        required=False,
        help_text="Leave empty while it goes on.",
    )
    reason = LongText(
        label="Why?",
        rows=3,
        max_length=500,
        help_text="What was wrong, and how it was found out.",
        error_messages={"required": "Say why it was wrong"},
    )

    def __init__(self, *args: Any, pause: Pause, **kwargs: Any) -> None:
        initial = {"starts_on": pause.starts_on, "ends_on": pause.ends_on}
        super().__init__(*args, initial=initial, version=pause.version, **kwargs)

    def clean(self) -> None:
        super().clean()
        asked = self.cleaned_data
        if asked.get("what") == DAYS:
            if not asked.get("starts_on") and "starts_on" not in self.errors:
                self.say(Problem("starts_on", "Enter the day it began"))
            check_order(self)


def name_days(form: BaseForm, words: PauseWords) -> None:
    """Questions and messages in the words of this kind."""
    for name, noun, label in (
        ("starts_on", words.begin_noun, f"{words.began}: since when?"),
        ("ends_on", words.end_noun, words.end_label),
    ):
        field: Any = form.fields.get(name)
        if field is not None:
            field.noun, field.label = noun, label
            field.error_messages["required"] = f"Enter {noun}"


def check_order(form: BaseForm) -> None:
    """The end after the beginning; the service compares them with the rest of the record."""
    begun, ended = form.cleaned_data.get("starts_on"), form.cleaned_data.get("ends_on")
    if begun and ended and ended < begun + timedelta(days=1):
        form.say(
            Problem(
                "ends_on",
                "It must end after it began. If both were on one day, no clock stood still and there is nothing to record",
            )
        )
