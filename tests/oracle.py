"""A second, plain answer to what is due, for each kind: facts as dictionaries, one case at a time, no engine.

Written from the rules' text alone (docs/rules; of visits docs/extract.md, "What makes a home visit due"), with nothing of the
service, so that the engine and this cannot be wrong in the same way. `people_of` reads the facts from the files of a clean
extract; what an untidy one makes of its rows is the importer's business.
"""

import calendar
import csv
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

MONTHS = {"very_high": 1, "high": 3, "medium": 6, "low": 12}

# status; registered, custody and police: (first day, first day no longer or None); risk: (day, level);
# visits: (day, outcome).
Facts = dict[str, Any]
Row = dict[str, str]


def visit_due(case: Facts, on: date) -> date | None:
    """The day by which the next visit is due; None when none is, or when it cannot be worked out."""
    if case["status"] != "active" or not any(_covers(span, on) for span in case["registered"]):
        return None
    if any(_covers(span, on) for span in case["custody"]):
        return None
    levels = [(day, level) for day, level in case["risk"] if day <= on]
    starts = [begin for begin, _ in case["police"] if begin <= on]
    if not levels or not starts:
        return None
    marks = [min(starts)]
    marks += [end for _, end in case["custody"] if end is not None and end <= on]
    marks += [day for day, outcome in case["visits"] if outcome == "seen_inside" and day <= on]
    return months_after(max(marks), MONTHS[max(levels)[1]])


def missing(case: Facts, on: date) -> set[str]:
    """The facts without which nobody can say when the next visit is due."""
    in_force = any(_covers(span, on) for span in case["registered"])
    paused = any(_covers(span, on) for span in case["custody"])
    if case["status"] != "active" or not in_force or paused:
        return set()
    found = set()
    if not any(day <= on for day, _ in case["risk"]):
        found.add("home_visit:police_risk_level")
    if not any(_covers(span, on) for span in case["police"]):
        found.add("home_visit:police_officer")
    return found


def overdue(folder: Path, on: date) -> dict[str, date]:
    """CRN: the last day in time, for everybody in the extract whose visit is overdue on `on`."""
    due = {crn: visit_due(case, on) for crn, case in people_of(folder).items()}
    return {crn: day for crn, day in due.items() if day is not None and day < on}


def people_of(folder: Path) -> dict[str, Facts]:
    """What the rule reads of each person of a clean extract, by CRN."""
    police = {row["officer_code"] for row in _rows(folder, "officers") if row["agency"] == "police"}
    people: dict[str, Facts] = {
        row["crn"]: {"status": row["status"]} for row in _rows(folder, "offenders")
    }
    for fact, (file, counts, value) in {
        "police": ("allocations", lambda row: row["officer_code"] in police, _span),
        "registered": ("registrations", lambda row: row["register"] == "ARSO", _span),
        "custody": ("custody", lambda row: True, _span),
        "risk": ("risk_assessments", lambda row: row["tool"] == "police", _level),
        "visits": ("visits", lambda row: True, _outcome),
    }.items():
        _collect(people, fact, [row for row in _rows(folder, file) if counts(row)], value)
    return people


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def day_of(text: str) -> date:
    """`2026-03-09`, or `09/03/2026`, day first; a time after it does not matter."""
    text = text.strip().split()[0]
    if "/" not in text:
        return date.fromisoformat(text)
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day))


def _covers(span: tuple[date, date | None], on: date) -> bool:
    return span[0] <= on and (span[1] is None or on < span[1])


def _collect(
    people: dict[str, Facts], fact: str, rows: list[Row], value: Callable[[Row], tuple[Any, ...]]
) -> None:
    for case in people.values():
        case[fact] = []
    for row in rows:
        people[row["crn"]][fact].append(value(row))


def _span(row: Row) -> tuple[date, date | None]:
    return day_of(row["starts_on"]), day_of(row["ends_on"]) if row["ends_on"] else None


def _level(row: Row) -> tuple[date, str]:
    return day_of(row["assessed_on"]), row["level"]


def _outcome(row: Row) -> tuple[date, str]:
    return day_of(row["happened_at"]), row["outcome"]


def _rows(folder: Path, file: str) -> Iterator[Row]:
    path = folder / f"{file}.csv"
    if not path.exists():
        return
    with path.open(encoding="utf-8-sig", newline="") as handle:
        for row in csv.DictReader(handle):
            values = {name: value.strip() for name, value in row.items()}
            yield values | ({"crn": values["crn"].upper()} if "crn" in values else {})


