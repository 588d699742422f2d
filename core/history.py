"""Change history: every insert, update and delete of a tracked table, field by field, by statement triggers.

Statement-level triggers catch bulk, queryset and raw SQL writes too; the history itself can only grow.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pghistory
import pgtrigger
import pgtrigger.migrations
from django.apps import apps
from django.db import models
from django.db.migrations.state import ProjectState

from core.prepared import PREPARED

# Statements that need not carry who writes: two or three pairs of them around writes on every page, and prepared reads.
WRITES_NOTHING = ("savepoint", "release savepoint", "rollback to savepoint", f"execute {PREPARED}")


def append_only(name: str) -> list[pgtrigger.Trigger]:
    """INF-8: triggers that refuse UPDATE, DELETE and TRUNCATE, for tables that may only grow."""
    return [
        pgtrigger.Protect(
            name=f"{name}_append_only", operation=pgtrigger.Update | pgtrigger.Delete
        ),
        no_truncate(name),
    ]


def no_truncate(name: str) -> pgtrigger.Trigger:
    return pgtrigger.Trigger(
        name=f"{name}_no_truncate",
        when=pgtrigger.Before,
        operation=pgtrigger.Truncate,
        level=pgtrigger.Statement,
        func="RAISE EXCEPTION 'pgtrigger: Cannot truncate rows from % table', TG_TABLE_NAME;",
    )


def tracked(
    name: str, *, exclude: Sequence[str] = ()
) -> Callable[[type[models.Model]], type[models.Model]]:
    """Class decorator: keep the history of this model's table."""
    options: dict[str, Any] = {"exclude": list(exclude)} if exclude else {}
    track: Callable[[type[models.Model]], type[models.Model]] = pghistory.track(
        pghistory.InsertEvent(level=pghistory.Statement),
        pghistory.UpdateEvent(level=pghistory.Statement),
        pghistory.DeleteEvent(level=pghistory.Statement),
        append_only=True,
        meta={"triggers": [no_truncate(name)]},
        **options,
    )
    return track


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of a table's history: the row as it was from then on, and who brought it about.

    `who` is empty where no request did: a scheduled job, an import.
    """

    at: datetime
    what: str
    row: Any
    who: str
    request: str

    @property
    def is_removal(self) -> bool:
        return self.what == "delete"


def changes_of(model: type[models.Model], **filters: Any) -> list[Change]:
    """The history of the rows of `model` that match, newest first; one query."""
    events = apps.get_model(model._meta.app_label, f"{model.__name__}Event")
    rows = events.objects.filter(**filters).select_related("pgh_context").order_by("-pgh_id")
    return [_change(row, row.pgh_context.metadata if row.pgh_context else {}) for row in rows]


def _change(row: Any, context: dict[str, Any]) -> Change:
    return Change(
        row.pgh_created_at,
        row.pgh_label,
        row,
        str(context.get("user_label", "")),
        str(context.get("request", "")),
    )


class AddTrigger(pgtrigger.migrations.AddTrigger):
    """The library's operation, without drawing every related model again: a trigger changes no field.

    For the first migrations, where that was half of the time.
    """

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        options = state.models[app_label, self.model_name].options
        options["triggers"] = [*options.get("triggers", []), self.trigger]
