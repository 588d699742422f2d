"""What waits for a manager in the cases that they lead, what they made of it, and what they asked of officers."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from caseloads.models import Asked, ManagerReview, SampleItem
from caseloads.rules.signing import COUNTERSIGNATURE
from caseloads.selectors.signing import standings
from core.addresses import address
from core.calendar import in_full
from core.models import holds_on
from core.prepared import one_of, prepared
from offenders.choices import AllocationRole, RiskTool
from offenders.models import Allocation, Case, Deadline, RiskAssessment
from offenders.querysets import Seen, of_cases
from offenders.rules import Reference
from offenders.rules.grounds import SUPERVISES
from offenders.selectors.case import seen_cases
from offenders.selectors.contacts import Detail
from offenders.selectors.due import rows_of
from offenders.selectors.lines import DueRow
from people.choices import Agency, Permission
from people.models import Officer, Supervision, User

Lines = list[tuple[str, str]]
TOOL_OF = {Agency.POLICE: RiskTool.POLICE, Agency.PROBATION: RiskTool.ROSH}
QUESTIONS = {
    "risk": "Is the level of risk right?",
    "plan": "Does what is planned deal with that risk?",
    "contact_kept": "Are they seen as often and as closely as that asks?",
    "protection": "Are those who may be harmed protected?",
}


def _review(key: str, case_uuid: UUID) -> str:
    return address("caseloads:manager_review", key)


def _asked(key: str, case_uuid: UUID) -> str:
    return address("caseloads:asked", key)


def _signed(key: str, case_uuid: UUID) -> str:
    return address("caseloads:countersign", key)


REFERENCES = (
    Reference("manager_review", "a manager's review that was recorded", _review, starts_clock=True),
    Reference("asked", "an answer that was recorded", _asked),
    Reference("countersignature", "a manager's word on a record", _signed),
    Reference("sample", "a score of a sampled record"),
)


@dataclass(frozen=True, slots=True)
class Lead:
    """Who of an agency holds a case."""

    officer_id: int
    team_id: int


def leads_of(case_ids: Collection[int], agency: str, *, on: date) -> dict[int, Lead]:
    """Who of this agency leads each of these cases; one query."""
    rows = Allocation.objects.filter(
        of_cases(list(case_ids)), holds_on(on), role=AllocationRole.LEAD, agency=agency
    )
    what = rows.values_list("case_id", "officer_id", "officer__team_id")
    return {case_id: Lead(officer_id, team_id) for case_id, officer_id, team_id in what}


def lead_of(case: Case, agency: str, *, on: date) -> Officer | None:
    """The officer of this agency who holds the case; one query."""
    rows = Allocation.objects.filter(
        holds_on(on), case=case, role=AllocationRole.LEAD, agency=agency
    )
    found = rows.select_related("officer").first()
    return found.officer if found else None


def supervisors_of(team_ids: Iterable[int], *, on: date) -> dict[int, set[int]]:
    """The officers who supervise each of these teams; one query."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Supervision.objects.filter(holds_on(on), team__in=set(team_ids))
    for team_id, officer_id in rows.values_list("team_id", "officer_id"):
        found[team_id].add(officer_id)
    return found


def overseen_by(user: User) -> Seen:
    """The cases that this user may look at as a manager."""
    return Case.objects.seen_by(user, Permission.OVERSEE)


def waiting_for(user: User, kind: str, *, on: date) -> list[DueRow]:
    """What of this kind waits for this manager, the gravest first; six queries, none where they lead nothing.

    A supervisor has it of the teams that they supervise. What only the supervisor could do about their own case, or
    in a team without one, is for the head of the unit.
    """
    officer = user.officer_or_none
    if officer is None or not user.has(Permission.OVERSEE):
        return []
    seen = overseen_by(user)
    deadlines = list(
        Deadline.objects.filter(of_cases(sorted(seen.ids)), kind=kind, told_on__lte=on)
        .filter(agency=officer.agency)
        .defer("inputs")
        .gravest_first(on=on)
    )
    cases = seen_cases(seen, (row.case_id for row in deadlines if row.case_id is not None))
    rows = rows_of(deadlines, cases, on=on, user=user)
    ids = {row.case.pk for row in rows}
    leads = leads_of(ids, officer.agency, on=on)
    above = supervisors_of({lead.team_id for lead in leads.values()}, on=on)
    wrote = authors_of(ids, on=on) if kind == COUNTERSIGNATURE else {}
    return [row for row in rows if _is_theirs(row, leads, above, wrote, officer)]


def authors_of(case_ids: Collection[int], *, on: date) -> dict[str, int]:
    """Who of the staff wrote each record that needs a second person, by its key."""
    rows = (row for found in standings(case_ids, on=on).values() for row in found)
    return {str(row.record.key): row.record.officer_id for row in rows}


