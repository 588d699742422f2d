"""When somebody in custody is to be released, as far as it is known (HND-2, HND-3)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from core.calendar import add_months
from offenders.choices import KeyDateKind

# Dates of which the earliest that is still to come counts, where nothing was decided.
ELIGIBLE = (KeyDateKind.PAROLE, KeyDateKind.HEARING, KeyDateKind.AUTOMATIC, KeyDateKind.CONDITIONAL)
# Whoever has one of them is released by a board, not by a date.
OF_THE_BOARD = (KeyDateKind.TARIFF, KeyDateKind.HEARING, KeyDateKind.PAROLE)


@dataclass(frozen=True, slots=True)
class Known:
    """A date as it is known: `falls_on` is None where there is none any more."""

    kind: KeyDateKind
    falls_on: date | None
    known_on: date


@dataclass(frozen=True, slots=True)
class Release:
    """The known release: on which day, which date that is, and since when it is known.

    Of an end of a stay in custody that an extract gives, only the day is known.
    """

    on: date
    kind: KeyDateKind | None = None
    known_on: date | None = None

    @property
    def words(self) -> str:
        return self.kind.label if self.kind else "End of the stay in custody"


def newest_of(known: Iterable[Known]) -> dict[KeyDateKind, Known]:
    """Of each kind what was known last, also that there is none any more."""
    return {each.kind: each for each in sorted(known, key=lambda each: each.known_on)}


def release_of(
    known: Iterable[Known], *, on: date, stay_ends: date | None = None
) -> Release | None:
    """HND-2, HND-3: the release that is to come, on the day or later; None where none is known.

    What was decided counts before what is worked out; after a recall the date of that. Then the tariff's expiry, and of
    the other dates the earliest still to come: parole eligibility where there is one, else the earlier of automatic
    and conditional release. Where none is known, the end of the stay in custody, if it is given.
    """
    ahead = {
        kind: each
        for kind, each in newest_of(known).items()
        if each.falls_on and each.falls_on >= on
    }
    for kind in (KeyDateKind.RELEASE, KeyDateKind.RECALLED, KeyDateKind.TARIFF):
        if kind in ahead:
            return _release(ahead[kind])
    rest = [ahead[kind] for kind in ELIGIBLE if kind in ahead]
    if rest:
        return _release(min(rest, key=lambda each: each.falls_on or date.max))
    return Release(stay_ends) if stay_ends and stay_ends >= on else None


def _release(known: Known) -> Release:
    if known.falls_on is None:
        raise ValueError("There is no such date")
    return Release(known.falls_on, known.kind, known.known_on)


def handover_of(newest: Mapping[KeyDateKind, Known], *, on: date) -> tuple[date, str] | None:
    """HND-2, HND-3: the day of the handover and what it is worked out from; None without a date of release.

    Eight months and fourteen days before the earliest release of a sentence that ends by a date, twelve months before
    that of one that a board decides about.
    """
    release = release_of(newest.values(), on=on)
    if release is None or release.kind is None:
        return None
    if any(kind in newest and newest[kind].falls_on for kind in OF_THE_BOARD):
        return add_months(release.on, -12), f"12 months before: {release.words} (HND-3)"
    day = add_months(release.on, -8) - timedelta(days=14)
    return day, f"8 months and 14 days before: {release.words} (HND-2)"
