"""Moving and cancelling what was arranged, voiding what should not be on record, and whose it is instead."""

from datetime import datetime
from typing import Any

from django import forms

from core.calendar import LONDON, london_date
from core.errors import Problem
from core.forms import BaseForm, DateField, DayField, Radios, Select, TimeField
from offenders.choices import TellingWay, VoidWhy
from offenders.rules.moving import (
    NOBODY_TOLD,
    Arranged,
    Telling,
    cancel_problem,
    move_problem,
)

YES, NO = "yes", "no"
WAYS = [(way.value, way.label) for way in TellingWay if way != TellingWay.NOBODY]


class CancelForm(BaseForm):
    """Why it will not be, and who was told, how and when. The service asks the same rules."""

    is_versioned = True
    waits = True

    reason = forms.CharField(
        label="Why?",
        max_length=500,
        help_text="For example: she starts a job that day, you are in court.",
        error_messages={"required": "Say why"},
    )
    is_told = forms.ChoiceField(
        label="Has anybody been told?",
        choices=[(YES, "Yes"), (NO, TellingWay.NOBODY.label)],
        widget=Radios(reveals={YES: ["told_whom", "told_how", "told_on", "told_time"]}),
        error_messages={"required": "Choose whether anybody has been told"},
    )
    told_whom = forms.CharField(label="Who", required=False, max_length=120)
    told_how = forms.ChoiceField(
        label="How", required=False, choices=[("", "Choose one"), *WAYS], widget=Select
    )
    told_on = DateField(label="On", noun="the day they were told", required=False, past_only=True)
    told_time = TimeField(label="At", noun="the time they were told", required=False)

    def __init__(
        self, data: Any = None, *args: Any, what: Arranged, whom: str, at: datetime, **kwargs: Any
    ) -> None:
        here = at.astimezone(LONDON)
        known = {"told_whom": whom, "told_on": here.date(), "told_time": here.time()}
        super().__init__(_with(known, data), *args, on=london_date(at), initial=known, **kwargs)
        self.what, self.at = what, at

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("is_told") == YES and not answers.get("told_how"):
            self.say(Problem("told_how", "Choose how they were told"))
        if not self.errors:
            self.say(self.problem())
        return answers

    def problem(self) -> Problem | None:
        """What the rule finds wrong with complete answers."""
        return cancel_problem(self.what, self.told, at=self.at)

    @property
    def told(self) -> Telling:
        """Who was told; what a "no" hides does not count."""
        answers = self.cleaned_data
        if answers.get("is_told") != YES:
            return NOBODY_TOLD
        whom, how = answers.get("told_whom", ""), TellingWay(answers["told_how"])
        return Telling(how, whom, instant(answers.get("told_on"), answers.get("told_time")))

    @property
    def facts(self) -> dict[str, Any]:
        """The answers as the services take them."""
        return {
            "version": self.cleaned_data["version"],
            "reason": self.cleaned_data["reason"],
            "told": self.told,
        }


class MoveForm(CancelForm):
    """The same, and to when."""

    happened_on = DayField(
        label="Which day instead?", noun="the day", quick="future", future_only=True
    )
    happened_time = TimeField(label="At", noun="the time")
    # On the page only once the service has asked.
    is_another = forms.BooleanField(label="Yes, move it there all the same", required=False)
    field_order = ("happened_on", "happened_time", "reason")

    def problem(self) -> Problem | None:
        return move_problem(self.what, self.told, to=self.to, at=self.at)

    @property
    def to(self) -> datetime:
        answers = self.cleaned_data
        return datetime.combine(answers["happened_on"], answers["happened_time"], tzinfo=LONDON)

    @property
    def facts(self) -> dict[str, Any]:
        return super().facts | {"to": self.to, "is_meant": self.cleaned_data["is_another"]}


class VoidForm(BaseForm):
    """Why a contact should not be on this record."""

    is_versioned = True
    waits = True

    why = forms.ChoiceField(
        label="Why should it not be on this record?",
        choices=VoidWhy.choices,
        widget=Radios(),
        error_messages={"required": "Choose why it should not be on this record"},
    )
    words = forms.CharField(
        label="In your own words",
        required=False,
        max_length=400,
        help_text="It stays readable here, so name nobody else whom it is about.",
    )

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        if answers.get("why") == VoidWhy.NEVER and not answers.get("words"):
            self.say(Problem("words", "Say how it came to be on record"))
        return answers


class WhoseForm(forms.Form):
    """Whose contact it is instead."""

    q = forms.CharField(label="Name, alias, date of birth or CRN", required=False, max_length=100)

    use_required_attribute = False

    @property
    def words(self) -> str:
        return str(self.cleaned_data.get("q", "")).strip() if self.is_valid() else ""


def instant(day: Any, time: Any) -> datetime | None:
    return datetime.combine(day, time, tzinfo=LONDON) if day and time else None


def _with(known: dict[str, Any], data: Any) -> Any:
    """What was sent; where nobody was said to have been told, its boxes were hidden and stand as they did before."""
    if not data or data.get("is_told") == YES:
        return data
    day, boxes = known["told_on"], {"told_whom": known["told_whom"]}
    boxes |= {f"told_on_{part}": str(getattr(day, part)) for part in ("day", "month", "year")}
    boxes["told_time"] = f"{known['told_time']:%H:%M}"
    filled = data.copy()
    for name, text in boxes.items():
        filled[name] = filled.get(name) or text
    return filled
