"""MAPPA: the ways in which it is written, one verb each."""
