"""The facts that many kinds of deadline need, read once for all kinds of a recompute."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from django.db.models import Q, QuerySet

from core.bundle import Bundle
from core.calendar import falls_in
from core.prepared import prepared_for_few
from offenders.choices import (
    AllocationRole,
    CaseStatus,
    PauseKind,
    RiskLevel,
    RiskTool,
    SentenceKind,
)
from offenders.models import (
    Allocation,
    Case,
    KindStart,
    Pause,
    Registration,
    RiskAssessment,
    Sentence,
)
from offenders.querysets import holds_on, of_cases
from offenders.rules import Kind
from offenders.rules.clock import (
    Assessment,
    Dated,
    Held,
    Holding,
    Paused,
    counts_from,
    holding,
)
from people.choices import Agency
from people.models import Officer, Team
from people.rules import short_name

T = TypeVar("T")


class InForce(NamedTuple):
    """A sentence in force."""

    kind: SentenceKind
    starts_on: date
    ends_on: date | None
    has_requirement: bool
    ref: str


class Shared:
    """What is known of a chunk of cases as at a day.

    Each reader asks the database once, whatever the number of cases and of kinds that ask, and only when the first
    of them does. A case of which nothing is known is not in the answer: ask with `.get`. A kind names the models that
    its readers read (`reads` says which), so that a change to one of them recomputes it.
    """

    def __init__(
        self, case_ids: Collection[int], on: date, *, officer_ids: Collection[int] = ()
    ) -> None:
        self.case_ids = list(case_ids)
        self.officer_ids = list(officer_ids)
        self.on = on
        self._read: dict[Callable[[Shared], Any], Any] = {}

    @classmethod
    def of_page(cls, case: Case, facts: Bundle, on: date) -> "Shared":
        """Of one active case, with what its page has read already: none of that is asked again."""
        found = cls([case.pk], on)
        found.sexes = {case.pk: case.sex}
        found.sentences = {case.pk: _in_force(facts.of(Sentence), on)}
        begun = sorted(
            (row for row in facts.of(Pause) if row.starts_on <= on),
            key=attrgetter("starts_on", "pk"),
        )
        found.pauses = {
            case.pk: [
                Paused(PauseKind(row.kind), row.starts_on, row.ends_on, f"pause:{row.pk}")
                for row in begun
            ]
        }
        registered: dict[str, dict[int, Dated]] = {
            row.register.code: {case.pk: Dated(row.starts_on, f"registration:{row.pk}")}
            for row in facts.of(Registration)
            if falls_in(on, row.starts_on, row.ends_on)
        }
        found._registrations = registered
        return found

    def once(self, read: Callable[["Shared"], T]) -> T:
        """What this reader gives, asked by the first kind that needs it and kept for its siblings."""
        if read not in self._read:
            self._read[read] = read(self)
        found: T = self._read[read]
        return found

    def given(
        self, *, sexes: Mapping[int, str], registrations: Mapping[str, dict[int, Dated]]
    ) -> "Shared":
        """Who is alive and on which registers, where a page has read it with what else it shows: not asked again."""
        self.sexes, self._registrations = sexes, dict(registrations)
        return self

    def know(self, read: Callable[["Shared"], T], known: T) -> None:
        """What this reader would give, where a page has read it with what else it shows."""
        self._read[read] = known

    @cached_property
    def active(self) -> frozenset[int]:
        """Cases under management of people who are alive on the day."""
        return frozenset(self.sexes)

    @cached_property
    def sexes(self) -> Mapping[int, str]:
        """Of these people, what is recorded as their sex."""
        return dict(_active(case_ids=self.case_ids, on=self.on))

    @cached_property
    def pauses(self) -> Mapping[int, Sequence[Paused]]:
        """JOB-5: every time that began by the day, oldest first."""
        return paused(_begun(case_ids=self.case_ids, on=self.on))

    def assessments(self, tool: RiskTool) -> Mapping[int, Assessment]:
        """The newest risk level of this tool."""
        return self._assessments.get(tool, {})

    def leads(self, agency: Agency) -> Mapping[int, Holding]:
        """Who of this agency holds each case now, who held it first, since when nobody does."""
        return self._leads.get(agency, {})

    def registrations(self, register: str) -> Mapping[int, Dated]:
        """Since when each person is on the register of this code."""
        return self._registrations.get(register, {})

    @cached_property
    def sentences(self) -> Mapping[int, Sequence[InForce]]:
        """The sentences in force, oldest first."""
        found: dict[int, list[InForce]] = defaultdict(list)
        for case_id, kind, starts_on, ends_on, required, pk in _serving(
            case_ids=self.case_ids, on=self.on
        ):
            row = InForce(SentenceKind(kind), starts_on, ends_on, required, f"sentence:{pk}")
            found[case_id].append(row)
        return dict(found)

    def counting_since(self, kind: Kind, owner_ids: Collection[int]) -> Mapping[int, date]:
        """From which day this kind counts for these cases or officers, by the teams whose work it is (`only_here`).

        Of a case that is the team of whoever leads it, or led it last; of either agency where it is the work of both.
        """
        agencies = [kind.agency] if kind.agency else list(Agency)
        is_of_officers = kind.of == "officer"
        found = self._teams if is_of_officers else self._leading(agencies)
        known_since = self._joined if is_of_officers else self._known_since
        starts = {
            team_id: self._started.get((kind.code, team_id), day)
            for team_id, day in self._first_days.items()
        }
        first_of_all = min(self._first_days.values(), default=date.min)
        return {
            owner_id: counts_from(
                first_known=known_since.get(owner_id, date.min),
                team_starts=[starts[team_id] for team_id in found.get(owner_id, ())],
                first_of_all=first_of_all,
            )
            for owner_id in owner_ids
        }

    def _leading(self, agencies: Collection[Agency]) -> dict[int, list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for agency in agencies:
            for case_id, held in self.leads(agency).items():
                if held.last and held.last.team_id:
                    found[case_id].append(held.last.team_id)
        return found

    @cached_property
    def _teams(self) -> dict[int, list[int]]:
        return {pk: [team_id] for pk, team_id, _ in self._staff}

    @cached_property
    def _joined(self) -> dict[int, date]:
        return {pk: created_on for pk, _, created_on in self._staff}

    @cached_property
    def _staff(self) -> list[tuple[int, int, date]]:
        rows = Officer.objects.filter(of_cases(self.officer_ids, key="id"))
        return list(rows.values_list("id", "team_id", "created_on"))

    @cached_property
    def _known_since(self) -> dict[int, date]:
        rows = Case.objects.filter(of_cases(self.case_ids, key="id"))
        return dict(rows.values_list("id", "created_on"))

    @cached_property
    def _first_days(self) -> dict[int, date]:
        return dict(Team.objects.values_list("id", "created_on"))

    @cached_property
    def _started(self) -> dict[tuple[str, int], date]:
        rows = KindStart.objects.values_list("kind", "team_id", "starts_on")
        return {(kind, team_id): day for kind, team_id, day in rows}

    @cached_property
    def _assessments(self) -> dict[str, dict[int, Assessment]]:
        found: dict[str, dict[int, Assessment]] = defaultdict(dict)
        newest = _newest(case_ids=self.case_ids, on=self.on)
        for tool, case_id, level, day, pk, *assessor in newest:
            found[tool][case_id] = Assessment(
                RiskLevel(level), day, f"risk:{pk}", name_of(*assessor)
            )
        return found

    @cached_property
    def _leads(self) -> dict[str, dict[int, Holding]]:
        held: dict[str, dict[int, list[Held]]] = defaultdict(lambda: defaultdict(list))
        led = _led(case_ids=self.case_ids, on=self.on)
        for agency, case_id, starts_on, ends_on, pk, team_id, officer_id, *officer in led:
            row = Held(
                starts_on, ends_on, name_of(*officer), f"allocation:{pk}", team_id, officer_id
            )
            held[agency][case_id].append(row)
        return {
            agency: {case_id: holding(rows, on=self.on) for case_id, rows in cases.items()}
            for agency, cases in held.items()
        }

    @cached_property
    def _registrations(self) -> dict[str, dict[int, Dated]]:
        found: dict[str, dict[int, Dated]] = defaultdict(dict)
        for code, case_id, day, pk in _registered(case_ids=self.case_ids, on=self.on):
            found[code][case_id] = Dated(day, f"registration:{pk}")
        return found


def _in_force(rows: Iterable[Sentence], on: date) -> list[InForce]:
    """Those in force, oldest first."""
    serving = [row for row in rows if falls_in(on, row.starts_on, row.ends_on)]
    return [
        InForce(
            SentenceKind(row.kind),
            row.starts_on,
            row.ends_on,
            row.programme_requirement,
            f"sentence:{row.pk}",
        )
        for row in sorted(serving, key=attrgetter("starts_on", "pk"))
    ]


def paused(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[Paused]]:
    """Times of a case by case, in the order of the rows: case, kind, first day, end, key."""
    found: dict[int, list[Paused]] = defaultdict(list)
    for case_id, kind, starts_on, ends_on, pk in rows:
        found[case_id].append(Paused(PauseKind(kind), starts_on, ends_on, f"pause:{pk}"))
    return dict(found)


@prepared_for_few
def _active(*, case_ids: list[int], on: date) -> QuerySet[Case, tuple[int, str]]:
    return Case.objects.filter(
        Q(died_on__isnull=True) | Q(died_on__gt=on),
        of_cases(case_ids, key="id"),
        status=CaseStatus.ACTIVE,
    ).values_list("id", "sex")


@prepared_for_few
def _begun(*, case_ids: list[int], on: date) -> QuerySet[Pause, tuple[Any, ...]]:
    rows = Pause.objects.filter(of_cases(case_ids), starts_on__lte=on).order_by("starts_on", "id")
    return rows.values_list("case_id", "kind", "starts_on", "ends_on", "id")


@prepared_for_few
def _serving(*, case_ids: list[int], on: date) -> QuerySet[Sentence, tuple[Any, ...]]:
    rows = Sentence.objects.filter(of_cases(case_ids), holds_on(on)).order_by("starts_on", "id")
    return rows.values_list(
        "case_id", "kind", "starts_on", "ends_on", "programme_requirement", "id"
    )


@prepared_for_few
def _newest(*, case_ids: list[int], on: date) -> QuerySet[RiskAssessment, tuple[Any, ...]]:
    return (
        RiskAssessment.objects.filter(of_cases(case_ids), assessed_on__lte=on)
        .order_by("case_id", "tool", "-assessed_on")
        .distinct("case_id", "tool")
        .values_list("tool", "case_id", "level", "assessed_on", "pk", *named("assessor"))
    )


@prepared_for_few
def _led(*, case_ids: list[int], on: date) -> QuerySet[Allocation, tuple[Any, ...]]:
    rows = Allocation.objects.filter(
        of_cases(case_ids), role=AllocationRole.LEAD, starts_on__lte=on
    ).order_by("starts_on")
    what = ("agency", "case_id", "starts_on", "ends_on", "pk", "officer__team_id", "officer_id")
    return rows.values_list(*what, *named("officer"))


@prepared_for_few
def _registered(*, case_ids: list[int], on: date) -> QuerySet[Registration, tuple[Any, ...]]:
    rows = Registration.objects.filter(of_cases(case_ids), holds_on(on))
    return rows.values_list("register__code", "case_id", "starts_on", "id")


def named(officer: str) -> tuple[str, ...]:
    """What `name_of` takes, of the officer in this field. Whole rows would cost half of the time of all facts."""
    return tuple(f"{officer}__{name}" for name in ("agency", "grade", "forenames", "surname"))


def name_of(agency: str | None, *rest: str) -> str:
    return short_name(agency, *rest) if agency else ""
