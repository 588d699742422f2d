"""The thresholds of what officers carry, as in force on a day: the one place where they are read."""

from collections.abc import Mapping
from datetime import date

from caseloads.rules.load import COUNT, steps_of
from caseloads.rules.thresholds import Steps
from core.standards import InForce, in_force


def steps_on(on: date) -> dict[str, Steps]:
    """The thresholds in force, by the code of the kind; none before the first of them held. One query."""
    return steps_in(in_force("", on=on))


def steps_in(found: Mapping[str, InForce]) -> dict[str, Steps]:
    """The same of standards that have been read."""
    return steps_of({key: row.value for key, row in found.items()})


def limits_of_load(*, on: date) -> Steps | None:
    """CAS-27: those of cases per officer; None before the first of them held."""
    return steps_on(on).get(COUNT)
