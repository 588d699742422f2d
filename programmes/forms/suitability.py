"""What one source says of the inputs of suitability, and a decision against what is worked out."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.forms import BoundField

from core.errors import Problem
from core.forms import BaseForm, ChoiceField, DayField, LongText, Radios, Select
from offenders.choices import Sex
from programmes.choices.suitability import (
    LEVELS,
    NEED_INPUTS,
    OFFENCE_INPUTS,
    RANGES,
    RISK_INPUTS,
    WHOLE,
    Pathway,
    ScoreInput,
    ScoreSource,
)
from programmes.rules.suitability import OSP
from programmes.services.suitability import Value

C = ScoreInput
SKIPPED = ("", "Not in this record")
NEED_WORDS = {0: "0: none", 1: "1: some", 2: "2: high"}


@dataclass(frozen=True, slots=True)
class Group:
    """Inputs that stand together on the page."""

    title: str
    intro: str
    fields: list[BoundField]


GROUPS = (
    (
        "Risk",
        (
            "Percentages as the record has them, 74.5 too. “Not applicable” where the tool was considered and does not apply "
            "to this person."
        ),
        RISK_INPUTS,
    ),
    ("Need", "The four parts of the Programme Needs Identifier, each from 0 to 2.", NEED_INPUTS),
    (
        "Learning disability or challenge",
        "Whether an adapted programme may be needed. It changes nothing about suitability.",
        (C.LEARNING,),
    ),
    (
        "Sexual offending",
        "How far each describes it, from 1 to 3. It changes nothing about suitability.",
        OFFENCE_INPUTS,
    ),
)


class ScoresForm(BaseForm):
    """One source of one day, with what it says; each input may be left empty."""

    assessed_on = DayField(
        label="Of which day is it?",
        noun="the day of the assessment",
        quick="past",
        past_only=True,
    )
    source = ChoiceField(
        label="Where does it stand?",
        choices=[("", "Choose"), *ScoreSource.choices],
        widget=Select(),
        error_messages={"required": "Choose where it stands"},
    )
    note = LongText(
        label="Note",
        rows=2,
        max_length=500,
        required=False,
        help_text="The name of another record, or what is to be remembered.",
    )

    def __init__(self, *args: Any, sex: str, **kwargs: Any) -> None:
        left_out = OSP if sex == Sex.FEMALE else ()
        self.groups_of = [
            (title, intro, [code for code in codes if code not in left_out])
            for title, intro, codes in GROUPS
        ]
        asked = [code for *_, codes in self.groups_of for code in codes]
        super().__init__(*args, fields={code.value: _field(code) for code in asked}, **kwargs)
        self.asked = asked

    @property
    def groups(self) -> Iterable[Group]:
        return [
            Group(title, intro, [self[code.value] for code in codes])
            for title, intro, codes in self.groups_of
        ]

    @property
    def values(self) -> dict[ScoreInput, Value]:
        """What was given."""
        said = self.cleaned_data
        return {
            code: Value(level=said[code]) if code in LEVELS else Value(value=said[code])
            for code in self.asked
            if said.get(code) not in (None, "")
        }

    def clean(self) -> None:
        super().clean()
        said = self.cleaned_data
        if said.get("source") == ScoreSource.OTHER and not said.get("note", "").strip():
            self.say(Problem("note", "Name the record that says so"))
        if not self.values and not self.errors:
            self.say(Problem("", "Enter at least one input"))


class DecideSuitabilityForm(BaseForm):
    """PRG-14: which pathway instead, and why. Version 0 where nothing was decided yet."""

    is_versioned = True

    decided = ChoiceField(
        label="Which pathway instead?",
        widget=Radios(),
        error_messages={"required": "Choose the pathway"},
    )
    reason = LongText(
        label="Why?",
        rows=4,
        max_length=500,
        help_text="Whoever reads the case, and whoever allocates to a group, reads this.",
        error_messages={"required": "Say why it is decided against what is worked out"},
    )

    def __init__(self, *args: Any, worked_out: Pathway, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["decided"]
        field.choices = [
            (one.value, one.label) for one in Pathway if one not in {Pathway.INCOMPLETE, worked_out}
        ]


class TakeBackScoreForm(BaseForm):
    """Why an input is taken off the record."""

    is_versioned = True

    reason = LongText(
        label="Why is it taken off the record?",
        rows=3,
        max_length=500,
        help_text="What was wrong, and how it was found out. The history keeps both.",
        error_messages={"required": "Say why it was wrong"},
    )


def _field(code: ScoreInput) -> forms.Field:
    """A number typed, or one of a short list."""
    if code in LEVELS:
        return ChoiceField(
            label=code.label,
            choices=[SKIPPED, *((level.value, level.label) for level in LEVELS[code])],
            widget=Select(),
            required=False,
        )
    if code in WHOLE:
        lowest, highest = RANGES[code]
        numbers = range(lowest, highest + 1)
        words = NEED_WORDS if code in NEED_INPUTS else {}
        return forms.TypedChoiceField(
            label=code.label,
            choices=[SKIPPED, *((str(one), words.get(one, str(one))) for one in numbers)],
            coerce=Decimal,
            empty_value=None,
            widget=Select(),
            required=False,
        )
    lowest, highest = RANGES[code]
    range_words = f"{code.label} must be a number from {lowest} to {highest}"
    return forms.DecimalField(
        label=f"{code.label} (%)",
        min_value=lowest,
        max_value=highest,
        max_digits=5,
        decimal_places=2,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"}),
        error_messages={
            "invalid": f"{code.label} must be a number, like 74.5",
            "min_value": range_words,
            "max_value": range_words,
            "max_digits": range_words,
            "max_whole_digits": range_words,
            "max_decimal_places": f"{code.label} must have two decimal places or fewer",
        },
    )
