"""The kinds of deadline of programmes, one module each group of facts; one job sweeps them all."""

from programmes.deadlines.start import JOB, PROGRAMME_RUNWAY, PROGRAMME_START

__all__ = ["JOB", "KINDS", "PROGRAMME_RUNWAY", "PROGRAMME_START"]

KINDS = (PROGRAMME_START, PROGRAMME_RUNWAY)
