"""The list of cases: searched, filtered, sorted; a page of it in a fixed number of queries."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from django.db.models import (
    BooleanField,
    Case as Choose,
    CharField,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import OrderBy
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, JSONObject, Upper

from caseloads.selectors.still import standing_still
from core.addresses import address
from core.calendar import in_full, london_date
from core.paging import Counted
from core.prepared import Parameter, prepared_for
from core.table import Cells, Column, Table, lines, link, nowrap, small, tag
from core.templatetags.core import date_in_full, overdue_tag, risk_tag
from mappa.models import Management
from mappa.selectors import levels
from mappa.selectors.unscreened import CONDITIONS, Lacking
from offenders.choices import DueState, RiskLevel, RiskTool
from offenders.models import Case, Contact, Deadline, Registration, RiskAssessment
from offenders.querysets import CONTAINED, CaseQuerySet, holds_on, of_cases
from offenders.rules import days_overdue, label_of, listed_apart
from offenders.rules.finding import asked_for
from offenders.selectors.allocation import held_ids
from offenders.selectors.ended import LABEL as ENDED, ended_still_held
from people.models import User
from plans.choices import CURRENT
from plans.deadlines import PLAN_GAP
from plans.models import Plan
from programmes.deadlines import STANDS_STILL

REGISTER = "ARSO"
RANKS = {level: rank for rank, level in enumerate(RiskLevel.values)}
# The order of `DeadlineQuerySet.gravest_first`, by what comes first of each case.
DUE_ORDER = [Cast(KT("next_due__place"), IntegerField()), KT("next_due__due_on")]
PAGE = 25
SORTS = ("due", "name", "rosh", "police", "contact")
NEAREST = "nearest"  # how whoever was searched for is sorted, unless a column is asked for


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for; empty means anything."""

    words: str = ""
    is_mine: bool = False
    risk: str = ""  # "rosh:high", "police:very_high"
    mappa: str = ""  # "1", "2", "3", "none", or what nobody did: "never", "untold"
    registered: str = ""  # "yes", "no"
    programme: str = ""  # "still": one stands still
    plan: str = ""  # "none": none is signed; "gaps": it leaves out something in force
    sentence: str = ""  # "ended": over, and probation holds the case still
    due: str = ""  # a word of DueState, "overdue:home_visit", "none"
    sort: str = "due"  # a column, with "-" before it for the other way round

    @property
    def is_whole(self) -> bool:
        """Whether nothing but whose they are leaves any out."""
        return self == Filters(is_mine=self.is_mine, sort=self.sort)


@dataclass(frozen=True, slots=True)
class CaseRow:
    """One case of the list."""

    case: Case
    rosh: str
    police: str
    mappa: str
    last_contact_at: datetime | None
    due_label: str
    due_on: date | None
    days_overdue: int
    state: str  # DueState; empty where nothing is due
    is_ended: bool = False  # the sentence is over, and probation holds the case still

    @property
    def is_overdue(self) -> bool:
        return self.state == DueState.OVERDUE

    @property
    def tag(self) -> str:
        """What is said beside a date that needs nobody now."""
        quiet = (DueState.ACCEPTED, DueState.BACKLOG)
        return DueState(self.state).label if self.state in quiet else ""


def find(user: User, filters: Filters, *, at: datetime) -> CaseQuerySet | Counted[Case]:
    """The cases that this user may see and asked for, in the order asked for; to be counted and sliced."""
    on = london_date(at)
    officer = user.officer_or_none
    if filters.is_whole:
        held = held_ids([officer.pk] if officer else [], on=on) if filters.is_mine else None
        return _whole(user, held, filters.sort, at)
    cases: CaseQuerySet = Case.objects.visible_to(user)
    if filters.is_mine:
        cases = cases.allocated_to(officer.pk, on=on) if officer else cases.none()
    if filters.words:
        cases = cases.matching(filters.words).with_likeness(filters.words)
    kinds = STANDS_STILL if filters.programme else ()
    listed = with_columns(cases, at=at, kinds=kinds).filter(_asked(filters, on))
    return listed.order_by(*order_of(filters.sort))


def _whole(user: User, held: frozenset[int] | None, sort: str, at: datetime) -> Counted[Case]:
    """All that a user sees, or what they see of those `held`."""
    seen, on = Case.objects.seen_by(user), london_date(at)
    ids = sorted(seen.ids if held is None else seen.ids & held)
    return Counted(
        len(ids),
        PAGE,
        lambda: seen.with_grounds(_first_page(sort, ids=ids, on=on, at=at)),
        lambda part: seen.with_grounds(_in_order(sort, ids, on=on, at=at)[part]),
    )


