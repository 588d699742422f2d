"""What is asked when an appointment is arranged."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms

from core.calendar import london_date
from core.forms import Checkboxes, DateField, DayField, Radios, Select, TimeField
from offenders.choices import Repeat
from offenders.forms.contacts import MORE, ContactForm
from offenders.models import Case, ContactType
from offenders.rules.appointments import (
    LENGTHS,
    MOST_TIMES,
    USUAL_MINUTES,
    Repeated,
    ahead_problem,
    minutes_words,
    series_problem,
    starts_of,
)
from offenders.rules.contacts import planning_problem
from offenders.selectors.appointments import Concerns, Plan
from offenders.services.appointments import Answer
from offenders.services.contacts import facts_of
from people.models import Officer

ALL, WITHOUT = "all", "without"


class Asked(forms.ChoiceField):
    """A question whose answers depend on what is in the way when the form is sent; the service judges the answer."""

    def valid_value(self, value: str) -> bool:
        return True


class AppointmentForm(ContactForm):
    """An appointment still to come, once or repeated: no outcome yet. It is asked about as what will be, never as what was."""

    type = forms.ChoiceField(
        label="What will it be?",
        widget=Radios(reveals={MORE: ["other_type"]}),
        error_messages={"required": "Choose what it will be"},
    )
    happened_on = DayField(label="When?", noun="the day", quick="future", future_only=True)
    happened_time = TimeField(label="At", noun="the time")
    minutes = forms.TypedChoiceField(
        label="How long?",
        coerce=int,
        choices=[(minutes, minutes_words(minutes)) for minutes in LENGTHS],
        initial=USUAL_MINUTES,
        widget=Select,
    )
    officer = forms.ChoiceField(label="With whom?", widget=Select)
    repeat = forms.ChoiceField(
        label="Does it repeat?",
        choices=Repeat.choices,
        initial=Repeat.ONCE,
        required=False,
        widget=Select,
    )
    times = forms.IntegerField(
        label="How many times in all?",
        required=False,
        min_value=2,
        max_value=MOST_TIMES,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-2", "inputmode": "numeric"}),
        error_messages={
            "invalid": "Enter how many times as a number",
            "min_value": "Enter 2 times or more, or choose that it does not repeat",
            "max_value": f"Arrange up to {MOST_TIMES} at once",
        },
    )
    until = DateField(label="Or until which day?", noun="the last day", required=False)
    people = forms.MultipleChoiceField(
        label="For whom?", widget=Checkboxes(small=True), required=False
    )
    find = forms.CharField(label="Find somebody else", required=False, max_length=100)
    # On the page only once there is something to be asked.
    in_spite = Asked(label="Arrange it all the same?", required=False, widget=Radios(small=True))

    def __init__(
        self,
        *args: Any,
        officers: Sequence[Officer],
        people: Sequence[Case] | None = None,
        **kwargs: Any,
    ) -> None:
        """`people` are offered to choose from; None where the page is about one person."""
        super().__init__(*args, **kwargs)
        for name in ("outcome", "other_outcome", "enforcement_action", "letter", "is_another"):
            del self.fields[name]
        if people is None:
            del self.fields["people"], self.fields["find"]
        else:
            self.fields["people"].choices = [  # type: ignore[attr-defined]
                (str(case.uuid), f"{case.name}, {case.crn}") for case in people
            ]
        self.officers = {str(officer.pk): officer for officer in officers}
        self.fields["officer"].choices = [  # type: ignore[attr-defined]
            (key, officer.name) for key, officer in self.officers.items()
        ]

    def check(self, kind: ContactType | None, happened_at: datetime | None) -> None:
        """VOC-1: still to come, of a type that can be planned, in a series that can be arranged."""
        if happened_at is None:
            return
        self.say(ahead_problem(happened_at, at=self.at))
        if not self.errors:
            self.say(series_problem(london_date(happened_at), self.repeated))
        if kind is not None:
            facts, _ = facts_of(kind, None)
            self.say(planning_problem(facts, happened_at=happened_at, at=self.at))

    @property
    def is_series_open(self) -> bool:
        """What is folded away stands open where it holds an answer or something in it is wrong."""
        return self["repeat"].value() != Repeat.ONCE or self._is_wrong("times", "until")

    @property
    def is_notes_open(self) -> bool:
        names = ("notes", "is_sensitive", "information_kind")
        return any(self[name].value() for name in names) or self._is_wrong(*names)

    def _is_wrong(self, *names: str) -> bool:
        return any(self[name].errors for name in names)

    @property
    def repeated(self) -> Repeated:
        asked = self.cleaned_data
        how = Repeat(asked.get("repeat") or Repeat.ONCE)
        return Repeated(how, asked.get("times"), asked.get("until"))

    def plan(self, cases: Sequence[Case]) -> Plan:
        """What a valid form asks for, of these people."""
        asked = self.cleaned_data
        return Plan(
            cases=cases,
            officer=self.officers[asked["officer"]],
            type=asked["type"],
            starts=starts_of(asked["happened_at"], self.repeated),
            minutes=asked["minutes"],
            location=asked["location"],
            notes=asked["notes"],
            is_sensitive=asked["is_sensitive"],
            information_kind=asked["information_kind"],
        )

    @property
    def answer(self) -> Answer | None:
        """What was said to the concerns that were shown, if anything."""
        what, _, key = self.cleaned_data.get("in_spite", "").partition(":")
        return Answer(key, leaves_out=what == WITHOUT) if what in {ALL, WITHOUT} else None

    def ask(self, concerns: Concerns, plan: Plan) -> None:
        """Offer the answers to these concerns; where nothing would remain, there is only one."""
        number = len(plan.starts) * len(plan.cases)
        left = len(concerns.remaining(plan))
        choices = [
            (
                f"{ALL}:{concerns.key}",
                "Yes, arrange it anyway" if number == 1 else "Yes, all of them",
            )
        ]
        if 0 < left < number:
            choices.append((f"{WITHOUT}:{concerns.key}", f"Only the other {left}, without these"))
        self.fields["in_spite"].choices = choices  # type: ignore[attr-defined]
