"""Candidates side by side: a table on a desk and a card for each on a phone, every one with its radio button."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from caseloads.rules.candidates import agency_figure, known_words
from caseloads.selectors.allocation import AllocationPage, Candidate, Moved
from core.markup import attributes, markup
from core.table import Cells, Column, Table, beside, lines, small, tag
from people.choices import Agency

COLOUR = {"amber": "orange", "red": "red", "critical": "red"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A radio button beside the officer that it stands for. The first has the field's own id."""

    id: str
    name: str
    candidate: Candidate
    checked: bool

    @property
    def drawn(self) -> SafeString:
        who = self.candidate.officer
        given = {"id": self.id, "name": self.name, "type": "radio", "value": self.candidate.value}
        return markup(
            '<div class="govuk-radios govuk-radios--small"><div class="govuk-radios__item">'
            '<input class="govuk-radios__input"{}>'
            '<label class="govuk-label govuk-radios__label" for="{}"><strong>{}</strong>, {}</label></div></div>',
            attributes(given | {"checked": self.checked}),
            self.id,
            who.name,
            who.get_grade_display().lower(),
        )


def tables_of(page: AllocationPage, choices: Sequence[Choice]) -> list[tuple[Table, bool]]:
    """Own teams and other teams of the delivery unit, each with whether its officers are the supervisor's own."""
    found = []
    for is_own, caption in ((True, "Officers of your teams"), (False, "Officers of other teams")):
        rows = [row for row in choices if row.candidate.is_own is is_own]
        if rows:
            table = Table(
                caption,
                _columns(page),
                [_cells(row, page) for row in rows],
                css="app-candidates",
            )
            found.append((table, is_own))
    return found


def _columns(page: AllocationPage) -> list[Column]:
    return [
        Column("Officer", names_row=True),
        Column("Cases"),
        Column(agency_figure(page.agency)),
        Column("Training"),
        Column("Hours and days ahead"),
        Column("Knew the person" if page.is_one else "Knew them"),
        Column("From the home" if page.is_one else "From the homes"),
    ]


def _cells(row: Choice, page: AllocationPage) -> Cells:
    who = row.candidate
    over = [tag(each.words, COLOUR[each.band.value]) for each in who.reached if each.is_new]
    stays = [small(each.words) for each in who.reached if not each.is_new]
    late = f"{who.late} with something overdue" if who.late else None
    figure = who.change.capacity if page.agency == Agency.PROBATION else who.change.registered
    return (
        lines(row.drawn, *_about(who)),
        lines(who.change.cases, late),
        lines(figure, *over, *stays),
        _training(who),
        lines(f"{who.officer.contracted_hours.normalize():f} hours a week", *who.ahead.words),
        known_words(who.known, of=len(page.to_give)) or "No",
        who.distance.words,
    )


def moved_table(rows: Sequence[Moved], page: AllocationPage, caption: str) -> Table:
    """What it makes of each officer, where cases come or go."""
    columns = (
        Column("Officer", names_row=True),
        Column("Cases"),
        Column(agency_figure(page.agency)),
        Column("Thresholds"),
    )
    cells = [
        (
            row.officer.name,
            row.change.cases,
            row.change.capacity if page.agency == Agency.PROBATION else row.change.registered,
            lines(*(each.words for each in row.reached)) or "None reached",
        )
        for row in rows
    ]
    return Table(caption, columns, cells)


def _about(who: Candidate) -> list[str]:
    """What stands in the way of opening the case, and where the officer is."""
    officer = who.officer
    said: list[str] = [] if who.is_own else [small(officer.team.name)]
    if who.is_to_be_named:
        said.append("The case is restricted: to open it they must be named on its list too")
    if not officer.user_id:
        said.append("Does not sign in here yet")
    return said


def _training(who: Candidate) -> str:
    if not who.stands:
        return "Not asked for"
    lacks = tag("Training not current", "orange") if who.gap else None
    return beside(lacks, who.training)
