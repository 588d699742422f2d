"""What a needs analysis counts: each way to part the people, in words, and in which column each case is."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date

from caseloads.rules.needs import (
    INSTEAD,
    LATE_LONGER,
    LATE_WEEKS,
    NOT_LATE,
    NOT_REGISTERED,
    WAITS,
    WAITS_LONGER,
    WAITS_WEEKS,
    Column,
    Parting,
    late_column,
    work_column,
)
from mappa.choices import Level
from mappa.models import Management
from offenders.choices import RiskLevel, RiskTool, WorkGroup
from offenders.deadlines import Shared, answers
from offenders.models import Deadline
from offenders.querysets import holds_on, of_cases
from offenders.rules.kinds import of_group
from offenders.selectors.case import latest_levels
from programmes.choices.state import State
from programmes.deadlines.state import what_stands
from programmes.rules.state import standing_of
from visits.deadlines import CHILD_ANSWER, CHILD_SEEN

UNKNOWN, OPEN, OPEN_LATE = "unknown", "open", "open_late"
Columns = Mapping[int, str]  # the column of each case; who is not in it is in the rest


def _levels(code: str, label: str, words: str) -> Parting:
    levels = [
        Column(level, level.label, f"{level.label}, the newest level by the day")
        for level in RiskLevel
    ]
    unknown = Column(UNKNOWN, "Not known", "No level is on record by the day")
    return Parting(code, label, words, (*levels, unknown), UNKNOWN)


RISK = {
    RiskTool.POLICE: _levels(
        "risk_police", "Risk as the police assess it", "The newest police risk level of each person"
    ),
    RiskTool.ROSH: _levels(
        "risk_rosh", "Risk of serious harm", "The newest RoSH level of each person"
    ),
}
WORK = Parting(
    "work",
    "Work on sexual offending",
    "Where the work on a sexual offence stands, of everybody with one on a register in force; one state each (PRG-58)",
    (
        Column(
            State.NO_WORK, "No work", "A sentence is in force and nothing works on the offending"
        ),
        Column(
            WAITS,
            f"Waits, up to {WAITS_WEEKS} weeks",
            "Waits for a programme, in any state of waiting",
        ),
        Column(
            WAITS_LONGER,
            f"Waits longer than {WAITS_WEEKS} weeks",
            "The same for longer, or nobody knows since when",
        ),
        Column(
            State.ON_PROGRAMME,
            "On a programme",
            "Has begun an accredited programme and not ended it",
        ),
        Column(State.INDIVIDUAL, "Individual work", "Planned individual work goes on"),
        Column(State.COMPLETED, "Completed", "Has completed an accredited programme"),
        Column(
            INSTEAD,
            "Something else",
            "Not suitable with what is done instead, or enforcement in hand",
        ),
        Column(State.NO_SENTENCE, "No sentence", "On a register with no sentence in force"),
        Column(NOT_REGISTERED, "Not on a register", "No sexual offence on a register in force"),
    ),
    NOT_REGISTERED,
)
CHILDREN = Parting(
    "children",
    "Children: concerns and enquiries",
    "People of whom a visit told of a child, and nobody was asked, or the answer has not come or not been considered",
    (
        Column(
            OPEN_LATE,
            "Open, past its day",
            "Something about a child is past its day, accepted or of before too",
        ),
        Column(
            OPEN, "Open, in time", "Something about a child is open and nothing of it past its day"
        ),
        Column(NOT_LATE, "Nothing open", "Nothing about a child waits for anybody"),
    ),
    NOT_LATE,
)
MAPPA = Parting(
    "mappa",
    "MAPPA",
    "The level of management in force, in any category",
    (
        *(
            Column(str(level.value), level.label, f"Managed at {level.label.lower()}")
            for level in reversed(Level)
        ),
        Column(UNKNOWN, "No level", "No MAPPA level is in force"),
    ),
    UNKNOWN,
)


def _late(group: WorkGroup) -> Parting:
    ends = [weeks for weeks, _ in LATE_WEEKS]
    begins = [0, *ends]
    columns = [
        Column(
            code,
            f"{f'Over {begun} to' if begun else 'Up to'} {weeks} weeks",
            f"The oldest is overdue by more than {begun} weeks and not more than {weeks}",
        )
        for begun, (weeks, code) in zip(begins, LATE_WEEKS, strict=False)
    ]
    return Parting(
        f"late_{group}",
        f"Overdue: {group.label if group == WorkGroup.MAPPA else group.label.lower()}",
        "How long the oldest thing of this kind of work has been overdue; what is accepted or of before is not",
        (
            Column(
                LATE_LONGER,
                f"Over {ends[-1]} weeks",
                f"The oldest is overdue by more than {ends[-1]} weeks",
            ),
            *reversed(columns),
            Column(NOT_LATE, "Nothing overdue", "Nothing of this kind of work is overdue"),
        ),
        NOT_LATE,
        is_of_today=True,
    )


LATE = {group: _late(group) for group in WorkGroup}


def parted(case_ids: list[int], *, on: date, today: date) -> Iterator[tuple[Parting, Columns]]:
    """Each way to part these people, in the order of the page; the same number of queries for any number of them."""
    levels = latest_levels(case_ids, on=on)
    for tool, parting in RISK.items():
        yield parting, {pk: known[tool] for pk, known in levels.items() if tool in known}
    shared = Shared(case_ids, on)
    yield WORK, _work(shared)
    if on == today:
        due = _due(case_ids, on)
        for group, parting in LATE.items():
            if of_group(group):
                yield parting, {pk: late_column(days, on) for pk, days in due[group].items()}
    yield CHILDREN, _children(shared)
    held = Management.objects.filter(holds_on(on), of_cases(case_ids))
    yield MAPPA, {pk: str(level) for pk, level in held.values_list("case_id", "level")}


def _work(shared: Shared) -> dict[int, str]:
    stands = {pk: standing_of(facts, shared.on) for pk, facts in what_stands(shared).items()}
    return {pk: work_column(State(row.state), row.since, shared.on) for pk, row in stands.items()}


def _due(case_ids: Collection[int], on: date) -> dict[WorkGroup, dict[int, list[date]]]:
    """What is overdue as the pages of the teams count it, by kind of work; one query."""
    found: dict[WorkGroup, dict[int, list[date]]] = {
        group: defaultdict(list) for group in WorkGroup
    }
    of = {code: group for group in WorkGroup for code in of_group(group)}
    late = Deadline.objects.filter(of_cases(case_ids)).overdue(on=on).order_by()
    for case_id, code, day in late.values_list("case_id", "kind", "due_on"):
        found[of.get(code, WorkGroup.OTHER)][case_id].append(day)
    return found


def _children(shared: Shared) -> dict[int, str]:
    """PRO-86, PRO-87: what is open about a child, as its two kinds of deadline answer as at the day."""
    due: dict[int, list[date]] = defaultdict(list)
    for each in (CHILD_SEEN, CHILD_ANSWER):
        for row in answers(each, shared):
            if row["case_id"] is not None:
                due[row["case_id"]].append(row["due_on"])
    return {pk: OPEN_LATE if min(days) < shared.on else OPEN for pk, days in due.items()}
