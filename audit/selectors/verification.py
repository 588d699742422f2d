"""Whether the log is what was sealed: every altered, removed, inserted or cut row shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db.models import Q

from audit.models import Event, Seal
from audit.rules import NOTHING, merkle_root
from audit.selectors import outside, rows

LATE = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked, and every way in which it is not what it was."""

    seals: int
    rows: int
    unsealed: int
    faults: list[str]


def verdict(
    *, keys: Mapping[str, Ed25519PublicKey], at: datetime, file: Path | None = None
) -> Verdict:
    """Check the whole log against the seals, the seals against the keys and against the file outside."""
    faults, checked, number, last = [], 0, 0, None
    for made in rows.readable_seals().iterator():
        number += 1
        faults += _chain(made, last) + _signature(made, keys) + _rows(made)
        checked, last = checked + made.rows, made
    faults += [*_impossible(), *_outside_the_calendar(), *_unsealed(last, at), *_file(file)]
    waiting = rows.rows_between(rows.unsealed_from(), rows.not_begun()).count()
    return Verdict(seals=number, rows=checked, unsealed=waiting, faults=faults)


def _name(made: Seal) -> str:
    return f"Seal {made.number} of {made.sealed_at:%Y-%m-%d %H:%M:%S} UTC"


def _chain(made: Seal, last: Seal | None) -> list[str]:
    expected = (
        (last.number + 1, last.below_transaction, rows.link_of(last)) if last else (1, 0, NOTHING)
    )
    if (made.number, made.from_transaction, bytes(made.previous)) != expected:
        return [f"{_name(made)}: does not follow the one before; seals were removed or replaced"]
    return []


def _signature(made: Seal, keys: Mapping[str, Ed25519PublicKey]) -> list[str]:
    key = keys.get(made.key_id)
    if key is None:
        return [f"{_name(made)}: signed by key {made.key_id}, which was not given"]
    try:
        key.verify(bytes(made.signature), rows.sealed(made).message())
    except InvalidSignature:
        return [f"{_name(made)}: the signature is not of this seal; the seal was altered"]
    return []


def _rows(made: Seal) -> list[str]:
    leaves = list(rows.leaves(rows.rows_between(made.from_transaction, made.below_transaction)))
    difference = len(leaves) - made.rows
    if difference:
        what = "removed from" if difference < 0 else "inserted into"
        return [f"{_name(made)}: {abs(difference)} of its {made.rows} rows were {what} the log"]
    if not leaves or merkle_root(leaves) != bytes(made.root):
        return [f"{_name(made)}: at least one of its {made.rows} rows was altered"]
    return []


def _impossible() -> list[str]:
    """Rows outside of what a transaction of this database can have been numbered."""
    found = Event.objects.filter(Q(transaction_id__lt=0) | Q(transaction_id__gte=rows.not_begun()))
    return [
        f"Row {pk} says that transaction {number} wrote it, which there has not been: it was inserted"
        for pk, number in found.values_list("pk", "transaction_id")[:100]
    ]


def _outside_the_calendar() -> list[str]:
    """Rows and seals whose instant no clock of ours has shown; they are not read any further."""
    events = Event.objects.exclude(at__range=rows.CALENDAR).values_list("pk", flat=True)
    seals = Seal.objects.exclude(sealed_at__range=rows.CALENDAR).values_list("number", flat=True)
    said = "has a date that is outside of every calendar: it was altered or inserted"
    return [
        *(f"Row {pk} {said}" for pk in events.order_by("pk")[:100]),
        *(f"Seal {number} {said}" for number in seals.order_by("number")[:100]),
    ]


def _unsealed(last: Seal | None, at: datetime) -> Iterator[str]:
    start = last.below_transaction if last else 0
    waiting = Event.objects.filter(transaction_id__gte=start, at__lt=at - LATE)
    oldest = waiting.filter(at__range=rows.CALENDAR).order_by("at").first()
    if oldest and oldest.transaction_id < rows.finished_below():
        yield f"Rows since {oldest.at:%Y-%m-%d %H:%M:%S} UTC are not sealed: audit.seal has not run"


def _file(file: Path | None) -> Iterator[str]:
    """The file is on another machine's disk: who can rewrite the database cannot rewrite it."""
    if file is None:
        return
    known = {made.number: rows.link_of(made).hex() for made in rows.readable_seals()}
    try:
        kept = [(line["number"], line["link"]) for line in outside.lines(file)]
    except (KeyError, TypeError, ValueError):
        yield f"{file.name} has a line that is no seal: it was altered"
        return
    for number, expected in kept:
        link = known.get(number)
        if link is None:
            yield f"Seal {number} is in {file.name} and not in the database: the log was cut"
        elif link != expected:
            yield f"Seal {number} is another in {file.name}: the log was written anew"
