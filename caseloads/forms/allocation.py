"""Allocating a case: to whom, from which day, why."""

from dataclasses import dataclass
from typing import Any

from django import forms

from caseloads.selectors.allocation import AllocationPage, Candidate
from core.forms import BaseForm, DayField, LongText, Radios
from offenders.services.allocation import Decision


@dataclass(frozen=True, slots=True)
class Choice:
    """A radio button beside the officer that it stands for. The first has the field's own id."""

    id: str
    candidate: Candidate
    checked: bool


class AllocateForm(BaseForm):
    """The version is that of who leads the case now."""

    is_versioned = True

    officer = forms.ChoiceField(
        label="To whom?",
        widget=Radios(),
        error_messages={
            "required": "Choose the officer",
            "invalid_choice": "Choose one of the officers that are listed: this one cannot take the case",
        },
    )
    starts_on = DayField(
        label="From which day?", noun="the first day", quick="past", past_only=True
    )
    reason = LongText(
        label="Why does the case go to this officer?",
        help_text="Everybody who works on the case reads it among the contacts.",
        rows=3,
        max_length=500,
        error_messages={"required": "Say why the case goes to this officer"},
    )

    def __init__(self, *args: Any, page: AllocationPage, **kwargs: Any) -> None:
        super().__init__(*args, version=page.leads.version, **kwargs)
        self.page = page
        self.by_value = {candidate.value: candidate for candidate in page.candidates}
        officers: Any = self.fields["officer"]
        officers.choices = [(row.value, row.officer.name) for row in page.candidates]
        if page.asks_training:
            self.fields["despite"] = LongText(
                label="If the officer’s training is not current: why this officer all the same?",
                help_text="Only for an officer marked “Training not current”.",
                rows=2,
                max_length=500,
                required=False,
            )

    def clean(self) -> dict[str, Any]:
        """POL-22: never forbidden, but never without words."""
        cleaned = super().clean() or {}
        chosen = self.by_value.get(cleaned.get("officer", ""))
        if chosen and chosen.gap and not cleaned.get("despite"):
            self.add_error(
                "despite",
                f"{chosen.gap}. Say why {chosen.officer.name} takes a case of this risk all the same",
            )
        return cleaned

    @property
    def decision(self) -> Decision:
        asked = self.answers
        return Decision(
            officer=self.by_value[asked["officer"]].officer,
            starts_on=asked["starts_on"],
            reason=asked["reason"],
            despite=asked.get("despite", ""),
        )

    @property
    def rows(self) -> list[Choice]:
        field = self["officer"]
        chosen = str(field.value() or "")
        return [
            Choice(
                field.auto_id if place == 1 else f"{field.auto_id}-{place}",
                row,
                row.value == chosen,
            )
            for place, row in enumerate(self.page.candidates, start=1)
        ]
