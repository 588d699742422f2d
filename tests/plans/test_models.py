"""What the database holds of a plan, whoever writes."""

import pytest
from django.db import IntegrityError, transaction

from offenders.models import Case
from people.models import User
from plans.choices import PlanState, ReferenceKind
from plans.models import Item, Plan
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_case_has_one_draft_and_one_current_plan(case: Case, amira: User):
    factories.make_plan(case, by=amira, state=PlanState.SUPERSEDED)
    factories.make_plan(case, by=amira, state=PlanState.COUNTERSIGNED)
    factories.make_plan(case, by=amira)
    for state in (PlanState.DRAFT, PlanState.SIGNED, PlanState.RETURNED):
        with pytest.raises(IntegrityError, match="plans_plan_one"), transaction.atomic():
            factories.make_plan(case, by=amira, state=state, returned_reason="Why")


def test_the_database_refuses_what_is_no_plan(case: Case, amira: User):
    plan = factories.make_plan(case, by=amira)
    item = factories.make_item(plan)
    factories.make_reference(item, ReferenceKind.REGISTER, "ARSO")
    signed = {"signed_by": amira, "signed_at": plan.drafted_at, "approach": "Structured work"}
    refused = [
        ("plans_plan_number", lambda: factories.make_plan(case, by=amira, number=1)),
        ("plans_plan_draft_is_unsigned", lambda: Plan.objects.update(signed_by=amira)),
        ("plans_plan_state_known", lambda: Plan.objects.update(state="filed", **signed)),
        ("plans_item_says_what", lambda: Item.objects.update(what="")),
        ("plans_item_pillar_known", lambda: Item.objects.update(pillar="hope")),
        (
            "plans_reference_once",
            lambda: factories.make_reference(item, ReferenceKind.REGISTER, "ARSO"),
        ),
        (
            "plans_reference_has_key",
            lambda: factories.make_reference(item, ReferenceKind.REGISTER, ""),
        ),
    ]
    for name, write in refused:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            write()
    with pytest.raises(IntegrityError, match="approach"), transaction.atomic():
        Plan.objects.update(state=PlanState.SIGNED, **signed | {"approach": ""})
