"""Cases that nobody of the agency leads, with their age; and the cases of one officer, to be given to others."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.safestring import SafeString

from caseloads.selectors.cases import CaseRow, rows_of, with_columns
from core.addresses import address
from core.calendar import in_full, london_date
from core.markup import joined, markup
from core.table import Cells, Column, Table, lines, link, nowrap, small
from core.templatetags.core import overdue_tag, risk_tag
from offenders.choices import AllocationRole, CaseStatus, RiskLevel
from offenders.models import Allocation, Case
from offenders.querysets import holds_on, of_cases
from people.choices import Agency, Permission
from people.models import Officer, Team, User

ORDER = {level.value: place for place, level in enumerate(RiskLevel)}


@dataclass(frozen=True, slots=True)
class Listed:
    """A case that can be given: the row as every list has it, since when, and who leads or led it."""

    row: CaseRow
    level: str
    since: date
    officer: Officer
    on: date

    @property
    def days(self) -> int:
        return (self.on - self.since).days

    @property
    def place(self) -> tuple[int, date, str, int]:
        """The gravest first, then the oldest."""
        case = self.row.case
        return ORDER.get(self.level, len(ORDER)), self.since, case.surname, case.pk


def unallocated(user: User, agency: Agency, *, at: datetime) -> list[Listed]:
    """CAS-42: active cases of the teams that this user leads which nobody of the agency leads now, and since when.

    As docs/adr/0014 has it: they are with the team of whoever led them last. The gravest first, then the oldest; the
    same number of queries for any number of teams and of cases.
    """
    on = london_date(at)
    teams = [team.pk for team in Team.objects.led_by(user, on=on)]
    last = _last_led(agency, teams, on=on)
    return _listed(user, last, agency, since=lambda row: row.ends_on or on, at=at)


def held_by(officer: Officer, *, user: User, at: datetime) -> list[Listed]:
    """The active cases that an officer leads and that this user gives to others; the gravest first, then the oldest."""
    rows = Allocation.objects.filter(
        holds_on(london_date(at)), officer=officer, role=AllocationRole.LEAD
    )
    agency = Agency(officer.agency)
    return _listed(user, rows, agency, since=lambda row: row.starts_on, at=at)


def _last_led(agency: Agency, team_ids: Collection[int], *, on: date) -> QuerySet[Allocation]:
    """The allocation with which the last officer of the agency stopped leading a case that nobody leads since."""
    leads = Allocation.objects.filter(role=AllocationRole.LEAD, agency=agency)
    later = leads.filter(
        case=OuterRef("case"), starts_on__gt=OuterRef("starts_on"), starts_on__lte=on
    )
    ended = leads.filter(~Exists(later), ends_on__lte=on)
    return ended.filter(officer__team__in=team_ids, officer__agency=agency)


def _listed(
    user: User,
    rows: QuerySet[Allocation],
    agency: Agency,
    *,
    since: Callable[[Allocation], date],
    at: datetime,
) -> list[Listed]:
    by_case = {row.case_id: row for row in rows.select_related("officer__team")}
    visible = Case.objects.visible_to(user, Permission.ALLOCATE, at=at)
    cases = visible.filter(of_cases(list(by_case), key="pk"), status=CaseStatus.ACTIVE)
    on = london_date(at)
    found = [
        Listed(
            row,
            row.police if agency == Agency.POLICE else row.rosh,
            since(by_case[row.case.pk]),
            by_case[row.case.pk].officer,
            on,
        )
        for row in rows_of(list(with_columns(cases, at=at)), on=on)
    ]
    return sorted(found, key=lambda each: each.place)


def table_of(rows: list[Listed], *, agency: Agency, is_held: bool) -> Table:
    """A line for each case, with a box to choose it and the act that gives it alone."""
    columns = (
        Column("Name and CRN", names_row=True),
        Column("Police risk" if agency == Agency.POLICE else "RoSH"),
        Column("Held since" if is_held else "Nobody since"),
        Column("Next due"),
    )
    caption = "Cases of the officer" if is_held else "Cases that nobody leads"
    return Table(caption, columns, [_cells(row, is_held=is_held) for row in rows])


def _cells(row: Listed, *, is_held: bool) -> Cells:
    case, since = row.row.case, nowrap(in_full(row.since))
    age = None if is_held else f"{row.days} day{'' if row.days == 1 else 's'}"
    last = None if is_held else f"before, {row.officer.name} of {row.officer.team.name}"
    due = lines(
        row.row.due_label,
        in_full(row.row.due_on) if row.row.due_on else None,
        overdue_tag(row.row.days_overdue) if row.row.is_overdue else None,
    )
    act = link(address("caseloads:allocate", case.uuid), "Allocate alone", unseen=f": {case.name}")
    return (
        lines(
            joined("", [_box(case), link(case.get_absolute_url(), case.name)]), small(case.crn), act
        ),
        risk_tag(row.level),
        lines(since, age, last),
        due if row.row.due_on else "No date is set",
    )


def _box(case: Case) -> SafeString:
    return markup(
        '<span class="govuk-checkboxes govuk-checkboxes--small app-pick"><span class="govuk-checkboxes__item">'
        '<input class="govuk-checkboxes__input" type="checkbox" name="case" value="{0}" id="case-{0}">'
        '<label class="govuk-label govuk-checkboxes__label" for="case-{0}">'
        '<span class="govuk-visually-hidden">Choose {1}</span></label></span></span>',
        case.uuid,
        case.name,
    )
