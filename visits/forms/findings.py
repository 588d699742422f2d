"""The fields of a visit's record (POL-11); the outcome decides which of them are asked for."""

from typing import Any

from django import forms

from core.forms import Checkboxes, DateField, DayField, LongText, Radios, TimeField
from visits.choices import (
    PROTECTIVE_FACTORS,
    ArmsFactor,
    ChildrenSeen,
    DevicesExamined,
    VisitOutcome,
)
from visits.forms.plan import VisitForm

ARMS_CHOICES = [
    (factor.value, f"{factor.label} (protective)" if factor in PROTECTIVE_FACTORS else factor.label)
    for factor in ArmsFactor
]
CHILDREN_TO_DESCRIBE = frozenset({ChildrenSeen.PRESENT, ChildrenSeen.SIGNS})


class FindingsForm(VisitForm):
    """Every field, and what one answer asks of another whatever the outcome."""

    outcome = forms.ChoiceField(choices=VisitOutcome.choices, widget=forms.HiddenInput)
    happens_on = DayField(label="Which day?", noun="the day of the visit", past_only=True)
    happens_time = TimeField(label="At what time?", noun="the time of the visit")
    ended_time = TimeField(label="Until", noun="the time you left", required=False)
    people_present = LongText(
        label="Who else was there?",
        help_text="Names, ages, who they are to the person. Write “nobody” if there was nobody.",
        required=False,
        rows=2,
        max_length=5_000,
    )
    children = forms.ChoiceField(
        label="Children, or signs of children?",
        choices=ChildrenSeen.choices,
        required=False,
        widget=Radios(),
    )
    children_detail = LongText(
        label="Which children, or which signs?",
        help_text="Needed if there were children or signs of any.",
        required=False,
        rows=2,
        max_length=5_000,
    )
    rooms_viewed = LongText(label="Rooms you saw", required=False, rows=2, max_length=5_000)
    devices_examined = forms.ChoiceField(
        label="Devices and internet",
        choices=DevicesExamined.choices,
        required=False,
        widget=Radios(small=True),
    )
    devices = LongText(
        label="Which devices, and what you found", required=False, rows=2, max_length=5_000
    )
    vehicles = LongText(
        label="Vehicles",
        help_text="Make, colour, registration; whose it is.",
        required=False,
        rows=2,
        max_length=5_000,
    )
    employment = LongText(
        label="Work, training or how the days are spent", required=False, rows=2, max_length=5_000
    )
    relationships = LongText(label="Relationships", required=False, rows=2, max_length=5_000)
    presentation = LongText(
        label="How was the person?",
        help_text="Mood, health, how they took the visit.",
        required=False,
        rows=2,
        max_length=5_000,
    )
    changes = LongText(
        label="What has changed since the last visit?",
        help_text="Who lives here, health, money, trouble with anybody.",
        required=False,
        rows=2,
        max_length=5_000,
    )
    arms_factors = forms.MultipleChoiceField(
        label="Which factors did the visit tell you something about?",
        choices=ARMS_CHOICES,
        required=False,
        widget=Checkboxes(small=True),
    )
    arms_evidence = LongText(
        label="What you saw or heard about them",
        help_text="Needed if you chose any.",
        required=False,
        rows=3,
        max_length=5_000,
    )
    concerns = LongText(label="Concerns", required=False, rows=2, max_length=5_000)
    actions = LongText(
        label="What happens next, and who does it?", required=False, rows=2, max_length=5_000
    )
    intelligence_ref = forms.CharField(
        label="Intelligence report reference",
        help_text="The reference only.",
        required=False,
        max_length=60,
    )
    visor_updated_on = DateField(
        label="ViSOR updated on",
        noun="the date of the ViSOR update",
        past_only=True,
        required=False,
    )
    entry_sought_by = forms.CharField(
        label="Who asked to come in, and as what?",
        help_text="For example: DC Amira Khan, a constable, to search and assess risk.",
        required=False,
        max_length=200,
    )
    refusal_words = LongText(
        label="What was said?",
        help_text="The words used, on both sides, as near as you can.",
        required=False,
        rows=4,
        max_length=5_000,
    )
    seen_where = forms.CharField(label="Where did you see them?", required=False, max_length=200)
    notes = LongText(label="Notes", required=False, rows=4)

    def clean(self) -> dict[str, Any]:
        super().clean()
        self._check_children()
        self._check_arms()
        return self.cleaned_data

    def _check_children(self) -> None:
        seen = self.cleaned_data.get("children")
        if seen in CHILDREN_TO_DESCRIBE and not self.cleaned_data.get("children_detail"):
            self.add_error("children_detail", "Say which children you saw, or which signs")

    def _check_arms(self) -> None:
        """POL-19: a factor is recorded with its evidence."""
        if self.cleaned_data.get("arms_factors") and not self.cleaned_data.get("arms_evidence"):
            self.add_error("arms_evidence", "Say what you saw or heard about these factors")
