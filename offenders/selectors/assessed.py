"""What tools say of a person, as pages show it: the newest of each tool, and what it said before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.db.models import Sum

from core.bundle import Bundle
from offenders.choices import RiskLevel
from offenders.choices.assessed import Basis, Measure
from offenders.models import AssessmentTool, Case, ToolAssessment
from offenders.rules.tools import ToolFacts, plain, why_superseded


def tool_facts(tool: AssessmentTool) -> ToolFacts:
    """A tool of the catalogue, as the rules ask for it."""
    return ToolFacts(
        code=tool.code,
        name=tool.name,
        measure=tool.measure,
        bands=tool.bands,
        has_basis=tool.has_basis,
        asks_why=tool.asks_why,
        men_only=tool.men_only,
        starts_on=tool.starts_on,
        ends_on=tool.ends_on,
        replaced_by=tool.replaced_by,
    )


def words_of(row: ToolAssessment) -> str:
    """What it says in words: "High, score 2.5" or "60%, dynamic"."""
    parts = [RiskLevel(row.band).label] if row.band else []
    if row.score is not None:
        number = plain(row.score)
        parts.append(f"{number}%" if row.tool.measure == Measure.PERCENT else f"score {number}")
    if row.basis:
        parts.append(Basis(row.basis).name.lower())
    words = ", ".join(parts)
    return words[:1].upper() + words[1:]


@dataclass(frozen=True, slots=True)
class AssessedRow:
    """One assessment in words."""

    row: ToolAssessment
    says: str
    by: str


@dataclass(frozen=True, slots=True)
class Assessed:
    """What one tool says: its newest, what it said before, and what was recorded in error; `why_not` of one that is superseded."""

    tool: AssessmentTool
    newest: AssessedRow | None
    earlier: list[AssessedRow]
    errors: list[AssessedRow]
    why_not: str


def assessed_of(facts: Bundle, *, on: date, tools: Iterable[AssessmentTool] = ()) -> list[Assessed]:
    """By tool, in the order of the catalogue: those that said something, and the `tools` besides; no query."""
    rows: dict[int, list[ToolAssessment]] = {}
    known = {tool.pk: tool for tool in tools}
    for row in sorted(facts.of(ToolAssessment), key=attrgetter("assessed_on", "pk"), reverse=True):
        rows.setdefault(row.tool_id, []).append(row)
        known.setdefault(row.tool_id, row.tool)
    ordered = sorted(known.values(), key=attrgetter("order", "name"))
    return [_assessed(tool, rows.get(tool.pk, []), on) for tool in ordered]


def _assessed(tool: AssessmentTool, rows: list[ToolAssessment], on: date) -> Assessed:
    holding = [_line(row) for row in rows if not row.error_note]
    return Assessed(
        tool=tool,
        newest=holding[0] if holding else None,
        earlier=holding[1:],
        errors=[_line(row) for row in rows if row.error_note],
        why_not=why_superseded(tool_facts(tool), on=on),
    )


def _line(row: ToolAssessment) -> AssessedRow:
    officer = row.assessor.name if row.assessor else ""
    return AssessedRow(row, words_of(row), officer or row.assessed_by)


def newest_assessments(facts: Bundle, *, on: date) -> dict[str, ToolAssessment]:
    """The newest of each tool that had been assessed by a day, by code; what was recorded in error counts on none."""
    rows = sorted(facts.of(ToolAssessment), key=attrgetter("assessed_on"))
    return {row.tool.code: row for row in rows if row.assessed_on <= on and not row.error_note}


def catalogue() -> list[AssessmentTool]:
    """Every tool, those that are superseded too; one query."""
    return list(AssessmentTool.objects.all())


def version_of(case: Case, tool: AssessmentTool) -> int:
    """Of all that a tool said of a person together: it changes with each that is recorded, replaced or taken back."""
    found = ToolAssessment.objects.filter(case=case, tool=tool).aggregate(versions=Sum("version"))
    return found["versions"] or 0


def last_of(case: Case, tool: AssessmentTool) -> ToolAssessment | None:
    """What it says now."""
    rows = ToolAssessment.objects.filter(case=case, tool=tool, error_note="")
    return rows.select_related("tool", "assessor").order_by("-assessed_on").first()
