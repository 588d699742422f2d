"""PRO-24: which plans a manager reads, and what the plan says of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from caseloads.choices import Signature
from caseloads.rules.signing import is_plan_to_be_signed
from caseloads.selectors.signing import standing_of
from caseloads.services.signing import countersign
from core import clock
from core.calendar import add_working_days
from core.errors import StaleError
from offenders.choices import RiskLevel
from offenders.models import Case, Deadline
from people.models import User
from plans.choices import PlanState
from plans.models import Plan
from plans.rules import ItemDetails
from plans.services.drafting import add_item, begin
from plans.services.signing import sign
from tests import factories


@pytest.mark.parametrize(
    ("rosh", "mappa", "concerns", "learning", "asked"),
    [
        ("", 0, False, False, False),
        ("medium", 1, False, False, False),
        ("high", 0, False, False, True),
        ("very_high", 1, False, False, True),
        ("low", 2, False, False, True),
        ("low", 3, False, False, True),
        ("low", 0, True, False, True),
        ("low", 0, False, True, True),
    ],
)
def test_which_plans_a_second_person_reads(
    rosh: str, mappa: int, concerns: bool, learning: bool, asked: bool
):
    assert is_plan_to_be_signed(rosh, mappa=mappa, concerns=concerns, learning=learning) is asked


def signed(case: Case, by: User) -> Plan:
    plan = begin(case=case, by=by, at=clock.now())
    add_item(plan=plan, details=ItemDetails(pillar="supervision", what="See him"), by=by)  # type: ignore[arg-type]
    plan.refresh_from_db()
    return sign(
        plan=plan, approach="Structured", changes="", version=plan.version, by=by, at=clock.now()
    )


def decided(plan: Plan, by: User, decision: Signature, **changes: Any) -> None:
    standing = standing_of(plan.case, plan.uuid, on=clock.today())
    assert standing is not None
    given: dict[str, Any] = {"words": "Read", "asks": "", "answer_by": None}
    version = changes.pop("version", standing.record.version)
    countersign(
        case=plan.case, key=plan.uuid, version=version, decision=decision, by=by, at=clock.now(),
        **given | changes,
    )  # fmt: skip
    plan.refresh_from_db()


@pytest.mark.django_db
def test_a_plan_waits_is_sent_back_and_countersigned(
    case: Case, farah: User, nadia: User, as_nadia: Client
):
    factories.make_risk(case, RiskLevel.HIGH, assessed_on=clock.today())
    plan = signed(case, farah)
    due = Deadline.objects.get(kind="countersignature", subject=str(plan.uuid))
    assert due.due_on == add_working_days(clock.today(), 5)
    page = as_nadia.get(reverse("caseloads:countersign", args=[plan.uuid]))
    assert page.status_code == 200
    assert "See him" in page.content.decode()
    back = {"asks": "Name the home visits", "answer_by": add_working_days(clock.today(), 3)}
    decided(plan, nadia, Signature.SENT_BACK, **back)
    assert (plan.state, plan.returned_reason) == (PlanState.RETURNED, "Read\nName the home visits")
    later = signed(case, farah)
    assert later.number == 2
    decided(later, nadia, Signature.SIGNED)
    assert (later.state, later.countersigned_by) == (PlanState.COUNTERSIGNED, nadia)
    assert not Deadline.objects.filter(kind="countersignature").exists()
    with pytest.raises(StaleError):
        decided(later, nadia, Signature.SIGNED)
    overview = as_nadia.get(case.get_absolute_url()).content.decode()
    assert "Version 2" in overview
    assert "countersigned" in overview
