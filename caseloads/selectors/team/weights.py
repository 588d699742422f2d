"""What the cases of one officer weigh: the points, what they are points of, and the cases that add up to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from caseloads.choices import Work
from caseloads.rules.measures import Measures, Nominal, Weighed
from caseloads.selectors.measures import desks_of, measures_from, nominal_on, weighed_cases
from caseloads.selectors.reductions import ReductionRow, reductions_of
from caseloads.selectors.team.tiles import FIGURE_LABELS
from core.calendar import london_date
from core.table import Cells, Column, Table, lines, link, small
from offenders.models import Case
from people.choices import Agency
from people.models import Officer, User

COLUMNS = (
    Column("Name and CRN", names_row=True),
    Column("Tier"),
    Column("Counts as"),
    Column("Points", is_numeric=True),
)
HEADER = ("crn", "surname", "forenames", "officer", "scheme", "tier", "case_type", "work", "points")


@dataclass(frozen=True, slots=True)
class Weights:
    """The cases of an officer as far as the user sees them, with those that they do not see as one line."""

    officer: Officer
    on: date
    measures: Measures
    nominal: Nominal
    rows: list[tuple[Case, Weighed]]
    closed: int
    closed_points: int
    hours: list[ReductionRow]

    @property
    def cases(self) -> list[Case]:
        return [case for case, _ in self.rows]

    @property
    def words(self) -> str:
        """CAS-11, CAS-13: "903 points of 2,176: 41.5% of capacity. ..."; empty of the police, who have no points."""
        measures, nominal = self.measures, self.nominal
        if measures.capacity is None:
            return ""
        without = measures.capacity.is_without_hours
        figure = "no hours for them" if without else f"{measures.capacity}% of capacity"
        has = [f"{self.officer.name} has {self.officer.contracted_hours.normalize():f}"]
        has += [row.words for row in self.hours]
        return (
            f"{measures.points:,} points of {measures.available:,}: {figure}. "
            f"{nominal.hours} hours a week are good for {nominal.points:,} points; {', '.join(has)}."
        )


def weights_of(officer: Officer, user: User, *, at: datetime) -> Weights:
    """CAS-1, CAS-13: as at an instant; the same number of queries for any officer."""
    on = london_date(at)
    nominal, desks = nominal_on(on), desks_of([officer], on=on)
    weighed = weighed_cases(on=on, officer_ids=[officer.pk])
    found = weighed.get(officer.pk, [])
    seen = Case.objects.visible_to(user).in_bulk([each.held.case_id for each in found])
    closed = [each for each in found if each.held.case_id not in seen]
    rows = [(seen[each.held.case_id], each) for each in found if each.held.case_id in seen]
    rows.sort(key=lambda row: (-row[1].points, row[0].surname, row[0].forenames, row[0].pk))
    return Weights(
        officer=officer,
        on=on,
        measures=measures_from(weighed, desks, nominal)[officer.pk],
        nominal=nominal,
        rows=rows,
        closed=len(closed),
        closed_points=sum(each.points for each in closed),
        hours=[row for row in reductions_of(officer, on=on) if row.holds],
    )


def figures_of(found: Weights) -> list[tuple[str, int]]:
    """What is measured, by name; of the police what weighs nothing is no figure, of probation who is registered is none."""
    of_police, of_probation = ("registered",), (Work.UNTIERED.value, Work.NO_SENTENCE.value)
    own = of_police if found.measures.agency == Agency.POLICE else of_probation
    names = ("cases", "in_custody", "very_high", "high", *own)
    return [(FIGURE_LABELS[name], found.measures.counts[name]) for name in names]


def table_of_weights(found: Weights) -> Table:
    cells: list[Cells] = [
        (
            lines(link(case.get_absolute_url(), case.name), small(case.crn)),
            _tier(weighed),
            _as_what(weighed),
            str(weighed.points),
        )
        for case, weighed in found.rows
    ]
    if found.closed:
        cells.append((closed_words(found.closed), "", "", str(found.closed_points)))
    if found.measures.points is None:  # of the police: the cases, and as what each counts
        return Table(f"The cases of {found.officer.name}", COLUMNS[:3], [row[:3] for row in cells])
    cells.append(("Together", "", "", f"{found.measures.points:,}"))
    return Table(f"What the cases of {found.officer.name} weigh", COLUMNS, cells)


def closed_words(number: int) -> str:
    """INF-31, JOB-7: of these the number counts, and nothing else is shown."""
    return f"{number} more that {'is' if number == 1 else 'are'} closed to you"


def weights_rows(found: Weights) -> list[Sequence[object]]:
    """The same as CSV: the points add up to the figure."""
    name = found.officer.name
    rows: list[Sequence[object]] = [HEADER]
    for case, weighed in found.rows:
        tiered = weighed.held.tiered
        rows.append(
            (
                case.crn,
                case.surname,
                case.forenames,
                name,
                tiered.scheme.value if tiered else "",
                tiered.tier if tiered else "",
                weighed.case_type.value if weighed.case_type else "",
                weighed.work.label,
                weighed.points,
            )
        )
    if found.closed:
        rows.append(("", "", "", name, "", "", "", closed_words(found.closed), found.closed_points))
    return rows


def _tier(weighed: Weighed) -> str:
    tiered = weighed.held.tiered
    return lines(tiered.tier, small(tiered.scheme.label)) if tiered else "No tier"


def _as_what(weighed: Weighed) -> str:
    why = weighed.work.label if weighed.work != Work.COUNTED else None
    return lines(weighed.case_type.label if weighed.case_type else None, why)
