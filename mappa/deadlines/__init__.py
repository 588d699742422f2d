"""The kinds of deadline of MAPPA, and what it says to those of lower floors."""

from mappa.deadlines.contact import managed
from mappa.deadlines.levels import LEVELS
from mappa.deadlines.proposals import LEVEL_TO_DECIDE
from mappa.deadlines.screening import JOB, MAPPA_SCREENING
from offenders.rules.kinds import Kind

KINDS: tuple[Kind, ...] = (MAPPA_SCREENING, *LEVELS, LEVEL_TO_DECIDE)

__all__ = ["JOB", "KINDS", "LEVEL_TO_DECIDE", "managed"]
