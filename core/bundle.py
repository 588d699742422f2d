"""Small tables about one thing, read in one statement: a page asks the database once, not once a table.

The rows come back as JSON and become ordinary instances, with the rows that they point at where a table says so.
The statement is written once a process; the ORM would write each of its dozen selects anew for every page.
"""

import functools
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from django.db.models import ForeignKey, Model

from core.prepared import Statement, fetch, named

Row = dict[str, Any]
M = TypeVar("M", bound=Model)


@dataclass(frozen=True, slots=True)
class Source:
    """A table of the bundle.

    `via` leads from its rows to the thing: a column, or foreign keys and then a column ("order__case_id").
    `beside` names foreign keys whose row comes along ("register", "officer__team").
    """

    model: type[Model]
    via: str
    beside: tuple[str, ...] = ()


class Bundle:
    """The rows of every table for one thing, by model, in no order."""

    def __init__(self, rows: dict[str, list[Row]], sources: Sequence[Source]) -> None:
        self._rows = rows
        self._made: dict[str, list[Any]] = {}
        self._sources = {source.model._meta.label: source for source in sources}

    def of(self, model: type[M]) -> list[M]:
        """The rows of a model; the same instances each time. KeyError for one that is not among them."""
        label = model._meta.label
        if label not in self._made:
            source = self._sources[label]
            self._made[label] = [_instance(model, row, source.beside) for row in self._rows[label]]
        return list(self._made[label])


def read(sources: Sequence[Source], key: int) -> Bundle:
    """Every row of these tables about the thing with this key; one query."""
    (found,) = fetch(_statement(tuple(sources)), key=key)
    labels = [source.model._meta.label for source in sources]
    # Django hands JSON on as text, whatever the column.
    return Bundle(dict(zip(labels, map(json.loads, found), strict=True)), sources)


@functools.cache
def _statement(sources: tuple[Source, ...]) -> Statement:
    selects = [
        f"(SELECT coalesce(jsonb_agg({_as_json(source.model, 't', source.beside)}), '[]') "  # noqa: S608 - names of models
        f"FROM {source.model._meta.db_table} t WHERE {_about(source.model, 't', source.via)})"
        for source in sources
    ]
    return named("SELECT " + ", ".join(selects), "bundle", key=int)


def _about(model: type[Model], name: str, via: str) -> str:
    """The condition that a row is about the thing, along its foreign keys."""
    step, _, rest = via.partition("__")
    if not rest:
        return f"{name}.{step} = :key"
    field = cast("ForeignKey[Any, Any]", model._meta.get_field(step))
    to, inner = field.related_model, f"{name}_"
    return (
        f"{name}.{field.column} IN (SELECT {inner}.id FROM {to._meta.db_table} {inner} "  # noqa: S608 - as above
        f"WHERE {_about(to, inner, rest)})"
    )


def _as_json(model: type[Model], name: str, beside: Sequence[str]) -> str:
    row = f"to_jsonb({name})"
    for step, rest in _next_steps(beside).items():
        field = cast("ForeignKey[Any, Any]", model._meta.get_field(step))
        to, inner = field.related_model, f"{name}_{step}"
        row += (
            f" || jsonb_build_object('{step}', (SELECT {_as_json(to, inner, rest)} "  # noqa: S608 - as above
            f"FROM {to._meta.db_table} {inner} WHERE {inner}.id = {name}.{field.column}))"
        )
    return row


def _next_steps(beside: Sequence[str]) -> dict[str, list[str]]:
    """ "officer__team" and "register" as {"officer": ["team"], "register": []}."""
    steps: dict[str, list[str]] = {}
    for path in beside:
        step, _, rest = path.partition("__")
        steps.setdefault(step, []).extend([rest] if rest else [])
    return steps


def _instance(model: type[M], row: Row, beside: Sequence[str]) -> M:
    """An instance as the ORM would have loaded it."""
    fields = model._meta.concrete_fields
    values = [field.to_python(row[str(field.column)]) for field in fields]
    made = model.from_db("default", [field.attname for field in fields], values)
    for step, rest in _next_steps(beside).items():
        field = cast("ForeignKey[Any, Any]", model._meta.get_field(step))
        given = row[step]
        field.set_cached_value(made, _instance(field.related_model, given, rest) if given else None)
    return made
