"""An item of a plan, what is added of what the plan does not name, and the signature."""

from collections.abc import Sequence
from typing import Any

from django.forms import CharField, ChoiceField, MultipleChoiceField

from core.forms import BaseForm, Checkboxes, DateField, LongText, Radios
from plans.choices import Pillar
from plans.rules import MOST_NAMED, ItemDetails, Ref, item_problem, signing_problem
from plans.selectors.page import PlanPage


def _line(label: str, **fields: Any) -> CharField:
    return CharField(label=label, max_length=200, required=False, **fields)


class ItemForm(BaseForm):
    """What, who, how often, until when, and what in the record it answers."""

    pillar = ChoiceField(
        label="Which part of the plan?",
        choices=Pillar.choices,
        widget=Radios(),
        error_messages={"required": "Choose which part of the plan it belongs to"},
    )
    what = LongText(
        label="What is done?",
        rows=3,
        max_length=2_000,
        error_messages={"required": "Say what is done"},
    )
    who = _line("Who does it?")
    how_often = _line("How often?")
    until = DateField(label="Last day", noun="the last day", required=False)
    until_words = _line("Or until when, in words", help_text="For example: until the licence ends")
    names = MultipleChoiceField(
        label="What on the record does it answer?",
        required=False,
        error_messages={"invalid_choice": "The record has changed: look at what is in force again"},
    )

    def __init__(self, *args: Any, named: Sequence[Ref], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.named = {ref.code: ref for ref in named}
        field: Any = self.fields["names"]
        field.widget = Checkboxes(hints={ref.code: ref.kind.label for ref in named})
        field.choices = [(ref.code, ref.words) for ref in named]

    def clean(self) -> None:
        super().clean()
        if len(self.cleaned_data.get("names", ())) > MOST_NAMED:
            self.add_error("names", f"One item can answer {MOST_NAMED} things: make two of it")
        if not self.errors:
            self.say(item_problem(self.details))

    @property
    def details(self) -> ItemDetails:
        """What the service takes."""
        values = dict(self.answers)
        return ItemDetails(
            pillar=Pillar(values.pop("pillar")),
            answers=[self.named[code] for code in values.pop("names")],
            **values,
        )

    @property
    def has_end(self) -> bool:
        """The boxes of the end stand open when something is in them, or wrong with them."""
        fields = [self["until"], self["until_words"]]
        return any(each.errors for each in fields) or any(
            any(value) if isinstance(value := each.value(), list) else bool(value)
            for each in fields
        )


class AddForm(BaseForm):
    """One tap: what is in force and the plan does not name, one thing or all of them."""

    add = ChoiceField(error_messages={"required": "Choose what to add"})

    def __init__(self, *args: Any, offered: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["add"]
        field.choices = [(code, code) for code in offered]


class SignForm(BaseForm):
    """R-1: the approach by its name, what is different, and the signature."""

    is_versioned = True

    approach = LongText(
        label="How do you work with this person?",
        rows=3,
        max_length=1_000,
        help_text="The approach by its name, in a sentence or two.",
        error_messages={"required": "Say how you work with this person"},
    )
    changes = LongText(
        label="What is different from the plan before, and why?",
        rows=3,
        max_length=2_000,
        required=False,
    )

    def __init__(self, *args: Any, shown: PlanPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.items = shown.number
        if shown.plan.based_on_id is None:
            del self.fields["changes"]
        else:
            self.fields["changes"].required = True
            self.fields["changes"].error_messages["required"] = "Say what is different, and why"

    def clean(self) -> None:
        super().clean()
        if not self.errors:
            self.say(signing_problem(self.cleaned_data["approach"], self.items))
