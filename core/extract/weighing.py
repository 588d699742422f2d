"""Rows against the records that they name and against each other. Of two that contradict each other the first in
the file stands; the later is rejected with the line that it contradicts.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from psycopg2 import sql

from core.extract.layout import Reference
from core.extract.staging import Stage, analyse, column, columns, run, set_aside, stream

Refused = tuple[int, str, str]  # the line, the value that it is refused for, the reason


def reject_unknown(stage: Stage, reference: Reference) -> None:
    """Reject the rows that name a record which is neither stored nor in this extract."""
    name = reference.column
    stage.reject(
        name,
        sql.SQL("s.{into} IS NULL AND coalesce(s.{name}::text, '') <> ''").format(
            into=sql.Identifier(reference.into), name=sql.Identifier(name)
        ),
        sql.SQL("coalesce({known} || k.line, {unknown})").format(
            known=sql.Literal(f"this {reference.noun} was rejected: {reference.file}.csv line "),
            unknown=sql.Literal(f"is not a known {reference.noun}"),
        ),
        joins=sql.SQL(
            "LEFT JOIN extract_rejected_key k ON k.file = {file} AND k.key = s.{name}::text"
        ).format(file=sql.Literal(reference.file), name=sql.Identifier(name)),
    )


def reject_duplicates(stage: Stage, key: Sequence[str]) -> None:
    """Rows with the same key: the same again, or a contradiction."""
    fields = [item.field for item in stage.layout.columns]
    differing = [field for field in fields if field not in key]
    names = {
        "table": stage.table,
        "first": fields[0],
        "key": columns(key),
        "same": equal_or_both_empty(differing),
        "differing": _first_differing(stage, differing),
    }
    # One pass over the file; only the lines that are not the first of their key go on.
    run("DROP TABLE IF EXISTS extract_again")
    run(
        "CREATE TEMP TABLE extract_again ON COMMIT DROP AS SELECT line, stands FROM"
        " (SELECT line, min(line) OVER (PARTITION BY {key}) AS stands FROM {table}) placed"
        " WHERE line <> stands",
        names,
    )
    analyse("extract_again")
    run(
        "WITH gone AS (DELETE FROM {table} s USING extract_again a, {table} f"
        " WHERE s.line = a.line AND f.line = a.stands"
        " RETURNING s.line, s.{first}::text AS value, a.stands, {same} AS same, {differing} AS differing)"
        " INSERT INTO extract_reject SELECT %s, line, coalesce(differing[1], %s),"
        " CASE WHEN same THEN value ELSE coalesce(differing[2], '') END,"
        " CASE WHEN same THEN 'duplicate of line ' || stands"
        " ELSE format('contradicts line %%s, which stands: there it is %%s', stands,"
        " coalesce(nullif(differing[3], ''), 'empty')) END FROM gone",
        names,
        [stage.file, stage.shown(fields[0])],
    )


def equal_or_both_empty(names: Sequence[str]) -> sql.Composable:
    same = [
        sql.SQL("{} IS NOT DISTINCT FROM {}").format(column(name, "s"), column(name, "f"))
        for name in names
    ]
    return sql.SQL(" AND ").join([sql.SQL("TRUE"), *same])


def _first_differing(stage: Stage, names: Sequence[str]) -> sql.Composable:
    """An SQL array of the first column that differs: its name, the row's value, the standing row's value."""
    branches = [
        sql.SQL("WHEN {s} IS DISTINCT FROM {f} THEN ARRAY[{name}, {s}::text, {f}::text]").format(
            s=column(name, "s"), f=column(name, "f"), name=sql.Literal(stage.shown(name))
        )
        for name in names
    ]
    if not branches:
        return sql.SQL("NULL::text[]")
    return sql.SQL("CASE {} END").format(sql.SQL(" ").join(branches))


def reject_overlaps(stage: Stage, within: Sequence[str]) -> None:
    """Spans of the same person (and agency, and register) that hold on the same day."""
    rows = stream(
        "SELECT {key}, line, coalesce(ends_on, 'infinity'::date)::text, starts_on::text FROM {table}"
        " WHERE ({key}) IN (SELECT {key} FROM (SELECT {key}, starts_on < max(coalesce(ends_on, 'infinity'))"
        " OVER (PARTITION BY {key} ORDER BY starts_on, line ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"
        " AS meets FROM {table}) spans WHERE meets) ORDER BY {key}, line",
        {"table": stage.table, "key": columns(within)},
    )
    width = len(within)
    reject_lines(
        stage,
        "starts_on",
        (
            (line, starts, f"overlaps line {stands.line}, which stands: {said}")
            for _, group in groupby(rows, key=lambda row: row[:width])
            for line, starts, stands in _overlapping(_Span(*row[width:]) for row in group)
            for said in [span(stands.starts, stands.ends)]
        ),
    )


class _Span(NamedTuple):
    line: int
    ends: str
    starts: str


def _overlapping(spans: Iterable[_Span]) -> Iterator[tuple[int, str, _Span]]:
    """In file order: every span that overlaps one that stands, with the first of those.

    What stands does not overlap, so in the order of its days it is found by halving: one person's thousand spans
    cost ten looks each.
    """
    stands: list[_Span] = []
    for row in spans:
        first = bisect_right(stands, row.starts, key=lambda one: one.ends)
        after = bisect_left(stands, row.ends, key=lambda one: one.starts)
        if first < after:
            yield row.line, row.starts, min(stands[first:after])
        else:
            stands.insert(first, row)


def reject_lines(stage: Stage, name: str, refused: Iterable[Refused]) -> None:
    """Reject these lines, each with the value of its column `name` and the reason."""
    if not set_aside(
        "extract_refused", {"line": "integer", "value": "text", "reason": "text"}, refused
    ):
        return
    run(
        "WITH moved AS (DELETE FROM {table} s USING extract_refused r WHERE s.line = r.line)"
        " INSERT INTO extract_reject SELECT %s, line, %s, value, reason FROM extract_refused",
        {"table": stage.table},
        [stage.file, stage.shown(name)],
    )


def span(starts: object, ends: object) -> str:
    """`2025-01-31 to 2025-03-01` as a reason says it; the end is exclusive."""
    return f"{starts} to {ends}" if ends and str(ends) != "infinity" else f"{starts}, still open"
