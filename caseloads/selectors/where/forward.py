"""Who is suitable for a programme and was not put forward, and of whom it was never worked out: two lists of one share.

They go by the facts of the deadlines: the sentence and the referral that count here are those of the start.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from caseloads.selectors.where.scope import Where
from core.calendar import in_full
from core.table import Column, Table
from offenders.models import Case
from programmes.deadlines.facts import decisions, referred
from programmes.rules.forward import (
    REASONS,
    Passed,
    PutForward,
    by_way,
    passed_over,
    share_words,
)
from programmes.rules.start import Hindrance, Sentence
from programmes.selectors.suitability import Standing

LABELS = {
    Passed.NOT_PUT_FORWARD: "Eligible but not put forward",
    Passed.NEVER_WORKED_OUT: "Suitability never worked out",
}
NOTES = {
    Passed.NOT_PUT_FORWARD: (
        "Suitable by the inputs on record, or as decided; no programme requirement, no referral and no recorded reason "
        "since the sentence began."
    ),
    Passed.NEVER_WORKED_OUT: (
        "What is on record leads to no pathway, and nobody has decided on one. With an order or a referral too."
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a list."""

    case: Case
    name: str
    officer: str
    standing: Standing
    barriers: str

    @property
    def cells(self) -> list[str]:
        return [
            self.name,
            self.officer,
            self.standing.tag,
            self.standing.missing_words or "Nothing",
            self.barriers or "None noted",
        ]

    @property
    def export(self) -> tuple[object, ...]:
        return (
            self.case.crn,
            self.case.surname,
            self.case.forenames,
            self.officer,
            self.standing.pathway.value,
            self.standing.missing_words,
            self.barriers,
        )


@dataclass(frozen=True, slots=True)
class Forward:
    """Of the share of `found`, who is in each list."""

    found: Where
    ways: Mapping[Passed, Sequence[int]]

    @property
    def share(self) -> int:
        return len(self.found.serving)

    def words(self, way: Passed) -> str:
        """ "Eligible but not put forward: 3 of 40 (8%)"."""
        return f"{LABELS[way]}: {share_words(len(self.ways[way]), self.share)}"

    def cases(self, way: Passed) -> list[Case]:
        """Those in a list, by name; one query."""
        found = self.found.cases(self.ways[way])
        return sorted(found, key=lambda case: (case.surname, case.forenames, case.pk))

    def rows(self, cases: Iterable[Case]) -> list[Row]:
        """These of them, with who holds each and what stands in the way; no query for a person."""
        return [
            Row(
                case,
                self.found.name_of(case),
                self.found.officer_of(case.pk),
                self.found.suitability[case.pk],
                "; ".join(map(_words, self.found.in_the_way(case.pk))),
            )
            for case in cases
        ]


HEADER = ("crn", "surname", "forenames", "officer", "pathway", "missing", "barriers")
COLUMNS = (
    Column("Person", names_row=True),
    Column("Officer of probation"),
    Column("Suitability"),
    Column("Missing"),
    Column("Noted as in the way"),
)


def table_of(rows: Iterable[Row], caption: str) -> Table:
    return Table(caption, COLUMNS, [row.cells for row in rows])


def forward(found: Where) -> Forward:
    """PRG-18: both lists; two queries beside those of the states."""
    shared = found.shared
    made, decided, suitability = referred(shared), decisions(shared), found.suitability
    passed = (
        (
            pk,
            passed_over(
                PutForward(
                    tuple(Sentence(*row) for row in shared.sentences[pk]),
                    tuple(made.get(pk, ())),
                    tuple(row.on for row in decided.get(pk, ()) if row.about in REASONS),
                    suitability[pk].is_suitable,
                    suitability[pk].is_worked_out,
                ),
                found.on,
            ),
        )
        for pk in found.serving
    )
    return Forward(found, by_way(passed))


def _words(row: Hindrance) -> str:
    return row.words + (f", since {in_full(row.since)}" if row.since else "")
