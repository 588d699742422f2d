"""What was stated about somebody's place in a group."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from core.models import holds_on
from offenders.models import Case
from people.choices import Permission
from people.models import User
from programmes.choices.groups import DayPart, Weekday
from programmes.models import Availability, BarredPlace, NonAssociation, Place, Referral

NOT_FOUND = "No case that you can open has this CRN. Check it, or ask whoever can open it."


@dataclass(frozen=True, slots=True)
class Stated:
    """When somebody can come, the places that there are, and those that are out of reach."""

    available: frozenset[tuple[int, DayPart]]
    places: Sequence[Place]
    barred: frozenset[int]

    @property
    def week(self) -> list[tuple[str, list[bool]]]:
        """A small week: each day with its parts."""
        return [
            (day.label, [(day.value, part) in self.available for part in DayPart])
            for day in Weekday
        ]


def stated(referral: Referral, *, on: date) -> Stated:
    """Three queries. A place that is used no more is shown while it is barred."""
    available = Availability.objects.filter(referral=referral)
    barred = frozenset(
        BarredPlace.objects.filter(referral=referral).values_list("place", flat=True)
    )
    return Stated(
        frozenset((row.weekday, DayPart(row.part)) for row in available),
        list(Place.objects.filter(holds_on(on) | Q(pk__in=barred))),
        barred,
    )


@dataclass(frozen=True, slots=True)
class Apart:
    """Somebody kept apart; without a case for who may not open it."""

    pair: NonAssociation
    other: Case | None


def pairs_of(case: Case, *, on: date) -> QuerySet[NonAssociation]:
    """Those in force on a day."""
    return NonAssociation.objects.filter(Q(one=case) | Q(other=case), holds_on(on))


def kept_apart(case: Case, user: User, *, on: date) -> list[Apart]:
    pairs = list(pairs_of(case, on=on))
    ids = {pair.other_id if pair.one_id == case.pk else pair.one_id: pair for pair in pairs}
    seen = {other.pk: other for other in Case.objects.visible_to(user).filter(pk__in=ids)}
    return [Apart(pair, seen.get(case_id)) for case_id, pair in ids.items()]


def to_keep_apart(crns: Collection[str], user: User) -> Case | None:
    """The one case that is meant, among those that this user may open; None where it is none or several."""
    found = list(Case.objects.visible_to(user, Permission.VIEW_CASE).filter(crn__in=crns)[:2])
    return found[0] if len(found) == 1 else None
