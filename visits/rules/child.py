"""PRO-85 to PRO-88: a child that a visit met, or saw signs of: who was asked about it, and what came of that."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from core.calendar import LONDON, add_working_days, expected_words, in_full, london_date
from core.errors import Problem
from core.questions import joined
from offenders.choices import Severity
from offenders.rules import Due, Input
from visits.choices import ChildrenSeen

# Of what was told a line says so many characters; the page of the visit has the rest.
MOST_WORDS = 1_000


@dataclass(frozen=True, slots=True)
class Telling:
    """What one version of a visit's record tells of a child, and the day on which it was recorded."""

    version: int
    told_on: date
    words: str


@dataclass(frozen=True, slots=True)
class ChildVisit:
    """A visit that tells, or once told, of a child. `key` is its UUID; `tellings` are in the order of the versions.

    `answered` is the newest version about which an enquiry, a referral or a decision is recorded; 0 for none.
    `is_withdrawn`: the version that holds says nothing of a child any more.
    """

    key: UUID
    visited_on: date
    tellings: Sequence[Telling]
    answered: int = 0
    is_withdrawn: bool = False

    @property
    def unanswered(self) -> list[Telling]:
        """What nobody has answered yet. A version that tells the same as the one before tells nothing new."""
        return [telling for telling in self._new() if telling.version > self.answered]

    def _new(self) -> Iterator[Telling]:
        before = None
        for telling in self.tellings:
            if before is None or _plain(telling.words) != _plain(before.words):
                yield telling
            before = telling


@dataclass(frozen=True, slots=True)
class ChildFacts:
    """The visits of a case that tell of a child."""

    visits: Sequence[ChildVisit]


def child_seen_due(facts: ChildFacts, on: date) -> list[Due]:
    """PRO-87: a child at a visit, or signs of one, is asked about on the day on which the visit is recorded.

    A correction that takes the child back does not take the question back: an enquiry, or a supervisor, answers it.
    One that tells of another child asks again.
    """
    return [_seen(row, open_) for row in facts.visits if (open_ := row.unanswered)]


def _seen(visit: ChildVisit, unanswered: Sequence[Telling]) -> Due:
    first, newest = unanswered[0], unanswered[-1]
    withdrawn = (
        " The record was corrected since and says nothing of a child now: a supervisor decides."
        if visit.is_withdrawn
        else ""
    )
    return Due(
        on=first.told_on,
        rule="PRO-87",
        because=(
            f"Visit of {in_full(visit.visited_on)}: {_cut(newest.words)}. "
            f"Nobody has recorded an enquiry or a referral.{withdrawn}"
        ),
        severity=Severity.CRITICAL,
        inputs=(
            Input("Told", "In the record of a visit", first.told_on, f"visit:{visit.key}"),
            Input("Standard", "On the day on which it is recorded"),
        ),
        subject=str(visit.key),
        told_on=first.told_on,
    )


@dataclass(frozen=True, slots=True)
class AskedAbout:
    """An enquiry that was not considered by the day. `key` is its UUID."""

    key: UUID
    asked_of: str
    asked_on: date
    answered_on: date | None = None


@dataclass(frozen=True, slots=True)
class EnquiryFacts:
    """The enquiries of a case that are not finished, the working days for an answer and since when those hold."""

    enquiries: Sequence[AskedAbout]
    days: int
    since: date


def child_answer_due(facts: EnquiryFacts, on: date) -> list[Due]:
    """PRO-88: an enquiry about a child is answered, and the answer considered, within so many working days."""
    return [_awaited(row, facts) for row in facts.enquiries]


def _awaited(row: AskedAbout, facts: EnquiryFacts) -> Due:
    last = add_working_days(row.asked_on, facts.days)
    expected = expected_words(row.asked_on, last)
    lacks = (
        f"They answered on {in_full(row.answered_on)}; what it means for the risk is not recorded."
        if row.answered_on
        else "No answer is recorded."
    )
    plural = "" if facts.days == 1 else "s"
    return Due(
        on=last,
        rule="PRO-88",
        because=(
            f"{row.asked_of} asked about a child on {in_full(row.asked_on)}. {lacks}"
            + (f" (The day is {expected}.)" if expected else "")
        ),
        severity=Severity.HIGH,
        inputs=(
            Input("Asked", row.asked_of, row.asked_on, f"enquiry:{row.key}"),
            Input(
                "Standard", f"Within {facts.days} working day{plural}, in force since", facts.since
            ),
        ),
        subject=str(row.key),
    )


def seen_words(children: str, *, detail: str = "", ages: str = "", relation: str = "") -> str:
    """What was answered about children at a visit, as the record shows it; "" where nothing was."""
    given = (detail, ages and f"age: {ages}", relation)
    return joined(ChildrenSeen(children).label if children else "", "; ".join(filter(None, given)))


def told_words(seen: str, *, notified: str = "") -> str:
    """What a record tells of a child, in one line without its full stop."""
    concern = f"A child in the household, a concern: {notified}" if notified else ""
    return "; ".join(" ".join(part.split()).rstrip(".") for part in (seen, concern) if part)


def asked_problems(*, asked_at: datetime, visited_at: datetime, at: datetime) -> Iterator[Problem]:
    """PRO-86: an enquiry about what a visit found was made on the day of the visit or later, and up to now."""
    if asked_at > at:
        now = f"{at.astimezone(LONDON):%H:%M}"
        yield Problem("asked_time", f"It is {now} now: record it once they have been asked")
    elif london_date(asked_at) < london_date(visited_at):
        visited = in_full(london_date(visited_at))
        yield Problem("asked_on", f"The visit was on {visited}: they were asked that day or later")


def answered_problems(
    *, answered_at: datetime, asked_at: datetime, at: datetime
) -> Iterator[Problem]:
    """PRO-86: an answer comes after the question, and up to now."""
    if answered_at > at:
        now = f"{at.astimezone(LONDON):%H:%M}"
        yield Problem("answered_time", f"It is {now} now: record the answer once it has come")
    elif answered_at < asked_at:
        asked = f"{in_full(london_date(asked_at))} at {asked_at.astimezone(LONDON):%H:%M}"
        yield Problem("answered_on", f"They were asked on {asked}: the answer came after that")


def _plain(words: str) -> str:
    """Words as they are compared: capitals and spaces tell nothing new."""
    return " ".join(words.casefold().split())


def _cut(words: str) -> str:
    if len(words) <= MOST_WORDS:
        return words
    return f"{words[:MOST_WORDS].rstrip()}… (the rest is in the record)"
