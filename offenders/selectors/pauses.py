"""Times in which clocks stand still, for the pages that begin, end and correct them."""

from core.calendar import in_full
from offenders.choices import PauseKind
from offenders.models import Case, Pause
from offenders.rules.clock import Paused

Lines = list[tuple[str, str]]


def as_fact(row: Pause) -> Paused:
    """A row as the rules take it, saved or not."""
    return Paused(PauseKind(row.kind), row.starts_on, row.ends_on, f"pause:{row.pk or 'new'}")


def pauses_of(case: Case) -> list[Paused]:
    """Every time on record, oldest first; one query."""
    return [as_fact(row) for row in Pause.objects.filter(case=case).order_by("starts_on", "pk")]


def last_open(case: Case, kind: PauseKind) -> Pause | None:
    """The one of this kind that has not ended; one query."""
    rows = Pause.objects.filter(case=case, kind=kind, ends_on=None)
    return rows.select_related("case", "recorded_by").first()


def pause_lines(row: Pause) -> Lines:
    """As it stands on record, for the page that shows both texts."""
    return [
        ("What", row.get_kind_display()),
        ("Since", in_full(row.starts_on)),
        ("Until", in_full(row.ends_on) if row.ends_on else "It has not ended"),
        ("Note", row.note),
    ]
