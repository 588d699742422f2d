"""Pages of the case record."""
