"""Until when somebody is subject to notification (NOT-16), and when they notify next (NOT-24)."""

from datetime import date, timedelta
from typing import Any

from django.forms import CharField, ChoiceField

from core.forms import BaseForm, DateField, DayField, LongText, Radios
from offenders.choices import Disposal
from offenders.forms.registration import PeriodEndForm
from offenders.models import Case
from offenders.rules.notification import Subject, Term, subject_problem
from orders.services.notification import Another, Source

SAME, OTHER_DAY, INDEFINITE, NOT_CHECKED = "same", "other_day", "indefinite", "not_checked"
DAY = timedelta(days=1)
ASKED = (
    PeriodEndForm.base_fields
)  # what is asked where a registration ends is asked here in the same words


def source_field() -> CharField:
    return CharField(
        label="Where does it say so?",
        max_length=120,
        help_text="The court record, the notice or the ViSOR record, with its number.",
        error_messages={"required": "Say where it was read"},
    )


def known_field() -> DayField:
    return DayField(
        label="Since when is it known?", noun="the day it was known", quick="past", past_only=True
    )


class KnownForm(BaseForm):
    """What both ask besides: since when it is known, and where it was read."""

    is_versioned = True

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, initial={"known_on": on}, **kwargs)
        self.on = on

    @property
    def read_in(self) -> Source:
        """What the service takes."""
        return Source(known_on=self.cleaned_data["known_on"], source=self.cleaned_data["source"])


class PeriodForm(KnownForm):
    """What the end is worked out from, and whether the police record says the same."""

    offence = ASKED["offence"]
    disposal = ASKED["disposal"]
    relevant_on = ASKED["relevant_on"]
    term_years = ASKED["term_years"]
    term_months = ASKED["term_months"]
    term_days = ASKED["term_days"]
    age = ASKED["age"]
    visor = ChoiceField(
        label="What end does ViSOR say?",
        choices=[
            (NOT_CHECKED, "It is not checked"),
            (SAME, "The one that is worked out here"),
            (OTHER_DAY, "Another last day"),
            (INDEFINITE, "That it is indefinite"),
        ],
        widget=Radios(reveals={OTHER_DAY: ["last_day"]}),
        help_text="The end is worked out from the answers above and from the orders on record.",
        error_messages={"required": "Choose what ViSOR says"},
    )
    last_day = DateField(label="Last day", noun="the last day", required=False)
    override = LongText(
        label="Why is it another end?",
        rows=3,
        max_length=500,
        required=False,
        help_text="Only where ViSOR says another end than is worked out.",
    )
    source = source_field()
    known_on = known_field()

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.case = case
        if case.date_of_birth:
            del self.fields["age"]

    def clean(self) -> None:
        super().clean()
        asked = self.cleaned_data
        is_open = asked.get("visor") == OTHER_DAY and not asked.get("last_day")
        if is_open and "last_day" not in self.errors:
            self.add_error("last_day", "Enter the last day that ViSOR says")
        if asked.get("visor") in {OTHER_DAY, INDEFINITE} and not asked.get("override"):
            self.add_error("override", "Say why it is another end")
        if not self.errors:
            self.say(subject_problem(self.subject, on=self.on))

    @property
    def subject(self) -> Subject:
        """What the rule takes."""
        asked = self.cleaned_data
        age = self.case.age_on(asked["relevant_on"])
        months = (asked.get("term_years") or 0) * 12 + (asked.get("term_months") or 0)
        return Subject(
            disposal=Disposal(asked["disposal"]),
            relevant_on=asked["relevant_on"],
            age=asked["age"] if age is None else age,
            term=Term(months, asked.get("term_days") or 0),
        )

    @property
    def another(self) -> Another | None:
        """What the service takes."""
        asked = self.cleaned_data
        if asked["visor"] == INDEFINITE:
            return Another(None, asked["override"])
        if asked["visor"] == OTHER_DAY:
            return Another(asked["last_day"] + DAY, asked["override"])
        return None

    @property
    def is_verified(self) -> bool:
        return bool(self.cleaned_data["visor"] != NOT_CHECKED)


class AnnualForm(KnownForm):
    """The day by which they notify next."""

    due_on = DateField(
        label="By which day do they notify next?", noun="the day by which they notify next"
    )
    source = source_field()
    known_on = known_field()
