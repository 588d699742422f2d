"""What the kinds of programmes read, once for all of them: the sentence, the referral, what stands in the way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from core.calendar import falls_in
from core.prepared import prepared_for_few
from core.standards import InForce, in_force
from offenders.choices import RiskTool
from offenders.deadlines.facts import Shared
from offenders.deadlines.supervision import serving
from offenders.querysets import of_cases
from offenders.rules import Input
from programmes.choices.referral import About, BarrierCode, PreparationKind, ReferralStatus
from programmes.deadlines.reach import Ahead, ahead_of
from programmes.models import (
    Barrier,
    Decision as Decided,
    Preparation,
    Referral,
    Terms,
)
from programmes.rules.fitting import Length
from programmes.rules.start import (
    Before,
    Hindrance,
    Moved,
    Numbers,
    Referred,
    Sentence,
    StartFacts,
    ToPrepare,
    referral_of,
    sentence_of,
    status_on,
)

STANDARDS = "prog."
NUMBERS = (
    "prog.no_referral",
    "prog.no_assessment",
    "prog.no_start_date",
    "prog.not_started",
    "prog.pre_group_lead",
    "prog.review",
)
ITEMS_OPEN = "prog.items_open"
# What each number is about, in a word or two beside it.
NAMED = {
    "prog.no_referral": "referral",
    "prog.no_assessment": "assessment",
    "prog.no_start_date": "date of start",
    "prog.not_started": "start",
    "prog.pre_group_lead": "work before the group",
    "prog.review": "review after the group",
    "prog.no_session": "next session",
    "prog.longest_pause": "longest pause",
    "prog.max_missed": "missed sessions",
    ITEMS_OPEN: "work before the start",
}


def facts(shared: Shared) -> Mapping[int, StartFacts]:
    """Of active cases that probation leads, with a sentence in force and clocks that run, with requirement or referral."""
    return shared.once(_read)


def _read(shared: Shared) -> dict[int, StartFacts]:
    clocks = serving(shared)
    numbers = standards(shared) if clocks else {}
    if any(key not in numbers for key in NUMBERS):
        return {}
    catalogue, way, items = lengths(shared), hindrances(shared), to_prepare(shared)
    rosh, decided = shared.assessments(RiskTool.ROSH), decisions(shared)
    counts = _that_count(shared, clocks)
    before, nothing = _before(numbers), Ahead()
    ahead = ahead_of(shared, {case_id: row for case_id, (_, row) in counts.items()})
    found = {}
    for case_id, (sentence, referral) in counts.items():
        found[case_id] = StartFacts(
            clock=clocks[case_id].runs_from,
            sentence=sentence,
            numbers=Numbers(*(numbers[key].value for key in NUMBERS)),
            shortest=catalogue.shortest,
            rosh=rosh.get(case_id),
            referral=referral,
            hindrances=way.of(case_id, referral),
            to_prepare=tuple(items.get(referral.ref, ())) if referral else (),
            reach=ahead.get(case_id, nothing).reach,
            answered_for=_answered(decided.get(case_id, ())),
            standards=_as_inputs(numbers),
            first_session=ahead.get(case_id, nothing).first_session,
            before=before,
        )
    return found


Counted = tuple[Sentence, Referred | None]


def _that_count(shared: Shared, case_ids: Iterable[int]) -> dict[int, Counted]:
    """The sentence and the referral that count, with its length, of whoever has a requirement or was referred."""
    stands, catalogue = referred(shared), lengths(shared)
    found: dict[int, Counted] = {}
    for case_id in case_ids:
        sentence = sentence_of(Sentence(*each) for each in shared.sentences[case_id])
        referral = referral_of(stands.get(case_id, ()), since=sentence.starts_on, on=shared.on)
        if referral:
            known = catalogue.of(referral.length.programme)
            found[case_id] = sentence, replace(referral, length=known)
        elif sentence.has_requirement:
            found[case_id] = sentence, None
    return found


def standards(shared: Shared) -> Mapping[str, InForce]:
    """The numbers of programmes in force, by key."""
    return shared.once(_standards)


def _standards(shared: Shared) -> dict[str, InForce]:
    return in_force(STANDARDS, on=shared.on)


def _as_inputs(numbers: Mapping[str, InForce]) -> tuple[Input, ...]:
    return tuple(as_input(numbers[key]) for key in NUMBERS)


def as_input(row: InForce) -> Input:
    """A number as the page of a flag lists it: which it is, because a flag goes by several."""
    label = f"Standard: {NAMED[row.key]}"
    return Input(label, f"{row.value} {row.unit}, in force since", row.since)


def _before(numbers: Mapping[str, InForce]) -> Before | None:
    row = numbers.get(ITEMS_OPEN)
    return Before(row.value, as_input(row)) if row else None


class Catalogue(NamedTuple):
    """How long each programme lasts on the day, by its name, and the shortest accredited one that is offered."""

    weeks: Mapping[str, int]
    shortest: Length | None

    def of(self, programme: str) -> Length:
        return Length(programme, self.weeks.get(programme))


def lengths(shared: Shared) -> Catalogue:
    """PRG-47: one query for all kinds. Of a programme of which nothing holds on the day, what held last, or holds first."""
    return shared.once(_lengths)


def _lengths(shared: Shared) -> Catalogue:
    rows: dict[str, list[Any]] = defaultdict(list)
    for name, is_toolkit, weeks, starts_on, ends_on in _terms():
        rows[name].append((starts_on, ends_on, weeks, is_toolkit))
    weeks, offered = {}, []
    for name, terms in rows.items():
        begun = [row for row in terms if row[0] <= shared.on] or terms[:1]
        starts_on, ends_on, lasts, is_toolkit = begun[-1]
        weeks[name] = lasts
        if not is_toolkit and falls_in(shared.on, starts_on, ends_on):
            offered.append(Length(name, lasts))
    return Catalogue(weeks, min(offered, key=lambda row: (row.weeks, row.programme), default=None))


class Referrals(NamedTuple):
    """Every referral made by the day, by case, and what an extract names as in the way of each, by its reference."""

    made: Mapping[int, list[Referred]]
    told: Mapping[str, list[BarrierCode]]


def referred(shared: Shared) -> Mapping[int, list[Referred]]:
    """Of whoever serves a sentence, with the status that each had; one query for all kinds.

    How long a programme lasts is not asked here: only the start and what still fits go by it.
    """
    return referrals(shared).made


def referrals(shared: Shared) -> Referrals:
    return shared.once(_referrals)


def _referrals(shared: Shared) -> Referrals:
    case_ids = list(shared.sentences)
    rows: dict[int, Any] = {}
    moves: dict[int, list[Moved]] = defaultdict(list)
    for pk, was, to, on, *row in _made(case_ids=case_ids, on=shared.on) if case_ids else ():
        rows[pk] = row
        if was:
            moves[pk].append(Moved(ReferralStatus(was), ReferralStatus(to), on))
    made: dict[int, list[Referred]] = defaultdict(list)
    told = {}
    for pk, (uuid, case_id, programme, on, stored, started_on, barriers) in rows.items():
        status, since = status_on(ReferralStatus(stored), moves.get(pk, ()), shared.on)
        ref = f"referral:{uuid}"
        made[case_id].append(Referred(status, on, Length(programme, None), ref, since, started_on))
        if barriers:
            told[ref] = [BarrierCode(code) for code in barriers]
    return Referrals(dict(made), told)


class Decision(NamedTuple):
    """What was decided about programme work; `answered` is the last day to which it answered (PRG-47)."""

    about: About
    on: date
    answered: date | None
    ref: str


def decisions(shared: Shared) -> Mapping[int, list[Decision]]:
    """Those made by the day of whoever serves a sentence, in their order; one query for all kinds."""
    return shared.once(read_decisions)


def read_decisions(shared: Shared) -> dict[int, list[Decision]]:
    return decided(_decided(case_ids=list(shared.sentences), on=shared.on))


def decided(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Decision]]:
    """Decisions by case, in the order of the rows: case, about, day, the day that it answered, UUID."""
    found: dict[int, list[Decision]] = defaultdict(list)
    for case_id, about, on, due_on, uuid in rows:
        row = Decision(About(about), on, due_on, f"programme_decision:{uuid}")
        found[case_id].append(row)
    return dict(found)


def _answered(decided: Iterable[Decision]) -> date | None:
    """The day to which the newest decision about the time that is left answered."""
    days = [row.answered for row in decided if row.about == About.RUNWAY]
    return days[-1] if days else None


def hindrances(shared: Shared) -> "Hindrances":
    """What stands in the way of whoever serves a sentence; one query beside that of the referrals."""
    return shared.once(read_hindrances)


def read_hindrances(shared: Shared) -> "Hindrances":
    return Hindrances(shared, _barriers(case_ids=list(shared.sentences), on=shared.on))


class Hindrances:
    """What was noted and is not resolved; then what an extract names and nobody has noted since.

    `rows` are what was noted, in their order: case, code, first day, end.
    """

    def __init__(self, shared: Shared, rows: Iterable[tuple[Any, ...]]) -> None:
        self._noted: dict[int, list[tuple[BarrierCode, date, date | None]]] = defaultdict(list)
        for case_id, code, starts_on, ends_on in rows:
            self._noted[case_id].append((BarrierCode(code), starts_on, ends_on))
        self._told = referrals(shared).told
        self._on = shared.on

    def of(self, case_id: int, referral: Referred | None) -> tuple[Hindrance, ...]:
        noted = self._noted.get(case_id, [])
        told = self._told.get(referral.ref, []) if referral else []
        known = {code for code, _, _ in noted}
        return (
            *(
                Hindrance(code.label, starts_on)
                for code, starts_on, ends_on in noted
                if falls_in(self._on, starts_on, ends_on)
            ),
            *(Hindrance(code.label) for code in told if code not in known),
        )


def to_prepare(shared: Shared) -> Mapping[str, list[ToPrepare]]:
    """What is to be done before the start, by the reference of the referral; one query."""
    return shared.once(_to_prepare)


def _to_prepare(shared: Shared) -> dict[str, list[ToPrepare]]:
    found: dict[str, list[ToPrepare]] = defaultdict(list)
    rows = _items(case_ids=list(shared.sentences), on=shared.on)
    for referral, uuid, kind, title, by_on in rows:
        item = ToPrepare(title or PreparationKind(kind).label, f"preparation:{uuid}", by_on)
        found[f"referral:{referral}"].append(item)
    return dict(found)


def _terms() -> Iterable[tuple[Any, ...]]:
    rows = Terms.objects.order_by("programme_id", "starts_on")
    return rows.values_list(
        "programme__name", "programme__is_toolkit", "weeks", "starts_on", "ends_on"
    )


@prepared_for_few
def _made(*, case_ids: list[int], on: date) -> QuerySet[Referral, tuple[Any, ...]]:
    """A row for each move of each, or one where it has not moved."""
    rows = Referral.objects.filter(of_cases(case_ids), referred_on__lte=on)
    moved = ("moves__from_status", "moves__to_status", "moves__on")
    itself = ("uuid", "case_id", "programme_id", "referred_on", "status", "started_on", "barriers")
    return rows.order_by("id", "moves__id").values_list("id", *moved, *itself)


@prepared_for_few
def _barriers(*, case_ids: list[int], on: date) -> QuerySet[Barrier, tuple[Any, ...]]:
    rows = Barrier.objects.filter(of_cases(case_ids), starts_on__lte=on)
    return rows.order_by("starts_on", "id").values_list("case_id", "code", "starts_on", "ends_on")


@prepared_for_few
def _items(*, case_ids: list[int], on: date) -> QuerySet[Preparation, tuple[Any, ...]]:
    """What was to be done on the day. The usual kinds come with the referral, whenever somebody last wrote about them."""
    rows = Preparation.objects.filter(
        Q(done_on__isnull=True) | Q(done_on__gt=on),
        Q(recorded_on__lte=on) | ~Q(kind=PreparationKind.OWN),
        of_cases(case_ids, key="referral__case_id"),
    ).order_by("id")
    return rows.values_list("referral__uuid", "uuid", "kind", "title", "by_on")


@prepared_for_few
def _decided(*, case_ids: list[int], on: date) -> QuerySet[Decided, tuple[Any, ...]]:
    rows = Decided.objects.filter(of_cases(case_ids), decided_on__lte=on)
    rows = rows.exclude(about=About.MISSED).order_by("decided_on", "id")
    return rows.values_list("case_id", "about", "decided_on", "due_on", "uuid")


MODELS = frozenset(
    {
        "core.Standard",
        "offenders.Allocation",
        "offenders.Case",
        "offenders.Pause",
        "offenders.RiskAssessment",
        "offenders.Sentence",
        "people.Officer",
        "programmes.Barrier",
        "programmes.Decision",
        "programmes.Move",
        "programmes.Preparation",
        "programmes.Programme",
        "programmes.Referral",
        "programmes.Terms",
    }
)
# What the facts of a start read besides: the seat in a group, and the groups in reach.
START_MODELS = MODELS | {
    "people.Team",
    "programmes.Availability",
    "programmes.BarredPlace",
    "programmes.Group",
    "programmes.Meeting",
    "programmes.NonAssociation",
    "programmes.Place",
    "programmes.Placement",
}
