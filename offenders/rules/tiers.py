"""Tiers as somebody writes them down; none is worked out here (PRO-1, PRO-10)."""

from datetime import date

from core.errors import Problem
from offenders.choices import PLAIN_TIERS, TIERS, TierScheme


def tier_problem(scheme: TierScheme, tier: str, calculated_on: date, *, on: date) -> Problem | None:
    """What is wrong with a tier that is to be recorded: its scheme does not have it, or the day has not come."""
    if tier not in TIERS[scheme]:
        known = PLAIN_TIERS[scheme]
        words = f"{scheme.label} has tiers {known[0]} to {known[-1]}, each also with an S."
        return Problem("tier", f"{tier} is not one of them. {words}")
    if calculated_on > on:
        return Problem("calculated_on", "The day it was worked out cannot be in the future.")
    return None
