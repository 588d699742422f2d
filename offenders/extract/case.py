"""The people of an extract, and who holds their cases."""

from core.extract import (
    Extract,
    Layout,
    Reference,
    Spans,
    Target,
    choice,
    code,
    day,
    ends_after_start,
    text,
)
from offenders.choices import AllocationRole, CaseStatus, Sex
from offenders.models import Allocation, Case
from people.extract import officer

CRN = code("crn", r"[A-Z][0-9]{6}", "is not a CRN: a letter and six digits", upper=True)
CASE = Reference("crn", "case_id", Case, "crn", "CRN", "offenders")
ENDS_ON = day("ends_on", required=False)

OFFENDERS = Extract(
    Layout(
        "offenders",
        (
            CRN,
            text("pnc", 20, required=False),
            text("visor_ref", 20, required=False),
            text("prison_number", 20, required=False),
            text("surname", 80),
            text("forenames", 80, required=False),
            day("date_of_birth", required=False),
            choice("sex", Sex.values, required=False),
            choice("status", CaseStatus.values),
        ),
        key="crn",
    ),
    Target(
        Case,
        key=("crn",),
        values=(
            "pnc",
            "visor_ref",
            "prison_number",
            "surname",
            "forenames",
            "date_of_birth",
            "sex",
            "status",
        ),
    ),
)

ALLOCATIONS = Extract(
    Layout(
        "allocations",
        (CRN, text("officer_code", 20), day("starts_on"), ENDS_ON),
        (ends_after_start,),
    ),
    # One officer at a time per case and agency: so the day it starts says which allocation it is, and another
    # officer for that day is a correction.
    Target(
        Allocation,
        key=("case_id", "agency", "starts_on"),
        values=("officer_id", "ends_on"),
        constants={"role": AllocationRole.LEAD},
        spans=Spans(within=("case_id", "agency"), same=("officer_id",)),
    ),
    references=(CASE, officer("officer_code", "officer_id", agency="agency")),
)
