"""The words of MAPPA."""

from mappa.choices.area import Decision, Post, RequestKind, Result
from mappa.choices.levels import Considered, Criterion, ExitReason, ProposalState, ReviewOutcome
from mappa.choices.management import Category, LeadAgency, Level
from mappa.choices.screening import Basis, MarkEnding, Outcome, ToldAgency, ToldBy

__all__ = [
    "Basis",
    "Category",
    "Considered",
    "Criterion",
    "Decision",
    "ExitReason",
    "LeadAgency",
    "Level",
    "MarkEnding",
    "Outcome",
    "Post",
    "ProposalState",
    "RequestKind",
    "Result",
    "ReviewOutcome",
    "ToldAgency",
    "ToldBy",
]