@prepared_for(listed_apart)
def _first_page(sort: str, /, *, ids: list[int], on: date, at: datetime) -> CaseQuerySet:
    return _in_order(sort, ids, on=on, at=at)[:PAGE]


def _in_order(
    sort: str, ids: Collection[int] | Parameter, *, on: date, at: datetime
) -> CaseQuerySet:
    cases: CaseQuerySet = Case.objects.filter(of_cases(ids, key="pk")).annotate(**_columns(on, at))
    return cases.order_by(*order_of(sort))


def rows_of(cases: list[Case], *, on: date) -> list[CaseRow]:
    """The rows of one page of `find`; one more query."""
    said = levels([case.pk for case in cases], on)
    return [_row(case, said.get(case.pk, ""), on) for case in cases]


def surely(cases: list[Case], words: str) -> Case | None:
    """Of those found for these words, nearest first, the one that says all of them, if there is one only.

    Who is merely like what was typed is shown, for a person to choose.
    """
    enough = CONTAINED * len(asked_for(words).names)
    sure = [case for case in cases[:2] if case.likeness >= enough]  # type: ignore[attr-defined]
    return sure[0] if len(sure) == 1 else None


def _row(case: Case, mappa: str, on: date) -> CaseRow:
    due: dict[str, str] = case.next_due or {}  # type: ignore[attr-defined]  # annotated
    due_on = date.fromisoformat(due["due_on"]) if due else None
    return CaseRow(
        case=case,
        rosh=case.rosh or "",  # type: ignore[attr-defined]
        police=case.police or "",  # type: ignore[attr-defined]
        mappa=mappa,
        last_contact_at=case.last_contact_at,  # type: ignore[attr-defined]
        due_label=label_of(due["kind"], due["missing"]) if due else "",
        due_on=due_on,
        days_overdue=days_overdue(due_on, on=on) if due_on else 0,
        state=due.get("state", ""),
        is_ended=case.is_ended,  # type: ignore[attr-defined]
    )


COLUMNS = (
    Column("Name and CRN", sort="name", names_row=True),
    Column("RoSH", sort="rosh", css="app-cell--beside"),
    Column("Police risk", sort="police", css="app-cell--beside"),
    Column("Last contact", sort="contact"),
    Column("Next due", sort="due"),
)


STILL = Column("What stands still", sort="due")


def table_of(
    rows: list[CaseRow],
    *,
    caption: str,
    page: str,
    leads: Mapping[int, list[str]] | None = None,
    numbers: Mapping[int, list[str]] = MappingProxyType({}),
    is_still: bool = False,
) -> Table:
    """The list of cases; a name leads to `page` of the case, an address of the URLs' names.

    Of people who were searched for, `leads` are given, and beside the name stand who holds them, when they were born, and of `numbers` the one by which they were found.
    """
    columns: tuple[Column, ...] = (*COLUMNS[:-1], STILL) if is_still else COLUMNS
    if leads is None:
        return Table(caption, columns, [_cells(row, page) for row in rows], css="app-cases")
    name, *rest = columns
    columns = (name, Column("Officers"), *rest)
    cells = [
        _found_cells(row, page, leads.get(row.case.pk, []), numbers.get(row.case.pk, []))
        for row in rows
    ]
    return Table(caption, columns, cells, css="app-cases")


def _found_cells(row: CaseRow, page: str, leads: list[str], numbers: list[str]) -> Cells:
    name, *rest = _cells(row, page)
    born = row.case.date_of_birth
    said = small(f"born {in_full(born)}") if born else small("date of birth not recorded")
    name = lines(name, said, *map(small, numbers))
    return (name, lines(*leads) if leads else "Nobody", *rest)


def _cells(row: CaseRow, page: str) -> Cells:
    name = link(address(page, row.case.uuid), row.case.name)
    contact = nowrap(date_in_full(row.last_contact_at)) if row.last_contact_at else "None recorded"
    due = lines(
        row.due_label,
        nowrap(f"{'since ' if row.state == DueState.MISSING else ''}{date_in_full(row.due_on)}"),
        overdue_tag(row.days_overdue, "overdue") if row.is_overdue else None,
        tag(row.tag) if row.tag else None,
    )
    return (
        lines(name, small(row.case.crn), small(row.mappa) if row.mappa else None),
        risk_tag(row.rosh),
        risk_tag(row.police),
        contact,
        due if row.due_on else ENDED if row.is_ended else "No date is set",
    )


def _level(tool: str, on: date) -> Subquery:
    """The newest level of a tool on the row's case."""
    newest = RiskAssessment.objects.filter(case=OuterRef("pk"), tool=tool, assessed_on__lte=on)
    return Subquery(newest.order_by("-assessed_on").values("level")[:1], output_field=CharField())


