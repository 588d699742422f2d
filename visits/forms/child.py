"""PRO-86: an enquiry about a child, the answer to it, and a supervisor's decision that none is needed."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms

from core.calendar import LONDON
from core.errors import Problem
from core.forms import BaseForm, DayField, LongText, Radios, TimeField
from visits.choices import EnquiryAnswer, EnquiryKind
from visits.rules import answered_problems, asked_problems
from visits.services import AnswerSaid, EnquirySaid

NOT_YET = "not_yet"
WHAT_IT_MEANS = "What does it mean for how the risk is managed?"


def _instant(answers: Mapping[str, Any], name: str) -> datetime | None:
    day: date | None = answers.get(f"{name}_on")
    hour: time | None = answers.get(f"{name}_time")
    return datetime.combine(day, hour, tzinfo=LONDON) if day and hour else None


class EnquiryForm(BaseForm):
    """Who was asked or told, when, about which child; what they said, if they said it there and then."""

    is_versioned = True

    kind = forms.ChoiceField(
        label="What have you done?",
        choices=EnquiryKind.choices,
        widget=Radios(),
        error_messages={"required": "Choose what you have done"},
    )
    asked_of = forms.CharField(
        label="Whom did you ask or tell?",
        help_text="The authority, and who there: for example, Eastmoor children's services, duty social worker.",
        max_length=200,
        error_messages={"required": "Say whom you asked or told"},
    )
    about = LongText(
        label="About which child?",
        help_text="What is known of the child: age, who they are to the person, where they live.",
        rows=3,
        max_length=2_000,
        error_messages={"required": "Say about which child"},
    )
    asked_on = DayField(label="Which day?", noun="the day on which they were asked", past_only=True)
    asked_time = TimeField(label="At what time?", noun="the time at which they were asked")
    words = LongText(
        label="What did you ask or tell them?",
        rows=4,
        error_messages={"required": "Say what you asked or told them"},
    )
    reference = forms.CharField(label="Their reference", required=False, max_length=60)
    answer = forms.ChoiceField(
        label="What did they answer?",
        choices=[(NOT_YET, "No answer yet"), *EnquiryAnswer.choices],
        initial=NOT_YET,
        widget=Radios(),
    )
    answer_words = LongText(
        label="In their words",
        help_text="Needed if they have answered.",
        rows=3,
        required=False,
    )
    considered = LongText(
        label=WHAT_IT_MEANS,
        help_text="If they have answered and you know already. Until it is said the enquiry stays open.",
        rows=3,
        required=False,
    )

    def __init__(self, *args: Any, visited_at: datetime, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.visited_at, self.at = visited_at, at

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        for problem in self._problems(answers):
            self.say(problem)
        return answers

    def _problems(self, answers: Mapping[str, Any]) -> Iterator[Problem]:
        asked_at = _instant(answers, "asked")
        if asked_at:
            yield from asked_problems(asked_at=asked_at, visited_at=self.visited_at, at=self.at)
        said = answers.get("answer", NOT_YET) != NOT_YET
        if said and not answers.get("answer_words"):
            yield Problem("answer_words", "Say what they answered")
        if not said and (answers.get("answer_words") or answers.get("considered")):
            yield Problem("answer", "Choose what they answered, or empty what is written below")

    @property
    def said(self) -> EnquirySaid:
        return EnquirySaid(
            kind=EnquiryKind(self.cleaned_data["kind"]),
            asked_at=self._asked_at,
            **{
                name: self.cleaned_data[name]
                for name in ("asked_of", "about", "words", "reference")
            },
        )

    @property
    def answered(self) -> AnswerSaid | None:
        """What they said there and then; None where they have not answered yet."""
        if self.cleaned_data["answer"] == NOT_YET:
            return None
        named = ("answer", "answer_words", "considered")
        given = {name: self.cleaned_data[name] for name in named}
        return AnswerSaid(answered_at=self._asked_at, **given)

    @property
    def _asked_at(self) -> datetime:
        day, hour = self.cleaned_data["asked_on"], self.cleaned_data["asked_time"]
        return datetime.combine(day, hour, tzinfo=LONDON)


class EnquiryAnswerForm(BaseForm):
    """What came back, when, and what it means."""

    is_versioned = True

    answer = forms.ChoiceField(
        label="What did they answer?",
        choices=EnquiryAnswer.choices,
        widget=Radios(),
        error_messages={"required": "Choose what they answered"},
    )
    answer_words = LongText(
        label="In their words", rows=4, error_messages={"required": "Say what they answered"}
    )
    answered_on = DayField(label="Which day?", noun="the day of the answer", past_only=True)
    answered_time = TimeField(label="At what time?", noun="the time of the answer")
    considered = LongText(
        label=WHAT_IT_MEANS,
        help_text="Until it is said the enquiry stays open. Leave it empty if somebody else has to say it.",
        rows=4,
        required=False,
    )

    def __init__(self, *args: Any, asked_at: datetime, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked_at, self.at = asked_at, at

    def clean(self) -> dict[str, Any]:
        answers = super().clean() or self.cleaned_data
        answered_at = _instant(answers, "answered")
        if answered_at:
            for problem in answered_problems(
                answered_at=answered_at, asked_at=self.asked_at, at=self.at
            ):
                self.say(problem)
        return answers

    @property
    def said(self) -> AnswerSaid:
        day, hour = self.cleaned_data["answered_on"], self.cleaned_data["answered_time"]
        named = ("answer", "answer_words", "considered")
        return AnswerSaid(
            answered_at=datetime.combine(day, hour, tzinfo=LONDON),
            **{name: self.cleaned_data[name] for name in named},
        )


class ConsiderForm(BaseForm):
    """What an answer that is on record means."""

    is_versioned = True

    considered = LongText(
        label=WHAT_IT_MEANS, rows=5, error_messages={"required": "Say what it means for the risk"}
    )


class DecideChildForm(BaseForm):
    """Why a supervisor lets the child of a visit rest without an enquiry."""

    is_versioned = True

    reason = LongText(
        label="Why is no enquiry needed?",
        help_text="It stays with the visit, with your name. Say what you know of the child and from whom.",
        rows=5,
        error_messages={"required": "Say why no enquiry is needed"},
    )
