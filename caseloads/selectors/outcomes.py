"""Outcomes that an officer is asked to record: of the last 28 days a line for each person, older ones a list."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet

from core.addresses import address
from core.calendar import london_date
from core.prepared import one_of, prepared
from core.table import Column, Table, beside, lines, link, small
from core.templatetags.core import date_and_time
from offenders.choices import COMPLIED
from offenders.deadlines.outcome import CONTACT_OUTCOME
from offenders.models import Contact
from offenders.selectors.lines import DueRow

RECENT = timedelta(days=28)
COLUMNS = (Column("Appointment", names_row=True), Column("Name and CRN"), Column("To do"))


@dataclass(frozen=True, slots=True)
class Unrecorded:
    """An appointment that is over, with what is asked about it."""

    asked: DueRow
    what: str
    happened_at: datetime

    @property
    def act(self) -> DueRow:
        """What is asked, where several things are asked of one person: each act says of which appointment it is."""
        when = date_and_time(self.happened_at)
        return replace(
            self.asked, acts=tuple((f"{act}, {when}", url) for act, url in self.asked.acts)
        )


@dataclass(frozen=True)
class Outcomes:
    """What an officer is asked to record; both lists together are the team's number of this officer."""

    recent: list[DueRow]  # a line for each person, the gravest and oldest first
    number_of_recent: int  # appointments that these lines are about
    older: list[Unrecorded]  # an appointment each, the oldest first

    days = RECENT.days

    @property
    def number(self) -> int:
        """Appointments without outcome, as the page of a team counts them."""
        return self.number_of_recent + len(self.older)


def outcomes_among(rows: Iterable[DueRow], *, on: date) -> Outcomes:
    """Those among what is asked of an officer; one query, none where no outcome is asked for."""
    asked = [row for row in rows if row.kind == CONTACT_OUTCOME.code]
    found = _unrecorded(asked)
    recent = [row for row in found if london_date(row.happened_at) >= on - RECENT]
    older = [row for row in found if london_date(row.happened_at) < on - RECENT]
    return Outcomes(
        _a_line_each(recent), len(recent), sorted(older, key=lambda row: row.happened_at)
    )


def _unrecorded(asked: Collection[DueRow]) -> list[Unrecorded]:
    if not asked:
        return []
    held = {row.uuid: row for row in _contacts(uuids=[UUID(row.subject) for row in asked])}
    pairs = [(row, held.get(UUID(row.subject))) for row in asked]
    return [
        Unrecorded(_quickly(row, contact), contact.called, contact.happened_at)
        for row, contact in pairs
        if contact
    ]


def _quickly(row: DueRow, contact: Contact) -> DueRow:
    """With the commonest outcome as an act of its own: a tap on it and one on Save. A visit has its own outcomes."""
    if contact.type.is_home_visit or not row.acts:
        return row
    url = address("offenders:record_outcome", contact.uuid)
    return replace(row, acts=(("Attended and complied", f"{url}?outcome={COMPLIED}"), *row.acts))


@prepared
def _contacts(*, uuids: list[UUID]) -> QuerySet[Contact]:
    return Contact.objects.current().filter(one_of("uuid", uuids)).select_related("type")


def _a_line_each(found: Iterable[Unrecorded]) -> list[DueRow]:
    by_case: dict[int, list[Unrecorded]] = {}
    for row in found:
        by_case.setdefault(row.asked.case.pk, []).append(row)
    return [_line(rows) for rows in by_case.values()]


def _line(rows: list[Unrecorded]) -> DueRow:
    if len(rows) == 1:
        return rows[0].asked
    first, *others = (row.act for row in rows)
    acts = tuple(act for row in (first, *others) for act in row.acts)
    return replace(first, acts=acts, others=tuple(others))


def table_of_older(rows: Iterable[Unrecorded]) -> Table:
    """The list of older ones: each with the act that ends it."""
    cells = [
        (
            lines(date_and_time(row.happened_at), row.what),
            beside(
                link(row.asked.case.get_absolute_url(), row.asked.name), small(row.asked.case.crn)
            ),
            row.asked.links,
        )
        for row in rows
    ]
    return Table("Older outcomes to record, oldest first", COLUMNS, cells)
