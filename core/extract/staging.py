"""The temporary tables of one run: the rows of each file, the rejects and the changes.

They live as long as the transaction, so a run that is killed leaves nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from itertools import islice
from typing import Any

from django.db import connection
from psycopg2 import sql

from core.extract.layout import Layout, Reference
from core.extract.reading import Accepted, Reject

BATCH = 20_000
MOST_LINES = 2**31 - 1
NO_SQL = sql.SQL("")
ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def run(template: str, names: Mapping[str, Any] | None = None, params: Sequence[Any] = ()) -> int:
    """Execute one statement; `{name}` in it is an identifier, or a ready piece of SQL. Returns the row count."""
    with connection.cursor() as cursor:
        cursor.execute(_compose(template, names or {}, cursor), params or None)
        return int(cursor.rowcount)


def fetch(
    template: str, names: Mapping[str, Any] | None = None, params: Sequence[Any] = ()
) -> list[tuple[Any, ...]]:
    """The rows of one query."""
    with connection.cursor() as cursor:
        cursor.execute(_compose(template, names or {}, cursor), params or None)
        return list(cursor.fetchall())


def stream(
    template: str, names: Mapping[str, Any] | None = None, params: Sequence[Any] = ()
) -> Iterator[tuple[Any, ...]]:
    """The rows of a query that may have millions: the database hands them over a few thousand at a time."""
    with connection.chunked_cursor() as cursor:
        cursor.execute(_compose(template, names or {}, cursor), params or None)
        yield from cursor


def analyse(table: str, *changed: str) -> None:
    """Count a table that was just filled or matched: until then the planner takes it for empty, and what joins
    it runs through it once for every row."""
    only = sql.SQL("({})").format(columns(changed)) if changed else NO_SQL
    run("ANALYZE {table} {only}", {"table": table, "only": only})


def forget_plans() -> None:
    """Before each correction of stored rows: the trigger that keeps their history joins the rows before with those
    after, and goes on as it did it first. Planned for three rows it went through thirty thousand for each of them."""
    run("DISCARD PLANS")


def _compose(template: str, names: Mapping[str, Any], cursor: Any) -> str:
    pieces = {
        name: sql.Identifier(piece) if isinstance(piece, str) else piece
        for name, piece in names.items()
    }
    return str(sql.SQL(template).format(**pieces).as_string(cursor.cursor))


def columns(names: Iterable[str], of: str = "") -> sql.Composable:
    """`a, b, c`, each with its table's short name where given."""
    return sql.SQL(", ").join(column(name, of) for name in names)


def column(name: str, of: str = "") -> sql.Composable:
    return sql.Identifier(of, name) if of else sql.Identifier(name)


def equal(names: Iterable[str], left: str, right: str) -> sql.Composable:
    """Whether two rows have the same values in these columns; TRUE for no columns."""
    same = [sql.SQL("{} = {}").format(column(name, left), column(name, right)) for name in names]
    return sql.SQL(" AND ").join([sql.SQL("TRUE"), *same])


def set_aside(table: str, fields: Mapping[str, str], rows: Iterable[Sequence[object]]) -> int:
    """Put rows that Python has worked out into a temporary table of their own; how many there were."""
    definitions = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind))
        for name, kind in fields.items()
    )
    names = {"table": table, "fields": definitions}
    run("DROP TABLE IF EXISTS {table}", names)
    run("CREATE TEMP TABLE {table} ({fields}) ON COMMIT DROP", names)
    waiting, count = iter(rows), 0
    while batch := list(islice(waiting, BATCH)):
        copy(table, list(fields), batch)
        count += len(batch)
    analyse(table)
    return count


