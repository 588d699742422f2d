"""One case: the identity banner of every page, the dated facts of the record, and what changed lately."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from core.calendar import in_full
from offenders.choices import AddressKind, AllocationRole, CaseStatus, PauseKind, RiskTool
from offenders.models import (
    Address,
    Allocation,
    Case,
    Flag,
    Pause,
    Registration,
    RiskAssessment,
    Sentence,
)
from offenders.querysets import holds_on
from offenders.rules import label_of

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

# An upper floor says here what it knows of a case ("MAPPA 1, level 2"), in its AppConfig.ready().
Said = Callable[[Collection[int], date], dict[int, str]]
_SAYERS: list[Said] = []


def add_to_banner(say: Said) -> None:
    """Have every identity banner show what `say` answers; one query for any number of cases."""
    if say not in _SAYERS:
        _SAYERS.append(say)


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
    mappa: str
    registers: list[str]
    alerts: list[str]
    officers: list[OfficerLine]
    stands_still: bool


def banner(case: Case, *, on: date) -> Banner:
    """The identity banner as at `on`; five queries with what the upper floors say."""
    pauses = list(Pause.objects.filter(holds_on(on), case=case).order_by("starts_on"))
    registrations = list(current_registrations(case, on))
    levels = latest_levels([case.pk], on=on).get(case.pk, {})
    line = status_line(case, pauses, on)
    return Banner(
        age=case.age_on(min(on, case.died_on) if case.died_on else on),
        status_line=line,
        rosh=levels.get(RiskTool.ROSH, ""),
        police=levels.get(RiskTool.POLICE, ""),
        mappa="; ".join(said for say in _SAYERS if (said := say([case.pk], on).get(case.pk))),
        registers=[
            "Registered sexual offender" for row in registrations if row.register.code == REGISTERED
        ],
        alerts=[
            f"{row.register.name}, since {in_full(row.starts_on)}"
            for row in registrations
            if row.register.alerts_on_opening
        ],
        officers=officers_of(case, on=on),
        stands_still=bool(line),
    )


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


def current_registrations(case: Case, on: date) -> QuerySet[Registration]:
    return (
        Registration.objects.filter(holds_on(on), case=case)
        .select_related("register")
        .order_by("-register__alerts_on_opening", "register__name")
    )


def officers_of(case: Case, *, on: date) -> list[OfficerLine]:
    """The officers of both agencies, leads first."""
    rows = (
        Allocation.objects.filter(holds_on(on), case=case)
        .select_related("officer__team")
        .order_by("-role", "agency", "officer__surname", "id")
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
    registrations: list[Registration]
    allocations: list[Allocation]
    pauses: list[Pause]
    addresses: list[Address]
    sentences: list[Sentence]
    aliases: list[str]


def record_of(case: Case) -> Record:
    """Everything dated that is known about the case; seven queries."""
    return Record(
        risks=list(
            case.risk_assessments.select_related("assessor").order_by("tool", "-assessed_on")
        ),
        registrations=list(
            case.registrations.select_related("register").order_by("-starts_on", "register__name")
        ),
        allocations=list(
            case.allocations.select_related("officer__team").order_by("agency", "-starts_on", "-id")
        ),
        pauses=list(case.pauses.order_by("-starts_on", "id")),
        addresses=list(case.addresses.order_by("-starts_on", "id")),
        sentences=list(case.sentences.order_by("-starts_on", "id")),
        aliases=[str(alias) for alias in case.aliases.order_by("surname", "forenames")],
    )


@dataclass(frozen=True, slots=True)
class Home:
    """Where the person lives now."""

    address: Address
    is_hotel: bool


def home_of(case: Case, *, on: date) -> Home | None:
    """The address in force; None when none is known."""
    address = Address.objects.filter(holds_on(on), case=case).order_by("-starts_on").first()
    return Home(address, address.kind in HOTEL_KINDS) if address else None


def sentences_of(case: Case, *, on: date) -> list[Sentence]:
    """Sentences that have not ended, newest first."""
    return list(Sentence.objects.filter(holds_on(on), case=case).order_by("-starts_on", "id"))


def open_flags(case: Case) -> list[tuple[str, Flag]]:
    """Flags that no fact has cured, the accepted ones too, each with its name, soonest due first."""
    rows = case.flags.filter(cured_at__isnull=True).select_related("accepted_by")
    return [(label_of(row.kind, row.subject), row) for row in rows.order_by("due_on", "id")]
