"""Pure rules of the roof: bounds of the numbers of the field, what no rule covers, what an officer carries."""

from caseloads.rules.areas import AREAS, Area, uncovered
from caseloads.rules.standards import BOUNDS, LADDERS, Bounds, bounds_of, value_problem
from caseloads.rules.starts import FURTHEST_START, start_problem

__all__ = [
    "AREAS",
    "BOUNDS",
    "FURTHEST_START",
    "LADDERS",
    "Area",
    "Bounds",
    "bounds_of",
    "start_problem",
    "uncovered",
    "value_problem",
]
