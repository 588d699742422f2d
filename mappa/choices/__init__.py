"""The words of MAPPA."""

from mappa.choices.management import Category, LeadAgency, Level
from mappa.choices.screening import Basis, MarkEnding, Outcome, ToldAgency, ToldBy

__all__ = [
    "Basis",
    "Category",
    "LeadAgency",
    "Level",
    "MarkEnding",
    "Outcome",
    "ToldAgency",
    "ToldBy",
]
