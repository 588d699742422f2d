"""When officers are away: days only, for every page that says so; why is on the officer's own page alone."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from core.calendar import falls_in, in_full
from core.models import holds_on
from core.prepared import one_of, prepared
from people.models import Absence, Cover, Headship, Supervision, User


@dataclass(frozen=True, slots=True)
class Away:
    """One absence without its reason. The end is exclusive, an empty end is open."""

    officer_id: int
    starts_on: date
    ends_on: date | None

    def holds_on(self, day: date) -> bool:
        return falls_in(day, self.starts_on, self.ends_on)

    @property
    def last_day(self) -> date | None:
        return self.ends_on - timedelta(days=1) if self.ends_on else None

    @property
    def words(self) -> str:
        """24 December 2026 to 2 January 2027; from 24 December 2026, no end known yet."""
        if self.last_day is None:
            return f"from {in_full(self.starts_on)}, no end known yet"
        if self.last_day == self.starts_on:
            return in_full(self.starts_on)
        return f"{in_full(self.starts_on)} to {in_full(self.last_day)}"


def absences_ahead(officer_ids: Collection[int], on: date, until: date) -> dict[int, list[Away]]:
    """Absences of which at least one day lies in `on` to `until`, both included, by officer, soonest first.

    One query. An officer who is away on none of these days is not in it.
    """
    rows = Absence.objects.filter(
        Q(ends_on__isnull=True) | (Q(ends_on__gt=on) & Q(ends_on__gt=F("starts_on"))),
        one_of("officer_id", officer_ids),
        starts_on__lte=until,
    ).order_by("starts_on", "pk")
    found: dict[int, list[Away]] = defaultdict(list)
    for officer_id, starts_on, ends_on in rows.values_list("officer_id", "starts_on", "ends_on"):
        found[officer_id].append(Away(officer_id, starts_on, ends_on))
    return dict(found)


def _away_on(on: Any, officer: str) -> Exists:
    return Exists(Absence.objects.filter(holds_on(on), officer=OuterRef(officer)))


def _nobody_covers(on: Any, officer: str) -> Q:
    """That nobody stands in on this day. Whoever covers and is away themselves does not."""
    covers = Cover.objects.filter(holds_on(on), absent=OuterRef(officer))
    return ~Q(Exists(covers.filter(~Q(_away_on(on, "covering")))))


def left_to(user: User, *, on: date) -> list[Absence]:
    """CAS-31: whose work is this user's on a day: officers who are away, whom nobody covers. The one definition.

    It is the supervisor's: of each who supervises the officer's team, is not that officer and is not away. Where there
    is none, it is that of the head of the unit. By the day alone, so that no job can be late with it; one query.
    """
    return _left_to(user=user.pk, on=on)


@prepared
def _left_to(*, user: int, on: date) -> QuerySet[Absence]:
    """Each with its officer, soonest back first; those without a known end last."""
    supervising = Supervision.objects.filter(
        holds_on(on), ~Q(_away_on(on, "officer")), team=OuterRef("officer__team")
    ).exclude(officer=OuterRef("officer"))
    heading = Headship.objects.filter(
        holds_on(on),
        delivery_unit=OuterRef("officer__team__delivery_unit"),
        officer__user=user,
    )
    theirs = Q(Exists(supervising.filter(officer__user=user))) | (
        Q(Exists(heading)) & ~Q(Exists(supervising))
    )
    return (
        Absence.objects.filter(holds_on(on), _nobody_covers(on, "officer"), theirs)
        .exclude(officer__user=user)
        .select_related("officer")
        .order_by(F("ends_on").asc(nulls_last=True), "pk")
    )


def uncovered_among(officers: QuerySet[Any], *, on: date) -> list[Absence]:
    """Those of these officers who are away and whom nobody covers on a day, by when they are back; one query."""
    rows = Absence.objects.filter(
        holds_on(on), _nobody_covers(on, "officer"), officer__in=officers.values("pk")
    )
    return list(rows.select_related("officer").order_by(F("ends_on").asc(nulls_last=True), "pk"))


def covered_by(user: User, *, on: date) -> Q:
    """Absences of which this user covers days, today or later."""
    covers = Cover.objects.filter(
        Q(ends_on__gt=F("starts_on")) & Q(ends_on__gt=OuterRef("starts_on")),
        ends_on__gt=on,
        covering__user=user,
        absent=OuterRef("officer"),
    )
    within = Q(Exists(covers.filter(starts_on__lt=OuterRef("ends_on"))))
    return within | (Q(ends_on__isnull=True) & Q(Exists(covers)))
