"""What pages and the floors below show of MAPPA."""

from mappa.selectors.management import category_of, in_force, levels, said

__all__ = ["category_of", "in_force", "levels", "said"]
