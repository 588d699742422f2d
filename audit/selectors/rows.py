"""Reading the log as the seals see it."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.db import connection
from django.db.models import QuerySet

from audit.models import Event, Seal
from audit.rules import COLUMNS, Sealed, leaf, link

ORDER = ("transaction_id", "id")
# Python cannot even read an instant beyond its calendar, such as the year 20000 or minus infinity. Nothing of ours writes
# one: a row that has it is a finding, and is left out of what else is read.
CALENDAR = (datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC))


def finished_below() -> int:
    """Every transaction below this number has ended: none of them can still add a row."""
    return _number("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint")


def not_begun() -> int:
    """No transaction has had this number or a higher one yet."""
    return _number("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")


def _number(sql: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return int(cursor.fetchone()[0])


def rows_between(start: int, below: int) -> QuerySet[Event]:
    """Rows of transactions from `start` up to but not including `below`, in the order of the seals."""
    return Event.objects.filter(
        transaction_id__gte=start, transaction_id__lt=below, at__range=CALENDAR
    ).order_by(*ORDER)


def readable_seals() -> QuerySet[Seal]:
    return Seal.objects.filter(sealed_at__range=CALENDAR).order_by("number")


def leaves(rows: QuerySet[Event]) -> Iterator[bytes]:
    return (leaf(row) for row in rows.values_list(*COLUMNS).iterator(chunk_size=2000))


def sealed(seal: Seal) -> Sealed:
    """What the signature of a stored seal covers."""
    return Sealed(
        number=seal.number,
        sealed_at=seal.sealed_at,
        from_transaction=seal.from_transaction,
        below_transaction=seal.below_transaction,
        rows=seal.rows,
        root=bytes(seal.root),
        previous=bytes(seal.previous),
        key_id=seal.key_id,
    )


def link_of(seal: Seal) -> bytes:
    """What the next seal, and the file outside, carry of this one."""
    return link(sealed(seal).message(), bytes(seal.signature))


def unsealed_from() -> int:
    """Where the next seal begins."""
    last = readable_seals().last()
    return last.below_transaction if last else 0
