"""What a manager saw, and what they ask of the officer. No answer stands there before it is given."""

from collections.abc import Mapping
from typing import Any

from django.forms import Field
from django.forms.boundfield import BoundField

from caseloads.choices import Mark, ReviewOutcome, Signature
from core.forms import BaseForm, ChoiceField, DateField, LongText, Radios
from core.words import within_sentence


def seen(label: str, hint: str) -> LongText:
    """A question that is answered by what shows it, not by yes or no."""
    return LongText(
        label=label,
        help_text=hint,
        rows=3,
        error_messages={"required": f"Say what shows it: {within_sentence(label)}"},
    )


def asks() -> LongText:
    return LongText(
        label="What should the officer do?",
        help_text="It stands on their first page until they have answered. Leave it empty if there is nothing to do.",
        rows=4,
        required=False,
    )


def answer_by() -> DateField:
    return DateField(
        label="By which day do they answer?", noun="the day", required=False, future_only=True
    )


class ReviewCaseForm(BaseForm):
    """F-13: four questions about the case, each with its evidence, and what comes of it."""

    risk = seen(
        "Is the level of risk right?",
        "Name what you read and what it shows: the assessment and its date, what has happened since.",
    )
    plan = seen(
        "Does what is planned deal with that risk?",
        "Name what is to be done, by whom, and what of it has been done.",
    )
    contact_kept = seen(
        "Are they seen as often and as closely as that asks?",
        "Give the days on which they were last seen, where, and what is arranged.",
    )
    protection = seen(
        "Are those who may be harmed protected?",
        "Name children and others in reach, who was asked about them, and what was answered.",
    )
    outcome = ChoiceField(
        label="What comes of it?",
        choices=ReviewOutcome.choices,
        widget=Radios(),
        error_messages={"required": "Choose what comes of it"},
    )
    asks = asks()
    answer_by = answer_by()


class AnswerManagerForm(BaseForm):
    """What came of what the manager asked for."""

    is_versioned = True

    answer = LongText(
        label="What have you done?",
        rows=5,
        error_messages={"required": "Say what you have done"},
    )


class CountersignForm(BaseForm):
    """PRO-24: countersigned, or sent back with what is to be done by when."""

    is_versioned = True

    words = LongText(
        label="What did you read, and what bears it out or is missing?",
        help_text="Name it, so that whoever reads this later can find it.",
        rows=4,
        error_messages={"required": "Say what you read, and what bears it out or is missing"},
    )
    decision = ChoiceField(
        label="What do you do with it?",
        choices=[
            (Signature.SIGNED, "Countersign it"),
            (Signature.SENT_BACK, "Send it back to the officer"),
        ],
        widget=Radios(reveals={Signature.SENT_BACK: ["asks", "answer_by"]}),
        error_messages={"required": "Choose what you do with it"},
    )
    asks = LongText(label="What should the officer do?", rows=3, required=False)
    answer_by = answer_by()

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("decision") == Signature.SIGNED:
            answers |= {"asks": "", "answer_by": None}
            self.errors.pop("answer_by", None)
        return answers


class ScoreForm(BaseForm):
    """F-30: each question has a mark and what shows it; no mark stands there before it is given."""

    is_versioned = True

    asks = asks()
    answer_by = answer_by()

    def __init__(self, *args: Any, questions: Mapping[str, str], **kwargs: Any) -> None:
        fields: dict[str, Field] = {}
        for code, words in questions.items():
            fields[f"mark_{code}"] = ChoiceField(
                label=words,
                choices=Mark.choices,
                widget=Radios(inline=True),
                error_messages={"required": f"Choose how far it is met: {words}"},
            )
            fields[f"evidence_{code}"] = LongText(
                label="What shows it?",
                rows=2,
                error_messages={"required": f"Say what shows it: {words}"},
            )
        super().__init__(*args, fields=fields, **kwargs)
        self.questions = tuple(questions)

    @property
    def pairs(self) -> list[tuple[BoundField, BoundField]]:
        """The mark and the evidence of each question, for the page."""
        return [(self[f"mark_{code}"], self[f"evidence_{code}"]) for code in self.questions]

    @property
    def marks(self) -> dict[str, tuple[Mark, str]]:
        """What was answered, by the question."""
        said = self.cleaned_data
        return {
            code: (Mark(said[f"mark_{code}"]), said[f"evidence_{code}"]) for code in self.questions
        }
