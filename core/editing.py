"""Two people at once: a row is kept from changing until its transaction ends, and the second of two is told."""

from collections.abc import Callable, Collection
from typing import Any, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

from core.errors import StaleError
from core.prepared import one_of, prepared

M = TypeVar("M", bound=Model)


def lock(row: M) -> M:
    """The row as it is now, locked until the end of the transaction; whoever else wants it waits."""
    rows: QuerySet[M] = type(row)._default_manager.all()
    return rows.select_for_update(no_key=True).get(pk=row.pk)


def hold(model: type[Model], ids: Collection[int]) -> None:
    """Hold these rows until the transaction ends, in one order so that two batches cannot block each other."""
    _locked(model, ids=list(ids))


@prepared
def _locked(model: type[Model], /, *, ids: list[int]) -> QuerySet[Model, int]:
    rows = model._default_manager.select_for_update(no_key=True).filter(one_of("pk", ids))
    return rows.order_by("pk").values_list("pk", flat=True)


def one_at_a_time(name: str) -> None:
    """Wait until nobody else does this; free at the end of the transaction. For what has no row yet to lock."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [name])


def held(
    rows: QuerySet[M],
    *,
    version: int,
    stale: Callable[[M], StaleError],
    behind: Model | None = None,
) -> M:
    """The one of `rows`, locked, if it still has the `version` that was on the screen; else raises what `stale` says.

    `behind` is locked in its place where a row has no life of its own: a version of a contact is not altered but
    followed by another, so two who would each add the next one have to meet at its case.
    """
    if behind is None:
        row: Any = rows.select_for_update(no_key=True, of=("self",)).get()
    else:
        lock(behind)
        row = rows.get()
    if row.version != version:
        raise stale(row)
    found: M = row
    return found
