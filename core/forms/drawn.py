"""A field as every page draws it: question, hint, error, control, in GOV.UK's markup.

In Python and in one go: templates within templates, a dozen for each field, were half the time of a form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.safestring import SafeString

from core.forms.widgets import DateInput, DayInput, PasswordInput
from core.markup import attributes, joined, markup

NOTHING = SafeString("")


@dataclass(frozen=True, slots=True)
class Look:
    """How: the size of the question (s, m or l), a class of a legend, and whether "optional" stands behind it."""

    size: str = "s"
    legend: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One radio button or check box."""

    id: str
    value: str
    label: str
    hint: str
    checked: bool
    reveals: list[BoundField]


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary."""

    href: str
    message: str


def drawn_field(field: BoundField, look: Look | None = None) -> SafeString:
    """The whole of one field, with those that its answers reveal."""
    if field.is_hidden:
        return SafeString(field)
    widget, is_counted = field.field.widget, getattr(field.field, "is_counted", False)
    kind = next((draw for of, draw in KINDS if isinstance(widget, of)), _labelled)
    css = ["govuk-form-group"]
    attrs: dict[str, object] = {}
    if field.errors:
        css.append("govuk-form-group--error")
    if is_counted:
        css.append("govuk-character-count")
        attrs |= {
            "data-module": "govuk-character-count",
            "data-maxlength": field.field.max_length,  # type: ignore[attr-defined]
            "data-threshold": 75,
        }
    if isinstance(widget, PasswordInput):
        css.append("govuk-password-input")
        shown = str(field.label).lower()
        attrs |= {
            "data-module": "govuk-password-input",
            "data-i18n.show-password-aria-label": f"Show {shown}",
            "data-i18n.hide-password-aria-label": f"Hide {shown}",
        }
    return markup(
        '<div class="{}" id="group-{}"{}>\n{}\n</div>\n',
        " ".join(css),
        field.auto_id,
        attributes(attrs),
        kind(field, look or Look()),
    )


# Kinds of control --------------------------------------------------------------------------------------


def _labelled(field: BoundField, look: Look) -> SafeString:
    """A control with its question above it."""
    return markup(
        '<label class="govuk-label govuk-label--{}" for="{}">{}{}</label>\n{}{}{}',
        look.size or "s",
        field.id_for_label,
        field.label,
        _optional(look),
        messages_of(field),
        _control(field),
        _count_of(field),
    )


def _password(field: BoundField, look: Look) -> SafeString:
    """The same with a button that shows what was typed; without JavaScript there is none."""
    return markup(
        '<label class="govuk-label govuk-label--{}" for="{}">{}{}</label>\n{}'
        '<div class="govuk-input__wrapper govuk-password-input__wrapper">{}\n'
        '<button type="button" class="govuk-button govuk-button--secondary govuk-password-input__toggle '
        'govuk-js-password-input-toggle" data-module="govuk-button" aria-controls="{}" aria-label="Show {}" hidden>'
        "Show</button></div>",
        look.size or "s",
        field.id_for_label,
        field.label,
        _optional(look),
        messages_of(field),
        _control(field),
        field.auto_id,
        str(field.label).lower(),
    )


def _checkbox(field: BoundField, look: Look) -> SafeString:
    """One box to check, whose label is the question."""
    described = described_by(field)
    return markup(
        '{}<div class="govuk-checkboxes govuk-checkboxes--small"><div class="govuk-checkboxes__item">\n'
        '<input class="govuk-checkboxes__input" id="{}" name="{}" type="checkbox" value="on"{}>\n'
        '<label class="govuk-label govuk-checkboxes__label" for="{}">{}</label></div></div>',
        messages_of(field),
        field.auto_id,
        field.html_name,
        attributes({"checked": bool(field.value()), "aria-describedby": described or False}),
        field.auto_id,
        field.label,
    )


def _group(field: BoundField, look: Look) -> SafeString:
    """Several controls, so the question is the legend of a fieldset."""
    widget = field.field.widget
    is_date = isinstance(widget, DateInput) and not isinstance(widget, DayInput)
    legend = f" {look.legend}" if look.legend else ""
    return markup(
        '<fieldset class="govuk-fieldset"{}>\n'
        '<legend class="govuk-fieldset__legend govuk-fieldset__legend--{}{}">{}{}</legend>\n{}{}</fieldset>',
        attributes(
            {
                "role": "group" if is_date else False,
                "aria-describedby": described_by(field) or False,
            }
        ),
        look.size or "s",
        legend,
        field.label,
        _optional(look),
        messages_of(field),
        SafeString(field) if isinstance(widget, DateInput) else _answers(field),
    )


KINDS: tuple[tuple[type[forms.Widget], Callable[[BoundField, Look], SafeString]], ...] = (
    (DateInput, _group),
    (forms.CheckboxSelectMultiple, _group),
    (forms.RadioSelect, _group),
    (forms.CheckboxInput, _checkbox),
    (PasswordInput, _password),
)


# Their parts -------------------------------------------------------------------------------------------


def _optional(look: Look) -> SafeString:
    return markup(' <span class="app-optional">(optional)</span>') if look.optional else NOTHING


def messages_of(field: BoundField) -> SafeString:
    """The hint and the errors of a field, where its control is described by them."""
    hint = error = NOTHING
    if field.help_text:
        hint = markup(
            '<div id="{}-hint" class="govuk-hint">{}</div>\n', field.auto_id, field.help_text
        )
    if field.errors:
        said = joined(
            "<br>",
            (
                markup('<span class="govuk-visually-hidden">Error:</span> {}', each)
                for each in field.errors
            ),
        )
        error = markup('<p id="{}-error" class="govuk-error-message">{}</p>\n', field.auto_id, said)
    return SafeString(hint + error)


def _answers(field: BoundField) -> SafeString:
    """Radio buttons or check boxes, and under each what it reveals."""
    is_many = isinstance(field.field.widget, forms.CheckboxSelectMultiple)
    block, kind = ("checkboxes", "checkbox") if is_many else ("radios", "radio")
    return markup(
        '<div class="{}">\n{}</div>',
        getattr(field.field.widget, "classes", f"govuk-{block}"),
        joined("", (_answer(field, each, block, kind) for each in options(field))),
    )


def _answer(field: BoundField, option: Option, block: str, kind: str) -> SafeString:
    hint = option.hint and markup(
        '<div id="{}-hint" class="govuk-hint govuk-{}__hint">{}</div>',
        option.id,
        block,
        option.hint,
    )
    return markup(
        '<div class="govuk-{0}__item"><input class="govuk-{0}__input" id="{1}" name="{2}" type="{3}" value="{4}"{5}>\n'
        '<label class="govuk-label govuk-{0}__label" for="{1}">{6}</label>{7}</div>\n{8}',
        block,
        option.id,
        field.html_name,
        kind,
        option.value,
        attributes(
            {
                "checked": option.checked,
                "data-reveals": f"{option.id}-reveals" if option.reveals else False,
                "aria-describedby": f"{option.id}-hint" if option.hint else False,
            }
        ),
        option.label,
        hint,
        _revealed(option, block) if option.reveals else "",
    )


def _revealed(option: Option, block: str) -> SafeString:
    hidden = "" if option.checked else f" govuk-{block}__conditional--hidden"
    return markup(
        '<div class="govuk-{0}__conditional{1}" id="{2}-reveals">{3}</div>\n',
        block,
        hidden,
        option.id,
        joined("", map(drawn_field, option.reveals)),
    )


def options(field: BoundField) -> list[Option]:
    """The answers of radios or check boxes. The first has the field's own id, where error links land."""
    chosen = field.value()
    chosen = chosen if isinstance(chosen, (list, tuple, set)) else [chosen]
    values = {str(value) for value in chosen if value is not None}
    widget = field.field.widget
    reveals: Mapping[str, Any] = getattr(widget, "reveals", {})
    hints: Mapping[str, str] = getattr(widget, "hints", {})
    rows = []
    for index, (value, label) in enumerate(_flat(getattr(field.field, "choices", ())), start=1):
        text = str(value)
        rows.append(
            Option(
                id=field.auto_id if index == 1 else f"{field.auto_id}-{index}",
                value=text,
                label=str(label),
                hint=hints.get(text, ""),
                checked=text in values,
                reveals=[field.form[name] for name in reveals.get(text, ())],
            )
        )
    return rows


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    """Choices without the empty one; groups opened."""
    flat = []
    for value, label in choices:
        if isinstance(label, (list, tuple)):
            flat += list(label)
        elif value not in {"", None}:
            flat.append((value, label))
    return flat


