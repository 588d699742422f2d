"""What a treatment manager types about groups."""

from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Any

from django import forms

from core.forms import BaseForm, DateField, DayField, LongText, PostcodeField, Radios, TimeField
from people.models import Officer, Region
from programmes.choices.groups import Weekday
from programmes.models import Place, Programme
from programmes.rules.schedule import Meeting

LARGEST = 30
MEETINGS = (1, 2, 3)
NO_DAY = ("", "No day")


def _reason(label: str, hint: str = "") -> LongText:
    return LongText(
        label=label,
        help_text=hint,
        rows=3,
        max_length=400,
        error_messages={"required": "Say why"},
    )


def _name() -> forms.CharField:
    return forms.CharField(
        label="Name of the group",
        max_length=80,
        help_text="To tell it from others at this place, like “Tuesday evenings, spring”.",
    )


def _size() -> forms.IntegerField:
    return forms.IntegerField(
        label="How many people at most?",
        min_value=1,
        max_value=LARGEST,
        initial=12,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages={
            "required": "Enter how many people at most",
            "invalid": "Enter a whole number of people, like 12",
            "min_value": "Enter 1 or more",
            "max_value": f"Enter {LARGEST} or fewer",
        },
    )


class PlaceNameForm(BaseForm):
    """What a place is called; in which region only who has several is asked."""

    name = forms.CharField(
        label="Name of the place",
        max_length=80,
        help_text="As people in the region say it, like “Eastmoor probation office”.",
    )
    postcode = PostcodeField(label="Postcode, if it is known", required=False)
    region = forms.ModelChoiceField(
        label="Region", queryset=Region.objects.none(), empty_label="Choose"
    )

    def __init__(self, *args: Any, regions: Sequence[Region], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if len(regions) < 2:
            del self.fields["region"]
            return
        field: Any = self.fields["region"]
        field.queryset = Region.objects.filter(pk__in=[region.pk for region in regions])


class ChangeGroupForm(BaseForm):
    """What a group is called, and for how many it is."""

    is_versioned = True

    name = _name()
    size = _size()


class MakeGroupForm(BaseForm):
    """A group: of what, where, for how many, on which days from when."""

    programme = forms.ModelChoiceField(
        label="Programme", queryset=Programme.objects.none(), empty_label="Choose"
    )
    place = forms.ModelChoiceField(
        label="Place", queryset=Place.objects.none(), empty_label="Choose"
    )
    name = _name()
    size = _size()
    first_session_on = DateField(
        label="First group session",
        noun="the day of the first group session",
        future_only=True,
        help_text="The work before the group is put before this day by itself.",
    )

    def __init__(
        self, *args: Any, programmes: Iterable[int], places: Iterable[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, fields=None, **kwargs)
        programme: Any = self.fields["programme"]
        programme.queryset = Programme.objects.filter(pk__in=programmes)
        place: Any = self.fields["place"]
        place.queryset = Place.objects.filter(pk__in=places)
        first = self.fields.pop("first_session_on")
        for number in MEETINGS:
            self.fields[f"day_{number}"] = _day(number)
            self.fields[f"time_{number}"] = _time(number)
        self.fields["first_session_on"] = first

    def clean(self) -> None:
        super().clean()
        for number in MEETINGS:
            day, at = self._pair(number)
            if day and at is None and f"time_{number}" not in self.errors:
                self.add_error(f"time_{number}", "Enter the time at which it begins, like 18:00")
            if at is not None and not day:
                self.add_error(f"day_{number}", "Choose the day of this time")
        meetings = self.meetings
        if len(set(meetings)) < len(meetings):
            self.add_error("day_2", "The same day and time is here twice")

    @property
    def meetings(self) -> list[Meeting]:
        """The days on which the group meets, as far as they are whole."""
        pairs = (self._pair(number) for number in MEETINGS)
        return [Meeting(int(day), at) for day, at in pairs if day and at is not None]

    def _pair(self, number: int) -> tuple[str, time | None]:
        return self.cleaned_data.get(f"day_{number}", ""), self.cleaned_data.get(f"time_{number}")


def _day(number: int) -> forms.ChoiceField:
    first = number == 1
    return forms.ChoiceField(
        label="On which day does it meet?" if first else f"Another day ({number})",
        choices=[("", "Choose") if first else NO_DAY, *Weekday.choices],
        required=first,
        error_messages={"required": "Choose the day on which it meets"},
    )


def _time(number: int) -> TimeField:
    label = "At what time?" if number == 1 else f"At what time? ({number})"
    return TimeField(label=label, noun="the time at which it begins", required=number == 1)


class MoveSessionForm(BaseForm):
    """To which day and time."""

    is_versioned = True

    on = DateField(label="New day", noun="the new day", future_only=True)
    starts = TimeField(label="Begins at", noun="the time at which it begins")

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)


class FacilitatorField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.get_grade_display()}, {obj.team}"


class FacilitatorForm(BaseForm):
    officer = FacilitatorField(
        label="Who runs it?", queryset=Officer.objects.none(), empty_label="Choose"
    )
    starts_on = DayField(
        label="From which day?",
        noun="the first day",
        quick="future",
        future_only=True,
        help_text="From then on they see the people in the group.",
    )

    def __init__(self, *args: Any, officers: Sequence[Officer], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["officer"]
        ids = [officer.pk for officer in officers]
        field.queryset = Officer.objects.filter(pk__in=ids).select_related("team")


class TrainingForm(BaseForm):
    trained_on = DateField(label="Trained on", noun="the day of the training", past_only=True)
    expires_on = DateField(
        label="Expires on",
        noun="the day on which it expires",
        required=False,
        help_text="The first day on which it counts no more. Leave empty if it has no end.",
    )


class CancelGroupForm(BaseForm):
    is_versioned = True

    reason = _reason("Why?", "Kept with everybody who has a seat in it.")


class PlaceForm(BaseForm):
    """Which of the groups that fit."""

    group = forms.ChoiceField(
        label="Which group?",
        widget=Radios,
        error_messages={"required": "Choose a group"},
    )

    def __init__(
        self, *args: Any, offered: Sequence[tuple[str, str]], hints: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["group"]
        field.widget = Radios(hints=hints)
        field.choices = list(offered)
