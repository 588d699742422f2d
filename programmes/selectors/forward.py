"""Who is suitable for a programme and was not put forward, and of whom it was never worked out: two lists of one share."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from core.calendar import in_full
from core.table import Column, Table, lines, link, small
from offenders.choices import SEXUAL_REGISTERS, AllocationRole, CaseStatus
from offenders.models import Allocation, Case, Registration, Sentence as SentenceRow
from offenders.querysets import holds_on, of_cases
from people.choices import Agency
from people.models import User
from programmes.choices.referral import ReferralStatus
from programmes.models import Barrier, Decision, Move, Referral
from programmes.rules.forward import (
    REASONS,
    Passed,
    PutForward,
    by_way,
    passed_over,
    share_words,
)
from programmes.rules.start import Length, Moved, Referred, Sentence, status_on
from programmes.selectors.suitability import Standing, standings

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
Days = dict[int, list[Any]]


@dataclass(frozen=True, slots=True)
class Row:
    """One person of a list."""

    case: Case
    officer: str
    standing: Standing
    barriers: str

    @property
    def cells(self) -> list[str]:
        return [
            lines(link(self.case.get_absolute_url(), self.case.name), small(self.case.crn)),
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
    """The share, and those of it who are in each list; `grounds` are on each case."""

    share: list[Case]
    ways: dict[Passed, list[Case]]
    standing: dict[int, Standing]
    on: date

    def words(self, way: Passed) -> str:
        """ "Eligible but not put forward: 3 of 40 (8%)"."""
        return f"{LABELS[way]}: {share_words(len(self.ways[way]), len(self.share))}"

    def rows(self, cases: Sequence[Case]) -> list[Row]:
        """These of them, with who holds each and what is noted as in the way; two queries."""
        ids = [case.pk for case in cases]
        officers, barriers = _leads(ids, on=self.on), _barriers(ids, on=self.on)
        return [
            Row(
                case,
                officers.get(case.pk, "Nobody"),
                self.standing[case.pk],
                "; ".join(barriers[case.pk]),
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


def forward(user: User, *, on: date) -> Forward:
    """Both lists of what this user may see, as at a day; a fixed number of queries however many cases."""
    share = list(_share(user, on=on))
    ids = [case.pk for case in share]
    standing = standings(share, on=on)
    sentences, referrals, reasons = (
        _sentences(ids, on=on),
        _referrals(ids, on=on),
        _reasons(ids, on),
    )
    found = (
        (
            case_id,
            passed_over(
                PutForward(
                    tuple(sentences[case_id]),
                    tuple(referrals[case_id]),
                    tuple(reasons[case_id]),
                    standing[case_id].is_suitable,
                    standing[case_id].is_worked_out,
                ),
                on,
            ),
        )
        for case_id in ids
    )
    by_id = {case.pk: case for case in share}
    ways = {way: [by_id[pk] for pk in listed] for way, listed in by_way(found).items()}
    return Forward(share, ways, standing, on)


def _share(user: User, *, on: date) -> Iterable[Case]:
    """PRG-58: active, a sexual offence on a register in force, a sentence in force."""
    registered = Registration.objects.filter(
        holds_on(on), case=OuterRef("pk"), register__code__in=SEXUAL_REGISTERS
    )
    serving = SentenceRow.objects.filter(holds_on(on), case=OuterRef("pk"))
    visible = Case.objects.visible_to(user).filter(status=CaseStatus.ACTIVE)
    return visible.filter(Exists(registered), Exists(serving)).order_by(
        "surname", "forenames", "pk"
    )


def _sentences(case_ids: list[int], *, on: date) -> Days:
    found: Days = defaultdict(list)
    for row in SentenceRow.objects.filter(of_cases(case_ids), holds_on(on)):
        found[row.case_id].append(
            Sentence(
                row.kind,
                row.starts_on,
                row.ends_on,
                row.programme_requirement,
                f"sentence:{row.pk}",
            )
        )
    return found


def _referrals(case_ids: list[int], *, on: date) -> Days:
    """With the status that each had on the day; two queries."""
    moves: dict[int, list[Moved]] = defaultdict(list)
    for move in Move.objects.filter(of_cases(case_ids, key="referral__case_id")).order_by("id"):
        moves[move.referral_id].append(
            Moved(ReferralStatus(move.from_status), ReferralStatus(move.to_status), move.on)
        )
    found: Days = defaultdict(list)
    for row in Referral.objects.filter(of_cases(case_ids), referred_on__lte=on).order_by("id"):
        status, since = status_on(ReferralStatus(row.status), moves[row.pk], on)
        length = Length(row.programme_id, None)
        found[row.case_id].append(
            Referred(status, row.referred_on, length, f"referral:{row.uuid}", since, row.started_on)
        )
    return found


def _reasons(case_ids: list[int], on: date) -> Days:
    found: Days = defaultdict(list)
    rows = Decision.objects.filter(of_cases(case_ids), about__in=REASONS, decided_on__lte=on)
    for case_id, day in rows.values_list("case_id", "decided_on"):
        found[case_id].append(day)
    return found


def _leads(case_ids: list[int], *, on: date) -> dict[int, str]:
    rows = Allocation.objects.filter(
        of_cases(case_ids), holds_on(on), agency=Agency.PROBATION, role=AllocationRole.LEAD
    )
    return {row.case_id: row.officer.name for row in rows.select_related("officer")}


def _barriers(case_ids: list[int], *, on: date) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in Barrier.objects.filter(of_cases(case_ids), holds_on(on)):
        found[row.case_id].append(f"{row.get_code_display()}, since {in_full(row.starts_on)}")
    return found
