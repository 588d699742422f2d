"""One case: the identity banner of every page, and the dated facts of the record."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import Any

from django.db.models import F, Q, QuerySet

from core.addresses import address
from core.bundle import Bundle
from core.calendar import in_full, london_midnight
from core.prepared import prepared
from offenders.choices import AddressKind, AllocationRole, CaseStatus, PauseKind, RiskTool
from offenders.models import (
    Address,
    Alias,
    Allocation,
    Case,
    Flag,
    Pause,
    Registration,
    Report,
    RiskAssessment,
    Sentence,
    Tier,
)
from offenders.querysets import Seen, of_cases
from offenders.rules import case_parts, is_accepted, is_state, label_of
from offenders.selectors.dated import Row, dated, in_force
from offenders.selectors.person import Call, Need, calls_of, needs_of, reaching_of
from offenders.selectors.reports import Awaited, awaited
from people.choices import Permission
from people.models import User

FOUND = 20  # to choose from on a form

# PRO-91: kinds of address that need a second look.
HOTEL_KINDS = frozenset(
    {
        AddressKind.BUDGET_HOTEL,
        AddressKind.HOTEL,
        AddressKind.BED_AND_BREAKFAST,
        AddressKind.HOSTEL,
    }
)
REGISTERED = "ARSO"

# An upper floor says here what it knows of a case ("MAPPA 1, level 2"), in its AppConfig.ready(), from the
# tables that it has added to the dated facts.
Said = Callable[[Case, Bundle, date], str]
_SAYERS: dict[Said, Permission] = {}


def add_to_banner(say: Said, *, needs: Permission = Permission.VIEW_CASE) -> None:
    """Have every identity banner show what `say` answers, if anything, to whoever may do on the case what it `needs`."""
    _SAYERS.setdefault(say, needs)


def seen_cases(seen: Seen, case_ids: Iterable[int]) -> list[Case]:
    """Those of these cases that the user sees, each with its grounds; one query at most."""
    wanted = seen.ids.intersection(case_ids)
    return seen.with_grounds(_numbered(case_ids=sorted(wanted)) if wanted else [])


def cases_like(
    words: str, user: User, permission: Permission, *, besides: Case | None = None
) -> list[Case]:
    """The first cases like these words on which the user may do this, likest first, each with `grounds`; none without words."""
    if not words.strip():
        return []
    cases = Case.objects.visible_to(user, permission).matching(words).with_likeness(words)
    others = cases.exclude(pk=besides.pk) if besides else cases
    return list(others.order_by(-F("likeness"), "surname", "forenames", "pk")[:FOUND])


@prepared
def _numbered(*, case_ids: list[int]) -> QuerySet[Case]:
    return Case.objects.filter(of_cases(case_ids, key="pk"))


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """Who holds the case for an agency, or works on it beside them."""

    agency: str
    name: str
    full_name: str
    team: str
    role: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class Banner:
    """Who this is, in the same words on every page of the case."""

    age: int | None
    status_line: str
    rosh: str
    police: str
    said: list[str]  # by upper floors: "MAPPA 1 level 2"
    registers: list[str]
    alerts: list[str]
    alert_names: list[str]  # what they are about, where there is room for no more
    officers: list[OfficerLine]
    calls: list[Call]
    needs: list[Need]
    reaching: str
    stands_still: bool
    awaited: list[Awaited]  # told, and not yet confirmed
    parts: list[tuple[str, str, str]]  # the navigation of the case: code, label, address
    is_whole: bool = (
        True  # of the case record; else of a part, for somebody who does not see the record
    )


def banner(case: Case, *, on: date, facts: Bundle | None = None) -> Banner:
    """The identity banner as at `on`; one query, none where the page has read the `facts` already."""
    facts = facts or dated(case)
    pauses = sorted(in_force(facts.of(Pause), on), key=attrgetter("starts_on"))
    registrations = current_registrations(facts, on=on)
    alerting = [row for row in registrations if row.register.alerts_on_opening]
    levels = levels_of(facts, on=on)
    line = status_line(case, pauses, on)
    return Banner(
        age=case.age_on(min(on, case.died_on) if case.died_on else on),
        status_line=line,
        rosh=levels.get(RiskTool.ROSH, ""),
        police=levels.get(RiskTool.POLICE, ""),
        said=_said(case, facts, on, frozenset(_SAYERS.values())),
        registers=[
            "Registered sexual offender" for row in registrations if row.register.code == REGISTERED
        ],
        alerts=[f"{row.register.name}, since {in_full(row.starts_on)}" for row in alerting],
        alert_names=[row.register.name for row in alerting],
        officers=officers_of(facts, on=on),
        calls=calls_of(facts),
        needs=needs_of(facts),
        reaching=reaching_of(facts),
        stands_still=bool(line),
        awaited=awaited(facts),
        parts=_parts(case),
    )


def part_banner(
    case: Case, allowed: Collection[Permission], *, on: date, facts: Bundle | None = None
) -> Banner:
    """The banner for whoever sees a part of the case and not its record: who this is, who holds it, and what that part says.

    What opens a part (a MAPPA area, a panel) opens nothing that the banner has from the record: no risk level, register,
    alert, telephone or need.
    """
    facts = facts or dated(case)
    return Banner(
        age=case.age_on(min(on, case.died_on) if case.died_on else on),
        status_line="",
        rosh="",
        police="",
        said=_said(case, facts, on, allowed),
        registers=[],
        alerts=[],
        alert_names=[],
        officers=officers_of(facts, on=on),
        calls=[],
        needs=[],
        reaching="",
        stands_still=False,
        awaited=[],
        parts=_parts(case),
        is_whole=False,
    )


def _said(case: Case, facts: Bundle, on: date, allowed: Collection[Permission]) -> list[str]:
    say = [say for say, needs in _SAYERS.items() if needs in allowed]
    return [said for each in say if (said := each(case, facts, on))]


def _parts(case: Case) -> list[tuple[str, str, str]]:
    return [(part.code, part.label, address(part.url_name, case.uuid)) for part in case_parts()]


def status_line(case: Case, pauses: list[Pause], on: date) -> str:
    """Why clocks stand still (JOB-5), in one sentence for the top of the page; empty when they run."""
    if case.died_on and case.died_on <= on:
        return f"Died on {in_full(case.died_on)}. Nothing is due any more."
    if case.status == CaseStatus.TERMINATED:
        return "This case is terminated. Nothing is due any more."
    words = {
        PauseKind.CUSTODY: "In custody since {}. Visits are not due until release.",
        PauseKind.HOSPITAL: "Detained in hospital since {}. Visits are not due until discharge.",
        PauseKind.TRANSFERRED: "Transferred out on {}. Another area manages this person.",
        PauseKind.UNLAWFULLY_AT_LARGE: "Unlawfully at large since {}.",
    }
    return " ".join(words[PauseKind(row.kind)].format(in_full(row.starts_on)) for row in pauses)


def latest_levels(case_ids: Collection[int], *, on: date) -> dict[int, dict[str, str]]:
    """The newest level of each tool, by case; one query."""
    rows = (
        RiskAssessment.objects.filter(case__in=case_ids, assessed_on__lte=on)
        .order_by("case_id", "tool", "-assessed_on")
        .distinct("case_id", "tool")
    )
    levels: dict[int, dict[str, str]] = {}
    for case_id, tool, level in rows.values_list("case_id", "tool", "level"):
        levels.setdefault(case_id, {})[tool] = level
    return levels


def levels_of(facts: Bundle, *, on: date) -> dict[str, str]:
    """The newest level of each tool of one case."""
    rows = sorted(facts.of(RiskAssessment), key=attrgetter("assessed_on"))
    return {row.tool: row.level for row in rows if row.assessed_on <= on}


def current_registrations(facts: Bundle, *, on: date) -> list[Registration]:
    """Those in force, what alerts on opening first."""
    return sorted(
        in_force(facts.of(Registration), on),
        key=lambda row: (not row.register.alerts_on_opening, row.register.name),
    )


def officers_of(facts: Bundle, *, on: date) -> list[OfficerLine]:
    """The officers of both agencies, leads first."""
    rows = sorted(
        in_force(facts.of(Allocation), on),
        key=lambda row: (
            row.role != AllocationRole.LEAD,
            row.agency,
            row.officer.surname,
            row.pk,
        ),
    )
    return [
        OfficerLine(
            agency=row.get_agency_display(),
            name=row.officer.short_name,
            full_name=row.officer.name,
            team=row.officer.team.name,
            role="" if row.role == AllocationRole.LEAD else row.get_role_display(),
            starts_on=row.starts_on,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Record:
    """The dated facts of a case, newest first."""

    risks: list[RiskAssessment]
    tiers: list[Tier]
    registrations: list[Registration]
    allocations: list[Allocation]
    pauses: list[Pause]
    addresses: list[Address]
    sentences: list[Sentence]
    aliases: list[str]
    reports: list[Report]


def record_of(facts: Bundle) -> Record:
    """Everything dated that is known about the case, as the record page lists it."""
    newest = attrgetter("starts_on")
    return Record(
        risks=sorted(
            _newest_first(facts.of(RiskAssessment), attrgetter("assessed_on")),
            key=attrgetter("tool"),
        ),
        tiers=_newest_first(facts.of(Tier), attrgetter("calculated_on", "scheme")),
        registrations=_newest_first(
            facts.of(Registration), newest, among=attrgetter("register.name")
        ),
        allocations=sorted(
            _newest_first(facts.of(Allocation), lambda row: (row.starts_on, row.pk)),
            key=attrgetter("agency"),
        ),
        pauses=_newest_first(facts.of(Pause), newest),
        addresses=_newest_first(facts.of(Address), newest),
        sentences=_newest_first(facts.of(Sentence), newest),
        aliases=[
            str(alias)
            for alias in sorted(facts.of(Alias), key=attrgetter("surname", "forenames"))
            if not alias.is_over
        ],
        reports=_newest_first(facts.of(Report), attrgetter("recorded_on")),
    )


def _newest_first(
    rows: list[Row],
    day: Callable[[Row], Any],
    *,
    among: Callable[[Row], Any] = attrgetter("pk"),
) -> list[Row]:
    """Of one day by `among`: as a rule in the order in which they were recorded."""
    return sorted(sorted(rows, key=among), key=day, reverse=True)


@dataclass(frozen=True, slots=True)
class Home:
    """Where the person lives now."""

    address: Address
    is_hotel: bool


def home_of(facts: Bundle, *, on: date) -> Home | None:
    """The address in force; None when none is known."""
    address = next(iter(in_force(facts.of(Address), on)), None)
    return Home(address, address.kind in HOTEL_KINDS) if address else None


def sentences_of(facts: Bundle, *, on: date) -> list[Sentence]:
    """Sentences that have not ended, newest first."""
    return _newest_first(in_force(facts.of(Sentence), on), attrgetter("starts_on"))


@dataclass(frozen=True, slots=True)
class FlagRow:
    """An open flag of a case, in a line."""

    flag: Flag
    label: str
    since_words: str
    is_accepted: bool
    is_waiting: bool  # accepted, and a supervisor has to see that


def flags_of(case: Case, *, since: date, due_since: date | None = None) -> list[Flag]:
    """Flags that no fact has cured, gravest first, those raised or cured since a day, and those due since one; one query."""
    return _flags(case=case.pk, start=london_midnight(since), due_since=due_since or since)


def open_flags(flags: Iterable[Flag], *, on: date) -> list[FlagRow]:
    """Of these flags those that no fact has cured, the accepted ones too."""
    return [
        FlagRow(
            flag=flag,
            label=label_of(flag.kind, flag.missing),
            since_words=f"{'since' if is_state(flag.kind, flag.missing) else 'due by'} {in_full(flag.due_on)}",
            is_accepted=is_accepted(flag.holds_until, on=on),
            is_waiting=not flag.is_acceptance_seen and is_accepted(flag.accepted_until, on=on),
        )
        for flag in flags
        if flag.cured_at is None
    ]


@prepared
def _flags(*, case: int, start: datetime, due_since: date) -> QuerySet[Flag]:
    is_shown = Q(cured_at__isnull=True) | Q(raised_at__gte=start) | Q(cured_at__gte=start)
    flags = Flag.objects.filter(is_shown | Q(due_on__gte=due_since), case=case)
    return flags.gravest_first().select_related("accepted_by")
