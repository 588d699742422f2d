"""What is flagged of the officers of a team: the numbers, the officers behind each with their value, and the same as CSV."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from caseloads.selectors.measures import counted
from caseloads.selectors.team.scope import Scope
from caseloads.selectors.team.tiles import TRAINING
from caseloads.selectors.training import asked_in, unrecorded
from core.prepared import one_of
from offenders.choices import DueState, Severity
from offenders.models import Deadline
from offenders.rules import all_kinds, label_of
from offenders.selectors.due import due_about_officers
from offenders.selectors.lines import OfficerDue
from people.models import Officer

# Past their day, whether or not that is accepted for a while: at or above, where it is a value.
STANDING = (DueState.OVERDUE, DueState.ACCEPTED, DueState.MISSING)
GRAVITY = list(Severity)
TRAINING_LABEL = "Training not recorded"


class At(NamedTuple):
    """What is asked of one officer; `is_held` where the value is below and only the flag is left (CAS-28)."""

    officer_id: int
    kind: str
    missing: str
    state: DueState
    severity: Severity
    is_held: bool

    @property
    def is_accepted(self) -> bool:
        return self.state == DueState.ACCEPTED


@dataclass(frozen=True, slots=True)
class OfficerTile:
    """A number of officers, with the list behind it."""

    code: str
    label: str
    number: int
    severity: Severity | None  # the worst of what is not accepted; None where it is no flag
    accepted: int


def flags_of(scope: Scope) -> list[At]:
    """Everything that is told of the team's officers; one query."""
    ids = [officer.pk for officer in scope.officers]
    told = Deadline.objects.filter(one_of("officer_id", ids), told_on__lte=scope.on)
    rows: Any = told.with_state(on=scope.on).order_by("id")
    return [
        At(officer_id or 0, kind, missing, DueState(state), Severity(severity), is_held)
        for officer_id, kind, missing, state, severity, is_held in rows.values_list(
            "officer_id", "kind", "missing", "state", "severity", "is_held"
        )
    ]


def at_or_above(flags: Iterable[At]) -> list[At]:
    """Those that count: not what is ahead, not a value that is below while its flag is still open."""
    return [row for row in flags if row.state in STANDING and not row.is_held]


def tiles_of(flags: Sequence[At], scope: Scope) -> list[OfficerTile]:
    """A number for each kind about officers that somebody is flagged for, in the order in which they are declared."""
    found: dict[str, list[At]] = {}
    for row in at_or_above(flags):
        found.setdefault(row.kind, []).append(row)
    tiles = [
        OfficerTile(
            code=kind.code,
            label=kind.label,
            number=len({row.officer_id for row in rows}),
            severity=min(
                (row.severity for row in rows if not row.is_accepted),
                key=GRAVITY.index,
                default=None,
            ),
            accepted=len({row.officer_id for row in rows if row.is_accepted}),
        )
        for kind in all_kinds(of="officer")
        if (rows := found.get(kind.code))
    ]
    lacking = len(without_record(scope))
    if lacking:
        tiles.append(OfficerTile(TRAINING, TRAINING_LABEL, lacking, severity=None, accepted=0))
    return tiles


def is_about_officers(code: str) -> bool:
    """Whether a list is one of officers."""
    return code == TRAINING or any(kind.code == code for kind in all_kinds(of="officer"))


def label_of_list(code: str) -> str:
    return TRAINING_LABEL if code == TRAINING else label_of(code)


@dataclass(frozen=True, slots=True)
class Lacking:
    """An officer with high or very high registered cases of whose training nothing is on record."""

    officer: Officer
    number: int
    courses: list[str]


def without_record(scope: Scope) -> list[Lacking]:
    """POL-22: a course that is on record nowhere is no flag but a list: nobody knows whether it was done; one query."""
    numbers = {pk: len(counted("high_registered", cases)) for pk, cases in scope.weighed.items()}
    holding = {row.pk: row for row in scope.officers if numbers.get(row.pk)}
    if not holding:
        return []
    lacking = unrecorded(holding, asked_in(scope.standards), on=scope.on)
    return [Lacking(holding[pk], numbers[pk], names) for pk, names in lacking.items()]


@dataclass(frozen=True, slots=True)
class Flagged:
    """The officers of a list, and those whose value is below while the flag is still open."""

    rows: list[OfficerDue]
    held: list[OfficerDue]


def flagged(scope: Scope, code: str) -> Flagged:
    """The officers behind a number, gravest first."""
    officers = Officer.objects.filter(team=scope.team)
    found: list[OfficerDue] = [
        row
        for line in due_about_officers(officers, on=scope.on, user=scope.user)
        for row in line.together
        if row.kind == code and isinstance(row, OfficerDue)
    ]
    return Flagged(
        rows=[row for row in found if row.state in STANDING],
        held=[row for row in found if row.state == DueState.LATER and row.flag_uuid],
    )


HEADER = (
    "officer", "name", "kind", "value", "severity", "since", "state", "accepted_until", "accepted_by", "accepted_because",
    "because",
)  # fmt: skip
TRAINING_HEADER = ("officer", "name", "high_registered", "not_recorded")


def flagged_rows(scope: Scope, code: str) -> list[Sequence[object]]:
    """The list as CSV, with a row for each officer."""
    if code == TRAINING:
        rows = without_record(scope)
        return [
            TRAINING_HEADER,
            *((row.officer.code, row.officer.name, row.number, " and ".join(row.courses)) for row in rows),
        ]  # fmt: skip
    return [HEADER, *(_exported(row) for row in flagged(scope, code).rows)]


def _exported(row: OfficerDue) -> Sequence[object]:
    return (
        row.officer.code,
        row.officer.name,
        row.kind,
        row.value,
        row.severity.value,
        row.due_on,
        row.state.label,
        row.accepted_until,
        row.accepted_by,
        row.accepted_reason,
        row.because,
    )
