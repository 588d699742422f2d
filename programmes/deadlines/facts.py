"""What the kinds of programmes read, once for all of them: the sentence, the referral, what stands in the way."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
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
from programmes.choices.referral import About, BarrierCode, ReferralStatus
from programmes.models import Barrier, Decision, Move, Preparation, Referral, Terms
from programmes.rules.start import (
    Hindrance,
    Length,
    Moved,
    Numbers,
    Referred,
    Sentence,
    StartFacts,
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


def facts(shared: Shared) -> Mapping[int, StartFacts]:
    """Of active cases that probation leads, with a sentence in force and clocks that run, with requirement or referral."""
    return shared.once(_read)


def _read(shared: Shared) -> dict[int, StartFacts]:
    clocks = serving(shared)
    numbers = standards(shared) if clocks else {}
    if any(key not in numbers for key in NUMBERS):
        return {}
    catalogue = lengths(shared)
    rosh, stands = shared.assessments(RiskTool.ROSH), referred(shared)
    on_the_way = _Way(list(clocks), shared.on)
    found = {}
    for case_id, row in clocks.items():
        sentence = sentence_of(Sentence(*each) for each in shared.sentences[case_id])
        referral = referral_of(stands.get(case_id, ()), since=sentence.starts_on, on=shared.on)
        if not sentence.has_requirement and referral is None:
            continue
        found[case_id] = StartFacts(
            clock=row.runs_from,
            sentence=sentence,
            numbers=Numbers(*(numbers[key].value for key in NUMBERS)),
            shortest=catalogue.shortest,
            rosh=rosh.get(case_id),
            referral=referral,
            hindrances=on_the_way.hindrances(case_id, referral),
            to_prepare=on_the_way.to_prepare(referral),
            answered_for=on_the_way.answered.get(case_id),
            standards=_as_inputs(numbers),
        )
    return found


def standards(shared: Shared) -> Mapping[str, InForce]:
    """The numbers of programmes in force, by key."""
    return shared.once(_standards)


def _standards(shared: Shared) -> dict[str, InForce]:
    return in_force(STANDARDS, on=shared.on)


def _as_inputs(numbers: Mapping[str, InForce]) -> tuple[Input, ...]:
    return tuple(
        Input(
            "Standard",
            f"{numbers[key].value} {numbers[key].unit}, in force since",
            numbers[key].since,
        )
        for key in NUMBERS
    )


class Catalogue(NamedTuple):
    """How long each programme lasts on the day, by its name, and the shortest accredited one that is offered."""

    weeks: Mapping[str, int]
    shortest: Length | None


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


def referred(shared: Shared) -> Mapping[int, list[Referred]]:
    """Every referral made by the day of whoever serves a sentence, with the status that it had; two queries for all kinds."""
    return shared.once(_referred)


def _referred(shared: Shared) -> dict[int, list[Referred]]:
    case_ids = list(shared.sentences)
    made = _made(case_ids=case_ids, on=shared.on) if case_ids else []
    if not made:
        return {}
    weeks = lengths(shared).weeks
    moves: dict[int, list[Moved]] = defaultdict(list)
    for referral_id, was, to, on in _moves(case_ids=case_ids):
        moves[referral_id].append(Moved(ReferralStatus(was), ReferralStatus(to), on))
    found: dict[int, list[Referred]] = defaultdict(list)
    for pk, uuid, case_id, programme, on, stored, started_on in made:
        status, since = status_on(ReferralStatus(stored), moves.get(pk, ()), shared.on)
        found[case_id].append(
            Referred(
                status,
                on,
                Length(programme, weeks.get(programme)),
                f"referral:{uuid}",
                since,
                started_on,
            )
        )
    return dict(found)


class _Way:
    """What stands in the way of these people, what is to be done before they start, what was decided about the time left."""

    def __init__(self, case_ids: list[int], on: date) -> None:
        self._noted: dict[int, list[tuple[BarrierCode, date, date | None]]] = defaultdict(list)
        for case_id, code, starts_on, ends_on in _barriers(case_ids=case_ids, on=on):
            self._noted[case_id].append((BarrierCode(code), starts_on, ends_on))
        self._told: dict[str, list[str]] = {
            f"referral:{uuid}": codes for uuid, codes in _told(case_ids=case_ids) if codes
        }
        self._items: dict[str, list[str]] = defaultdict(list)
        for item in _items(case_ids=case_ids, on=on):
            self._items[f"referral:{item.referral.uuid}"].append(str(item).lower())
        self.answered = dict(_answered(case_ids=case_ids, on=on))
        self._on = on

    def hindrances(self, case_id: int, referral: Referred | None) -> tuple[Hindrance, ...]:
        """Those that were noted and not resolved; then those of the extract that nobody has noted since."""
        noted = self._noted.get(case_id, [])
        told = self._told.get(referral.ref, []) if referral else []
        known = {code for code, _, _ in noted}
        return (
            *(
                Hindrance(code.label, starts_on)
                for code, starts_on, ends_on in noted
                if falls_in(self._on, starts_on, ends_on)
            ),
            *(
                Hindrance(BarrierCode(code).label)
                for code in told
                if BarrierCode(code) not in known
            ),
        )

    def to_prepare(self, referral: Referred | None) -> tuple[str, ...]:
        return tuple(self._items.get(referral.ref, ())) if referral else ()


def _terms() -> Iterable[tuple[Any, ...]]:
    rows = Terms.objects.order_by("programme_id", "starts_on")
    return rows.values_list(
        "programme__name", "programme__is_toolkit", "weeks", "starts_on", "ends_on"
    )


@prepared_for_few
def _made(*, case_ids: list[int], on: date) -> QuerySet[Referral, tuple[Any, ...]]:
    rows = Referral.objects.filter(of_cases(case_ids), referred_on__lte=on).order_by("id")
    return rows.values_list(
        "id", "uuid", "case_id", "programme_id", "referred_on", "status", "started_on"
    )


@prepared_for_few
def _moves(*, case_ids: list[int]) -> QuerySet[Move, tuple[Any, ...]]:
    rows = Move.objects.filter(of_cases(case_ids, key="referral__case_id")).order_by("id")
    return rows.values_list("referral_id", "from_status", "to_status", "on")


@prepared_for_few
def _barriers(*, case_ids: list[int], on: date) -> QuerySet[Barrier, tuple[Any, ...]]:
    rows = Barrier.objects.filter(of_cases(case_ids), starts_on__lte=on)
    return rows.order_by("starts_on", "id").values_list("case_id", "code", "starts_on", "ends_on")


@prepared_for_few
def _told(*, case_ids: list[int]) -> QuerySet[Referral, tuple[Any, ...]]:
    rows = Referral.objects.filter(of_cases(case_ids)).exclude(barriers=[])
    return rows.values_list("uuid", "barriers")


@prepared_for_few
def _items(*, case_ids: list[int], on: date) -> QuerySet[Preparation]:
    return Preparation.objects.filter(
        Q(done_on__isnull=True) | Q(done_on__gt=on),
        of_cases(case_ids, key="referral__case_id"),
        recorded_on__lte=on,
    ).select_related("referral")


@prepared_for_few
def _answered(*, case_ids: list[int], on: date) -> QuerySet[Decision, tuple[Any, ...]]:
    rows = Decision.objects.filter(
        of_cases(case_ids), about=About.RUNWAY, decided_on__lte=on
    ).order_by("decided_on", "id")
    return rows.values_list("case_id", "due_on")


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
