"""What pages and the floors below show of MAPPA."""

from mappa.selectors.management import in_force, levels, said

__all__ = ["in_force", "levels", "said"]
