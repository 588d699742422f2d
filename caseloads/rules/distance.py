"""How far an officer's office is from where somebody lives, by postcode districts."""

from collections.abc import Sequence
from typing import NamedTuple

from core.postcodes import area_of, district_of, kilometres
from core.words import within_sentence

FAR = 10_000  # stands behind every distance that is known


class Distance(NamedTuple):
    """In words, and in kilometres for the order; FAR where nothing says how far."""

    words: str
    km: int = FAR


def distance(home: str, office: str) -> Distance:
    """CAS-40: between the middles of two postcode districts, in a straight line; never a guess at a way by road.

    Of a district without a known middle only what its letters say: whether it is the same one, or of the same area.
    """
    lives, works = district_of(home), district_of(office)
    if not lives:
        return Distance("No postcode of a home on record")
    if not works:
        return Distance("The office has no postcode")
    if lives == works:
        return Distance(f"Same district ({works})", 0)
    km = kilometres(lives, works)
    if km is not None:
        return Distance(f"About {max(km, 1)} km ({works} to {lives})", max(km, 1))
    if area_of(lives) == area_of(works):
        return Distance(f"Same area ({works} to {lives})", FAR - 2)
    return Distance(f"Another area ({works} to {lives})", FAR - 1)


def distance_to_all(homes: Sequence[str], office: str) -> Distance:
    """CAS-40: to several homes the nearest and the farthest; the farthest counts."""
    found = sorted({distance(home, office) for home in homes}, key=lambda each: each.km)
    if len(found) < 2:
        return found[0] if found else Distance("")
    nearest, farthest = found[0], found[-1]
    if farthest.km < FAR - 2:
        return Distance(f"Up to about {farthest.km} km", farthest.km)
    return Distance(
        f"Nearest: {within_sentence(nearest.words)}. Farthest: {within_sentence(farthest.words)}",
        farthest.km,
    )
