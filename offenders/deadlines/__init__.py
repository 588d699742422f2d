"""Deadlines and flags: the engine. Kinds are declared by the app that owns the facts (design section 2)."""

from core import jobs
from offenders import rules
from offenders.deadlines.engine import (
    Key,
    NoKindError,
    TwiceAnsweredError,
    answers,
    drift,
    recompute,
    recompute_team,
    refresh,
    refresh_all,
    refresh_kind,
    run_sweep,
    work_by_team,
)
from offenders.deadlines.facts import Shared
from offenders.deadlines.flags import Swept, sweep
from offenders.deadlines.listing import overdue_among, overdue_as_at
from offenders.rules import DATA_MISSING, Act, Kind, all_kinds, kind, label_of

__all__ = [
    "DATA_MISSING",
    "Act",
    "Key",
    "Kind",
    "NoKindError",
    "Shared",
    "Swept",
    "TwiceAnsweredError",
    "all_kinds",
    "answers",
    "drift",
    "kind",
    "label_of",
    "overdue_among",
    "overdue_as_at",
    "recompute",
    "recompute_team",
    "refresh",
    "refresh_all",
    "refresh_kind",
    "register",
    "run_sweep",
    "sweep",
    "work_by_team",
]


def register(kind: Kind) -> None:
    """Declare a kind in AppConfig.ready(), and have pages warn when the job that sweeps it stands still.

    Raises DuplicateKindError when its code is taken by another declaration.
    """
    rules.register(kind)
    jobs.watch(kind.job)