def _is_theirs(
    row: DueRow,
    leads: dict[int, Lead],
    above: dict[int, set[int]],
    wrote: dict[str, int],
    officer: Officer,
) -> bool:
    lead, is_supervised = leads.get(row.case.pk), SUPERVISES in row.case.grounds
    whose = wrote.get(row.subject, lead.officer_id if lead else 0)
    if whose == officer.pk:
        return False
    return is_supervised or (lead is not None and not above.get(lead.team_id, set()) - {whose})


def why_not_reviewed(case: Case, user: User, *, on: date) -> str:
    """F-13: why this user does not review the case as its manager; empty when they do. Nobody reviews their own work."""
    officer = user.officer_or_none
    if officer is None:
        return "Your account has no staff record, so a review cannot be yours."
    lead = lead_of(case, officer.agency, on=on)
    if lead is None:
        return "Nobody of your agency holds this case, so there is no work on it to review."
    if lead.pk == officer.pk:
        return "You hold this case yourself, so somebody else has to review it."
    if level_of(case, officer.agency, on=on) is None:
        return "No level of risk is recorded by your agency, so record that first."
    return ""


def level_of(case: Case, agency: str, *, on: date) -> RiskAssessment | None:
    """The newest level by the tool of this agency; one query."""
    rows = RiskAssessment.objects.filter(
        case=case, tool=TOOL_OF[Agency(agency)], assessed_on__lte=on
    )
    return rows.order_by("-assessed_on").first()


def reviews_of(case: Case) -> QuerySet[ManagerReview]:
    """What managers made of the case, the newest first."""
    rows = ManagerReview.objects.filter(case=case).select_related("reviewed_by", "asked")
    return rows.order_by("-reviewed_at")


def manager_reviews() -> QuerySet[ManagerReview]:
    return ManagerReview.objects.select_related(
        "case", "reviewed_by", "asked__asked_by", "asked__answered_by"
    )


def all_asked() -> QuerySet[Asked]:
    """What was asked, each with what it was asked after."""
    return Asked.objects.select_related(
        "case", "asked_by", "answered_by", "officer", "review", "signature", "item"
    )


def review_lines(review: ManagerReview) -> Lines:
    """A review as questions and what was seen, as its page and the timeline say it."""
    return [
        *((words, getattr(review, name)) for name, words in QUESTIONS.items()),
        ("Outcome", review.get_outcome_display()),
    ]


def asked_lines(asked: Asked) -> Lines:
    """What was asked and answered, as label and text."""
    found = [
        ("What the officer is asked to do", asked.asks),
        ("By", in_full(asked.due_on)),
        ("Answer", asked.answer),
    ]
    return [(label, text) for label, text in found if text]


def details_of(contact_ids: Collection[int]) -> dict[int, Detail]:
    """For the timeline: the pages of the contacts that managers' reviews are."""
    if not contact_ids:
        return {}
    found = {}
    for contact_id, uuid in _reviews_among(contact_ids=list(contact_ids)):
        url = address("caseloads:manager_review", uuid)
        found[contact_id] = _detail(url)
    for contact_id, uuid in _scored_among(contact_ids=list(contact_ids)):
        found[contact_id] = _detail(address("caseloads:sampled", uuid))
    return found


def _detail(url: str) -> Detail:
    """One page for everything: what a manager made of something is not altered."""
    return Detail(
        url=url,
        record_url=url,
        amend_url=url,
        move_url=url,
        cancel_url=url,
        void_url=url,
        again="offenders:log_contact",
        move_needs=Permission.OVERSEE,
    )


@prepared
def _reviews_among(*, contact_ids: list[int]) -> QuerySet[ManagerReview, tuple[int, UUID]]:
    rows = ManagerReview.objects.filter(one_of("contact", contact_ids))
    return rows.values_list("contact_id", "uuid")


@prepared
def _scored_among(*, contact_ids: list[int]) -> QuerySet[SampleItem, tuple[int, UUID]]:
    rows = SampleItem.objects.filter(one_of("told_in", contact_ids))
    return rows.values_list("told_in", "uuid")


def timeline_words(lines: Lines, asked: Asked | None) -> str:
    """What a manager made of something, as the notes of its contact."""
    said = [*lines, *(asked_lines(asked) if asked else ())]
    return "\n\n".join(f"{label}\n{text}" for label, text in said)


def why_not_answered(asked: Asked, by: User) -> str:
    """Why this user does not answer; empty when they do."""
    if asked.asked_by_id == by.pk:
        return "You asked this, so the officer has to answer it."
    officer = by.officer_or_none
    if officer is None or officer.agency != asked.agency:
        return f"This is for {Agency(asked.agency).spoken} to answer."
    return ""
