"""The page of a scenario: today at the left, what is tried, what comes of it; and several of them side by side."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from caseloads.choices import ChangeKind
from caseloads.models import Change, Newcomer
from caseloads.rules.ahead import Ahead, ahead_of
from caseloads.rules.crossings import Crossing
from caseloads.selectors.whatif.checks import Check, checked, figures_words
from caseloads.selectors.whatif.scope import Scope
from caseloads.selectors.whatif.world import Outcome, figures_of, key_of, outcomes_of
from core.calendar import in_full
from offenders.models import Case
from people.choices import AbsenceKind, ReductionReason

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Listed:
    """A part of the scenario in words, as it can be ticked to be taken out."""

    uuid: str
    words: str
    newcomer: Newcomer | None = None


@dataclass(frozen=True)
class ScenarioPage:
    """One scenario with what comes of it."""

    scope: Scope
    outcome: Outcome

    @property
    def cases(self) -> list[Case]:
        """Those whose names the page says."""
        return list(self.scope.cases.values())

    @cached_property
    def check(self) -> Check:
        return checked(self.scope, self.outcome.base, self.outcome.world.names)

    @property
    def keys(self) -> list[int]:
        """The officers of the place, then who is tried with them; in the order of their names."""
        of_place = [officer.pk for officer in self.scope.officers]
        return [*of_place, *(key for key in self.outcome.course if key not in of_place)]

    @cached_property
    def ahead(self) -> Ahead:
        keys = [officer.pk for officer in self.scope.officers]
        return ahead_of(self.outcome.world, self.outcome.base, keys)

    @cached_property
    def brought(self) -> list[str]:
        """Thresholds that are crossed because of what is tried."""
        without = {each.key for each in self.outcome.of_base}
        return self._words(each for each in self.outcome.crossings if each.key not in without)

    @cached_property
    def anyway(self) -> list[str]:
        """Those that are crossed with and without it."""
        without = {each.key for each in self.outcome.of_base}
        return self._words(each for each in self.outcome.crossings if each.key in without)

    @cached_property
    def spared(self) -> list[str]:
        """Those that are no longer crossed."""
        tried = {each.key for each in self.outcome.crossings}
        rows = (each for each in self.outcome.of_base if each.is_over and each.key not in tried)
        return self._words(rows)

    def _words(self, crossings: "Iterator[Crossing]") -> list[str]:
        names, on = self.outcome.tried.names, self.scope.on
        return [each.words(names[each.officer_id], on) for each in crossings]

    @cached_property
    def tried(self) -> list[Listed]:
        """Everything that is in it, what is about officers first."""
        new = [Listed(str(row.uuid), newcomer_words(row), row) for row in self.scope.newcomers]
        order = (ChangeKind.HOURS, ChangeKind.LEAVE, ChangeKind.TIER, ChangeKind.MOVE)
        rows = sorted(self.scope.changes, key=lambda row: order.index(ChangeKind(row.kind)))
        return [*new, *(Listed(str(row.uuid), self._change_words(row)) for row in rows)]

    def _change_words(self, row: Change) -> str:
        who = row.officer.name if row.officer else row.newcomer.name if row.newcomer else ""
        match row.kind:
            case ChangeKind.MOVE:
                whose = row.held_by.name if row.held_by else "nobody"
                return f"{self.scope.case_name(row.case_id or 0)}: from {whose} to {who}"
            case ChangeKind.TIER:
                return f"{self.scope.case_name(row.case_id or 0)}: tier {row.tier or 'ends'}"
            case ChangeKind.HOURS:
                hours = f"{row.hours.normalize():f}" if row.hours else ""
                why = ReductionReason(row.reason).label.lower()
                return f"{who}: {hours} hours a week less ({why}), {_days(row)}"
            case _:
                return f"{who}: away ({AbsenceKind(row.reason).label.lower()}), {_days(row)}"

    @cached_property
    def moved(self) -> dict[int, str]:
        """By officer what is tried with them, short: 6 come, 2 go."""
        come = Counter(key_of(row) for row in self.scope.moves)
        go = Counter(row.held_by_id for row in self.scope.moves if row.held_by_id)
        others = Counter(row.officer_id for row in self.scope.changes if not row.case_id)
        found: dict[int, str] = {}
        for key in self.keys:
            said = [
                f"{come[key]} {'comes' if come[key] == 1 else 'come'}" if come[key] else "",
                f"{go[key]} {'goes' if go[key] == 1 else 'go'}" if go[key] else "",
                "hours or leave" if others[key] else "",
            ]
            if any(said):
                found[key] = ", ".join(filter(None, said))
        return found

    def applied_lines(self) -> list[str]:
        """Of what was applied: what each was shown to carry, and what they carry now."""
        shown: dict[str, dict[str, str]] = self.scope.scenario.shown
        found = []
        for key in self.keys:
            if (then := shown.get(str(key))) is None:
                continue
            now = figures_of(self.outcome.base[key].turns[0].measures)
            name = self.outcome.world.names[key]
            since = "as shown" if now == then else f"{figures_words(now)} now"
            found.append(f"{name}: {figures_words(then)} when it was applied, {since}.")
        return found


def newcomer_words(row: Newcomer) -> str:
    """A new officer: 37 hours a week from 4 January 2027; who it is, once there is one."""
    said = f"{row.name}: {row.hours.normalize():f} hours a week from {in_full(row.starts_on)}"
    return f"{said}. On record as {row.became.name}" if row.became else said


def _days(row: Change) -> str:
    start = in_full(row.starts_on) if row.starts_on else ""
    if row.ends_on is None:
        return f"from {start} until further notice"
    return f"{start} to {in_full(row.ends_on - DAY)}"


def scenario_page(scope: Scope) -> ScenarioPage:
    (outcome,) = outcomes_of([scope])
    return ScenarioPage(scope, outcome)


def compared(scopes: list[Scope]) -> list[ScenarioPage]:
    """The same of several, over one reading of the record."""
    return [
        ScenarioPage(scope, outcome)
        for scope, outcome in zip(scopes, outcomes_of(scopes), strict=True)
    ]
