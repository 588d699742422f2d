"""The dated facts about a person: where they live, sentences, registers, risk, custody, tiers."""

from core.errors import Problem
from core.extract import (
    Extract,
    Layout,
    Reference,
    Row,
    Spans,
    Target,
    choice,
    day,
    ends_after_start,
    not_before,
    number,
    text,
    yes_no,
)
from offenders.choices import (
    PLAIN_TIERS,
    TIER_SUFFIX,
    TIERS,
    AddressKind,
    KeyDateKind,
    PauseKind,
    RiskLevel,
    RiskTool,
    SentenceKind,
    TierScheme,
)
from offenders.extract.case import CASE, CRN, ENDS_ON
from offenders.models import (
    Address,
    KeyDate,
    Pause,
    RegisterType,
    Registration,
    RiskAssessment,
    Sentence,
    Tier,
)
from people.extract import officer

ADDRESSES = Extract(
    Layout(
        "addresses",
        (
            CRN,
            text("line_1", 120, required=False),
            text("town", 80, required=False),
            text("postcode", 10, required=False),
            choice("kind", AddressKind.values),
            day("starts_on"),
            ENDS_ON,
        ),
        (ends_after_start,),
    ),
    # One home at a time: another line for the same first day is a correction.
    Target(
        Address,
        key=("case_id", "starts_on"),
        values=("line_1", "town", "postcode", "kind", "ends_on"),
        spans=Spans(within=("case_id",), same=("line_1",)),
    ),
    references=(CASE,),
)

SENTENCES = Extract(
    Layout(
        "sentences",
        (
            CRN,
            choice("kind", SentenceKind.values),
            text("offence", 120),
            day("sentenced_on"),
            number("term_months", most=1200, required=False),
            day("starts_on"),
            ENDS_ON,
            yes_no("programme_requirement"),
        ),
        (
            ends_after_start,
            not_before("starts_on", "sentenced_on", "is before sentenced_on"),
        ),
    ),
    Target(
        Sentence,
        key=("case_id", "kind", "offence", "sentenced_on"),
        values=("term_months", "starts_on", "ends_on", "programme_requirement"),
    ),
    references=(CASE,),
)

REGISTRATIONS = Extract(
    Layout(
        "registrations", (CRN, text("register", 12), day("starts_on"), ENDS_ON), (ends_after_start,)
    ),
    Target(
        Registration,
        key=("case_id", "register_id", "starts_on"),
        values=("ends_on",),
        spans=Spans(within=("case_id", "register_id")),
    ),
    references=(CASE, Reference("register", "register_id", RegisterType, "code", "register")),
)

RISK_ASSESSMENTS = Extract(
    Layout(
        "risk_assessments",
        (
            CRN,
            choice("tool", RiskTool.values),
            choice("level", RiskLevel.values),
            day("assessed_on"),
            text("assessor", 20, required=False),
        ),
    ),
    Target(
        RiskAssessment,
        key=("case_id", "tool", "assessed_on"),
        values=("level", "assessor_id"),
    ),
    references=(CASE, officer("assessor", "assessor_id")),
)

CUSTODY = Extract(
    Layout("custody", (CRN, day("starts_on"), ENDS_ON), (ends_after_start,)),
    Target(
        Pause,
        key=("case_id", "starts_on"),
        values=("ends_on",),
        constants={"kind": PauseKind.CUSTODY},
        spans=Spans(within=("case_id",)),
    ),
    references=(CASE,),
)


def _of_its_scheme(row: Row) -> Problem | None:
    """A tier that no scheme has, or that the other one has: of which of the two it is cannot be guessed."""
    if row["tier"] in TIERS[row["scheme"]]:
        return None
    known = PLAIN_TIERS[row["scheme"]]
    words = f"is not a tier of {row['scheme']}, which has {known[0]} to {known[-1]}"
    return Problem("tier", f"{words}, each also with {TIER_SUFFIX}")


TIERED = Extract(
    Layout(
        "tiers",
        (CRN, choice("scheme", TierScheme.values), text("tier", 20), day("calculated_on")),
        (_of_its_scheme,),
    ),
    Target(Tier, key=("case_id", "scheme", "calculated_on"), values=("tier",)),
    references=(CASE,),
    may_be_missing=True,
)

KEY_DATES = Extract(
    Layout(
        "key_dates",
        (
            CRN,
            choice("kind", KeyDateKind.values),
            day("falls_on", required=False),
            day("known_on"),
        ),
    ),
    Target(KeyDate, key=("case_id", "kind", "known_on"), values=("falls_on",)),
    references=(CASE,),
    may_be_missing=True,
)
