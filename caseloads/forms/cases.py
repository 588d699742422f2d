"""The filters of the list of cases. An address that asks for nonsense asks for nothing."""

from typing import Any

from django import forms
from django.http import QueryDict

from caseloads.selectors.cases import NEAREST, SORTS, Filters
from core.forms import Radios
from mappa.choices import Level
from mappa.selectors.unscreened import LABELS
from offenders.choices import DueState, RiskLevel
from offenders.rules import all_kinds

ANY = ("", "Any")
MINE, ALL = "mine", "all"
COUNTED = (DueState.MISSING, DueState.ACCEPTED, DueState.SOON, DueState.BACKLOG)


def levels_of(tool: str, name: str) -> tuple[str, list[tuple[str, str]]]:
    levels = [(f"{tool}:{level.value}", f"{name}: {level.label.lower()}") for level in RiskLevel]
    return name, [*levels, (f"{tool}:none", f"{name}: not assessed")]


def due_choices() -> list[tuple[str, str]]:
    """The kinds of deadline are declared at start, so they are asked for when a form is made."""
    by_kind = [(f"overdue:{kind.code}", f"{kind.label} overdue") for kind in all_kinds()]
    return [
        ANY,
        ("overdue", "Anything overdue"),
        *by_kind,
        *((state.value, state.label) for state in COUNTED),
        ("none", "Nothing overdue"),
    ]


class CaseFilterForm(forms.Form):
    q = forms.CharField(
        label="Name, alias, date of birth, CRN or end of a telephone number",
        required=False,
        max_length=100,
    )
    whose = forms.ChoiceField(
        label="Whose",
        required=False,
        choices=[(MINE, "My cases"), (ALL, "All that I can see")],
        widget=Radios(),
    )
    risk = forms.ChoiceField(
        label="Risk",
        required=False,
        choices=[ANY, levels_of("rosh", "RoSH"), levels_of("police", "Police risk")],
    )
    mappa = forms.ChoiceField(
        label="MAPPA",
        required=False,
        choices=[
            ANY,
            *((str(level.value), level.label) for level in Level),
            ("none", "No level"),
            *((way.value, label) for way, label in LABELS.items()),
        ],
    )
    registered = forms.ChoiceField(
        label="Registered sexual offender",
        required=False,
        choices=[ANY, ("yes", "Yes"), ("no", "No")],
    )
    sentence = forms.ChoiceField(
        label="Sentence",
        required=False,
        choices=[ANY, ("ended", "Ended, and probation holds the case still")],
    )
    programme = forms.ChoiceField(
        label="Programme", required=False, choices=[ANY, ("still", "Standing still")]
    )
    plan = forms.ChoiceField(
        label="Plan",
        required=False,
        choices=[
            ANY,
            ("none", "No plan is signed"),
            ("gaps", "It leaves out something in force"),
        ],
    )
    due = forms.ChoiceField(label="What is due", required=False, choices=due_choices)
    sort = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    then = forms.ChoiceField(
        required=False, choices=[("log", "Log a contact")], widget=forms.HiddenInput
    )

    narrowing = ("q", "risk", "mappa", "registered", "sentence", "programme", "plan", "due")

    def __init__(self, query: QueryDict, *, holds_cases: bool) -> None:
        data: dict[str, Any] = query.dict()
        if data.get("whose") not in {MINE, ALL}:
            data["whose"] = MINE if holds_cases and not data.get("q") else ALL
        super().__init__(data)

    @property
    def filters(self) -> Filters:
        """What was asked for; a value that no list offers counts as none."""
        self.is_valid()
        asked = self.cleaned_data
        sort, words = asked.get("sort", ""), asked.get("q", "").strip()
        usual = NEAREST if words else SORTS[0]
        return Filters(
            words=words,
            is_mine=asked.get("whose") == MINE,
            risk=asked.get("risk", ""),
            mappa=asked.get("mappa", ""),
            registered=asked.get("registered", ""),
            sentence=asked.get("sentence", ""),
            programme=asked.get("programme", ""),
            plan=asked.get("plan", ""),
            due=asked.get("due", ""),
            sort=sort if sort.removeprefix("-") in SORTS else usual,
        )

    @property
    def chips(self) -> list[tuple[str, str]]:
        """Each filter in force: its words, and its parameter to take away."""
        self.is_valid()
        found = []
        for name in self.narrowing:
            value = self.cleaned_data.get(name)
            if value:
                field = self.fields[name]
                words = dict(_flat(field.choices)) if hasattr(field, "choices") else {}
                found.append((f"{field.label}: {words.get(value, value)}", name))
        return found

    @property
    def is_filtered(self) -> bool:
        """Whether more than words narrows the list: on a phone, open filters would push what was found away."""
        return any(name != "q" for _, name in self.chips)


def _flat(choices: Any) -> list[tuple[str, str]]:
    flat: list[tuple[str, str]] = []
    for value, label in choices:
        flat += label if isinstance(label, list) else [(value, label)]
    return flat
