"""An officer signs a version, a manager countersigns it or sends it back (PRO-24)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F

from core.calendar import london_date
from core.errors import refuse
from offenders import deadlines
from people.models import User
from plans.choices import CURRENT, PlanState
from plans.models import Item, Plan, Reference
from plans.rules import signing_problem
from plans.selectors.lines import items_of
from plans.selectors.things import known_of
from plans.services.drafting import open_draft, say_as_now, stale


@transaction.atomic
def sign(*, plan: Plan, approach: str, changes: str, version: int, by: User, at: datetime) -> Plan:
    """Sign the draft as it was on the screen: it is the plan of the case from now on, and the one before is replaced.

    Raises StaleError when somebody changed or signed it meanwhile, RefusedError for a plan that says nothing.
    """
    by.staff_record(so="you cannot write a plan")
    stored = open_draft(plan)
    if stored.version != version:
        raise stale(stored)
    refuse(signing_problem(approach, len(items_of(stored))))
    Plan.objects.filter(case=stored.case, state__in=CURRENT).update(
        state=PlanState.SUPERSEDED, version=F("version") + 1
    )
    say_as_now(stored, known_of(stored.case, on=london_date(at)))
    stored.approach, stored.changes = approach.strip(), changes.strip()
    stored.state, stored.signed_by, stored.signed_at = PlanState.SIGNED, by, at
    stored.version += 1
    stored.save()
    _refresh(stored, at=at)
    return stored


@transaction.atomic
def note_decision(*, plan_uuid: UUID, is_signed: bool, words: str, by: User, at: datetime) -> None:
    """Keep on the plan what a manager made of it. A version that was replaced meanwhile stays as it is.

    Whoever calls has decided that they may, holds the case, and works out what is due.
    """
    plan = Plan.objects.filter(uuid=plan_uuid, state__in=CURRENT).first()
    if plan is None:
        return
    if is_signed:
        plan.state, plan.countersigned_by, plan.countersigned_at = PlanState.COUNTERSIGNED, by, at
    else:
        plan.state, plan.returned_reason = PlanState.RETURNED, words
    plan.version += 1
    plan.save()


def _refresh(plan: Plan, *, at: datetime) -> None:
    deadlines.refresh(
        [plan.case_id],
        changed=(Plan, Item, Reference),
        on=london_date(at),
        at=at,
        fact=f"plan:{plan.uuid}",
    )
