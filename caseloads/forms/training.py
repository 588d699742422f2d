"""Courses: recorded, corrected, ended, stated, confirmed."""

from typing import Any

from core.forms import BaseForm, ChoiceField, DateField, DayField, LongText, Radios
from people.choices import TrainingKind, TrainingMode

YES, NO = "yes", "no"
# The specialist course comes with the extract alone.
RECORDED = [row for row in TrainingKind.choices if row[0] != TrainingKind.SPECIALIST]
CONFIDENCE = [
    ("1", "1: not at all"),
    ("2", "2"),
    ("3", "3"),
    ("4", "4"),
    ("5", "5: fully"),
]


class CourseForm(BaseForm):
    """Which course, when, until when it counts, how it was taught."""

    kind = ChoiceField(
        label="Which course?",
        choices=RECORDED,
        widget=Radios(),
        error_messages={"required": "Choose the course"},
    )
    trained_on = DayField(label="When was it done?", noun="the day", past_only=True)
    expires_on = DateField(
        label="From which day does it count no longer?",
        noun="the day",
        required=False,
        help_text="As the certificate says. Leave empty if it never runs out.",
    )
    mode = ChoiceField(
        label="How was it taught?",
        choices=TrainingMode.choices,
        widget=Radios(),
        error_messages={"required": "Choose how it was taught"},
    )


def why() -> LongText:
    return LongText(
        label="Why?",
        help_text="Kept in the log beside the change.",
        rows=3,
        max_length=500,
        error_messages={"required": "Say why"},
    )


def _observed() -> DateField:
    return DateField(
        label="When did a manager see it at work?",
        noun="the day",
        required=False,
        help_text="Leave empty if nobody has yet.",
    )


class TrainingForm(CourseForm):
    """By whoever leads the team."""

    observed_on = _observed()


class CorrectTrainingForm(BaseForm):
    """What is on record, to be put right."""

    is_versioned = True

    trained_on = DateField(label="When was it done?", noun="the day", past_only=True)
    expires_on = DateField(
        label="From which day does it count no longer?",
        noun="the day",
        required=False,
        help_text="Leave empty if it never runs out.",
    )
    mode = ChoiceField(
        label="How was it taught?",
        choices=TrainingMode.choices,
        widget=Radios(),
        error_messages={"required": "Choose how it was taught"},
    )
    observed_on = _observed()
    reason = why()


class EndTrainingForm(BaseForm):
    """From which day it counts no longer."""

    is_versioned = True

    ends_on = DateField(
        label="From which day does it count no longer?",
        noun="the day",
        help_text="The day on which it was done, or an earlier one, takes it back: it then never counted.",
    )
    reason = why()


class StateTrainingForm(CourseForm):
    """By the officer: it waits to be confirmed."""

    confidence = ChoiceField(
        label="How confident are you with what you learnt?",
        choices=CONFIDENCE,
        widget=Radios(inline=True),
        required=False,
        help_text="You and whoever leads your team see it.",
    )


class RateForm(BaseForm):
    """How confident the officer is."""

    confidence = ChoiceField(
        label="How confident are you with what you learnt?",
        choices=CONFIDENCE,
        widget=Radios(inline=True),
        error_messages={"required": "Choose how confident you are"},
    )


class DecideTrainingForm(BaseForm):
    """Whether what an officer says they did counts."""

    is_confirmed = ChoiceField(
        label="Did they do it?",
        choices=[(YES, "Yes, it counts"), (NO, "No, or nothing shows it")],
        widget=Radios(reveals={NO: ["reason"]}),
        error_messages={"required": "Choose whether it counts"},
    )
    reason = LongText(
        label="Why not?",
        required=False,
        rows=3,
        max_length=500,
        help_text="The officer reads it.",
    )
    observed_on = _observed()

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        if asked.get("is_confirmed") == NO and not asked.get("reason"):
            self.add_error("reason", "Say why it does not count")
        return asked
