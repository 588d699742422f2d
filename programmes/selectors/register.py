"""The register of a session: who is expected, what was recorded of whom, who is to catch up."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.calendar import london_date
from core.prepared import one_of, prepared
from offenders.models import Case, Contact
from offenders.querysets import Seen, holds_on
from people.models import Officer
from programmes.choices.attendance import OUTCOME_OF
from programmes.models import Attendance, Facilitation, Placement, Session
from programmes.rules.attendance import CatchUp, is_made_good

TOOK_PART = OUTCOME_OF["took_part"]


@dataclass(frozen=True, slots=True)
class Line:
    """Somebody who is expected, with what is on record: the line and its contact in the version that holds."""

    placement: Placement
    attendance: Attendance | None = None
    contact: Contact | None = None
    catch_ups: Sequence[CatchUp] = ()
    booked: Contact | None = None

    @property
    def case(self) -> Case:
        return self.placement.referral.case

    @property
    def key(self) -> str:
        return self.placement.uuid.hex

    @property
    def is_missed(self) -> bool:
        """They did not come, for whichever reason."""
        outcome = self.contact.outcome if self.contact else None
        return outcome is not None and outcome.attended is False

    def is_to_catch_up(self, on: date) -> bool:
        return self.is_missed and not is_made_good(self.catch_ups, on)


@dataclass(frozen=True, slots=True)
class Register:
    """The lines of a session that its reader may keep; `hidden` is how many more people are expected."""

    session: Session
    lines: Sequence[Line]
    hidden: int
    on: date

    @property
    def open(self) -> list[Line]:
        """Of whom nothing is recorded, or what was recorded was voided."""
        return [line for line in self.lines if line.contact is None]

    @property
    def kept(self) -> list[Line]:
        return [line for line in self.lines if line.contact is not None]

    @property
    def to_catch_up(self) -> list[Line]:
        return [line for line in self.kept if line.is_to_catch_up(self.on)]


def sessions_in_full() -> QuerySet[Session]:
    """Sessions with what their page says of the group."""
    return Session.objects.select_related("group__place", "group__programme", "saved_by")


def sessions_run_by(officer: Officer, *, on: date) -> QuerySet[Session]:
    """The sessions of the groups that this officer runs on a day."""
    runs = Facilitation.objects.filter(holds_on(on), group=OuterRef("group"), officer=officer)
    return sessions_in_full().filter(Exists(runs))


def missed_in_full() -> QuerySet[Attendance]:
    """Lines of registers with what the page of a catch-up says."""
    return Attendance.objects.filter(session__isnull=False).select_related(
        "placement__referral__case", "placement__group__place", "session__group", "contact"
    )


def register_of(session: Session, seen: Seen, *, at: datetime) -> Register:
    """Who is expected; four queries, however many people."""
    day = london_date(session.starts_at)
    expected = list(_expected(group=session.group_id, session=session.pk, on=day))
    lines = lines_of(session, expected)
    may = seen.ids
    shown = [line for line in lines if line.case.pk in may]
    seen.with_grounds(line.case for line in shown)
    return Register(session, shown, len(lines) - len(shown), london_date(at))


def lines_of(session: Session, expected: Iterable[Placement]) -> list[Line]:
    """A line for each of them, with what is recorded."""
    rows = list(_recorded(session=session.pk))
    contacts = holding([row.contact.uuid for row in rows])
    kept = {row.placement_id: row for row in rows if row.catches_up_id is None}
    made: dict[int, list[Contact]] = defaultdict(list)
    for row in rows:
        if row.catches_up_id and (contact := contacts.get(row.contact.uuid)):
            made[row.catches_up_id].append(contact)
    return [_line(placement, kept.get(placement.pk), contacts, made) for placement in expected]


def _line(
    placement: Placement,
    row: Attendance | None,
    contacts: Mapping[UUID, Contact],
    made: Mapping[int, Sequence[Contact]],
) -> Line:
    if row is None:
        return Line(placement)
    found = made.get(row.pk, ())
    booked = next((each for each in found if each.outcome_id is None), None)
    return Line(
        placement, row, contacts.get(row.contact.uuid), [catch_up(each) for each in found], booked
    )


def catch_up(contact: Contact) -> CatchUp:
    """A catch-up as the rules take it."""
    outcome = contact.outcome
    return CatchUp(london_date(contact.happened_at), outcome.attended if outcome else None)


def holding(uuids: Collection[UUID]) -> dict[UUID, Contact]:
    """These contacts in the version that holds, by UUID; what was cancelled or voided is not among them. One query."""
    return {row.uuid: row for row in _holding(uuids=list(uuids))} if uuids else {}


@prepared
def _holding(*, uuids: list[UUID]) -> QuerySet[Contact]:
    rows = Contact.objects.current().filter(one_of("uuid", uuids))
    return rows.select_related("outcome", "type").order_by("happened_at", "id")


@prepared
def _expected(*, group: int, session: int, on: date) -> QuerySet[Placement]:
    """Who has a seat on the day, or left on it with a line in the register; somebody who had died is not expected."""
    has_line = Attendance.objects.filter(placement=OuterRef("pk"), session=session)
    rows = Placement.objects.filter(
        Q(left_on__isnull=True) | Q(left_on__gt=on) | Exists(has_line),
        Q(referral__case__died_on__isnull=True) | Q(referral__case__died_on__gt=on),
        group=group,
        placed_on__lte=on,
    )
    return rows.select_related("referral__case").order_by(
        "referral__case__surname", "referral__case__forenames", "id"
    )


@prepared
def _recorded(*, session: int) -> QuerySet[Attendance]:
    """The lines of a register, and what was arranged to make them good."""
    rows = Attendance.objects.filter(Q(session=session) | Q(catches_up__session=session))
    return rows.select_related("contact").order_by("id")
