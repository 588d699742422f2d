"""An entry in a register, and its end: worked out from what it rests on, or as somebody decided."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.forms import CharField, ChoiceField, IntegerField, TextInput

from core.calendar import in_full
from core.forms import BaseForm, DateField, DayField, LongText, Radios
from offenders.choices import Disposal, EndBasis
from offenders.models import RegisterType, Registration
from offenders.rules.notification import (
    MOST_DAYS,
    Keeper,
    Subject,
    Term,
    Worked,
    not_over,
    subject_problem,
    worked_out,
)
from offenders.selectors.registration import subject_lines
from offenders.services.reports import Told

NONE, LAST_DAY, FURTHER_ORDER = "none", "last_day", "further_order"
YES, NO = "yes", "no"


class RegistrationForm(BaseForm):
    """Which register, since when, and what it rests on."""

    register = forms.ModelChoiceField(
        RegisterType.objects.all(),
        label="Which register?",
        empty_label="Choose a register",
        error_messages={"required": "Choose the register"},
    )
    starts_on = DayField(label="Since when?", noun="the first day", quick="past", past_only=True)
    note = LongText(
        label="What does it rest on?",
        rows=3,
        max_length=500,
        help_text="The conviction, caution, decision or meeting, and where that is to be read.",
        error_messages={"required": "Say what it rests on"},
    )


class EndForm(BaseForm):
    """What every end asks: who told it, when, and what it rests on."""

    told_by = CharField(
        label="Who told it?",
        max_length=120,
        help_text="A name and the office, or that you worked it out yourself.",
        error_messages={"required": "Say who told it"},
    )
    told_on = DayField(
        label="When was it told?", noun="the day it was told", quick="past", past_only=True
    )
    source = CharField(
        label="What does it rest on?",
        max_length=200,
        help_text="The court record, the notice or the ViSOR record, with its number.",
        error_messages={"required": "Say what it rests on"},
    )
    visor = ChoiceField(
        label="Is it checked against ViSOR?",
        choices=[(YES, "Yes"), (NO, "No")],
        widget=Radios(small=True),
        error_messages={"required": "Choose whether it is checked against ViSOR"},
    )
    note = LongText(label="Note", rows=3, max_length=500, required=False)

    asked_first: tuple[str, ...] = ()
    worked: Worked | None = None

    def __init__(
        self,
        *args: Any,
        on: date,
        registration: Registration,
        basis: EndBasis,
        keepers: list[Keeper],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, on=on, initial={"told_on": on}, **kwargs)
        self.on, self.basis, self.keepers = on, basis, keepers
        self.registration, self.case = registration, registration.case
        own = {name: self.fields.pop(name) for name in self.asked_first if name in self.fields}
        self.fields = {**own, **self.fields}

    @property
    def lines(self) -> list[tuple[str, str]]:
        """What it was worked out from, for the supervisor who decides."""
        return [
            ("Register", self.registration.register.name),
            ("Why it ends", self.basis.label),
            *self.own_lines,
            ("Checked against ViSOR", "Yes" if self.cleaned_data["visor"] == YES else "No"),
        ]

    @property
    def own_lines(self) -> list[tuple[str, str]]:
        raise NotImplementedError

    @property
    def ends_on(self) -> date:
        raise NotImplementedError

    def said_in(self, contact_uuid: UUID | None) -> Told:
        """What the service takes."""
        asked = self.cleaned_data
        return Told(
            happened_on=self.ends_on,
            told_by=asked["told_by"],
            told_on=asked["told_on"],
            source=asked["source"],
            note=asked["note"],
            inputs=self.lines,
            told_in=contact_uuid,
        )


class DecidedEndForm(EndForm):
    """An end that somebody decided: who, and from which day."""

    asked_first = ("decided_by", "happened_on")

    decided_by = CharField(
        label="Who decided it?",
        max_length=120,
        help_text="The court, the chief officer, the meeting; with the number of the decision.",
        error_messages={"required": "Say who decided it"},
    )
    happened_on = DateField(
        label="From which day does it no longer hold?",
        noun="the day from which it no longer holds",
        past_only=True,
    )

    @property
    def own_lines(self) -> list[tuple[str, str]]:
        return [("Decided by", self.cleaned_data["decided_by"])]

    @property
    def ends_on(self) -> date:
        found: date = self.cleaned_data["happened_on"]
        return found


def number(label: str, most: int, help_text: str = "") -> IntegerField:
    return IntegerField(
        label=label,
        min_value=0,
        max_value=most,
        required=False,
        help_text=help_text,
        widget=TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        error_messages={
            "invalid": f"{label} must be a whole number",
            "min_value": f"{label} must be 0 or more",
            "max_value": f"{label} must be {most} or fewer",
        },
    )


class PeriodEndForm(EndForm):
    """NOT-16: the end is worked out from these, shown, and only then told. No end is typed.

    `seen` is the end that was on the screen: another one is shown before it is told.
    """

    asked_first = (
        "offence", "disposal", "relevant_on", "term_years", "term_months", "term_days", "age", "order", "order_last_day",
    )  # fmt: skip

    offence = CharField(
        label="Which offence?", max_length=120, error_messages={"required": "Enter the offence"}
    )
    disposal = ChoiceField(
        label="What was done about it?",
        choices=Disposal.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose what was done about it"},
    )
    relevant_on = DateField(
        label="When were they convicted, found or cautioned?",
        noun="the day of the conviction, finding or caution",
        past_only=True,
    )
    term_years = number(
        "Years of the term",
        99,
        "Only of imprisonment and a conditional discharge. The full length if it was suspended; consecutive terms added, of "
        "concurrent ones the longest; of an extended sentence the custodial term and the extended licence together.",
    )
    term_months = number("Months of the term", 999)
    term_days = number("Days of the term", MOST_DAYS)
    age = IntegerField(
        label="How old were they on that day?",
        min_value=10,
        max_value=110,
        widget=TextInput(attrs={"class": "govuk-input--width-3", "inputmode": "numeric"}),
        help_text="Asked because their date of birth is not on record.",
        error_messages={
            "required": "Enter how old they were on that day",
            "invalid": "Their age must be a whole number",
            "min_value": "Their age must be 10 or more",
            "max_value": "Their age must be 110 or less",
        },
    )
    order = ChoiceField(
        label="Is there an SHPO or SOPO that is not on record here?",
        choices=[
            (NONE, "No other order"),
            (LAST_DAY, "Yes, until a last day"),
            (FURTHER_ORDER, "Yes, until further order"),
        ],
        widget=Radios(small=True, reveals={LAST_DAY: ["order_last_day"]}),
        help_text="Those on record here are counted without asking.",
        error_messages={"required": "Choose whether there is another order"},
    )
    order_last_day = DateField(
        label="Last day of the order", noun="the last day of the order", required=False
    )
    seen = CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.case.date_of_birth:
            del self.fields["age"]

    def clean(self) -> None:
        super().clean()
        asked = self.cleaned_data
        is_open = asked.get("order") == LAST_DAY and not asked.get("order_last_day")
        if is_open and "order_last_day" not in self.errors:
            self.add_error("order_last_day", "Enter the last day of the order")
        if not self.errors.keys().isdisjoint(self.asked_first):
            return
        if problem := subject_problem(self.subject, on=self.on):
            self.say(problem)
            return
        self.worked = worked_out(self.subject, [*self.keepers, *self._other_order()])
        self.say(not_over(self.worked, on=self.on))

    @property
    def subject(self) -> Subject:
        """What the rule takes."""
        asked = self.cleaned_data
        relevant_on = asked["relevant_on"]
        age = self.case.age_on(relevant_on)
        months = (asked.get("term_years") or 0) * 12 + (asked.get("term_months") or 0)
        return Subject(
            disposal=Disposal(asked["disposal"]),
            relevant_on=relevant_on,
            age=asked["age"] if age is None else age,
            term=Term(months, asked.get("term_days") or 0),
        )

    def _other_order(self) -> list[Keeper]:
        asked = self.cleaned_data
        if asked["order"] == NONE:
            return []
        if asked["order"] == FURTHER_ORDER:
            return [Keeper("An order until further order", None)]
        last = asked["order_last_day"]
        return [Keeper(f"An order until {in_full(last)}", last + timedelta(days=1))]

    @property
    def is_seen(self) -> bool:
        """Whether what is told is what was shown."""
        return bool(self.cleaned_data["seen"] == self.ends_on.isoformat())

    def show(self) -> None:
        """Note what is shown now, for the next time that this is sent."""
        data: Any = self.data
        shown = data.copy()
        shown["seen"] = self.ends_on.isoformat()
        self.data = shown

    @property
    def ends_on(self) -> date:
        if self.worked is None or self.worked.ends_on is None:
            raise ValueError("Nothing was worked out")
        return self.worked.ends_on

    @property
    def own_lines(self) -> list[tuple[str, str]]:
        steps = list(self.worked.steps) if self.worked else []
        other = dict(self.fields["order"].choices)[self.cleaned_data["order"]]  # type: ignore[attr-defined]
        on_record = [("Order on record", keeper.words) for keeper in self.keepers]
        return [
            *subject_lines(self.subject, self.cleaned_data["offence"]),
            *on_record,
            ("Order not on record", other),
            *steps,
            ("Worked out", f"{in_full(self.ends_on - timedelta(days=1))} is the last day"),
        ]


def bases_for(*, is_notified: bool) -> list[EndBasis]:
    """Why a registration can end: that of those subject to notification by its period, or by a decision."""
    if is_notified:
        return [EndBasis.PERIOD, EndBasis.REVIEW, EndBasis.SET_ASIDE]
    return [EndBasis.REMOVED]


def end_form(basis: EndBasis) -> type[EndForm]:
    return PeriodEndForm if basis == EndBasis.PERIOD else DecidedEndForm
