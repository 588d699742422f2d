"""The courses that holding high risk asks for, and of which of them nothing is on record."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from core.prepared import one_of
from core.standards import InForce
from offenders.rules.allocation import ASKED_OF, COURSES
from people.choices import Agency, TrainingKind
from people.models import Officer, Training

TRAINING = "training."


def asked_in(settings: Mapping[str, InForce]) -> dict[Agency, list[str]]:
    """POL-22, F-1: the courses that high risk asks of the officers of each agency, where their setting is 1."""
    return {
        agency: [
            name
            for name in names
            if (found := settings.get(f"{TRAINING}{agency.value}.{name.lower()}")) and found.value
        ]
        for agency, names in ASKED_OF.items()
    }


def unrecorded(
    officers: Mapping[int, Officer], asked: Mapping[Agency, list[str]], *, on: date
) -> dict[int, list[str]]:
    """POL-22: which courses that are asked of these officers are on record nowhere, current or run out; one query."""
    done: dict[int, set[TrainingKind]] = defaultdict(set)
    rows = Training.objects.filter(one_of("officer", officers), trained_on__lte=on).order_by()
    for officer_id, kind in rows.values_list("officer_id", "kind"):
        done[officer_id].add(TrainingKind(kind))
    lacking = {
        pk: [name for name in asked[Agency(row.agency)] if not COURSES[name] & done[pk]]
        for pk, row in officers.items()
    }
    return {pk: names for pk, names in lacking.items() if names}
