"""What is overdue as at any date, worked out from the facts: for the command line, audits and comparison."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from offenders.choices import AllocationRole
from offenders.deadlines.engine import Answer, Ids, Key, answers, key_of, shared_in_chunks
from offenders.models import Allocation, Case, Flag
from offenders.querysets import holds_on
from offenders.rules import DATA_MISSING, Kind, all_kinds, days_overdue, is_overdue, kind
from people.choices import Agency
from people.models import Officer

Listed = dict[str, str]
Holders = Mapping[Agency, Mapping[int, str]]


def overdue_as_at(on: date) -> list[Listed]:
    """JOB-3: every overdue deadline as at `on`, most overdue first, then by CRN; those of officers without one.

    `state` is of today: an acceptance counts from the day it was given.
    """
    crns = dict(Case.objects.order_by("id").values_list("id", "crn"))
    codes = dict(Officer.objects.order_by("id").values_list("id", "code"))
    holders, accepted = _holders(on), _accepted(on)
    rows = [
        _listed(
            row,
            crn="" if row["case_id"] is None else crns[row["case_id"]],
            officer=_holder(row, holders, codes),
            is_accepted=key_of(row) in accepted,
            on=on,
        )
        for row in _overdue({"case": list(crns), "officer": list(codes)}, all_kinds(), on)
    ]
    order = ("due_on", "crn", "officer", "kind", "subject")
    return sorted(rows, key=lambda row: [row[name] for name in order])


def overdue_among(kinds: Collection[Kind], *, on: date) -> Iterator[Answer]:
    """JOB-3: of these kinds, as at a day, what the list above has, but for what only says that a fact is missing."""
    owners = {kind.of for kind in kinds}
    ids: Ids = {
        "case": _every(Case) if "case" in owners else [],
        "officer": _every(Officer) if "officer" in owners else [],
    }
    return (row for row in _overdue(ids, kinds, on) if not row["missing"])


def _every(model: type[Case | Officer]) -> list[int]:
    return list(model.objects.order_by("id").values_list("id", flat=True))


def _overdue(ids: Ids, kinds: Collection[Kind], on: date) -> Iterator[Answer]:
    """The answers of these kinds whose day has passed, a chunk at a time."""
    for owner, shared in shared_in_chunks(ids, on=on):
        for found in kinds:
            for row in answers(found, shared) if found.of == owner else ():
                if is_overdue(row["due_on"], on=on) and not (row["is_backlog"] or row["is_held"]):
                    yield row


def _listed(row: Answer, *, crn: str, officer: str, is_accepted: bool, on: date) -> Listed:
    """A line of the list. Of a missing fact the kind is `data_missing` and the subject names kind and fact."""
    is_measured = kind(row["kind"]).is_measured
    lacks = (row["kind"], row["missing"], *([row["subject"]] if row["subject"] else []))
    return {
        "crn": crn,
        "kind": DATA_MISSING if row["missing"] else row["kind"],
        "subject": ":".join(lacks) if row["missing"] else row["subject"],
        # What is measured of an officer is due on no day.
        "due_on": "" if is_measured else str(row["due_on"]),
        "days_overdue": "" if is_measured else str(days_overdue(row["due_on"], on=on)),
        "severity": row["severity"],
        "rule": row["rule"],
        "because": row["because"],
        "officer": officer,
        "state": "accepted" if is_accepted else "open",
        "value": row["value"],
    }


def _holder(row: Answer, holders: Holders, codes: Mapping[int, str]) -> str:
    """The officer whom it is about, or who is asked; else who holds the case for the agency whose work it is.

    Of either agency's work, that is the police officer where there is one.
    """
    named = row["officer_id"] or row["asked_of_id"]
    if named:
        return codes[named]
    case_id, agency = row["case_id"] or 0, row["agency"] or kind(row["kind"]).agency
    asked = [Agency(agency)] if agency else [Agency.POLICE, Agency.PROBATION]
    return next((code for each in asked if (code := holders[each].get(case_id))), "")


def _holders(on: date) -> Holders:
    """Who leads each case on the day, for each agency."""
    rows = Allocation.objects.filter(holds_on(on), role=AllocationRole.LEAD)
    return {
        agency: dict(rows.filter(agency=agency).values_list("case_id", "officer__code"))
        for agency in Agency
    }


def _accepted(on: date) -> set[Key]:
    rows = Flag.objects.accepted(on=on).values(
        "case_id", "officer_id", "kind", "subject", "missing"
    )
    return {key_of(row) for row in rows}
