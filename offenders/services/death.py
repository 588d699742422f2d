"""JOB-5: a death, once a supervisor has confirmed it, ends what is due."""

from core.calendar import in_full
from core.errors import Problem
from offenders.models import Case, Report
from offenders.services.effects import Effect


def _problem(report: Report) -> Problem | None:
    case, day = report.case, report.happened_on
    if case.died_on is not None:
        return Problem("", f"A death is on record already: {in_full(case.died_on)}.")
    if day > report.told_on:
        return Problem("happened_on", "They cannot have died after the day on which it was told")
    if case.date_of_birth and day < case.date_of_birth:
        return Problem("happened_on", f"They were born on {in_full(case.date_of_birth)}")
    return None


def _begin(report: Report) -> None:
    _store(report.case, report)


def _undo(report: Report) -> None:
    _store(report.case, None)


def _store(case: Case, report: Report | None) -> None:
    case.died_on = report.happened_on if report else None
    case.version += 1
    case.save(update_fields=["died_on", "version"])


DEATH = Effect(problem=_problem, begin=_begin, undo=_undo, changed=(Case,))
