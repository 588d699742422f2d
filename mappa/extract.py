"""The MAPPA levels of a caseload extract."""

from core.errors import Problem
from core.extract import (
    Extract,
    Layout,
    Row,
    Spans,
    Target,
    choice,
    day,
    one_of,
)
from mappa.choices import Category, LeadAgency, Level
from mappa.models import Management
from offenders.extract import CASE
from offenders.extract.case import CRN


def _category_3_is_above_level_1(row: Row) -> Problem | None:
    """MAP-4: others are in category 3 only because they need level 2 or 3."""
    if row["category"] == Category.THREE and row["level"] == Level.ONE:
        return Problem("level", "contradicts category 3, which is managed at level 2 or 3 (MAP-4)")
    return None


MAPPA_LEVELS = Extract(
    Layout(
        "mappa_levels",
        (
            CRN,
            one_of("category", Category.values),
            one_of("level", Level.values),
            day("set_on", field="starts_on"),
            day("last_review_on", required=False),
            choice("lead_agency", LeadAgency.values),
        ),
        (_category_3_is_above_level_1,),
    ),
    Target(
        Management,
        key=("case_id", "starts_on"),
        values=("category", "level", "lead_agency", "last_review_on"),
        spans=Spans(within=("case_id",), same=None, end_is_in_file=False),
    ),
    references=(CASE,),
    # The file says what is in force and gives no end, so a person has one row in it.
    beside={"ends_on": "NULL::date"},
)
