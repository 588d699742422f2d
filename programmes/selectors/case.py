"""What the page of programmes of a case reads: where each referral stands, what was done, what is still to be done."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from core.bundle import Bundle
from core.calendar import in_full
from offenders.models import Case, Deadline, Sentence
from offenders.selectors.dated import in_force
from programmes.choices.referral import (
    CLOSED,
    COMPLETED,
    BarrierCode,
    Deselection,
    Machine,
    ReferralStatus,
    Withdrawal,
)
from programmes.models import Barrier, Decision, Move, Placement, Preparation, Referral, Review
from programmes.rules.start import ENFORCEMENT

S = ReferralStatus
Lines = list[tuple[str, str]]
START, RUNWAY, MISSED = "programme_start", "programme_runway", "programme_missed"
# What is said of a case only from its day on: before that nobody has to do anything.
FROM_ITS_DAY = ("programme_stalled", MISSED, "programme_review", "no_offending_work")


@dataclass(frozen=True, slots=True)
class Step:
    """One move of a referral, in words."""

    words: str
    when: str
    details: str


@dataclass(frozen=True, slots=True)
class Work:
    """A piece of work before a start, and how it stands in words."""

    item: Preparation
    words: str


@dataclass(frozen=True, slots=True)
class Stand:
    """A referral with everything that the page says of it."""

    referral: Referral
    facts: Lines
    work: list[Work]
    steps: list[Step]
    told_barriers: list[
        tuple[str, str]
    ]  # code and label of those that an extract names and nobody noted
    review: Review | None = None

    @property
    def is_open(self) -> bool:
        return self.referral.status not in CLOSED

    @property
    def is_ahead(self) -> bool:
        """It has not begun, so there is something that can be done before."""
        return self.is_open and self.referral.status != S.ON_PROGRAMME

    @property
    def shows_work(self) -> bool:
        """Of one that is ahead even where nothing is listed."""
        return self.is_ahead or bool(self.work)

    @property
    def asks_for_review(self) -> bool:
        """PRG-49."""
        return self.referral.status in COMPLETED and self.review is None

    @property
    def is_prepared(self) -> bool:
        return self.referral.pre_programme_done

    @property
    def waits_for_the_end_of_work(self) -> bool:
        """Everything is done, and nobody has said so."""
        all_done = bool(self.work) and all(row.item.done_on for row in self.work)
        return self.is_open and all_done and not self.is_prepared


@dataclass(frozen=True, slots=True)
class ProgrammesPage:
    """Programmes of a case: the referral that is open, those before it, and what stands in the way."""

    sentences: list[str]  # what a deadline says, else where the person stands
    is_asked: bool
    runway_due: bool  # told of, or past
    missed_due: bool
    current: Stand | None
    others_open: list[Stand]
    older: list[Stand]
    barriers: list[Barrier]
    resolved: list[Barrier]
    decisions: list[Decision]

    @property
    def to_review(self) -> Stand | None:
        """The programme that was completed last, where nobody has said how it went."""
        return next((stand for stand in self.older if stand.asks_for_review), None)

    @property
    def has_completed(self) -> bool:
        return any(stand.referral.status in COMPLETED for stand in self.older)


def programmes_page(case: Case, *, on: date) -> ProgrammesPage:
    """Seven queries, whatever the history."""
    rows = list(referrals().select_related("review__recorded_by").filter(case=case))
    barriers = list(
        Barrier.objects.filter(case=case).select_related("recorded_by").order_by("starts_on", "id")
    )
    noted = {row.code for row in barriers}
    stands = list(_stands(rows, noted))
    asked = _asked(case, on)
    live = [stand for stand in stands if stand.is_open]
    decided = Decision.objects.filter(case=case).select_related("recorded_by")
    return ProgrammesPage(
        sentences=[row.because for row in asked] or [_nothing_asked(rows)],
        is_asked=bool(asked),
        runway_due=any(row.kind == RUNWAY and row.told_on <= on for row in asked),
        missed_due=any(row.kind == MISSED for row in asked),
        current=live[0] if live else None,
        others_open=live[1:],
        older=[stand for stand in stands if not stand.is_open],
        barriers=[row for row in barriers if row.ends_on is None],
        resolved=[row for row in barriers if row.ends_on is not None],
        decisions=list(decided.order_by("-decided_on", "-id")),
    )


def is_of_this_sentence(stand: Stand, facts: Bundle, *, on: date) -> bool:
    """Whether the referral was made since the sentence that counts began; where none is in force, it was."""
    serving = in_force(facts.of(Sentence), on)
    return all(row.starts_on <= stand.referral.referred_on for row in serving)


def _asked(case: Case, on: date) -> list[Deadline]:
    """What is due about a programme, the start first, then what it runs out of time for."""
    rows = Deadline.objects.filter(
        Q(kind__in=[START, RUNWAY]) | Q(kind__in=FROM_ITS_DAY, due_on__lte=on, is_backlog=False),
        case=case,
        missing="",
    )
    order = (START, RUNWAY, *FROM_ITS_DAY)
    return sorted(rows, key=lambda row: (order.index(row.kind), row.due_on))


def referrals() -> QuerySet[Referral]:
    """With their case and who made them; the newest first."""
    return Referral.objects.select_related("case", "made_by", "goes_on_from").order_by(
        "-referred_on", "-id"
    )


def items() -> QuerySet[Preparation]:
    """Work before a start, with its referral and case."""
    return Preparation.objects.select_related("referral__case", "owner", "recorded_by")


def barriers() -> QuerySet[Barrier]:
    """With their case."""
    return Barrier.objects.select_related("case", "recorded_by")


def _stands(rows: list[Referral], noted: set[str]) -> Iterable[Stand]:
    ids = [row.pk for row in rows]
    moves: dict[int, list[Move]] = defaultdict(list)
    for move in Move.objects.filter(referral__in=ids).select_related("by").order_by("id"):
        moves[move.referral_id].append(move)
    work: dict[int, list[Work]] = defaultdict(list)
    for item in Preparation.objects.filter(referral__in=ids).select_related("owner").order_by("id"):
        work[item.referral_id].append(Work(item, work_words(item)))
    seats = Placement.objects.filter(referral__in=ids, left_on=None)
    seat_of = {row.referral_id: row for row in seats.select_related("group__place")}
    for row in rows:
        told = [(code, BarrierCode(code).label) for code in row.barriers if code not in noted]
        steps = [step_of(move) for move in reversed(moves[row.pk])]
        facts = referral_facts(row, seat_of.get(row.pk))
        review = getattr(row, "review", None)
        yield Stand(row, facts, work[row.pk], steps, told, review)


def work_words(item: Preparation) -> str:
    """PRG-48: done on which day; else by whom, by when."""
    if item.done_on:
        return f"Done on {in_full(item.done_on)}"
    who = str(item.owner) if item.owner else "Nobody yet"
    return f"{who}, by {in_full(item.by_on)}" if item.by_on else who


def step_of(move: Move) -> Step:
    """PRG-32: from, to, when, by whom, why; an extract's has no day."""
    words = f"{move.get_from_status_display()} to {move.get_to_status_display().lower()}"
    if not move.is_allowed:
        words += " (no move of the table)"
    reasons: Any = Deselection if move.reason in Deselection.values else Withdrawal
    if move.to_status == S.WITHDRAWN:
        reasons = Withdrawal
    why = reasons(move.reason).label if move.reason else ""
    when = f"{in_full(move.on)}, {move.by}" if move.on else "From the extract, day not known"
    return Step(words, when, ". ".join(text for text in (why, move.details) if text))


