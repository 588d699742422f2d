"""The reads behind the numbers of a team: querysets of values, or of what stands for them in a prepared read."""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from typing import Any, TypedDict
from uuid import UUID

from django.db.models import (
    Aggregate,
    CharField,
    Count,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    QuerySet,
    Subquery,
)
from django.db.models.functions import Cast

from caseloads.selectors.measures import OWN_TOOL
from caseloads.selectors.still import standing_still
from caseloads.selectors.team.tiles import STATES, group_code
from core.calendar import LONDON
from core.prepared import Parameter, one_of, prepared, prepared_for, written
from offenders.choices import (
    TELLS_PEOPLE,
    AllocationRole,
    CaseStatus,
    DueState,
    VersionKind,
    WorkGroup,
)
from offenders.models import Allocation, Case, Contact, Deadline, Flag, RiskAssessment
from offenders.querysets import ContactQuerySet, holds_on, of_cases
from offenders.rules import listed_apart
from offenders.selectors.ended import ended_still_held
from people.models import Officer, Team
from visits.deadlines import REVIEW_ANSWER
from visits.models import Review, Visit


@prepared
def team_of(*, user: int, uuid: UUID, on: date) -> QuerySet[Team]:
    return Team.objects.led_by(user, on=on).filter(uuid=uuid).select_related("delivery_unit")


@prepared
def officers(*, team: int) -> QuerySet[Officer]:
    return Officer.objects.filter(team=team)


class Asked(TypedDict):
    team: int
    case_ids: list[int]
    uuids: list[UUID]
    at: datetime
    until: datetime
    since: datetime


def contacts_counted(
    code: str,
    *,
    team: int,
    case_ids: list[int],
    uuids: list[UUID],
    at: datetime,
    until: datetime,
    since: datetime,
) -> ContactQuerySet:
    """Each number of contacts, as CONTACT_TILES says."""
    contacts: ContactQuerySet = Contact.objects.current().filter(
        of_cases(case_ids), officer__team=team
    )
    if code == "planned":
        return contacts.filter(
            type__is_home_visit=True,
            outcome__isnull=True,
            happened_at__gte=at,
            happened_at__lt=until,
        )
    if code == "lag":
        return recorded(team=team, case_ids=case_ids, since=since)
    if code == "review":
        # POL-11: of the last days, with a concern, a refusal or a child, that no supervisor has read; a correction is new.
        concerned = Visit.objects.to_read().unreviewed()
        return contacts.filter(recorded_at__gte=since, visit__in=concerned)
    return contacts.filter(one_of("uuid", uuids))


def recorded(
    *, team: int | Parameter, case_ids: list[int] | Parameter, since: datetime
) -> ContactQuerySet:
    """POL-12: what was recorded since, each once, with how long that `waited` for its record."""
    waited = ExpressionWrapper(F("recorded_at") - F("happened_at"), output_field=DurationField())
    found: ContactQuerySet = (
        Contact.objects.not_voided()
        .filter(
            of_cases(case_ids),
            officer__team=team,
            recorded_at__gte=since,
            happened_at__lte=F("recorded_at"),
        )
        .exclude(version_kind__in=[VersionKind.CORRECTION, *TELLS_PEOPLE, VersionKind.VOIDED])
        .annotate(waited=waited)
    )
    return found


@written
def waited(
    *, team: int, case_ids: list[int], since: datetime
) -> QuerySet[Contact, tuple[int, timedelta]]:
    """The middle value of each officer."""
    rows = recorded(team=team, case_ids=case_ids, since=since)
    medians = rows.order_by().values("officer").annotate(median=Median("waited"))
    return medians.values_list("officer", "median")


