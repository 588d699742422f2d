"""Recording risk of serious harm by group: a person decides each level and answers five questions."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import lock
from core.errors import RefusedError, StaleError, refuse
from core.history import changes_of
from offenders import deadlines
from offenders.choices import PauseKind, RiskLevel, RiskTool
from offenders.models import Case, HarmAssessment, Pause, RiskAssessment
from offenders.querysets import holds_on
from offenders.rules.harm import GROUPS, QUESTIONS, harm_problem, highest
from offenders.selectors.harm import harm_lines, newest_harm, version_of
from offenders.services.risk import record_risk
from people.choices import Agency
from people.models import User


@transaction.atomic
def record_harm(
    *,
    case: Case,
    assessed_on: date,
    levels: Mapping[str, str],
    answers: Mapping[str, str],
    version: int,
    by: User,
    at: datetime,
) -> HarmAssessment:
    """PRO-21, PRO-23: the levels by group as at a day; the level over all is recorded with them.

    A second assessment of the day replaces the first; the history keeps both. A level that an extract gave for the day
    stays as it is. `version` is that of the assessments on the screen. Raises RefusedError where it cannot be, or of
    whoever is not of probation; StaleError when somebody recorded one meanwhile.
    """
    stored, on, officer = lock(case), london_date(at), by.officer_or_none
    if officer is None or officer.agency != Agency.PROBATION:
        raise RefusedError(
            "Risk of serious harm is probation's: an officer of probation records it."
        )
    theirs = _extract_level(stored, assessed_on)
    refuse(
        harm_problem(
            levels=levels,
            assessed_on=assessed_on,
            in_custody=_is_in_custody(stored, assessed_on),
            extract_level=theirs,
            on=on,
        )
    )
    if version_of(stored) != version:
        raise _stale(stored, at=at)
    row = _written(stored, assessed_on, levels, answers)
    row.assessor, row.recorded_by, row.recorded_on = officer, by, on
    row.version += 1
    row.save()
    if not theirs:
        _record_over_all(stored, row, by=by, at=at)
    fact = f"harmassessment:{row.pk}"
    deadlines.refresh([stored.pk], changed=HarmAssessment, on=on, at=at, fact=fact)
    return row


def _record_over_all(case: Case, row: HarmAssessment, *, by: User, at: datetime) -> None:
    """PRO-21: the highest of the groups is the level over all."""
    over_all = highest(row.levels.values())
    if over_all:
        record_risk(
            case=case,
            level=over_all,
            assessed_on=row.assessed_on,
            rationale=_rationale(row),
            by=by,
            at=at,
        )


def _written(
    case: Case, assessed_on: date, levels: Mapping[str, str], answers: Mapping[str, str]
) -> HarmAssessment:
    """The assessment of the day with what is said of it now, not saved yet."""
    known = HarmAssessment.objects.filter(case=case, assessed_on=assessed_on).first()
    row = known or HarmAssessment(case=case, assessed_on=assessed_on, version=0)
    for group in GROUPS:
        setattr(row, group, levels.get(group, ""))
    for name in QUESTIONS:
        setattr(row, name, answers[name].strip())
    return row


def _is_in_custody(case: Case, on: date) -> bool:
    return Pause.objects.filter(holds_on(on), case=case, kind=PauseKind.CUSTODY).exists()


def _extract_level(case: Case, assessed_on: date) -> str:
    """The level over all groups that another system gave for the day; empty where none did."""
    rows = RiskAssessment.objects.filter(
        case=case, tool=RiskTool.ROSH, assessed_on=assessed_on, recorded_by__isnull=True
    )
    return rows.values_list("level", flat=True).first() or ""


def _rationale(row: HarmAssessment) -> str:
    by_group = ", ".join(
        f"{GROUPS[group].lower()} {RiskLevel(level).label.lower()}"
        for group, level in row.levels.items()
    )
    return f"The highest of the groups at risk: {by_group}.\n{row.nature}"


def _stale(case: Case, *, at: datetime) -> StaleError:
    last, newest = changes_of(HarmAssessment, case=case.pk)[0], newest_harm(case)
    theirs = harm_lines(newest) if newest else []
    if newest:
        theirs.insert(0, ("Assessed on", in_full(newest.assessed_on)))
    return StaleError(saved_by=last.who or "An import", saved_at=last.at, theirs=theirs)
