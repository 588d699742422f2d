"""Recording what a tool says of a person, and taking back what was recorded in error."""

from datetime import datetime

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import held, lock
from core.errors import RefusedError, StaleError, refuse
from core.history import changes_of
from offenders import deadlines
from offenders.models import AssessmentTool, Case, ToolAssessment
from offenders.rules.tools import Said, assessment_problem
from offenders.selectors.assessed import last_of, tool_facts, version_of, words_of
from people.models import User


@transaction.atomic
def record_assessment(
    *,
    case: Case,
    tool: AssessmentTool,
    said: Said,
    assessed_by: str,
    version: int,
    by: User,
    at: datetime,
) -> ToolAssessment:
    """F-32: what a tool in use says of a person on a day; the newest of it counts.

    `assessed_by` names somebody else who assessed; empty, it was `by`. A second of the same day replaces the first, and
    the history keeps both. `version` is that of what the tool said before. Raises RefusedError where it cannot be,
    StaleError when somebody recorded one meanwhile.
    """
    stored, on = lock(case), london_date(at)
    officer = by.staff_record(so="an assessment cannot be yours")
    refuse(assessment_problem(tool_facts(tool), said, sex=stored.sex, on=on))
    if version_of(stored, tool) != version:
        raise _stale(stored, tool, at=at)
    rows = ToolAssessment.objects.filter(case=stored, tool=tool, assessed_on=said.assessed_on)
    row = rows.first() or ToolAssessment(
        case=stored, tool=tool, assessed_on=said.assessed_on, version=0
    )
    row.score, row.band, row.basis = said.score, said.band, said.basis
    row.rationale, row.error_note = said.rationale.strip(), ""
    row.assessed_by = assessed_by.strip()
    row.assessor = None if row.assessed_by else officer
    row.recorded_by, row.recorded_on = by, on
    row.version += 1
    row.save()
    _follow(row, at=at)
    return row


@transaction.atomic
def take_back(
    *, assessment: ToolAssessment, note: str, version: int, by: User, at: datetime
) -> None:
    """Say that an assessment was recorded in error: it counts on no day, and stays to be read with the reason.

    Raises RefusedError without a reason or a staff record, StaleError when somebody changed it meanwhile.
    """
    by.staff_record()
    if not note.strip():
        raise RefusedError("Say what is wrong with it.", about="note")
    rows = ToolAssessment.objects.filter(pk=assessment.pk).select_related("tool", "case")
    stored = held(
        rows,
        version=version,
        stale=lambda row: _stale(row.case, row.tool, at=at),
        behind=assessment.case,
    )
    if stored.error_note:
        raise _stale(stored.case, stored.tool, at=at)
    stored.error_note = note.strip()
    stored.version += 1
    stored.save(update_fields=["error_note", "version"])
    _follow(stored, at=at)


def _follow(row: ToolAssessment, *, at: datetime) -> None:
    deadlines.refresh(
        [row.case_id],
        changed=ToolAssessment,
        on=london_date(at),
        at=at,
        fact=f"assessment:{row.pk}",
    )


def _stale(case: Case, tool: AssessmentTool, *, at: datetime) -> StaleError:
    changes = changes_of(ToolAssessment, case=case.pk, tool=tool.pk)
    newest = last_of(case, tool)
    says = f"{words_of(newest)}, {in_full(newest.assessed_on)}" if newest else "Nothing any more"
    return StaleError(
        saved_by=(changes[0].who if changes else "") or "An import",
        saved_at=changes[0].at if changes else at,
        theirs=[(tool.name, says)],
    )
