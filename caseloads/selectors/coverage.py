"""How the officers of teams stand with their courses: one reading for the page, its lists and the file."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.http import urlencode

from caseloads.choices import CourseState
from caseloads.rules.training import CourseStanding, share_trained, standing_with
from core.addresses import address
from core.calendar import in_full
from core.prepared import one_of
from core.standards import in_force
from core.table import Column, Table, lines, link, nowrap, tag
from offenders.rules.allocation import ASKED_OF, Course
from people.choices import Agency, TrainingKind, TrainingMode
from people.models import Officer, StatedTraining, Team, Training, User

AHEAD = "training.told_ahead"
NO_MODE = "none"
MODES: dict[str, str] = {**dict(TrainingMode.choices), NO_MODE: "How is not recorded"}
COLOURS = {
    CourseState.CURRENT: "green",
    CourseState.SOON: "yellow",
    CourseState.RUN_OUT: "red",
    CourseState.MISSING: "grey",
}


@dataclass(frozen=True, slots=True)
class Line:
    """How one officer stands with one course; `row` is the record that counts, or counted last."""

    officer: Officer
    standing: CourseStanding
    row: Training | None

    @property
    def mode(self) -> str:
        """How the course was taught that counts today; empty where none does."""
        if self.row is None or self.standing.state not in {CourseState.CURRENT, CourseState.SOON}:
            return ""
        return self.row.mode or NO_MODE


def teams_of(user: User, *, on: date) -> list[Team]:
    """The teams that this user leads, by name; one query."""
    rows = Team.objects.all().led_by(user, on=on).select_related("delivery_unit")
    return list(rows.order_by("delivery_unit__name", "name", "pk"))


def lines_of(officers: QuerySet[Officer], *, on: date) -> list[Line]:
    """Each of these officers with each course that their agency asks for; three queries."""
    staff = list(officers.select_related("team").order_by("surname", "forenames", "code"))
    ahead = ahead_on(on)
    done = _trainings([officer.pk for officer in staff])
    return [
        _line(officer, name, done.get(officer.pk, ()), on=on, ahead=ahead)
        for officer in staff
        for name in ASKED_OF[Agency(officer.agency)]
    ]


def ahead_on(on: date) -> int:
    found = in_force(AHEAD, on=on).get(AHEAD)
    return found.value if found else 0


def _trainings(officer_ids: Sequence[int]) -> Mapping[int, list[Training]]:
    found: dict[int, list[Training]] = defaultdict(list)
    for row in Training.objects.filter(one_of("officer", list(officer_ids))).order_by("pk"):
        found[row.officer_id].append(row)
    return found


def _line(officer: Officer, name: str, rows: Iterable[Training], *, on: date, ahead: int) -> Line:
    by_course = {as_course(row): row for row in rows}
    standing = standing_with(name, by_course, on=on, ahead=ahead)
    return Line(officer, standing, by_course[standing.course] if standing.course else None)


def as_course(row: Training) -> Course:
    return Course(TrainingKind(row.kind), row.trained_on, row.expires_on)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which lines of the lists: of a team, a course, a state, a mode; empty for all."""

    team: str = ""
    course: str = ""
    state: str = ""
    mode: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> "Asked":
        return cls(*(query.get(name, "") for name in ("team", "course", "state", "mode")))

    @property
    def query(self) -> str:
        pairs = ((name, getattr(self, name)) for name in ("team", "course", "state", "mode"))
        return urlencode({name: value for name, value in pairs if value})

    @property
    def words(self) -> str:
        state = dict(CourseState.choices).get(self.state, "")
        return ", ".join(filter(None, (self.course, state, MODES.get(self.mode, ""))))

    def fits(self, line: Line) -> bool:
        return (
            self.team in {"", str(line.officer.team.uuid)}
            and self.course in {"", line.standing.name}
            and self.state in {"", line.standing.state}
            and self.mode in {"", line.mode}
        )


def asked_lines(user: User, asked: Asked, *, on: date) -> list[Line]:
    """The lines that a number of the page stands for, in teams that this user leads."""
    officers = Officer.objects.filter(team__in=teams_of(user, on=on))
    return [line for line in lines_of(officers, on=on) if asked.fits(line)]


