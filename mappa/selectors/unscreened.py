"""Two lists of what nobody did: never screened, and screened and nobody told. One condition each, for page, file and filter."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from django.db.models import DateField, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least

from core.addresses import address
from core.calendar import in_full
from core.table import Cells, Column, Table, lines, link, nowrap, small
from mappa.choices import Basis, Outcome
from mappa.models import QualifyingOffence, Screening, Telling
from mappa.rules import ASKED_OF, marked, registered
from mappa.selectors.management import levels
from mappa.selectors.standing import one_a_case, that_stand
from offenders.choices import AllocationRole, CaseStatus
from offenders.models import Allocation, Case, Registration
from offenders.querysets import CaseQuerySet, holds_on, of_cases
from people.models import User


class Lacking(StrEnum):
    """What nobody did."""

    NEVER = "never"
    UNTOLD = "untold"


LABELS = {
    Lacking.NEVER: "Never screened",
    Lacking.UNTOLD: "Screened and nobody told",
}
NOTES = {
    Lacking.NEVER: (
        "On a register of sexual offences, or with an offence marked as qualifying and its sentence in force, and no "
        "screening answers it. Whoever was found not eligible before that is here too. Longest first."
    ),
    Lacking.UNTOLD: (
        "Found eligible, and no agency was told of it, nor of a level set since. Longest first."
    ),
}
LONG_AGO = date(1, 1, 1)


def counting() -> QuerySet[Screening]:
    """Of the row's case, newest first: the first one counts."""
    return that_stand().filter(case=OuterRef("pk"))


def _with_screening(cases: CaseQuerySet) -> Any:
    first = counting()[:1]
    return cases.alias(
        mappa_screening=Subquery(first.values("pk")),
        mappa_outcome=Coalesce(Subquery(first.values("outcome")), Value("")),
        mappa_category=Subquery(first.values("category")),
        mappa_corrects=Subquery(first.values("corrects")),
        mappa_screened_on=Coalesce(
            Subquery(first.values("screened_on")), Value(LONG_AGO, output_field=DateField())
        ),
    )


def _managed(cases: CaseQuerySet, on: date) -> CaseQuerySet:
    return cases.filter(Q(died_on__isnull=True) | Q(died_on__gt=on), status=CaseStatus.ACTIVE)


def never_screened(cases: CaseQuerySet, *, on: date) -> CaseQuerySet:
    """MAP-8: of these cases those of whom a screening is asked and none answers, each with `asked_since`."""
    entries = Registration.objects.filter(
        holds_on(on), case=OuterRef("pk"), register__code__in=ASKED_OF
    )
    offences = QualifyingOffence.objects.filter(
        holds_on(on, "sentence__"),
        Q(ended_on__isnull=True) | Q(ended_on__gt=on),
        sentence__case=OuterRef("pk"),
        marked_on__lte=on,
    )
    screened = OuterRef("mappa_screened_on")
    new_entries = entries.filter(starts_on__gt=screened)
    new_offences = offences.filter(
        Q(sentence__sentenced_on__gt=screened) | Q(marked_on__gt=screened)
    )
    found = _with_screening(_managed(cases, on)).exclude(mappa_outcome=Outcome.ELIGIBLE)
    listed: CaseQuerySet = found.filter(Q(Exists(new_entries)) | Q(Exists(new_offences))).annotate(
        asked_since=Least(
            _first(new_entries, "case", "starts_on"),
            _first(new_offences, "sentence__case", "sentence__sentenced_on"),
        )
    )
    return listed


def untold(cases: CaseQuerySet, *, on: date) -> CaseQuerySet:
    """R-9: of these cases those found eligible of which nobody was told, each with `asked_since`."""
    told = Telling.objects.filter(
        Q(screening=OuterRef("mappa_screening"))
        | Q(screening=OuterRef("mappa_corrects"), screening__category=OuterRef("mappa_category"))
        | Q(management__starts_on__gte=OuterRef("mappa_screened_on")),
        case=OuterRef("pk"),
        taken_back_on__isnull=True,
    )
    found = _with_screening(_managed(cases, on)).filter(mappa_outcome=Outcome.ELIGIBLE)
    listed: CaseQuerySet = found.exclude(Exists(told)).annotate(asked_since=F("mappa_screened_on"))
    return listed


CONDITIONS = {Lacking.NEVER: never_screened, Lacking.UNTOLD: untold}


