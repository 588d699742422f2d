"""Reads that are written once a process and planned once a connection; afterwards only their values are bound.

Half of what a page cost was the ORM writing the same SQL anew, and most of the rest was PostgreSQL planning it anew
(docs/adr/0021-prepared-reads.md). The definition stays what it was, a queryset or a text in SQL.
"""

import copy
import functools
import inspect
import itertools
import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ParamSpec, TypeVar, cast
from uuid import UUID
from weakref import WeakKeyDictionary

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import (
    BigIntegerField,
    BooleanField,
    DateField,
    DateTimeField,
    Expression,
    F,
    Field,
    Func,
    QuerySet,
    TextField,
    UUIDField,
    Value,
)

Values = Mapping[str, object]
P = ParamSpec("P")
R = TypeVar("R")
NAMES = re.compile(r"(?<!:):(\w+)")
# What a read may be given, and what that is to the database.
KINDS: dict[object, "Field[Any, Any]"] = {
    int: BigIntegerField(),
    str: TextField(),
    date: DateField(),
    datetime: DateTimeField(),
    UUID: UUIDField(),
    list[int]: ArrayField(BigIntegerField()),
    list[str]: ArrayField(TextField()),
    list[UUID]: ArrayField(UUIDField()),
}
FEW = 50  # numbers, for which one plan is as good as another
PREPARED = "caseload_"  # how their names begin
_numbers = itertools.count(1)
# The statements that each connection of the driver has planned, by their names.
_planned: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()


