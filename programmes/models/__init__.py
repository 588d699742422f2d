"""Programmes, who is referred to them, and what comes of it."""

from programmes.models.catalogue import Module, Programme, Terms
from programmes.models.referral import Barrier, Decision, Move, Preparation, Referral
from programmes.models.suitability import Override, Score

__all__ = [
    "Barrier",
    "Decision",
    "Module",
    "Move",
    "Override",
    "Preparation",
    "Programme",
    "Referral",
    "Score",
    "Terms",
]
