"""A scenario against today: why it cannot be applied as it stands, and what has changed since it was made."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, cast

from caseloads.choices import ChangeKind
from caseloads.models import Change
from caseloads.rules.absences import Days, absence_problem
from caseloads.rules.reductions import Less, reduction_problem
from caseloads.rules.trying import MoveFacts, move_words, newcomer_words
from caseloads.rules.whatif import Projection
from caseloads.selectors.whatif.scope import CLOSED, Scope
from caseloads.selectors.whatif.world import counting_ids, figures_of
from core.calendar import in_full
from core.models import holds_on
from core.prepared import one_of
from offenders.choices import AllocationRole, RiskLevel, RiskTool
from offenders.models import Allocation, Exclusion, Tier
from offenders.rules.allocation import training_gap
from offenders.rules.grounds import Answer, decide
from offenders.selectors.allocation import standings_of
from offenders.selectors.case import latest_levels
from people.choices import AbsenceKind, Agency, Permission
from people.models import Absence, Officer, Reduction

# By which permission each is recorded elsewhere.
PERMISSIONS = {
    ChangeKind.HOURS: Permission.SET_HOURS,
    ChangeKind.LEAVE: Permission.RECORD_ABSENCE,
}


@dataclass(frozen=True, slots=True)
class Check:
    """What stands in the way, what is different from when it was made, and for whom POL-22 asks for words."""

    problems: tuple[str, ...]
    since: tuple[str, ...]
    gaps: tuple[str, ...]


def checked(scope: Scope, base: Projection, names: Mapping[int, str]) -> Check:
    """Of the whole scenario; ten queries, whatever is in it."""
    facts = _Facts(scope)
    problems = [*_newcomers(scope), *_moves(scope, facts), *_about_officers(scope), *_tiers(scope)]
    return Check(tuple(problems), tuple(_since(scope, base, names)), tuple(facts.gaps()))


class _Facts:
    """What is known today of the cases that are to go to somebody."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.ids = sorted({row.case_id for row in scope.moves if row.case_id})
        self.giver = scope.user.officer_or_none
        self.agency = Agency(self.giver.agency) if self.giver else None
        self.counting = counting_ids(self.ids)
        rows = Allocation.objects.filter(
            holds_on(scope.on), one_of("case", self.ids), role=AllocationRole.LEAD
        )
        self.lead = {
            row.case_id: row.officer
            for row in rows.filter(agency=self.agency or "").select_related("officer")
        }
        listed = Exclusion.objects.filter(one_of("case", self.ids), starts_at__lte=scope.at)
        self.excluded = {
            (row.case_id, row.user_id)
            for row in listed
            if row.ends_at is None or row.ends_at > scope.at
        }
        self.of_place = {officer.pk for officer in scope.officers}

    def of(self, row: Change, to: Officer) -> MoveFacts:
        case_id = row.case_id or 0
        lead = self.lead.get(case_id)
        return MoveFacts(
            self.scope.case_name(case_id),
            to.name,
            is_counted=case_id in self.counting,
            is_here=to.pk in self.of_place and (to.user is None or to.user.is_active),
            is_of_agency=to.agency == self.agency,
            may_open=(case_id, to.user_id) not in self.excluded,
            is_held=lead is not None and lead.pk == to.pk,
            has_gone=(lead.pk if lead else None) != row.held_by_id,
            held_then=row.held_by.name if row.held_by else "",
            held_now=lead.name if lead else "",
        )

    def gaps(self) -> Iterator[str]:
        """POL-22: who is to take a case of high risk without the training, in words."""
        if self.agency != Agency.POLICE:
            return
        to = {row.case_id or 0: found for row in self.scope.moves if (found := officer_of(row))}
        levels = latest_levels(list(to), on=self.scope.on)
        stands = standings_of({officer.pk for officer in to.values()}, on=self.scope.on)
        for case_id, officer in to.items():
            level = levels.get(case_id, {}).get(RiskTool.POLICE)
            if gap := training_gap(RiskLevel(level) if level else None, stands[officer.pk]):
                yield f"{self.scope.case_name(case_id)} to {officer.name}: {gap}"


def officer_of(row: Change) -> Officer | None:
    """To whom a case goes; None while that is somebody whom no record knows."""
    return row.officer or (row.newcomer.became if row.newcomer else None)


def _newcomers(scope: Scope) -> Iterator[str]:
    for row in scope.newcomers:
        is_known = row.became_id is not None
        if words := newcomer_words(row.name, row.starts_on, is_known=is_known, on=scope.on):
            yield words


def _moves(scope: Scope, facts: _Facts) -> Iterator[str]:
    if scope.moves and facts.giver is None:
        yield "Your account has no staff record, so you cannot allocate a case."
        return
    closed = sum(row.case_id not in scope.cases for row in scope.moves)
    if closed:
        yield f"{CLOSED.capitalize()} is among those that move: take the move out, or ask who put it in."
    for row in scope.moves:
        officer = officer_of(row)
        if officer is None or row.case_id not in scope.cases:
            continue
        if words := move_words(facts.of(row, officer)):
            yield words


