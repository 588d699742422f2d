"""Where everyone is: the people of a reader, by the state of the work on their offence; each number with its list."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from uuid import UUID

from core.calendar import in_full
from core.markup import markup
from core.models import holds_on
from core.table import Column, Table, lines as cell_lines, link, small
from offenders.choices import SEXUAL_REGISTERS, CaseStatus
from offenders.deadlines import Shared
from offenders.models import Case
from people.choices import Agency
from people.models import Team, User
from programmes.choices.state import WAITING, State
from programmes.deadlines.facts import facts as start_facts
from programmes.deadlines.state import state_facts
from programmes.rules.start import waits_for
from programmes.rules.state import Standing, standing_of
from programmes.rules.where import Line, Share, funnel, lines_of, waiting, without_work
from programmes.selectors.suitability import standings

OF_NOBODY = "nobody"
# Nothing of the service is older; the arithmetic of days ends somewhere too.
FIRST_YEAR = 2000


@dataclass(frozen=True)
class Where:
    """Of which people, of one team or of all that the reader may see, as at a day."""

    shared: Shared
    stands: Mapping[int, Standing]
    teams: Mapping[int, Team | None]
    chosen: str

    @property
    def on(self) -> date:
        return self.shared.on

    @cached_property
    def lines(self) -> list[Line]:
        return lines_of(self._of(self.chosen), self.on)

    @property
    def people(self) -> int:
        return sum(line.people for line in self.lines)

    @property
    def waiting(self) -> int:
        return waiting(self.lines)

    @property
    def without_work(self) -> Share:
        return without_work(self.lines)

    @cached_property
    def choices(self) -> list[tuple[str, str, int]]:
        """The teams of probation that hold any of them, with how many: code, name, people."""
        found: dict[str, list[int]] = defaultdict(list)
        names = {OF_NOBODY: "Held by nobody of probation"}
        for case_id, team in self.teams.items():
            code = str(team.uuid) if team else OF_NOBODY
            names.setdefault(code, team.name if team else "")
            found[code].append(case_id)
        return sorted(
            ((code, names[code], len(ids)) for code, ids in found.items()), key=lambda row: row[1]
        )

    @cached_property
    def stalls(self) -> list[tuple[str, int]]:
        """What keeps those who wait, by cause, the commonest first."""
        facts, mine = start_facts(self.shared), self._of(self.chosen)
        causes = Counter(
            row.words for case_id in mine if case_id in facts for row in facts[case_id].hindrances
        )
        return causes.most_common()

    @cached_property
    def funnel(self) -> list[tuple[str, Share]]:
        """How many of those who could go on did; three queries."""
        mine = set(self._of(self.chosen))
        cases = list(Case.objects.filter(pk__in=mine))
        suitable = {pk for pk, row in standings(cases, on=self.on).items() if row.is_suitable}
        return funnel(self.lines, suitable)

    def ids_in(self, state: State) -> tuple[int, ...]:
        return next(line.case_ids for line in self.lines if line.state == state)

    def _of(self, chosen: str) -> dict[int, Standing]:
        return {
            case_id: standing
            for case_id, standing in self.stands.items()
            if not chosen or _code(self.teams[case_id]) == chosen
        }


def where(user: User, *, on: date, chosen: str = "") -> Where:
    """PRG-58: everybody whom this user may see; a fixed number of queries, however many people and whatever they did."""
    seen = Case.objects.seen_by(user).ids
    ids = list(
        Case.objects.filter(
            holds_on(on, "registrations__"),
            pk__in=list(seen),
            status=CaseStatus.ACTIVE,
            registrations__register__code__in=SEXUAL_REGISTERS,
        )
        .order_by("pk")
        .distinct()
        .values_list("pk", flat=True)
    )
    shared = Shared(ids, on)
    stands = {pk: standing_of(row, on) for pk, row in state_facts(shared).items()}
    return Where(shared, stands, _teams(shared, stands), chosen)


def _teams(shared: Shared, case_ids: Iterable[int]) -> dict[int, Team | None]:
    """Which team of probation holds each; one query beside that of the shared facts."""
    led = shared.leads(Agency.PROBATION)
    held = {
        case_id: row.now.team_id
        for case_id in case_ids
        if (row := led.get(case_id)) is not None and row.now is not None
    }
    teams = Team.objects.in_bulk(set(held.values()))
    return {case_id: teams.get(held.get(case_id)) for case_id in case_ids}


def _code(team: Team | None) -> str:
    return str(team.uuid) if team else OF_NOBODY


def is_code(code: str) -> bool:
    """Whether this can name one of the choices at all."""
    if code in {"", OF_NOBODY}:
        return True
    try:
        UUID(code)
    except ValueError:
        return False
    return True


COLUMNS = (
    Column("State", names_row=True),
    Column("People", is_numeric=True),
    Column("Median weeks", is_numeric=True),
    Column("Longest", is_numeric=True),
    Column("Share"),
)


def table_of_states(found: Where, *, url: str) -> Table:
    """A row for each state; every number opens its list."""
    most = max((line.people for line in found.lines), default=0)
    cells = [
        [
            line.state.label,
            link(f"{url}{line.state.value}", str(line.people)) if line.people else "0",
            _weeks(line.median),
            _weeks(line.longest),
            _bar(line.people, most),
        ]
        for line in found.lines
    ]
    return Table("People by the state of the work on their offence", COLUMNS, cells)


def _weeks(weeks: int | None) -> str:
    return "" if weeks is None else str(weeks)


def _bar(people: int, most: int) -> str:
    """A small bar; the number beside it says the same."""
    width = round(100 * people / most) if most else 0
    return markup(
        '<svg class="app-share" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect width="{}" height="10"/></svg>',
        width,
    )


LIST_COLUMNS = (
    Column("Person", names_row=True),
    Column("Officer of probation"),
    Column("Since"),
    Column("What it waits for"),
)
HEADER = ("crn", "surname", "forenames", "officer", "state", "since", "weeks", "waits_for")


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a list."""

    case: Case
    officer: str
    standing: Standing
    waits: str
    on: date

    @property
    def cells(self) -> list[str]:
        return [
            cell_lines(link(self.case.get_absolute_url(), self.case.name), small(self.case.crn)),
            self.officer,
            in_full(self.standing.since) if self.standing.since else "Not known",
            self.waits or "Nothing",
        ]

    @property
    def export(self) -> tuple[object, ...]:
        since = self.standing.since
        return (
            self.case.crn,
            self.case.surname,
            self.case.forenames,
            self.officer,
            self.standing.state.value,
            since or "",
            (self.on - since).days // 7 if since else "",
            self.waits,
        )


def cases_in(found: Where, user: User, state: State) -> list[Case]:
    """Those who are in a state, the longest first, with the grounds on which the reader sees each."""
    ids = found.ids_in(state)
    cases = Case.objects.seen_by(user).with_grounds(Case.objects.filter(pk__in=ids))
    return sorted(
        cases,
        key=lambda case: (found.stands[case.pk].since or date.max, case.surname, case.pk),
    )


def rows_of(found: Where, cases: Iterable[Case]) -> list[Row]:
    """These of them; no query."""
    led, facts = found.shared.leads(Agency.PROBATION), start_facts(found.shared)
    rows = []
    for case in cases:
        held = led.get(case.pk)
        fact = facts.get(case.pk)
        officer = held.now.officer if held and held.now else "Nobody"
        waits = waits_for(fact) if fact and found.stands[case.pk].state in WAITING else ""
        rows.append(Row(case, officer, found.stands[case.pk], waits, found.on))
    return rows


def table_of(rows: Iterable[Row], caption: str) -> Table:
    return Table(caption, LIST_COLUMNS, [row.cells for row in rows])
