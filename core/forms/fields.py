"""Fields that read what people write, and say what to do when they cannot."""

import re
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from core import postcodes
from core.calendar import in_full
from core.forms.widgets import OTHER, DateInput, DayInput, TextArea

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip


class DateField(forms.Field):
    """A date. `noun` is how messages speak of it: "the date of the visit".

    `past_only` and `future_only` are decided by the day that the form is given (`BaseForm(on=...)`).
    """

    widget: Any = DateInput

    def __init__(
        self, *, noun: str, past_only: bool = False, future_only: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.noun, self.past_only, self.future_only = noun, past_only, future_only
        self.error_messages["required"] = f"Enter {noun}"
        self.error_messages |= kwargs.get("error_messages") or {}
        self.on: date | None = None

    def clean(self, value: Any) -> date | None:
        self.mark([])
        found = self.to_date(value)
        self.validate(found)
        self.run_validators(found)
        return found

    def to_date(self, value: Any) -> date | None:
        boxes = list(value or ())[-3:]
        if not any(boxes):
            self.mark(DateInput.parts if self.required else [])
            return None
        return self.within(self.read(boxes))

    def read(self, boxes: Sequence[str]) -> date:
        absent = [part for part, text in zip(DateInput.parts, boxes, strict=True) if not text]
        if absent:
            self.refuse(f"{self.subject} must include a {' and a '.join(absent)}", absent)
        day, month, year = (number_in(text) or 0 for text in boxes)
        if not 1 <= month <= 12:
            self.refuse(f"{self.subject} needs a month from 1 to 12", ["month"])
        year += 2000 if 0 < year < 100 else 0
        if not 1900 <= year <= 2200:
            self.refuse(f"{self.subject} needs a year of 4 numbers, like 2026", ["year"])
        try:
            return date(year, month, day)
        except ValueError:
            self.refuse(f"{self.subject} must be a real date, like 27 3 2026", ["day"])
            raise

    def within(self, found: date) -> date:
        if self.on and self.past_only and found > self.on:
            self.refuse(
                f"{self.subject} must be today, {in_full(self.on)}, or in the past", DateInput.parts
            )
        if self.on and self.future_only and found < self.on:
            self.refuse(
                f"{self.subject} must be today, {in_full(self.on)}, or in the future",
                DateInput.parts,
            )
        return found

    def refuse(self, message: str, wrong: Sequence[str]) -> None:
        self.mark(wrong)
        raise ValidationError(message, code="invalid")

    def mark(self, wrong: Sequence[str]) -> None:
        """Which boxes are red, and where the error's link lands."""
        self.widget.attrs["wrong"] = tuple(wrong)

    @property
    def subject(self) -> str:
        return self.noun[:1].upper() + self.noun[1:]


class DayField(DateField):
    """A date that is mostly today or yesterday (`quick="past"`), or today or tomorrow (`quick="future"`)."""

    widget = DayInput

    def __init__(self, *, quick: str = "past", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.quick = quick

    def offer(self, on: date) -> None:
        """Set the quick answers. They carry their date, so a form sent after midnight keeps its meaning."""
        step, word = (-1, "Yesterday") if self.quick == "past" else (1, "Tomorrow")
        other = on + timedelta(days=step)
        self.widget.attrs["days"] = [
            (day.isoformat(), label, f"{day:%A} {in_full(day)}")
            for day, label in ((on, "Today"), (other, word))
        ]

    def to_date(self, value: Any) -> date | None:
        chosen, *boxes = value or ["", "", "", ""]
        if not chosen:
            return super().to_date(boxes) if any(boxes) else None
        if chosen == OTHER:
            if not any(boxes):
                self.refuse(str(self.error_messages["required"]), DateInput.parts)
            return super().to_date(boxes)
        try:
            day = date.fromisoformat(chosen)
        except ValueError:
            raise ValidationError(self.error_messages["required"], code="invalid") from None
        if any(boxes) and self.read(boxes) != day:
            self.refuse(
                f"You chose {in_full(day)} and also typed another day: choose “Another day”, "
                "or clear the boxes",
                DateInput.parts,
            )
        return self.within(day)


class TimeField(forms.CharField):
    """A time of day, written as people write it: 10:35, 1035, 10.35, 9, 3pm, 3.15 pm."""

    def __init__(self, *, noun: str = "the time", **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"class": "govuk-input--width-5", "autocomplete": "off"}),
        )
        super().__init__(max_length=20, **kwargs)
        self.noun = noun
        self.error_messages["required"] = f"Enter {noun}, like 10:35"

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%H:%M}" if isinstance(value, time) else value

    def clean(self, value: Any) -> time | None:
        text = super().clean(value)
        if not text:
            return None
        found = time_in(text)
        if found is None:
            raise ValidationError(
                f"Enter {self.noun} as hours and minutes, like 10:35", code="invalid"
            )
        return found


class PostcodeField(forms.CharField):
    """A UK postcode, written as people write it; kept in capitals with one space."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        )
        super().__init__(max_length=20, **kwargs)

    def clean(self, value: Any) -> str:
        tidy = postcodes.tidied(super().clean(value))
        if tidy and not postcodes.is_postcode(tidy):
            raise ValidationError("Enter a full UK postcode, like NR1 3AB", code="invalid")
        return tidy


class LongText(forms.CharField):
    """Text of several lines, up to `max_length` characters; counted for the person while they write."""

    is_counted = True

    def __init__(self, *, rows: int = 5, max_length: int = 20_000, **kwargs: Any) -> None:
        kwargs.setdefault("widget", TextArea(rows=rows))
        super().__init__(max_length=max_length, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


def number_in(text: str) -> int | None:
    """A whole number, or a month's name as its number; None if it is neither."""
    text = text.strip().lower()
    if re.fullmatch(r"[0-9]{1,4}", text):
        return int(text)
    named = [
        number for number, name in enumerate(MONTHS, 1) if len(text) > 2 and name.startswith(text)
    ]
    return named[0] if named else None


def time_in(text: str) -> time | None:
    """The time of day that somebody wrote; None if it is none."""
    written = text.strip().lower().replace(" ", "")
    if written in {"noon", "midday"}:
        return time(12, 0)
    match = re.fullmatch(r"([0-9]{1,2})(?:[:.,h]?([0-9]{2}))?(am|pm)?", written)
    if not match:
        return None
    hour, minute, half = int(match[1]), int(match[2] or 0), match[3]
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None
