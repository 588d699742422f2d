"""Whose programme stands still: one meaning for the list of cases, the number of a team and its CSV."""

from datetime import date
from typing import Any

from django.db.models import OuterRef

from offenders.choices import DueState
from offenders.models import Deadline
from offenders.querysets import DeadlineQuerySet
from programmes.deadlines import STANDS_STILL

LABEL = "Programme standing still"
# What is accepted for a while stands still all the same.
STATES = (DueState.OVERDUE, DueState.ACCEPTED)


def standing_still(case: OuterRef, *, on: date) -> DeadlineQuerySet:
    """What of a case says so on a day: past its day, whether or not that is accepted for a while."""
    rows: Any = Deadline.objects.filter(case=case, kind__in=STANDS_STILL).with_own_state(on=on)
    found: DeadlineQuerySet = rows.filter(state__in=STATES)
    return found
