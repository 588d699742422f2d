"""The kinds of deadline of MAPPA, and what it says to those of lower floors."""

from mappa.deadlines.managed import managed
from offenders.rules.kinds import Kind

KINDS: tuple[Kind, ...] = ()

__all__ = ["KINDS", "managed"]