# Bank holidays of England and Wales as gov.uk publishes them, typed from there.
BANK_HOLIDAYS = {
    date.fromisoformat(day)
    for day in [
        "2025-01-01",
        "2025-04-18",
        "2025-04-21",
        "2025-05-05",
        "2025-05-26",
        "2025-08-25",
        "2025-12-25",
        "2025-12-26",
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
        "2026-12-25",
        "2026-12-28",
        "2027-01-01",
        "2027-03-26",
        "2027-03-29",
        "2027-05-03",
        "2027-05-31",
        "2027-08-30",
        "2027-12-27",
        "2027-12-28",
    ]
}


def working_days_after(day: date, days: int) -> date:
    """The so-many-th working day after a day."""
    while days:
        day = day.fromordinal(day.toordinal() + 1)
        if day.isoweekday() <= 5 and day not in BANK_HOLIDAYS:
            days -= 1
    return day


def outcomes_due(case: Facts, on: date) -> dict[str, date]:
    """Appointments without outcome on a day, by key: the last day in time to record how they ended.

    `died`: the day or None. `appointments`: key -> versions, oldest first, each (recorded on, arranged for, has an
    outcome).
    """
    found: dict[str, date] = {}
    if case["died"] is not None and case["died"] <= on:
        return found
    for key, versions in case["appointments"].items():
        known = [version for version in versions if version[0] <= on]
        if known and known[-1][1] <= on and not known[-1][2]:
            found[key] = working_days_after(known[-1][1], 2)
    return found


def answers_due(reviews: dict[str, Any], on: date) -> dict[str, date]:
    """Questions that stand open on a day, by key: the last day in time. `reviews`: key -> (asked on, answered on or None)."""
    return {
        key: working_days_after(asked, 5)
        for key, (asked, answered) in reviews.items()
        if asked <= on and (answered is None or answered > on)
    }


def warrants_due(case: Facts, on: date) -> dict[str, date]:
    """Addresses at which somebody is to decide about a warrant on a day: since when.

    `active`; `away`: spans in custody or hospital; `visits`: (day, outcome, whether it was to search, address), at most
    one a day; `decided`: (day, address, day of the last occasion known).
    """
    if not case["active"] or any(_covers(span, on) for span in case["away"]):
        return {}
    found = {place: _to_decide(case, place, on) for place in {row[3] for row in case["visits"]}}
    return {place: since for place, since in found.items() if since}


def _to_decide(case: Facts, place: str, on: date) -> date | None:
    known = [row[2] for row in case["decided"] if row[0] <= on and row[1] == place]
    count, since = 0, None
    for day, outcome, searches, where in sorted(case["visits"]):
        if day > on or where != place:
            continue
        if outcome == "seen_inside":
            count, since = 0, None
        elif searches and outcome in {"entry_refused", "not_in"}:
            count += 1
            is_new = count >= 2 and day > max(known, default=date.min)
            since = since or (day if is_new else None)
    return since


def children_due(visits: dict[str, Any], on: date) -> dict[str, date]:
    """Children of visits that nobody has answered for on a day, by key: the day on which they were told of.

    `visits`: key -> (versions, answers), oldest first; a version is (recorded on, what it tells of a child or ""), an
    answer (recorded on, the number of the version that was on the screen, the first being 1).
    """
    found: dict[str, date] = {}
    for key, (versions, answers) in visits.items():
        known = [version for version in versions if version[0] <= on]
        upto = max((number for day, number in answers if day <= on), default=0)
        told_before = ""
        for number, (day, words) in enumerate(known, start=1):
            if words and words != told_before and number > upto:
                found.setdefault(key, day)
            told_before = words or told_before
    return found


def enquiries_due(enquiries: dict[str, Any], on: date) -> dict[str, date]:
    """Enquiries that are not considered on a day, by key: (asked on, considered on or None)."""
    return {
        key: working_days_after(asked, 10)
        for key, (asked, considered) in enquiries.items()
        if asked <= on and (considered is None or considered > on)
    }


# For how many years a full order of a kind is made, in law: at least, at most (None: without limit, or until further order).
ORDER_YEARS: dict[str, tuple[int, int | None]] = {
    "shpo": (5, None),
    "sro": (2, None),
    "sopo": (5, None),
    "voo": (2, 5),
}
SAID_BY_REGISTER = {
    "SOPS": {"shpo", "sro", "sopo", "rsho"},
    "RSTO": {"restraining"},
    "SPO": {"stalking"},
}


