"""The scenarios that there are, and the cases of an officer from which some are chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from caseloads.choices import Work
from caseloads.models import Scenario
from caseloads.rules.measures import Weighed
from caseloads.selectors.measures import weighed_cases
from caseloads.selectors.whatif.scope import Scope, scenarios_for
from core.calendar import in_full, london_date
from core.prepared import one_of
from offenders.models import Case
from people.choices import Agency, Permission
from people.models import Officer, User


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A scenario as the list has it."""

    scenario: Scenario
    words: str


def scenario_rows(user: User, *, on: date) -> list[ScenarioRow]:
    """Those that the user may see, the newest first; one query."""
    rows = scenarios_for(user, on=on).annotate(tried=Count("changes"))
    return [ScenarioRow(row, _row_words(row, row.tried)) for row in rows]


def _row_words(row: Scenario, tried: int) -> str:
    made = f"{row.place.name}. Made by {row.made_by.name} on {in_full(row.based_on)}"
    if row.applied_at is not None and row.applied_by is not None:
        return f"{made}. Applied by {row.applied_by.name} on {in_full(london_date(row.applied_at))}"
    return f"{made}. {tried} change{'' if tried == 1 else 's'}"


NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class CasesOf:
    """What an officer leads, or nobody does, as far as the user may give it to others."""

    officer: Officer | None
    agency: Agency
    cases: Sequence[Case]
    hints: dict[str, str]

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(str(case.uuid), f"{case.name} {case.crn}") for case in self.cases]

    @property
    def heading(self) -> str:
        return f"Cases of {self.officer.name}" if self.officer else "Cases that nobody holds"


def cases_of(scope: Scope, of: str) -> CasesOf | None:
    """Of an officer of the place, of the user's own agency, as each agency allocates its own; or of nobody."""
    giver = scope.user.officer_or_none
    visible = Case.objects.visible_to(scope.user, Permission.ALLOCATE, at=scope.at)
    if giver is not None and of == NOBODY:
        unheld = list(visible.filter(one_of("pk", _unheld_ids(scope))))
        return CasesOf(None, Agency(giver.agency), unheld, {})
    officer = next((row for row in movers(scope) if str(row.uuid) == of), None)
    if officer is None:
        return None
    weighed = {
        row.held.case_id: row
        for row in weighed_cases(on=scope.on, officer_ids=[officer.pk]).get(officer.pk, ())
    }
    found = list(visible.filter(one_of("pk", list(weighed))))
    agency = Agency(officer.agency)
    hints = {
        str(case.uuid): _weight_words(weighed[case.pk], is_probation=agency == Agency.PROBATION)
        for case in found
    }
    return CasesOf(officer, agency, found, hints)


def movers(scope: Scope) -> list[Officer]:
    """The officers of the place whose cases the user may give to others."""
    giver = scope.user.officer_or_none
    return [row for row in scope.officers if giver is not None and row.agency == giver.agency]


def _unheld_ids(scope: Scope) -> list[int]:
    """Active cases that nobody leads now, last led in the place; a query for each of its teams."""
    teams = {row.team_id for row in movers(scope)}
    found = (Case.objects.last_held_ids(team_id, on=scope.on) for team_id in sorted(teams))
    return sorted(frozenset[int]().union(*found))


def _weight_words(row: Weighed, *, is_probation: bool) -> str:
    level = f"{row.held.level.label.lower()} risk" if row.held.level else "no risk level"
    registered = "registered, " if row.held.is_registered else ""
    inside = ", in custody" if row.held.is_in_custody else ""
    if not is_probation:
        return f"{registered}{level}{inside}"
    tier = f"tier {row.held.tiered.tier}" if row.held.tiered else "no tier"
    points = f"{row.points} points" if row.work == Work.COUNTED else row.work.label.lower()
    return f"{tier}, {points}{inside}, {level}"
