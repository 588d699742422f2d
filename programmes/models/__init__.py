"""Programmes, who is referred to them, and what comes of it."""

from programmes.models.attendance import Attendance
from programmes.models.catalogue import Module, Programme, Terms
from programmes.models.groups import (
    Availability,
    BarredPlace,
    Facilitation,
    FacilitatorTraining,
    Group,
    Meeting,
    NonAssociation,
    Place,
    Placement,
    Session,
)
from programmes.models.referral import Barrier, Decision, Move, Preparation, Referral
from programmes.models.suitability import Override, Score
from programmes.models.work import IndividualWork, Review

__all__ = [
    "Attendance",
    "Availability",
    "BarredPlace",
    "Barrier",
    "Decision",
    "Facilitation",
    "FacilitatorTraining",
    "Group",
    "IndividualWork",
    "Meeting",
    "Module",
    "Move",
    "NonAssociation",
    "Override",
    "Place",
    "Placement",
    "Preparation",
    "Programme",
    "Referral",
    "Review",
    "Score",
    "Session",
    "Terms",
]
