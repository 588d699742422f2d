"""What tools say of people; a tool that was superseded too, because an extract brings the history."""

from core.errors import Problem
from core.extract import Extract, Layout, Reference, Row, Target, choice, day, number, text
from offenders.choices import RiskLevel
from offenders.choices.assessed import Basis
from offenders.extract.case import CASE, CRN
from offenders.models import AssessmentTool, ToolAssessment
from people.extract import officer


def _says_something(row: Row) -> Problem | None:
    """A row without a score and without a band says nothing."""
    if row["score"] is None and not row["band"]:
        return Problem("score", "is missing, and so is the band")
    return None


PREDICTORS = Extract(
    Layout(
        "predictors",
        (
            CRN,
            text("tool", 12),
            number("score", most=100, places=2, required=False, may_be_0=True),
            choice("band", RiskLevel.values, required=False),
            choice("basis", Basis.values, required=False),
            day("assessed_on"),
            text("assessor", 20, required=False),
        ),
        (_says_something,),
    ),
    Target(
        ToolAssessment,
        key=("case_id", "tool_id", "assessed_on"),
        values=("score", "band", "basis", "assessor_id"),
    ),
    references=(
        CASE,
        Reference("tool", "tool_id", AssessmentTool, "code", "tool"),
        officer("assessor", "assessor_id"),
    ),
    may_be_missing=True,
)
