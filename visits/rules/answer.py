"""POL-11: by when a supervisor's question about a visit is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.calendar import add_working_days, expected_words, in_full
from offenders.choices import Severity
from offenders.rules import Due, Input

# Of what was asked a line says so many characters; the page of the answer has the rest.
MOST_WORDS = 1_200


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a supervisor asked and nobody had answered by the day. `key` is the review's UUID."""

    key: UUID
    asks: str
    asked_by: str
    asked_on: date
    visited_on: date
    visit: UUID


@dataclass(frozen=True, slots=True)
class AnswerDays:
    """Within how many working days one answers, and since when that holds."""

    days: int
    since: date


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """The unanswered questions about the visits of a case."""

    questions: Sequence[Question]
    standard: AnswerDays


def review_answer_due(facts: AnswerFacts, on: date) -> list[Due]:
    """POL-11: asked for from the day of the review, late when that many working days have passed (JOB-4, DAT-4)."""
    return [_due(row, facts.standard) for row in facts.questions]


def _due(row: Question, standard: AnswerDays) -> Due:
    last = add_working_days(row.asked_on, standard.days)
    expected = expected_words(row.asked_on, last)
    plural = "" if standard.days == 1 else "s"
    return Due(
        on=last,
        rule="POL-11",
        because=f"{row.asked_by} asks about the visit of {in_full(row.visited_on)}: {_cut(row.asks)}"
        + (f" (The day is {expected}.)" if expected else ""),
        severity=Severity.STANDARD,
        inputs=(
            Input(
                "Asked", f"By {row.asked_by}, about this visit", row.asked_on, f"visit:{row.visit}"
            ),
            Input(
                "Standard",
                f"Within {standard.days} working day{plural}, in force since",
                standard.since,
            ),
        ),
        subject=str(row.key),
        told_on=row.asked_on,
    )


def _cut(words: str) -> str:
    line = " ".join(words.split())
    return (
        line
        if len(line) <= MOST_WORDS
        else f"{line[:MOST_WORDS].rstrip()}… (the rest is where you answer)"
    )
