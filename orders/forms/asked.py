"""Requirements of sentences and licence conditions: as passed or imposed, and what becomes of each."""

from datetime import date, timedelta
from typing import Any

from django.forms import ChoiceField, MultipleChoiceField

from core.calendar import in_full
from core.forms import BaseForm, Checkboxes, DateField, LongText, Radios
from offenders.models import Sentence
from orders.choices import STANDARD, AskedEnding, LicenceCategory, RequirementCategory
from orders.models import Asked
from orders.rules import Span, last_of
from orders.rules.asked import AskedEnds, asked_ending_problem, asked_problem
from orders.selectors.asked import span_of_asked
from orders.services.asked import AskedDetails

DAY = timedelta(days=1)
NOT_KNOWN = "not_known"
CORRECT = "correct"


def words_field(of: str) -> LongText:
    return LongText(
        label="Its words",
        rows=4,
        max_length=1_000,
        help_text=f"Exactly as the {of} has them. They cannot be altered later.",
        error_messages={"required": f"Enter the words of the {of}"},
    )


def monitoring_field() -> LongText:
    return LongText(
        label="How is it checked?",
        rows=2,
        max_length=300,
        required=False,
        help_text="How, by whom and how often.",
    )


def starts_field() -> DateField:
    return DateField(label="From which day?", noun="the day it begins")


def last_field() -> DateField:
    return DateField(
        label="Last day",
        noun="the last day",
        required=False,
        help_text="The last day on which it holds. Leave empty if it has none.",
    )


class AskedForm(BaseForm):
    """What both ask: the service takes `details`."""

    def clean(self) -> None:
        super().clean()
        if not self.errors:
            answers = self.cleaned_data
            last = answers["last_day"]
            span = Span(starts_on=answers["starts_on"], ends_on=last + DAY if last else None)
            self.say(asked_problem(span))

    @property
    def details(self) -> list[AskedDetails]:
        """What the service takes."""
        raise NotImplementedError

    def one(self, category: str, words: str, **more: Any) -> AskedDetails:
        """One of them as it was answered."""
        last = self.cleaned_data["last_day"]
        return AskedDetails(
            category=category,
            words=words,
            starts_on=self.cleaned_data["starts_on"],
            ends_on=last + DAY if last else None,
            monitoring=self.cleaned_data["monitoring"],
            **more,
        )


class RequirementForm(AskedForm):
    """One requirement of a sentence."""

    sentence = ChoiceField(
        label="Of which sentence?",
        widget=Radios(),
        error_messages={"required": "Choose of which sentence it is"},
    )
    category = ChoiceField(
        label="What does it require?",
        choices=RequirementCategory.choices,
        widget=Radios(),
        error_messages={"required": "Choose what it requires"},
    )
    words = words_field("court")
    starts_on = starts_field()
    last_day = last_field()
    monitoring = monitoring_field()

    def __init__(self, *args: Any, sentences: list[Sentence], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not sentences:
            del self.fields["sentence"]
            return
        field: Any = self.fields["sentence"]
        passed = [(str(row.pk), f"{row}, passed {in_full(row.sentenced_on)}") for row in sentences]
        field.choices = [*passed, (NOT_KNOWN, "Another, or not on record")]
        if len(sentences) == 1:
            self.initial.setdefault("sentence", passed[0][0])

    @property
    def details(self) -> list[AskedDetails]:
        answers = self.cleaned_data
        chosen = answers.get("sentence", NOT_KNOWN)
        sentence_id = None if chosen == NOT_KNOWN else int(chosen)
        return [self.one(answers["category"], answers["words"], sentence_id=sentence_id)]


class LicenceConditionForm(AskedForm):
    """One additional condition of a licence."""

    category = ChoiceField(
        label="What is it about?",
        choices=[(each.value, each.label) for each in LicenceCategory if not each.is_standard],
        widget=Radios(),
        error_messages={"required": "Choose what it is about"},
    )
    words = words_field("licence")
    starts_on = starts_field()
    last_day = last_field()
    monitoring = monitoring_field()

    @property
    def details(self) -> list[AskedDetails]:
        return [self.one(self.cleaned_data["category"], self.cleaned_data["words"])]


class StandardConditionsForm(AskedForm):
    """PRO-81: the standard conditions that are not on record, all at once."""

    conditions = MultipleChoiceField(
        label="Which are on the licence?",
        error_messages={
            "required": "Choose at least one condition",
            "invalid_choice": "The record has changed: look at the list again",
        },
    )
    starts_on = starts_field()
    last_day = last_field()
    monitoring = monitoring_field()

    def __init__(self, *args: Any, on_record: set[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offered = [each for each in STANDARD if each.value not in on_record]
        field: Any = self.fields["conditions"]
        field.widget = Checkboxes(hints={each.value: STANDARD[each] for each in self.offered})
        field.choices = [(each.value, each.label) for each in self.offered]
        self.initial.setdefault("conditions", [each.value for each in self.offered])

    @property
    def details(self) -> list[AskedDetails]:
        chosen = self.cleaned_data["conditions"]
        return [self.one(code, STANDARD[LicenceCategory(code)]) for code in chosen]


class ChangeAskedForm(BaseForm):
    """What became of one of them: it is checked otherwise, or ends on another day; or it has ended."""

    is_versioned = True

    what = ChoiceField(
        label="What has changed?",
        choices=[
            (CORRECT, "How it is checked, or its planned last day"),
            *AskedEnding.choices,
        ],
        widget=Radios(
            hints={
                AskedEnding.REPLACED.value: "Record what took its place as well.",
                AskedEnding.ERROR.value: "It never held, and no page shows it as if it had.",
            },
            reveals={CORRECT: ["monitoring"]},
        ),
        error_messages={"required": "Choose what has changed"},
    )
    monitoring = monitoring_field()
    last_day = DateField(
        label="Last day on which it holds",
        noun="the last day",
        required=False,
        help_text="Leave empty if it has none, or if it was recorded here in error.",
    )
    note = LongText(
        label="Note",
        rows=3,
        max_length=500,
        required=False,
        help_text="What was decided and by whom, or what was wrong.",
    )

    def __init__(self, *args: Any, on: date, row: Asked, **kwargs: Any) -> None:
        self.span, self.on = span_of_asked(row), on
        initial = {
            "monitoring": row.monitoring,
            "last_day": None if row.is_error else last_of(self.span),
            "note": row.ended_note,
            "what": row.ended_because or None,
        }
        super().__init__(*args, on=on, initial=initial, version=row.version, **kwargs)
        if row.ended_because:
            field: Any = self.fields["what"]
            field.choices = AskedEnding.choices
            del self.fields["monitoring"]
            field.widget.reveals = {}

    def clean(self) -> None:
        super().clean()
        if self.errors:
            return
        if self.is_correction:
            self.say(asked_problem(Span(starts_on=self.span.starts_on, ends_on=self.ends_on)))
        else:
            self.say(asked_ending_problem(self.span, self.ending, on=self.on))

    @property
    def is_correction(self) -> bool:
        return bool(self.cleaned_data["what"] == CORRECT)

    @property
    def ends_on(self) -> date | None:
        last: date | None = self.cleaned_data["last_day"]
        return last + DAY if last else None

    @property
    def ending(self) -> AskedEnds:
        """What the service takes."""
        answers = self.cleaned_data
        because = AskedEnding(answers["what"])
        last = None if because == AskedEnding.ERROR else answers["last_day"]
        return AskedEnds(because, last, answers["note"])
