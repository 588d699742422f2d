"""MAPPA: the rules of screening, levels and reviews, each a pure function."""
