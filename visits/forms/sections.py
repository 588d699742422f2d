"""How the fields of a visit's record stand on the page: what is always needed open, the rest folded away."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from django import forms

from core.forms import BaseForm
from visits.forms.asked import (
    AFTERWARDS,
    CONDITIONS,
    FACTORS,
    FINDING,
    LIVES,
    NOTIFIED,
    OPENING,
    WHERE,
)

# A heading over one or two questions only takes room on a phone.
ENOUGH_FOR_A_TITLE = 3
FOLDED = {
    LIVES: "Vehicles, work and relationships",
    NOTIFIED: "Notification: what did you check?",
    FACTORS: "ARMS factors: did you learn anything?",
}


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that stand together, each with whether it is said that it may stay empty.

    With `aside` they are folded away behind those words; `notes` are sentences above the fields.
    """

    title: str
    rows: list[tuple[forms.BoundField, bool]]
    aside: str = ""
    is_open: bool = False
    notes: Collection[str] = ()


def sections_of(
    form: BaseForm,
    *,
    place_of: Callable[[str], str],
    needed: Collection[str],
    titles: dict[str, str],
    around: str,
    notes: Collection[str],
) -> list[Section]:
    """The parts of the page in order. A folded part stands open when it is filled in or something in it is wrong."""
    placed: dict[str, list[forms.BoundField]] = {}
    inner: dict[str, list[forms.BoundField]] = {}
    for row in form.visible_fields():
        group = inner if row.name in form.revealed else placed
        group.setdefault(place_of(row.name), []).append(row)
    found = []
    for place in (OPENING, WHERE, FINDING, LIVES, CONDITIONS, NOTIFIED, FACTORS, AFTERWARDS):
        fields = placed.get(place, [])
        wrong = any(row.errors for row in (*fields, *inner.get(place, [])))
        filled = place in FOLDED and any(row.value() for row in fields)
        aside = around if place == WHERE else FOLDED.get(place, "")
        is_short = place == FINDING and len(fields) < ENOUGH_FOR_A_TITLE
        found.append(
            Section(
                title="" if is_short else titles.get(place, ""),
                rows=[
                    (row, not (aside or row.field.required or row.name in needed)) for row in fields
                ],
                aside=aside,
                is_open=wrong or filled,
                notes=notes if place == CONDITIONS else (),
            )
        )
    return [section for section in found if section.rows or section.notes]