def orders_due(case: Facts, on: date) -> dict[tuple[str, str, str], tuple[date, date]]:
    """What the orders of a case ask for on a day: (kind, subject, missing fact) -> (last day in time, told from).

    `active`; `registers`: code -> since when; `orders`: each with key, kind, interim, made, starts, ends (the first day
    without it, or None), why (it ended; empty where it was not ended), served, recorded, and `conditions` with key,
    travel (whether it forbids travel), starts, ends, why, recorded. Both have `renewals`, in the order in which they
    were decided: decided (the day), ends (of then), by (to apply by, None to let it end).
    """
    if not case["active"]:
        return {}
    found: dict[tuple[str, str, str], tuple[date, date]] = {}
    known = [order for order in case["orders"] if order["recorded"] <= on]
    for order in known:
        _ask_of_order(found, order, known, on)
        for condition in order["conditions"]:
            if condition["recorded"] <= on:
                _ask_of_ban(found, condition, order, on)
                _ask_to_renew_ban(found, condition, order, known, on)
    in_force = {order["kind"] for order in known if _covers((order["starts"], order["ends"]), on)}
    for code, since in case["registers"].items():
        if since <= on and not SAID_BY_REGISTER[code] & in_force:
            found["order_missing", code, "order"] = (since, _days(since, -7))
    return found


def _ask_of_order(found: Facts, order: Facts, known: list[Facts], on: date) -> None:
    key, why, recorded = order["key"], order["why"], order["recorded"]
    if why:
        return
    followed, decided = _is_followed(order, known), _decided(order, on)
    _ask_to_renew(found, order, decided, followed, on)
    if _has_run_out(order, on):
        if order["interim"] and not followed:
            late = max(_days(order["ends"], -1), recorded)
            found["order_end", key, ""] = (late, _days(late, -7))
        return
    if order["ends"] and not decided:
        last = _days(order["ends"], -1)
        found["order_end", key, ""] = (last, _days(last, -90))
    if order["served"] is None:
        found["order_service", key, ""] = (recorded, _days(recorded, -7))
    if _is_odd_length(order):
        found["order_check", key, ""] = (recorded, _days(recorded, -7))
    conditions = [row for row in order["conditions"] if row["recorded"] <= on]
    is_empty = not any(_covers((row["starts"], row["ends"]), on) for row in conditions)
    if is_empty and order["starts"] <= on and order["kind"] not in {"notification", "other"}:
        ended = [
            row["ends"]
            for row in conditions
            if row["ends"] and row["ends"] <= on and row["why"] != "error"
        ]
        since = max([recorded, order["starts"], *ended])
        found["order_conditions", key, ""] = (since, _days(since, -7))


def _is_followed(order: Facts, known: list[Facts]) -> bool:
    return any(
        other["kind"] == order["kind"]
        and not other["interim"]
        and other["why"] != "error"
        and (other["made"] > order["made"] or (order["interim"] and other["made"] == order["made"]))
        for other in known
    )


def _ask_to_renew(
    found: Facts, order: Facts, decided: Facts | None, followed: bool, on: date
) -> None:
    if not decided or not decided["by"] or followed:
        return
    if not order["interim"] or not _has_run_out(order, on):
        found["order_renewal", order["key"], ""] = (decided["by"], _days(decided["by"], -7))


def _ask_of_ban(found: Facts, condition: Facts, order: Facts, on: date) -> None:
    if (
        not _is_ban(condition, order)
        or condition["why"]
        or _has_run_out(condition, on)
        or _has_run_out(order, on)
    ):
        return
    key, recorded = condition["key"], condition["recorded"]
    if condition["ends"] and not _decided(condition, on):
        last = _days(condition["ends"], -1)
        found["travel_ban_end", key, ""] = (last, _days(last, -90))
    ends = [day for day in (condition["ends"], order["ends"]) if day]
    if not ends or min(ends) > months_after(condition["starts"], 60):
        found["travel_ban_check", key, ""] = (recorded, _days(recorded, -7))


def _ask_to_renew_ban(
    found: Facts, condition: Facts, order: Facts, known: list[Facts], on: date
) -> None:
    decided = _decided(condition, on)
    if not _is_ban(condition, order) or condition["why"] or _has_run_out(order, on) or not decided:
        return
    followed = any(
        _is_ban(other, its)
        and other["recorded"] <= on
        and other["why"] != "error"
        and other["starts"] > condition["starts"]
        for its in known
        for other in its["conditions"]
    )
    if decided["by"] and not followed:
        by = decided["by"]
        found["travel_ban_renewal", condition["key"], ""] = (by, _days(by, -7))


def _is_ban(condition: Facts, order: Facts) -> bool:
    return bool(condition["travel"]) and order["kind"] in {"shpo", "sro", "sopo", "fto"}


