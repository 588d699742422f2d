"""A release or handover date as it is known."""

from datetime import date
from typing import Any

from django.forms import CharField, ChoiceField

from core.forms import BaseForm, DateField, DayField, LongText, Radios
from offenders.choices import KeyDateKind

ON_A_DAY, NONE = "day", "none"


class KeyDateForm(BaseForm):
    """Which date, when it is, since when that is known, and where it was read."""

    is_versioned = True

    kind = ChoiceField(
        label="Which date?",
        choices=KeyDateKind.choices,
        widget=Radios(
            hints={
                KeyDateKind.RELEASE.value: "Decided by the board or the prison. It counts before the others.",
                KeyDateKind.HANDOVER.value: "From then on the community is responsible.",
            }
        ),
        error_messages={"required": "Choose which date it is"},
    )
    when = ChoiceField(
        label="When is it?",
        choices=[(ON_A_DAY, "On a day"), (NONE, "There is no such date any more")],
        widget=Radios(reveals={ON_A_DAY: ["falls_on"]}),
        error_messages={"required": "Choose when it is"},
    )
    falls_on = DateField(label="The day", noun="the day", required=False)
    known_on = DayField(
        label="Since when is it known?", noun="the day it was known", quick="past", past_only=True
    )
    source = CharField(
        label="Where does it say so?",
        max_length=120,
        help_text="Like the prison's record, or the letter of the Parole Board.",
        error_messages={"required": "Say where it was read"},
    )
    note = LongText(label="Note", rows=2, max_length=500, required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, initial={"known_on": on, "when": ON_A_DAY}, **kwargs)

    def clean(self) -> None:
        super().clean()
        chosen, day = self.cleaned_data.get("when"), self.cleaned_data.get("falls_on")
        if chosen == ON_A_DAY and day is None and "falls_on" not in self.errors:
            self.add_error("falls_on", "Enter the day")
        if chosen == NONE and day is not None:
            self.add_error(
                "falls_on",
                "You chose “There is no such date any more” and also typed a day: clear it, or choose “On a day”",
            )

    @property
    def details(self) -> dict[str, Any]:
        """What the service takes."""
        answers = dict(self.answers)
        del answers["when"]
        return answers | {"kind": KeyDateKind(answers["kind"])}
