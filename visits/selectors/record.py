"""A visit's record as answers to the questions of the table, and as the lines of its page."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from core.calendar import in_full
from core.clock import LONDON
from core.questions import Answers, Question, joined, said
from visits.choices import CHILD_TOLD, ArmsFactor, ConditionResult
from visits.models import ConditionCheck, Visit
from visits.rules import seen_words
from visits.rules.questions import (
    ALONE,
    CONDITION,
    NO,
    NOTIFICATION,
    OTHER_PLACE,
    QUESTIONS,
    TOGETHER,
    YES,
    completing,
    is_found,
    shown,
)

Lines = list[tuple[str, str]]
FOUND = tuple({row.name: row for row in QUESTIONS if is_found(row)})


def answers_of(visit: Visit) -> dict[str, Any]:
    """What a visit says, by question; "" for a place that nobody wrote down. Its checks are not among them."""
    happened = visit.contact.happened_at.astimezone(LONDON)
    ended = visit.ended_at.astimezone(LONDON).time() if visit.ended_at else None
    return {
        **{name: getattr(visit, name) for name in FOUND},
        **{f"result_{purpose}": result for purpose, result in visit.purpose_results.items()},
        "purposes": visit.purposes,
        "happens_on": happened.date(),
        "happens_time": happened.time(),
        "ended_time": ended,
        "where": _where(visit),
        "premises": "" if visit.address else visit.premises,
        "crew": TOGETHER if visit.second_officer_id else ALONE,
        "second_officer": visit.second_officer_id,
        "single_crewed_because": visit.single_crewed_because,
        "is_announced": YES if visit.is_announced else NO,
        "announced_because": visit.announced_because,
        "notes": visit.contact.notes,
    }


def _where(visit: Visit) -> str:
    if visit.address:
        return str(visit.address.uuid)
    return OTHER_PLACE if visit.premises else ""


# Lines -----------------------------------------------------------------------------------------------


def saved_lines(visit: Visit, checks: Iterable[ConditionCheck]) -> Lines:
    """A visit as label and text, only what was written: for its page, and for the page that shows both texts."""
    found: Lines = [("Outcome", visit.get_outcome_display() or "Planned")]
    answers, given = answers_of(visit), list(checks)
    for row in shown():
        found += EACH[row.each](given) if row.each else _line(row, visit, answers)
    return [(label, text) for label, text in found if text]


def _line(row: Question, visit: Visit, answers: Answers) -> Iterator[tuple[str, str]]:
    own = SAID.get(row.name)
    if own:
        yield row.shown_as, own(visit)
        return
    details = (said(other, answers.get(other.name)) for other in completing(row.name))
    yield row.shown_as, joined(said(row, answers.get(row.name)), *details)


def place_of(visit: Visit) -> str:
    """Where, as written then; imported visits have at most the address."""
    return visit.premises or str(visit.address or "")


def moment(at: datetime) -> str:
    """A time as pages write it: 3 September 2026 at 10:35."""
    local = at.astimezone(LONDON)
    return f"{in_full(local.date())} at {local:%H:%M}"


def _when(visit: Visit) -> str:
    until = f" to {visit.ended_at.astimezone(LONDON):%H:%M}" if visit.ended_at else ""
    return moment(visit.contact.happened_at) + until


def _announced(visit: Visit) -> str:
    return f"Yes: {visit.announced_because}" if visit.is_announced else "No"


def _officers(visit: Visit) -> str:
    officer, second = visit.contact.officer, visit.second_officer
    return " and ".join(f"{row.name} ({row.code})" for row in (officer, second) if row)


def _children(visit: Visit) -> str:
    return seen_words(
        visit.children,
        detail=visit.children_detail,
        ages=visit.child_ages,
        relation=visit.child_relation,
    )


def child_of(visit: Visit) -> str:
    """What a record answers about children, where it tells of any (PRO-87)."""
    return _children(visit) if visit.children in CHILD_TOLD else ""


def _arms(visit: Visit) -> str:
    factors = "; ".join(factor.label for factor in ArmsFactor if factor in visit.arms_factors)
    return joined(factors, visit.arms_evidence)


# Lines that say more than the answers to their questions, or say it otherwise.
SAID: Mapping[str, Callable[[Visit], str]] = {
    "happens_on": _when,
    "where": place_of,
    "is_announced": _announced,
    "crew": _officers,
    "children": _children,
    "arms_factors": _arms,
}


def _conditions(checks: list[ConditionCheck]) -> Lines:
    """ORD-13: each condition with its own words."""
    return [
        (
            f"{row.condition.order}: {row.condition.get_category_display().lower()}",
            f"{_result(row)}\n{row.condition.words}",
        )
        for row in checks
        if row.condition
    ]


def _notified(checks: list[ConditionCheck]) -> Lines:
    """What was to be notified, in one line."""
    said = [
        f"{row.get_notification_display()}. {_result(row)}" for row in checks if row.notification
    ]
    return [("Notification", "\n".join(said))]


def _result(check: ConditionCheck) -> str:
    return joined(ConditionResult(check.result).label, check.concern)


EACH: Mapping[str, Callable[[list[ConditionCheck]], Lines]] = {
    CONDITION: _conditions,
    NOTIFICATION: _notified,
}
