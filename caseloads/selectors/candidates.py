"""What is known of officers who could take cases: a fixed number of queries for twelve officers or six hundred."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q

from caseloads.rules.candidates import Change, Earlier, Known, change
from caseloads.rules.measures import Desk, Nominal, Weighed
from caseloads.rules.thresholds import Steps
from caseloads.selectors.measures import desks_of, nominal_on, weighed_cases
from caseloads.selectors.thresholds import steps_on
from core.calendar import in_full, london_date
from core.prepared import one_of
from core.standards import in_force
from offenders.choices import AllocationRole, CaseStatus
from offenders.models import Address, Allocation, Case, Deadline
from offenders.querysets import holds_on, of_cases
from offenders.rules.allocation import ASKED_OF
from people.choices import Agency
from people.models import Cover, Officer, Reduction, User
from people.selectors.absences import Away, absences_ahead
from visits.choices import VisitOutcome
from visits.models import Visit

AHEAD = timedelta(weeks=12)
SEEN = (VisitOutcome.SEEN_INSIDE, VisitOutcome.SEEN_AT_DOOR, VisitOutcome.SEEN_ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Loads:
    """What officers carry, and what it is measured by."""

    held: Mapping[int, Sequence[Weighed]]
    desks: Mapping[int, Desk]
    nominal: Nominal
    steps: Mapping[str, Steps]

    def changed(
        self, officer_id: int, *, added: Collection[Weighed] = (), taken: Collection[int] = ()
    ) -> Change:
        """What it makes of an officer to get these cases and to give those away."""
        return change(
            self.desks[officer_id],
            self.held.get(officer_id, ()),
            self.nominal,
            added=added,
            taken=taken,
        )


def loads_of(officers: Collection[Officer], *, on: date) -> Loads:
    """Six queries."""
    return Loads(
        weighed_cases(on=on, officer_ids=[officer.pk for officer in officers]),
        desks_of(officers, on=on),
        nominal_on(on),
        steps_on(on),
    )


def late_of(officer_ids: Collection[int], user: User, *, at: datetime) -> dict[int, int]:
    """In how many of the cases that each leads something is overdue, as far as this user may see them (INF-31)."""
    on = london_date(at)
    overdue = Deadline.objects.overdue(on=on).filter(case=OuterRef("case"))
    rows = (
        Allocation.objects.filter(
            holds_on(on),
            one_of("officer_id", officer_ids),
            Exists(overdue),
            role=AllocationRole.LEAD,
            case__status=CaseStatus.ACTIVE,
        )
        .exclude(case__in=Case.objects.closed_to(user, at=at).values("pk"))
        .order_by()
        .values("officer")
        .annotate(late=Count("pk"))
    )
    return dict(rows.values_list("officer", "late"))


def courses_asked(agency: Agency, *, on: date) -> list[str]:
    """POL-22, F-1: the courses that high risk asks of the agency's officers, where their setting is 1; one query."""
    settings = in_force(f"training.{agency.value}.", on=on)
    names = {
        name: settings.get(f"training.{agency.value}.{name.lower()}") for name in ASKED_OF[agency]
    }
    return [name for name, setting in names.items() if setting and setting.value]


@dataclass(frozen=True, slots=True)
class Ahead:
    """Hours less, days away and colleagues for whom an officer stands in, now and in twelve weeks; why is said nowhere."""

    is_away: bool
    words: Sequence[str]


