"""Work before a start that is still open when the start is near (PRG-48)."""

from datetime import date, timedelta

from core.calendar import in_full
from core.words import within_sentence
from offenders.rules import Due, Input
from offenders.rules.clock import Assessment
from offenders.rules.due import ROOM, TOLD_AHEAD
from programmes.rules.stalled import severity
from programmes.rules.start import Before, Referred, StartFacts, ToPrepare, asks_for_start


def start_of(facts: StartFacts) -> date | None:
    """PRG-48: the first session of the group in which somebody has a seat, or the start on record; the earlier of both."""
    planned = facts.referral.started_on if facts.referral else None
    known = [day for day in (facts.first_session, planned) if day is not None]
    return min(known, default=None)


def pre_programme_work_due(facts: StartFacts, on: date) -> list[Due]:
    """PRG-48: each piece of work before a start is done so many weeks before it; asked until the programme has begun.

    Work of which its own day comes earlier is shown from that day on. It is no flag yet: only a start that is near is.
    """
    start, before, found = start_of(facts), facts.before, facts.referral
    if start is None or before is None or found is None or not asks_for_start(facts, on):
        return []
    return [_due(item, found, start, before, facts.rosh) for item in facts.to_prepare]


def _due(
    item: ToPrepare, found: Referred, start: date, before: Before, rosh: Assessment | None
) -> Due:
    programme, last = found.length.programme, start - timedelta(weeks=before.weeks)
    rows = [
        Input("Work before the start", _named(item), item.by_on, item.ref),
        Input("Start", programme, start, found.ref),
    ]
    if rosh:
        rows.append(Input("Risk of serious harm", f"{rosh.level.label}, set", rosh.on, rosh.ref))
    return Due(
        on=last,
        rule="PRG-48",
        because=(
            f"To be done {before.weeks} weeks before {programme} starts, on {in_full(start)}: {within_sentence(item.words)}.{_own_day(item)}"
        ),
        severity=severity(rosh),
        inputs=(*rows, before.standard),
        value=item.words[: ROOM["value"]],
        subject=item.ref.partition(":")[2],
        told_on=min(last - TOLD_AHEAD, item.by_on or date.max),
        cause=f"before:{found.ref}",
    )


def _named(item: ToPrepare) -> str:
    return f"{item.words}, by" if item.by_on else item.words


def _own_day(item: ToPrepare) -> str:
    return f" Its own day is {in_full(item.by_on)}." if item.by_on else ""
