"""What visits register of their pages: what their facts are called, their part of a case, what they offer elsewhere."""

from uuid import UUID

from core.addresses import address
from offenders.rules import Act, Part, Reference
from people.choices import Permission


def _visit(key: str, case_uuid: UUID) -> str:
    return address("visits:visit", key)


def _interval(key: str, case_uuid: UUID) -> str:
    return f"{address('visits:visits', case_uuid)}#interval"


def _enquiry(key: str, case_uuid: UUID) -> str:
    return address("visits:enquiry", key)


REFERENCES = (
    Reference("enquiry", "an enquiry or referral that was recorded", _enquiry),
    Reference("child_decision", "a supervisor's decision that no enquiry is needed", _visit),
    Reference("warrant", "a decision about a warrant that was recorded", _visit),
    Reference("visit", "a visit that was recorded", _visit, starts_clock=True),
    Reference("answer", "an answer that was recorded", _visit),
    Reference("interval", "an interval that was set for this person", _interval),
)
VISITS = Part(30, "visits", "Visits", "visits:visits")
RECORD_VISIT = Act("Record a home visit", "visits:record_new", Permission.RECORD_VISIT)
