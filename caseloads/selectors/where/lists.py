"""The list behind each number: who is in it, what each row says on the page and in the CSV."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from caseloads.selectors.where.scope import Where
from caseloads.selectors.where.seats import who_can_go
from core.calendar import in_full
from core.table import Column, Table, lines as cell_lines, small
from offenders.models import Case
from programmes.choices.referral import BarrierCode
from programmes.choices.state import WAITING, State
from programmes.deadlines.facts import to_prepare
from programmes.deadlines.reach import Ahead, ahead_of
from programmes.rules.start import Numbers, StartFacts, waits_for
from programmes.rules.state import Standing

EVERYONE, WAIT, SERVING = "everyone", "waiting", "serving"
SUITABLE, PUT_FORWARD, REFERRED, STARTED = "suitable", "put_forward", "referred", "started"
BARRIER, GROUP = "barrier:", "group:"
NOTHING_NOTED = "none"
# The sentence says since when somebody waits, and not until when they should.
NO_NUMBERS = Numbers(0, 0, 0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: what it is called and who is in it."""

    label: str
    case_ids: Collection[int]


def _waiting(found: Where) -> list[int]:
    return [pk for pk, row in found.stands.items() if row.state in WAITING]


_LISTS: dict[str, tuple[str, Callable[[Where], Collection[int]]]] = {
    EVERYONE: ("Everyone", lambda found: found.stands),
    WAIT: ("Waiting for a programme", _waiting),
    SERVING: ("With a sentence in force", lambda found: found.serving),
    SUITABLE: ("Suitable by their inputs", lambda found: found.steps.suitable),
    PUT_FORWARD: ("Suitable and referred", lambda found: found.steps.put_forward),
    REFERRED: ("Referred", lambda found: found.steps.referred),
    STARTED: ("Started a programme", lambda found: found.steps.started),
}


def listed(found: Where, code: str, *, place: str = "") -> Listed | None:
    """The list of this code; None where there is no such list."""
    if code in _LISTS:
        label, ids = _LISTS[code]
        return Listed(label, ids(found))
    if code in State.values:
        return Listed(State(code).label, found.in_state[State(code)])
    if code.startswith(BARRIER):
        return _in_the_way(found, code.removeprefix(BARRIER))
    if code.startswith(GROUP):
        return _for_group(found, code.removeprefix(GROUP), place)
    return None


def stalls(found: Where) -> list[tuple[str, str, int]]:
    """What keeps those who wait, by cause, the commonest first: code of the list, words, people."""
    causes = Counter(
        words
        for pk in _waiting(found)
        for words in {row.words for row in found.in_the_way(pk)} or {""}
    )
    codes = {code.label: code.value for code in BarrierCode} | {"": NOTHING_NOTED}
    return [
        (f"{BARRIER}{codes[words]}", words or "Nothing noted", people)
        for words, people in sorted(causes.items(), key=lambda row: (not row[0], -row[1], row[0]))
    ]


def _in_the_way(found: Where, code: str) -> Listed | None:
    if code == NOTHING_NOTED:
        ids = [pk for pk in _waiting(found) if not found.in_the_way(pk)]
        return Listed("Waiting, and nothing is noted as in the way", ids)
    if code not in BarrierCode.values:
        return None
    words = BarrierCode(code).label
    ids = [pk for pk in _waiting(found) if words in {row.words for row in found.in_the_way(pk)}]
    return Listed(f"Waiting, and in the way: {words.lower()}", ids)


def _for_group(found: Where, programme: str, place: str) -> Listed | None:
    ids = waiting_for(found).get(programme)
    if ids is None:
        return None
    label = f"Waiting for a group of {programme}"
    if not place:
        return Listed(label, ids)
    can_go = who_can_go(found, ids, place)
    return None if can_go is None else Listed(f"{label}, and can go to {can_go[0]}", can_go[1])


def waiting_for(found: Where) -> dict[str, list[int]]:
    """Who waits for a group, by the programme to which they are referred."""
    ids: dict[str, list[int]] = {}
    for pk in found.in_state[State.GROUP]:
        referral = found.facts[pk].referral
        if referral is not None:
            ids.setdefault(referral.length.programme, []).append(pk)
    return ids


COLUMNS = (
    Column("Person", names_row=True),
    Column("Officer of probation"),
    Column("State"),
    Column("Since"),
    Column("What it waits for"),
)
HEADER = ("crn", "surname", "forenames", "officer", "state", "since", "weeks", "waits_for")


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a list."""

    case: Case
    name: str
    officer: str
    standing: Standing
    waits: str
    on: date

    @property
    def weeks(self) -> int | None:
        return (self.on - self.standing.since).days // 7 if self.standing.since else None

    @property
    def cells(self) -> list[str]:
        since = self.standing.since
        return [
            self.name,
            self.officer,
            self.standing.state.label,
            cell_lines(in_full(since), small(f"Weeks: {self.weeks}")) if since else "Not known",
            self.waits,
        ]

    @property
    def export(self) -> tuple[object, ...]:
        return (
            self.case.crn,
            self.case.surname,
            self.case.forenames,
            self.officer,
            self.standing.state.value,
            self.standing.since or "",
            "" if self.weeks is None else self.weeks,
            self.waits,
        )


def cases_of(found: Where, wanted: Listed) -> list[Case]:
    """Those who are in a list, the longest in their state first."""

    def place(case: Case) -> tuple[object, ...]:
        return (found.stands[case.pk].since or date.max, case.surname, case.forenames, case.pk)

    return sorted(found.cases(wanted.case_ids), key=place)


def rows_of(found: Where, cases: Iterable[Case]) -> list[Row]:
    """These of them; no query for a person."""
    shown = list(cases)
    wait = [case.pk for case in shown if found.stands[case.pk].state in WAITING]
    ahead = ahead_of(found.shared, {pk: found.facts[pk].referral for pk in wait})
    return [
        Row(
            case,
            found.name_of(case),
            found.officer_of(case.pk),
            found.stands[case.pk],
            _waits(found, case.pk, ahead.get(case.pk, Ahead())),
            found.on,
        )
        for case in shown
    ]


def _waits(found: Where, case_id: int, ahead: Ahead) -> str:
    """The sentence of the flag about the start; of somebody whose clock is paused too, who waits all the same."""
    state, known = found.stands[case_id].state, found.facts[case_id]
    if state not in WAITING or known.sentence is None or known.clock is None:
        return ""
    referral = known.referral
    return waits_for(
        StartFacts(
            clock=known.clock,
            sentence=known.sentence,
            numbers=NO_NUMBERS,
            shortest=None,
            referral=referral,
            hindrances=found.in_the_way(case_id),
            reach=ahead.reach,
            first_session=ahead.first_session,
            to_prepare=to_prepare(found.shared).get(referral.ref, ()) if referral else (),
        )
    )


def table_of(rows: Sequence[Row], caption: str) -> Table:
    return Table(caption, COLUMNS, [row.cells for row in rows])
