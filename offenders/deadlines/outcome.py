"""Outcomes that nobody has recorded (VOC-12). An extract carries outcomes, so this counts from the first import on."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet

from core.calendar import london_date, london_midnight
from core.prepared import prepared_for_few
from core.standards import in_force
from offenders.choices import WorkGroup
from offenders.deadlines.facts import Shared, name_of, named
from offenders.models import Contact
from offenders.querysets import of_cases
from offenders.rules import Act, Kind, OutcomeDays, OutcomeFacts, Unanswered, contact_outcome_due
from people.choices import Agency, Permission

STANDARD = "outcome.missing"


def facts(shared: Shared) -> dict[int, OutcomeFacts]:
    """Appointments up to the day without outcome, of people who are alive (JOB-5), closed cases too; two queries.

    A closed case stays here: whoever held it still knows how the appointment ended.
    """
    found = _unanswered(shared)
    standard = in_force(STANDARD, on=shared.on).get(STANDARD) if found else None
    if standard is None:
        return {}
    days = OutcomeDays(standard.value, standard.since)
    return {case_id: OutcomeFacts(rows, days) for case_id, rows in found.items()}


def _unanswered(shared: Shared) -> dict[int, list[Unanswered]]:
    end = london_midnight(shared.on + timedelta(days=1))
    found: dict[int, list[Unanswered]] = defaultdict(list)
    rows = _open(case_ids=shared.case_ids, on=shared.on, end=end)
    for case_id, uuid, what, at, agency, officer_id, *officer in rows:
        found[case_id].append(
            Unanswered(uuid, what, london_date(at), Agency(agency), name_of(*officer), officer_id)
        )
    return dict(found)


@prepared_for_few
def _open(*, case_ids: list[int], on: date, end: datetime) -> QuerySet[Contact, tuple[Any, ...]]:
    rows = (
        Contact.objects.held_before(end)
        .filter(of_cases(case_ids), outcome__isnull=True, type__is_appointment=True)
        .filter(Q(case__died_on__isnull=True) | Q(case__died_on__gt=on), happened_at__lt=end)
        .order_by("happened_at", "uuid")
    )
    what = ("case_id", "uuid", "type__name", "happened_at", "agency", "officer_id")
    return rows.values_list(*what, *named("officer"))


CONTACT_OUTCOME = Kind(
    code="contact_outcome",
    group=WorkGroup.CONTACTS,
    label="Outcome of an appointment",
    rule="VOC-12",
    rule_text="How an appointment ended is recorded by whose appointment it was, within a few working days.",
    clears_when="The outcome is recorded, or the appointment is corrected to a day that is still to come.",
    would_not_clear="Another contact, or an acceptance.",
    models=frozenset(
        {
            "core.Standard",
            "offenders.Case",
            "offenders.Contact",
            "offenders.ContactType",
            "people.Officer",
        }
    ),
    standards=STANDARD,
    facts=facts,
    due=contact_outcome_due,
    job="offenders.flag_overdue",
    listed_as="Outcomes to record",
    area="outcomes",
    acts=(
        Act(
            "Record the outcome",
            "offenders:record_outcome",
            Permission.LOG_CONTACT,
            takes="subject",
        ),
    ),
)
