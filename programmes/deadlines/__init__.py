"""The kinds of deadline of programmes, one module each group of facts; one job sweeps them all."""

from programmes.deadlines.attendance import PROGRAMME_MISSED, PROGRAMME_STALLED
from programmes.deadlines.start import JOB, PROGRAMME_RUNWAY, PROGRAMME_START

__all__ = [
    "JOB",
    "KINDS",
    "PROGRAMME_MISSED",
    "PROGRAMME_RUNWAY",
    "PROGRAMME_STALLED",
    "PROGRAMME_START",
]

KINDS = (PROGRAMME_START, PROGRAMME_RUNWAY, PROGRAMME_STALLED, PROGRAMME_MISSED)
