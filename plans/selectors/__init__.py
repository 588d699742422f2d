"""The read door of plans."""
