"""Whose programme stands still: one meaning for the list of cases, the number of a team and its CSV."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import OuterRef

from offenders.choices import DueState
from offenders.models import Deadline
from offenders.querysets import DeadlineQuerySet, of_cases
from offenders.rules import label_of
from programmes.deadlines import STANDS_STILL

LABEL = "Programme standing still"
# What is accepted for a while stands still all the same.
STATES = (DueState.OVERDUE, DueState.ACCEPTED)


def standing_still(case: OuterRef, *, on: date) -> DeadlineQuerySet:
    """What of a case says so on a day: past its day, whether or not that is accepted for a while."""
    rows: Any = Deadline.objects.filter(case=case, kind__in=STANDS_STILL).with_own_state(on=on)
    found: DeadlineQuerySet = rows.filter(state__in=STATES)
    return found


def still_words(case_ids: Collection[int], *, on: date) -> dict[int, str]:
    """What stands still in each of these cases, the gravest of it, in its one sentence; one query."""
    rows: Any = Deadline.objects.filter(of_cases(case_ids), kind__in=STANDS_STILL)
    found: dict[int, str] = {}
    for row in rows.gravest_first(on=on).filter(state__in=STATES):
        found.setdefault(row.case_id, f"{label_of(row.kind)}: {row.because}")
    return found
