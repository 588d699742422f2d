"""The write door of programmes."""
