"""Where a person has lived, for the pages that record and correct it."""

from core.calendar import in_full
from offenders.choices import AddressKind
from offenders.models import Address, Case
from offenders.rules.addresses import Home

Lines = list[tuple[str, str]]


def as_home(row: Address) -> Home:
    """A row as the rules take it, saved or not."""
    return Home(AddressKind(row.kind), str(row), row.starts_on, row.ends_on)


def homes_of(case: Case, *, but: int = 0) -> list[Home]:
    """Every home on record but one, oldest first; one query."""
    rows = Address.objects.filter(case=case).order_by("starts_on", "pk")
    return [as_home(row) for row in rows if row.pk != but]


def open_home(case: Case) -> Address | None:
    """The home that has not ended; one query."""
    rows = Address.objects.filter(case=case, ends_on=None)
    return rows.select_related("case", "recorded_by").first()


def address_lines(row: Address) -> Lines:
    """As it stands on record, for the page that shows both texts."""
    return [
        ("Kind", row.get_kind_display()),
        ("Address", str(row)),
        ("Since", in_full(row.starts_on)),
        ("Until", in_full(row.ends_on) if row.ends_on else "They live there"),
        ("Note", row.note),
    ]
