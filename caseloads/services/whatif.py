"""Scenarios: made, changed, and applied as one act through the doors by which each part is recorded otherwise."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from django.db import transaction

from caseloads.choices import ChangeKind
from caseloads.models import Change, Newcomer, Scenario
from caseloads.rules.trying import leave_problem
from caseloads.selectors.measures import measures
from caseloads.selectors.whatif.scope import Place, Scope
from caseloads.selectors.whatif.world import figures_of
from core.calendar import in_full, london_date
from core.editing import held
from core.errors import Problem, RefusedError, StaleError, refuse
from core.history import changes_of
from offenders.choices import AllocationRole, TierScheme
from offenders.models import Allocation, Case
from offenders.querysets import holds_on
from people.choices import AbsenceKind, Agency, ReductionReason
from people.models import Officer, User

SAME_NAME = "You have one of this name already: choose another name."


@transaction.atomic
def make_scenario(*, name: str, place: Place, by: User, at: datetime) -> Scenario:
    """An empty one over a team or a unit, with what its officers carry today. Raises RefusedError for a name twice."""
    name, on = name.strip(), london_date(at)
    same = Scenario.objects.filter(
        made_by=by, team=place.team, delivery_unit=place.unit, name__iexact=name
    )
    if same.exists():
        raise RefusedError(SAME_NAME, about="name")
    scenario = Scenario(
        name=name, team=place.team, delivery_unit=place.unit, made_by=by, made_at=at, based_on=on
    )
    officers = Scope(scenario, by, at).officers
    found = measures(on=on, officer_ids=[officer.pk for officer in officers])
    scenario.then = {
        str(officer.pk): {"name": officer.name, "figures": figures_of(found[officer.pk])}
        for officer in officers
    }
    scenario.save()
    return scenario


@dataclass(frozen=True, slots=True)
class To:
    """Where cases go: to an officer on record, or to one whom no record knows yet."""

    officer: Officer | None = None
    newcomer: Newcomer | None = None


def move_cases(
    *, scenario: Scenario, cases: Iterable[Case], to: To, agency: Agency, version: int, at: datetime
) -> None:
    """Try that these cases go there; a case that was to go elsewhere goes there instead.

    Who leads each now is kept: if somebody else does by then, that is said before it is applied.
    """
    found = list(cases)
    if not found:
        raise RefusedError("Choose at least one case.", about="cases")
    leads = Allocation.objects.filter(
        holds_on(london_date(at)), case__in=found, agency=agency, role=AllocationRole.LEAD
    )
    held_by = dict(leads.values_list("case_id", "officer_id"))
    with transaction.atomic():
        stored = _changing(scenario, version)
        for case in found:
            _put(
                stored,
                ChangeKind.MOVE,
                case=case,
                officer=to.officer,
                newcomer=to.newcomer,
                held_by_id=held_by.get(case.pk),
            )


def try_tier(
    *,
    scenario: Scenario,
    cases: Iterable[Case],
    tiered: tuple[TierScheme, str] | None,
    version: int,
) -> None:
    """Try another tier of these cases, or none any more."""
    found = list(cases)
    if not found:
        raise RefusedError("Choose at least one case.", about="cases")
    scheme, tier = tiered or ("", "")
    with transaction.atomic():
        stored = _changing(scenario, version)
        for case in found:
            _put(stored, ChangeKind.TIER, case=case, scheme=scheme, tier=tier)


def _put(scenario: Scenario, kind: ChangeKind, *, case: Case, **values: object) -> None:
    """Of one case one of each kind: the newest takes the place of the one before."""
    Change.objects.filter(scenario=scenario, kind=kind, case=case).delete()
    Change.objects.create(scenario=scenario, kind=kind, case=case, **values)


@transaction.atomic
def try_leave(
    *,
    scenario: Scenario,
    officer: Officer,
    kind: AbsenceKind,
    starts_on: date,
    ends_on: date | None,
    version: int,
    at: datetime,
) -> None:
    """Try that an officer is away on these days. Raises RefusedError for days that cannot be."""
    refuse(leave_problem(starts_on, ends_on, on=london_date(at)))
    Change.objects.create(
        scenario=_changing(scenario, version),
        kind=ChangeKind.LEAVE,
        officer=officer,
        reason=kind,
        starts_on=starts_on,
        ends_on=ends_on,
    )


@transaction.atomic
def try_hours(
    *,
    scenario: Scenario,
    officer: Officer,
    reason: ReductionReason,
    hours: Decimal,
    starts_on: date,
    ends_on: date | None,
    version: int,
) -> None:
    """Try that an officer has hours less. Raises RefusedError for hours or days that cannot be."""
    if hours > officer.contracted_hours:
        words = f"They have {officer.contracted_hours} hours a week: it cannot be more."
        raise RefusedError(words, about="hours")
    if ends_on is not None and ends_on <= starts_on:
        refuse(Problem("last_day", "The last day cannot be before the first."))
    Change.objects.create(
        scenario=_changing(scenario, version),
        kind=ChangeKind.HOURS,
        officer=officer,
        reason=reason,
        hours=hours,
        starts_on=starts_on,
        ends_on=ends_on,
    )


@transaction.atomic
def add_newcomer(
    *,
    scenario: Scenario,
    name: str,
    agency: Agency,
    hours: Decimal,
    starts_on: date,
    version: int,
) -> Newcomer:
    """Try that somebody joins whom no record knows yet. Raises RefusedError for a name twice."""
    stored = _changing(scenario, version)
    if stored.newcomers.filter(name__iexact=name.strip()).exists():
        raise RefusedError("There is one of this name already: choose another name.", about="name")
    return Newcomer.objects.create(
        scenario=stored, name=name.strip(), agency=agency, hours=hours, starts_on=starts_on
    )


@transaction.atomic
def say_who(*, newcomer: Newcomer, officer: Officer, version: int) -> None:
    """The new officer is on record now: this one. Raises RefusedError for one of the other agency."""
    if officer.agency != newcomer.agency:
        raise RefusedError("They are of the other agency: choose another officer.", about="officer")
    _changing(newcomer.scenario, version)
    newcomer.became = officer
    newcomer.save(update_fields=["became"])


@transaction.atomic
def take_out(*, scenario: Scenario, parts: Iterable[Change | Newcomer], version: int) -> None:
    """Try these no longer. With a new officer goes what was to go to them."""
    stored = _changing(scenario, version)
    for part in parts:
        type(part)._default_manager.filter(pk=part.pk, scenario=stored).delete()


@transaction.atomic
def discard(*, scenario: Scenario, version: int) -> None:
    """Take the whole scenario away; what was applied stays."""
    _changing(scenario, version).delete()


def _changing(scenario: Scenario, version: int) -> Scenario:
    """The scenario, locked and with its next version. Raises StaleError when somebody changed or applied it meanwhile."""
    row = held(Scenario.objects.filter(pk=scenario.pk), version=version, stale=stale)
    if row.applied_at is not None:
        raise stale(row)
    row.version += 1
    row.save(update_fields=["version"])
    return row


def stale(row: Scenario) -> StaleError:
    """Who changed it, or who applied it."""
    if row.applied_at is not None:
        who = cast(User, row.applied_by).name
        theirs = [("Applied", f"By {who} on {in_full(london_date(row.applied_at))}")]
        return StaleError(
            saved_by=who, saved_at=row.applied_at, theirs=theirs, link=row.get_absolute_url()
        )
    last = changes_of(Scenario, pgh_obj=row.pk)[0]
    theirs = [("Scenario", row.name), ("What is tried", str(row.changes.count()))]
    return StaleError(
        saved_by=last.who or "Somebody",
        saved_at=last.at,
        theirs=theirs,
        link=row.get_absolute_url(),
    )
