"""What officers and their cases are over time, read once for all of them: a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from caseloads.models import Points
from caseloads.rules.causes import Covers
from caseloads.rules.histories import CaseHistory, History, Span
from caseloads.rules.measures import Desk, Row, Tiered
from caseloads.selectors.measures import REGISTERED
from core.prepared import one_of
from offenders.choices import (
    AllocationRole,
    CaseStatus,
    PauseKind,
    RiskLevel,
    RiskTool,
    SentenceKind,
    TierScheme,
)
from offenders.deadlines.facts import name_of, named
from offenders.models import Allocation, Pause, Registration, RiskAssessment, Sentence, Tier
from people.choices import Agency
from people.models import Cover, Officer, Reduction

Cases = Mapping[int, CaseHistory]


def points_rows() -> list[Row]:
    """What a case weighs, of every day; one query."""
    rows = Points.objects.values_list("scheme", "tier", "case_type", "starts_on", "points")
    return [Row(*row) for row in rows]


def histories(
    officer_ids: Collection[int],
    *,
    until: date,
    since: date | None = None,
    case_ids: Collection[int] = (),
) -> dict[int, History]:
    """What these officers carried up to a day; with `since`, only what holds on that day or begins after it.

    The day may be ahead: then with what is recorded of the days until then. `case_ids` are read too, whoever leads
    them. Eight queries.
    """
    cases: dict[int, CaseHistory] = defaultdict(CaseHistory)
    found = {
        pk: History(Desk(Agency(agency), hours), cases)
        for pk, agency, hours in Officer.objects.filter(one_of("id", officer_ids))
        .order_by()
        .values_list("id", "agency", "contracted_hours")
    }
    for agency, case_id, officer_id, span, name in _led(officer_ids, until, since, case_ids):
        if officer_id in found:
            found[officer_id].led[case_id].append(span)
        if since:
            cases[case_id].leads[agency].append(span._replace(value=name))
    led = {case_id for history in found.values() for case_id in history.led}
    _read_cases(cases, list(led.union(case_ids)), until, since)
    held = _within(until, since)
    for row in Reduction.objects.filter(held, one_of("officer", officer_ids)).order_by("starts_on"):
        found[row.officer_id].reductions.append(Span(row.starts_on, row.ends_on, row.hours))
    covers = Cover.objects.filter(
        _within(until, since or until), one_of("covering", officer_ids)
    ).order_by("starts_on")
    for officer_id, starts_on, *absent in covers.values_list(
        "covering_id", "starts_on", *named("absent")
    ):
        found[officer_id].covers.append(Covers(starts_on, name_of(*absent)))
    return found


def read_levels(cases: Cases) -> None:
    """The risk levels of these cases too; one query."""
    rows = RiskAssessment.objects.filter(one_of("case", list(cases))).order_by("assessed_on")
    for case_id, tool, day, level in rows.values_list("case_id", "tool", "assessed_on", "level"):
        cases[case_id].levels[RiskTool(tool)].append((day, RiskLevel(level)))


def _within(until: date, since: date | None) -> Q:
    """What began by the last day and, where a first is given, had not ended by then."""
    begun = Q(starts_on__lte=until)
    return begun if since is None else begun & (Q(ends_on__isnull=True) | Q(ends_on__gt=since))


def _led(
    officer_ids: Collection[int], until: date, since: date | None, case_ids: Collection[int]
) -> Iterator[tuple[Agency, int, int, Span, str]]:
    """Every lead of the cases that count and that these officers led: the span with who led until then, and its own name.

    Of somebody who is dead by the first day, or the last where none is given, nothing counts.
    """
    alive = Q(case__died_on__isnull=True) | Q(case__died_on__gt=since or until)
    theirs = Allocation.objects.filter(
        _within(until, since), one_of("officer", officer_ids), role=AllocationRole.LEAD
    )
    of_cases = Q(case__in=theirs.values("case"))
    rows = Allocation.objects.filter(
        of_cases | Q(one_of("case", case_ids)) if case_ids else of_cases,
        alive,
        _within(until, since),
        case__status=CaseStatus.ACTIVE,
        role=AllocationRole.LEAD,
    ).order_by("case_id", "agency", "starts_on")
    before: tuple[int, str] | None = None
    source = ""
    for case_id, officer_id, starts_on, ends_on, died_on, *who in rows.values_list(
        "case_id", "officer_id", "starts_on", "ends_on", "case__died_on", *named("officer")
    ):
        if before != (case_id, who[0]):
            before, source = (case_id, who[0]), ""
        last = min(filter(None, (ends_on, died_on)), default=None)
        name = name_of(*who)
        yield Agency(who[0]), case_id, officer_id, Span(starts_on, last, source), name
        source = name


def _read_cases(
    cases: dict[int, CaseHistory], case_ids: list[int], until: date, since: date | None
) -> None:
    begun = _within(until, since) & Q(one_of("case", case_ids))
    inside = Pause.objects.filter(begun, kind=PauseKind.CUSTODY)
    for case_id in case_ids:
        cases[case_id]  # each has a history, if only an empty one
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
    tiers = Tier.objects.filter(one_of("case", case_ids), calculated_on__lte=until)
    for case_id, day, scheme, tier in tiers.order_by("calculated_on", "scheme").values_list(
        "case_id", "calculated_on", "scheme", "tier"
    ):
        cases[case_id].tiers.append((day, Tiered(TierScheme(scheme), tier)))


def _spans(rows: QuerySet[Any]) -> QuerySet[Any, tuple[int, date, date | None]]:
    return rows.order_by("starts_on").values_list("case_id", "starts_on", "ends_on")
