"""How somebody is reached and what they need, as pages show it: in the banner, on the record, on a page of its own."""

from collections.abc import Iterable
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from core.addresses import address
from core.bundle import Bundle
from core.words import within_sentence
from offenders.choices import (
    AdjustmentKind,
    AdjustmentSource,
    AliasKind,
    Interpreter,
    Permitted,
    PhoneOwner,
    ReachBy,
    Reading,
)
from offenders.models import Adjustment, Alias, ContactPreference, Language, Telephone
from offenders.querysets import ending_in, of_cases
from offenders.rules.finding import asked_for
from offenders.rules.telephone import dialled, in_groups, last_figures
from offenders.selectors.around import AROUND, DIVERSITY, LIAISON, NOTICES
from offenders.selectors.sorts import Lines, Sort, given


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
REACHING = Sort(
    code="reaching",
    title="How to reach them",
    one="how to reach them",
    empty="How they are best reached is not on record.",
    model=ContactPreference,
    says=lambda row: ReachBy(row.way).label,
    lines=lambda row: given(
        ("Best reached by", ReachBy(row.way).label), ("E-mail", row.email), ("Mind", row.words)
    ),
    is_single=True,
)
LANGUAGE = Sort(
    code="language",
    title="Language",
    one="a language",
    empty="No language is on record.",
    model=Language,
    says=lambda row: row.language,
    lines=lambda row: given(
        ("Speaks best", row.language),
        ("Interpreter", Interpreter(row.interpreter).label),
        ("Letters", Reading(row.reading).label),
        ("Mind", row.note),
    ),
    is_single=True,
)
ADJUSTMENTS = Sort(
    code="adjustments",
    title="Adjustments",
    one="an adjustment",
    empty="No adjustment is on record.",
    model=Adjustment,
    says=lambda row: AdjustmentKind(row.kind).label,
    lines=lambda row: given(
        ("Because of", AdjustmentKind(row.kind).label),
        ("Done differently", row.what),
        ("Known from", AdjustmentSource(row.source).label),
    ),
)
ALIASES = Sort(
    code="aliases",
    title="Other names",
    one="another name",
    empty="No other name is on record.",
    model=Alias,
    says=str,
    lines=lambda row: given(("Name", str(row)), ("Sort of name", AliasKind(row.kind).label)),
)
SORTS = {
    sort.code: sort
    for sort in (
        TELEPHONES,
        REACHING,
        LANGUAGE,
        ADJUSTMENTS,
        DIVERSITY,
        ALIASES,
        AROUND,
        LIAISON,
        NOTICES,
    )
}


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact in a list, and where it is ended."""

    fact: Any
    says: str
    lines: Lines
    end_url: str
    change_url: str  # empty where a fact is ended and added anew
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
        change_url=address(sort.changes, row.uuid) if sort.changes else "",
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


@dataclass(frozen=True, slots=True)
class Need:
    """What to mind before meeting the person, in a word or two, and what must be done differently."""

    label: str
    words: str


def needs_of(facts: Bundle) -> list[Need]:
    """An interpreter, what becomes of letters, and the adjustments; nothing where nothing is to be minded."""
    found = []
    for row in facts.of(Language):
        if not row.is_over and row.interpreter != Interpreter.NONE:
            label = "Sign language" if row.interpreter == Interpreter.SIGN else "Interpreter"
            words = _sentences(Interpreter(row.interpreter).label, row.note)
            found.append(Need(f"{label}: {row.language}", words))
        if not row.is_over and row.reading != Reading.READS:
            found.append(Need(Reading(row.reading).label, ""))
    adjustments = [row for row in facts.of(Adjustment) if not row.is_over]
    adjustments.sort(key=attrgetter("kind", "pk"))
    return [*found, *(Need(AdjustmentKind(row.kind).label, row.what) for row in adjustments)]


def reaching_of(facts: Bundle) -> str:
    """How the person is best reached, in a sentence; empty where it is not known."""
    row = next((row for row in facts.of(ContactPreference) if not row.is_over), None)
    if row is None:
        return ""
    way = ReachBy(row.way).label
    how = f"{way} ({row.email})" if row.email else way
    return _sentences(f"Best reached by: {within_sentence(how)}", row.words)


def _sentences(*parts: str) -> str:
    return " ".join(f"{part.rstrip('.')}." for part in parts if part)


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
