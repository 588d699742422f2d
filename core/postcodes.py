"""UK postcodes: what one looks like, its district and area, and how far the middles of two districts are apart.

The middles of the districts are worked out from Code-Point Open, kept in postcode_districts.csv to the nearest 100
metres: the mean of its postcodes of each district (Contains OS data © Crown copyright and database right; contains Royal
Mail data © Royal Mail copyright and database right; contains National Statistics data; Open Government Licence v3.0).
Districts for post boxes alone, and those of Northern Ireland, have no middle there.
"""

import csv
import re
from collections.abc import Mapping
from functools import cache
from math import hypot
from pathlib import Path

FORM = "^[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][ABD-HJLNP-UW-Z]{2}$"
LONGEST = 8
SAYS = "is not a UK postcode, like NR1 3AB"
_ONE = re.compile(FORM)
_OUTWARD = re.compile("[A-Z]{1,2}[0-9][A-Z0-9]?")
_FILE = Path(__file__).with_name("postcode_districts.csv")


def tidied(typed: str) -> str:
    """As it is kept: capitals, one space before the last three signs. What is no postcode stays no postcode."""
    plain = "".join(typed.split()).upper()
    return f"{plain[:-3]} {plain[-3:]}" if len(plain) > 4 else plain


def is_postcode(tidy: str) -> bool:
    return _ONE.fullmatch(tidy) is not None


def district_of(written: str) -> str:
    """NR1 of "nr1 3ab", and of NR1 alone, which is all that some records say; empty where neither can be read."""
    tidy = tidied(written)
    if is_postcode(tidy):
        return tidy.partition(" ")[0]
    plain = tidy.replace(" ", "")
    return plain if _OUTWARD.fullmatch(plain) else ""


def area_of(district: str) -> str:
    """NR of NR1."""
    return re.split("[0-9]", district, maxsplit=1)[0]


def kilometres(one: str, other: str) -> int | None:
    """In a straight line between the middles of two districts, to the whole kilometre; None where one is not known."""
    middles = _middles()
    here, there = middles.get(one), middles.get(other)
    if here is None or there is None:
        return None
    return round(hypot(here[0] - there[0], here[1] - there[1]) / 1000)


@cache
def _middles() -> Mapping[str, tuple[int, int]]:
    """Metres east and north on the national grid, by district."""
    with _FILE.open(encoding="ascii", newline="") as handle:
        rows = csv.DictReader(handle)
        return {row["district"]: (int(row["easting"]), int(row["northing"])) for row in rows}
