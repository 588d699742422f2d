"""Intelligence that was cleared for sharing, as its page shows it."""

from core.calendar import in_full
from offenders.choices.assessed import Handling, InformationGrade, SourceGrade
from offenders.models import Intelligence
from offenders.selectors.sorts import Lines, Sort


def _lines(row: Intelligence) -> Lines:
    lines = [
        ("Cleared words", row.summary),
        ("Source", SourceGrade(row.source_grade).label),
        ("Information", InformationGrade(row.information_grade).label),
        ("Handling", Handling(row.handling).label),
        ("Conditions", row.conditions),
        ("Cleared by", row.cleared_by),
        ("Tells of", in_full(row.dated_on) if row.dated_on else ""),
        ("Reference", row.reference),
    ]
    return [line for line in lines if line[1]]


# Not among the sorts of the record page: who may read it is narrower (INF-36).
INTELLIGENCE = Sort(
    code="intelligence",
    title="Intelligence cleared for sharing",
    one="cleared intelligence",
    empty="No intelligence that was cleared for sharing is on record here. That does not say that there is none.",
    model=Intelligence,
    says=lambda row: f"Graded {row}",
    lines=_lines,
)
