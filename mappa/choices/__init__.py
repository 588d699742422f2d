"""The words of MAPPA."""

from mappa.choices.levels import Considered, Criterion, ExitReason, ProposalState, ReviewOutcome
from mappa.choices.management import Category, LeadAgency, Level
from mappa.choices.screening import Basis, MarkEnding, Outcome, ToldAgency, ToldBy

__all__ = [
    "Basis",
    "Category",
    "Considered",
    "Criterion",
    "ExitReason",
    "LeadAgency",
    "Level",
    "MarkEnding",
    "Outcome",
    "ProposalState",
    "ReviewOutcome",
    "ToldAgency",
    "ToldBy",
]
