"""The area of a head: their delivery units and teams in figures, and the analysis of needs in it. Nobody is named."""
