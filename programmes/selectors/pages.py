"""What programmes register of their pages: what their facts are called, their part of a case, what they offer elsewhere."""

from uuid import UUID

from core.addresses import address
from offenders.rules import Act, Part, Reference
from people.choices import Permission


def _of_case(key: str, case_uuid: UUID) -> str:
    return address("programmes:programmes", case_uuid)


REFERENCES = (
    Reference("referral", "a referral to a programme that was recorded", _of_case),
    Reference("programme_decision", "a decision about programme work that was recorded", _of_case),
    Reference("preparation", "a piece of work before a start that was recorded", _of_case),
    Reference("register", "a register that was kept"),
    Reference("missed_decision", "a decision about missed sessions"),
    Reference("individual", "a piece of individual work that was recorded", _of_case),
    Reference("programme_review", "a review of a programme that was recorded", _of_case),
)
PROGRAMMES = Part(40, "programmes", "Programmes", "programmes:programmes")
SEE = Act("Programmes", "programmes:programmes", Permission.VIEW_CASE)
REFER = Act("Refer to a programme", "programmes:refer", Permission.REFER, without="referral")
MOVE = Act(
    "Move the referral on", "programmes:move", Permission.REFER, takes="cause", given="referral"
)
BEFORE = Act("What is to be done before", "programmes:programmes", Permission.REFER)
DECIDE = Act("Decide what is done instead", "programmes:decide_runway", Permission.REFER)
PLAN_WORK = Act("Plan individual work", "programmes:plan_work", Permission.REFER)
NO_WORK = Act("Say why there is none", "programmes:no_work", Permission.REFER)
REVIEW = Act("Record the review", "programmes:review", Permission.REFER, takes="subject")
