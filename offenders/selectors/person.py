"""How somebody is reached and what they need, as pages show it: in the banner, on the record, on a page of its own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from core.addresses import address
from core.bundle import Bundle
from offenders.choices import Permitted, PhoneOwner
from offenders.models import PersonFact, Telephone
from offenders.querysets import ending_in, of_cases
from offenders.rules.finding import asked_for
from offenders.rules.telephone import dialled, in_groups, last_figures

Lines = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Sort:
    """One sort of such facts: what it is called, its address, and what a row says in words.

    Of what is `single` one holds at a time: a further one takes its place.
    """

    code: str  # of its address: "telephones"
    title: str
    one: str
    empty: str
    model: type[PersonFact]
    says: Callable[[Any], str]
    lines: Callable[[Any], Lines]
    is_single: bool = False

    @property
    def url_name(self) -> str:
        return f"offenders:{self.code}"

    @property
    def name(self) -> str:
        return str(self.model._meta.model_name)

    @property
    def end_url_name(self) -> str:
        return f"offenders:end_{self.name}"


def whose_words(row: Telephone) -> str:
    """Whose telephone it is: "Their own", "Family's: her mother"."""
    label = PhoneOwner(row.whose).label
    return f"{label}: {row.whose_name}" if row.whose_name else label


def telephone_lines(row: Telephone) -> Lines:
    """A telephone number as (label, words)."""
    return [
        ("Number", in_groups(row.number)),
        ("Whose", whose_words(row)),
        ("A message may be left", Permitted(row.may_leave_message).label),
        ("Safe to text", Permitted(row.may_text).label),
        *([("Note", row.note)] if row.note else []),
    ]


TELEPHONES = Sort(
    code="telephones",
    title="Telephone numbers",
    one="a telephone number",
    empty="No telephone number is on record.",
    model=Telephone,
    says=lambda row: in_groups(row.number),
    lines=telephone_lines,
)
SORTS = {sort.code: sort for sort in (TELEPHONES,)}


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact in a list, and where it is ended."""

    fact: Any
    says: str
    lines: Lines
    end_url: str
    dial: str  # the address that a telephone dials; empty for what is no number


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one sort: those that hold, and those that are over, newest first."""

    sort: Sort
    current: list[FactRow]
    over: list[FactRow]
    url: str


def facts_of(facts: Bundle, sort: Sort, case_uuid: Any) -> Facts:
    """The facts of one sort of a case; no query."""
    rows = sorted(facts.of(sort.model), key=attrgetter("starts_on", "pk"), reverse=True)
    return Facts(
        sort,
        current=[_row(sort, row) for row in rows if not row.is_over],
        over=[_row(sort, row) for row in rows if row.is_over],
        url=address(sort.url_name, case_uuid),
    )


def person_of(facts: Bundle, case_uuid: Any) -> list[Facts]:
    """Every sort of a case; no query."""
    return [facts_of(facts, sort, case_uuid) for sort in SORTS.values()]


def _row(sort: Sort, row: Any) -> FactRow:
    return FactRow(
        fact=row,
        says=sort.says(row),
        lines=sort.lines(row),
        end_url=address(sort.end_url_name, row.uuid),
        dial=dialled(row.number) if isinstance(row, Telephone) else "",
    )


@dataclass(frozen=True, slots=True)
class Call:
    """A number that is dialled by one tap, and what to mind before."""

    number: str
    url: str
    whose: str  # empty where it is the person's own
    cautions: str


def calls_of(facts: Bundle) -> list[Call]:
    """The numbers that hold, the person's own first, then the newest."""
    rows = [row for row in facts.of(Telephone) if not row.is_over]
    newest = sorted(rows, key=attrgetter("starts_on", "pk"), reverse=True)
    own_first = sorted(newest, key=lambda row: row.whose != PhoneOwner.OWN)
    return [
        Call(
            number=in_groups(row.number),
            url=dialled(row.number),
            whose="" if row.whose == PhoneOwner.OWN else whose_words(row),
            cautions=", ".join(_cautions(row)),
        )
        for row in own_first
    ]


def _cautions(row: Telephone) -> Iterable[str]:
    if row.may_leave_message == Permitted.NO:
        yield "leave no message"
    if row.may_text == Permitted.NO:
        yield "do not text"


def numbers_found(case_ids: Iterable[int], words: str) -> dict[int, list[str]]:
    """Of people who were searched for, the numbers that what was typed is the end of; no query for other words."""
    found: dict[int, list[str]] = {}
    for figures in filter(None, map(last_figures, asked_for(words).references)):
        telephones = Telephone.objects.filter(of_cases(list(case_ids)), ended_because="")
        for row in ending_in(telephones, figures).order_by("number"):
            found.setdefault(row.case_id, []).append(f"{in_groups(row.number)}, {whose_words(row)}")
    return found
