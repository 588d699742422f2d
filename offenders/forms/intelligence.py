"""Intelligence that was cleared for sharing."""

from datetime import date
from typing import Any

from django import forms

from core.forms import BaseForm, DateField, DayField, LongText, Radios
from offenders.choices.assessed import Handling, InformationGrade, SourceGrade


class IntelligenceForm(BaseForm):
    """The words that were cleared, their grades, who cleared them and when, and how they may be passed on."""

    summary = LongText(
        label="What was cleared for sharing?",
        rows=5,
        help_text="The cleared words and no others: never who or what it comes from.",
        error_messages={"required": "Enter the words that were cleared"},
    )
    source_grade = forms.ChoiceField(
        label="How far is the source relied on?",
        choices=SourceGrade.choices,
        widget=Radios(),
        error_messages={"required": "Choose the grade of the source"},
    )
    information_grade = forms.ChoiceField(
        label="How is it known?",
        choices=InformationGrade.choices,
        widget=Radios(),
        error_messages={"required": "Choose the grade of the information"},
    )
    handling = forms.ChoiceField(
        label="How may it be passed on?",
        choices=Handling.choices,
        widget=Radios(reveals={Handling.CONDITIONS: ["conditions"]}),
        error_messages={"required": "Choose how it may be passed on"},
    )
    conditions = forms.CharField(
        label="On which conditions?",
        max_length=500,
        required=False,
        help_text="Like: to the panel only; not in writing to the person.",
    )
    cleared_by = forms.CharField(
        label="Who cleared it?",
        max_length=120,
        help_text="Name, rank or role, and agency.",
        error_messages={"required": "Enter who cleared it"},
    )
    starts_on = DayField(
        label="When was it cleared?", noun="the day it was cleared", quick="past", past_only=True
    )
    dated_on = DateField(
        label="Of which day does it tell?", noun="the day", past_only=True, required=False
    )
    reference = forms.CharField(
        label="Its reference in the intelligence system", max_length=60, required=False
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, initial={"starts_on": on}, **kwargs)

    def clean(self) -> None:
        super().clean()
        given = self.cleaned_data
        if given.get("handling") == Handling.CONDITIONS and not given.get("conditions"):
            self.add_error("conditions", "Say on which conditions it may be passed on")
        dated, cleared = given.get("dated_on"), given.get("starts_on")
        if dated and cleared and dated > cleared:
            self.add_error("dated_on", "It cannot be of a day after it was cleared")

    @property
    def details(self) -> dict[str, Any]:
        """What the service takes besides the day; conditions only where there are any."""
        given = {name: value for name, value in self.answers.items() if name != "starts_on"}
        if given["handling"] != Handling.CONDITIONS:
            given["conditions"] = ""
        return given
