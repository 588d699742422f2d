"""MAP-62 on pages: what a version of a plan leaves out."""

from collections.abc import Collection

from plans.choices import ReferenceKind
from plans.models import Plan, Reference
from plans.rules.completeness import Key, Named, gaps


def keys_of(plan: Plan) -> frozenset[Key]:
    """What a version refers to; one query."""
    rows = Reference.objects.filter(item__plan=plan).values_list("kind", "key")
    return frozenset(Key(ReferenceKind(kind), key) for kind, key in rows)


def left_out(plan: Plan | None, named: Collection[Named]) -> list[Named]:
    """MAP-62: what of it a version leaves out, all of it where there is no plan; one query."""
    return gaps(named, keys_of(plan) if plan else ())
