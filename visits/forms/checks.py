"""Each condition in force, and each thing to be notified, asked back one by one (POL-11, ORD-13)."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from core.calendar import falls_in
from core.questions import Question
from orders.models import Condition
from visits.choices import ConditionResult, NotificationItem
from visits.rules.questions import CHECK, CONCERN, CONDITION, NOTIFICATION
from visits.selectors.known import Known
from visits.services import CheckFinding


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that is asked back, about a condition or about a notification."""

    key: str
    label: str
    hint: str
    condition: Condition | None = None
    notification: str = ""

    @property
    def name(self) -> str:
        """The question with the answer."""
        return f"{CHECK.name}_{self.key}"

    @property
    def concern(self) -> str:
        """The question that the answer "Concern" opens."""
        return f"{CONCERN.name}_{self.key}"

    @property
    def each(self) -> str:
        """Which rows of the table are asked of this."""
        return CONDITION if self.condition else NOTIFICATION

    def held_on(self, day: date) -> bool:
        """Whether this was in force on the day of the visit; what was not is not asked for."""
        row = self.condition
        if row is None:
            return True
        return all(falls_in(day, span.starts_on, span.ends_on) for span in (row, row.order))

    def finding(self, answers: Mapping[str, Any]) -> CheckFinding | None:
        """What is stored; None where nothing was answered."""
        result = answers.get(self.name)
        if not result:
            return None
        return CheckFinding(
            condition=self.condition,
            notification=self.notification,
            result=ConditionResult(result),
            concern=answers.get(self.concern, ""),
        )


def checks_of(known: Known) -> tuple[Check, ...]:
    """The conditions in their order, numbered because two may be about the same, then the notifications."""
    return (*_conditions(known), *_notifications(known))


def _conditions(known: Known) -> Iterator[Check]:
    for number, row in enumerate(known.conditions, start=1):
        label = f"{number}. {row.get_category_display()}"
        yield Check(row.uuid.hex, label, row.words, condition=row)


def _notifications(known: Known) -> Iterator[Check]:
    if known.notifies:
        for item in NotificationItem:
            yield Check(item.value, item.label, "", notification=item.value)


def asked_back(table: Iterable[Question], checks: Collection[Check]) -> Iterator[Question]:
    """The table with each row that is asked of each condition or notification asked of these."""
    rows = tuple(table)
    yield from (row for row in rows if not row.each)
    for one in checks:
        for row in rows:
            if row.each == one.each:
                hint = one.hint if row.name == CHECK.name else ""
                yield row.each_of(one.key, label=one.label, hint=hint)


def gone(data: Mapping[str, Any], checks: Collection[Check]) -> Iterator[str]:
    """The answers that were sent to questions which are not asked (any more), in words."""
    asked = {row.name for row in checks}
    prefix = f"{CHECK.name}_"
    for name in data:
        result = data.get(name)
        if name.startswith(prefix) and name not in asked and result in ConditionResult.values:
            concern = data.get(f"{CONCERN.name}_{name.removeprefix(prefix)}", "").strip()
            label = ConditionResult(result).label
            yield f"{label}: {concern}" if concern and result == ConditionResult.CONCERN else label


def answered_before(known: Known) -> dict[str, str]:
    """What the record that is being corrected says, by question."""
    said: dict[str, str] = {}
    for row in known.checks:
        key = row.condition.uuid.hex if row.condition else row.notification
        said |= {f"{CHECK.name}_{key}": row.result, f"{CONCERN.name}_{key}": row.concern}
    return said
