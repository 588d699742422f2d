"""Controls as this service shows them; the templates are in templates/gds/."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

OTHER = "other"
Reveals = Mapping[str, Sequence[str]]


class Radios(forms.RadioSelect):
    """Radio buttons; `reveals` names the fields that an answer opens, `hints` explains answers.

    `inline` stands side by side on a wide screen, `row` on a phone too: for a long list of short answers.
    """

    def __init__(
        self,
        *,
        reveals: Reveals | None = None,
        hints: Mapping[str, str] | None = None,
        inline: bool = False,
        small: bool = True,
        row: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.reveals, self.hints = reveals or {}, hints or {}
        shapes = {
            "govuk-radios--inline": inline,
            "govuk-radios--small": small,
            "app-radios--row": row,
        }
        self.classes = _classes("govuk-radios", shapes)


class Checkboxes(forms.CheckboxSelectMultiple):
    """Check boxes, with the same options as `Radios`."""

    def __init__(
        self,
        *,
        reveals: Reveals | None = None,
        hints: Mapping[str, str] | None = None,
        inline: bool = False,
        small: bool = True,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.reveals, self.hints = reveals or {}, hints or {}
        shapes = {"app-checkboxes--inline": inline, "govuk-checkboxes--small": small}
        self.classes = _classes("govuk-checkboxes", shapes)


def _classes(base: str, shapes: Mapping[str, bool]) -> str:
    return " ".join([base, *(name for name, is_wanted in shapes.items() if is_wanted)])


class TextArea(forms.Textarea):
    """A text box of `rows` lines. The browser cuts nothing off: a text that is too long is an error to read."""

    def __init__(self, *, rows: int = 5, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.attrs["rows"] = rows


class PasswordInput(forms.PasswordInput):
    """A password with GOV.UK's button to show what was typed; without JavaScript there is no button."""

    def __init__(self, attrs: Mapping[str, str] | None = None) -> None:
        ours = {
            "class": "govuk-password-input__input govuk-js-password-input-input",
            "spellcheck": "false",
            "autocapitalize": "none",
        }
        super().__init__(ours | dict(attrs or {}))


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
