"""The thresholds of what officers carry, as in force on a day: the one place where they are read."""

from datetime import date

from caseloads.rules.load import CAPACITY, COUNT, REGISTERED
from caseloads.rules.thresholds import POINTS_BELOW, Steps
from core.standards import in_force


def steps_on(on: date) -> dict[str, Steps]:
    """The thresholds in force, by the code of the kind; none before the first of them held."""
    case, police = in_force("case.", on=on), in_force("police.rso_per_officer.", on=on)
    if not case or not police:
        return {}

    def value(key: str) -> int:
        return (case | police)[key].value

    return {
        COUNT: Steps(
            value("case.count.amber"), value("case.count.red"), value("case.count.critical")
        ),
        REGISTERED: Steps(
            value("police.rso_per_officer.amber"), value("police.rso_per_officer.red")
        ),
        CAPACITY: Steps(
            value("case.capacity.amber"), value("case.capacity.red"), margin=POINTS_BELOW
        ),
    }


def limits_of_load(*, on: date) -> Steps | None:
    """CAS-27: those of cases per officer; None before the first of them held."""
    return steps_on(on).get(COUNT)
