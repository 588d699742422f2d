"""What is overdue as at any date, worked out from the facts: for the command line, audits and comparison."""

from collections.abc import Mapping
from datetime import date

from offenders.choices import AllocationRole
from offenders.deadlines.engine import CHUNK, Answer, answers
from offenders.deadlines.facts import Shared
from offenders.models import Allocation, Case, Flag
from offenders.querysets import holds_on
from offenders.rules import all_kinds, days_overdue, is_overdue
from people.choices import Agency

Listed = dict[str, str]


def overdue_as_at(on: date) -> list[Listed]:
    """JOB-3: every overdue deadline as at `on`, most overdue first, then by CRN.

    `state` is of today: an acceptance counts from the day it was given.
    """
    crns = dict(Case.objects.order_by("id").values_list("id", "crn"))
    ids = list(crns)
    chunks = (Shared(ids[start : start + CHUNK], on) for start in range(0, len(ids), CHUNK))
    found = [
        row
        for shared in chunks
        for kind in all_kinds()
        for row in answers(kind, shared)
        if is_overdue(row["due_on"], on=on)
    ]
    officers, accepted = _officers(on), _accepted(on)
    rows = [_listed(row, crns, officers, accepted, on) for row in found]
    return sorted(rows, key=lambda row: (row["due_on"], row["crn"], row["kind"], row["subject"]))


def _listed(
    row: Answer,
    crns: Mapping[int, str],
    officers: Mapping[int, str],
    accepted: set[tuple[int, str, str]],
    on: date,
) -> Listed:
    key = (row["case_id"], row["kind"], row["subject"])
    return {
        "crn": crns[row["case_id"]],
        "kind": str(row["kind"]),
        "subject": str(row["subject"]),
        "due_on": str(row["due_on"]),
        "days_overdue": str(days_overdue(row["due_on"], on=on)),
        "severity": str(row["severity"]),
        "rule": str(row["rule"]),
        "because": str(row["because"]),
        "officer": officers.get(row["case_id"], ""),
        "state": "accepted" if key in accepted else "open",
    }


def _officers(on: date) -> dict[int, str]:
    """Who holds each case on the day: the police officer where there is one, else probation's."""
    rows = Allocation.objects.filter(holds_on(on), role=AllocationRole.LEAD)
    by_agency = {
        agency: dict(rows.filter(agency=agency).values_list("case_id", "officer__code"))
        for agency in (Agency.PROBATION, Agency.POLICE)
    }
    return by_agency[Agency.PROBATION] | by_agency[Agency.POLICE]


def _accepted(on: date) -> set[tuple[int, str, str]]:
    rows = Flag.objects.filter(cured_at__isnull=True, accepted_until__gte=on, case__isnull=False)
    return set(rows.values_list("case_id", "kind", "subject"))
