"""The contacts of a caseload extract."""

from functools import partial

from psycopg2 import sql

from core.errors import Problem
from core.extract import (
    Extract,
    Layout,
    Reference,
    Row,
    Run,
    Stage,
    Target,
    instant,
    text,
)
from offenders.extract.case import CASE, CRN
from offenders.extract.versions import BESIDE, CONTACT_SAYS, Timeline, store
from offenders.models import Contact, ContactOutcome, ContactType
from people.extract import officer

LONGEST_NOTE = 100_000


def recorded_after_event(row: Row) -> Problem | None:
    """What has an outcome has happened; an appointment is recorded before it happens."""
    if row.get("outcome_code", "known") and row["recorded_at"] < row["happened_at"]:
        return Problem("recorded_at", "is before it happened, though it has an outcome")
    return None


def _no_home_visit_outcome(stage: Stage, run: Run) -> None:
    """VOC-19: these outcomes are of police home visits, which come in a file of their own."""
    stage.reject(
        "outcome_code",
        sql.SQL("s.for_home_visits"),
        sql.SQL(
            "'is an outcome of police home visits, which stand in a file of their own (VOC-19)'"
        ),
    )


# Contacts that a visits file told are not of this file's sort.
NOT_A_VISIT = "NOT EXISTS (SELECT 1 FROM offenders_contactoutcome v WHERE v.id = c.outcome_id AND v.for_home_visits)"

CONTACTS = Extract(
    Layout(
        "contacts",
        (
            CRN,
            text("type_code", 12),
            instant("happened_at"),
            instant("recorded_at"),
            text("officer_code", 20),
            text("outcome_code", 20, required=False),
            text("notes", LONGEST_NOTE, required=False),
        ),
        (recorded_after_event,),
    ),
    Target(Contact, key=("case_id", "type_id", "happened_at"), values=()),
    references=(
        CASE,
        Reference("type_code", "type_id", ContactType, "code", "contact type"),
        officer("officer_code", "officer_id", agency="agency"),
        Reference(
            "outcome_code",
            "outcome_id",
            ContactOutcome,
            "code",
            "outcome",
            also={"for_home_visits": "for_home_visits"},
        ),
    ),
    weigh=_no_home_visit_outcome,
    beside=BESIDE,
    store=partial(
        store, Timeline(("case_id", "type_id", "happened_at"), CONTACT_SAYS, of=NOT_A_VISIT)
    ),
)
