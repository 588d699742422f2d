"""What stands beside a form about a case on a desk: the last contact, and what is due."""

from dataclasses import dataclass
from datetime import date, datetime

from core.calendar import london_date
from core.markup import split_after
from core.prepared import prepared
from offenders.models import Case, Contact
from offenders.querysets import ContactQuerySet
from offenders.selectors.due import due_rows, one_line_each
from offenders.selectors.lines import DueRow

LINES = 4  # of the notes
MOST = 5


@dataclass(frozen=True, slots=True)
class Beside:
    """In the words of the case's own page, without its acts: whoever writes does not want to leave."""

    contact: Contact | None
    due: list[DueRow]
    more: int  # lines that are due and not shown
    on: date

    @property
    def notes(self) -> str:
        """The first lines of what was written; nothing of what is sensitive."""
        if self.contact is None or self.contact.is_sensitive:
            return ""
        first, rest = split_after(self.contact.notes, LINES)
        return f"{first} …" if rest else first


def beside(case: Case, *, at: datetime) -> Beside:
    """For a page that is a form; three queries, two where nothing is due."""
    on = london_date(at)
    rows = one_line_each(due_rows([case], on=on))
    newest = _last(case=case.pk, at=at)
    return Beside(newest[0] if newest else None, rows[:MOST], len(rows[MOST:]), on)


@prepared
def _last(*, case: int, at: datetime) -> ContactQuerySet:
    contacts = Contact.objects.current().filter(case=case, happened_at__lte=at)
    return contacts.select_related("type", "outcome", "officer").order_by("-happened_at", "-id")[:1]
