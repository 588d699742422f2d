"""The form that every form of the service is."""

import uuid
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any, ClassVar

from crispy_forms_gds.helper import FormHelper
from crispy_forms_gds.layout import Layout
from django import forms
from django.forms.utils import flatatt
from django.utils.safestring import SafeString

from core.calendar import in_full
from core.errors import Problem
from core.forms.fields import DateField, DayField

CHOOSERS = (forms.Select, forms.RadioSelect, forms.CheckboxSelectMultiple)
SECRET = (forms.PasswordInput,)


class BaseForm(forms.Form):
    """What every form of the service has: a key (stored once), clear messages, and what rendering needs.

    `on` is today for the person, for fields that know past from future. `version` is what they read, for
    edits. `draft_url` has what they type kept on the server; `draft` is what was kept. Without a signal such a form, or one
    that `waits`, is sent later (assets/js/sending.js). `fields` come before those
    of the class: a form that is made from a table of questions gives them (`core.forms.questions`).
    """

    form_key = forms.UUIDField(
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages={"required": "Send the form again", "invalid": "Send the form again"},
    )

    use_required_attribute = False
    is_versioned: ClassVar[bool] = False
    waits: ClassVar[bool] = False

    def __init__(
        self,
        *args: Any,
        on: date | None = None,
        version: int | None = None,
        draft_url: str = "",
        draft: Mapping[str, Sequence[str]] | None = None,
        fields: Mapping[str, forms.Field] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields = {**(fields or {}), **self.fields}
        self.draft_url = draft_url
        if self.is_versioned or version is not None:
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

    def say(self, problem: Problem | None) -> None:
        """Say what a rule finds wrong beside the answer that it is about; above all of them where it is about none."""
        if problem:
            self.add_error(problem.about if problem.about in self.fields else None, problem.words)

    @property
    def answers(self) -> dict[str, Any]:
        """What the person answered: the cleaned data without the form's own bookkeeping."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if name not in {"form_key", "version"}
        }

    @property
    def in_words(self) -> list[tuple[str, str]]:
        """A valid form as (question, answer) in the words of the page, for one that could not be saved."""
        lines = []
        for name, value in self.cleaned_data.items():
            field = self.fields.get(name)
            if field is None or field.widget.is_hidden or isinstance(field.widget, SECRET):
                continue
            words = _in_words(field, value)
            if words:
                lines.append((str(field.label or name.replace("_", " ").capitalize()), words))
        return lines

    @property
    def form_attrs(self) -> SafeString:
        """Attributes of the <form> tag."""
        attrs: dict[str, Any] = {"method": "post", "novalidate": True}
        if self.draft_url:
            attrs["data-draft-url"] = self.draft_url
        if self.draft_url or self.waits:
            attrs["data-waits"] = True
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


class ButtonForm(BaseForm):
    """Nothing to type: the version says what was read before the button was pressed."""

    is_versioned = True


def _in_words(field: forms.Field, value: Any) -> str:
    """One answer: the label of a choice, a date in full; empty for no answer."""
    labels = {
        str(key): str(label)
        for code, group in getattr(field, "choices", ())
        for key, label in (group if isinstance(group, list | tuple) else [(code, group)])
    }
    if isinstance(value, bool):
        return "Yes" if value else ""
    if isinstance(value, date):
        return in_full(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    each = value if isinstance(value, list | tuple) else [value]
    return ", ".join(labels.get(str(one), str(one)) for one in each if one not in (None, ""))


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
