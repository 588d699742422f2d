"""Hours that an officer has less."""

from datetime import date, timedelta
from decimal import Decimal

from django import forms

from core.forms import BaseForm, ChoiceField, DateField, DayField, LongText, Radios
from people.choices import ReductionReason


def _why() -> LongText:
    return LongText(
        label="Why?",
        help_text="Kept in the log beside the change. Write nothing about anybody's health.",
        rows=3,
        max_length=500,
        error_messages={"required": "Say why"},
    )


def hours_field(label: str) -> forms.DecimalField:
    """Hours a week, as somebody works them or has them less."""
    return forms.DecimalField(
        label=label,
        min_value=Decimal("0.1"),
        max_value=60,
        max_digits=3,
        decimal_places=1,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-4", "inputmode": "decimal"}),
        error_messages={
            "required": "Enter the hours",
            "invalid": "Hours must be a number, like 7.4",
            "min_value": "Hours must be above 0",
            "max_value": "Hours cannot be above 60",
            "max_decimal_places": "Hours have one decimal place at most, like 7.4",
            "max_digits": "Hours have one decimal place at most, like 7.4",
            "max_whole_digits": "Hours cannot be above 60",
        },
    )


class ReductionForm(BaseForm):
    """For which reason, how many hours a week, from when to when."""

    is_versioned = True

    what = ChoiceField(
        label="For which reason?",
        choices=ReductionReason.choices,
        widget=Radios(),
        error_messages={"required": "Choose the reason"},
    )
    hours = hours_field("How many hours a week less?")
    starts_on = DayField(label="From which day?", noun="the first day", quick="future")
    last_day = DateField(
        label="Last day",
        noun="the last day",
        required=False,
        help_text="The last day on which they have less. Leave empty until further notice.",
    )
    reason = _why()

    @property
    def ends_on(self) -> date | None:
        """The end as it is kept: exclusive."""
        last: date | None = self.cleaned_data["last_day"]
        return last + timedelta(days=1) if last else None


class EndReductionForm(BaseForm):
    """The first day with the hours again."""

    is_versioned = True

    ends_on = DayField(
        label="From which day do they have the hours again?",
        noun="the first day",
        quick="future",
        help_text="Its first day takes it back: it then never held.",
    )
    reason = _why()
