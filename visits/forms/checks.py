"""Each condition in force, and each thing to be notified, asked back one by one (POL-11, ORD-13)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from core.calendar import falls_in
from core.forms import LongText, Radios
from orders.models import Condition
from visits.choices import ConditionResult, NotificationItem
from visits.selectors.known import Known
from visits.services import CheckFinding

PREFIX = "check_"


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that is asked back, about a condition or about a notification."""

    key: str
    label: str
    hint: str
    condition: Condition | None = None
    notification: str = ""

    @property
    def name(self) -> str:
        """The field with the answer."""
        return f"{PREFIX}{self.key}"

    @property
    def concern(self) -> str:
        """The field that the answer "Concern" opens."""
        return f"concern_{self.key}"

    def fields(self) -> dict[str, forms.Field]:
        """Both fields, as the page draws them."""
        answer = forms.ChoiceField(
            label=self.label,
            help_text=self.hint,
            choices=ConditionResult.choices,
            required=False,
            widget=Radios(reveals={ConditionResult.CONCERN: [self.concern]}, small=True, row=True),
        )
        words = LongText(label="What is the concern?", required=False, rows=2, max_length=500)
        return {self.name: answer, self.concern: words}

    def held_on(self, day: date) -> bool:
        """Whether this was in force on the day of the visit; what was not is not asked for."""
        row = self.condition
        if row is None:
            return True
        return all(falls_in(day, span.starts_on, span.ends_on) for span in (row, row.order))

    def finding(self, data: Mapping[str, Any]) -> CheckFinding | None:
        """What is stored; None where nothing was answered. A concern that an answer hides is not kept."""
        result = data.get(self.name)
        if not result:
            return None
        is_concern = result == ConditionResult.CONCERN
        return CheckFinding(
            condition=self.condition,
            notification=self.notification,
            result=ConditionResult(result),
            concern=data.get(self.concern, "") if is_concern else "",
        )


def questions_of(known: Known) -> list[Question]:
    """The conditions in their order, numbered because two may be about the same, then the notifications."""
    return [*_conditions(known), *_notifications(known)]


def _conditions(known: Known) -> Iterator[Question]:
    for number, row in enumerate(known.conditions, start=1):
        label = f"{number}. {row.get_category_display()}"
        yield Question(row.uuid.hex, label, row.words, condition=row)


def _notifications(known: Known) -> Iterator[Question]:
    if known.notifies:
        for item in NotificationItem:
            yield Question(item.value, item.label, "", notification=item.value)


def gone(data: Mapping[str, Any], questions: Collection[Question]) -> Iterator[str]:
    """The answers that were sent to questions which are not asked (any more), in words."""
    asked = {row.name for row in questions}
    for name in data:
        result = data.get(name)
        if name.startswith(PREFIX) and name not in asked and result in ConditionResult.values:
            concern = data.get(f"concern_{name.removeprefix(PREFIX)}", "").strip()
            label = ConditionResult(result).label
            yield f"{label}: {concern}" if concern and result == ConditionResult.CONCERN else label


def answered_before(known: Known) -> dict[str, str]:
    """What the record that is being corrected says, by field."""
    said: dict[str, str] = {}
    for row in known.checks:
        key = row.condition.uuid.hex if row.condition else row.notification
        said |= {f"{PREFIX}{key}": row.result, f"concern_{key}": row.concern}
    return said