def _first(
    rows: QuerySet[Registration] | QuerySet[QualifyingOffence], case: str, day: str
) -> Subquery:
    first = rows.order_by().values(case).annotate(first=Min(day)).values("first")
    return Subquery(first, output_field=DateField())


def lacking(
    way: Lacking, seen: CaseQuerySet, *, on: date, user: User | None = None
) -> CaseQuerySet:
    """The list: of the cases `seen`, or of those among them that `user` holds; longest first."""
    if user is not None:
        officer = user.officer_or_none
        seen = seen.allocated_to(officer.pk, on=on) if officer else seen.none()
    found: Any = CONDITIONS[way](seen, on=on)
    listed: CaseQuerySet = found.order_by("asked_since", "surname", "forenames", "pk")
    return listed


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a list."""

    case: Case
    since: date
    why: list[str]
    level: str
    officers: list[str]
    is_screened: bool

    @property
    def cells(self) -> Cells:
        name = link(address("mappa:mappa", self.case.uuid), self.case.name)
        return (
            lines(name, small(self.case.crn)),
            lines(*self.why),
            nowrap(in_full(self.since)),
            lines(self.level or "None", "Screening not recorded" if self.came_alone else None),
            lines(*self.officers) if self.officers else "Nobody",
        )

    @property
    def came_alone(self) -> bool:
        """A level is on record, and no screening."""
        return bool(self.level) and not self.is_screened

    @property
    def export(self) -> tuple[object, ...]:
        case = self.case
        return (
            case.crn,
            case.surname,
            case.forenames,
            "; ".join(self.why),
            self.since,
            self.level,
            "; ".join(self.officers),
        )


HEADER = ("crn", "surname", "forenames", "why", "since", "level", "officers")
COLUMNS = (
    Column("Person", names_row=True),
    Column("Why"),
    Column("Since"),
    Column("Level on record"),
    Column("Officers"),
)


def table_of(rows: Collection[Row], caption: str) -> Table:
    return Table(caption, COLUMNS, [row.cells for row in rows])


def rows_of(way: Lacking, cases: Collection[Case], *, on: date) -> list[Row]:
    """These people with why they are in the list, their level and who holds them; four queries."""
    ids = [case.pk for case in cases]
    why = _grounds(ids, on) if way is Lacking.NEVER else {}
    found, said, held = _screened(ids), levels(ids, on), _held(ids, on)
    return [
        Row(
            case,
            case.asked_since,  # type: ignore[attr-defined]  # annotated
            [*why.get(case.pk, []), *found.get(case.pk, [])],
            said.get(case.pk, ""),
            held.get(case.pk, []),
            is_screened=case.pk in found,
        )
        for case in cases
    ]


def _grounds(case_ids: Collection[int], on: date) -> dict[int, list[str]]:
    entries = Registration.objects.filter(
        of_cases(case_ids), holds_on(on), register__code__in=ASKED_OF
    ).order_by("starts_on", "pk")
    found: dict[int, list[str]] = {}
    for case_id, code, day in entries.values_list("case_id", "register__code", "starts_on"):
        found.setdefault(case_id, []).append(registered(code, day, "").words)
    offences = QualifyingOffence.objects.filter(
        of_cases(case_ids, key="sentence__case_id"),
        holds_on(on, "sentence__"),
        Q(ended_on__isnull=True) | Q(ended_on__gt=on),
    ).order_by("sentence__sentenced_on", "pk")
    for row in offences.select_related("sentence"):
        ground = marked(
            Basis(row.basis), row.sentence.offence, row.sentence.sentenced_on, row.marked_on, ""
        )
        found.setdefault(row.sentence.case_id, []).append(ground.words)
    return found


def _screened(case_ids: Collection[int]) -> dict[int, list[str]]:
    rows = one_a_case(that_stand().filter(of_cases(case_ids)))
    return {row.case_id: [f"{row}: screened on {in_full(row.screened_on)}"] for row in rows}


def _held(case_ids: Collection[int], on: date) -> dict[int, list[str]]:
    rows = Allocation.objects.filter(
        of_cases(case_ids), holds_on(on), role=AllocationRole.LEAD
    ).select_related("officer")
    found: dict[int, list[str]] = {}
    for row in rows.order_by("agency", "pk"):
        found.setdefault(row.case_id, []).append(row.officer.name)
    return found
