"""Points of a tier, from a day on."""

from django import forms

from caseloads.choices import CaseType
from caseloads.rules.points import MOST_POINTS
from core.forms import BaseForm, DayField, LongText


def _points(kind: CaseType) -> forms.IntegerField:
    return forms.IntegerField(
        label=kind.label,
        min_value=0,
        max_value=MOST_POINTS,
        required=False,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "numeric"}),
        error_messages={
            "invalid": "Points must be a whole number, like 115",
            "min_value": "Points cannot be below 0",
            "max_value": f"Points cannot be above {MOST_POINTS:,}",
        },
    )


class PointsForm(BaseForm):
    """What a case of each type weighs; empty where no points are known."""

    is_versioned = True

    community = _points(CaseType.COMMUNITY)
    licence = _points(CaseType.LICENCE)
    custody = _points(CaseType.CUSTODY)
    starts_on = DayField(
        label="From which day?", noun="the day it holds from", quick="future", future_only=True
    )
    reason = LongText(
        label="Why?",
        help_text="Kept in the log beside the change.",
        rows=3,
        max_length=500,
        error_messages={"required": "Say why it changes"},
    )

    @property
    def points(self) -> dict[CaseType, int | None]:
        return {kind: self.cleaned_data[kind] for kind in CaseType}
