"""MAPPA: what people type, checked and never saved."""
