"""Arguments of commands."""

import argparse
from datetime import date


def day(text: str) -> date:
    """A date as 2026-11-20; the command line says so for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"{text!r} is not a date: write it as 2026-11-20"
        raise argparse.ArgumentTypeError(message) from error
