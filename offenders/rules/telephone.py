"""Telephone numbers: one form for each, however it is written, and the last figures by which somebody is found."""

import re

# As they are kept: of the United Kingdom with the 0 that is dialled within it, else + and the country.
KEPT = r"^(0[1-9][0-9]{8,9}|\+[1-9][0-9]{6,14})$"
FEWEST = 4  # figures: with fewer every tenth person of a team would be found
_SIGNS = re.compile(r"[\s().\-/\u2010-\u2015]+")
_FULL = re.compile(
    r"(?<![\w/])(?:\+44|0044|0)[ ().\-]*(?:0\))?(?:[ ().\-]*[0-9]){9,10}(?![\d/]|[ ().\-]+\d)"
)


def number_of(typed: str) -> str:
    """The number as it is kept; empty for what is none: "+44 (0)7700 900123" is 07700900123."""
    plain = _SIGNS.sub("", typed.strip().replace("(0)", ""))
    plain = re.sub(r"^(\+44|0044)0?", "0", plain)
    plain = re.sub(r"^00", "+", plain)
    return plain if re.fullmatch(KEPT, plain) else ""


def in_groups(number: str) -> str:
    """As people read it out: 07700 900123, 020 7946 0123, 0161 496 0123."""
    if number.startswith("+"):
        return number
    if number.startswith("02"):
        return f"{number[:3]} {number[3:7]} {number[7:]}"
    if number.startswith("011") or re.match(r"01\d1", number):
        return f"{number[:4]} {number[4:7]} {number[7:]}"
    return f"{number[:5]} {number[5:]}"


def dialled(number: str) -> str:
    """As a telephone dials it from anywhere: the address of a link."""
    return f"tel:+44{number[1:]}" if number.startswith("0") else f"tel:{number}"


def whole_number(typed: str) -> tuple[str, str]:
    """What is left of a search without the whole number that stands in it, and that number, empty where none does."""
    found = _FULL.search(typed)
    number = number_of(found[0]) if found else ""
    if not found or not number:
        return typed, ""
    return f"{typed[: found.start()]} {typed[found.end() :]}", number


def last_figures(reference: str) -> str:
    """The end of a number that may be meant by what was typed; empty where it cannot be one."""
    return reference if re.fullmatch(rf"[0-9]{{{FEWEST},15}}", reference) else ""