def referral_facts(row: Referral, seat: Placement | None = None) -> Lines:
    """What a referral says of itself, with the seat that it has; only what there is."""
    found = [
        ("State", row.get_status_display()),
        ("Group", _group(seat) if seat else ""),
        ("Referred", _referred(row)),
        ("Where", Machine(row.machine).label),
        ("Ground", row.get_source_display() if row.source else "Not recorded"),
        ("Started", in_full(row.started_on) if row.started_on else ""),
        ("Ended", in_full(row.ended_on) if row.ended_on else ""),
        ("Maintains their innocence", f"{row.get_maintains_innocence_display()}; never a bar"),
        ("Evening or weekend offered", row.get_evening_offered_display()),
        ("Work before the start", "Complete" if row.pre_programme_done else "Not complete"),
    ]
    return [(label, words) for label, words in found if words]


def _group(seat: Placement) -> str:
    group = seat.group
    return f"{group.name}, {group.place}: first session {in_full(group.first_session_on)}"


def _referred(row: Referral) -> str:
    by = f", by {row.made_by}" if row.made_by else ", from the extract"
    before = row.goes_on_from
    after = f"; goes on from {in_full(before.referred_on)} in custody" if before else ""
    return f"{in_full(row.referred_on)}{by}{after}"


def _nothing_asked(rows: list[Referral]) -> str:
    """Where the person stands, where nothing is due."""
    live = [row for row in rows if row.status != S.WITHDRAWN]
    if not live:
        return "No start of a programme is asked for, and no referral is open."
    newest = live[0]
    if newest.status == S.ON_PROGRAMME:
        since = f" since {in_full(newest.started_on)}" if newest.started_on else ""
        return f"On {newest.programme_id}{since}."
    if newest.status in COMPLETED:
        ended = f" on {in_full(newest.ended_on)}" if newest.ended_on else ""
        return f"{newest.programme_id} was completed{ended}."
    word = newest.get_status_display()
    if newest.status in ENFORCEMENT:
        return f"{word}: enforcement is in hand, so no start is asked for."
    return f"{newest.programme_id}: {word.lower()}. No start is asked for now."


def referral_lines(row: Referral) -> Lines:
    """A referral as it stands on record, for the page that shows both texts."""
    return [
        ("Programme", row.programme_id),
        ("Referred", in_full(row.referred_on)),
        ("State", row.get_status_display()),
        ("Started", in_full(row.started_on) if row.started_on else "Not yet"),
        ("Ended", in_full(row.ended_on) if row.ended_on else "Not yet"),
    ]


def item_lines(row: Preparation) -> Lines:
    """Work before a start, for the page that shows both texts."""
    return [
        ("What", str(row)),
        ("Who does it", str(row.owner) if row.owner else "Nobody yet"),
        ("By when", in_full(row.by_on) if row.by_on else "No day"),
        ("Done on", in_full(row.done_on) if row.done_on else "Not yet"),
        ("Note", row.note),
    ]


def barrier_lines(row: Barrier) -> Lines:
    """What stands in the way, for the page that shows both texts."""
    return [
        ("What", row.get_code_display()),
        ("Since", in_full(row.starts_on)),
        ("What was done", row.done or "Nothing yet"),
        ("Resolved", in_full(row.ends_on) if row.ends_on else "Not yet"),
    ]
