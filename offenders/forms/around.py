"""Who is around a person, the victim contact scheme, and what diversity asks."""

from datetime import date
from typing import Any

from django import forms

from core.forms import BaseForm, DateField, DayField, LongText, Radios
from offenders.choices import AdjustmentSource
from offenders.choices.around import (
    AgeGroup,
    AtRisk,
    DiversityKind,
    Household,
    NoticeKind,
    Relation,
    SchemeState,
)
from offenders.forms.fact import FactForm
from offenders.models import KnownPerson
from offenders.rules.around import around_problem

ABOUT = ("name", "relation", "age_group", "born_on", "household", "at_risk", "risk", "involved")


class AboutSomebody(BaseForm):
    """What is asked of somebody around a person."""

    name = forms.CharField(
        label="What are they called?",
        max_length=120,
        help_text="As far as it is known, like: the partner's younger son",
        error_messages={"required": "Say what they are called, as far as it is known"},
    )
    relation = forms.ChoiceField(
        label="Who are they to the person?",
        choices=Relation.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose who they are to the person"},
    )
    age_group = forms.ChoiceField(
        label="A child or an adult?",
        choices=AgeGroup.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose a child or an adult"},
    )
    born_on = DateField(
        label="Date of birth, if it is known",
        noun="the date of birth",
        past_only=True,
        required=False,
    )
    household = forms.ChoiceField(
        label="Do they live together?",
        choices=Household.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose whether they live together"},
    )
    at_risk = forms.ChoiceField(
        label="Is there a risk to them now?",
        choices=AtRisk.choices,
        widget=Radios(small=True, reveals={AtRisk.YES: ["risk"]}),
        error_messages={"required": "Choose whether there is a risk to them"},
    )
    risk = LongText(
        label="What is the risk to them now?",
        rows=3,
        max_length=1000,
        required=False,
        help_text="What may happen, when, and what keeps them safe. Nothing of what was done to anybody.",
    )
    involved = forms.CharField(
        label="Who else works with them, if anybody",
        max_length=200,
        required=False,
        help_text="Like: children's services, school",
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, on=on, **kwargs)
        self.on = on

    def clean(self) -> None:
        super().clean()
        found = self.cleaned_data
        if {"age_group", "at_risk"} <= found.keys() and not self.errors.get("born_on"):
            problem = around_problem(
                texts={name: found.get(name, "") for name in ("name", "risk", "involved")},
                age_group=AgeGroup(found["age_group"]),
                born_on=found.get("born_on"),
                at_risk=AtRisk(found["at_risk"]),
                on=self.on,
            )
            self.say(problem)


class KnownPersonForm(FactForm, AboutSomebody):
    """Somebody who was not on record."""

    starts_on = DayField(
        label="Since when is it known?",
        noun="the day since when it is known",
        quick="past",
        past_only=True,
    )


class ChangePersonForm(AboutSomebody):
    """What is known of them now."""

    is_versioned = True

    def __init__(self, *args: Any, on: date, person: KnownPerson, **kwargs: Any) -> None:
        initial = {name: getattr(person, name) for name in ABOUT}
        super().__init__(*args, on=on, version=person.version, initial=initial, **kwargs)


class LiaisonForm(FactForm):
    """Where the scheme stands, who the victim liaison officer is, and what was cleared for sharing."""

    scheme = forms.ChoiceField(
        label="Where does the victim contact scheme stand?",
        choices=SchemeState.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose where the scheme stands"},
    )
    officer = forms.CharField(
        label="Victim liaison officer",
        max_length=80,
        required=False,
        help_text="Needed where the scheme is active.",
    )
    reached = forms.CharField(
        label="How the victim liaison officer is reached",
        max_length=120,
        required=False,
        help_text="A telephone number or an e-mail address at work",
    )
    requested = LongText(
        label="What is asked for, as it was cleared for sharing",
        rows=4,
        max_length=2000,
        required=False,
        help_text="Conditions and the words of an exclusion zone. No name, no address, nothing that says who it is for.",
    )
    cleared_by = forms.CharField(
        label="Who cleared it for sharing?",
        max_length=80,
        required=False,
        help_text="As a rule the victim liaison officer",
    )
    cleared_on = DateField(
        label="When was it cleared?", noun="the day it was cleared", past_only=True, required=False
    )

    def clean(self) -> None:
        super().clean()
        found = self.cleaned_data
        if found.get("scheme") == SchemeState.ACTIVE and not found.get("officer"):
            self.add_error("officer", "Enter the name of the victim liaison officer")
        asked = {
            "requested": "Enter what was cleared for sharing",
            "cleared_by": "Say who cleared it for sharing",
            "cleared_on": "Enter the day it was cleared",
        }
        if any(found.get(name) for name in asked):
            for name, words in asked.items():
                if not found.get(name) and name not in self.errors:
                    self.add_error(name, words)


class NoticeForm(FactForm):
    """An event, and whether the victim liaison officer has heard of it."""

    kind = forms.ChoiceField(
        label="What is it?",
        choices=NoticeKind.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose what it is"},
    )
    event_on = DateField(label="When does or did it happen?", noun="the day of the event")
    told_on = DateField(
        label="When was the victim liaison officer told?",
        noun="the day they were told",
        past_only=True,
        required=False,
        help_text="Leave it empty if they have not been told yet.",
    )
    words = forms.CharField(label="What else matters", max_length=300, required=False)
    starts_on = DayField(
        label="Since when is it known?",
        noun="the day since when it is known",
        quick="past",
        past_only=True,
    )


class DiversityForm(FactForm):
    """What is to be minded, because of what, and how it is known."""

    kind = forms.ChoiceField(
        label="Because of what?",
        choices=DiversityKind.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose because of what"},
    )
    what = LongText(
        label="What is to be minded?",
        rows=3,
        max_length=500,
        help_text="As whoever plans a visit or a group needs to know it: no appointments on Friday afternoon; "
        "a woman where it can be arranged.",
        error_messages={"required": "Say what is to be minded"},
    )
    source = forms.ChoiceField(
        label="How is it known?",
        choices=AdjustmentSource.choices,
        widget=Radios(small=True),
        error_messages={"required": "Choose how it is known"},
    )
