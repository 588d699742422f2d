"""PRO-24: a record that a second person may have to read, whose it is, and when its author was learning."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from caseloads.choices import SignedKind
from caseloads.rules.signing import LEARNING
from core.prepared import one_of
from people.choices import Agency
from people.models import Officer, Reduction, User


@dataclass(frozen=True, slots=True)
class Signable:
    """A version of a record that needs a second person: `key` and `recorded_at` name it."""

    key: UUID
    case_id: int
    kind: SignedKind
    what: str
    author_id: int
    author: str
    officer_id: int  # the author's staff record
    agency: Agency
    recorded_at: datetime
    is_gravest: bool
    ref: str

    @property
    def version(self) -> int:
        """The version as a number, for the form that was read with it."""
        return int(self.recorded_at.timestamp() * 1_000_000)


def officer_of(user: User | None) -> Officer | None:
    return getattr(user, "officer", None) if user else None


def reasons_of(officer_ids: Collection[int]) -> Mapping[int, list[tuple[str, date, date | None]]]:
    """When these officers had hours less because they were learning; no query where nobody recorded a level."""
    found: dict[int, list[tuple[str, date, date | None]]] = defaultdict(list)
    if officer_ids:
        rows = Reduction.objects.filter(one_of("officer", list(officer_ids)), reason__in=LEARNING)
        for row in rows:
            found[row.officer_id].append((row.reason, row.starts_on, row.ends_on))
    return found
