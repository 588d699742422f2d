"""The police home visits of a caseload extract: each is a contact with a visit record."""

from functools import partial

from core.errors import Problem
from core.extract import (
    Extract,
    Layout,
    Reference,
    Row,
    Target,
    choice,
    codes,
    instant,
    text,
    yes_no,
)
from offenders.extract import CASE
from offenders.extract.case import CRN
from offenders.extract.contacts import LONGEST_NOTE, recorded_after_event
from offenders.extract.versions import BESIDE, CODE, CONTACT_SAYS, Detail, Said, Timeline, store
from offenders.models import ContactOutcome, ContactType
from people.extract import officer
from visits.choices import VisitOutcome, VisitPurpose
from visits.models import Visit

# VOC-2, POL-10: Delius has a type of its own for a visit that was not announced.
ANNOUNCED, UNANNOUNCED = "CHVS", "C253"


def _two_officers(row: Row) -> Problem | None:
    if row["second_officer_code"] and row["second_officer_code"] == row["officer_code"]:
        return Problem("second_officer_code", "is the first officer again")
    return None


VISIT_SAYS = (
    Said(
        "second_officer_code",
        "s.second_officer_id",
        "{d}.second_officer_id",
        CODE.format(table="people_officer"),
    ),
    Said(
        "announced",
        "s.is_announced",
        "{d}.is_announced",
        "CASE WHEN {} THEN 'yes' ELSE 'no' END",
    ),
    Said("outcome", "s.outcome", "{d}.outcome"),
    Said("purposes", "array_to_string(s.purposes, ';')", "array_to_string({d}.purposes, ';')"),
)
# The type follows from `announced`, the contact's outcome from the visit's.
SAME_IN_BOTH = [said for said in CONTACT_SAYS if said.column not in {"type_code", "outcome_code"}]

VISITS = Extract(
    Layout(
        "visits",
        (
            CRN,
            instant("happened_at"),
            instant("recorded_at"),
            text("officer_code", 20),
            text("second_officer_code", 20, required=False),
            yes_no("announced", field="is_announced"),
            choice("outcome", VisitOutcome.values),
            codes("purposes", VisitPurpose.values),
            text("notes", LONGEST_NOTE, required=False),
        ),
        (recorded_after_event, _two_officers),
    ),
    Target(Visit, key=("case_id", "happened_at"), values=()),
    references=(
        CASE,
        officer("officer_code", "officer_id", agency="agency"),
        officer("second_officer_code", "second_officer_id"),
        Reference(
            "is_announced",
            "type_id",
            ContactType,
            "code",
            "contact type",
            value=f"CASE WHEN s.is_announced THEN '{ANNOUNCED}' ELSE '{UNANNOUNCED}' END",
        ),
        Reference("outcome", "outcome_id", ContactOutcome, "code", "outcome"),
    ),
    beside=BESIDE,
    store=partial(
        store,
        Timeline(
            ("case_id", "happened_at"),
            (*SAME_IN_BOTH, *VISIT_SAYS),
            Detail(
                Visit,
                {
                    "purposes": "s.purposes",
                    "second_officer_id": "s.second_officer_id",
                    "is_announced": "s.is_announced",
                    "outcome": "s.outcome",
                },
                carried=("address_id", "premises", "single_crewed_because", "announced_because"),
            ),
        ),
    ),
)
