"""MAPPA: its pages."""
