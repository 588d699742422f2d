"""What the forms about contacts offer an officer: types, outcomes, actions."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import QuerySet

from core.prepared import Kept, prepared, reference
from offenders.models import (
    Contact,
    ContactOutcome,
    ContactType,
    EnforcementAction,
)
from people.choices import Agency
from people.models import Officer

RECENT = 200  # contacts of an officer that say what they do most


@dataclass(frozen=True, slots=True)
class Offer:
    """What the form about a contact offers this officer on this case."""

    agency: str  # in whose words the types are said
    quick: list[ContactType]
    types: Kept[ContactType]
    outcomes: Kept[ContactOutcome]
    actions: Kept[EnforcementAction]


def offer_to(officer: Officer | None, *, appointments_only: bool = False, quick: int = 6) -> Offer:
    """Types, this officer's commonest first; outcomes; actions. Four queries.

    A police home visit has a record of its own, so its types are not offered to the police here.
    """
    without_visits = officer is None or officer.agency == Agency.POLICE
    offered = _types(appointments_only, without_visits)
    return Offer(
        agency=officer.agency if officer else "",
        quick=_commonest(offered, officer)[:quick],
        types=offered,
        outcomes=_outcomes(),
        actions=_actions(),
    )


@reference
def _types(appointments_only: bool, without_visits: bool, /) -> QuerySet[ContactType]:
    types = ContactType.objects.filter(is_selectable=True).order_by("group", "name")
    if appointments_only:
        types = types.filter(is_appointment=True)
    return types.exclude(is_home_visit=True) if without_visits else types


@reference
def _outcomes() -> QuerySet[ContactOutcome]:
    return ContactOutcome.objects.filter(for_home_visits=False)


@reference
def _actions() -> QuerySet[EnforcementAction]:
    return EnforcementAction.objects.all()


def _commonest(types: Kept[ContactType], officer: Officer | None) -> list[ContactType]:
    """What this officer logs most, then the quick list, then any.

    Of the quick list the police have probation's national standard appointments last: an officer who has logged
    nothing yet is not led to the other agency's work.
    """
    counts = Counter(_recent(officer=officer.pk)) if officer else {}
    is_police = officer is not None and officer.agency == Agency.POLICE
    far = len(types)

    def place(kind: ContactType) -> tuple[int, bool, int]:
        order = far if kind.quick_order is None else kind.quick_order
        return -counts.get(kind.pk, 0), is_police and kind.is_national_standard, order

    chosen = [kind for kind in types if kind.pk in counts or kind.quick_order is not None]
    return sorted(chosen or types, key=place)


@prepared
def _recent(*, officer: int) -> QuerySet[Contact, int]:
    """The types of what an officer did last."""
    contacts = Contact.objects.filter(officer=officer).order_by("-happened_at")
    return contacts.values_list("type", flat=True)[:RECENT]
