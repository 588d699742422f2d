"""Recording a tier that another system has worked out."""

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
from offenders.selectors.tiers import newest_tier, version_of
from people.choices import Agency
from people.models import User


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
    stored, on, officer = lock(case), london_date(at), by.officer_or_none
    if officer is None or officer.agency != Agency.PROBATION:
        raise RefusedError("Tiers are probation's: an officer of probation records them.")
    refuse(tier_problem(scheme, tier, calculated_on, on=on))
    if version_of(stored) != version:
        raise _stale(stored, at=at)
    rows = Tier.objects.filter(case=stored, scheme=scheme, calculated_on=calculated_on)
    row = rows.first() or Tier(case=stored, scheme=scheme, calculated_on=calculated_on, version=0)
    row.tier, row.source = tier, source.strip()
    row.recorded_by, row.recorded_on = by, on
    row.version += 1
    row.save()
    holding = Allocation.objects.filter(holds_on(on), case=stored)
    deadlines.refresh(
        [stored.pk],
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
