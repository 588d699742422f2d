"""Screenings: which one counts, what the record proposes, what the MAPPA part of a case shows of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from django.db.models import Q, QuerySet

from core.addresses import address
from core.bundle import Bundle
from core.calendar import in_full, london_date
from mappa.choices import Basis, Outcome
from mappa.models import Management, QualifyingOffence, Screening, Telling
from mappa.rules import (
    REGISTERS,
    Ground,
    Screened,
    marked,
    proposed,
    registered,
    remark,
    unanswered,
)
from mappa.selectors.management import in_force as level_of
from offenders.choices import CaseStatus
from offenders.models import Case, Registration, Sentence
from offenders.selectors.changes import Change
from offenders.selectors.dated import in_force

NOT_SCREENED = "Not screened"


def screenings() -> QuerySet[Screening]:
    """Screenings, each with its case and who did it."""
    return Screening.objects.select_related("case", "screened_by", "corrects")


def marks() -> QuerySet[QualifyingOffence]:
    """Marks, each with the sentence, its case and who set it."""
    return QualifyingOffence.objects.select_related("sentence__case", "marked_by", "ended_by")


def tellings() -> QuerySet[Telling]:
    """Who was told, each with the case, what of, and by whom."""
    return Telling.objects.select_related(
        "case", "told_by", "screening", "management", "taken_back_by"
    )


def that_counts(rows: Iterable[Screening]) -> Screening | None:
    """MAP-8: the newest that no other corrects; None where there was none, or the newest was recorded in error."""
    found = list(rows)
    corrected = {row.corrects_id for row in found}
    standing = [row for row in found if row.pk not in corrected and row.outcome != Outcome.ERROR]
    return max(standing, key=attrgetter("screened_on", "pk"), default=None)


def as_screened(row: Screening | None) -> Screened | None:
    """The screening that counts, as the rules take it."""
    if row is None:
        return None
    return Screened(row.outcome == Outcome.ELIGIBLE, row.screened_on, f"screening:{row.uuid}")


def grounds_of(facts: Bundle, on: date) -> list[Ground]:
    """What the record of one case says on a day: its registers, and the offences that somebody marked."""
    found = [
        registered(row.register.code, row.starts_on, f"registration:{row.pk}")
        for row in in_force(facts.of(Registration), on)
        if row.register.code in REGISTERS
    ]
    serving = {row.pk for row in in_force(facts.of(Sentence), on)}
    for row in standing_marks(facts.of(QualifyingOffence), on):
        if row.sentence_id in serving:
            sentence = row.sentence
            ref = f"qualifying:{row.uuid}"
            found.append(
                marked(
                    Basis(row.basis), sentence.offence, sentence.sentenced_on, row.marked_on, ref
                )
            )
    return sorted(found, key=lambda row: (row.category, row.on))


def standing_marks(rows: Iterable[QualifyingOffence], on: date) -> list[QualifyingOffence]:
    """Those that stand on a day."""
    return [
        row for row in rows if row.marked_on <= on and (row.ended_on is None or row.ended_on > on)
    ]


def words_of(row: Screening | None) -> str:
    """ "Eligible, category 1", "Not eligible" or "Not screened"."""
    return str(row) if row else NOT_SCREENED


def said_of_screening(case: Case, facts: Bundle, on: date) -> str:
    """What the banner says while no level is in force; with one, that says enough."""
    if level_of(facts, on=on):
        return ""
    found = that_counts(facts.of(Screening))
    if found and found.outcome == Outcome.ELIGIBLE:
        return f"MAPPA category {found.category}, no level set"
    is_over = case.status != CaseStatus.ACTIVE or (case.died_on is not None and case.died_on <= on)
    if not is_over and unanswered(grounds_of(facts, on), as_screened(found)):
        return "MAPPA: not screened"
    return "Not MAPPA" if found else ""


def screened_category(facts: Bundle, on: date) -> int | None:
    """PRO-4: the category in which the screening that counts on a day found somebody, until a level set since has ended."""
    found = that_counts(row for row in facts.of(Screening) if row.screened_on <= on)
    if found is None:
        return None
    has_left = any(
        row.ends_on and found.screened_on <= row.ends_on <= on for row in facts.of(Management)
    )
    return None if has_left else found.category


def line_of(facts: Bundle, on: date) -> str:
    """The screening in a line for the overview: what was found, when; and that none is on record beside a level."""
    found = that_counts(facts.of(Screening))
    if found is None:
        return "Screening not recorded" if level_of(facts, on=on) else NOT_SCREENED
    return f"Screened on {in_full(found.screened_on)}: {words_of(found).lower()}"


@dataclass(frozen=True, slots=True)
class Step:
    """One screening of the history, with what became of it."""

    row: Screening
    corrected_by: Screening | None
    counts: bool

    @property
    def words(self) -> str:
        return words_of(self.row)

    @property
    def can_correct(self) -> bool:
        return self.corrected_by is None and self.row.outcome != Outcome.ERROR

    @property
    def form_q(self) -> str:
        """MAP-52: the day and the reference, whichever is known."""
        day = in_full(self.row.form_q_on) if self.row.form_q_on else ""
        return ", ".join(filter(None, (day, self.row.form_q_ref)))

    @property
    def is_later(self) -> bool:
        """Whether it was written down on a later day than it says."""
        return london_date(self.row.recorded_at) > self.row.screened_on


@dataclass(frozen=True, slots=True)
class Offence:
    """A sentence with the mark that stands on its offence, and those that were."""

    sentence: Sentence
    is_serving: bool
    mark: QualifyingOffence | None
    before: Sequence[QualifyingOffence]


@dataclass(frozen=True, slots=True)
class ScreeningPart:
    """What the MAPPA part of a case shows of screening."""

    found: Screening | None
    words: str
    is_asked: bool
    remark: str
    grounds: Sequence[Ground]
    steps: Sequence[Step]
    offences: Sequence[Offence]
    told: Sequence[Telling]
    taken_back: Sequence[Telling]
    lacks_screening: bool  # a level is on record, and no screening

    @property
    def is_eligible(self) -> bool:
        return self.found is not None and self.found.outcome == Outcome.ELIGIBLE

    @property
    def is_untold(self) -> bool:
        return self.is_eligible and not self.told

    @property
    def can_mark(self) -> bool:
        return any(row.mark is None for row in self.offences)


def screening_part(case: Case, facts: Bundle, *, on: date) -> ScreeningPart:
    """The part of one case; three queries."""
    rows = list(screenings().filter(case=case))
    counting, grounds = that_counts(rows), grounds_of(facts, on)
    screened = as_screened(counting)
    told = list(_told_of(case, counting))
    return ScreeningPart(
        found=counting,
        words=words_of(counting),
        is_asked=bool(unanswered(grounds, screened)),
        remark=remark(grounds, screened, counting.category if counting else None),
        grounds=grounds,
        steps=_steps(rows, counting),
        offences=_offences(facts, list(marks().filter(sentence__case=case)), on),
        told=[row for row in told if row.taken_back_on is None],
        taken_back=[row for row in told if row.taken_back_on is not None],
        lacks_screening=not rows and level_of(facts, on=on) is not None,
    )


def proposals(facts: Bundle, on: date) -> list[Ground]:
    """What the record says, with what it proposes first: for whoever is about to screen."""
    grounds = grounds_of(facts, on)
    first = proposed(grounds)
    return sorted(grounds, key=lambda row: (row.category != first, row.on))


def to_mark(facts: Bundle, on: date) -> list[Sentence]:
    """Sentences whose offence nobody has marked, those in force first, then the newest."""
    marked_ones = {row.sentence_id for row in standing_marks(facts.of(QualifyingOffence), on)}
    rows = [row for row in facts.of(Sentence) if row.pk not in marked_ones]
    serving = {row.pk for row in in_force(rows, on)}
    newest_first = sorted(rows, key=attrgetter("starts_on", "pk"), reverse=True)
    return sorted(newest_first, key=lambda row: row.pk not in serving)


def _told_of(case: Case, counting: Screening | None) -> Iterable[Telling]:
    """Who was told of the screening that counts, of one that it corrects with the same answer, or of a level since."""
    if counting is None:
        return []
    about = Q(screening=counting) | Q(management__starts_on__gte=counting.screened_on)
    if counting.corrects and counting.corrects.category == counting.category:
        about |= Q(screening=counting.corrects)
    return tellings().filter(about, case=case)


def _steps(rows: Sequence[Screening], counting: Screening | None) -> list[Step]:
    corrections = {row.corrects_id: row for row in rows if row.corrects_id}
    return [Step(row, corrections.get(row.pk), row == counting) for row in rows]


def _offences(facts: Bundle, rows: Sequence[QualifyingOffence], on: date) -> list[Offence]:
    found = []
    serving = {row.pk for row in in_force(facts.of(Sentence), on)}
    for sentence in sorted(facts.of(Sentence), key=attrgetter("starts_on", "pk"), reverse=True):
        of = [row for row in rows if row.sentence_id == sentence.pk]
        mark = next((row for row in of if row.ended_on is None), None)
        before = [row for row in of if row.ended_on is not None]
        found.append(Offence(sentence, sentence.pk in serving, mark, before))
    return found


def changes(case: Case, facts: Bundle, since: date, on: date) -> list[Change]:
    """That somebody was screened, or an offence marked, between these days; no query."""
    corrected = {row.corrects_id for row in facts.of(Screening)}
    said: list[tuple[date | None, str]] = [
        (london_date(row.recorded_at), f"MAPPA screening: {words_of(row).lower()}")
        for row in facts.of(Screening)
        if row.pk not in corrected
    ]
    for row in facts.of(QualifyingOffence):
        said.append((row.marked_on, "Offence marked as qualifying for MAPPA"))
        said.append((row.ended_on, "Mark as qualifying for MAPPA ended"))
    page = address("mappa:mappa", case.uuid)
    return [Change(day, words, page) for day, words in said if day and since <= day <= on]
