"""PRG-10 to PRG-12: which pathway the Programme Needs Identifier leads to, with its working.

Whether somebody denies the offence is no input here and bars nobody (PRG-6).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import product

from core.errors import Problem
from offenders.choices import Sex
from programmes.choices.suitability import (
    LEVELS,
    NEED_INPUTS,
    RANGES,
    WHOLE,
    Band,
    Pathway,
    ScoreInput,
    ScoreLevel,
)

C, L = ScoreInput, ScoreLevel


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which value on a score is medium, and from which high."""

    medium: Decimal
    high: Decimal

    def band(self, value: Decimal) -> Band:
        """Whatever is below the High threshold and not below Medium is medium: 74.5 of 75 too."""
        if value >= self.high:
            return Band.HIGH
        return Band.MEDIUM if value >= self.medium else Band.LOW

    def words(self, value: Decimal) -> str:
        if value >= self.high:
            return f"{self.high} or more"
        if value >= self.medium:
            return f"{self.medium} or more, below {self.high}"
        return f"below {self.medium}"


# Of the published instrument, so no standards that anybody here could change.
SCORES: Mapping[ScoreInput, Thresholds] = {
    C.OGRS3: Thresholds(Decimal(50), Decimal(75)),
    C.OVP: Thresholds(Decimal(30), Decimal(60)),
    C.RSR: Thresholds(Decimal("1.00"), Decimal("3.00")),
}
NEEDS = Thresholds(Decimal(3), Decimal(6))
LEVEL_BANDS: Mapping[ScoreLevel, Band] = {
    L.LOW: Band.LOW,
    L.MEDIUM: Band.MEDIUM,
    L.HIGH: Band.HIGH,
    L.VERY_HIGH: Band.HIGH,
}
OSP = (C.OSP_DC, C.OSP_IIC)
HIGHEST_NEED = RANGES[C.SEX][1]
ORDER = (Band.LOW, Band.MEDIUM, Band.HIGH)
# PRG-12: by need and risk; whatever is not here has a low one.
PATHWAYS: Mapping[tuple[Band, Band], Pathway] = {
    (Band.HIGH, Band.HIGH): Pathway.HIGH,
    (Band.MEDIUM, Band.HIGH): Pathway.MODERATE,
    (Band.HIGH, Band.MEDIUM): Pathway.MODERATE,
    (Band.MEDIUM, Band.MEDIUM): Pathway.MODERATE,
}


