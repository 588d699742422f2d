"""What somebody keeps about support that they were offered: theirs alone.

Nothing here is written to the change history, and nothing says what was done to the log: the pages are `neutral`.
"""

from datetime import date
from uuid import UUID

from django.db import transaction

from core.errors import RefusedError
from people.models import SupportNote, SupportShare, User
from people.selectors.support import supervisors_of

ERASED = "This was erased meanwhile: there is nothing left of it."


def add_note(
    *,
    by: User,
    key: UUID,
    what: str,
    offered_on: date | None,
    was_taken: bool | None,
    note: str,
) -> None:
    """Keep one note. `key` is that of the form: sent twice it is kept once."""
    SupportNote.objects.bulk_create(
        [
            SupportNote(
                uuid=key, user=by, what=what, offered_on=offered_on, was_taken=was_taken, note=note
            )
        ],
        ignore_conflicts=True,
    )


@transaction.atomic
def change_note(
    *, note: UUID, by: User, what: str, offered_on: date | None, was_taken: bool | None, text: str
) -> None:
    """Write it anew. Raises RefusedError where it is no longer there."""
    row = _own(note, by)
    row.what, row.offered_on, row.was_taken, row.note = what, offered_on, was_taken, text
    row.save(update_fields=["what", "offered_on", "was_taken", "note"])


def erase_note(*, note: UUID, by: User) -> None:
    """Remove it, with whom it was shared with: the rows are deleted. What is not there is erased already."""
    SupportNote.objects.filter(uuid=note, user=by).delete()


@transaction.atomic
def share_note(*, note: UUID, by: User, shared_with: User, last_on: date, on: date) -> None:
    """Let one person read it up to a day: one who supervises today. Again is for as long as said last."""
    row = _own(note, by)
    if not supervisors_of(by, on=on).filter(pk=shared_with.pk).exists():
        raise RefusedError("They do not supervise you any more: it is not shared.", about="whom")
    SupportShare.objects.update_or_create(
        note=row, shared_with=shared_with, defaults={"last_on": last_on}
    )


def take_back(*, note: UUID, by: User) -> None:
    """Nobody else reads it from now on."""
    SupportShare.objects.filter(note__uuid=note, note__user=by).delete()


def _own(note: UUID, by: User) -> SupportNote:
    row = SupportNote.objects.select_for_update().filter(uuid=note, user=by).first()
    if row is None:
        raise RefusedError(ERASED)
    return row