def _columns(on: date, at: datetime, kinds: Collection[str] = ()) -> dict[str, Any]:
    """What the columns show, read for the rows of a page only where nothing sorts by it; of `kinds`, what is due first."""
    said = ("place", "due_on", "kind", "missing", "state")
    due = Deadline.objects.counted().filter(case=OuterRef("pk"))
    if kinds:
        due = due.filter(kind__in=kinds)
    first = due.gravest_first(on=on).values(said=JSONObject(**{name: name for name in said}))
    # An appointment without outcome, or one that the person missed, is no contact with them.
    made = (
        Contact.objects.current()
        .filter(case=OuterRef("pk"), happened_at__lte=at)
        .exclude(type__is_appointment=True, outcome__isnull=True)
        .exclude(outcome__attended=False)
        .order_by("-happened_at")
    )
    return {
        "rosh": _level(RiskTool.ROSH, on),
        "police": _level(RiskTool.POLICE, on),
        "next_due": Subquery(first[:1]),
        "last_contact_at": Subquery(made.values("happened_at")[:1]),
        "is_ended": ExpressionWrapper(ended_still_held(on), output_field=BooleanField()),
    }


def _rank(column: str) -> Choose:
    """Very high first; unknown last."""
    return Choose(
        *(When(**{column: level}, then=Value(rank)) for level, rank in RANKS.items()),
        default=Value(len(RANKS)),
        output_field=IntegerField(),
    )


def order_of(sort: str) -> list[OrderBy]:
    """The column asked for, then the gravest of what needs somebody now, then name."""
    is_down, column = sort.startswith("-"), sort.removeprefix("-")
    by_name = [Upper("surname"), Upper("forenames")]
    columns: dict[str, list[Any]] = {
        "due": DUE_ORDER,
        "name": by_name,
        "rosh": [_rank("rosh")],
        "police": [_rank("police")],
        "contact": [F("last_contact_at")],
        NEAREST: [-F("likeness")],
    }
    chosen = [
        expression.desc(nulls_last=True) if is_down else expression.asc(nulls_last=True)
        for expression in columns.get(column, columns["due"])
    ]
    rest = [
        *(by.asc(nulls_last=True) for by in DUE_ORDER),
        *(name.asc() for name in by_name),
        F("pk").asc(),
    ]
    return [*chosen, *rest]


def _asked(filters: Filters, on: date) -> Q:
    """All the filters together."""
    return (
        _by_risk(filters)
        & _by_mappa(filters, on)
        & _by_registration(filters, on)
        & _by_due(filters, on)
        & _by_plan(filters)
        & (ended_still_held(on) if filters.sentence else Q())
        & (Q(Exists(standing_still(OuterRef("pk"), on=on))) if filters.programme else Q())
    )


def _by_risk(filters: Filters) -> Q:
    tool, _, level = filters.risk.partition(":")
    if not level:
        return Q()
    return Q(**{f"{tool}__isnull": True}) if level == "none" else Q(**{tool: level})


def _by_mappa(filters: Filters, on: date) -> Q:
    if not filters.mappa:
        return Q()
    if filters.mappa in {*Lacking}:
        lacking = CONDITIONS[Lacking(filters.mappa)](Case.objects.all(), on=on)
        return Q(pk__in=lacking.values("pk"))
    in_force = Management.objects.filter(holds_on(on), case=OuterRef("pk"))
    if filters.mappa == "none":
        return ~Q(Exists(in_force))
    return Q(Exists(in_force.filter(level=int(filters.mappa))))


def _by_registration(filters: Filters, on: date) -> Q:
    if not filters.registered:
        return Q()
    row = Registration.objects.filter(holds_on(on), case=OuterRef("pk"), register__code=REGISTER)
    return Q(Exists(row)) if filters.registered == "yes" else ~Q(Exists(row))


def _by_plan(filters: Filters) -> Q:
    if filters.plan == "none":
        return ~Q(Exists(Plan.objects.filter(case=OuterRef("pk"), state__in=CURRENT)))
    told = Deadline.objects.filter(case=OuterRef("pk"), kind=PLAN_GAP.code)
    return Q(Exists(told)) if filters.plan else Q()


def _by_due(filters: Filters, on: date) -> Q:
    what, _, kind = filters.due.partition(":")
    deadlines = Deadline.objects.filter(case=OuterRef("pk"))
    if what == "none":
        return ~Q(Exists(deadlines.overdue(on=on)))
    return Q(Exists(deadlines.in_state(DueState(what), on=on, kind=kind))) if what else Q()


def with_columns(cases: CaseQuerySet, *, at: datetime, kinds: Collection[str] = ()) -> CaseQuerySet:
    """Cases of another list with what `rows_of` shows; of `kinds`, where the list is about them."""
    annotated: CaseQuerySet = cases.annotate(**_columns(london_date(at), at, kinds))
    return annotated
