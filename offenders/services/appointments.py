"""Arranging appointments: for one or several people, once or repeated, all of them or none."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import hold
from core.errors import Problem, RefusedError, refuse
from offenders import deadlines
from offenders.models import Case, Contact
from offenders.rules.appointments import MOST_PEOPLE, ahead_problem
from offenders.rules.contacts import planning_problem
from offenders.selectors.appointments import Concerns, Plan, concerns_of
from offenders.services.contacts import facts_of
from people.models import Officer, User


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody said to the concerns that were shown to them (`Concerns.key`): arrange all the same, or leave those out."""

    key: str
    leaves_out: bool


@transaction.atomic
def arrange(*, plan: Plan, by: User, at: datetime, answer: Answer | None = None) -> list[Contact]:
    """Put every appointment of the plan on the timelines, or none (VOC-1).

    Raises RefusedError where something does not fit, and where it overlaps with what is arranged already or falls on a
    day when offices are closed, unless those concerns were answered: what came up since then is asked about anew. Two who
    arrange at once for the same person or the same officer meet at their rows, so the second sees what the first did.
    """
    hold(Case, [case.pk for case in plan.cases])
    hold(Officer, [plan.officer.pk])
    for problem in _problems(plan, at=at):
        refuse(problem)
    found = concerns_of(plan, user=by)
    refuse(_unanswered(found, answer))
    wanted = (
        found.remaining(plan)
        if answer and answer.leaves_out
        else [(start, case) for start in plan.starts for case in plan.cases]
    )
    if not wanted:
        raise RefusedError("Nothing is left: choose another day or time.", about="in_spite")
    return _stored([_contact(plan, start, case, by, at) for start, case in wanted], at=at)


def _problems(plan: Plan, *, at: datetime) -> Sequence[Problem | None]:
    kind, _ = facts_of(plan.type, None)
    first = min(plan.starts)
    return (
        people_problem(plan.cases, on=london_date(first)),
        ahead_problem(first, at=at),
        planning_problem(kind, happened_at=first, at=at),
    )


def people_problem(cases: Sequence[Case], *, on: date) -> Problem | None:
    """For whom it cannot be arranged."""
    if not cases:
        return Problem("people", "Choose at least one person")
    if len(cases) > MOST_PEOPLE:
        return Problem("people", f"Choose up to {MOST_PEOPLE} people")
    died = next((case for case in cases if case.died_on is not None and case.died_on <= on), None)
    if died is not None and died.died_on is not None:
        return Problem("people", f"{died.name} died on {in_full(died.died_on)}")
    return None


def _unanswered(found: Concerns, answer: Answer | None) -> Problem | None:
    if not found.rows or (answer is not None and answer.key == found.key):
        return None
    return Problem("in_spite", "Say whether to arrange it all the same")


def _contact(plan: Plan, start: datetime, case: Case, by: User, at: datetime) -> Contact:
    return Contact(
        case=case,
        type=plan.type,
        happened_at=start,
        minutes=plan.minutes,
        recorded_at=at,
        officer=plan.officer,
        agency=plan.officer.agency,
        author=by,
        location=plan.location,
        notes=plan.notes,
        is_sensitive=plan.is_sensitive,
        information_kind=plan.information_kind,
    )


def _stored(contacts: list[Contact], *, at: datetime) -> list[Contact]:
    """Save them in one statement, then have the deadlines of each person follow."""
    Contact.objects.bulk_create(contacts)
    by_case: dict[int, list[Contact]] = defaultdict(list)
    for contact in contacts:
        by_case[contact.case_id].append(contact)
    for case_id, rows in by_case.items():
        deadlines.refresh(
            [case_id],
            changed=Contact,
            on=london_date(at),
            at=at,
            fact=f"contact:{rows[0].uuid}",
        )
    return contacts
