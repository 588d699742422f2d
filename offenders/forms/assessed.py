"""What a tool says of a person: the form asks only what the catalogue says that this tool gives."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms

from core.forms import BaseForm, ButtonForm, DayField, LongText, Radios
from offenders.choices.assessed import Basis, Measure
from offenders.rules.tools import BANDS, Said, ToolFacts

I_DID, ANOTHER = "me", "other"


class AssessmentForm(BaseForm):
    """The band, the number, the day, who assessed, and what it rests on."""

    is_versioned = True

    assessed_on = DayField(
        label="When was it assessed?",
        noun="the day of the assessment",
        quick="past",
        past_only=True,
    )
    who = forms.ChoiceField(
        label="Who assessed?",
        choices=[(I_DID, "I did"), (ANOTHER, "Somebody else")],
        widget=Radios(reveals={ANOTHER: ["assessed_by"]}),
        error_messages={"required": "Choose who assessed"},
    )
    assessed_by = forms.CharField(
        label="Their name, and where they work",
        max_length=120,
        required=False,
        help_text="Like: Jo Field, Stoke prison",
    )

    def __init__(self, *args: Any, tool: ToolFacts, on: date, version: int, **kwargs: Any) -> None:
        super().__init__(
            *args,
            on=on,
            version=version,
            fields=fields_of(tool),
            initial={"assessed_on": on, "who": I_DID},
            **kwargs,
        )
        self.fields["rationale"] = LongText(
            label="What does it rest on?",
            rows=4,
            required=tool.asks_why,
            error_messages={"required": "Say what it rests on"},
        )

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("who") == ANOTHER and not self.cleaned_data.get("assessed_by"):
            self.add_error("assessed_by", "Enter who assessed")

    @property
    def said(self) -> Said:
        """A valid form as what the tool says."""
        given = self.answers
        return Said(
            score=given.get("score"),
            band=given.get("band", ""),
            basis=given.get("basis", ""),
            assessed_on=given["assessed_on"],
            rationale=given["rationale"],
        )

    @property
    def somebody_else(self) -> str:
        """Who assessed, where it was not whoever fills in the form."""
        return str(self.answers["assessed_by"]) if self.answers["who"] == ANOTHER else ""


class TakeBackForm(BaseForm):
    """Why an assessment should not count."""

    is_versioned = True

    note = LongText(
        label="What is wrong with it?",
        rows=3,
        max_length=500,
        error_messages={"required": "Say what is wrong with it"},
    )


def fields_of(tool: ToolFacts) -> dict[str, forms.Field]:
    """The questions that only some tools answer."""
    fields: dict[str, forms.Field] = {}
    if bands := BANDS[tool.bands]:
        fields["band"] = forms.ChoiceField(
            label="Which priority?"
            if tool.asks_why and tool.measure == Measure.NONE
            else "Which band?",
            choices=[(band.value, band.label) for band in reversed(bands)],
            widget=Radios(),
            error_messages={"required": "Choose the band"},
        )
    if tool.measure != Measure.NONE:
        fields["score"] = _number(tool)
    if tool.has_basis:
        fields["basis"] = forms.ChoiceField(
            label="Is it static or dynamic?",
            choices=Basis.choices,
            widget=Radios(),
            error_messages={"required": "Say whether it is static or dynamic"},
        )
    return fields


def _number(tool: ToolFacts) -> forms.DecimalField:
    is_percent = tool.measure == Measure.PERCENT
    wrong = "Enter a number, like 12.5"
    return forms.DecimalField(
        label="What is the score, in percent?" if is_percent else "What is the score?",
        max_digits=6,
        decimal_places=2,
        min_value=Decimal(0),
        required=is_percent,
        help_text="" if is_percent else "If it is known.",
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-5", "inputmode": "decimal", "autocomplete": "off"}
        ),
        error_messages={
            "required": "Enter the score",
            "invalid": wrong,
            "min_value": "The score cannot be below 0",
            "max_digits": wrong,
            "max_decimal_places": "Enter at most two figures behind the point",
            "max_whole_digits": wrong,
        },
    )


class WorkedForm(ButtonForm):
    """The tier that was on the screen when the button was pressed."""

    tier = forms.CharField(
        max_length=120,
        widget=forms.HiddenInput,
        error_messages={"required": "Open the page again: it does not say which tier was shown"},
    )
