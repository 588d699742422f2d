"""Arguments of commands."""

import argparse
from datetime import date

from core.calendar import FIRST_YEAR, LAST_YEAR


def day(text: str) -> date:
    """A date as 2026-11-20, 1900 to 2100; the command line says so for anything else."""
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        message = f"{text!r} is not a date: write it as 2026-11-20"
        raise argparse.ArgumentTypeError(message) from error
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        message = f"{text!r} is outside {FIRST_YEAR} to {LAST_YEAR}"
        raise argparse.ArgumentTypeError(message)
    return found
