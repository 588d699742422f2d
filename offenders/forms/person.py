"""How somebody is reached and what they need: one form for each sort, and one that ends any of them."""

from datetime import date
from typing import Any

from django import forms

from core.forms import BaseForm, DateField, DayField, LongText, Radios
from offenders.choices import FactEnding, Permitted, PhoneOwner
from offenders.models import PersonFact
from offenders.rules.telephone import number_of


class FactForm(BaseForm):
    """What every sort asks besides its own questions."""

    starts_on = DayField(
        label="Since when?", noun="the day since when it is so", quick="past", past_only=True
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, initial={"starts_on": on}, **kwargs)
        self.fields["starts_on"] = self.fields.pop("starts_on")  # asked last

    @property
    def details(self) -> dict[str, Any]:
        """What the service takes besides the day."""
        return {name: value for name, value in self.answers.items() if name != "starts_on"}


class TelephoneForm(FactForm):
    """A number, whose it is, and what may be done with it."""

    number = forms.CharField(
        label="Telephone number",
        max_length=40,
        widget=forms.TextInput(
            attrs={"class": "govuk-input--width-20", "inputmode": "tel", "type": "tel"}
        ),
        error_messages={"required": "Enter a telephone number, like 07700 900123"},
    )
    whose = forms.ChoiceField(
        label="Whose is it?",
        choices=PhoneOwner.choices,
        widget=Radios(
            small=True,
            reveals={
                owner: ["whose_name"] for owner in PhoneOwner.values if owner != PhoneOwner.OWN
            },
        ),
        error_messages={"required": "Choose whose telephone it is"},
    )
    whose_name = forms.CharField(
        label="Who is that?", max_length=80, required=False, help_text="Like: her mother, Jane"
    )
    may_leave_message = forms.ChoiceField(
        label="May a message be left?",
        choices=Permitted.choices,
        widget=Radios(small=True),
        help_text="Somebody else may hear it.",
        error_messages={"required": "Choose whether a message may be left"},
    )
    may_text = forms.ChoiceField(
        label="Is it safe to send a text?",
        choices=Permitted.choices,
        widget=Radios(small=True),
        help_text="Somebody else may read it.",
        error_messages={"required": "Choose whether a text is safe"},
    )
    note = forms.CharField(label="Anything to know before calling", max_length=200, required=False)

    def clean_number(self) -> str:
        number = number_of(self.cleaned_data["number"])
        if not number:
            raise forms.ValidationError(
                "Enter a telephone number with its area code, like 07700 900123 or 020 7946 0123"
            )
        return number


class EndFactForm(BaseForm):
    """Why one holds no longer, and its last day."""

    is_versioned = True

    because = forms.ChoiceField(
        label="What happened?",
        choices=[
            (FactEnding.PAST.value, FactEnding.PAST.label),
            (FactEnding.ERROR.value, FactEnding.ERROR.label),
        ],
        widget=Radios(reveals={FactEnding.PAST: ["last_day"]}),
        error_messages={"required": "Choose what happened"},
    )
    last_day = DateField(
        label="Last day on which it was so", noun="the last day", past_only=True, required=False
    )
    note = LongText(
        label="Why, and how do you know?",
        rows=3,
        max_length=500,
        error_messages={"required": "Say why it is ended, and how you know"},
    )

    def __init__(self, *args: Any, on: date, fact: PersonFact, **kwargs: Any) -> None:
        super().__init__(*args, on=on, version=fact.version, initial={"last_day": on}, **kwargs)

    def clean(self) -> None:
        super().clean()
        chosen, last = self.cleaned_data.get("because"), self.cleaned_data.get("last_day")
        if chosen == FactEnding.PAST and last is None and "last_day" not in self.errors:
            self.add_error("last_day", "Enter the last day")


FORMS: dict[str, type[FactForm]] = {"telephones": TelephoneForm}
