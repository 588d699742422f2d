"""The cases under MAPPA that somebody may see: searched, filtered, as a list (a coordinator's first page)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import CharField, DateField, F, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Upper

from core.addresses import address
from core.calendar import in_full, london_date
from core.table import Cells, Column, Table, lines, link, nowrap, small
from core.templatetags.core import overdue_tag, risk_tag
from mappa.choices import Criterion, Level, Outcome
from mappa.models import Area, Management
from mappa.selectors.consistency import active, area_of, level_of
from mappa.selectors.standing import that_stand
from offenders.choices import RiskLevel, RiskTool
from offenders.models import Case, Deadline
from offenders.querysets import PLAIN, CaseQuerySet, holds_on, named_like, of_cases
from offenders.rules import days_overdue, kind
from offenders.rules.finding import asked_for, crns_of
from people.choices import Permission
from people.models import User

PAGE = 50
NO_LEVEL = "none"
# The kinds of deadline that are part of MAPPA: what else is due is no business of a coordinator.
KINDS = (
    "mappa_screening",
    "mappa_review",
    "level_not_communicated",
    "level_before_release",
    "mappa_exit",
)
VERY_HIGH_AT_1, LOW_ABOVE = "very_high_at_1", "low_above"
LISTS = {
    VERY_HIGH_AT_1: "Very high risk of serious harm at level 1",
    LOW_ABOVE: "Low risk of serious harm at level 2 or 3",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for; empty means anything."""

    words: str = ""
    level: str = ""
    shown: str = ""  # one of LISTS


def cases_of(user: User, filters: Filters, *, at: datetime) -> CaseQuerySet:
    """Whoever is screened as eligible or has a level, of those whose MAPPA part this user may see; highest level first."""
    on = london_date(at)
    cases: CaseQuerySet = Case.objects.visible_to(user, Permission.VIEW_MAPPA, at=at)
    cases = named(cases, filters.words).annotate(**_columns(on))
    under = Q(level__isnull=False) | Q(outcome=Outcome.ELIGIBLE)
    found = cases.filter(active(on, "")).filter(under & _asked(filters))
    return found.order_by(
        F("level").desc(nulls_last=True), Upper("surname"), Upper("forenames"), "pk"
    )


def named(cases: CaseQuerySet, words: str) -> CaseQuerySet:
    """By what stands in the banner of a part: name, CRN, date of birth.

    Not by other names, telephones or the PNC: who was found by one would be known to have it.
    """
    if not words.strip():
        return cases
    asked = asked_for(words)
    if asked.is_nothing:
        return cases.none()
    if asked.born is not None:
        cases = cases.filter(date_of_birth__in=asked.born)
    for reference in asked.references:
        cases = cases.filter(crn__in=crns_of(reference))
    for name in asked.names:
        cases = cases.alias(plain=PLAIN).filter(named_like(name))
    return cases


def _asked(filters: Filters) -> Q:
    asked = Q()
    if filters.level == NO_LEVEL:
        asked &= Q(level__isnull=True)
    elif filters.level:
        asked &= Q(level=int(filters.level))
    if filters.shown == VERY_HIGH_AT_1:
        asked &= Q(level=Level.ONE, rosh=RiskLevel.VERY_HIGH)
    if filters.shown == LOW_ABOVE:
        asked &= Q(level__gte=Level.TWO, rosh=RiskLevel.LOW)
    return asked


def _columns(on: date) -> dict[str, Subquery]:
    """What a row shows and filters go by."""
    levels = Management.objects.filter(holds_on(on), case=OuterRef("pk"))
    counting = that_stand().filter(case=OuterRef("pk"), screened_on__lte=on)
    return {
        "level": Subquery(levels.values("level")[:1], output_field=IntegerField()),
        "category": Subquery(levels.values("category")[:1], output_field=IntegerField()),
        "level_since": Subquery(levels.values("starts_on")[:1], output_field=DateField()),
        "outcome": Subquery(counting.values("outcome")[:1], output_field=CharField()),
        "screened_on": Subquery(counting.values("screened_on")[:1], output_field=DateField()),
        "rosh": level_of(RiskTool.ROSH, "pk", on),
        "police": level_of(RiskTool.POLICE, "pk", on),
    }


