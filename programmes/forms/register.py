"""The register of a session as a form: four answers for each person, none of them given beforehand."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.forms import BoundField

from core.calendar import LONDON, london_date
from core.forms import BaseForm, DayField, LongText, Radios, Select, TimeField
from offenders.forms.appointments import ALL, Asked
from offenders.rules.appointments import LENGTHS, ahead_problem, minutes_words
from offenders.selectors.appointments import Concerns
from offenders.services.appointments import Answer
from programmes.choices.attendance import EXCUSES, GROUP_SESSION, ONE_TO_ONE, Came
from programmes.rules.attendance import CAME, EXCUSE, NOTE, line_problem
from programmes.selectors.register import Line, Register
from programmes.services.missed import ABOUT_MISSED
from programmes.services.register import Said, Wanted


class RegisterForm(BaseForm):
    """Everybody who is expected and of whom nothing is recorded. What is sent late is compared with what is there now."""

    is_versioned = True
    waits = True

    def __init__(self, *args: Any, register: Register, **kwargs: Any) -> None:
        self.register = register
        is_sent = bool(args and args[0] is not None)
        # Of somebody whose line was saved meanwhile the answer is kept too: the page of the two texts shows it.
        lines = register.lines if is_sent else register.open
        version = register.session.version
        super().__init__(*args, fields=dict(_fields(lines)), version=version, **kwargs)

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("version") == self.register.session.version:
            for line in self.register.open:
                came, excuse = (answers.get(f"{each}_{line.key}", "") for each in (CAME, EXCUSE))
                if f"{CAME}_{line.key}" not in self.errors:
                    self.say(line_problem(line.key, line.case.name, came=came, excuse=excuse))
        return answers

    @property
    def said(self) -> dict[str, Said]:
        """What a valid form says of each person."""
        asked = self.cleaned_data
        return {
            line.key: Said(*(asked.get(f"{each}_{line.key}", "") for each in (CAME, EXCUSE, NOTE)))
            for line in self.register.lines
        }

    @property
    def rows(self) -> list[tuple[BoundField, BoundField]]:
        """The question about each person, with the note."""
        return [
            (self[f"{CAME}_{line.key}"], self[f"{NOTE}_{line.key}"]) for line in self.register.open
        ]


def _fields(lines: Sequence[Line]) -> Iterator[tuple[str, forms.Field]]:
    for line in lines:
        name, key = line.case.name, line.key
        yield (
            f"{CAME}_{key}",
            forms.ChoiceField(
                label=name,
                choices=Came.choices,
                required=False,
                widget=Radios(reveals={Came.AGREED: [f"{EXCUSE}_{key}"]}, row=True, small=False),
            ),
        )
        yield (
            f"{EXCUSE}_{key}",
            forms.ChoiceField(
                label=f"Why was {name} away?",
                choices=[("", "Choose a reason"), *EXCUSES.items()],
                required=False,
                widget=Select,
            ),
        )
        yield (
            f"{NOTE}_{key}",
            LongText(label=f"Note on {name}", required=False, rows=2, max_length=2_000),
        )


class DecideMissedForm(BaseForm):
    """PRG-45: what is done about missed sessions, and why."""

    decided = forms.ChoiceField(
        label="What is decided?",
        choices=[(one.value, one.label) for one in ABOUT_MISSED],
        widget=Radios(small=False),
        error_messages={"required": "Choose what is decided"},
    )
    reason = LongText(label="Why?", rows=3, max_length=500, error_messages={"required": "Say why"})


class CatchUpForm(BaseForm):
    """When a missed session is caught up. What is in the way is asked back, as of any appointment."""

    waits = True

    type = forms.ChoiceField(
        label="What will it be?",
        choices=[(ONE_TO_ONE, "One to one"), (GROUP_SESSION, "A session of another group")],
        initial=ONE_TO_ONE,
        widget=Radios(small=False),
    )
    happened_on = DayField(label="When?", noun="the day", quick="future", future_only=True)
    happened_time = TimeField(label="At", noun="the time")
    minutes = forms.TypedChoiceField(
        label="How long?",
        coerce=int,
        widget=Select,
    )
    in_spite = Asked(label="Arrange it all the same?", required=False, widget=Radios(small=True))

    def __init__(self, *args: Any, at: datetime, minutes: int, **kwargs: Any) -> None:
        """`minutes` is how long the session was that is caught up."""
        super().__init__(*args, on=london_date(at), initial={"minutes": minutes}, **kwargs)
        self.at = at
        lengths: Any = self.fields["minutes"]
        lengths.choices = [(each, minutes_words(each)) for each in sorted({*LENGTHS, minutes})]

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if {"happened_on", "happened_time"} <= answers.keys():
            self.say(ahead_problem(self.starts_at, at=self.at))
        return answers

    @property
    def starts_at(self) -> datetime:
        asked = self.cleaned_data
        return datetime.combine(asked["happened_on"], asked["happened_time"], tzinfo=LONDON)

    @property
    def wanted(self) -> Wanted:
        return Wanted(self.starts_at, self.cleaned_data["minutes"], self.cleaned_data["type"])

    @property
    def answer(self) -> Answer | None:
        """What was said to what was found in the way, if anything."""
        what, _, key = self.cleaned_data.get("in_spite", "").partition(":")
        return Answer(key, leaves_out=False) if what == ALL else None

    def ask(self, concerns: Concerns) -> None:
        self.fields["in_spite"].choices = [(f"{ALL}:{concerns.key}", "Yes, arrange it anyway")]  # type: ignore[attr-defined]
