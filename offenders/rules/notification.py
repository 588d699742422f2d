"""NOT-1 to NOT-16: how long the notification requirements last, worked out from what was done in a court or by the police.

The periods begin with the relevant date: the conviction, the finding, or the caution (NOT-10).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import add_months, in_full
from core.errors import Problem
from offenders.choices import Disposal

ADULT = 18
YEAR = 12
LIFELONG, LONG, SHORT = 30, 10 * YEAR, 7 * YEAR  # months
HALF_A_YEAR = 6
MOST_DAYS = 999
TERMED = (Disposal.IMPRISONMENT, Disposal.CONDITIONAL)
HALVED = frozenset({10 * YEAR, 7 * YEAR, 5 * YEAR, 2 * YEAR})  # NOT-9


@dataclass(frozen=True, slots=True)
class Term:
    """A term as the court passed it: consecutive ones added (NOT-11), extended licence too (NOT-12)."""

    months: int = 0
    days: int = 0

    @property
    def words(self) -> str:
        parts = ((self.months, "month"), (self.days, "day"))
        return ", ".join(f"{n} {of}{'' if n == 1 else 's'}" for n, of in parts if n)

    def reaches(self, months: int, *, over: bool, begins_on: date) -> bool:
        """Whether it is so many months or more (`over`: more). Up to a month of days is less than a month (NOT-13).

        More days than that are counted in the calendar from the day on which the term begins.
        """
        if self.days <= 30:
            mine = (self.months, self.days)
            return mine > (months, 0) if over else mine >= (months, 0)
        end, limit = self.ends_on(begins_on), add_months(begins_on, months)
        return end > limit if over else end >= limit

    def ends_on(self, begins_on: date) -> date:
        return add_months(begins_on, self.months) + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Keeper:
    """NOT-15: an order that keeps somebody subject for as long as it lasts; `ends_on` is None until further order."""

    words: str
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Subject:
    """What the period is worked out from."""

    disposal: Disposal
    relevant_on: date
    age: int  # on the relevant date
    term: Term = Term()


@dataclass(frozen=True, slots=True)
class Worked:
    """The answer with its steps. `ends_on` is the first day on which nothing is to be notified, None for indefinite."""

    ends_on: date | None
    steps: tuple[tuple[str, str], ...]


def how_long(subject: Subject) -> tuple[int | None, str]:
    """The months of an adult's period and why; None for indefinite, 0 for the length of the discharge."""
    term, begins_on = subject.term, subject.relevant_on
    if subject.disposal == Disposal.IMPRISONMENT:
        if term.reaches(LIFELONG, over=False, begins_on=begins_on):
            return None, "Imprisonment of 30 months or more (NOT-1)"
        if term.reaches(HALF_A_YEAR, over=True, begins_on=begins_on):
            return LONG, "Imprisonment of more than 6 and less than 30 months (NOT-3)"
        return SHORT, "Imprisonment of 6 months or less (NOT-4)"
    return {
        Disposal.LIFE: (None, "Life, or imprisonment for public protection (NOT-1)"),
        Disposal.RESTRICTED: (None, "Hospital order with a restriction order (NOT-2)"),
        Disposal.HOSPITAL: (7 * YEAR, "Hospital order without a restriction order (NOT-5)"),
        Disposal.CAUTION: (2 * YEAR, "Caution (NOT-6)"),
        Disposal.CONDITIONAL: (0, "As long as the conditional discharge (NOT-7)"),
        Disposal.OTHER: (5 * YEAR, "Any other disposal (NOT-8)"),
    }[subject.disposal]


def worked_out(subject: Subject, keepers: Iterable[Keeper] = ()) -> Worked:
    """When it ends: the period of the disposal, halved under 18 (NOT-9), or the last order to end, if later (NOT-15)."""
    months, why = how_long(subject)
    steps = [("Because of", why)]
    if months in HALVED and subject.age < ADULT:
        months //= 2
        steps.append(("Under 18 on that day", "Half the period (NOT-9)"))
    ends_on = _end_of(subject, months)
    if ends_on is None:
        steps.append(("Period", "Indefinite: it ends by no date"))
    else:
        period = in_words(months) if months else subject.term.words
        first, last = in_full(subject.relevant_on), in_full(ends_on - timedelta(days=1))
        steps.append(
            ("Period", f"{period}, beginning with {first}: {last} is the last day (NOT-10)")
        )
    for keeper in keepers:
        if ends_on is not None and (keeper.ends_on is None or keeper.ends_on > ends_on):
            ends_on = keeper.ends_on
            steps.append(("Kept by an order", f"{keeper.words} (NOT-15)"))
    return Worked(ends_on, tuple(steps))


def _end_of(subject: Subject, months: int | None) -> date | None:
    if months is None:
        return None
    return (
        add_months(subject.relevant_on, months)
        if months
        else subject.term.ends_on(subject.relevant_on)
    )


def in_words(months: int) -> str:
    """ "10 years", "3 years and 6 months"."""
    years, rest = divmod(months, YEAR)
    parts = ((years, "year"), (rest, "month"))
    return " and ".join(f"{n} {of}{'' if n == 1 else 's'}" for n, of in parts if n)


def subject_problem(subject: Subject, *, on: date) -> Problem | None:
    """Why nothing can be worked out from this."""
    if subject.relevant_on > on:
        return Problem("relevant_on", "The conviction or caution cannot be in the future")
    if subject.disposal in TERMED and not (subject.term.months or subject.term.days):
        return Problem("term_months", "Enter the length of the term")
    if subject.disposal not in TERMED and subject.term != Term():
        return Problem(
            "term_years", "Only imprisonment and a conditional discharge have a term: clear it"
        )
    if subject.age < 10:
        return Problem(
            "relevant_on", "Nobody under 10 is convicted or cautioned: look at the dates"
        )
    return None


def not_over(worked: Worked, *, on: date) -> Problem | None:
    """NOT-16: what is worked out must be over; until then nothing ends."""
    if worked.ends_on is None:
        return Problem(
            "",
            "It is indefinite, so it ends by no date. The police may end it on a review, or a court "
            "set the conviction aside: choose that reason instead.",
        )
    if worked.ends_on > on:
        last = worked.ends_on - timedelta(days=1)
        return Problem(
            "", f"It is not over: {in_full(last)} is the last day. Clocks run until then."
        )
    return None
