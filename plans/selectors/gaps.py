"""MAP-62 on pages: what one case's plan could name, and what it leaves out."""

from collections.abc import Collection
from datetime import date

from offenders.deadlines.facts import Shared
from offenders.models import Case
from plans.choices import ReferenceKind
from plans.models import Plan, Reference
from plans.rules.completeness import Key, Named, gaps
from plans.selectors.in_force import known


def nameable(case: Case, *, on: date) -> list[Named]:
    """Everything in force of a case that an item can refer to, asked for or not; a fixed number of queries."""
    found = known(Shared([case.pk], on), [case.pk]).get(case.pk)
    return list(found.named) if found else []


def keys_of(plan: Plan) -> frozenset[Key]:
    """What a version refers to; one query."""
    rows = Reference.objects.filter(item__plan=plan).values_list("kind", "key")
    return frozenset(Key(ReferenceKind(kind), key) for kind, key in rows)


def left_out(plan: Plan | None, named: Collection[Named]) -> list[Named]:
    """MAP-62: what of it a version leaves out, all of it where there is no plan; one query."""
    return gaps(named, keys_of(plan) if plan else ())
