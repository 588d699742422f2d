"""What supervisors ask in reviews of visits, until it is answered (POL-11)."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from core.calendar import london_date, london_midnight
from core.prepared import prepared_for_few
from core.standards import in_force
from offenders.choices import VersionKind, WorkGroup
from offenders.deadlines import Act, Kind, Shared
from offenders.models import Contact
from offenders.querysets import of_cases
from people.choices import Agency, Permission
from visits.deadlines.home_visit import JOB
from visits.models import Review
from visits.rules import AnswerDays, AnswerFacts, Question, review_answer_due

ANSWER_DAYS = "review.answer_days"


def questions(shared: Shared) -> dict[int, AnswerFacts]:
    """What supervisors had asked by the day and nobody had answered by then; two queries."""
    found = _unanswered(shared)
    standard = in_force(ANSWER_DAYS, on=shared.on).get(ANSWER_DAYS) if found else None
    if standard is None:
        return {}
    days = AnswerDays(standard.value, standard.since)
    return {case_id: AnswerFacts(rows, days) for case_id, rows in found.items()}


def _unanswered(shared: Shared) -> dict[int, list[Question]]:
    end = london_midnight(shared.on + timedelta(days=1))
    found: dict[int, list[Question]] = defaultdict(list)
    for case_id, key, asks, name, asked_at, visited_at, visit in _asked(
        case_ids=shared.case_ids, end=end
    ):
        question = Question(key, asks, name, london_date(asked_at), london_date(visited_at), visit)
        found[case_id].append(question)
    return dict(found)


@prepared_for_few
def _asked(*, case_ids: list[int], end: datetime) -> QuerySet[Review, tuple[Any, ...]]:
    rows = Review.objects.unanswered_before(end).filter(
        of_cases(case_ids, key="contact__case_id"), reviewed_at__lt=end
    )
    # Of a visit that was voided nobody has to answer anything.
    voided = Contact.objects.filter(
        uuid=OuterRef("contact__uuid"), version_kind=VersionKind.VOIDED, recorded_at__lt=end
    )
    rows = rows.filter(~Exists(voided))
    return rows.order_by("reviewed_at", "uuid").values_list(
        "contact__case_id",
        "uuid",
        "asks",
        "reviewed_by__name",
        "reviewed_at",
        "contact__happened_at",
        "contact__uuid",
    )


REVIEW_ANSWER = Kind(
    code="review_answer",
    group=WorkGroup.VISITS,
    label="Answer to a supervisor",
    rule="POL-11",
    rule_text="What a supervisor asks in the review of a visit is answered within a few working days.",
    clears_when="The answer is recorded.",
    would_not_clear="A correction of the record, another visit, a contact about it.",
    models=frozenset({"core.Standard", "offenders.Contact", "people.User", "visits.Review"}),
    standards=ANSWER_DAYS,
    facts=questions,
    due=review_answer_due,
    job=JOB,
    agency=Agency.POLICE,
    contacts_of="visits.Visit",
    area="questions",
    # Reviews are written here alone.
    only_here=True,
    listed_as="Asked, not answered",
    acts=(Act("Answer", "visits:answer", Permission.RECORD_VISIT, takes="subject"),),
)
