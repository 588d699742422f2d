"""Who is on a register of sexual offences, who of probation holds each, and in which team, unit and region that is."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from typing import NamedTuple
from uuid import UUID

from django.db.models import FilteredRelation, Q

from core.models import holds_on
from offenders.choices import SEXUAL_REGISTERS, AllocationRole, CaseStatus
from offenders.deadlines.facts import name_of, named
from offenders.models import Registration
from offenders.querysets import of_cases
from offenders.rules.clock import Dated
from people.choices import Agency

OF_NOBODY = "nobody"


class By(Enum):
    """By what people are counted; the value is what an address calls it."""

    TEAM = "team"
    UNIT = "unit"
    REGION = "region"

    @property
    def label(self) -> str:
        return {By.TEAM: "Team", By.UNIT: "Delivery unit", By.REGION: "Region"}[self]


class Part(NamedTuple):
    """One team, unit or region, or those whom nobody of probation holds."""

    by: By
    code: str
    name: str


class Held(NamedTuple):
    """Who of probation holds somebody, and where they belong."""

    officer: str
    team: UUID
    team_name: str
    unit: int
    unit_name: str
    region: int
    region_name: str


def parts_of(held: Held | None) -> dict[By, Part]:
    """The team, unit and region that somebody is counted in."""
    if held is None:
        return {by: Part(by, OF_NOBODY, "Held by nobody of probation") for by in By}
    return {
        By.TEAM: Part(By.TEAM, str(held.team), held.team_name),
        By.UNIT: Part(By.UNIT, str(held.unit), held.unit_name),
        By.REGION: Part(By.REGION, str(held.region), held.region_name),
    }


@dataclass
class Person:
    """One of those whom the figures are about; `registers` says since when they are on which."""

    sex: str
    held: Held | None
    parts: dict[By, Part]
    registers: dict[str, Dated] = field(default_factory=dict)


def people_of(case_ids: Collection[int], *, on: date) -> dict[int, Person]:
    """Of these cases, those under management of people who are alive, on a register of sexual offences on the day.

    One query for what the deadlines ask in three, because a page also says who holds each.
    """
    case, lead = "case__", "case__allocations__"
    officer, team = "lead__officer", "lead__officer__team__"
    rows = Registration.objects.filter(
        of_cases(case_ids),
        holds_on(on),
        Q(case__died_on__isnull=True) | Q(case__died_on__gt=on),
        case__status=CaseStatus.ACTIVE,
        register__code__in=SEXUAL_REGISTERS,
    ).annotate(
        lead=FilteredRelation(
            "case__allocations",
            condition=holds_on(on, lead)
            & Q((f"{lead}role", AllocationRole.LEAD), (f"{lead}agency", Agency.PROBATION)),
        )
    )
    found: dict[int, Person] = {}
    parts: dict[UUID | None, dict[By, Part]] = {}
    for case_id, code, day, pk, sex, *who in rows.order_by("case_id").values_list(
        *("case_id", "register__code", "starts_on", "id", f"{case}sex"),
        *named(officer),
        *(f"{team}uuid", f"{team}name", f"{team}delivery_unit", f"{team}delivery_unit__name"),
        *(f"{team}delivery_unit__region", f"{team}delivery_unit__region__name"),
    ):
        if case_id not in found:
            held = Held(name_of(*who[:4]), *who[4:]) if who[0] else None
            team_uuid = held.team if held else None
            if team_uuid not in parts:
                parts[team_uuid] = parts_of(held)
            found[case_id] = Person(sex, held, parts[team_uuid])
        found[case_id].registers[code] = Dated(day, f"registration:{pk}")
    return found
