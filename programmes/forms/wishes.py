"""When somebody can come, where they cannot, and whom they must not meet."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms

from core.forms import BaseForm, Checkboxes
from offenders.rules.finding import crns_of
from programmes.choices.groups import DayPart, Weekday
from programmes.models import Place


class AvailabilityForm(BaseForm):
    """A week by parts of its days, and the places that are out of reach."""

    barred = forms.ModelMultipleChoiceField(
        label="Places that they cannot attend",
        queryset=Place.objects.none(),
        widget=Checkboxes,
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        available: Collection[tuple[int, DayPart]],
        places: Sequence[Place],
        barred: Collection[int],
        **kwargs: Any,
    ) -> None:
        week = {f"day_{day.value}": _parts(day, available) for day in Weekday}
        super().__init__(*args, fields=week, **kwargs)
        field: Any = self.fields["barred"]
        field.queryset = Place.objects.filter(pk__in=[place.pk for place in places])
        field.initial = list(barred)
        if not places:
            del self.fields["barred"]

    @property
    def available(self) -> set[tuple[int, DayPart]]:
        return {
            (day.value, DayPart(part))
            for day in Weekday
            for part in self.cleaned_data[f"day_{day.value}"]
        }


def _parts(day: Weekday, available: Collection[tuple[int, DayPart]]) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=day.label,
        choices=DayPart.choices,
        widget=Checkboxes(inline=True),
        required=False,
        initial=[part.value for part in DayPart if (day.value, part) in available],
    )


class KeepApartForm(BaseForm):
    other = forms.CharField(
        label="CRN of the other person",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        help_text="Somebody whose case you can open.",
    )
    note = forms.CharField(
        label="Why?",
        max_length=500,
        help_text="Read by whoever can open both cases. It is never shown with a group.",
        error_messages={"required": "Say why"},
    )

    @property
    def crns(self) -> Collection[str]:
        """Every CRN that what was typed may mean."""
        return crns_of(self.cleaned_data["other"].strip().upper())
