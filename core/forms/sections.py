"""The parts of a page of questions: what is always needed stands open, the rest is folded away."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django import forms

from core.forms.base import BaseForm
from core.questions import Part, Question


class Row(NamedTuple):
    """A field, whether it is said that it may stay empty, and how large its label is."""

    field: forms.BoundField
    is_optional: bool
    size: str


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that stand together. A folded part stands open when it holds an answer or something in it is wrong."""

    part: Part
    rows: list[Row]
    is_open: bool = False

    @property
    def title(self) -> str:
        return self.part.title if len(self.rows) >= self.part.enough else ""


def sections_of(
    form: BaseForm, questions: Sequence[Question], parts: Sequence[Part], must: frozenset[str]
) -> list[Section]:
    """The parts of the page in order; revealed fields are drawn inside others. A part without anything is left out."""
    found = (_section(form, part, questions, must) for part in parts)
    return [section for section in found if section.rows or section.part.notes]


def _section(
    form: BaseForm, part: Part, questions: Sequence[Question], must: frozenset[str]
) -> Section:
    placed = [(form[row.name], row) for row in questions if row.part == part.name]
    rows = [
        Row(field, _is_optional(row, part, must), "m" if "large" in row.look else "s")
        for field, row in placed
        if row.name not in form.revealed
    ]
    fields = [field for field, _ in placed]
    return Section(part, rows, is_open=any(_is_to_be_seen(field, part) for field in fields))


def _is_optional(row: Question, part: Part, must: frozenset[str]) -> bool:
    """In a folded part all may stay empty, so it is not said of each."""
    return not part.fold and row.name not in must


def _is_to_be_seen(field: forms.BoundField, part: Part) -> bool:
    given, told = _plain(field.value()), _plain(part.told.get(field.name, field.field.initial))
    return bool(field.errors) or given != told


def _plain(value: Any) -> list[str]:
    """A value alike whether it comes from the record, a draft or the form as it was sent."""
    each = value if isinstance(value, list | tuple) else [value]
    return [str(one).strip() for one in each if one not in (None, "")]
