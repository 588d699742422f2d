"""Deadlines and flags: the engine. Kinds are declared by the app that owns the facts (design section 2)."""

from offenders.deadlines.engine import (
    answers,
    case_ids_by_team,
    drift,
    recompute,
    refresh,
    refresh_all,
    refresh_kind,
)
from offenders.deadlines.flags import Swept, sweep
from offenders.deadlines.kinds import DATA_MISSING, Act, Kind, kind, kinds, label_of, register

__all__ = [
    "DATA_MISSING",
    "Act",
    "Kind",
    "Swept",
    "answers",
    "case_ids_by_team",
    "drift",
    "kind",
    "kinds",
    "label_of",
    "recompute",
    "refresh",
    "refresh_all",
    "refresh_kind",
    "register",
    "sweep",
]
