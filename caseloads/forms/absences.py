"""When an officer is away, and who covers. Nothing here asks for words: none could be about anybody's health."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from core.forms import BaseForm, ChoiceField, DateField, DayField, Radios, Select
from people.choices import AbsenceKind


class AbsenceForm(BaseForm):
    """Why, as far as it is kept, and from when to when."""

    is_versioned = True

    what = ChoiceField(
        label="Why?",
        help_text="Only the officer and whoever leads the team read it. Everybody else reads “away”.",
        choices=AbsenceKind.choices,
        widget=Radios(),
        error_messages={"required": "Choose why"},
    )
    starts_on = DateField(label="First day away", noun="the first day")
    last_day = DateField(
        label="Last day away",
        noun="the last day",
        required=False,
        help_text="Of sickness leave it empty while nobody knows.",
    )

    @property
    def ends_on(self) -> date | None:
        """The end as it is kept: exclusive."""
        last: date | None = self.cleaned_data["last_day"]
        return last + timedelta(days=1) if last else None


class BackForm(BaseForm):
    """The first day back."""

    is_versioned = True

    ends_on = DayField(
        label="From which day are they back?",
        noun="the first day back",
        quick="future",
        help_text="The first day of the absence takes it back: it then never held.",
    )


class CoverForm(BaseForm):
    """Who covers, from when to when."""

    is_versioned = True

    officer = ChoiceField(
        label="Who covers?",
        widget=Select(),
        error_messages={
            "required": "Choose who covers",
            "invalid_choice": "Choose one of the officers that are listed",
        },
    )
    starts_on = DateField(label="First day of the cover", noun="the first day")
    last_day = DateField(label="Last day of the cover", noun="the last day")

    def __init__(self, *args: Any, officers: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["officer"]
        field.choices = [("", "Choose an officer"), *officers]

    @property
    def ends_on(self) -> date:
        last: date = self.cleaned_data["last_day"]
        return last + timedelta(days=1)


class EndCoverForm(BaseForm):
    """The first day without it."""

    is_versioned = True

    ends_on = DayField(
        label="From which day do they no longer cover?",
        noun="the first day without cover",
        quick="future",
        future_only=True,
        help_text="Today ends it at once.",
    )
