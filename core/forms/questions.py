"""A table of questions (`core.questions`) as fields of a form."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django import forms

from core.forms.fields import DateField, DayField, LongText, TimeField
from core.forms.widgets import Checkboxes, Radios
from core.questions import Kind, Question, hidden, unanswered

Options = dict[str, Any]
Reveals = dict[str, list[str]]


def fields_of(questions: Iterable[Question], must: frozenset[str]) -> dict[str, forms.Field]:
    """A field for each question, in their order; those that an answer opens are drawn inside it."""
    rows = tuple(questions)
    return {row.name: _field(row, row.name in must, _reveals(row, rows)) for row in rows}


def _field(row: Question, is_required: bool, reveals: Reveals) -> forms.Field:
    options: Options = {
        "label": row.label,
        "help_text": row.hint,
        # What another answer opens is looked at once that answer is known.
        "required": is_required and row.opened_by is None,
    }
    if row.refusal:
        options["error_messages"] = {"required": row.refusal}
    if row.usual:
        options["initial"] = row.usual
    return BUILDERS[row.kind](row, options, reveals)


def _reveals(row: Question, rows: tuple[Question, ...]) -> Reveals:
    found: Reveals = {}
    for other in rows:
        if other.opened_by and other.opened_by.is_around and other.opened_by.question == row.name:
            for answer in other.opened_by.answers:
                found.setdefault(answer, []).append(other.name)
    return found


def _line(row: Question, options: Options, _: Reveals) -> forms.Field:
    return forms.CharField(max_length=row.longest, **options)


def _text(row: Question, options: Options, _: Reveals) -> forms.Field:
    return LongText(rows=row.rows, max_length=row.longest, **options)


def _one(row: Question, options: Options, reveals: Reveals) -> forms.Field:
    widget = Radios(
        reveals=reveals,
        inline="inline" in row.look,
        row="row" in row.look,
    )
    return forms.ChoiceField(choices=list(row.choices), widget=widget, **options)


def _many(row: Question, options: Options, reveals: Reveals) -> forms.Field:
    widget = Checkboxes(reveals=reveals, inline="inline" in row.look)
    return forms.MultipleChoiceField(choices=list(row.choices), widget=widget, **options)


def _list(row: Question, options: Options, _: Reveals) -> forms.Field:
    return forms.ChoiceField(choices=list(row.choices), **options)


def _day(row: Question, options: Options, _: Reveals) -> forms.Field:
    return DayField(noun=row.noun, quick=row.lies_in, **_limits(row), **options)


def _date(row: Question, options: Options, _: Reveals) -> forms.Field:
    return DateField(noun=row.noun, **_limits(row), **options)


def _limits(row: Question) -> dict[str, bool]:
    return {"past_only": row.lies_in == "past", "future_only": row.lies_in == "future"}


def _time(row: Question, options: Options, _: Reveals) -> forms.Field:
    return TimeField(noun=row.noun, **options)


BUILDERS: Mapping[Kind, Callable[[Question, Options, Reveals], forms.Field]] = {
    Kind.LINE: _line,
    Kind.TEXT: _text,
    Kind.ONE: _one,
    Kind.MANY: _many,
    Kind.LIST: _list,
    Kind.DAY: _day,
    Kind.DATE: _date,
    Kind.TIME: _time,
}


def check_questions(form: forms.Form, questions: Iterable[Question], must: frozenset[str]) -> None:
    """What the table asks for beyond each field; to be called in `clean`. What an answer hides is dropped."""
    rows = tuple(questions)
    for name in list(hidden(rows, form.cleaned_data)):
        form.cleaned_data[name] = form.fields[name].clean(None)
        form.errors.pop(name, None)
    for problem in unanswered(rows, must, form.cleaned_data):
        if problem.about not in form.errors:
            form.add_error(problem.about, problem.words)
