"""Risk of serious harm by group, with its five questions."""

from typing import Any

from core.forms import BaseForm, ChoiceField, DayField, LongText, Radios
from offenders.choices import RiskLevel
from offenders.rules.harm import GROUPS, QUESTIONS, Group

ELSEWHERE = "elsewhere"  # an answer, so that a level that was chosen can be taken back
_IN_A_SENTENCE = {
    Group.CHILDREN: "children",
    Group.PUBLIC: "the public",
    Group.KNOWN_ADULT: "known adults",
    Group.STAFF: "staff",
    Group.PRISONERS: "prisoners",
}
_HELP = {
    "who": "The groups, as narrowly as it is known. Name nobody.",
    "nature": "What would be done, and what harm it would do.",
    "greatest": "How soon, and in which situations.",
    "increases": "What has come before, what makes it worse.",
    "reduces": "What holds it back now, and what would.",
}
_ASKS = {
    "who": "Say who is at risk",
    "nature": "Say what the nature of the risk is",
    "greatest": "Say when the risk is greatest",
    "increases": "Say what increases the risk",
    "reduces": "Say what reduces the risk",
}


class HarmForm(BaseForm):
    """A level for each group, the five answers, and the day."""

    is_versioned = True
    waits = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, fields=_fields(), **kwargs)

    assessed_on = DayField(
        label="When was it assessed?",
        noun="the day of the assessment",
        quick="past",
        past_only=True,
    )

    def clean_prisoners(self) -> str:
        chosen = str(self.cleaned_data["prisoners"])
        return "" if chosen == ELSEWHERE else chosen

    @property
    def levels(self) -> list[Any]:
        """The fields of the groups, for the page."""
        return [self[group] for group in GROUPS]

    @property
    def questions(self) -> list[Any]:
        """The fields of the five questions, for the page."""
        return [self[name] for name in QUESTIONS]


def _fields() -> dict[str, Any]:
    levels: dict[str, Any] = {group: _level(group, label) for group, label in GROUPS.items()}
    questions = {
        name: LongText(
            label=label,
            rows=3,
            max_length=4000,
            help_text=_HELP[name],
            error_messages={"required": _ASKS[name]},
        )
        for name, label in QUESTIONS.items()
    }
    return levels | questions


def _level(group: str, label: str) -> ChoiceField:
    in_custody = group == Group.PRISONERS
    elsewhere = [(ELSEWHERE, "Not in custody")] if in_custody else []
    return ChoiceField(
        label=label,
        choices=[*elsewhere, *RiskLevel.choices],
        widget=Radios(row=True),
        required=not in_custody,
        error_messages={"required": f"Choose the level for {_IN_A_SENTENCE[group]}"},
    )
