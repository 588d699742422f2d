"""What somebody types to find a person: names, a date of birth, a reference, a telephone's figures; in any usual writing."""

import re
from dataclasses import dataclass
from datetime import date

from offenders.rules.telephone import whole_number

MOST_WORDS = 6
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = r"(?P<month>[a-z]{3,9})\.?,?"
_YEAR = r"(?P<year>\d{4}|\d{2})\b"
# 1979-03-04; 4/3/1979, 4.3.79, 4 3 1979; 4 March 1979, 4th Mar 79; March 4, 1979; 04031979.
WRITINGS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})\b",
        rf"(?<![\d/])(?P<day>\d{{1,2}})(?P<apart>[/.\- ])(?P<month>\d{{1,2}})(?P=apart){_YEAR}(?!/)",
        rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? ?{_MONTH} ?{_YEAR}",
        rf"\b{_MONTH} ?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<year>\d{{4}})\b",
        r"\b(?P<day>\d{2})(?P<month>\d{2})(?P<year>(?:19|20)\d{2})\b",
    )
)
CRN = re.compile(r"[A-Z]?\d{6}")
FIGURES = re.compile(r"[0-9]+")
CENTURIES = (1900, 2000)


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked for: all of it must fit. `born` is None where no date was typed, and empty where it is none."""

    names: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    born: tuple[date, ...] | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether nothing but signs was typed: nobody is called that."""
        return not self.names and not self.references and self.born is None


def asked_for(typed: str) -> Asked:
    """What has a digit in it is a reference, a date or a telephone number; the rest are names, in any order."""
    rest, number = whole_number(typed.lower())
    rest, born = _born(rest)
    words = [word for word in re.split(r"[\s,;()+-]+", rest) if any(map(str.isalnum, word))]
    words = words[:MOST_WORDS]
    references = _references(words)
    names = tuple(word for word in words if not any(map(str.isdigit, word)))
    return Asked(names, (*references, number) if number else references, born)


def _references(words: list[str]) -> tuple[str, ...]:
    """Each word with a digit. Figures beside figures are one: the end of a number, as it is read out in groups."""
    found: list[str] = []
    before = ""
    for word in words:
        if FIGURES.fullmatch(word) and FIGURES.fullmatch(before):
            found[-1] += word
        elif any(map(str.isdigit, word)):
            found.append(word.upper())
        before = word
    return tuple(found)


def crns_of(reference: str) -> list[str]:
    """The CRNs that may be meant: nobody remembers the letter before six digits."""
    if not CRN.fullmatch(reference):
        return []
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if reference[0].isdigit() else ("",)
    return [f"{letter}{reference}" for letter in letters]


def _born(typed: str) -> tuple[str, tuple[date, ...] | None]:
    """What is left without the date, and the days that it may be: of two figures for a year, of either century."""
    for writing in WRITINGS:
        found = writing.search(typed)
        month = _month(found["month"]) if found else 0
        if found and month:
            rest = f"{typed[: found.start()]} {typed[found.end() :]}"
            return rest, _days(found["year"], month, int(found["day"]))
    return typed, None


def _month(text: str) -> int:
    """Its number, 0 for what is no month's name. A figure that is none is still a date, of no day."""
    if text.isdigit():
        return int(text) or 13
    short = text[:3]
    return MONTHS.index(short) + 1 if short in MONTHS else 0


def _days(year: str, month: int, day: int) -> tuple[date, ...]:
    years = [int(year)] if len(year) == 4 else [century + int(year) for century in CENTURIES]
    found = []
    for each in years:
        try:
            found.append(date(each, month, day))
        except ValueError:
            continue
    return tuple(found)
