"""MAPPA: the rules of screening, levels and reviews, each a pure function."""

from mappa.rules.screening import (
    ASKED_OF,
    REGISTERS,
    Ground,
    Screened,
    ScreeningFacts,
    ScreeningSaid,
    mappa_screening_due,
    mark_problem,
    marked,
    proposed,
    registered,
    remark,
    screening_problem,
    unanswered,
)

__all__ = [
    "ASKED_OF",
    "REGISTERS",
    "Ground",
    "Screened",
    "ScreeningFacts",
    "ScreeningSaid",
    "mappa_screening_due",
    "mark_problem",
    "marked",
    "proposed",
    "registered",
    "remark",
    "screening_problem",
    "unanswered",
]
