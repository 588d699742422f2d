"""Since when officers are at or above a threshold, and what happened since: read once for all who are."""

from collections.abc import Collection, Mapping
from datetime import date

from caseloads.rules.causes import (
    Came,
    Cause,
    Covers,
    Lost,
    Overran,
    Released,
    Rose,
    last_below,
    since,
)
from caseloads.rules.histories import History
from caseloads.rules.load import CAPACITY, is_over
from caseloads.rules.measures import Nominal, Row
from caseloads.rules.thresholds import Steps
from caseloads.selectors.histories import histories, points_rows
from caseloads.selectors.measures import nominal_on
from offenders.deadlines import Shared


def causes_of(
    shared: Shared, over: Mapping[int, Collection[str]], steps: Mapping[str, Steps]
) -> dict[int, dict[str, Cause]]:
    """By officer and kind; of those alone who are over. Ten queries, and none where nobody is."""
    if not over:
        return {}
    rows = points_rows()
    nominal = nominal_on(shared.on)
    return {
        officer_id: {
            kind: _cause(history, kind, steps[kind], rows, nominal, on=shared.on)
            for kind in over[officer_id]
        }
        for officer_id, history in histories(list(over), until=shared.on).items()
    }


def _cause(
    history: History, kind: str, steps: Steps, rows: list[Row], nominal: Nominal, *, on: date
) -> Cause:
    days = set(history.days())
    if kind == CAPACITY:
        days.update(row.starts_on for row in rows)

    def over_on(day: date) -> bool:
        return is_over(kind, history.measures_on(day, rows, nominal), steps)

    last = last_below(days, over_on, on=on)
    relevant = (Came, Covers, Overran) if kind != CAPACITY else (Came, Covers, Lost, Rose, Released)
    events = (event for event in history.events(on, rows) if isinstance(event, relevant))
    return since(last, events)
