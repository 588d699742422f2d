"""What the forms of a visit need to know about the case before anything is typed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Min

from core.calendar import in_full, london_date
from offenders.choices import PauseKind
from offenders.models import Address, Allocation, Case, Pause
from offenders.querysets import holds_on
from people.models import Officer, User
from visits.models import Visit
from visits.rules import spread_of
from visits.selectors.visit import home_on, two_officers

LAST_VISITS = 6


@dataclass(frozen=True, slots=True)
class Setting:
    """Where this person may be visited, who could come along, and what limits the dates."""

    case: Case
    on: date
    at: datetime
    home: Address | None
    former: tuple[Address, ...]
    colleagues: tuple[Officer, ...]
    managed_since: date | None
    two_officers_because: str
    standing: str
    spread: str

    @property
    def addresses(self) -> tuple[Address, ...]:
        return (self.home, *self.former) if self.home else self.former


def setting(case: Case, *, user: User, at: datetime) -> Setting:
    """As at this instant, in the same number of queries whatever the case holds."""
    on = london_date(at)
    addresses = list(Address.objects.filter(case=case, starts_on__lte=on)[:5])
    home = home_on(addresses, on)
    since = Allocation.objects.filter(case=case).aggregate(first=Min("starts_on"))["first"]
    return Setting(
        case=case,
        on=on,
        at=at,
        home=home,
        former=tuple(row for row in addresses if row is not home),
        colleagues=tuple(colleagues(user)),
        managed_since=since,
        two_officers_because=two_officers(case, on=on),
        standing=standing(case, on=on),
        spread=spread_of(last_visits(case, before=at)),
    )


def colleagues(user: User) -> list[Officer]:
    """Who might come along: officers of the user's delivery unit and agency, their own team first."""
    officer = user.officer_or_none
    if officer is None:
        return []
    same = Officer.objects.select_related("team").filter(
        agency=officer.agency, team__delivery_unit=officer.team.delivery_unit_id
    )
    others = same.exclude(pk=officer.pk)
    return sorted(others, key=lambda row: (row.team_id != officer.team_id, row.surname))


def is_closed_to(officer: Officer | None, case: Case, *, at: datetime) -> bool:
    """INF-30: whether a limit of access keeps this officer from opening the case, whatever their ground."""
    if officer is None or officer.user is None:
        return False
    return Case.objects.filter(pk=case.pk).closed_to(officer.user, at=at).exists()


def last_visits(case: Case, *, before: datetime) -> list[datetime]:
    """When the last visits were made or tried, newest first (POL-2)."""
    rows = (
        Visit.objects.current()
        .filter(case=case, contact__happened_at__lt=before)
        .exclude(outcome="")
        .order_by("-contact__happened_at")
    )
    return list(rows.values_list("contact__happened_at", flat=True)[:LAST_VISITS])


def standing(case: Case, *, on: date) -> str:
    """JOB-5: why no visit is asked for now; "" when visits are."""
    if case.died_on is not None and case.died_on <= on:
        return f"{case.name} died on {in_full(case.died_on)}."
    pause = Pause.objects.filter(holds_on(on), case=case).order_by("starts_on").first()
    if pause is None:
        return ""
    state = PauseKind(pause.kind).label.lower()
    return f"{case.name} is recorded as {state} since {in_full(pause.starts_on)}."
