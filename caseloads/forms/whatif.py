"""Scenarios: what is asked to make one, to put something in, and to apply it."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms

from caseloads.forms.reductions import hours_field
from caseloads.selectors.whatif.lists import CasesOf
from caseloads.selectors.whatif.page import Listed
from core.forms import (
    BaseForm,
    CharField,
    Checkboxes,
    ChoiceField,
    DateField,
    DayField,
    LongText,
    MultipleChoiceField,
    Radios,
    Select,
)
from people.choices import AbsenceKind, ReductionReason

Options = Sequence[tuple[str, Any]]


class ScenarioForm(BaseForm):
    """A name, and over whom."""

    place = ChoiceField(
        label="Over which team or unit?",
        widget=Select(),
        error_messages={"required": "Choose the team or the unit"},
    )
    name = CharField(
        label="What do you call it?",
        max_length=80,
        help_text="Everybody who leads the same team or unit sees it.",
        error_messages={"required": "Enter a name"},
    )

    def __init__(self, *args: Any, places: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "place", places)


class TakeOutForm(BaseForm):
    """What is ticked is tried no longer; or the whole scenario goes."""

    is_versioned = True

    out = MultipleChoiceField(
        label="Tick what is to be taken out",
        widget=Checkboxes(),
        required=False,
        error_messages={"invalid_choice": "That is no longer in it: see what is there now"},
    )
    act = CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, tried: Sequence[Listed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        out: Any = self.fields["out"]
        out.choices = [(row.uuid, row.words) for row in tried]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("act") != "discard" and not cleaned.get("out") and "out" not in self.errors:
            self.add_error("out", "Tick what is to be taken out")
        return cleaned


class CasesForm(BaseForm):
    """Which cases of an officer, and what is tried with them."""

    is_versioned = True

    cases = MultipleChoiceField(
        label="Which cases?",
        error_messages={
            "required": "Choose at least one case",
            "invalid_choice": "A case that you ticked is no longer theirs: see who holds it now",
        },
    )
    to = ChoiceField(
        label="What do you try with them?",
        widget=Select(),
        error_messages={"required": "Choose to whom they go, or their tier"},
    )

    def __init__(self, *args: Any, listed: CasesOf, to: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cases: Any = self.fields["cases"]
        cases.choices = listed.choices
        cases.widget = Checkboxes(hints=listed.hints, choices=listed.choices)
        _offer(self, "to", to)


class _AboutOfficerForm(BaseForm):
    """Of whom, and on which days; the last day is asked for as people say it, and kept as the day after."""

    is_versioned = True

    officer = ChoiceField(
        label="Which officer?",
        widget=Select(),
        error_messages={"required": "Choose the officer"},
    )

    def __init__(self, *args: Any, officers: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "officer", officers)

    @property
    def ends_on(self) -> date | None:
        last: date | None = self.cleaned_data["last_day"]
        return last + timedelta(days=1) if last else None


class LeaveForm(_AboutOfficerForm):
    kind = ChoiceField(
        label="What is it?",
        choices=AbsenceKind.choices,
        widget=Radios(),
        error_messages={"required": "Choose what it is"},
    )
    starts_on = DayField(label="From which day?", noun="the first day", quick="future")
    last_day = DateField(label="Last day", noun="the last day")


class HoursForm(_AboutOfficerForm):
    reason = ChoiceField(
        label="For which reason?",
        choices=ReductionReason.choices,
        widget=Radios(),
        error_messages={"required": "Choose the reason"},
    )
    hours = hours_field("How many hours a week less?")
    starts_on = DayField(label="From which day?", noun="the first day", quick="future")
    last_day = DateField(
        label="Last day",
        noun="the last day",
        required=False,
        help_text="Leave empty until further notice.",
    )


class NewcomerForm(BaseForm):
    """Somebody whom no record knows yet; of the agency of whoever tries it."""

    is_versioned = True

    name = CharField(
        label="What do you call them here?",
        max_length=80,
        help_text="For example: new officer in January.",
        error_messages={"required": "Enter what you call them"},
    )
    hours = hours_field("How many hours a week will they have?")
    starts_on = DayField(label="From which day?", noun="the first day", quick="future")


class WhoForm(BaseForm):
    """Who a new officer is, now that there is a staff record."""

    is_versioned = True

    officer = ChoiceField(
        label="Who is it?",
        widget=Select(),
        error_messages={"required": "Choose the officer"},
    )

    def __init__(self, *args: Any, officers: Options, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "officer", officers)


class ApplyForm(BaseForm):
    """Why; and what two of the doors ask for besides. `seen` are the figures that the page showed."""

    is_versioned = True

    seen = CharField(widget=forms.HiddenInput)
    reason = LongText(
        label="Why?",
        help_text="Everybody who works on a case that moves reads it among the contacts. Write nothing about anybody’s health.",
        rows=3,
        max_length=500,
        error_messages={"required": "Say why"},
    )

    def __init__(self, *args: Any, asks_training: bool, asks_tiers: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if asks_training:
            self.fields["despite"] = LongText(
                label="Why do officers whose training is not current take these cases all the same?",
                rows=2,
                max_length=500,
                error_messages={"required": "Say why (POL-22)"},
            )
        if asks_tiers:
            self.fields["tier_source"] = CharField(
                label="Where were the tiers worked out?",
                max_length=120,
                error_messages={"required": "Say where the tiers were worked out"},
            )

    def show_again(self, seen: str) -> None:
        """The same answers beside the figures of now, which whoever sends it again has then looked at."""
        if self.is_bound:
            data: Any = self.data
            self.data = data.copy()
            self.data.update({"seen": seen})  # type: ignore[attr-defined]


def _offer(form: BaseForm, name: str, options: Options) -> None:
    field: Any = form.fields[name]
    field.choices = [("", "Choose"), *options]
