"""Risk of serious harm by group, as pages show it."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.db.models import Sum

from core.bundle import Bundle
from offenders.choices import RiskLevel, RiskTool
from offenders.models import Case, HarmAssessment, RiskAssessment
from offenders.rules.harm import GROUPS, QUESTIONS, Group, highest

Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class HarmRow:
    """One assessment: the levels by group, and the answers that there are."""

    row: HarmAssessment
    levels: list[tuple[str, str]]  # the group, and the code of its level; empty where none is said
    answers: Lines
    over_all: str  # in words: "High"


@dataclass(frozen=True, slots=True)
class Harm:
    """The newest assessment, those before, and what to know of the newest."""

    newest: HarmRow | None
    before: list[HarmRow]
    remark: str


def harm_of(facts: Bundle, *, on: date) -> Harm:
    """What is on record as at a day; no query."""
    rows = sorted(facts.of(HarmAssessment), key=attrgetter("assessed_on"), reverse=True)
    shown = [_row(row) for row in rows if row.assessed_on <= on]
    newest = shown[0] if shown else None
    remark = _remark(newest.row, facts, on) if newest else ""
    return Harm(newest, shown[1:], remark)


def newest_harm(case: Case) -> HarmAssessment | None:
    """The one that was assessed last."""
    return HarmAssessment.objects.filter(case=case).order_by("-assessed_on").first()


def version_of(case: Case) -> int:
    """Of all of the case together: it changes with each that is recorded or put right."""
    found = HarmAssessment.objects.filter(case=case).aggregate(versions=Sum("version"))
    return found["versions"] or 0


def harm_lines(row: HarmAssessment) -> Lines:
    """An assessment as (label, words)."""
    levels = [(GROUPS[group], RiskLevel(level).label) for group, level in row.levels.items()]
    return [*levels, *_answers(row)]


def _row(row: HarmAssessment) -> HarmRow:
    over_all = highest(row.levels.values())
    return HarmRow(
        row=row,
        levels=[
            (label, row.levels.get(group, ""))
            for group, label in GROUPS.items()
            # In custody alone is there anything to say of prisoners.
            if group != Group.PRISONERS or row.prisoners
        ],
        answers=_answers(row),
        over_all=over_all.label if over_all else "",
    )


def _answers(row: HarmAssessment) -> Lines:
    return [(label, row.answers[name]) for name, label in QUESTIONS.items() if name in row.answers]


def _remark(newest: HarmAssessment, facts: Bundle, on: date) -> str:
    """Where the level over all groups says something else than these groups: it counts, and they are older or contradict it."""
    known = [
        row
        for row in facts.of(RiskAssessment)
        if row.tool == RiskTool.ROSH and newest.assessed_on <= row.assessed_on <= on
    ]
    level = max(known, key=attrgetter("assessed_on"), default=None)
    over_all = highest(newest.levels.values())
    if level is None or level.level == over_all:
        return ""
    says = f"The level on record is {level.get_level_display().lower()}"
    if level.assessed_on > newest.assessed_on:
        return f"{says} since a later assessment, which says nothing of groups."
    return f"{says}, as another system gave it; the highest of these groups is another one."
