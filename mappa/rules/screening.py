"""Who is to be screened and by when, what the record proposes, and what a screening must say. It proposes; a person decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.calendar import add_working_days, expected_words, in_full
from core.errors import Problem
from mappa.choices import Basis, Category, Outcome
from offenders.choices import SentenceKind, Severity
from offenders.rules import Due, Input
from people.choices import Agency

# Entries of a register that say of somebody that they may be under MAPPA, with what they are called and by which rule.
REGISTERS: dict[str, tuple[Category, str, str]] = {
    "ARSO": (Category.ONE, "Registered sexual offender", "MAP-2"),
    "ANSO": (Category.TWO, "Sexual offender who does not have to register", "MAP-3"),
    "RTAO": (Category.FOUR, "Terrorism Act offender", "MAP-5"),
}
# MAP-6: somebody is in one category, and these rank so; category 4 stands alone by its offence.
RANK = (Category.ONE, Category.TWO, Category.FOUR)
# Of whom a screening is asked: whoever is on one of these registers, or has a sentence that somebody marked.
ASKED_OF = ("ARSO", "ANSO")
LEAST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Ground:
    """What the record says: since when, in words, which category it leads to and by which rule; `ref` is the record.

    `known_on` is the day on which somebody wrote it down, where that may be later; one that does not ask is only said.
    """

    category: Category
    on: date
    words: str
    rule: str
    ref: str = ""
    known_on: date | None = None
    asks: bool = True

    @property
    def first_known(self) -> date:
        return max(self.on, self.known_on or self.on)


@dataclass(frozen=True, slots=True)
class Screened:
    """The screening that counts."""

    is_eligible: bool
    on: date
    ref: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningFacts:
    """What is known of one person: why they would be screened, since when somebody holds the case, the screening."""

    grounds: tuple[Ground, ...]
    held_since: date | None
    screened: Screened | None
    days: int
    standard_since: date
    counts_from: date
    agency: Agency | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningSaid:
    """What somebody says of a screening."""

    outcome: Outcome
    category: Category | None
    screened_on: date
    reason: str
    form_q_on: date | None = None
    form_q_ref: str = ""


def registered(code: str, on: date, ref: str) -> Ground:
    """MAP-2, MAP-3, MAP-5: what an entry of a register leads to."""
    category, words, rule = REGISTERS[code]
    words = f"{words}, since {in_full(on)}"
    return Ground(category, on, words, rule, ref, asks=code in ASKED_OF)


def marked(basis: Basis, offence: str, sentenced_on: date, marked_on: date, ref: str) -> Ground:
    """MAP-3: what an offence leads to that somebody marked as qualifying."""
    words = f"{offence}, sentenced on {in_full(sentenced_on)}: marked as qualifying. {basis.label}"
    return Ground(Category.TWO, sentenced_on, words, "MAP-3", ref, marked_on)


def proposed(grounds: Iterable[Ground]) -> Category | None:
    """MAP-6: the category that the record proposes, the first in rank; None where it says nothing."""
    found = {ground.category for ground in grounds}
    return next((category for category in RANK if category in found), None)


def unanswered(grounds: Iterable[Ground], screened: Screened | None) -> list[Ground]:
    """MAP-8: of what screening is asked for, what none answers yet, oldest first.

    Whoever was found eligible is under MAPPA, and what changes is for a review. Whoever was found not eligible is
    screened again for what came, or became known, afterwards.
    """
    if screened and screened.is_eligible:
        return []
    asking = [row for row in grounds if row.asks]
    rows = [row for row in asking if screened is None or row.first_known > screened.on]
    return sorted(rows, key=lambda row: row.on)


def mappa_screening_due(facts: ScreeningFacts, on: date) -> list[Due]:
    """MAP-8, MAP-13: screened within ten working days of the registration, the sentence or the first allocation.

    Of several the first one asks whose day comes after the kind began to count for the team: an old registration
    does not hide a new sentence. What is older is one line of the list.
    """
    open_ones = unanswered(facts.grounds, facts.screened)
    if not open_ones:
        return []
    days = [(_last_day(row, facts), row) for row in open_ones]
    counting = [each for each in days if each[0] >= facts.counts_from]
    last, ground = min(counting or days, key=lambda each: (each[0], each[1].category))
    return [
        Due(
            on=last,
            rule="MAP-13",
            because=_because(ground, last, facts),
            severity=Severity.STANDARD,
            inputs=_inputs(ground, facts),
            agency=facts.agency,
        )
    ]


def screening_problem(
    said: ScreeningSaid, *, on: date, newest: date | None = None
) -> Problem | None:
    """MAP-8: eligible with its category or not eligible, on a day that was, with its reason; `newest` is the one before."""
    if said.outcome == Outcome.ELIGIBLE and said.category is None:
        return Problem("category", "Choose the category")
    if said.outcome != Outcome.ELIGIBLE and said.category is not None:
        return Problem("category", "Somebody who is not eligible has no category")
    if not said.reason.strip():
        return Problem("reason", "Say why")
    if said.form_q_on and said.form_q_on > on:
        return Problem("form_q_on", "The day of MAPPA Q must be today or in the past")
    return _day_problem(said.screened_on, on=on, newest=newest)


def _day_problem(day: date, *, on: date, newest: date | None) -> Problem | None:
    if day > on:
        return Problem("screened_on", "The day of the screening must be today or in the past")
    if newest and day < newest:
        return Problem(
            "screened_on",
            f"A later screening is on record, of {in_full(newest)}: correct that one if it is wrong",
        )
    return None


def mark_problem(basis: Basis, kind: SentenceKind, term_months: int | None) -> Problem | None:
    """MAP-3: a Schedule 15 offence qualifies with 12 months or more in custody, suspended sentences included.

    A sentence whose length is not on record is not refused: whoever marks it has read the order of the court.
    """
    if basis != Basis.SCHEDULE_15:
        return None
    if kind == SentenceKind.COMMUNITY:
        return Problem(
            "basis",
            "This is a community order: a Schedule 15 offence qualifies with 12 months or more",
        )
    if term_months is not None and term_months < LEAST_MONTHS:
        return Problem(
            "basis",
            f"This sentence is of {term_months} months: a Schedule 15 offence qualifies with 12 months or more",
        )
    return None


def remark(grounds: Iterable[Ground], screened: Screened | None, category: int | None) -> str:
    """What the screening and the record do not agree about, in a sentence; empty where they do. A person decides."""
    found = proposed(grounds)
    if screened is None or found is None:
        return ""
    if not screened.is_eligible:
        return f"The record proposes category {found}, and the screening found the person not eligible."
    if category != found:
        return f"The record proposes category {found}, and the screening found category {category}."
    return ""


def _last_day(ground: Ground, facts: ScreeningFacts) -> date:
    return add_working_days(_begins(ground, facts), facts.days)


def _begins(ground: Ground, facts: ScreeningFacts) -> date:
    """Screened once, the person is asked for again from when it became known that there is more."""
    on = ground.first_known if facts.screened else ground.on
    return max(on, facts.held_since or on)


def _because(ground: Ground, last: date, facts: ScreeningFacts) -> str:
    since = _begins(ground, facts)
    held = f" It counts from {in_full(since)}." if since > ground.on else ""
    before = (
        f" The screening of {in_full(facts.screened.on)} found them not eligible, before this."
        if facts.screened
        else " Not screened for MAPPA."
    )
    expected = expected_words(since, last)
    return f"{ground.words}.{held}{before}" + (f" (The day is {expected}.)" if expected else "")


def _inputs(ground: Ground, facts: ScreeningFacts) -> tuple[Input, ...]:
    found = [Input("Asked because of", ground.words, ground.on, ground.ref)]
    if facts.held_since:
        found.append(Input("Allocation", "The first to an officer", facts.held_since))
    if facts.screened:
        found.append(Input("Screened", "Not eligible", facts.screened.on, facts.screened.ref))
    found.append(
        Input("Standard", f"Within {facts.days} working days, in force since", facts.standard_since)
    )
    return tuple(found)
