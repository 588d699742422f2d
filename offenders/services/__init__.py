"""The write door of the case record: one verb each."""