class Parameter(Expression):
    """A value that is not known yet, anywhere in a queryset or among the values of a text in SQL."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, Any]:
        return "%s", (self,)


def one_of(key: str, values: "Collection[object] | Parameter") -> Func:
    """Rows whose key is one of these. One array as it is; for IN, Django prepares thousands of numbers one by one."""
    among = values if isinstance(values, Parameter) else Value(list(values), output_field=Field())
    return Func(
        F(key),
        among,
        template="(%(expressions)s))",
        arg_joiner=" = ANY(",
        output_field=BooleanField(),
    )


@dataclass(frozen=True)
class Statement:
    """A SELECT with a placeholder for each of `values`, some of which are parameters; `title` names it in logs."""

    sql: str
    values: Sequence[Any]
    title: str = "text"
    is_planned_once: bool = True

    @functools.cached_property
    def name(self) -> str:
        return f"{PREPARED}{next(_numbers)}_{self.title}"[:63]

    @functools.cached_property
    def parameters(self) -> dict[str, Parameter]:
        return {value.name: value for value in self.values if isinstance(value, Parameter)}

    def given(self, values: Values) -> tuple[str, list[Any]]:
        """What a cursor executes to read with these values."""
        if not (settings.DATABASE_PREPARES and self.is_planned_once):
            return self.sql, [
                values[value.name] if isinstance(value, Parameter) else value
                for value in self.values
            ]
        self._plan()
        places = ", ".join(["%s"] * len(self.parameters))
        return (
            f"EXECUTE {self.name}" + (f" ({places})" if places else ""),
            [values[name] for name in self.parameters],
        )

    def _plan(self) -> None:
        """Have the connection know the statement; once, unless another connection was opened since."""
        # As Django's own cursor does first: a connection that was lost since the last request is made anew.
        connection.close_if_health_check_failed()
        connection.ensure_connection()
        driver = connection.connection
        known = _planned.setdefault(driver, set())
        if self.name in known:
            return
        types = ", ".join(
            str(each.output_field.db_type(connection)) for each in self.parameters.values()
        )
        with connection.wrap_database_errors, driver.cursor() as cursor:
            text = self._numbered(cursor)
            cursor.execute(
                f"PREPARE {self.name}" + (f" ({types})" if types else "") + f" AS {text}"
            )
        known.add(self.name)

    def _numbered(self, cursor: Any) -> str:
        """The text with $1 for its first parameter; what is no parameter stands in it as it is."""
        places = {name: f"${place}" for place, name in enumerate(self.parameters, start=1)}
        left = iter(self.values)

        def said(mark: "re.Match[str]") -> str:
            if mark[1] == "%":
                return "%"
            value = next(left)
            if isinstance(value, Parameter):
                return places[value.name]
            said: str = cursor.mogrify("%s", [value]).decode()
            return said

        return re.sub(r"%([s%])", said, self.sql)


def named(text: str, title: str = "text", **kinds: object) -> Statement:
    """A SELECT in which :name stands for a value of this kind (`int`, `date`)."""
    values = [_parameter(name, kinds[name]) for name in NAMES.findall(text)]
    return Statement(NAMES.sub("%s", text), values, title)


def fetch(statement: Statement, **values: object) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(*statement.given(values))
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found


def prepared(write: Callable[P, "QuerySet[Any, R]"]) -> Callable[P, list[R]]:
    """Decorates what returns a queryset: it runs once, and the rows are read by what the ORM wrote then.

    Whatever is given by name is a value, bound each time; its annotation says of which kind. It must not be looked at,
    only handed on into the queryset. Whatever is given by place is a part of the statement: each makes one of its own,
    so these are few.
    """
    return prepared_for(tuple)(write)


def written(write: Callable[P, "QuerySet[Any, R]"]) -> Callable[P, list[R]]:
    """The same, but planned each time: for what goes by a span of time, whose length decides how it is best read."""
    return prepared_for(tuple, is_planned_once=False)(write)


def prepared_for_few(write: Callable[P, "QuerySet[Any, R]"]) -> Callable[P, list[R]]:
    """The same for `case_ids` that may be one, in a request, or thousands, in a job: those are planned for what they are."""
    few, many = prepared(write), written(write)

    @functools.wraps(write)
    def read(*shape: Any, **values: Any) -> list[R]:
        chosen: Callable[..., list[R]] = few if len(values["case_ids"]) <= FEW else many
        return chosen(*shape, **values)

    return read


def prepared_for(
    registered: Callable[[], Iterable[object]], *, is_planned_once: bool = True
) -> Callable[[Callable[P, "QuerySet[Any, R]"]], Callable[P, list[R]]]:
    """The same for a queryset that also asks what the apps have registered: written anew when that changes."""

    def decorate(write: Callable[P, "QuerySet[Any, R]"]) -> Callable[P, list[R]]:
        kept: dict[tuple[object, ...], _Written] = {}

        @functools.wraps(write)
        def read(*shape: Any, **values: Any) -> list[R]:
            key = (*registered(), None, *shape)
            if key not in kept:
                kept[key] = _written(write, shape, is_planned_once)
            return kept[key].rows(values)

        return read

    return decorate


class Kept(tuple[R, ...]):
    """Rows of reference data. Two are the same only if they are one: what was made of one can be kept by it."""

    __slots__ = ()
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__


def reference(write: Callable[P, "QuerySet[Any, R]"]) -> "Callable[P, Kept[R]]":
    """A prepared read of a table of reference data that is read on every page, and all of it: a hundred types of contact.

    The rows are read each time. As long as they say what they said before, the same objects are handed out, which
    nobody changes; and what a page makes of them (`functools.lru_cache`) is made once.
    """
    by_shape: dict[tuple[object, ...], _Written] = {}
    kept: dict[tuple[object, ...], tuple[list[tuple[Any, ...]], Kept[R]]] = {}

    @functools.wraps(write)
    def read(*shape: Any) -> Kept[R]:
        if shape not in by_shape:
            by_shape[shape] = _written(write, shape, is_planned_once=True)
        raw = fetch(by_shape[shape].statement)
        before = kept.get(shape)
        if before is None or before[0] != raw:
            before = kept[shape] = raw, Kept(by_shape[shape].made_of(raw))
        return before[1]

    return cast("Callable[P, Kept[R]]", read)


@dataclass(frozen=True, slots=True)
class _Written:
    """A queryset with the compiler that wrote it, which knows how its rows are to be read."""

    found: "QuerySet[Any, Any]"
    compiler: Any
    statement: Statement

    def rows(self, values: Values) -> list[Any]:
        return self._read(as_sql=lambda *_, **__: self.statement.given(values))

    def made_of(self, raw: list[tuple[Any, ...]]) -> list[Any]:
        """What the queryset makes of rows that have been read."""
        return self._read(execute_sql=lambda *_, **__: [raw])

    def _read(self, **replaced: Callable[..., Any]) -> list[Any]:
        compiler = copy.copy(self.compiler)
        compiler.connection = connection
        for name, method in replaced.items():
            setattr(compiler, name, method)
        found = self.found.all()
        found.query.get_compiler = lambda *_, **__: compiler  # type: ignore[method-assign]
        return list(found)


def _written(
    write: Callable[..., "QuerySet[Any, Any]"], shape: tuple[object, ...], is_planned_once: bool
) -> _Written:
    parameters = {
        name: _parameter(name, each.annotation)
        for name, each in inspect.signature(write).parameters.items()
        if each.kind is each.KEYWORD_ONLY
    }
    found = write(*shape, **parameters)
    compiler = found.query.get_compiler(connection=connection)
    sql, values = compiler.as_sql()
    return _Written(
        found, compiler, Statement(sql, values, write.__name__.strip("_"), is_planned_once)
    )


def _parameter(name: str, kind: object) -> Parameter:
    return Parameter(name, KINDS[kind])
