"""Changing what a case weighs, from a day on (CAS-6)."""

from datetime import date, datetime

from django.db import transaction

from caseloads.choices import CaseType
from caseloads.models import Points
from caseloads.rules.points import points_problem
from caseloads.selectors.points import TierPage, points_history, said, tier_page
from caseloads.services.reference import recompute_soon
from core.calendar import in_full, london_date
from core.editing import one_at_a_time
from core.errors import RefusedError, StaleError, refuse
from offenders.rules import all_kinds


@transaction.atomic
def change_points(
    *,
    code: str,
    points: dict[CaseType, int | None],
    starts_on: date,
    version: int,
    at: datetime,
) -> TierPage:
    """Have cases of a tier weigh this from a day on; what held before holds until then, and the history keeps both.

    What is worked out from it follows within minutes where it holds already, else with the night before. Raises
    StaleError when somebody changed it meanwhile, RefusedError when the points or the day cannot be.
    """
    on = london_date(at)
    one_at_a_time("caseloads.points")
    page = tier_page(code, on=on)
    if page is None:
        raise RefusedError("No scheme has this tier.")
    if page.version != version:
        raise _stale(page, at=at)
    refuse(
        points_problem(
            points,
            page.newest,
            starts_on=starts_on,
            newest_starts_on=page.newest_starts_on,
            today=on,
        )
    )
    for case_type, value in points.items():
        if value is not None and value != page.newest[case_type]:
            _put(page, case_type, value, starts_on)
    if starts_on <= on:
        for kind in all_kinds(reading=Points._meta.label):
            recompute_soon(kind)
    return page


def _put(page: TierPage, case_type: CaseType, value: int, starts_on: date) -> None:
    """Entered for the same day before, it is replaced."""
    rows = Points.objects.filter(scheme=page.scheme, tier=page.tier, case_type=case_type)
    row = rows.filter(starts_on=starts_on).first() or Points(
        scheme=page.scheme, tier=page.tier, case_type=case_type, starts_on=starts_on, version=0
    )
    row.points = value
    row.version += 1
    row.save()


def _stale(page: TierPage, *, at: datetime) -> StaleError:
    last = next(iter(points_history(page)), None)
    theirs = [(kind.label, said(page.newest[kind])) for kind in CaseType]
    if page.newest_starts_on:
        theirs.append(("From", in_full(page.newest_starts_on)))
    return StaleError(
        saved_by=(last.who if last else "") or "Somebody",
        saved_at=last.at if last else at,
        theirs=theirs,
    )
