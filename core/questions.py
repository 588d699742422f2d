"""A table of questions: what a form asks, when, in which words, and how the record shows the answer. Plain Python.

Whatever is recorded by answering questions (a visit, a session) writes its questions down once, as rows of one
table. The form, its page, what must be answered, what is kept, the record's lines and the tests follow the table.
`core.forms.questions` makes fields of the rows, `core.forms.sections` the parts of the page.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import date, time
from enum import Enum
from typing import Any

from core.calendar import in_full
from core.errors import Problem

Answers = Mapping[str, Any]
Choices = Sequence[tuple[str, str]]
Occasions = frozenset[str]
NEVER: Occasions = frozenset()


class Kind(Enum):
    """How a question is answered."""

    LINE = "one line of text"
    TEXT = "several lines of text"
    ONE = "one of a few answers"
    MANY = "any of a few answers"
    LIST = "one of a long list"
    DAY = "a day that is mostly today or next to it"
    DATE = "any date"
    TIME = "a time of day"


@dataclass(frozen=True, slots=True)
class Opener:
    """The question whose answer opens another; without `answers`, any answer does.

    With `is_around` the opened question is drawn inside that answer, and hidden with it: what is hidden is not
    kept. Otherwise it stands open on the page and only has to be answered then.
    """

    question: str
    answers: frozenset[str] = frozenset()
    is_around: bool = True

    def is_given(self, answers: Answers) -> bool:
        given = answers.get(self.question)
        each = given if isinstance(given, list | tuple) else [given]
        if not self.answers:
            return any(each)
        return any(str(one) in self.answers for one in each)


@dataclass(frozen=True, slots=True)
class Question:
    """One row of the table.

    `asked_for` and `required_for` name occasions: what is being recorded (an outcome), planned or corrected. A
    question that is opened by another is required only while it is open. Two rows may share a name where the words
    differ from occasion to occasion, as long as no occasion asks both.
    """

    name: str
    kind: Kind
    label: str
    _: KW_ONLY
    part: str = ""
    asked_for: Occasions = NEVER
    required_for: Occasions = NEVER
    opened_by: Opener | None = None
    hint: str = ""
    # What is said where it must be answered and is not; without it, what the kind of field says.
    refusal: str = ""
    choices: Choices = ()
    # The answer that stands there before anybody has answered.
    usual: str = ""
    # Dates and times: how messages speak of it, and whether it lies in the past or the future.
    noun: str = ""
    lies_in: str = ""
    rows: int = 2
    longest: int = 5_000
    # How the answers stand: "inline", "row"; "large" for the label.
    look: frozenset[str] = frozenset()
    # Asked once for each of these, under a name of its own (`each_of`).
    each: str = ""
    # Where the answer is stored, if not under the question's own name.
    stored_as: str = ""
    # Its label on the record; or the question whose line it completes.
    shown_as: str = ""
    shown_with: str = ""

    def each_of(self, key: str, *, label: str, hint: str = "") -> "Question":
        """This row about one of the things that it is asked of: `{}` in its words stands for the label of that one."""
        opener = self.opened_by
        return replace(
            self,
            name=f"{self.name}_{key}",
            label=self.label.format(label),
            hint=hint,
            refusal=self.refusal.format(label),
            opened_by=opener and replace(opener, question=f"{opener.question}_{key}"),
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the page: the questions whose `part` is its name, in the table's order.

    The heading is left out over fewer than `enough` questions: it only takes room on a phone. With `fold` the part
    is folded away behind those words; `told` are the answers that the words tell already, so that any other
    answer stands open. `notes` are set apart above the questions, `intro` is a plain sentence there.
    """

    name: str
    title: str = ""
    enough: int = 1
    fold: str = ""
    told: Answers = field(default_factory=dict)
    notes: Sequence[str] = ()
    intro: str = ""


def asked(table: Iterable[Question], parts: Sequence[Part], on: Occasions) -> tuple[Question, ...]:
    """The questions of these occasions, in the order of the page."""
    place = {part.name: number for number, part in enumerate(parts)}
    rows = (row for row in table if row.asked_for & on)
    return tuple(sorted(rows, key=lambda row: place[row.part]))


def required(questions: Iterable[Question], on: Occasions) -> frozenset[str]:
    """The names of those that must be answered then, at least while they are open."""
    return frozenset(row.name for row in questions if row.required_for & on)


def unanswered(
    questions: Iterable[Question], must: frozenset[str], answers: Answers
) -> Iterator[Problem]:
    """Those that an answer has opened, and that must be answered then, but are not."""
    for row in questions:
        opener = row.opened_by
        if opener and row.name in must and opener.is_given(answers) and not answers.get(row.name):
            yield Problem(row.name, row.refusal)


def hidden(questions: Iterable[Question], answers: Answers) -> Iterator[str]:
    """The names of those that stand inside an answer which was not given. What they hold is not kept."""
    for row in questions:
        opener = row.opened_by
        if opener and opener.is_around and not opener.is_given(answers):
            yield row.name


def said(question: Question, value: Any) -> str:
    """An answer as the record says it; "" for none."""
    if value in (None, "") or value == []:
        return ""
    if isinstance(value, date):
        return in_full(value)
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if not question.choices:
        return str(value)
    given = {str(one) for one in (value if isinstance(value, list | tuple) else [value])}
    return "; ".join(str(label) for code, label in question.choices if code in given)


def joined(*parts: str) -> str:
    """An answer and its details; any may be empty."""
    return ": ".join(part for part in parts if part)
