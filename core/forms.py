"""The one door to the form library: fields as this service asks for them, with messages that say what to do.

A form validates and never saves. Dates are three boxes, times are forgiving ("1035", "10.35", "3pm"), every
rendered form carries a key so that it is stored once, and an error links to the control that it is about.
"""

import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any, ClassVar

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Layout
from django import forms
from django.core.exceptions import ValidationError
from django.forms import (
    BooleanField as BooleanField,
    CharField as CharField,
    ChoiceField as ChoiceField,
    MultipleChoiceField as MultipleChoiceField,
)
from django.forms.utils import flatatt
from django.utils.safestring import SafeString

from core.calendar import in_full

MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
OTHER = "other"
CHOOSERS = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)
Reveals = Mapping[str, Sequence[str]]


class Radios(forms.RadioSelect):
    """Radio buttons; `reveals` names the fields that an answer opens, `hints` explains answers."""

    def __init__(
        self,
        *,
        reveals: Reveals | None = None,
        hints: Mapping[str, str] | None = None,
        inline: bool = False,
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.reveals, self.hints = reveals or {}, hints or {}
        self.inline, self.small = inline, small


class Checkboxes(forms.CheckboxSelectMultiple):
    """Check boxes, with the same options as `Radios`."""

    def __init__(
        self,
        *,
        reveals: Reveals | None = None,
        hints: Mapping[str, str] | None = None,
        inline: bool = False,
        small: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.reveals, self.hints = reveals or {}, hints or {}
        self.inline, self.small = inline, small


class TextArea(forms.Textarea):
    """A text box of `rows` lines. The browser cuts nothing off: a text that is too long is an error to read."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.attrs["rows"] = rows


class DateInput(forms.Widget):
    """Day, month and year: `<name>_day`, `<name>_month`, `<name>_year`."""

    template_name = "gds/widgets/date.html"
    parts = ("day", "month", "year")

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        return [str(data.get(f"{name}_{part}") or "").strip() for part in self.parts]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return not any(f"{name}_{part}" in data for part in self.parts)

    def format_value(self, value: Any) -> list[str]:
        if isinstance(value, date):
            return [str(value.day), str(value.month), str(value.year)]
        return list(value or ["", "", ""])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        wrong = self.attrs.get("wrong", ())
        values = context["widget"]["value"][-3:]
        context["widget"]["parts"] = [
            {
                "name": f"{name}_{part}",
                "id": f"{context['widget']['attrs'].get('id', name)}_{part}",
                "label": part.capitalize(),
                "value": values[index],
                "width": 4 if part == "year" else 2,
                "wrong": part in wrong,
            }
            for index, part in enumerate(self.parts)
        ]
        return context


class DayInput(DateInput):
    """Today, yesterday, or another day in three boxes: `<name>` holds a date as 2026-11-21, or "other"."""

    template_name = "gds/widgets/day.html"

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[str]:
        return [str(data.get(name) or ""), *super().value_from_datadict(data, files, name)]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def format_value(self, value: Any) -> list[str]:
        if isinstance(value, date):
            quick = [iso for iso, _, _ in self.attrs.get("days", [])]
            if value.isoformat() in quick:
                return [value.isoformat(), "", "", ""]
            return [OTHER, *super().format_value(value)]
        return list(value or ["", "", "", ""])

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["days"] = self.attrs.get("days", [])
        context["widget"]["chosen"] = context["widget"]["value"][0]
        context["widget"]["is_other"] = context["widget"]["chosen"] == OTHER
        return context


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


class LongText(forms.CharField):
    """Text of several lines, up to `max_length` characters; counted for the person while they write."""

    is_counted = True

    def __init__(self, *, rows: int = 5, max_length: int = 20_000, **kwargs: Any) -> None:
        kwargs.setdefault("widget", TextArea(rows=rows))
        super().__init__(max_length=max_length, **kwargs)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class BaseForm(forms.Form):
    """What every form of the service has: a key (stored once), clear messages, and what rendering needs.

    `on` is today for the person, for fields that know past from future. `version` is what they read, for
    edits. `draft_url` has what they type kept on the server; `draft` is what was kept.
    """

    form_key = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages={"required": "Send the form again", "invalid": "Send the form again"},
    )

    use_required_attribute = False
    is_versioned: ClassVar[bool] = False

    def __init__(
        self,
        *args: Any,
        on: date | None = None,
        version: int | None = None,
        draft_url: str = "",
        draft: Mapping[str, Sequence[str]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.draft_url = draft_url
        if self.is_versioned:
            self.fields["version"] = forms.IntegerField(
                widget=forms.HiddenInput, initial=version, min_value=0
            )
        for field in self.fields.values():
            say_what_to_do(field)
            if isinstance(field, DateField):
                field.on = on
            if isinstance(field, DayField) and on:
                field.offer(on)
        if draft and not self.is_bound:
            self.restore(draft)

    def restore(self, draft: Mapping[str, Sequence[str]]) -> None:
        """Show again what was being written, without judging it yet."""
        data = _Answers(draft)
        for name, field in self.fields.items():
            if name == "form_key" or field.widget.value_omitted_from_data(data, {}, name):
                continue
            self.initial[name] = field.widget.value_from_datadict(data, {}, name)

    @property
    def answers(self) -> dict[str, Any]:
        """What the person answered: the cleaned data without the form's own bookkeeping."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"form_key", "version"}
        }

    @property
    def form_attrs(self) -> SafeString:
        """Attributes of the <form> tag."""
        attrs: dict[str, Any] = {"method": "post", "novalidate": True}
        if self.draft_url:
            attrs["data-draft-url"] = self.draft_url
        return flatatt(attrs)

    @property
    def revealed(self) -> set[str]:
        """Fields that an answer of another field opens."""
        by_widget = (getattr(field.widget, "reveals", {}) for field in self.fields.values())
        return {name for reveals in by_widget for names in reveals.values() for name in names}

    @property
    def helper(self) -> FormHelper:
        """For `{% crispy form %}`: every field in order; the template writes <form> and the buttons."""
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.render_hidden_fields = True
        shown = [field.name for field in self.visible_fields() if field.name not in self.revealed]
        helper.layout = Layout(*shown)
        return helper


class _Answers(dict[str, Any]):
    """A kept draft as widgets read it: the last value of a name, or all of them."""

    def get(self, key: str, default: Any = None) -> Any:
        values = super().get(key)
        return values[-1] if values else default

    def __getitem__(self, key: str) -> Any:
        return self.get(key)

    def getlist(self, key: str) -> list[Any]:
        return list(super().get(key) or [])


def say_what_to_do(field: forms.Field) -> None:
    """Messages in place of Django's own, unless the form has set better ones."""
    label = str(field.label or "this").strip()
    lower = label if label[:2].isupper() else label[:1].lower() + label[1:]
    verb = "Choose" if isinstance(field.widget, CHOOSERS) else "Enter"
    required = f"Answer “{label}”" if label.endswith("?") else f"{verb} {lower}"
    ours = {
        "required": required,
        "invalid_choice": "Choose one of the answers that are offered",
        "max_length": f"{label} must be %(limit_value)d characters or fewer; it has %(show_value)d",
        "invalid": f"{verb} {lower} in a form that can be read",
    }
    defaults = {
        code: message
        for kind in reversed(type(field).__mro__)
        for code, message in getattr(kind, "default_error_messages", {}).items()
    }
    for code, message in ours.items():
        present = field.error_messages.get(code)
        if present is None or present == defaults.get(code):
            field.error_messages[code] = message


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