def described_by(field: BoundField) -> str:
    """Ids of the hint and the error, for `aria-describedby`."""
    ids = [f"{field.auto_id}-hint"] if field.help_text else []
    return " ".join([*ids, *([f"{field.auto_id}-error"] if field.errors else [])])


def _control(field: BoundField) -> SafeString:
    """The input itself, with GOV.UK's classes and what describes it."""
    widget = field.field.widget
    block = "select" if isinstance(widget, forms.Select) else "input"
    block = "textarea" if isinstance(widget, forms.Textarea) else block
    classes = [f"govuk-{block}", widget.attrs.get("class", "")]
    is_counted = getattr(field.field, "is_counted", False)
    if is_counted:
        classes.append("govuk-js-character-count")
    if field.errors:
        classes.append(f"govuk-{block}--error")
    attrs: dict[str, str | bool] = {"class": " ".join(filter(None, classes))}
    describing = [described_by(field)]
    if is_counted:
        describing.append(f"{field.auto_id}-info")
    if any(describing):
        attrs["aria-describedby"] = " ".join(filter(None, describing))
    return field.as_widget(attrs=attrs)


def _count_of(field: BoundField) -> SafeString:
    if not getattr(field.field, "is_counted", False):
        return NOTHING
    return markup(
        '<div id="{}-info" class="govuk-hint govuk-character-count__message">You can enter up to {} characters</div>',
        field.auto_id,
        f"{field.field.max_length:,}",  # type: ignore[attr-defined]
    )


# What is wrong -----------------------------------------------------------------------------------------


def problems(form: forms.BaseForm) -> list[Problem]:
    """Every error of the form, each with the control that its link lands in."""
    fields = [form[name] for name in form.fields]
    visible = [field for field in fields if not isinstance(field.field.widget, forms.HiddenInput)]
    start = landing(visible[0]) if visible else "main-content"
    found = [Problem(f"#{start}", str(error)) for error in form.non_field_errors()]
    for field in fields:
        target = landing(field) if field in visible else start
        found += [Problem(f"#{target}", str(error)) for error in field.errors]
    return found


def landing(field: BoundField) -> str:
    """The id of the control that an error of this field is about."""
    wrong = field.field.widget.attrs.get("wrong", ())
    if isinstance(field.field.widget, DateInput) and wrong:
        return f"{field.auto_id}_{wrong[0]}"
    if isinstance(field.field.widget, DateInput) and not isinstance(field.field.widget, DayInput):
        return f"{field.auto_id}_day"
    return str(field.auto_id)
