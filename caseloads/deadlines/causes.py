"""Since when officers are at or above a threshold, and what happened since: read once for all who are."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet

from caseloads.models import Points
from caseloads.rules.causes import (
    Came,
    Cause,
    Covers,
    Event,
    Lost,
    Overran,
    Released,
    Rose,
    last_below,
    since,
)
from caseloads.rules.load import CAPACITY, is_over
from caseloads.rules.measures import (
    Desk,
    Held,
    Measures,
    Nominal,
    Row,
    Tiered,
    measured,
    table_on,
    weigh,
)
from caseloads.rules.thresholds import Steps
from caseloads.selectors.measures import REGISTERED, nominal_on
from core.prepared import one_of
from offenders.choices import AllocationRole, CaseStatus, PauseKind, SentenceKind, TierScheme
from offenders.deadlines import Shared
from offenders.deadlines.facts import name_of, named
from offenders.models import Allocation, Pause, Registration, Sentence, Tier
from people.choices import Agency
from people.models import Cover, Officer, Reduction


class Span(NamedTuple):
    """From a day to a day that is no longer part of it, or open; `value` is what holds."""

    starts_on: date
    ends_on: date | None
    value: Any = None

    def holds(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


@dataclass
class CaseHistory:
    """What the measures look at of one case, over time."""

    custody: list[Span] = field(default_factory=list)
    register: list[Span] = field(default_factory=list)
    sentences: list[Span] = field(default_factory=list)  # the newest last
    tiers: list[tuple[date, Tiered]] = field(default_factory=list)  # the newest last

    def as_at(self, case_id: int, day: date) -> Held:
        """As the measures of that day see it, but for the risk level, which no threshold goes by."""
        sentences = [span for span in self.sentences if span.holds(day)]
        tiers = [tiered for worked_out_on, tiered in self.tiers if worked_out_on <= day]
        return Held(
            case_id,
            is_in_custody=any(span.holds(day) for span in self.custody),
            is_registered=any(span.holds(day) for span in self.register),
            sentence=sentences[-1].value if sentences else None,
            tiered=tiers[-1] if tiers else None,
        )

    def days(self) -> Iterator[date]:
        for span in (*self.custody, *self.register, *self.sentences):
            yield from filter(None, (span.starts_on, span.ends_on))
        yield from (worked_out_on for worked_out_on, _ in self.tiers)

    def overran(self, on: date) -> date | None:
        """The day on which the last sentence ended, where none is in force."""
        ends = [span.ends_on for span in self.sentences if span.starts_on <= on]
        if not ends or any(end is None or end > on for end in ends):
            return None
        return max(end for end in ends if end)


@dataclass
class History:
    """What one officer carried over time."""

    desk: Desk
    cases: dict[int, CaseHistory]
    led: dict[int, list[Span]] = field(default_factory=lambda: defaultdict(list))  # by case
    reductions: list[Span] = field(default_factory=list)
    covers: list[Covers] = field(default_factory=list)

    def measures_on(self, day: date, rows: list[Row], nominal: Nominal) -> Measures:
        table = table_on(rows, day)
        weighed = [
            weigh(self.cases[case_id].as_at(case_id, day), table)
            for case_id, spans in self.led.items()
            if any(span.holds(day) for span in spans)
        ]
        less = sum((span.value for span in self.reductions if span.holds(day)), Decimal(0))
        return measured(self.desk._replace(reduced=less), weighed, nominal)

    def days(self) -> Iterator[date]:
        """On which the value may have changed."""
        for spans in (*self.led.values(), self.reductions):
            for span in spans:
                yield from filter(None, (span.starts_on, span.ends_on))
        for case_id in self.led:
            yield from self.cases[case_id].days()

    def events(self, on: date, rows: list[Row]) -> Iterator[Event]:
        """What may have brought it about, of what still holds on the day."""
        for case_id, spans in self.led.items():
            mine = [span for span in spans if span.holds(on)]
            yield from (Came(span.starts_on, span.value) for span in mine)
            case = self.cases[case_id]
            if mine and (day := case.overran(on)):
                yield Overran(day)
            if mine:
                yield from _rises(case, case_id, on, rows)
                ends = (stay.ends_on for stay in case.custody)
                yield from (Released(end) for end in ends if end and end <= on)
        yield from (Lost(span.starts_on, span.value) for span in self.reductions if span.holds(on))
        yield from self.covers


def _rises(case: CaseHistory, case_id: int, on: date, rows: list[Row]) -> Iterator[Rose]:
    """Tiers that weigh more than the one before, as what the case is on the day."""
    held, table, before = case.as_at(case_id, on), table_on(rows, on), 0
    for number, (day, tiered) in enumerate(case.tiers):
        points = weigh(held._replace(tiered=tiered), table).points
        if number and day <= on and points > before:
            yield Rose(day)
        before = points


def causes_of(
    shared: Shared, over: Mapping[int, Collection[str]], steps: Mapping[str, Steps]
) -> dict[int, dict[str, Cause]]:
    """By officer and kind; of those alone who are over. Ten queries, and none where nobody is."""
    if not over:
        return {}
    rows = [
        Row(*row)
        for row in Points.objects.values_list("scheme", "tier", "case_type", "starts_on", "points")
    ]
    nominal = nominal_on(shared.on)
    return {
        officer_id: {
            kind: _cause(history, kind, steps[kind], rows, nominal, on=shared.on)
            for kind in over[officer_id]
        }
        for officer_id, history in _histories(list(over), on=shared.on).items()
    }


def _cause(
    history: History, kind: str, steps: Steps, rows: list[Row], nominal: Nominal, *, on: date
) -> Cause:
    days = set(history.days())
    if kind == CAPACITY:
        days.update(row.starts_on for row in rows)

    def over_on(day: date) -> bool:
        return is_over(kind, history.measures_on(day, rows, nominal), steps)

    last = last_below(days, over_on, on=on)
    relevant = (Came, Covers, Overran) if kind != CAPACITY else (Came, Covers, Lost, Rose, Released)
    events = (event for event in history.events(on, rows) if isinstance(event, relevant))
    return since(last, events)


def _histories(officer_ids: list[int], *, on: date) -> dict[int, History]:
    cases: dict[int, CaseHistory] = defaultdict(CaseHistory)
    found = {
        pk: History(Desk(Agency(agency), hours), cases)
        for pk, agency, hours in Officer.objects.filter(one_of("id", officer_ids))
        .order_by()
        .values_list("id", "agency", "contracted_hours")
    }
    for case_id, officer_id, starts_on, ends_on, source in _led(officer_ids, on=on):
        found[officer_id].led[case_id].append(Span(starts_on, ends_on, source))
    case_ids = {case_id for history in found.values() for case_id in history.led}
    _read_cases(cases, list(case_ids), on=on)
    held = Q(starts_on__lte=on)
    for row in Reduction.objects.filter(held, one_of("officer", officer_ids)).order_by("starts_on"):
        found[row.officer_id].reductions.append(Span(row.starts_on, row.ends_on, row.hours))
    covers = Cover.objects.filter(held, one_of("covering", officer_ids), ends_on__gt=on)
    for officer_id, starts_on, *absent in covers.order_by("starts_on").values_list(
        "covering_id", "starts_on", *named("absent")
    ):
        found[officer_id].covers.append(Covers(starts_on, name_of(*absent)))
    return found


def _led(officer_ids: list[int], *, on: date) -> Iterator[tuple[int, int, date, date | None, str]]:
    """Every time that these officers led a case that counts on the day, with who led it until then."""
    alive = Q(case__died_on__isnull=True) | Q(case__died_on__gt=on)
    theirs = Allocation.objects.filter(one_of("officer", officer_ids), role=AllocationRole.LEAD)
    rows = Allocation.objects.filter(
        alive,
        case__status=CaseStatus.ACTIVE,
        role=AllocationRole.LEAD,
        starts_on__lte=on,
        case__in=theirs.values("case"),
    ).order_by("case_id", "agency", "starts_on")
    before: tuple[int, str] | None = None
    source, wanted = "", set(officer_ids)
    for case_id, officer_id, starts_on, ends_on, *who in rows.values_list(
        "case_id", "officer_id", "starts_on", "ends_on", *named("officer")
    ):
        if before != (case_id, who[0]):
            before, source = (case_id, who[0]), ""
        if officer_id in wanted:
            yield case_id, officer_id, starts_on, ends_on, source
        source = name_of(*who)


def _read_cases(cases: dict[int, CaseHistory], case_ids: list[int], *, on: date) -> None:
    begun = Q(starts_on__lte=on) & Q(one_of("case", case_ids))
    inside = Pause.objects.filter(begun, kind=PauseKind.CUSTODY)
    for row in _spans(inside):
        cases[row[0]].custody.append(Span(*row[1:]))
    registered = Registration.objects.filter(begun, register__code=REGISTERED)
    for row in _spans(registered):
        cases[row[0]].register.append(Span(*row[1:]))
    sentences = Sentence.objects.filter(begun).order_by("starts_on", "sentenced_on", "id")
    for case_id, starts_on, ends_on, kind in sentences.values_list(
        "case_id", "starts_on", "ends_on", "kind"
    ):
        cases[case_id].sentences.append(Span(starts_on, ends_on, SentenceKind(kind)))
    tiers = Tier.objects.filter(one_of("case", case_ids), calculated_on__lte=on)
    for case_id, day, scheme, tier in tiers.order_by("calculated_on", "scheme").values_list(
        "case_id", "calculated_on", "scheme", "tier"
    ):
        cases[case_id].tiers.append((day, Tiered(TierScheme(scheme), tier)))


def _spans(rows: QuerySet[Any]) -> QuerySet[Any, tuple[int, date, date | None]]:
    return rows.order_by("starts_on").values_list("case_id", "starts_on", "ends_on")
