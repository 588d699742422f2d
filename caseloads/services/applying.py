"""Applying a scenario: one act, through the doors by which each part of it is recorded otherwise."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import cast

from django.db import transaction

from caseloads.choices import ChangeKind
from caseloads.models import Change, Scenario
from caseloads.selectors.absences import version_of_absences
from caseloads.selectors.reductions import version_of_hours
from caseloads.selectors.whatif.checks import Check, checked, officer_of
from caseloads.selectors.whatif.scope import Scope
from caseloads.selectors.whatif.world import Outcome, figures_of, outcomes_of
from caseloads.services.absences import record_absence
from caseloads.services.reductions import record_reduction
from caseloads.services.whatif import stale
from core.editing import held, hold
from core.errors import RefusedError
from offenders.choices import AllocationReason, TierScheme
from offenders.models import Case
from offenders.selectors.allocation import leads_of
from offenders.selectors.tiers import version_of
from offenders.services.allocation import Decision, Given, allocate_all
from offenders.services.tier import record_tier
from people.choices import AbsenceKind, Agency, ReductionReason
from people.models import Officer, User

CHANGED = (
    "The record has changed since this page was shown. What follows is what is so now: read it, "
    "then apply again."
)


@dataclass(frozen=True, slots=True)
class Applying:
    """What whoever applies says of it; `seen` is the fingerprint of the figures that they looked at."""

    reason: str
    seen: str
    despite: str = ""
    tier_source: str = ""


@transaction.atomic
def apply_scenario(
    *, scenario: Scenario, said: Applying, version: int, by: User, at: datetime
) -> Scenario:
    """Do everything that is in it, or nothing.

    Of two who apply it one is told who was first (StaleError). Raises RefusedError where anything stands in the way, or
    where the figures are no longer those that were looked at: what was applied gives what it showed.
    """
    row = held(Scenario.objects.filter(pk=scenario.pk), version=version, stale=stale)
    if row.applied_at is not None:
        raise stale(row)
    scope = Scope(row, by, at)
    if not scope.changes:
        raise RefusedError("Nothing is tried in it yet, so there is nothing to apply.")
    hold(Case, sorted(scope.cases))
    hold(Officer, sorted({change.officer_id for change in scope.changes if change.officer_id}))
    (outcome,) = outcomes_of([scope])
    check = checked(scope, outcome.base, outcome.world.names)
    _refuse(check, said, scope)
    if outcome.fingerprint != said.seen:
        raise RefusedError(CHANGED)
    for kind, record in _DOORS.items():
        for change in scope.changes:
            if change.kind == kind:
                record(change, scope, said)
    _allocate(scope, said)
    return _applied(row, outcome, by=by, at=at)


def _refuse(check: Check, said: Applying, scope: Scope) -> None:
    if check.problems:
        raise RefusedError(" ".join(check.problems))
    if check.gaps and not said.despite.strip():
        words = "; ".join(check.gaps)
        raise RefusedError(
            f"{words}. Say why they take cases of this risk all the same (POL-22).", about="despite"
        )
    is_tiered = any(change.kind == ChangeKind.TIER for change in scope.changes)
    if is_tiered and not said.tier_source.strip():
        raise RefusedError("Say where the tiers were worked out.", about="tier_source")


def _applied(row: Scenario, outcome: Outcome, *, by: User, at: datetime) -> Scenario:
    row.shown = {
        str(key): figures_of(course.turns[0].measures)
        for key, course in outcome.course.items()
        if key > 0
    }
    row.applied_by, row.applied_at = by, at
    row.version += 1
    row.save(update_fields=["shown", "applied_by", "applied_at", "version"])
    return row


def _record_hours(change: Change, scope: Scope, said: Applying) -> None:
    officer = cast(Officer, change.officer)
    record_reduction(
        officer=officer,
        reason=ReductionReason(change.reason),
        hours=cast(Decimal, change.hours),
        starts_on=cast(date, change.starts_on),
        ends_on=change.ends_on,
        version=version_of_hours(officer),
        at=scope.at,
    )


def _record_leave(change: Change, scope: Scope, said: Applying) -> None:
    officer = cast(Officer, change.officer)
    record_absence(
        officer=officer,
        kind=AbsenceKind(change.reason),
        starts_on=cast(date, change.starts_on),
        ends_on=change.ends_on,
        version=version_of_absences(officer),
        by=scope.user,
        at=scope.at,
    )


def _record_tier(change: Change, scope: Scope, said: Applying) -> None:
    case = scope.cases[change.case_id or 0]
    record_tier(
        case=case,
        scheme=TierScheme(change.scheme),
        tier=change.tier,
        calculated_on=scope.on,
        source=said.tier_source,
        version=version_of(case),
        by=scope.user,
        at=scope.at,
    )


def _allocate(scope: Scope, said: Applying) -> None:
    """To adjust caseloads (CAS-18); the first allocation of a case is that."""
    given = []
    for change in scope.moves:
        case, to = scope.cases[change.case_id or 0], cast(Officer, officer_of(change))
        leads = leads_of(case, Agency(to.agency), on=scope.on)
        kind = AllocationReason.CASELOAD if leads.last else AllocationReason.INITIAL
        decision = Decision(to, scope.on, said.reason, said.despite, kind)
        given.append(Given(case, decision, leads.version))
    allocate_all(given=given, by=scope.user, at=scope.at)


_DOORS = {
    ChangeKind.HOURS: _record_hours,
    ChangeKind.LEAVE: _record_leave,
    ChangeKind.TIER: _record_tier,
}
