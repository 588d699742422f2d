"""The level of one case on its pages: in force, proposed, told, reviewed, left, and what was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet, Sum

from core.addresses import address
from core.bundle import Bundle
from core.calendar import falls_in, in_full
from core.errors import Lines
from mappa.choices import Considered, Criterion, Level, ProposalState, ToldAgency
from mappa.models import LevelProposal, Management, MappaExit, MappaReview, Telling
from mappa.rules.review import REVIEW, next_review_on
from mappa.selectors.standing import everies
from offenders.models import Case, Deadline
from offenders.selectors.changes import Change

NO_LEVEL = "No level is set"


def managements() -> QuerySet[Management]:
    """Levels, each with its case and everybody whom it names."""
    return Management.objects.select_related(
        "case", "screening__screened_by", "proposed_by", "approved_by", "recorded_by", "exit"
    )


def proposals() -> QuerySet[LevelProposal]:
    return LevelProposal.objects.select_related("case", "screening", "proposed_by", "decided_by")


def reviews() -> QuerySet[MappaReview]:
    return MappaReview.objects.select_related("case", "management", "reviewed_by", "taken_back_by")


def version_of(case: Case) -> int:
    """A number that grows with whatever anybody does about the level of a case; four queries."""
    versions = (
        model._default_manager.filter(case=case).aggregate(sum=Sum("version"))["sum"] or 0
        for model in (Management, LevelProposal, MappaReview)
    )
    return sum(versions) + MappaExit.objects.filter(case=case).count()


def level_on(case: Case, *, on: date) -> Management | None:
    """The level in force of one case; one query."""
    rows = managements().filter(case=case).order_by("-starts_on")
    return next((row for row in rows if falls_in(on, row.starts_on, row.ends_on)), None)


def waiting(case: Case) -> LevelProposal | None:
    """The proposal that is to be decided about."""
    return proposals().filter(case=case, state=ProposalState.WAITING).first()


def criteria_words(row: Management | LevelProposal) -> list[str]:
    return [str(each.label) for each in Criterion if each in row.criteria]


def considered_words(row: MappaReview) -> list[str]:
    return [str(each.label) for each in Considered if each in row.considered]


def meeting_words(row: Management | MappaReview | MappaExit) -> str:
    """MAP-14: the meeting in a line; empty where there was none."""
    if row.meeting_on is None:
        return ""
    return f"{in_full(row.meeting_on)}, {row.meeting_chair} in the chair, minutes {row.meeting_ref}"


def decided_words(row: Management) -> str:
    """Who decided about a level: a meeting, or a manager on a day."""
    if row.meeting_on:
        return f"A meeting: {meeting_words(row)}"
    if row.approved_by and row.approved_on:
        return f"{row.approved_by.name}, {in_full(row.approved_on)}"
    return "Not recorded: it came with an extract"


def level_lines(row: Management) -> list[tuple[str, str]]:
    """A level as its page says it. Of an imported one is said what is not on record."""
    lines = [
        ("Category", row.get_category_display()),
        ("Level", row.get_level_display()),
        ("Lead agency", row.get_lead_agency_display()),
        ("Set on", in_full(row.starts_on)),
    ]
    if row.ends_on:
        lines.append(("Until", in_full(row.ends_on)))
    if not row.is_set_here:
        return [*lines, ("Screening", "Not recorded"), ("Decided by", decided_words(row))]
    screened = row.screening
    return [
        *lines,
        ("Criteria", "\n".join(criteria_words(row)) or "None"),
        ("Why", row.rationale),
        (
            "Screening",
            f"{screened}, {in_full(screened.screened_on)}, {screened.screened_by.name}"
            if screened
            else "Not recorded",
        ),
        ("Proposed by", _who_and_when(row.proposed_by, row.proposed_on)),
        ("Decided by", decided_words(row)),
    ]


def _who_and_when(who: object, on: date | None) -> str:
    name = getattr(who, "name", "")
    return f"{name}, {in_full(on)}" if on else name


def proposal_lines(row: LevelProposal) -> list[tuple[str, str]]:
    """A proposal as it stands, for whoever decides and for the page of two texts."""
    lines = [
        ("Category", row.get_category_display()),
        ("Level", row.get_level_display()),
        ("Lead agency", row.get_lead_agency_display()),
        ("Criteria", "\n".join(criteria_words(row)) or "None"),
        ("Why", row.rationale),
        ("Screening", f"{row.screening}, {in_full(row.screening.screened_on)}"),
        ("Proposed by", row.proposed_by.name),
    ]
    if row.state != ProposalState.WAITING:
        lines.append(("What became of it", row.get_state_display()))
    if row.answer:
        lines.append(("Answer", row.answer))
    return lines


def review_lines(row: MappaReview) -> list[tuple[str, str]]:
    lines = [
        ("Day of the review", in_full(row.reviewed_on)),
        ("What was considered", "\n".join(considered_words(row))),
        ("What was found", row.findings),
        ("What comes of it", row.get_outcome_display()),
    ]
    meeting = meeting_words(row)
    return [*lines, ("Meeting", meeting)] if meeting else lines


def newest_lines(case: Case, on: date) -> Lines:
    """What stands now, for whoever comes second: the level, what is proposed, the newest review."""
    level, proposal = level_on(case, on=on), waiting(case)
    review = last_review(case)
    return [
        ("Level", str(level) if level else NO_LEVEL),
        *(
            [("Proposed", f"{proposal.get_level_display()}: {proposal.rationale}")]
            if proposal
            else []
        ),
        *(review_lines(review) if review else []),
    ]


def exit_lines(row: MappaExit) -> list[tuple[str, str]]:
    """MAP-84: how somebody left."""
    told = ", ".join(str(each.label) for each in ToldAgency if each in row.told)
    lines = [
        ("Left on", in_full(row.exited_on)),
        ("Reason", row.get_reason_display()),
        ("What it rests on", row.words),
        ("Decided by", row.decided_by),
        ("Told", f"{told}. {row.told_note}".strip() if row.told_note else told),
        ("ViSOR or its successor", "Brought up to date" if row.is_visor_done else "Not yet"),
        ("Recorded by", row.recorded_by.name),
    ]
    meeting = meeting_words(row)
    return [*lines, ("Meeting", meeting)] if meeting else lines


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """A review with its words."""

    row: MappaReview
    considered: Sequence[str]
    meeting: str

    @property
    def is_taken_back(self) -> bool:
        return self.row.taken_back_at is not None


@dataclass(frozen=True, slots=True)
class LevelPart:
    """What the MAPPA part of a case shows of its level."""

    row: Management | None
    words: str
    lines: Sequence[tuple[str, str]]
    due_on: date | None
    is_overdue: bool
    proposal: LevelProposal | None
    proposed: Sequence[tuple[str, str]]
    refused: LevelProposal | None
    told: Sequence[Telling]
    reviews: Sequence[ReviewRow]
    before: Sequence[Management]
    left: Sequence[tuple[str, str]]

    @property
    def is_untold(self) -> bool:
        return self.row is not None and self.row.is_set_here and not self.told


def level_part(case: Case, *, on: date) -> LevelPart:
    """The part of one case; six queries."""
    rows = list(managements().filter(case=case).order_by("-starts_on"))
    row = next((each for each in rows if falls_in(on, each.starts_on, each.ends_on)), None)
    asked = list(proposals().filter(case=case))
    proposal = next((each for each in asked if each.state == ProposalState.WAITING), None)
    newest = asked[0] if asked else None
    due = Deadline.objects.filter(case=case, kind=REVIEW).values_list("due_on", flat=True).first()
    left = MappaExit.objects.filter(case=case).select_related("recorded_by").first()
    return LevelPart(
        row=row,
        words=str(row) if row else NO_LEVEL,
        lines=level_lines(row) if row else [],
        due_on=due if row else None,
        is_overdue=bool(row and due and due < on),
        proposal=proposal,
        proposed=proposal_lines(proposal) if proposal else [],
        refused=newest if newest and newest.state == ProposalState.REFUSED else None,
        told=told_of(row) if row else [],
        reviews=review_rows(case),
        before=[each for each in rows if each != row],
        left=exit_lines(left) if left and not row else [],
    )


def review_rows(case: Case, level: Management | None = None) -> list[ReviewRow]:
    """Every review of a case, or of one level, newest first; one query."""
    rows = reviews().filter(case=case)
    if level is not None:
        rows = rows.filter(management=level)
    return [ReviewRow(row, considered_words(row), meeting_words(row)) for row in rows]


def last_review(case: Case) -> MappaReview | None:
    """The newest that nobody took back."""
    return reviews().filter(case=case, taken_back_at__isnull=True).first()


def told_of(row: Management) -> list[Telling]:
    """R-9: who was told of a level."""
    told = Telling.objects.filter(case=row.case_id, management=row, taken_back_on__isnull=True)
    return list(told.select_related("told_by"))


def exit_of(row: Management) -> list[tuple[str, str]]:
    """How the person left MAPPA with this level; nothing where they did not."""
    left = MappaExit.objects.filter(management=row).select_related("recorded_by").first()
    return exit_lines(left) if left else []


def next_due_on(level: Management, day: date, *, on: date) -> date | None:
    """MAP-35: by when a level that is reviewed on a day is reviewed again."""
    return next_review_on(Level(level.level), day, everies(on))


def level_changes(case: Case, facts: Bundle, since: date, on: date) -> list[Change]:
    """That a level was set or ended between these days; no query."""
    page = address("mappa:mappa", case.uuid)
    said = []
    for row in facts.of(Management):
        said.append((row.starts_on, f"{row}: set"))
        if row.ends_on and not any(row.ends_on == each.starts_on for each in facts.of(Management)):
            said.append((row.ends_on, f"{row}: ended"))
    return [Change(day, words, page) for day, words in said if since <= day <= on]
