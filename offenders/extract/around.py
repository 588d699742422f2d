"""Who is around a person, the victim contact scheme, what diversity asks, and risk of serious harm by group."""

from core.errors import Problem
from core.extract import Extract, Layout, Row, Target, choice, day, text
from offenders.choices import AdjustmentSource, RiskLevel
from offenders.choices.around import (
    AgeGroup,
    AtRisk,
    DiversityKind,
    Household,
    Relation,
    SchemeState,
)
from offenders.extract.case import CASE, CRN
from offenders.models import DiversityNeed, HarmAssessment, KnownPerson, Liaison
from offenders.rules.around import AVOIDED
from offenders.rules.harm import GROUPS, QUESTIONS
from people.extract import officer

# Of what people end by page an extract says nothing: it corrects what is not ended.
HOLDS = {"ended_because": ""}


def _without_the_word(row: Row) -> Problem | None:
    """Nobody around a person is marked by what was done to them."""
    for name in ("name", "risk", "involved"):
        if AVOIDED in row[name].casefold():
            return Problem(name, f"has the word {AVOIDED}: who was harmed is not kept here")
    return None


KNOWN_PEOPLE = Extract(
    Layout(
        "known_people",
        (
            CRN,
            text("name", 120),
            choice("relation", Relation.values),
            choice("age_group", AgeGroup.values),
            day("born_on", required=False),
            choice("household", Household.values),
            choice("at_risk", AtRisk.values),
            text("risk", 1000, required=False),
            day("risk_on"),
            text("involved", 200, required=False),
        ),
        (_without_the_word,),
    ),
    Target(
        KnownPerson,
        key=("case_id", "name"),
        values=(
            "relation",
            "age_group",
            "born_on",
            "household",
            "at_risk",
            "risk",
            "risk_on",
            "involved",
        ),
    ),
    references=(CASE,),
    may_be_missing=True,
)


def _cleared(row: Row) -> Problem | None:
    """What is asked for is kept only as it was cleared for sharing."""
    given = [bool(row[name]) for name in ("requested", "cleared_by", "cleared_on")]
    if any(given) and not all(given):
        return Problem("requested", "is kept only with who cleared it for sharing, and when")
    return None


VICTIM_CONTACT = Extract(
    Layout(
        "victim_contact",
        (
            CRN,
            choice("scheme", SchemeState.values),
            text("officer", 80, required=False),
            text("reached", 120, required=False),
            text("requested", 2000, required=False),
            text("cleared_by", 80, required=False),
            day("cleared_on", required=False),
        ),
        (_cleared,),
    ),
    Target(
        Liaison,
        key=("case_id",),
        values=("scheme", "officer", "reached", "requested", "cleared_by", "cleared_on"),
        constants=HOLDS,
    ),
    references=(CASE,),
    may_be_missing=True,
)

DIVERSITY_NEEDS = Extract(
    Layout(
        "diversity_needs",
        (
            CRN,
            choice("kind", DiversityKind.values),
            text("what", 500),
            choice("source", AdjustmentSource.values),
        ),
    ),
    Target(DiversityNeed, key=("case_id", "kind"), values=("what", "source"), constants=HOLDS),
    references=(CASE,),
    may_be_missing=True,
)


def _says_something(row: Row) -> Problem | None:
    if any(row[group] for group in GROUPS):
        return None
    return Problem("children", f"has no level for any group: {', '.join(GROUPS)}")


RISK_BY_GROUP = Extract(
    Layout(
        "risk_by_group",
        (
            CRN,
            day("assessed_on"),
            *(choice(group, RiskLevel.values, required=False) for group in GROUPS),
            *(text(name, 4000, required=False) for name in QUESTIONS),
            text("assessor", 20, required=False),
        ),
        (_says_something,),
    ),
    Target(
        HarmAssessment,
        key=("case_id", "assessed_on"),
        values=(*GROUPS, *QUESTIONS, "assessor_id"),
    ),
    references=(CASE, officer("assessor", "assessor_id")),
    may_be_missing=True,
)