def table_of_coverage(user: User, *, on: date) -> Table:
    """R-5: by team and course how many are in each state, and of those who are trained how they were taught.

    Every number opens its list; the same number of queries for any number of teams.
    """
    teams = teams_of(user, on=on)
    by_team: dict[tuple[int, str], list[Line]] = defaultdict(list)
    for line in lines_of(Officer.objects.filter(team__in=teams), on=on):
        by_team[line.officer.team_id, line.standing.name].append(line)
    rows = [
        _row(team, name, by_team[team.pk, name])
        for team in teams
        for name in ASKED_OF[Agency(team.agency)]
        if by_team[team.pk, name]
    ]
    columns = [
        Column("Team", names_row=True),
        Column("Course"),
        Column("Trained", is_numeric=True),
        *(Column(label, is_numeric=True) for label in CourseState.labels),
        *(Column(label, is_numeric=True) for label in MODES.values()),
    ]
    return Table("Training by team and course", columns, rows)


def _row(team: Team, name: str, found: list[Line]) -> list[str]:
    states = Counter(line.standing.state for line in found)
    modes = Counter(line.mode for line in found)

    def number(count: int, **what: str) -> str:
        asked = Asked(team=str(team.uuid), course=name, **what)
        url = f"{address('caseloads:training_list')}?{asked.query}"
        return link(url, count, unseen=f" {team.name}, {asked.words}") if count else "0"

    share = share_trained([line.standing.state for line in found])
    return [
        team.name,
        name,
        f"{share}%",
        *(number(states[state], state=state) for state in CourseState),
        *(number(modes[mode], mode=mode) for mode in MODES),
    ]


def table_of_lines(found: Iterable[Line]) -> Table:
    columns = [
        Column("Officer", names_row=True),
        Column("Course"),
        Column("State"),
        Column("Done"),
        Column("Runs out"),
        Column("How"),
        Column("Seen at work"),
    ]
    return Table("Officers and courses", columns, [_cells(line) for line in found])


def _cells(line: Line) -> list[str]:
    row, state = line.row, line.standing.state
    officer = link(address("caseloads:officer_training", line.officer.uuid), line.officer.name)
    return [
        lines(officer, line.officer.team.name),
        line.standing.name,
        tag(state.label, COLOURS[state]),
        _day(row.trained_on if row else None),
        _day(row.expires_on if row else None) or ("Never" if row else ""),
        (row.get_mode_display() or "Not recorded") if row else "",
        _day(row.observed_on if row else None),
    ]


def _day(day: date | None) -> str:
    return nowrap(in_full(day)) if day else ""


def csv_rows(found: Iterable[Line]) -> list[Sequence[Any]]:
    """The lines as a file has them; how confident somebody says they are stays with them."""
    header = (
        "officer",
        "name",
        "team",
        "course",
        "state",
        "trained_on",
        "expires_on",
        "mode",
        "observed_on",
    )
    return [header, *(_csv(line) for line in found)]


def _csv(line: Line) -> Sequence[Any]:
    row, officer = line.row, line.officer
    days = (row.trained_on, row.expires_on) if row else ("", "")
    return (
        officer.code,
        officer.name,
        officer.team.name,
        line.standing.name,
        line.standing.state.label,
        *days,
        row.get_mode_display() if row else "",
        row.observed_on if row else "",
    )


def runs_out_of(officer: Officer | None, *, on: date) -> list[str]:
    """F-1: what of an officer's training runs out soon, or has, in sentences; three queries, none without a record."""
    if officer is None:
        return []
    rows = lines_of(Officer.objects.filter(pk=officer.pk), on=on)
    return [line.standing.words for line in rows if line.standing.words]


def courses_of(officer: Officer) -> list[Training]:
    return list(Training.objects.filter(officer=officer))


def waiting_of(officer: Officer) -> list[StatedTraining]:
    """What the officer says they did, the newest first, with what became of it."""
    rows = StatedTraining.objects.filter(officer=officer).select_related("decided_by")
    return list(rows)


def waiting_in(user: User, *, on: date) -> list[StatedTraining]:
    """What waits to be confirmed in the teams that this user leads, but for their own; one query."""
    rows = StatedTraining.objects.filter(
        state="waiting", officer__team__in=teams_of(user, on=on)
    ).exclude(officer__user=user)
    return list(rows.select_related("officer").order_by("stated_at"))