class Median(Aggregate):
    """The middle value; of an even number the mean of the two."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"


@written
def count_by_officer(
    code: str,
    /,
    *,
    team: int,
    case_ids: list[int],
    uuids: list[UUID],
    at: datetime,
    until: datetime,
    since: datetime,
) -> QuerySet[Contact, tuple[int, int]]:
    contacts = contacts_counted(
        code, team=team, case_ids=case_ids, uuids=uuids, at=at, until=until, since=since
    )
    by_officer = contacts.order_by().values("officer").annotate(n=Count("pk"))
    return by_officer.values_list("officer", "n")


@prepared
def subjects(kind: str, /, *, team: int, on: date) -> QuerySet[Deadline, str]:
    told = Deadline.objects.filter(asked_of__team=team, kind=kind, told_on__lte=on)
    return told.values_list("subject", flat=True)


def led_in(team: int | Parameter, agency: str | Parameter, *, on: date) -> QuerySet[Allocation]:
    return Allocation.objects.filter(
        holds_on(on),
        role=AllocationRole.LEAD,
        agency=agency,
        officer__team=team,
        case__status=CaseStatus.ACTIVE,
    )


@prepared
def led(*, team: int, agency: str, on: date) -> QuerySet[Allocation, tuple[int, int]]:
    return led_in(team, agency, on=on).values_list("case_id", "officer_id")


def holdings(
    team: int | Parameter,
    agency: str | Parameter,
    case_ids: Collection[int] | Parameter,
    *,
    on: date,
    start: datetime,
) -> QuerySet[Allocation]:
    held = led_in(team, agency, on=on).filter(of_cases(case_ids))
    return held.annotate(**facts_of(on, start))


def facts_of(on: date, start: datetime) -> dict[str, Any]:
    """What the conditions of the tiles ask of an allocation's case."""
    deadlines = Deadline.objects.filter(case=OuterRef("case"))
    overdue = deadlines.overdue(on=on)
    return (
        known_facts(on, start)
        | {has(state): Exists(deadlines.in_state(state, on=on)) for state in STATES}
        | {has(group_code(group)): Exists(overdue.of_group(group)) for group in WorkGroup}
    )


def has(what: str) -> str:
    return f"has_{what}"


def known_facts(on: date, start: datetime) -> dict[str, Any]:
    """Of that, what is not said by the deadlines."""
    flags = Flag.objects.filter(case=OuterRef("case"))
    newest = RiskAssessment.objects.filter(
        case=OuterRef("case"), tool=OuterRef("tool"), assessed_on__lte=on
    ).order_by("-assessed_on")
    return {
        "tool": OWN_TOOL,
        "level": Subquery(newest.values("level")[:1], output_field=CharField()),
        "stands_still": Exists(standing_still(OuterRef("case"), on=on)),
        "has_ended": Exists(Case.objects.filter(ended_still_held(on), pk=OuterRef("case"))),
        "has_raised": Exists(flags.filter(raised_at__gte=start)),
        "has_cured": Exists(flags.filter(cured_at__gte=start)),
        "has_acceptance": Exists(flags.filter(accepted_at__gte=start, cured_at__isnull=True)),
    }


@prepared
def asked_about(*, team: int, on: date) -> QuerySet[Review, UUID]:
    told = Deadline.objects.filter(kind=REVIEW_ANSWER.code, told_on__lte=on)
    reviews = Review.objects.annotate(key=Cast("uuid", CharField()))
    waiting = reviews.filter(contact__officer__team=team, key__in=told.values("subject"))
    return waiting.values_list("contact__uuid", flat=True)


KNOWN = (
    "level",
    "stands_still",
    "has_ended",
    "has_raised",
    "has_cured",
    "has_acceptance",
)


@prepared
def known_of(
    *, team: int, agency: str, case_ids: list[int], on: date, start: datetime
) -> "QuerySet[Any, tuple[Any, ...]]":
    """What is known of each case but by its deadlines."""
    held = led_in(team, agency, on=on).filter(of_cases(case_ids)).annotate(**known_facts(on, start))
    found: QuerySet[Any, tuple[Any, ...]] = held.values_list("case_id", *KNOWN)
    return found


@prepared_for(listed_apart)
def first_due(
    *, case_ids: list[int], on: date
) -> QuerySet[Deadline, tuple[int, DueState, str, date]]:
    """The words that hold of each case by kind, and the first day of each."""
    found: Any = Deadline.objects.filter(of_cases(case_ids))
    rows: QuerySet[Deadline, tuple[int, DueState, str, date]] = (
        found.in_states(*STATES, on=on)
        .order_by()
        .values("case_id", "state", "kind")
        .annotate(first=Min("due_on"))
        .values_list("case_id", "state", "kind", "first")
    )
    return rows


@prepared
def asked_by_kind(kind: str, /, *, case_ids: list[int], on: date) -> QuerySet[Deadline, int]:
    """Those of these cases of which this kind asks something."""
    told = Deadline.objects.filter(of_cases(case_ids), kind=kind, told_on__lte=on)
    return told.values_list("case_id", flat=True)


def end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=LONDON)


@prepared
def leading(*, team: int, agency: str, case_ids: list[int], on: date) -> QuerySet[Allocation]:
    return led_in(team, agency, on=on).filter(of_cases(case_ids)).select_related("officer")
