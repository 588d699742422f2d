"""The catalogue as an administrator sees it: what holds of each programme today, what comes, and who changed it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet

from core.addresses import address
from core.calendar import falls_in, in_full
from core.errors import Lines
from core.history import changes_of
from core.table import Column, Table, lines, link
from programmes.models import Programme, Terms


@dataclass(frozen=True, slots=True)
class Entry:
    """One programme: what holds, what comes, what held last."""

    programme: Programme
    terms: Sequence[Terms]
    on: date

    @property
    def current(self) -> Terms | None:
        return next(
            (row for row in self.terms if falls_in(self.on, row.starts_on, row.ends_on)), None
        )

    @property
    def coming(self) -> Terms | None:
        return next((row for row in self.terms if row.starts_on > self.on), None)

    @property
    def newest(self) -> Terms:
        return self.terms[-1]

    @property
    def standing(self) -> str:
        """Whether anybody can be referred to it, since when or until when."""
        found = self.current
        if found is None:
            if self.coming:
                return f"Offered from {in_full(self.coming.starts_on)}"
            return f"Not offered since {in_full(self.newest.ends_on or self.on)}{self._newer}"
        if found.ends_on and not self.coming:
            return f"Offered until the day before {in_full(found.ends_on)}{self._newer}"
        return f"Offered, as it stands since {in_full(found.starts_on)}"

    @property
    def _newer(self) -> str:
        newer = self.programme.replaced_by
        return f", replaced by {newer.name}" if newer else ""


def words_of(terms: Terms) -> str:
    """What holds, in one line."""
    parts = [
        terms.get_cohort_display(),
        f"{terms.get_intensity_display().lower()} intensity" if terms.intensity else "",
        f"{terms.weeks} weeks",
        f"up to {terms.group_size} in a group",
        "for learning disability" if terms.is_ldc else "",
    ]
    return ", ".join(part for part in parts if part)


COLUMNS = (
    Column("Programme", names_row=True),
    Column("What holds"),
    Column("Offered"),
    Column("How sure"),
)


def entries(*, on: date) -> list[Entry]:
    """Every programme and toolkit; two queries."""
    terms: dict[int, list[Terms]] = defaultdict(list)
    for row in Terms.objects.order_by("starts_on"):
        terms[row.programme_id].append(row)
    rows = Programme.objects.select_related("replaced_by").order_by("is_toolkit", "name")
    return [Entry(row, terms[row.pk], on) for row in rows if terms[row.pk]]


def entry_of(programme: Programme, *, on: date) -> Entry:
    return Entry(programme, list(programme.terms.order_by("starts_on")), on)


def table_of(rows: Sequence[Entry], caption: str) -> Table:
    return Table(
        caption,
        COLUMNS,
        [
            [
                link(address("programmes:terms", row.programme.uuid), row.programme.name),
                lines(
                    words_of(row.current or row.newest),
                    f"From {in_full(row.coming.starts_on)}: {words_of(row.coming)}"
                    if row.coming and row.current
                    else None,
                ),
                row.standing,
                (row.current or row.newest).confidence,
            ]
            for row in rows
        ],
    )


def programmes() -> QuerySet[Programme]:
    return Programme.objects.select_related("replaced_by")


@dataclass(frozen=True, slots=True)
class Step:
    """One line of a programme's history."""

    at: datetime
    who: str
    words: str


def history_of(programme: Programme) -> list[Step]:
    """Every change of what holds, newest first, with who; one query."""
    return [
        Step(change.at, change.who, _said(change.row))
        for change in changes_of(Terms, programme_id=programme.pk)
    ]


def _said(row: Terms) -> str:
    until = f", until the day before {in_full(row.ends_on)}" if row.ends_on else ""
    return f"From {in_full(row.starts_on)}{until}: {words_of(row)}"


def terms_lines(entry: Entry) -> Lines:
    """What somebody else saved, for whoever was late."""
    return [("From", in_full(entry.newest.starts_on)), ("What holds", words_of(entry.newest))]
