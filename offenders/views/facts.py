"""What the pages of facts share: the contact that tells, and what a fact moved."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages

from core.addresses import address
from core.calendar import LONDON, in_full, london_date
from offenders.models import Case, Contact
from offenders.selectors import contacts as selectors
from people.http import AuthedRequest

SECTION = "record"


def told_in(request: AuthedRequest, case: Case) -> Contact | None:
    """The contact of this case that a page was opened from, because it tells the fact; None for any other address."""
    try:
        uuid = UUID(request.GET.get("contact", ""))
    except ValueError:
        return None
    rows = Contact.objects.current().filter(case=case, uuid=uuid)
    return rows.select_related("type").first()


def say_arranged(request: AuthedRequest, case: Case, at: datetime) -> None:
    """Who is in custody, in hospital, gone or dead keeps no appointment: what is still arranged is to be cancelled."""
    rows = Contact.objects.current().filter(case=case, happened_at__gt=at)
    coming = rows.select_related("type").order_by("happened_at")[:5]
    said = [
        f"{row.type.name} on {in_full(london_date(row.happened_at))} at {row.happened_at.astimezone(LONDON):%H:%M}"
        for row in coming
    ]
    if said:
        messages.warning(
            request, f"Still arranged: {'; '.join(said)}. Move or cancel what cannot be."
        )


def say_saved(
    request: AuthedRequest, case: Case, words: list[str], before: selectors.Dates, anchor: str = ""
) -> str:
    """What was saved and which deadlines it moved; back to the record."""
    changed = selectors.what_changed(before, selectors.due_dates(case))
    messages.success(request, " ".join([*words, *changed]))
    return f"{address('offenders:record', case.uuid)}{f'#{anchor}' if anchor else ''}"
