"""Recording a risk level: a person decides it and says why; nothing here works one out (INF-14)."""

from datetime import date, datetime

from django.db import transaction

from core.calendar import london_date
from core.errors import RefusedError
from offenders import deadlines
from offenders.choices import RiskLevel, RiskTool
from offenders.models import Case, RiskAssessment
from people.choices import Agency
from people.models import User

TOOL_OF: dict[Agency, RiskTool] = {
    Agency.POLICE: RiskTool.POLICE,
    Agency.PROBATION: RiskTool.ROSH,
}


@transaction.atomic
def record_risk(
    *,
    case: Case,
    level: RiskLevel,
    assessed_on: date,
    rationale: str,
    by: User,
    at: datetime,
) -> RiskAssessment:
    """POL-21, PRO-20: the level that the assessor's own agency holds, from the day it was assessed.

    A second level of the same day replaces the first; the history keeps both. Raises RefusedError without a
    staff record, or when the day is ahead.
    """
    on, officer = london_date(at), by.staff_record(so="a risk level cannot be yours")
    if assessed_on > on:
        raise RefusedError("The date of the assessment cannot be in the future.")
    assessment, _ = RiskAssessment.objects.update_or_create(
        case=case,
        tool=TOOL_OF[Agency(officer.agency)],
        assessed_on=assessed_on,
        defaults={
            "level": level,
            "assessor": officer,
            "rationale": rationale,
            "recorded_by": by,
            "recorded_at": at,
        },
    )
    deadlines.refresh([case.pk], changed=RiskAssessment, on=on, at=at, fact=f"risk:{assessment.pk}")
    return assessment
