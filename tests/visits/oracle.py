"""A second, plain answer to "which visits are overdue": facts as dictionaries, one case at a time, no engine.

Written from the rules' text alone, so that the engine and this cannot be wrong in the same way.
"""

import calendar
from datetime import date

MONTHS = {"very_high": 1, "high": 3, "medium": 6, "low": 12}


def months_after(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def covers(span: tuple[date, date | None], on: date) -> bool:
    return span[0] <= on and (span[1] is None or on < span[1])


def visit_due(case: dict, on: date) -> date | None:
    """The day by which the next visit is due; None when none is, or when it cannot be worked out."""
    if case["status"] != "active" or not any(covers(span, on) for span in case["registered"]):
        return None
    if any(covers(span, on) for span in case["custody"]):
        return None
    levels = [(day, level) for day, level in case["risk"] if day <= on]
    starts = [begin for begin, _ in case["police"] if begin <= on]
    if not levels or not starts:
        return None
    marks = [min(starts)]
    marks += [end for _, end in case["custody"] if end is not None and end <= on]
    marks += [day for day, outcome in case["visits"] if outcome == "seen_inside" and day <= on]
    return months_after(max(marks), MONTHS[max(levels)[1]])


def missing(case: dict, on: date) -> set[str]:
    """The facts without which nobody can say when the next visit is due."""
    in_force = any(covers(span, on) for span in case["registered"])
    paused = any(covers(span, on) for span in case["custody"])
    if case["status"] != "active" or not in_force or paused:
        return set()
    found = set()
    if not any(day <= on for day, _ in case["risk"]):
        found.add("home_visit:police_risk_level")
    if not any(covers(span, on) for span in case["police"]):
        found.add("home_visit:police_officer")
    return found
