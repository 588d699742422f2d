"""F-32, POL-17: what may be recorded of an assessment by a tool, without a database."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from offenders.choices import RiskLevel, Sex
from offenders.choices.assessed import Bands, Basis, Measure
from offenders.rules.tools import Said, ToolFacts, assessment_problem, why_superseded

ON = date(2026, 9, 15)
ARP = ToolFacts(
    "ARP", "ARP", Measure.PERCENT, Bands.NONE, has_basis=True, asks_why=False, men_only=False
)
OSP = ToolFacts(
    "OSP_IIC", "OSP/IIC", Measure.SCORE, Bands.THREE, has_basis=False, asks_why=False, men_only=True
)
DIRECT = replace(OSP, code="DC_SRP", name="DC-SRP", bands=Bands.FOUR, men_only=False)
ARMS = replace(
    DIRECT,
    code="ARMS",
    name="ARMS",
    measure=Measure.NONE,
    asks_why=True,
    starts_on=date(2014, 1, 1),
)
OLD = replace(
    ARMS,
    code="RM2000",
    name="Risk Matrix 2000",
    asks_why=False,
    ends_on=date(2021, 3, 1),
    replaced_by="OSP",
)


def said(score: str | None, band: str = "", basis: str = "", why: str = "", on: date = ON) -> Said:
    return Said(None if score is None else Decimal(score), band, basis, on, why)


def about(tool: ToolFacts, given: Said, sex: str = Sex.MALE, on: date = ON) -> str | None:
    problem = assessment_problem(tool, given, sex=sex, on=on)
    return problem.about if problem else None


def test_what_each_tool_asks() -> None:
    cases = [
        (ARP, said("60", basis=Basis.STATIC), None),
        (ARP, said("0", basis=Basis.DYNAMIC), None),
        (ARP, said("100", basis=Basis.DYNAMIC), None),
        (ARP, said("100.01", basis=Basis.DYNAMIC), "score"),
        (ARP, said("-0.01", basis=Basis.DYNAMIC), "score"),
        (ARP, said(None, basis=Basis.DYNAMIC), "score"),
        (ARP, said("60"), "basis"),
        (ARP, said("60", RiskLevel.HIGH, Basis.STATIC), "band"),
        (OSP, said(None, RiskLevel.HIGH), None),
        (OSP, said("2.5", RiskLevel.LOW), None),
        (OSP, said("2.5"), "band"),
        (OSP, said(None, RiskLevel.VERY_HIGH), "band"),
        (DIRECT, said(None, RiskLevel.VERY_HIGH), None),
        (DIRECT, said(None, RiskLevel.MEDIUM), "score"),
        (DIRECT, said("0.59", RiskLevel.MEDIUM), "score"),
        (DIRECT, said("0.60", RiskLevel.MEDIUM), None),
        (DIRECT, said("0.59", RiskLevel.LOW), None),
        (ARMS, said(None, RiskLevel.HIGH, why="Opportunity has grown"), None),
        (ARMS, said(None, RiskLevel.HIGH, why="  "), "rationale"),
        (ARMS, said("3", RiskLevel.HIGH, why="Words"), "score"),
        (ARMS, said(None, RiskLevel.HIGH, why="Words", on=date(2013, 12, 31)), "assessed_on"),
        (ARMS, said(None, RiskLevel.HIGH, why="Words", on=date(2014, 1, 1)), None),
        (ARMS, said(None, RiskLevel.HIGH, why="Words", on=date(2026, 9, 16)), "assessed_on"),
    ]
    for tool, given, wrong in cases:
        assert about(tool, given) == wrong, (tool.code, given)


def test_men_only() -> None:
    given = said(None, RiskLevel.LOW)
    assert [about(OSP, given, sex) for sex in (Sex.FEMALE, Sex.MALE, "")] == ["", None, None]
    assert about(DIRECT, given, Sex.FEMALE) is None


def test_a_superseded_tool_is_refused_whatever_the_day_of_the_assessment() -> None:
    given = said(None, RiskLevel.LOW, on=date(2019, 5, 1))
    assert about(OLD, given) == ""
    words = why_superseded(OLD, on=date(2021, 3, 1))
    assert words.startswith(
        "Risk Matrix 2000 has not been used for new work since 1 March 2021. OSP took"
    )
    assert why_superseded(OLD, on=date(2021, 2, 28)) == ""
    assert about(OLD, given, on=date(2021, 2, 28)) is None