@dataclass(frozen=True, slots=True)
class Given:
    """One input as it is on record: a value or a level, with its day and where it was read."""

    input: ScoreInput
    on: date
    source: str
    value: Decimal | None = None
    level: ScoreLevel | None = None
    ref: str = ""

    @property
    def words(self) -> str:
        if self.level is not None:
            return self.level.label
        value = (self.value or Decimal(0)).normalize()
        number = f"{value:f}"
        return f"{number} of {HIGHEST_NEED}" if self.input in NEED_INPUTS else number


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the working: an input, what it is, and what it says. Without `given` it is not on record."""

    input: ScoreInput
    given: Given | None
    says: str
    counts: bool = True

    @property
    def is_missing(self) -> bool:
        return self.given is None and self.counts


@dataclass(frozen=True)
class Suitability:
    """The answer; its working and its words are made when somebody reads them, because lists ask many for the answer.

    `risk` and `need` are the bands in which each may lie, one where it is certain. The pathway is worked out where
    every one of them leads to the same; `missing` names what is not on record all the same.
    """

    pathway: Pathway
    risk: tuple[Band, ...]
    need: tuple[Band, ...]
    found: Mapping[ScoreInput, Given]
    sexes: tuple[Sex, ...]

    @property
    def is_sex_missing(self) -> bool:
        return len(self.sexes) > 1

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return (*_risk_lines(self.found, self.sexes), *_need_lines(self.found))

    @property
    def missing(self) -> tuple[ScoreInput, ...]:
        return tuple(line.input for line in self.lines if line.is_missing)

    @property
    def because(self) -> str:
        """The one sentence that says why."""
        so_far = f"Risk {_bands(self.risk)}, need {_bands(self.need)}"
        if self.pathway == Pathway.INCOMPLETE:
            return f"{so_far}: what is missing decides between more than one pathway."
        words = f"{so_far}: {self.pathway.label.lower()}."
        if self._rests_on_rsr:
            return f"{words} RSR counts as long as no OSP score is on record: one may change this."
        if self.missing or self.is_sex_missing:
            return f"{words} It is the same whatever the missing inputs are."
        return words

    @property
    def _rests_on_rsr(self) -> bool:
        """Whether an OSP score that nobody has recorded yet, and that ends the counting of RSR, could change it."""
        if not _waits_for_osp(self.found, self.sexes):
            return False
        without = dict(self.found)
        without.pop(C.RSR, None)
        return _pathway(self.need, _risk_bands(without, Sex.MALE)) != self.pathway

    @property
    def risk_words(self) -> str:
        return _bands(self.risk)

    @property
    def need_words(self) -> str:
        whole = HIGHEST_NEED * len(NEED_INPUTS)
        return f"{_bands(self.need)}, {_need_total(self.found)} of {whole} on record"


def suitability(given: Iterable[Given], sex: str) -> Suitability:
    """PRG-10, PRG-11, PRG-12: the pathway by what is on record of somebody; `given` has each input once.

    A missing input is never scored. What is missing is named, and the pathway stands only where it would be the same
    whatever the missing ones were; otherwise it is not worked out.
    """
    found = {one.input: one for one in given}
    sexes = (Sex(sex),) if sex else tuple(Sex)
    risk = _sorted({band for one in sexes for band in _risk_bands(found, one)})
    need = _need_bands(found)
    return Suitability(_pathway(need, risk), risk, need, found, sexes)


def _pathway(need: Iterable[Band], risk: Iterable[Band]) -> Pathway:
    """The one that all of these bands lead to; incomplete where they lead to several."""
    found = {PATHWAYS.get((n, r), Pathway.ALTERNATIVE) for n, r in product(need, risk)}
    return found.pop() if len(found) == 1 else Pathway.INCOMPLETE


def _waits_for_osp(found: Mapping[ScoreInput, Given], sexes: tuple[Sex, ...]) -> bool:
    """Whether RSR counts for a man only because nobody has recorded an OSP score yet."""
    is_asked = Sex.MALE in sexes and not has_osp(found)
    return is_asked and C.RSR in found and any(one not in found for one in OSP)


def has_osp(found: Mapping[ScoreInput, Given]) -> bool:
    """Whether either OSP score holds for a man; absent or not applicable, none does."""
    return any(one in found and found[one].level in LEVEL_BANDS for one in OSP)


def counted(found: Mapping[ScoreInput, Given], sex: Sex) -> tuple[ScoreInput, ...]:
    """PRG-10: the inputs that risk is read from. OSP is of men; RSR of women, and of men without an OSP score."""
    if sex == Sex.FEMALE:
        return (C.OGRS3, C.OVP, C.RSR, C.SARA)
    rsr = () if has_osp(found) else (C.RSR,)
    return (C.OGRS3, C.OVP, *OSP, *rsr, C.SARA)


def band_of(one: Given) -> Band | None:
    """What one risk input says by itself; None where it does not apply to the person."""
    if one.value is not None:
        return SCORES[one.input].band(one.value)
    return LEVEL_BANDS.get(one.level) if one.level else None


def _risk_bands(found: Mapping[ScoreInput, Given], sex: Sex) -> set[Band]:
    """The highest of what is on record, and, where an input is missing, whatever is above that."""
    inputs = counted(found, sex)
    said = [band for one in inputs if one in found and (band := band_of(found[one]))]
    lowest = max((ORDER.index(band) for band in said), default=0)
    is_certain = all(one in found for one in inputs)
    return {ORDER[lowest]} if is_certain else set(ORDER[lowest:])


def _need_bands(found: Mapping[ScoreInput, Given]) -> tuple[Band, ...]:
    """PRG-11: 0 to 2 low, 3 to 5 medium, 6 to 8 high; of a missing part, each value that it can have."""
    total = _need_total(found)
    gap = sum(HIGHEST_NEED for one in NEED_INPUTS if one not in found)
    return _sorted({NEEDS.band(Decimal(total + more)) for more in range(gap + 1)})


def _need_total(found: Mapping[ScoreInput, Given]) -> int:
    return sum(int(found[one].value or 0) for one in NEED_INPUTS if one in found)


def _sorted(bands: set[Band]) -> tuple[Band, ...]:
    return tuple(band for band in ORDER if band in bands)


def _risk_lines(found: Mapping[ScoreInput, Given], sexes: tuple[Sex, ...]) -> list[Line]:
    counts = {one for sex in sexes for one in counted(found, sex)}
    return [
        _risk_line(one, found.get(one), counts=one in counts, sexes=sexes)
        for one in (C.OGRS3, C.OVP, *OSP, C.RSR, C.SARA)
    ]


def _risk_line(
    code: ScoreInput, given: Given | None, *, counts: bool, sexes: tuple[Sex, ...]
) -> Line:
    if not counts:
        why = "is of men only" if code in OSP else "an OSP score is on record"
        return Line(code, given, f"Does not count: {why}", counts=False)
    if given is None:
        return Line(code, given, "Not on record, so it is not scored")
    band = band_of(given)
    if band is None:
        return Line(code, given, "Does not apply, so it says nothing")
    says = f"{band.label} risk"
    if given.value is not None:
        says += f": {SCORES[code].words(given.value)}"
    if code in (*OSP, C.RSR) and len(sexes) > 1:
        says += ", if it counts: the sex is not on record"
    elif code == C.RSR and sexes == (Sex.MALE,):
        says += ". It counts because no OSP score is on record"
    return Line(code, given, says)


def _need_lines(found: Mapping[ScoreInput, Given]) -> list[Line]:
    return [
        Line(
            one, found.get(one), "Counted" if one in found else "Not on record, so it is not scored"
        )
        for one in NEED_INPUTS
    ]


def _bands(bands: tuple[Band, ...]) -> str:
    if len(bands) == len(ORDER):
        return "not known"
    return " or ".join(band.label.lower() for band in bands)


def score_problem(code: ScoreInput, value: Decimal | None, level: str) -> Problem | None:
    """Why this is no value of the input; None when it is. About the input's code."""
    if code in LEVELS:
        is_known = value is None and level in LEVELS[code]
        return None if is_known else Problem(code, f"Choose {code.label} from the list")
    lowest, highest = RANGES[code]
    if level or value is None or not lowest <= value <= highest:
        return Problem(code, f"{code.label} must be a number from {lowest} to {highest}")
    if code in WHOLE and value != value.to_integral_value():
        return Problem(code, f"{code.label} must be a whole number from {lowest} to {highest}")
    return None
