"""Deadlines and flags: the engine. Kinds are declared by the app that owns the facts (design section 2)."""

from offenders.deadlines.engine import (
    answers,
    case_ids_by_team,
    drift,
    recompute,
    recompute_team,
    refresh,
    refresh_all,
    refresh_kind,
)
from offenders.deadlines.facts import Shared
from offenders.deadlines.flags import Swept, sweep
from offenders.deadlines.listing import overdue_as_at
from offenders.rules import DATA_MISSING, Act, Kind, all_kinds, kind, label_of, register

__all__ = [
    "DATA_MISSING",
    "Act",
    "Kind",
    "Shared",
    "Swept",
    "all_kinds",
    "answers",
    "case_ids_by_team",
    "drift",
    "kind",
    "label_of",
    "overdue_as_at",
    "recompute",
    "recompute_team",
    "refresh",
    "refresh_all",
    "refresh_kind",
    "register",
    "sweep",
]