@dataclass(frozen=True, slots=True)
class Next:
    """What is due next of MAPPA."""

    label: str
    due_on: date
    days_late: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list."""

    case: Case
    category: int | None
    level: int | None
    since: date | None
    why: str
    screened_on: date | None
    rosh: str
    police: str
    due: Next | None

    @property
    def level_words(self) -> str:
        if self.level is None:
            return "No level is set"
        return f"Category {self.category}, {Level(self.level).label.lower()}"


def rows_of(cases: Sequence[Case], *, on: date) -> list[Row]:
    """The rows of a page of `cases_of`; two queries."""
    ids = [case.pk for case in cases]
    due, why = _next_due(ids, on=on), _reasons(ids, on=on)
    return [
        Row(
            case=case,
            category=case.category,  # type: ignore[attr-defined]  # annotated, as all below
            level=case.level,  # type: ignore[attr-defined]
            since=case.level_since,  # type: ignore[attr-defined]
            why=why.get(case.pk, ""),
            screened_on=case.screened_on,  # type: ignore[attr-defined]
            rosh=case.rosh or "",  # type: ignore[attr-defined]
            police=case.police or "",  # type: ignore[attr-defined]
            due=due.get(case.pk),
        )
        for case in cases
    ]


def _next_due(case_ids: Collection[int], *, on: date) -> dict[int, Next]:
    rows = Deadline.objects.filter(of_cases(case_ids), kind__in=KINDS, missing="")
    found: dict[int, Next] = {}
    for row in rows.order_by("due_on", "id"):
        if row.case_id is not None and row.case_id not in found:
            late = days_overdue(row.due_on, on=on)
            found[row.case_id] = Next(kind(row.kind).label, row.due_on, late)
    return found


def _reasons(case_ids: Collection[int], *, on: date) -> dict[int, str]:
    """What each level rests on, in the words of whoever set it."""
    rows = Management.objects.filter(holds_on(on), of_cases(case_ids))
    return {row.case_id: reason_of(row) for row in rows}


def reason_of(row: Management) -> str:
    """The criteria by name and the rationale; that none is on record of a level that an extract brought."""
    criteria = [Criterion(code).label for code in row.criteria]
    said = ". ".join(filter(None, ["; ".join(criteria), row.rationale]))
    return said or "Came with an extract: no reason is on record here"


def counts_by_level(user: User, *, at: datetime) -> dict[str, int]:
    """How many of the list are at each level, and at none; one query."""
    cases = cases_of(user, Filters(), at=at).order_by()
    counts = dict.fromkeys([*map(str, Level.values), NO_LEVEL], 0)
    for level in cases.values_list("level", flat=True):  # type: ignore[misc]  # annotated
        counts[NO_LEVEL if level is None else str(level)] += 1
    return counts


def unscreened(user: User, own: Sequence[Area], *, at: datetime) -> int:
    """People of these areas who have a level and whose MAPPA part this user does not see: no screening is on record here.

    Whoever is closed to the user is not counted (INF-30). One query beside what the user may see.
    """
    if not own:
        return 0
    on = london_date(at)
    seen = Case.objects.seen_by(user, Permission.VIEW_MAPPA, at=at).ids
    levels = Management.objects.filter(holds_on(on)).values("case")
    cases: CaseQuerySet = Case.objects.filter(active(on, ""), pk__in=levels)
    placed = cases.annotate(of_area=area_of("pk", on))
    of_areas = placed.filter(of_area__in=[area.pk for area in own])
    unseen = of_areas.exclude(of_cases(sorted(seen), key="pk"))
    closed = Case.objects.filter(pk__in=unseen.values("pk")).closed_to(user, at=at)
    return unseen.exclude(pk__in=closed.values("pk")).count()


COLUMNS = (
    Column("Name and CRN", names_row=True),
    Column("Category and level"),
    Column("Screened"),
    Column("Next due for MAPPA"),
)
WHY = (
    Column("Name and CRN", names_row=True),
    Column("Category and level"),
    Column("Risk of serious harm"),
    Column("Police risk"),
    Column("Why this level"),
)


def table_of(rows: Sequence[Row], shown: str = "") -> Table:
    """The list; those of levels that may not fit the risk with the reason beside each."""
    if shown:
        return Table(LISTS[shown], WHY, [_why_cells(row) for row in rows], css="app-cases")
    return Table("Cases under MAPPA", COLUMNS, [_cells(row) for row in rows], css="app-cases")


def _cells(row: Row) -> Cells:
    screened = nowrap(in_full(row.screened_on)) if row.screened_on else "No screening on record"
    return (*_who(row), screened, _due(row.due))


def _why_cells(row: Row) -> Cells:
    return (*_who(row), risk_tag(row.rosh), risk_tag(row.police), row.why)


def _who(row: Row) -> tuple[str, str]:
    name = link(address("mappa:mappa", row.case.uuid), row.case.name)
    since = small(f"since {in_full(row.since)}") if row.since else None
    return lines(name, small(row.case.crn)), lines(row.level_words, since)


def _due(due: Next | None) -> str:
    if due is None:
        return "No date is set"
    late = overdue_tag(due.days_late, "overdue") if due.days_late > 0 else None
    return lines(due.label, nowrap(in_full(due.due_on)), late)


def exported(rows: Sequence[Row]) -> Iterator[Sequence[object]]:
    """The list as CSV."""
    yield (
        "crn", "surname", "forenames", "category", "level", "level_since", "screened_on",
        "rosh", "police_risk", "why", "next_due", "due_on",
    )  # fmt: skip
    for row in rows:
        yield (
            row.case.crn,
            row.case.surname,
            row.case.forenames,
            row.category,
            row.level,
            row.since,
            row.screened_on,
            row.rosh,
            row.police,
            row.why,
            row.due.label if row.due else "",
            row.due.due_on if row.due else None,
        )


def level_links(user: User, *, at: datetime) -> list[tuple[str, int, str]]:
    """What the page begins with: each level, how many are at it, and the filter that lists them."""
    counts = counts_by_level(user, at=at)
    labels = {str(level): Level(level).label for level in reversed(Level.values)}
    labels[NO_LEVEL] = "No level is set"
    return [(label, counts[code], f"?level={code}") for code, label in labels.items()]
