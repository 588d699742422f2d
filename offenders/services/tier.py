"""Recording a tier: one that another system has worked out, or the one that is worked out here."""

from datetime import date, datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import lock
from core.errors import RefusedError, StaleError, refuse
from core.history import changes_of
from offenders import deadlines
from offenders.choices import TierScheme
from offenders.models import Allocation, Case, Tier
from offenders.querysets import holds_on
from offenders.rules.tiers import tier_problem
from offenders.selectors.dated import dated
from offenders.selectors.tiers import newest_tier, version_of
from offenders.selectors.worked_tier import worked_tier
from people.choices import Agency
from people.models import User

WORKED_OUT = "the record here"


@transaction.atomic
def record_tier(
    *,
    case: Case,
    scheme: TierScheme,
    tier: str,
    calculated_on: date,
    source: str,
    version: int,
    by: User,
    at: datetime,
) -> Tier:
    """The tier of a case as it was worked out on a day, and where it was read; the newest counts.

    A second one of the same scheme and day replaces the first; the history keeps both. `version` is that of the
    tiers on the screen. Raises RefusedError where it cannot be, or of whoever is not of probation, whose tiers are;
    StaleError when somebody recorded one meanwhile.
    """
    stored, on = _held(case, version=version, by=by, at=at)
    refuse(tier_problem(scheme, tier, calculated_on, on=on))
    row = _row(stored, scheme, calculated_on)
    row.tier, row.source = tier, source.strip()
    row.is_provisional, row.steps = False, []
    return _saved(row, by=by, on=on, at=at)


@transaction.atomic
def record_worked_out(*, case: Case, tier: str, version: int, by: User, at: datetime) -> Tier:
    """PRO-1: the tier of version 3 that is worked out from the record today, with the steps that gave one.

    `tier` is what was on the screen, "C, provisional". Raises RefusedError where there is none, or where it is another
    one by now; of whoever is not of probation; StaleError when somebody recorded one meanwhile.
    """
    stored, on = _held(case, version=version, by=by, at=at)
    worked = worked_tier(dated(stored), on=on)
    if not worked.tier:
        raise RefusedError(f"{worked.says}.")
    if worked.says != tier:
        raise RefusedError(
            f"The record has changed meanwhile: it is {worked.says} now, not {tier}."
        )
    row = _row(stored, TierScheme.V3, on)
    row.tier, row.source, row.is_provisional = worked.tier, WORKED_OUT, worked.is_provisional
    row.steps = [[step.tier, step.words] for step in worked.steps]
    return _saved(row, by=by, on=on, at=at)


def _held(case: Case, *, version: int, by: User, at: datetime) -> tuple[Case, date]:
    """The case, locked, and today, if this user may record a tier and nobody has meanwhile."""
    stored, officer = lock(case), by.officer_or_none
    if officer is None or officer.agency != Agency.PROBATION:
        raise RefusedError("Tiers are probation's: an officer of probation records them.")
    if version_of(stored) != version:
        raise _stale(stored, at=at)
    return stored, london_date(at)


def _row(case: Case, scheme: TierScheme, calculated_on: date) -> Tier:
    rows = Tier.objects.filter(case=case, scheme=scheme, calculated_on=calculated_on)
    return rows.first() or Tier(case=case, scheme=scheme, calculated_on=calculated_on, version=0)


def _saved(row: Tier, *, by: User, on: date, at: datetime) -> Tier:
    row.recorded_by, row.recorded_on = by, on
    row.version += 1
    row.save()
    holding = Allocation.objects.filter(holds_on(on), case=row.case_id)
    deadlines.refresh(
        [row.case_id],
        officer_ids=set(holding.values_list("officer_id", flat=True)),
        changed=Tier,
        on=on,
        at=at,
        fact=f"tier:{row.pk}",
    )
    return row


def _stale(case: Case, *, at: datetime) -> StaleError:
    last = changes_of(Tier, case=case.pk)[0]
    newest = newest_tier(case)
    theirs = [("Tier", f"{newest}, worked out {in_full(newest.calculated_on)}")] if newest else []
    return StaleError(saved_by=last.who or "An import", saved_at=last.at, theirs=theirs)