def copy(table: str, into: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Fill a temporary table."""
    text = StringIO("".join("\t".join(map(_as_text, row)) + "\n" for row in rows))
    with connection.cursor() as cursor:
        cursor.copy_expert(
            _compose(
                "COPY {table} ({into}) FROM STDIN", {"table": table, "into": columns(into)}, cursor
            ),
            text,
        )


def _as_text(value: object) -> str:
    if value is None:
        return "\\N"
    if isinstance(value, str):
        return value.translate(ESCAPES)
    if isinstance(value, list):
        return "{" + ",".join(value) + "}"
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return str(value)


def begin() -> None:
    """Make the tables that the whole run shares.

    References are checked with each statement, not all of them at the commit, where tens of millions would wait
    in the server's memory and nobody could say how far it is.
    """
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("DROP TABLE IF EXISTS extract_reject, extract_rejected_key, extract_change")
    run(
        "CREATE TEMP TABLE extract_reject (file text, line integer, name text, value text, reason text)"
        " ON COMMIT DROP"
    )
    run(
        "CREATE TEMP TABLE extract_rejected_key (file text, key text, line integer, UNIQUE (file, key))"
        " ON COMMIT DROP"
    )
    run(
        "CREATE TEMP TABLE extract_change (file text, line integer, name text, before text, after text)"
        " ON COMMIT DROP"
    )


def end() -> None:
    """What comes after the import in the same transaction finds the constraints as they were declared."""
    run("SET CONSTRAINTS ALL DEFERRED")


@dataclass
class Stage:
    """The rows of one file on their way in, in a temporary table of that file."""

    layout: Layout
    read: int = 0

    @property
    def file(self) -> str:
        return self.layout.file

    @property
    def table(self) -> str:
        return f"extract_{self.file}"

    def shown(self, field: str) -> str:
        """What the file calls a staged column."""
        named = {column.field: column.name for column in self.layout.columns}
        return named.get(field, field)

    def fill(
        self,
        rows: Iterator[Accepted | Reject],
        references: Sequence[Reference],
        beside: Mapping[str, str],
    ) -> None:
        """Take every row of the file: the accepted with the ids that they name, the rejected with their reasons.

        `beside`: columns that the file does not have, with the SQL of what they first hold.
        """
        raw = f"{self.table}_raw"
        names = {"raw": raw, "table": self.table}
        run("DROP TABLE IF EXISTS {raw}, {table}", names)
        fields = [(column.field, column.sql) for column in self.layout.columns]
        definitions = sql.SQL(", ").join(
            sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind)) for name, kind in fields
        )
        run("CREATE TEMP TABLE {raw} (line integer, {fields})", names | {"fields": definitions})
        into = ["line", *(name for name, _ in fields)]
        while batch := list(islice(rows, BATCH)):
            self.read += len(batch)
            copy(raw, into, ([row.line, *row.values] for row in batch if isinstance(row, Accepted)))
            self._keep_rejects([row for row in batch if isinstance(row, Reject)])
        analyse(raw)
        analyse("extract_rejected_key")
        self._resolve(names, references, beside)
        run("DROP TABLE {raw}", names)
        self.analyse()

    def analyse(self, *changed: str) -> None:
        """After every step that has changed most rows; the columns that it changed, or all of them."""
        analyse(self.table, *changed)

    def _keep_rejects(self, rejects: list[Reject]) -> None:
        if not rejects:
            return
        copy(
            "extract_reject",
            ["file", "line", "name", "value", "reason"],
            ([self.file, row.line, row.column, row.value, row.reason] for row in rejects),
        )
        named = [row for row in rejects if row.key]
        run(
            "INSERT INTO extract_rejected_key SELECT %s, * FROM unnest(%s::text[], %s::integer[])"
            " ON CONFLICT DO NOTHING",
            params=[self.file, [row.key for row in named], [row.line for row in named]],
        )

    def _resolve(
        self, names: dict[str, Any], references: Sequence[Reference], beside: Mapping[str, str]
    ) -> None:
        """The staged table: the file's columns, `id` for the stored record, and the ids that the rows name.

        A row is new until a stored record is found for it, so that a first import writes each staged row once.
        """
        found: list[sql.Composable] = [
            sql.SQL(", {} AS {}").format(sql.SQL(first), sql.Identifier(name))
            for name, first in beside.items()
        ]
        joins: list[sql.Composable] = []
        for number, reference in enumerate(references):
            short = f"r{number}"
            taken = {reference.into: "id"} | dict(reference.also)
            found += [
                sql.SQL(", {} AS {}").format(column(field, short), sql.Identifier(name))
                for name, field in taken.items()
            ]
            value = sql.SQL(reference.value) if reference.value else column(reference.column, "s")
            joins.append(
                sql.SQL(" LEFT JOIN {} {} ON {} = {}").format(
                    sql.Identifier(reference.model._meta.db_table),
                    sql.Identifier(short),
                    column(reference.by, short),
                    value,
                )
            )
        run(
            "CREATE TEMP TABLE {table} ON COMMIT DROP AS SELECT s.*, NULL::bigint AS id, 'new'::text AS state"
            " {found} FROM {raw} s {joins}",
            names | {"found": sql.SQL("").join(found), "joins": sql.SQL("").join(joins)},
        )

    def slices(self, size: int) -> Iterator[tuple[int, int]]:
        """First and last lines of so many rows at a time, where the file is longer than that.

        The rows to store are then found by their lines, not by reading the whole table for every slice.
        """
        if self.read <= size:
            yield 0, MOST_LINES
            return
        run("DROP INDEX IF EXISTS extract_line")
        run(
            "CREATE INDEX extract_line ON {table} (line) WHERE state <> 'same'",
            {"table": self.table},
        )
        ((last,),) = fetch("SELECT coalesce(max(line), 0) FROM {table}", {"table": self.table})
        for first in range(0, int(last) + 1, size):
            yield first, first + size - 1

    def reject(
        self,
        name: str,
        where: sql.Composable,
        reason: sql.Composable,
        joins: sql.Composable = NO_SQL,
    ) -> None:
        """Move the rows for which `where` holds (`s` is the row) to the rejects; `reason` is an SQL text."""
        key = next((c.field for c in self.layout.columns if c.name == self.layout.key), "line")
        run(
            "WITH gone AS (SELECT s.line, s.{key}::text AS key, s.{name}::text AS value, {reason} AS reason"
            " FROM {table} s {joins} WHERE {where}),"
            " moved AS (DELETE FROM {table} t USING gone WHERE t.line = gone.line),"
            " remembered AS (INSERT INTO extract_rejected_key SELECT %s, key, line FROM gone"
            " ON CONFLICT DO NOTHING)"
            " INSERT INTO extract_reject SELECT %s, line, %s, coalesce(value, ''), reason FROM gone",
            {
                "key": key,
                "name": name,
                "table": self.table,
                "joins": joins,
                "where": where,
                "reason": reason,
            },
            [self.file, self.file, self.shown(name)],
        )

    def count(self, where: sql.Composable) -> int:
        names = {"table": self.table, "where": where}
        ((found,),) = fetch("SELECT count(*) FROM {table} s WHERE {where}", names)
        return int(found)

    def rejected(self) -> int:
        (row,) = fetch("SELECT count(*) FROM extract_reject WHERE file = %s", params=[self.file])
        return int(row[0])
