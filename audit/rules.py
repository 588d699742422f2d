"""Pure rules of the log: how a request ended, and how rows are sealed."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from audit.choices import Outcome


def outcome_of(*, method: str, status: int, refused: bool = False) -> Outcome:
    """What an investigator reads first. `refused`: it looked like absence but was a refusal."""
    if status >= 500:
        return Outcome.FAILED
    if status == 404:
        return Outcome.REFUSED if refused else Outcome.NOT_FOUND
    if status in {401, 403, 429}:
        return Outcome.REFUSED
    if status >= 400:
        return Outcome.INVALID
    return _of_success(is_write=method not in {"GET", "HEAD"}, is_redirect=status >= 300)


def _of_success(*, is_write: bool, is_redirect: bool) -> Outcome:
    """A form that is shown again was not accepted; one that leads on was."""
    if not is_write:
        return Outcome.SHOWN
    return Outcome.CHANGED if is_redirect else Outcome.INVALID


# Seals -------------------------------------------------------------------------------------------------

# The columns that a leaf covers, in this order for ever: a new column of the log means a new tuple beside
# this one and a version in the seal, or every older seal would read as broken.
COLUMNS = (
    "id",
    "request_id",
    "at",
    "transaction_id",
    "user_id",
    "user_label",
    "roles",
    "session",
    "address",
    "method",
    "view",
    "path",
    "object_uuid",
    "asked",
    "case_ids",
    "grounds",
    "reason",
    "status",
    "outcome",
)
NOTHING = bytes(32)


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a signature covers: which rows, their root, and the seal before."""

    number: int
    sealed_at: datetime
    from_transaction: int
    below_transaction: int
    rows: int
    root: bytes
    previous: bytes
    key_id: str

    def message(self) -> bytes:
        """The bytes that are signed."""
        fields = {name: plain(getattr(self, name)) for name in self.__slots__}
        return b"caseload audit seal 1\n" + canonical(fields)


def plain(value: object) -> object:
    """One way to write each value, the same when written and when read back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    if isinstance(value, UUID):
        return str(value)
    return value


def canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def leaf(row: Sequence[object]) -> bytes:
    """The digest of one row, whose values come in the order of COLUMNS."""
    pairs = [[name, plain(value)] for name, value in zip(COLUMNS, row, strict=True)]
    return hashlib.sha256(b"\x00" + canonical(pairs)).digest()


def merkle_root(leaves: Sequence[bytes]) -> bytes:
    """The root over at least one leaf. Leaves and nodes are hashed apart (RFC 6962), so that a node can
    never be passed off as a row; an odd one out goes up unhashed, so that no row can be doubled unseen."""
    level = list(leaves)
    while len(level) > 1:
        pairs = [
            hashlib.sha256(b"\x01" + left + right).digest()
            for left, right in zip(level[::2], level[1::2], strict=False)
        ]
        level = pairs + level[-1:] * (len(level) % 2)
    return level[0]


def link(message: bytes, signature: bytes) -> bytes:
    """What the next seal carries of this one."""
    return hashlib.sha256(b"\x02" + message + signature).digest()


def key_id(public_key: bytes) -> str:
    """How a seal names the key that signed it."""
    return hashlib.sha256(public_key).hexdigest()[:16]
