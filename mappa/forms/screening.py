"""A screening, a mark on an offence, who was told. Nothing is chosen beforehand: the record proposes, a person decides."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.forms import BaseForm, CharField, ChoiceField, DateField, DayField, LongText, Radios
from mappa.choices import Basis, Category, MarkEnding, Outcome, ToldAgency, ToldBy
from mappa.models import Screening
from mappa.rules import Ground, ScreeningSaid, screening_problem
from mappa.services.screening import Told
from offenders.models import Sentence

FOUND = (Outcome.ELIGIBLE, Outcome.NOT_ELIGIBLE)
REASON = 4_000


class ScreenForm(BaseForm):
    """What was found, when, why, and the form that was filled in elsewhere."""

    is_versioned = True

    outcome = ChoiceField(
        label="What did the screening find?",
        choices=[(each.value, each.label) for each in FOUND],
        widget=Radios(reveals={Outcome.ELIGIBLE: ["category"]}),
        error_messages={"required": "Choose what the screening found"},
    )
    category = ChoiceField(
        label="Which category?",
        choices=Category.choices,
        required=False,
        widget=Radios(),
    )
    screened_on = DayField(
        label="When was it?",
        noun="the day of the screening",
        past_only=True,
    )
    reason = LongText(
        label="Why?",
        rows=4,
        max_length=REASON,
        help_text="What it rests on: the register, the offence and its sentence, or why neither counts.",
        error_messages={"required": "Say why"},
    )
    form_q_on = DateField(
        label="Day of MAPPA Q",
        noun="the day of MAPPA Q",
        past_only=True,
        required=False,
        help_text="If the form was filled in. It is kept where it was written, not here.",
    )
    form_q_ref = CharField(label="Reference of MAPPA Q", max_length=60, required=False)

    def __init__(self, *args: Any, grounds: Sequence[Ground] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = kwargs["on"]
        self.fields["category"].widget.hints = _hints(grounds)

    def clean(self) -> None:
        super().clean()
        if not self.errors:
            self.say(screening_problem(self.said, on=self.on))

    @property
    def said(self) -> ScreeningSaid:
        """What the service takes. A category that was chosen before the answer above was changed does not count."""
        values = self.cleaned_data
        is_eligible = values["outcome"] == Outcome.ELIGIBLE
        chosen = values["category"] if is_eligible else ""
        return ScreeningSaid(
            outcome=Outcome(values["outcome"]),
            category=Category(int(chosen)) if chosen else None,
            screened_on=values["screened_on"],
            reason=values["reason"].strip(),
            form_q_on=values["form_q_on"],
            form_q_ref=values["form_q_ref"].strip(),
        )


class CorrectScreeningForm(ScreenForm):
    """The same with what was wrong. It may be that there was no such screening."""

    because = LongText(
        label="What was wrong?",
        rows=2,
        max_length=500,
        error_messages={"required": "Say what was wrong"},
    )

    def __init__(self, *args: Any, screening: Screening, **kwargs: Any) -> None:
        initial = {
            name: getattr(screening, name)
            for name in ("outcome", "category", "screened_on", "reason", "form_q_on", "form_q_ref")
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["outcome"].choices = Outcome.choices  # type: ignore[attr-defined]


class MarkForm(BaseForm):
    """MAP-3: which offence qualifies, on which limb of the law, and why."""

    sentence = ChoiceField(
        label="Which offence?",
        widget=Radios(),
        error_messages={"required": "Choose the offence", "invalid_choice": "Choose the offence"},
    )
    basis = ChoiceField(
        label="What makes it qualify?",
        choices=Basis.choices,
        widget=Radios(),
        error_messages={"required": "Choose what makes it qualify"},
    )
    reason = LongText(
        label="Why?",
        rows=3,
        max_length=500,
        help_text="Where the offence stands in the schedule, and where you read the sentence.",
        error_messages={"required": "Say why the offence qualifies"},
    )

    def __init__(self, *args: Any, sentences: Mapping[str, Sentence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sentences = sentences
        field: Any = self.fields["sentence"]
        field.choices = [(key, str(row)) for key, row in sentences.items()]
        field.widget.hints = {key: _length(row) for key, row in sentences.items()}
        if len(sentences) == 1:
            self.initial.setdefault("sentence", next(iter(sentences)))

    @property
    def chosen(self) -> Sentence:
        return self.sentences[self.cleaned_data["sentence"]]


class EndMarkForm(BaseForm):
    """Why a mark no longer stands."""

    is_versioned = True

    because = ChoiceField(
        label="Why?",
        choices=MarkEnding.choices,
        widget=Radios(),
        error_messages={"required": "Choose why it is ended"},
    )
    note = LongText(
        label="What was decided, or what was wrong",
        rows=3,
        max_length=500,
        error_messages={"required": "Say why it is ended"},
    )


class TellForm(BaseForm):
    """R-9: who was told, how and when."""

    agency = ChoiceField(
        label="Which agency?",
        choices=ToldAgency.choices,
        widget=Radios(),
        error_messages={"required": "Choose which agency was told"},
    )
    whom = CharField(
        label="Who there?",
        max_length=120,
        help_text="A post or a name of somebody who works there.",
        error_messages={"required": "Say who was told: a post or a name"},
    )
    way = ChoiceField(
        label="How?",
        choices=ToldBy.choices,
        widget=Radios(),
        error_messages={"required": "Choose how they were told"},
    )
    told_on = DayField(label="When?", noun="the day on which they were told", past_only=True)

    @property
    def told(self) -> Told:
        """What the service takes."""
        values = self.cleaned_data
        return Told(
            agency=ToldAgency(values["agency"]),
            whom=values["whom"],
            way=ToldBy(values["way"]),
            told_on=values["told_on"],
        )


class TakeBackForm(BaseForm):
    """Why it was recorded in error that somebody was told."""

    is_versioned = True

    because = LongText(
        label="What was wrong?",
        rows=2,
        max_length=500,
        error_messages={"required": "Say what was wrong"},
    )


def _hints(grounds: Sequence[Ground]) -> dict[str, str]:
    """What the record says for a category, beside it."""
    found: dict[str, str] = {}
    for row in grounds:
        said = f"On record: {row.words} ({row.rule})."
        key = str(row.category.value)
        found[key] = " ".join(filter(None, (found.get(key, ""), said)))
    return found


def _length(row: Sentence) -> str:
    if row.term_months is None:
        return "How long it is, is not on record."
    return f"{row.term_months} months."