def _decided(span: Facts, on: date) -> Facts | None:
    """The last decision by the day that was about the end that it has."""
    about = [
        row for row in span["renewals"] if row["decided"] <= on and row["ends"] == span["ends"]
    ]
    return about[-1] if about else None


def _has_run_out(span: Facts, on: date) -> bool:
    """Its last day has passed; what was recorded in error ends where it starts and never held."""
    return span["ends"] is not None and (span["ends"] <= on or span["ends"] <= span["starts"])


def _is_odd_length(order: Facts) -> bool:
    if order["interim"] or order["kind"] not in ORDER_YEARS:
        return False
    least, most = ORDER_YEARS[order["kind"]]
    if order["ends"] is None:
        return most is not None
    too_short = order["ends"] < months_after(order["starts"], 12 * least)
    return too_short or (
        most is not None and order["ends"] > months_after(order["starts"], 12 * most)
    )


def _days(day: date, days: int) -> date:
    return day.fromordinal(day.toordinal() + days)


# Probation: the first appointment, and the contact after it ---------------------------------------------

IN_PERSON = {"COAP", "CHVS", "COOO", "CODC", "C084", "COAI", "COHV", "CODI"}
CAME = {"ATTC", "AFTC", "ATSH", "ATSS"}
FROM_PRISON = {"licence", "custody"}


def seen_due(case: Facts, on: date) -> dict[str, date | None]:
    """`first_appointment` or `contact` with the last day in time; a day of None where nobody can say which.

    led, custody, paused: (first day, first day no longer or None); sentences: that and the kind in front; rosh: (day,
    level); contacts: (day, type, outcome, agency); often, one at a time: (span, days, level set for, approved on or None).
    """
    in_force = [row for row in case["sentences"] if _covers(row[1:], on)]
    stands_still = any(_covers(span, on) for span in [*case["custody"], *case["paused"]])
    led = any(_covers(span, on) for span in case["led"])
    if case["status"] != "active" or not in_force or stands_still or not led:
        return {}
    kind, begin, _ = max(in_force, key=lambda row: (row[1], row[0] in FROM_PRISON))
    out = [end for _, end in case["custody"] if end is not None and begin <= end <= on]
    start = max([begin, *out])
    came = sorted(
        (day, outcome)
        for day, type_code, outcome, agency in case["contacts"]
        if agency == "probation"
        and type_code in IN_PERSON
        and outcome in CAME
        and start <= day <= on
    )
    if not came:
        soon = kind in FROM_PRISON or out
        return {"first_appointment": working_days_after(start, 1 if soon else 5)}
    levels = [row for row in case["rosh"] if row[0] <= on]
    if not levels:
        return {"contact": None}
    last = max([day for day, outcome in came if outcome == "ATTC"], default=came[0][0])
    level = max(levels)[1]
    weeks = {"very_high": 7, "high": 14}
    due = last + timedelta(days=weeks[level]) if level in weeks else months_after(last, 1)
    for span, days, set_for, approved_on in case.get("often", ()):
        own = last + timedelta(days=days)
        agreed = approved_on is not None and approved_on <= on and set_for == level
        if _covers(span, on) and (own <= due or agreed):
            due = own
    return {"contact": due}


def without_probation(case: Facts, on: date) -> date | None:
    """Since when a sentence in force has had no officer of probation; None when it has one.

    sentences as above; led, elsewhere: (first day, first day no longer or None).
    """
    begun = [row[1] for row in case["sentences"] if _covers(row[1:], on)]
    if case["status"] != "active" or not begun:
        return None
    if any(_covers(span, on) for span in [*case["led"], *case["elsewhere"]]):
        return None
    return max([min(begun), *(end for _, end in case["led"] if end is not None and end <= on)])


FAILED = {"AFTC", "ATSH", "ATFI", "UAAB", "AFTA"}
WARN = {"EA02", "EA03", "EA04"}
TO_COURT = {"IBR", "IMB", "BIP", "BRE", "BRE02", "EA08", "EA09", "EA10"}
DECIDES = {"LCL", "EA11", "REC", "IBR", "IMB"}


