"""Confirming a handover brief (F-20)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from caseloads.models import Brief
from caseloads.selectors.brief import Part, brief_lines, newest_brief
from core.addresses import address
from core.calendar import london_date
from core.editing import lock
from core.errors import RefusedError, StaleError
from offenders import deadlines
from offenders.choices import CaseStatus
from offenders.models import Case
from people.choices import Agency
from people.models import User

NO_STAFF_RECORD = "Your account has no staff record, so you cannot confirm a handover brief."


@transaction.atomic
def confirm_brief(
    *,
    case: Case,
    parts: Sequence[Part],
    open_points: Sequence[str],
    adds: str,
    answers: str,
    version: int,
    by: User,
    at: datetime,
) -> Brief:
    """Keep what was read and what is added; `version` is the newest brief on the screen (0: none).

    Raises StaleError when somebody of the agency confirmed one meanwhile, RefusedError without a staff record and for a
    closed case.
    """
    officer = by.officer_or_none
    if officer is None:
        raise RefusedError(NO_STAFF_RECORD)
    locked, agency = lock(case), Agency(officer.agency)
    _refuse_stale(case, agency, version)
    if locked.status != CaseStatus.ACTIVE:
        raise RefusedError("This case is terminated, so nobody takes it over.")
    kept = Brief.objects.create(
        case=case,
        agency=agency,
        parts=[[part.title, [list(line) for line in part.lines]] for part in parts],
        open_points=list(open_points),
        adds=adds.strip(),
        answers=answers.strip(),
        confirmed_by=by,
        confirmed_at=at,
    )
    deadlines.refresh(
        [case.pk], changed=Brief, on=london_date(at), at=at, fact=f"brief:{kept.uuid}"
    )
    return kept


def _refuse_stale(case: Case, agency: Agency, version: int) -> None:
    newest = newest_brief(case, agency)
    if newest is not None and newest.pk != version:
        raise StaleError(
            saved_by=str(newest.confirmed_by),
            saved_at=newest.confirmed_at,
            theirs=brief_lines(newest),
            link=address("caseloads:brief", case.uuid),
        )
