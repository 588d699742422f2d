"""Letters that were requested and not sent yet (VOC-17), for the officer whose contact it was."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from core.calendar import london_date
from core.prepared import one_of, prepared
from offenders.models import Case, Contact
from offenders.querysets import Seen
from offenders.selectors.case import seen_cases


@dataclass(frozen=True, slots=True)
class LetterToSend:
    """One letter that waits."""

    contact: Contact
    case: Case

    @property
    def requested_on(self) -> date:
        return requested_on(self.contact)


def requested_on(contact: Contact) -> date:
    """When the letter was requested, of a version that waits for one."""
    return contact.action_on or london_date(contact.recorded_at)


def letters_to_send(officer_ids: Collection[int], seen: Seen) -> list[LetterToSend]:
    """Those of these officers, the longest requested first; two queries."""
    waiting = _waiting(officer_ids=list(officer_ids))
    cases = {case.pk: case for case in seen_cases(seen, (row.case_id for row in waiting))}
    rows = [LetterToSend(row, cases[row.case_id]) for row in waiting if row.case_id in cases]
    return sorted(rows, key=lambda row: (row.requested_on, row.contact.pk))


@prepared
def _waiting(*, officer_ids: list[int]) -> QuerySet[Contact]:
    waiting = Contact.objects.current().filter(one_of("officer", officer_ids), letter__isnull=False)
    return waiting.select_related("letter", "type")
