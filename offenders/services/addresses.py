"""PRO-90 to PRO-92: where somebody lives; moved in, gone from there, put right or taken back with the reason."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from core.calendar import london_date
from core.editing import lock
from core.errors import RefusedError, refuse
from offenders import deadlines
from offenders.choices import AddressKind
from offenders.models import Address, Case
from offenders.rules.addresses import home_problem
from offenders.selectors.addresses import address_lines, as_home, homes_of, open_home
from offenders.services.recorded import held_fact, says_why, stamp
from people.models import User


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place to live, in the words of its address."""

    kind: AddressKind
    line_1: str = ""
    town: str = ""
    postcode: str = ""


@transaction.atomic
def move_in(
    *,
    case: Case,
    place: Place,
    starts_on: date,
    by: User,
    at: datetime,
    note: str = "",
    told_in: UUID | None = None,
) -> Address:
    """Record where somebody lives from a day on; the home before ends on that day.

    Raises RefusedError when the day is still to come, or another home holds on it that cannot end there.
    """
    stored = lock(case)
    row = Address(case=stored, starts_on=starts_on, note=note.strip(), **_values(place))
    row.told_in = told_in
    problem = home_problem(
        as_home(row), homes_of(stored), on=london_date(at), died_on=stored.died_on
    )
    refuse(problem)
    before = open_home(stored)
    if before is not None:
        before.ends_on = starts_on
        stamp(before, by=by, at=at)
    stamp(row, by=by, at=at)
    _refresh(row, at=at)
    return row


@transaction.atomic
def move_out(
    *,
    address: Address,
    ends_on: date,
    version: int,
    by: User,
    at: datetime,
    note: str = "",
    told_in: UUID | None = None,
) -> Address:
    """Record that somebody lives there no longer, and nobody knows where they live.

    Raises RefusedError when that is recorded already or the day cannot be, StaleError when somebody changed it meanwhile.
    """
    row = held_fact(address, version, lines=address_lines)
    if row.ends_on is not None:
        raise RefusedError("It is recorded already that they live there no longer.")
    row.ends_on = ends_on
    row.note = "\n".join(text for text in (row.note, note.strip()) if text)[:500]
    row.told_in = told_in or row.told_in
    return _write(row, by=by, at=at)


@transaction.atomic
def correct_address(
    *,
    address: Address,
    place: Place,
    starts_on: date,
    ends_on: date | None,
    reason: str,
    version: int,
    by: User,
    at: datetime,
) -> Address:
    """Put the address or its days right, with the reason; the history keeps both.

    Raises RefusedError without a reason, when nothing is different or it cannot be, StaleError when somebody changed it
    meanwhile.
    """
    says_why(reason)
    row = held_fact(address, version, lines=address_lines)
    values = _values(place) | {"starts_on": starts_on, "ends_on": ends_on}
    if all(getattr(row, name) == value for name, value in values.items()):
        raise RefusedError("Nothing is different from what is on record.")
    for name, value in values.items():
        setattr(row, name, value)
    row.note = reason.strip()
    return _write(row, by=by, at=at)


@transaction.atomic
def take_back_address(
    *, address: Address, reason: str, version: int, by: User, at: datetime
) -> None:
    """They never lived there. The history keeps it, with the reason.

    Raises RefusedError without a reason or when visits were recorded there, StaleError when somebody changed it meanwhile.
    """
    says_why(reason)
    row = held_fact(address, version, lines=address_lines)
    row.note = reason.strip()
    stamp(row, by=by, at=at)
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        raise RefusedError(
            "Visits are recorded at this address, so it stays on record: put its days right instead."
        ) from None
    _refresh(row, at=at)


def _values(place: Place) -> dict[str, Any]:
    return {name: str(value).strip() for name, value in asdict(place).items()}


def _write(row: Address, *, by: User, at: datetime) -> Address:
    case = row.case
    others = homes_of(case, but=row.pk)
    problem = home_problem(as_home(row), others, on=london_date(at), died_on=case.died_on)
    refuse(problem)
    stamp(row, by=by, at=at)
    _refresh(row, at=at)
    return row


def _refresh(row: Address, *, at: datetime) -> None:
    fact = f"address:{row.uuid}"
    deadlines.refresh([row.case_id], changed=Address, on=london_date(at), at=at, fact=fact)
