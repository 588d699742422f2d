"""What sentences require and licences say: on a day, and as pages show it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from core.addresses import address
from core.bundle import Bundle
from core.calendar import in_full
from offenders.choices import SentenceKind
from offenders.models import Case, Sentence
from offenders.querysets import holds_on, of_cases
from offenders.selectors.changes import Change, span_changes
from orders.choices import AskedEnding
from orders.models import Asked, LicenceCondition, SentenceRequirement
from orders.rules import Span, holds, is_over, last_of

A = TypeVar("A", bound=Asked)
Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sort:
    """One of the two: what it is called, and its pages."""

    model: type[Asked]
    one: str
    url_name: str
    change_url_name: str


REQUIREMENT = Sort(
    SentenceRequirement,
    "requirement",
    "orders:requirements",
    "orders:change_requirement",
)
CONDITION = Sort(
    LicenceCondition,
    "licence condition",
    "orders:licence",
    "orders:change_licence_condition",
)
SORTS: dict[type[Asked], Sort] = {sort.model: sort for sort in (REQUIREMENT, CONDITION)}


def requirements_in_force(
    case_ids: Collection[int], *, on: date
) -> dict[int, list[SentenceRequirement]]:
    """Every requirement in force on a day, by case, oldest first; one query."""
    return _in_force(SentenceRequirement, case_ids, on)


def licence_conditions_in_force(
    case_ids: Collection[int], *, on: date
) -> dict[int, list[LicenceCondition]]:
    """Every licence condition in force on a day, standard ones too, by case, oldest first; one query."""
    return _in_force(LicenceCondition, case_ids, on)


def _in_force(model: type[A], case_ids: Collection[int], on: date) -> dict[int, list[A]]:
    rows = model._default_manager.filter(of_cases(list(case_ids)), holds_on(on))
    found: dict[int, list[A]] = defaultdict(list)
    for row in rows.order_by("starts_on", "id"):
        found[row.case_id].append(row)
    return dict(found)


def requirements() -> QuerySet[SentenceRequirement]:
    """Requirements, each with its case."""
    return SentenceRequirement.objects.select_related("case", "sentence")


def licence_conditions() -> QuerySet[LicenceCondition]:
    """Licence conditions, each with its case."""
    return LicenceCondition.objects.select_related("case")


def standard_on_record(case: Case, *, on: date) -> set[str]:
    """PRO-81: the standard conditions that hold or are to come, by code; one query."""
    standing = LicenceCondition.objects.filter(
        Q(ends_on__isnull=True) | Q(ends_on__gt=on), case=case
    )
    return set(standing.exclude(ended_because=AskedEnding.ERROR).values_list("category", flat=True))


def sentences_with_requirements(case: Case) -> list[Sentence]:
    """Those of a case that can have requirements, newest first; one query."""
    kinds = [SentenceKind.COMMUNITY, SentenceKind.SUSPENDED]
    return list(Sentence.objects.filter(case=case, kind__in=kinds).order_by("-starts_on", "-id"))


def span_of_asked(row: Asked) -> Span:
    return Span(starts_on=row.starts_on, ends_on=row.ends_on, ended_because=row.ended_because)


def asked_lines(row: Any) -> Lines:
    """A requirement or condition, or what its history holds of it, in words."""
    last = last_of(span_of_asked(row))
    ended = AskedEnding(row.ended_because).label if row.ended_because else ""
    return [
        ("Words", row.words),
        ("Checked", row.monitoring or "Not recorded"),
        ("From", in_full(row.starts_on)),
        ("Last day", "It held on no day" if row.is_error else in_full(last) if last else "None"),
        *([("Ended", ". ".join(filter(None, (ended, row.ended_note))))] if ended else []),
    ]


@dataclass(frozen=True, slots=True)
class AskedRow:
    """One of them in a list: what it is, since when, and where it is changed."""

    row: Asked
    label: str
    words: str  # from when to when, and why it ended
    is_live: bool
    is_over: bool
    url: str
    sentence: str = ""


@dataclass(frozen=True, slots=True)
class AskedOf:
    """What is asked of somebody: in force or to come, the standard conditions apart; and what is over."""

    requirements: list[AskedRow]
    additional: list[AskedRow]
    standard: list[AskedRow]
    over: list[AskedRow]


def asked_of(case: Case, on: date) -> AskedOf:
    """Of a case, oldest first; two queries."""
    wanted = _rows(requirements().filter(case=case), on)
    said = _rows(licence_conditions().filter(case=case), on)
    standing = [row for row in said if not row.is_over]
    return AskedOf(
        requirements=[row for row in wanted if not row.is_over],
        additional=[row for row in standing if not _is_standard(row.row)],
        standard=[row for row in standing if _is_standard(row.row)],
        over=[row for row in [*wanted, *said] if row.is_over],
    )


def _is_standard(row: Asked) -> bool:
    return isinstance(row, LicenceCondition) and row.is_standard


def _rows(rows: Iterable[SentenceRequirement | LicenceCondition], on: date) -> list[AskedRow]:
    found = sorted(rows, key=attrgetter("starts_on", "pk"))
    return [asked_row(row, on=on) for row in found]


def asked_row(row: SentenceRequirement | LicenceCondition, *, on: date) -> AskedRow:
    """One of them, for a list or its own page."""
    sort, span = SORTS[type(row)], span_of_asked(row)
    sentence = row.sentence if isinstance(row, SentenceRequirement) else None
    return AskedRow(
        row=row,
        label=str(row),
        words=_words(row, span, on),
        is_live=holds(span, on),
        is_over=is_over(span, on),
        url=address(sort.change_url_name, row.uuid),
        sentence=f"{sentence}, passed {in_full(sentence.sentenced_on)}" if sentence else "",
    )


def _words(row: Asked, span: Span, on: date) -> str:
    """From when to when, and why it ended."""
    because = AskedEnding(row.ended_because).label if row.ended_because else ""
    why = ". ".join(part.rstrip(".") for part in (because, row.ended_note) if part)
    last, begins = last_of(span), in_full(span.starts_on)
    if row.is_error:
        return f"{why}. It held on no day"
    if last and is_over(span, on):
        words = f"Held from {begins} to {in_full(last)}"
    else:
        words = f"From {begins}" if span.starts_on > on else f"Since {begins}"
        words += f", last day {in_full(last)}" if last else ""
    return f"{words}. {why}" if why else words


def asked_changes(case: Case, facts: Bundle, since: date, on: date) -> list[Change]:
    """Requirements and licence conditions that began or ended between these days."""
    page = f"{address('offenders:record', case.uuid)}#requirements"
    return [
        change
        for sort in SORTS.values()
        for row in facts.of(sort.model)
        if not row.is_error
        for change in span_changes(
            f"{sort.one.capitalize()}, {str(row).lower()}",
            page,
            (row.starts_on, row.ends_on),
            since,
            on,
        )
    ]
