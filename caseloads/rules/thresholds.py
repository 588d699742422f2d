"""How far an officer is over a threshold, and when a flag about it steps down or ends."""

from dataclasses import dataclass
from decimal import Decimal

from caseloads.choices import Band
from caseloads.rules.measures import Capacity

# CAS-28: a flag that is open steps down and ends only so far below, so that one case more or less does not flap.
CASES_BELOW, POINTS_BELOW = 2, 5
GRAVEST = (Band.CRITICAL, Band.RED, Band.AMBER)


@dataclass(frozen=True, slots=True)
class Steps:
    """CAS-27: from which value each band begins, and how far below its value an open one is left."""

    amber: int
    red: int
    critical: int | None = None
    margin: int = CASES_BELOW

    @property
    def bands(self) -> list[tuple[Band, int]]:
        """The gravest first."""
        known = [(Band.CRITICAL, self.critical), (Band.RED, self.red), (Band.AMBER, self.amber)]
        return [(band, start) for band, start in known if start is not None]

    @property
    def closes_at(self) -> int:
        """The value at which an open flag ends."""
        return self.amber - self.margin


@dataclass(frozen=True, slots=True)
class Threshold:
    """CAS-27: the highest threshold of cases per officer that is reached, as administrators have set it."""

    band: Band
    cases: int

    @property
    def name(self) -> str:
        return self.band.value

    @property
    def is_red(self) -> bool:
        return self.band != Band.AMBER


@dataclass(frozen=True, slots=True)
class Standing:
    """The band of an open flag; `is_below` where only the flag is left, because the value is below the threshold."""

    band: Band
    is_below: bool = False


def band_of(value: int | Decimal, steps: Steps) -> Band | None:
    """CAS-14, CAS-27, CAS-29, POL-23: the gravest band whose value is reached: at 50 of 50 an officer is over."""
    return next((band for band, start in steps.bands if value >= start), None)


def threshold_reached(cases: int, steps: Steps | None) -> Threshold | None:
    """CAS-27: the highest threshold of cases per officer that this number reaches."""
    band = band_of(cases, steps) if steps else None
    return Threshold(band, dict(steps.bands)[band]) if steps and band else None


def capacity_band(capacity: Capacity, steps: Steps) -> Band | None:
    """CAS-27: as any value; cases without hours for them are critical."""
    return Band.CRITICAL if capacity.is_without_hours else band_of(capacity.percent, steps)


def standing(value: int | Decimal, steps: Steps, *, held: Band | None) -> Standing | None:
    """CAS-28: what a flag says of a value, given the band that the open flag has, None where none is open.

    It rises with the value at once. It leaves a band, and ends, only 2 cases or 5 points below the value from which
    that band begins: opened at 50 it stands at 49, "below, closes at 48", and has ended at 48.
    """
    for band, start in steps.bands:
        is_kept = held is not None and GRAVEST.index(held) <= GRAVEST.index(band)
        if value >= start or (is_kept and value > start - steps.margin):
            return Standing(band, is_below=value < steps.amber)
    return None


def capacity_standing(capacity: Capacity, steps: Steps, *, held: Band | None) -> Standing | None:
    """CAS-28: as any value; cases without hours for them are critical until there are hours or no cases."""
    if capacity.is_without_hours:
        return Standing(Band.CRITICAL)
    return standing(capacity.percent, steps, held=held)