def ahead_of(officer_ids: Collection[int], *, on: date) -> dict[int, Ahead]:
    """Three queries; who has nothing ahead is not in it."""
    words: dict[int, list[str]] = defaultdict(list)
    away = absences_ahead(officer_ids, on, on + AHEAD)
    for officer_id, rows in away.items():
        words[officer_id] += [f"Away {row.words}" for row in rows]
    coming = Q(ends_on__isnull=True) | (Q(ends_on__gt=on) & Q(ends_on__gt=F("starts_on")))
    less = Reduction.objects.filter(
        coming, one_of("officer_id", officer_ids), starts_on__lte=on + AHEAD
    )
    for row in less.order_by("starts_on", "pk"):
        words[row.officer_id].append(
            f"{row.hours.normalize():f} hours a week less {_days(row.starts_on, row.ends_on, on)}"
        )
    covers = Cover.objects.filter(
        coming, one_of("covering_id", officer_ids), starts_on__lte=on + AHEAD
    )
    for cover in covers.select_related("absent").order_by("starts_on", "pk"):
        days = _days(cover.starts_on, cover.ends_on, on)
        words[cover.covering_id].append(f"Stands in for {cover.absent.name} {days}")
    return {
        officer_id: Ahead(_is_away(away.get(officer_id, ()), on), said)
        for officer_id, said in words.items()
    }


def _is_away(rows: Sequence[Away], on: date) -> bool:
    return any(row.holds_on(on) for row in rows)


def _days(starts_on: date, ends_on: date | None, on: date) -> str:
    """Until 3 May 2027; from 1 December 2026 to 3 May 2027; until further notice."""
    last = in_full(ends_on - timedelta(days=1)) if ends_on else ""
    if starts_on <= on:
        return f"until {last}" if last else "until further notice"
    return f"from {in_full(starts_on)}" + (f" to {last}" if last else "")


def homes_of(case_ids: Collection[int], *, on: date) -> dict[int, str]:
    """The postcode of where each person lives, as written; one query."""
    rows = Address.objects.filter(holds_on(on), of_cases(list(case_ids)))
    return dict(rows.values_list("case_id", "postcode"))


def known_to(
    cases: Sequence[Case], officer_ids: Collection[int], *, at: datetime
) -> dict[int, list[Known]]:
    """Whom of these people each officer held, co-worked with or visited; three queries."""
    stays = _stays([case.pk for case in cases], officer_ids, on=london_date(at))
    visits = _visits([case.pk for case in cases], officer_ids, at=at)
    found: dict[int, list[Known]] = defaultdict(list)
    for officer_id in officer_ids:
        for case in cases:
            key = officer_id, case.pk
            if key in stays or key in visits:
                number, last = visits.get(key, (0, None))
                found[officer_id].append(Known(case.name, stays.get(key, ()), number, last))
    return found


Of = tuple[int, int]  # an officer and a case


def _stays(
    case_ids: Sequence[int], officer_ids: Collection[int], *, on: date
) -> dict[Of, list[Earlier]]:
    found: dict[Of, list[Earlier]] = defaultdict(list)
    rows = Allocation.objects.filter(
        of_cases(case_ids), one_of("officer_id", officer_ids), starts_on__lte=on
    )
    for row in rows.order_by("starts_on", "pk"):
        ends_on = row.ends_on if row.ends_on and row.ends_on <= on else None
        stay = Earlier(AllocationRole(row.role), row.starts_on, ends_on)
        found[row.officer_id, row.case_id].append(stay)
    return found


def _visits(
    case_ids: Sequence[int], officer_ids: Collection[int], *, at: datetime
) -> dict[Of, tuple[int, date]]:
    """Visits at which the person was seen, as first officer or second: how many, and the day of the last."""
    found: dict[Of, tuple[int, date]] = {}
    made = Visit.objects.current().filter(
        of_cases(case_ids), outcome__in=SEEN, contact__happened_at__lte=at
    )
    for who in ("contact__officer_id", "second_officer_id"):
        rows = made.filter(one_of(who, officer_ids)).order_by().values(who, "case_id")
        for officer_id, case_id, number, last in rows.annotate(
            number=Count("pk"), last=Max("contact__happened_at")
        ).values_list(who, "case_id", "number", "last"):
            before, day = found.get((officer_id, case_id), (0, london_date(last)))
            found[officer_id, case_id] = before + number, max(day, london_date(last))
    return found