def _about_officers(scope: Scope) -> Iterator[str]:
    """Hours and leave beside those that are on record, and beside the others of the scenario."""
    rows = [row for row in scope.changes if row.kind in {ChangeKind.HOURS, ChangeKind.LEAVE}]
    ids = [row.officer_id for row in rows if row.officer_id]
    if not ids:
        return
    hours, leave = _reductions(ids), _absences(ids)
    mine = {kind: _mine(scope, permission, ids) for kind, permission in PERMISSIONS.items()}
    for row in rows:
        officer = cast(Officer, row.officer)
        if officer.pk not in mine[ChangeKind(row.kind)]:
            yield f"{officer.name}: their hours and leave are not yours to record. Take this out."
        elif row.ends_on is not None and row.ends_on <= scope.on:
            yield f"{officer.name}: those days are over. Take this out."
        elif row.kind == ChangeKind.HOURS:
            yield from _hours(row, officer, hours[officer.pk, row.reason])
        else:
            yield from _leave(row, officer, leave[officer.pk])


def _mine(scope: Scope, permission: Permission, officer_ids: list[int]) -> set[int]:
    """Those of these officers about whom the user may do this."""
    officers = Officer.objects.visible_to(scope.user, permission, on=scope.on)
    return set(officers.filter(one_of("pk", officer_ids)).values_list("pk", flat=True))


def _reductions(officer_ids: list[int]) -> dict[tuple[int, str], list[Less]]:
    found: dict[tuple[int, str], list[Less]] = defaultdict(list)
    for row in Reduction.objects.filter(one_of("officer", officer_ids)):
        found[row.officer_id, row.reason].append(Less(row.hours, row.starts_on, row.ends_on))
    return found


def _absences(officer_ids: list[int]) -> dict[int, list[Days]]:
    found: dict[int, list[Days]] = defaultdict(list)
    for row in Absence.objects.filter(one_of("officer", officer_ids)):
        found[row.officer_id].append(Days(row.starts_on, row.ends_on))
    return found


def _hours(row: Change, officer: Officer, others: list[Less]) -> Iterator[str]:
    new = Less(cast(Decimal, row.hours), cast(date, row.starts_on), row.ends_on)
    if problem := reduction_problem(new, others, contracted=officer.contracted_hours):
        yield f"{officer.name}: {problem.words}"
    others.append(new)


def _leave(row: Change, officer: Officer, others: list[Days]) -> Iterator[str]:
    new = Days(cast(date, row.starts_on), row.ends_on)
    is_open = row.reason == AbsenceKind.SICKNESS
    if problem := absence_problem(new, others, may_be_open=is_open):
        yield f"{officer.name}: {problem.words}"
    others.append(new)


def _tiers(scope: Scope) -> Iterator[str]:
    rows = [row for row in scope.changes if row.kind == ChangeKind.TIER]
    counting = counting_ids({row.case_id or 0 for row in rows}) if rows else frozenset()
    for row in rows:
        case = scope.cases.get(row.case_id or 0)
        if case is None:
            yield f"{CLOSED.capitalize()} is among those with another tier: take that out, or ask who put it in."
        elif case.pk not in counting:
            yield f"{case.name}: the case has ended. Take its tier out."
        elif not row.tier:
            yield (
                f"{case.name}: a tier on record ends only when a newer one is worked out. "
                "Say which it will be, or take this out."
            )
        elif decide(scope.user, Permission.RECORD_RISK, case.grounds) is not Answer.YES:
            yield f"{case.name}: the tier is recorded by whoever holds the case. Ask them, and take this out."


def _since(scope: Scope, base: Projection, names: Mapping[int, str]) -> Iterator[str]:
    """What each officer carries today and did not when the scenario was made, and tiers that are newer than it."""
    then: Mapping[str, dict[str, Any]] = scope.scenario.then
    of_place = {str(officer.pk): officer.pk for officer in scope.officers}
    for said, pk in of_place.items():
        now = figures_of(base[pk].turns[0].measures)
        if said not in then:
            yield f"{names[pk]} has joined."
        elif (before := then[said]["figures"]) != now:
            yield f"{names[pk]}: {figures_words(before)} then, {figures_words(now)} now."
    yield from (f"{row['name']} has left." for said, row in then.items() if said not in of_place)
    ids = [row.case_id for row in scope.changes if row.kind == ChangeKind.TIER and row.case_id]
    day = scope.scenario.based_on
    newer = Tier.objects.filter(one_of("case", ids), recorded_on__gt=day) if ids else ()
    for tier in newer:
        yield f"{scope.case_name(tier.case_id)}: tier {tier.tier} was worked out on {in_full(tier.calculated_on)}."


def figures_words(figures: Mapping[str, str]) -> str:
    """48 cases, 94.7%; of the police their registered people."""
    cases = f"{figures['cases']} case{'' if figures['cases'] == '1' else 's'}"
    if "capacity" not in figures:
        return f"{cases}, {figures['registered']} registered"
    capacity = figures["capacity"]
    return f"{cases}, {'no hours left' if capacity == 'no_hours' else f'{capacity}%'}"
