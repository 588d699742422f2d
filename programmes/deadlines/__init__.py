"""The kinds of deadline of programmes, one module each group of facts; one job sweeps them all."""

from programmes.deadlines.attendance import PROGRAMME_MISSED, PROGRAMME_STALLED
from programmes.deadlines.start import JOB, PRE_PROGRAMME_WORK, PROGRAMME_RUNWAY, PROGRAMME_START
from programmes.deadlines.state import NO_OFFENDING_WORK, PROGRAMME_REVIEW

__all__ = [
    "JOB",
    "KINDS",
    "NO_OFFENDING_WORK",
    "PRE_PROGRAMME_WORK",
    "PROGRAMME_MISSED",
    "PROGRAMME_REVIEW",
    "PROGRAMME_RUNWAY",
    "PROGRAMME_STALLED",
    "PROGRAMME_START",
    "STANDS_STILL",
]

KINDS = (
    PROGRAMME_START,
    PROGRAMME_RUNWAY,
    PROGRAMME_STALLED,
    PROGRAMME_MISSED,
    PRE_PROGRAMME_WORK,
    NO_OFFENDING_WORK,
    PROGRAMME_REVIEW,
)
# What makes a programme stand still, by the codes of the kinds. Who has no programme at all has none that could: they
# have a state, a flag and a list of their own.
STANDS_STILL = tuple(kind.code for kind in KINDS if kind is not NO_OFFENDING_WORK)
