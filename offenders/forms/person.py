"""How somebody is reached and what they need: one form for each sort, and one that ends any of them."""

from datetime import date
from typing import Any

from django import forms

from core.forms import BaseForm, DateField, LongText, Radios
from offenders.choices import (
    AdjustmentKind,
    AdjustmentSource,
    AliasKind,
    FactEnding,
    Interpreter,
    Permitted,
    PhoneOwner,
    ReachBy,
    Reading,
)
from offenders.forms.around import DiversityForm, KnownPersonForm, LiaisonForm, NoticeForm
from offenders.forms.fact import FactForm
from offenders.models import PersonFact
from offenders.rules.telephone import number_of


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
        widget=Radios(small=True),
        error_messages={"required": "Choose whose telephone it is"},
    )
    whose_name = forms.CharField(
        label="Who is that, if it is not their own?",
        max_length=80,
        required=False,
        help_text="Like: her mother, Jane",
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


class ReachingForm(FactForm):
    """How the person is best reached."""

    way = forms.ChoiceField(
        label="How are they best reached?",
        choices=ReachBy.choices,
        widget=Radios(small=True, reveals={ReachBy.EMAIL: ["email"]}),
        error_messages={"required": "Choose how they are best reached"},
    )
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        error_messages={"invalid": "Enter an e-mail address, like name@example.org"},
    )
    words = forms.CharField(
        label="What else matters",
        max_length=300,
        required=False,
        help_text="Times, through whom, and how never.",
    )

    def clean(self) -> None:
        super().clean()
        way = self.cleaned_data.get("way")
        if (
            way == ReachBy.EMAIL
            and not self.cleaned_data.get("email")
            and "email" not in self.errors
        ):
            self.add_error("email", "Enter an e-mail address, like name@example.org")
        if way == ReachBy.THROUGH and not self.cleaned_data.get("words"):
            self.add_error("words", "Say through whom they are reached")


class LanguageForm(FactForm):
    """What the person speaks best, and what follows from that."""

    language = forms.CharField(
        label="Which language do they speak best?",
        max_length=60,
        help_text="Like: Hungarian, or British Sign Language",
        error_messages={"required": "Enter the language that they speak best"},
    )
    interpreter = forms.ChoiceField(
        label="Is an interpreter needed?",
        choices=Interpreter.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose whether an interpreter is needed"},
    )
    reading = forms.ChoiceField(
        label="What about letters and texts in English?",
        choices=Reading.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose what becomes of letters"},
    )
    note = forms.CharField(
        label="What else matters",
        max_length=300,
        required=False,
        help_text="A dialect, a woman or a man as interpreter, who must not interpret.",
    )

    def clean_language(self) -> str:
        language: str = self.cleaned_data["language"]
        if not any(map(str.isalpha, language)):
            raise forms.ValidationError("Enter the language in letters, like Hungarian")
        return language[:1].upper() + language[1:]


class AdjustmentForm(FactForm):
    """What must be done differently, because of what, and how it is known."""

    kind = forms.ChoiceField(
        label="Because of what?",
        choices=AdjustmentKind.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose because of what"},
    )
    what = LongText(
        label="What must be done differently?",
        rows=3,
        max_length=500,
        help_text="As somebody who has never met them needs to know it: face them when you speak; a ramp; no letters.",
        error_messages={"required": "Say what must be done differently"},
    )
    source = forms.ChoiceField(
        label="How is it known?",
        choices=AdjustmentSource.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose how it is known"},
    )


class AliasForm(FactForm):
    """Another name, by which the person is found too."""

    surname = forms.CharField(
        label="Surname, or the only name",
        max_length=80,
        error_messages={"required": "Enter the surname, or the only name"},
    )
    forenames = forms.CharField(label="Forenames", max_length=80, required=False)
    kind = forms.ChoiceField(
        label="What sort of name is it?",
        choices=AliasKind.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose what sort of name it is"},
    )

    def clean(self) -> None:
        super().clean()
        for name in ("surname", "forenames"):
            text = self.cleaned_data.get(name, "")
            if text and not any(map(str.isalpha, text)):
                self.add_error(name, "Enter the name in letters")


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


FORMS: dict[str, type[FactForm]] = {
    "telephones": TelephoneForm,
    "reaching": ReachingForm,
    "language": LanguageForm,
    "adjustments": AdjustmentForm,
    "diversity": DiversityForm,
    "aliases": AliasForm,
    "around": KnownPersonForm,
    "liaison": LiaisonForm,
    "notices": NoticeForm,
}
