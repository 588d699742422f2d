"""The read door of the case record: typed rows in a fixed number of queries."""
