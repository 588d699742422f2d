"""Individual work of a case: what goes on, which sessions were held, which one is next."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet

from core.calendar import london_midnight
from core.models import holds_on
from offenders.choices import ATTENDED
from offenders.models import Case, Contact
from programmes.models import IndividualWork, Programme, Referral

# PRG-57: sessions one to one, with and without a national standard, and a day under a rehabilitation requirement.
SESSIONS = ("C107", "C108", "RARP")


@dataclass(frozen=True, slots=True)
class Work:
    """Individual work that goes on, with its sessions as the timeline has them."""

    work: IndividualWork
    held: int
    next_at: datetime | None


def work_of(case: Case, *, at: datetime) -> Work | None:
    """What goes on, or is planned; two queries."""
    work = (
        IndividualWork.objects.filter(case=case, ends_on__isnull=True)
        .select_related("toolkit")
        .first()
    )
    if work is None:
        return None
    since = london_midnight(work.starts_on)
    rows = list(
        Contact.objects.current()
        .filter(
            Q(outcome__code__in=ATTENDED) | Q(happened_at__gt=at),
            case=case,
            type__code__in=SESSIONS,
            happened_at__gte=since,
        )
        .order_by("happened_at")
        .values_list("happened_at", flat=True)
    )
    return Work(work, sum(row <= at for row in rows), next((row for row in rows if row > at), None))


def ended_work(case: Case) -> list[IndividualWork]:
    """What ended, the newest first; one query."""
    rows = IndividualWork.objects.filter(case=case, ends_on__isnull=False)
    return list(rows.order_by("-ends_on", "-id"))


def toolkits(*, on: date) -> list[Programme]:
    """The toolkits of which terms hold on the day; one query."""
    rows = Programme.objects.filter(holds_on(on, "terms__"), is_toolkit=True)
    return list(rows.order_by("name"))


def individual_work() -> QuerySet[IndividualWork]:
    return IndividualWork.objects.select_related("case")


def referrals() -> QuerySet[Referral]:
    return Referral.objects.select_related("case", "programme")
