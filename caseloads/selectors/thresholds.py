"""The thresholds of what officers carry, as in force on a day: the one place where they are read."""

from datetime import date

from caseloads.rules.load import COUNT, steps_of
from caseloads.rules.thresholds import Steps
from core.standards import in_force


def steps_on(on: date) -> dict[str, Steps]:
    """The thresholds in force, by the code of the kind; none before the first of them held."""
    found = in_force("case.", on=on) | in_force("police.rso_per_officer.", on=on)
    return steps_of({key: row.value for key, row in found.items()})


def limits_of_load(*, on: date) -> Steps | None:
    """CAS-27: those of cases per officer; None before the first of them held."""
    return steps_on(on).get(COUNT)