def enforcement_due(case: Facts, on: date) -> set[tuple[str, str, date]]:
    """Kind, contact and last day in time of everything that is asked about a failure to comply.

    As above; failures: (day, key, outcome, [(action, reason, day it was taken)], answer by or None, agency, where it was recorded).
    """
    in_force = [row for row in case["sentences"] if _covers(row[1:], on)]
    stands_still = any(_covers(span, on) for span in [*case["custody"], *case["paused"]])
    led = any(_covers(span, on) for span in case["led"])
    if case["status"] != "active" or not in_force or stands_still or not led:
        return set()
    kind, begin, _ = max(in_force, key=lambda row: (row[1], row[0] in FROM_PRISON))
    start = max([begin, *(end for _, end in case["custody"] if end and begin <= end <= on)])
    found, warned = set(), []
    for day, key, outcome, actions, by in sorted(row[:5] for row in case["failures"] if _ours(row)):
        if outcome not in FAILED or not start <= day <= on:
            continue
        codes = [code for code, _, _ in actions]
        if not codes or outcome == "AFTA":
            found.add(("outcome_action", key, by or working_days_after(day, 2)))
        if by:
            found.add(("enforcement_answer", key, by))
        is_again = any(first <= day < _a_year_after(first) for first in warned)
        if outcome != "AFTA":
            found |= {(name, key, last) for name, last in _decide(kind, day, actions, is_again)}
        back = max((place for place, code in enumerate(codes) if code == "EA07"), default=-1)
        warned += [taken for code, _, taken in actions[back + 1 :] if code in WARN]
    return found


def _a_year_after(day: date) -> date:
    """The same day of the next year; the day after 28 February where there is no 29th."""
    is_leap_day = (day.month, day.day) == (2, 29)
    return date(day.year + 1, 3, 1) if is_leap_day else date(day.year + 1, day.month, day.day)


def _ours(row: tuple[Any, ...]) -> bool:
    return row[5] == "probation" and row[6] == "service"


def _decide(
    kind: str, day: date, actions: list[tuple[str, str, date]], is_again: bool
) -> Iterator[tuple[str, date]]:
    """On licence about every failure; in the community about one within twelve months of a warning."""
    if kind in FROM_PRISON:
        if not any(code in DECIDES or (code == "NFA" and why) for code, why, _ in actions):
            yield "licence_decision", working_days_after(day, 1)
    elif is_again and not any(code in TO_COURT for code, _, _ in actions):
        yield "breach", working_days_after(day, 10)


def routine_stops(
    kind: str, begin: date, end: date | None, level: str, is_kept: bool
) -> date | None:
    """Probation Reset: the first day of the final third, of whom it covers; None of anybody else."""
    if kind in FROM_PRISON or end is None or level in {"", "very_high"} or is_kept:
        return None
    day = begin
    while 3 * (day - begin).days < 2 * (end - begin).days:
        day += timedelta(days=1)
    return day


WEEKS = {
    "Building Choices: high": 25,
    "Building Choices Plus": 25,
    "Kaizen": 25,
    "Becoming New Me Plus": 25,
}
TO_ASSESS = {
    "awaiting_assessment",
    "referral_submitted",
    "assessment_started",
    "on_hold_referral_submitted",
    "on_hold_awaiting_assessment",
    "on_hold_assessment_started",
}
TO_DATE = {
    "awaiting_allocation",
    "suitable_not_ready",
    "deprioritised",
    "deferred",
    "assessed_suitable",
}


def programme_due(case: Facts, on: date) -> tuple[date | None, date | None]:
    """By when a programme is to start, and the last day on which it still fits; None where that is not asked.

    `active`; `probation`: spans of a lead; `custody`: spans; `sentences`: (starts, ends, requirement); `referrals`:
    (programme, day, status, start or None).
    """
    held = any(_covers(span, on) for span in case["probation"])
    inside = any(_covers(span, on) for span in case["custody"])
    serving = [row for row in case["sentences"] if _covers(row[:2], on)]
    if not case["active"] or not held or inside or not serving:
        return None, None
    begins, ends, requirement = max(serving, key=lambda row: row[0])
    clock = max([begins, *(end for _, end in case["custody"] if end and end <= on)])
    made = [row for row in case["referrals"] if begins <= row[1] <= on]
    newest = max(made, key=lambda row: row[1], default=None)
    if newest and newest[2] == "withdrawn":
        newest = None
    due = _start_due(clock, requirement, newest, on)
    if due is None:
        return None, None
    weeks = WEEKS.get(newest[0], 13) if newest else 13
    return due, (_days(ends, -7 * (3 + weeks + 6)) if ends else None)


def _start_due(clock: date, requirement: bool, newest: Any, on: date) -> date | None:
    half_a_year = _days(clock, 26 * 7)
    if newest is None:
        return min(half_a_year, working_days_after(clock, 20)) if requirement else None
    _, day, status, started = newest
    if started and started <= on:
        return None
    steps = {
        "scheduled": half_a_year,
        "referral_started": working_days_after(clock, 20),
        **dict.fromkeys(TO_ASSESS, working_days_after(day, 30)),
        **dict.fromkeys(TO_DATE, _days(day, 12 * 7)),
    }
    return min(half_a_year, steps[status]) if status in steps else None
