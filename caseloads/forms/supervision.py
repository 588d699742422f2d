"""A supervision session: when it is planned, what came of it, why it is cancelled."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django import forms

from caseloads.rules.supervision import MOST_ACTIONS, action_problem
from core.calendar import LONDON
from core.forms import (
    BaseForm,
    ChoiceField,
    DateField,
    DayField,
    LongText,
    Radios,
    Select,
    TimeField,
)

YES, NO = "yes", "no"
SHOWN = 2  # actions that stand open; the others are folded
OFFICER, SUPERVISOR = "officer", "supervisor"


class PlanForm(BaseForm):
    """The day and time."""

    is_versioned = True

    day = DayField(label="On which day?", noun="the day", quick="future", future_only=True)
    time = TimeField(label="At", noun="the time")

    @property
    def starts_at(self) -> datetime:
        asked = self.cleaned_data
        return datetime.combine(asked["day"], asked["time"], tzinfo=LONDON)


class CancelForm(BaseForm):
    """Why."""

    is_versioned = True

    reason = LongText(
        label="Why is it cancelled?",
        help_text="The officer reads it. Write nothing about anybody's health.",
        rows=3,
        max_length=500,
        error_messages={"required": "Say why"},
    )


class HoldForm(BaseForm):
    """When it was held, what was talked about, and what was agreed, each with owner and day."""

    is_versioned = True

    held_on = DayField(label="When was it held?", noun="the day", past_only=True)
    notes = LongText(
        label="What was talked about?",
        help_text="For the two of you, and whoever supervises the officer after you. No clinical notes.",
        rows=8,
        error_messages={"required": "Say what was talked about"},
    )
    support_offered = ChoiceField(
        label="Did you offer support?",
        help_text="Only whether. What they take is theirs to keep, and is on no page of yours.",
        choices=[(YES, "Yes"), (NO, "No")],
        widget=Radios(inline=True),
        error_messages={"required": "Say whether you offered support"},
    )

    def __init__(self, *args: Any, owners: Mapping[str, str], **kwargs: Any) -> None:
        """`owners` are the names of the officer and of the supervisor."""
        super().__init__(*args, **kwargs)
        for number in range(1, MOST_ACTIONS + 1):
            self.fields[f"what_{number}"] = forms.CharField(
                label="What?", required=False, max_length=300
            )
            self.fields[f"owner_{number}"] = ChoiceField(
                label="Whose is it?", choices=list(owners.items()), initial=OFFICER, widget=Select
            )
            self.fields[f"due_on_{number}"] = DateField(
                label="By which day?", noun="the day", required=False
            )

    @property
    def rows(self) -> list[list[Any]]:
        """The fields of each thing that can be agreed, as the page draws them."""
        numbers = range(1, MOST_ACTIONS + 1)
        return [
            [self[f"{name}_{number}"] for name in ("what", "owner", "due_on")] for number in numbers
        ]

    @property
    def first(self) -> list[list[Any]]:
        return self.rows[:SHOWN]

    @property
    def more(self) -> list[list[Any]]:
        """Those that are folded until somebody needs them."""
        return self.rows[SHOWN:]

    @property
    def is_more_needed(self) -> bool:
        return any(what.value() or what.errors or due_on.errors for what, _, due_on in self.more)

    @property
    def agreed(self) -> Iterator[tuple[str, str, date]]:
        """What, whose ("officer" or "supervisor"), by when; empty rows are left out."""
        asked = self.cleaned_data
        for number in range(1, MOST_ACTIONS + 1):
            if asked[f"what_{number}"]:
                yield tuple(asked[f"{name}_{number}"] for name in ("what", "owner", "due_on"))

    def clean(self) -> dict[str, Any]:
        asked = super().clean() or {}
        held_on = asked.get("held_on")
        for number in range(1, MOST_ACTIONS + 1):
            what, due = asked.get(f"what_{number}"), f"due_on_{number}"
            if bool(what) == bool(asked.get(due)):
                problem = action_problem(asked[due], held_on=held_on) if what and held_on else None
                if problem:
                    self.add_error(due, problem.words)
            elif what and due not in self.errors:
                self.add_error(due, "Say by which day")
            elif not what:
                self.add_error(f"what_{number}", "Say what was agreed, or clear its day")
        return asked
