"""What a change of a number would do, as an administrator reads it: counts by team, no case and no officer."""

from collections.abc import Iterable
from dataclasses import dataclass

from caseloads.models import Preview
from caseloads.rules.previews import Difference
from caseloads.selectors.reference import amount, kinds_of, label_of
from core.calendar import london_date
from core.models import Standard
from core.table import Column, Table
from offenders.rules import kind, label_of as kind_label
from people.models import Team

COLUMNS = (
    Column("Team", names_row=True),
    Column("What"),
    Column("Now", is_numeric=True),
    Column("More", is_numeric=True),
    Column("No longer", is_numeric=True),
    Column("Then", is_numeric=True),
)


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """Before a number changes: what it is, what it would be, and what that would do."""

    preview: Preview
    label: str
    now: str
    then: str
    rows: list[Difference]
    table: Table
    more: int
    fewer: int
    unchanged: int  # rows of a team and kind in which nothing would change
    goes_by: bool  # whether any deadline goes by the number
    is_stale: bool  # somebody changed the number meanwhile

    @property
    def is_done(self) -> bool:
        return self.preview.finished_at is not None

    @property
    def is_later(self) -> bool:
        """Whether it was worked out as at a day to come, so that what happens until then is not in it."""
        as_at = self.preview.as_at
        return as_at is not None and as_at > london_date(self.preview.asked_at)


def preview_page(preview: Preview, newest: Standard) -> PreviewPage:
    """Teams by name, where something would change; one query."""
    rows = [Difference(**row) for row in preview.counts]
    changed = [row for row in rows if row.more or row.fewer]
    return PreviewPage(
        preview=preview,
        label=label_of(preview.key),
        now=amount(newest.value, newest.unit),
        then=amount(preview.value, newest.unit),
        rows=changed,
        table=_table(changed),
        more=sum(row.more for row in rows),
        fewer=sum(row.fewer for row in rows),
        unchanged=len(rows) - len(changed),
        goes_by=bool(kinds_of(preview.key)),
        is_stale=newest.version != preview.version,
    )


def _table(rows: Iterable[Difference]) -> Table:
    shown = list(rows)
    names = dict(
        Team.objects.filter(pk__in={row.team for row in shown if row.team}).values_list(
            "pk", "name"
        )
    )
    cells = [
        [
            names.get(row.team or 0, "Without a team"),
            f"{kind_label(row.kind, '')}{_counted(row.kind)}",
            str(row.now),
            str(row.more),
            str(row.fewer),
            str(row.then),
        ]
        for row in shown
    ]
    return Table("What would change, by team", COLUMNS, sorted(cells))


def _counted(code: str) -> str:
    return ", officers" if kind(code).of == "officer" else ", people"
