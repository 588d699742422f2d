"""The kinds of deadline of programmes, one module each group of facts; one job sweeps them all."""

from programmes.deadlines.attendance import PROGRAMME_MISSED, PROGRAMME_STALLED
from programmes.deadlines.start import JOB, PROGRAMME_RUNWAY, PROGRAMME_START
from programmes.deadlines.state import NO_OFFENDING_WORK, PROGRAMME_REVIEW

__all__ = [
    "JOB",
    "KINDS",
    "NO_OFFENDING_WORK",
    "PROGRAMME_MISSED",
    "PROGRAMME_REVIEW",
    "PROGRAMME_RUNWAY",
    "PROGRAMME_STALLED",
    "PROGRAMME_START",
]

KINDS = (
    PROGRAMME_START,
    PROGRAMME_RUNWAY,
    PROGRAMME_STALLED,
    PROGRAMME_MISSED,
    NO_OFFENDING_WORK,
    PROGRAMME_REVIEW,
)
