"""Sealing the log: a signed Merkle root over every row that is final, chained, and written outside too."""

import base64
import binascii
import json
import os
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import transaction

from audit.models import Seal
from audit.rules import NOTHING, Sealed, key_id, merkle_root
from audit.selectors import outside, rows as selectors
from core.errors import OwnWordsError

MOST_ROWS = 50_000


class NoSealKeyError(OwnWordsError):
    """AUDIT_SEAL_KEY is missing or is no 32 bytes in base64: the log grows without seals."""


class RewoundError(OwnWordsError):
    """The database counts transactions from lower than the last seal: it was restored from a dump."""


def signing_key() -> Ed25519PrivateKey:
    if not settings.AUDIT_SEAL_KEY:
        raise NoSealKeyError("AUDIT_SEAL_KEY is not set, so the audit log is not sealed")
    try:
        seed = base64.b64decode(settings.AUDIT_SEAL_KEY, validate=True)
        return Ed25519PrivateKey.from_private_bytes(seed)
    except (binascii.Error, ValueError) as error:
        raise NoSealKeyError("AUDIT_SEAL_KEY must be 32 bytes in base64") from error


@transaction.atomic
def seal(*, at: datetime, most_rows: int = MOST_ROWS) -> dict[str, int | str]:
    """Seal every row that no running transaction can still change; how many rows and seals that made.

    Raises NoSealKeyError, or RewoundError after a restore that set the transaction counter back.
    """
    key = signing_key()
    until = selectors.finished_below()
    start = selectors.unsealed_from()
    if until < start:
        raise RewoundError(
            f"Transactions count from {until}, but all below {start} are sealed. "
            "See docs/security/audit.md, “After a restore”."
        )
    rows = seals = 0
    while made := _seal_next(key, at=at, until=until, most_rows=most_rows):
        rows, seals = rows + made.rows, seals + 1
    return {"rows": rows, "seals": seals}


def _seal_next(key: Ed25519PrivateKey, *, at: datetime, until: int, most_rows: int) -> Seal | None:
    """One seal over at most `most_rows` rows, unless one transaction alone wrote more."""
    last = Seal.objects.last()
    start = last.below_transaction if last else 0
    waiting = selectors.rows_between(start, until)
    first_left_out = waiting.values_list("transaction_id", flat=True)[most_rows : most_rows + 1]
    below = next((number for number in first_left_out if number > start), until)
    leaves = list(selectors.leaves(selectors.rows_between(start, below)))
    if not leaves:
        return None
    facts = Sealed(
        number=last.number + 1 if last else 1,
        sealed_at=at,
        from_transaction=start,
        below_transaction=below,
        rows=len(leaves),
        root=merkle_root(leaves),
        previous=selectors.link_of(last) if last else NOTHING,
        key_id=key_id(key.public_key().public_bytes_raw()),
    )
    fields = {name: getattr(facts, name) for name in facts.__slots__}
    return Seal.objects.create(**fields, signature=key.sign(facts.message()))


def write_out(path: Path) -> int:
    """Append to the file outside the database every seal that it lacks; how many those were.

    Called after the commit and again at every run, so a crash in between only delays a line.
    """
    have = max((int(line["number"]) for line in outside.lines(path)), default=0)
    missing = list(Seal.objects.filter(number__gt=have))
    if not missing:
        return 0
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.truncate(outside.complete_bytes(path))  # a line that a crash cut short
        for made in missing:
            file.write(json.dumps(outside.line(made)).encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())
    return len(missing)
