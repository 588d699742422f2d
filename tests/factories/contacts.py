"""Contacts and their versions."""

from datetime import datetime, timedelta
from typing import Any

from core import clock
from offenders.choices import VersionKind
from offenders.models import Case, Contact, ContactOutcome, ContactType
from people.choices import Agency
from people.models import Officer

CARRIED = (
    "uuid",
    "case",
    "type",
    "happened_at",
    "officer",
    "agency",
    "author",
    "location",
    "outcome",
    "notes",
    "information_kind",
    "is_sensitive",
    "is_visor",
)


def make_contact(
    case: Case,
    *,
    type_code: str = "",
    outcome_code: str = "",
    happened_at: datetime | None = None,
    recorded_at: datetime | None = None,
    officer: Officer | None = None,
    **fields: Any,
) -> Contact:
    """A contact of yesterday without outcome, unless told otherwise."""
    types = ContactType.objects.order_by("quick_order", "code")
    happened_at = happened_at or clock.now() - timedelta(days=1)
    return Contact.objects.create(
        case=case,
        type=types.get(code=type_code) if type_code else types.filter(is_home_visit=False)[0],
        outcome=ContactOutcome.objects.get(code=outcome_code) if outcome_code else None,
        happened_at=happened_at,
        recorded_at=recorded_at or max(happened_at, clock.now()) + timedelta(minutes=10),
        officer=officer,
        agency=fields.pop("agency", officer.agency if officer else Agency.POLICE),
        notes=fields.pop("notes", "An invented note."),
        **fields,
    )


def amend_contact(contact: Contact, *, reason: str = "A slip", **changes: Any) -> Contact:
    """The next version of a contact, as a correction unless told otherwise."""
    kind = changes.pop("version_kind", VersionKind.CORRECTION)
    values = {name: getattr(contact, name) for name in CARRIED} | changes
    values.setdefault("recorded_at", clock.now())
    return Contact.objects.create(
        version=contact.version + 1,
        amends=contact,
        version_kind=kind,
        version_reason=reason,
        **values,
    )
