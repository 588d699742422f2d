"""A level proposed, decided about and left; a review recorded and taken back. Each by its one door."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from core.addresses import address
from core.calendar import falls_in, london_date
from core.editing import held, lock
from core.errors import RefusedError, StaleError, refuse
from core.history import changes_of
from mappa.choices import Category, LeadAgency, Level, Outcome, ProposalState
from mappa.models import LevelProposal, Management, MappaExit, MappaReview, Screening
from mappa.rules.exit import ExitSaid, exit_problem
from mappa.rules.levels import (
    Approval,
    LevelSaid,
    Screened,
    approval_problem,
    level_problem,
    set_on,
)
from mappa.rules.review import MeetingSaid, ReviewSaid, review_problem
from mappa.selectors.managed import (
    newest_lines,
    next_due_on,
    proposal_lines,
    proposals,
    review_lines,
    reviews,
    version_of,
)
from mappa.selectors.screening import screenings, that_counts
from offenders import deadlines
from offenders.models import Case
from people.models import User

NOTHING_IN_FORCE = "No level is in force, so there is nothing to do this about."


@dataclass(frozen=True, slots=True)
class Refusal:
    """That a proposed level is not approved, and why."""

    why: str


@transaction.atomic
def propose_level(
    *, case: Case, said: LevelSaid, version: int, by: User, at: datetime
) -> LevelProposal:
    """Propose a level; one that waits is replaced by it.

    The category is that of the screening that counts. Raises RefusedError where no such level may be set (MAP-4,
    MAP-13), StaleError when somebody did something about the level of this case meanwhile.
    """
    by.staff_record()
    _held_case(case, version, at)
    screening = that_counts(screenings().filter(case=case))
    refuse(level_problem(said, screened(screening), on=london_date(at)))
    if screening is None or screening.category is None:
        raise RefusedError("They are not screened yet: record the screening first.", about="level")
    _replace_waiting(case, by=by, at=at)
    row = LevelProposal.objects.create(
        case=case,
        screening=screening,
        category=screening.category,
        level=Level(said.level),
        lead_agency=LeadAgency(said.lead_agency),
        criteria=sorted(said.criteria),
        rationale=said.rationale.strip(),
        proposed_by=by,
        proposed_at=at,
    )
    _refresh(case, LevelProposal, fact=f"level_proposal:{row.uuid}", at=at)
    return row


@transaction.atomic
def decide_level(
    *,
    proposal: LevelProposal,
    decision: MeetingSaid | Refusal,
    version: int,
    by: User,
    at: datetime,
) -> LevelProposal:
    """MAP-14: set a level that was proposed, as a manager or as a meeting decided; or say why it is not set.

    A level that is set holds from the day of the meeting, or from today, and ends the one in force. Raises RefusedError
    where it may not be set so, StaleError when somebody decided about it meanwhile.
    """
    by.staff_record()
    stored = held(
        proposals().filter(pk=proposal.pk),
        version=version,
        stale=_stale_proposal,
        behind=proposal.case,
    )
    if stored.state != ProposalState.WAITING:
        raise _stale_proposal(stored)
    if isinstance(decision, Refusal):
        if not decision.why.strip():
            raise RefusedError("Say why it is not approved.", about="answer")
        stored.answer, stored.state = decision.why.strip(), ProposalState.REFUSED
    else:
        stored.management = _set(stored, decision, by=by, at=at)
        stored.state = ProposalState.APPROVED
    stored.decided_by, stored.decided_at = by, at
    stored.version += 1
    stored.save(
        update_fields=["answer", "state", "management", "decided_by", "decided_at", "version"]
    )
    fact = (
        f"level:{stored.management.uuid}" if stored.management else f"level_proposal:{stored.uuid}"
    )
    _refresh(stored.case, Management, LevelProposal, fact=fact, at=at)
    return stored


def _set(stored: LevelProposal, meeting: MeetingSaid, *, by: User, at: datetime) -> Management:
    on, counts = london_date(at), _still_allowed(stored, on=london_date(at))
    rows = list(Management.objects.filter(case=stored.case).order_by("starts_on"))
    newest = rows[-1] if rows else None
    approval = Approval(
        level=stored.level,
        before=newest.level if newest and newest.ends_on is None else None,
        before_on=_taken_until(newest),
        meeting=meeting,
        is_own=stored.proposed_by_id == by.pk,
        screened_on=counts.screened_on,
    )
    refuse(approval_problem(approval, on=on))
    starts_on = set_on(approval, on=on)
    for row in rows:
        if falls_in(starts_on, row.starts_on, row.ends_on):
            _end(row, starts_on)
    return Management.objects.create(
        case=stored.case,
        category=stored.category,
        level=stored.level,
        lead_agency=stored.lead_agency,
        starts_on=starts_on,
        screening=counts,
        criteria=stored.criteria,
        rationale=stored.rationale,
        proposed_by=stored.proposed_by,
        proposed_on=london_date(stored.proposed_at),
        approved_by=None if meeting.held_on else by,
        approved_on=on,
        recorded_by=by,
        recorded_on=on,
        **_meeting(meeting),
    )


def _still_allowed(stored: LevelProposal, *, on: date) -> Screening:
    """The screening that counts now, where the level may still be set: it may be another than when it was proposed."""
    counts = that_counts(screenings().filter(case=stored.case))
    said = LevelSaid(
        level=stored.level,
        lead_agency=stored.lead_agency,
        criteria=stored.criteria,
        rationale=stored.rationale,
    )
    refuse(level_problem(said, screened(counts), on=on))
    if counts is None or counts.category != stored.category:
        raise RefusedError(
            "They were screened again in another category since: propose the level again."
        )
    return counts


def _taken_until(newest: Management | None) -> date | None:
    """The last day on which no other level can begin: the first of the newest, or the last of one that has ended."""
    if newest is None:
        return None
    return newest.ends_on - timedelta(days=1) if newest.ends_on else newest.starts_on


def _end(row: Management, on: date) -> None:
    row.ends_on, row.version = on, row.version + 1
    row.save(update_fields=["ends_on", "version"])


@transaction.atomic
def record_review(
    *, case: Case, said: ReviewSaid, version: int, by: User, at: datetime
) -> MappaReview:
    """MAP-34: record a review of the level in force; the next one is counted from it.

    Raises RefusedError without a level or where something is missing, StaleError when somebody reviewed it or did
    something else about the level meanwhile.
    """
    by.staff_record()
    stored, on = _held_case(case, version, at), london_date(at)
    level = _in_force(stored, on)
    refuse(review_problem(said, level_set_on=level.starts_on, on=on))
    row = MappaReview.objects.create(
        case=stored,
        management=level,
        reviewed_on=said.reviewed_on,
        considered=sorted(said.considered),
        findings=said.findings.strip(),
        outcome=said.outcome,
        next_due_on=next_due_on(level, said.reviewed_on, on=on),
        reviewed_by=by,
        recorded_at=at,
        **_meeting(said.meeting),
    )
    _refresh(stored, MappaReview, fact=f"mappa_review:{row.uuid}", at=at)
    return row


@transaction.atomic
def take_back_review(
    *, review: MappaReview, because: str, version: int, by: User, at: datetime
) -> MappaReview:
    """Say that a review was recorded in error: it stays, and no day is counted from it any more.

    Raises RefusedError without a reason, StaleError when somebody took it back meanwhile.
    """
    by.staff_record()
    rows = reviews().filter(pk=review.pk)
    stored = held(rows, version=version, stale=_stale_review, behind=review.case)
    if stored.taken_back_at is not None:
        raise _stale_review(stored)
    if not because.strip():
        raise RefusedError("Say what was wrong.", about="because")
    stored.taken_back_by, stored.taken_back_at = by, at
    stored.taken_back_because = because.strip()
    stored.version += 1
    stored.save(update_fields=["taken_back_by", "taken_back_at", "taken_back_because", "version"])
    _refresh(stored.case, MappaReview, fact=f"mappa_review:{stored.uuid}", at=at)
    return stored


@transaction.atomic
def leave(
    *,
    case: Case,
    said: ExitSaid,
    told_note: str,
    is_visor_done: bool,
    version: int,
    by: User,
    at: datetime,
) -> MappaExit:
    """MAP-84: end the level in force because the person leaves MAPPA; a proposal that waits goes with it.

    Raises RefusedError without a level, or where the reason does not fit the category; StaleError when somebody did
    something about the level meanwhile.
    """
    by.staff_record()
    stored, on = _held_case(case, version, at), london_date(at)
    level = _in_force(stored, on)
    refuse(
        exit_problem(said, category=Category(level.category), level_set_on=level.starts_on, on=on)
    )
    _end(level, said.exited_on)
    _replace_waiting(stored, by=by, at=at)
    row = MappaExit.objects.create(
        case=stored,
        management=level,
        exited_on=said.exited_on,
        reason=said.reason,
        words=said.words.strip(),
        decided_by=said.decided_by.strip(),
        told=sorted(said.told),
        told_note=told_note.strip(),
        is_visor_done=is_visor_done,
        recorded_by=by,
        recorded_at=at,
        **_meeting(said.meeting),
    )
    _refresh(stored, Management, LevelProposal, fact=f"level:{level.uuid}", at=at)
    return row


def _replace_waiting(case: Case, *, by: User, at: datetime) -> None:
    """What came after a proposal that waits takes its place."""
    LevelProposal.objects.filter(case=case, state=ProposalState.WAITING).update(
        state=ProposalState.REPLACED, decided_by=by, decided_at=at, version=2
    )


def _meeting(said: MeetingSaid) -> dict[str, date | str | None]:
    return {
        "meeting_on": said.held_on,
        "meeting_chair": said.chair.strip(),
        "meeting_ref": said.reference.strip(),
    }


def screened(row: Screening | None) -> Screened | None:
    """The screening that counts, as the rules of levels take it."""
    if row is None:
        return None
    is_eligible = row.outcome == Outcome.ELIGIBLE
    category = Category(row.category) if is_eligible and row.category is not None else None
    return Screened(row.screened_on, category)


def _in_force(case: Case, on: date) -> Management:
    rows = Management.objects.filter(case=case)
    level = next((row for row in rows if falls_in(on, row.starts_on, row.ends_on)), None)
    if level is None:
        raise RefusedError(NOTHING_IN_FORCE)
    return level


def _held_case(case: Case, version: int, at: datetime) -> Case:
    """The case, locked, if nobody did anything about its level since the screen was shown."""
    stored = lock(case)
    if version_of(stored) != version:
        raise StaleError(
            saved_by=_last_writer(stored),
            saved_at=_last_at(stored, at),
            theirs=newest_lines(stored, london_date(at)),
            link=address("mappa:mappa", stored.uuid),
        )
    return stored


def _last_writer(case: Case) -> str:
    found = _last_changes(case)
    return (max(found, key=lambda row: row[0])[1] if found else "") or "Somebody"


def _last_at(case: Case, at: datetime) -> datetime:
    return max((row[0] for row in _last_changes(case)), default=at)


def _last_changes(case: Case) -> list[tuple[datetime, str]]:
    """When each table about the level changed last, and by whom."""
    changed: Collection[type[Management | LevelProposal | MappaReview]] = (
        Management,
        LevelProposal,
        MappaReview,
    )
    histories = (changes_of(model, case=case.pk)[:1] for model in changed)
    return [(row.at, row.who) for rows in histories for row in rows]


def _stale_proposal(row: LevelProposal) -> StaleError:
    return StaleError(
        saved_by=row.decided_by.name if row.decided_by else row.proposed_by.name,
        saved_at=row.decided_at or row.proposed_at,
        theirs=proposal_lines(row),
        link=address("mappa:mappa", row.case.uuid),
    )


def _stale_review(row: MappaReview) -> StaleError:
    return StaleError(
        saved_by=row.taken_back_by.name if row.taken_back_by else row.reviewed_by.name,
        saved_at=row.taken_back_at or row.recorded_at,
        theirs=[*review_lines(row), ("Taken back", row.taken_back_because or "No")],
        link=address("mappa:mappa", row.case.uuid),
    )


def _refresh(
    case: Case, *changed: type[Management | LevelProposal | MappaReview], fact: str, at: datetime
) -> None:
    """What is due of the case, in the same transaction."""
    deadlines.refresh([case.pk], changed=changed, on=london_date(at), at=at, fact=fact)
