"""What managers made of cases and records, and what they asked."""

from datetime import date, timedelta
from typing import Any

from caseloads.choices import ReviewOutcome
from caseloads.models import Asked, ManagerReview, SampleDraw, SampleItem
from caseloads.rules.sampling import seed_of
from core import clock
from core.calendar import london_date
from offenders.choices import RiskLevel
from offenders.models import Case, Contact, RiskAssessment
from offenders.services.risk import TOOL_OF
from people.choices import Agency
from people.models import User
from tests.factories.contacts import make_contact

EVIDENCE = {
    "risk": "ARMS of 3 September; nothing since says otherwise",
    "plan": "Devices on each visit, the last on 12 September",
    "contact_kept": "Seen on 12 and 26 September, at home",
    "protection": "Children's services answered on 4 September: no child lives there",
}


def make_manager_review(case: Case, by: User, **fields: Any) -> ManagerReview:
    at = fields.pop("reviewed_at", clock.now())
    return ManagerReview.objects.create(
        case=case,
        contact=make_contact(
            case,
            type_code="MO1",
            outcome_code="",
            happened_at=at,
            recorded_at=at,
            officer=by.officer,
        ),
        agency=by.officer.agency,
        level=fields.pop("level", RiskLevel.HIGH),
        outcome=fields.pop("outcome", ReviewOutcome.ASKED),
        reviewed_by=by,
        reviewed_at=at,
        **EVIDENCE | fields,
    )


def make_asked(review: ManagerReview, **fields: Any) -> Asked:
    at = review.reviewed_at
    return Asked.objects.create(
        case=review.case,
        agency=review.agency,
        review=review,
        asks=fields.pop("asks", "Look at his telephone on the next visit"),
        due_on=fields.pop("due_on", london_date(at) + timedelta(days=7)),
        asked_by=review.reviewed_by,
        asked_at=at,
        **fields,
    )


def record_level(case: Case, by: User, level: str = "high", **fields: Any) -> RiskAssessment:
    """A level of risk that this user recorded here, by the tool of their agency."""
    at = fields.pop("recorded_at", clock.now())
    return RiskAssessment.objects.update_or_create(
        case=case,
        tool=TOOL_OF[Agency(by.officer.agency)],
        assessed_on=fields.pop("assessed_on", london_date(at)),
        defaults={
            "level": level,
            "assessor": by.officer,
            "rationale": "An invented reason",
            "recorded_by": by,
            "recorded_at": at,
        },
    )[0]


def make_sample(
    by: User, *contacts: Contact, month: date | None = None, **fields: Any
) -> SampleDraw:
    """The records that were drawn for this manager, this month unless told otherwise."""
    month = month or clock.today().replace(day=1)
    draw = SampleDraw.objects.create(
        officer=by.officer,
        month=month,
        seed=seed_of(by.officer.uuid, month),
        wanted=4,
        pool=fields.pop("pool", len(contacts)),
        drawn_at=fields.pop("drawn_at", clock.now()),
    )
    for place, contact in enumerate(contacts, start=1):
        SampleItem.objects.create(
            draw=draw,
            place=place,
            contact=contact,
            case=contact.case,
            officer=contact.officer,
            weight=2,
            level=RiskLevel.HIGH,
            is_unseen=False,
        )
    return draw
