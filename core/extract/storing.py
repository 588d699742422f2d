"""Rows against what is stored: new, changed or the same. What is the same is not written to."""

import uuid
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Field, Model
from psycopg2 import sql

from core.extract.layout import Reference, Spans, Target
from core.extract.staging import (
    Stage,
    analyse,
    column,
    columns,
    equal,
    fetch,
    forget_plans,
    run,
    set_aside,
)
from core.extract.weighing import Refused, reject_lines, span


def match(stage: Stage, target: Target) -> None:
    """Find the stored record of each row, by the target's key."""
    _match(stage, target, "id = t.id, state = 'same'")


def number(stage: Stage, target: Target) -> None:
    """Note the ids of the records that are now stored for the new rows."""
    _match(stage, target, "id = t.id")


def _match(stage: Stage, target: Target, setting: str) -> None:
    run(
        "UPDATE {stage} s SET {setting} FROM {table} t WHERE s.id IS NULL AND {same} AND {ours}",
        {
            "stage": stage.table,
            "setting": sql.SQL(setting),
            "table": target.model._meta.db_table,
            "same": equal(target.key, "s", "t"),
            "ours": constants(target),
        },
    )
    stage.analyse("id", "state")


def constants(target: Target) -> sql.Composable:
    """Whether a stored row is one that this file speaks of."""
    parts = [
        sql.SQL("{} = {}").format(column(name, "t"), sql.Literal(value))
        for name, value in target.constants.items()
    ]
    return sql.SQL(" AND ").join([sql.SQL("TRUE"), *parts])


class _Clash(NamedTuple):
    """A row and a stored record, not listed in this extract, that hold on the same day."""

    line: int
    is_matched: bool
    starts: str
    stored: int
    stored_starts: str
    stored_ends: str | None
    is_same: bool

    @property
    def can_follow(self) -> bool:
        """Whether the stored record can end where the row starts."""
        return not self.is_matched and self.starts > self.stored_starts


def settle_spans(stage: Stage, target: Target, spans: Spans) -> None:
    """Rows that overlap a stored record which this extract does not list (docs/extract.md, "Corrections")."""
    while True:
        _know_again(stage, _clashes(stage, target, spans))
        ended, refused = _weigh(_clashes(stage, target, spans))
        if not refused:
            break
        # A record whose row is refused is no longer listed, so others may overlap it now.
        reject_lines(stage, "starts_on", (_refusal(clash) for clash in refused.values()))
    if ended:
        _end(stage, target, ended)


def _refusal(clash: _Clash) -> Refused:
    stored = span(clash.stored_starts, clash.stored_ends)
    reason = f"overlaps a stored record that this extract does not list: {stored}"
    return clash.line, clash.starts, reason


def _weigh(clashes: Sequence[_Clash]) -> tuple[list[_Clash], dict[int, _Clash]]:
    """The stored records that end where a row starts, and the rows, by line, that cannot be stored."""
    lines = Counter(clash.line for clash in clashes)
    by_stored: dict[int, list[_Clash]] = defaultdict(list)
    for clash in clashes:
        by_stored[clash.stored].append(clash)
    ended: list[_Clash] = []
    refused: dict[int, _Clash] = {}
    for found in by_stored.values():
        if all(clash.can_follow and lines[clash.line] == 1 for clash in found):
            ended.append(min(found, key=lambda clash: clash.starts))
        else:
            refused |= {clash.line: clash for clash in found}
    return ended, refused


def _know_again(stage: Stage, clashes: Sequence[_Clash]) -> None:
    """A new row and a stored record that are the same but for the day they start, and nothing else is either."""
    same = [clash for clash in clashes if clash.is_same and not clash.is_matched]
    lines = Counter(clash.line for clash in same)
    records = Counter(clash.stored for clash in same)
    known = [
        (clash.line, clash.stored)
        for clash in same
        if lines[clash.line] == records[clash.stored] == 1
    ]
    if not known:
        return
    set_aside("extract_known", {"line": "integer", "id": "bigint"}, known)
    run(
        "UPDATE {stage} s SET id = k.id, state = 'same' FROM extract_known k WHERE s.line = k.line",
        {"stage": stage.table},
    )
    stage.analyse("id", "state")


def _clashes(stage: Stage, target: Target, spans: Spans) -> list[_Clash]:
    same = sql.SQL("FALSE") if spans.same is None else equal(spans.same, "s", "t")
    free = sql.SQL("TRUE" if spans.end_is_in_file else "s.id IS NULL")
    rows = fetch(
        "SELECT s.line, s.id IS NOT NULL, s.starts_on::text, t.id, t.starts_on::text, t.ends_on::text, {same}"
        " FROM {stage} s JOIN {table} t ON {within} AND {ours} AND {free}"
        " AND t.starts_on < coalesce(s.ends_on, 'infinity') AND s.starts_on < coalesce(t.ends_on, 'infinity')"
        " WHERE NOT EXISTS (SELECT 1 FROM {stage} o WHERE o.id = t.id) ORDER BY s.line, t.starts_on",
        {
            "stage": stage.table,
            "table": target.model._meta.db_table,
            "within": equal(spans.within, "s", "t"),
            "ours": constants(target),
            "free": free,
            "same": same,
        },
    )
    return [_Clash(*row) for row in rows]


def _end(stage: Stage, target: Target, clashes: Sequence[_Clash]) -> None:
    """Each stored record ends where the new row starts."""
    fields = {"line": "integer", "id": "bigint", "starts_on": "date", "before": "text"}
    set_aside(
        "extract_ended",
        fields,
        (
            (clash.line, clash.stored, clash.starts, span(clash.stored_starts, clash.stored_ends))
            for clash in clashes
        ),
    )
    forget_plans()
    run(
        "UPDATE {table} t SET ends_on = e.starts_on FROM extract_ended e WHERE t.id = e.id",
        {"table": target.model._meta.db_table},
    )
    run(
        "INSERT INTO extract_change SELECT %s, line, 'ends_on', 'stored before: ' || before,"
        " format('ended %%s, when this one starts', starts_on) FROM extract_ended",
        params=[stage.file],
    )


def compare(stage: Stage, target: Target, references: Sequence[Reference]) -> None:
    """List every stored value that a row corrects."""
    spans = target.spans
    key = ["starts_on"] if spans and spans.end_is_in_file else []
    compared = [*key, *target.values]
    if not compared:
        return
    by_field = {reference.into: reference for reference in references}
    values = sql.SQL(", ").join(
        _before_and_after(stage, name, by_field.get(name)) for name in compared
    )
    # Values as they are first: nearly all rows are the same, and words are made only for those that are not.
    run(
        "INSERT INTO extract_change SELECT %s, s.line, d.name, coalesce(d.before, ''), coalesce(d.after, '')"
        " FROM {stage} s JOIN {table} t ON t.id = s.id"
        " CROSS JOIN LATERAL (VALUES {values}) d(name, before, after)"
        " WHERE ({stored}) IS DISTINCT FROM ({told}) AND d.before IS DISTINCT FROM d.after",
        {
            "stage": stage.table,
            "table": target.model._meta.db_table,
            "values": values,
            "stored": sql.SQL(", ").join(_as_staged(stage, name) for name in compared),
            "told": columns(compared, "s"),
        },
        [stage.file],
    )


def _as_staged(stage: Stage, name: str) -> sql.Composable:
    """A stored value as the staged table would hold it: PostgreSQL compares no lists of different types."""
    kinds = {column.field: column.sql for column in stage.layout.columns}
    as_list = sql.SQL("::text[]" if kinds.get(name) == "text[]" else "")
    return sql.SQL("{}{}").format(column(name, "t"), as_list)


def _before_and_after(stage: Stage, name: str, reference: Reference | None) -> sql.Composable:
    if reference is None:
        return sql.SQL("({}, {}::text, {}::text)").format(
            sql.Literal(stage.shown(name)), column(name, "t"), column(name, "s")
        )
    return sql.SQL(
        "({}, (SELECT {}::text FROM {} r WHERE r.id = {}), nullif({}::text, ''))"
    ).format(
        sql.Literal(stage.shown(reference.column)),
        column(reference.by, "r"),
        sql.Identifier(reference.model._meta.db_table),
        column(name, "t"),
        column(reference.column, "s"),
    )


def judge(stage: Stage) -> None:
    """Say of each row that was found whether it is changed; a row is new or the same already."""
    run(
        "UPDATE {stage} s SET state = 'changed' FROM {changed} c WHERE s.line = c.line AND s.id IS NOT NULL",
        {"stage": stage.table, "changed": changed_lines(stage)},
    )
    stage.analyse("id", "state")


def changed_lines(stage: Stage) -> sql.Composable:
    """The lines of this file that correct something, once each."""
    analyse("extract_change")
    return sql.SQL("(SELECT DISTINCT line FROM extract_change WHERE file = {})").format(
        sql.Literal(stage.file)
    )


def update(stage: Stage, target: Target) -> None:
    """Write the corrections. Spans first give up the days that they lose, so that none meets another on the way."""
    names = {"stage": stage.table, "table": target.model._meta.db_table}
    spans = target.spans
    written = list(target.values)
    if spans and spans.end_is_in_file:
        written.append("starts_on")
        forget_plans()
        run(
            "UPDATE {table} t SET starts_on = greatest(t.starts_on, s.starts_on),"
            " ends_on = least(t.ends_on, s.ends_on) FROM {stage} s WHERE t.id = s.id AND s.state = 'changed'"
            " AND NOT daterange(t.starts_on, t.ends_on) <@ daterange(s.starts_on, s.ends_on)",
            names,
        )
    if not written:
        return
    setting: list[sql.Composable] = [
        sql.SQL("{} = {}").format(sql.Identifier(name), column(name, "s")) for name in written
    ]
    if any(field.name == "version" for field in target.model._meta.fields):
        setting.append(sql.SQL("version = t.version + 1"))
    forget_plans()
    run(
        "UPDATE {table} t SET {setting} FROM {stage} s WHERE t.id = s.id AND s.state = 'changed'",
        names | {"setting": sql.SQL(", ").join(setting)},
    )


def insert(stage: Stage, target: Target) -> None:
    """Store the new rows, in file order."""
    given = [*target.key, *target.values]
    fixed = {name: value for name, value in defaults(target.model).items() if name not in given} | {
        name: sql.Literal(value) for name, value in target.constants.items()
    }
    run(
        "INSERT INTO {table} ({given}{fixed}) SELECT {values}{constants} FROM {stage} s"
        " WHERE s.state = 'new' ORDER BY s.line",
        {
            "table": target.model._meta.db_table,
            "given": columns(given),
            "fixed": sql.SQL("").join(
                sql.SQL(", {}").format(sql.Identifier(name)) for name in fixed
            ),
            "values": columns(given, "s"),
            "constants": sql.SQL("").join(
                sql.SQL(", {}").format(value) for value in fixed.values()
            ),
            "stage": stage.table,
        },
    )


def defaults(model: type[Model]) -> dict[str, sql.Composable]:
    """What a column holds that the file does not speak of: the model's own default, as SQL."""
    return {
        field.attname: _default(field)
        for field in model._meta.concrete_fields
        if not field.primary_key and (field.has_default() or field.null)
    }


def _default(field: "Field[Any, Any]") -> sql.Composable:
    if field.default is uuid.uuid4:
        return sql.SQL("gen_random_uuid()")
    value = field.get_default() if field.has_default() else None
    return sql.Literal(field.get_db_prep_save(value, connection))


def not_listed(stage: Stage, target: Target) -> int:
    """Stored records of the people in this extract which it does not list; of spans, those still open."""
    if "case_id" not in [*target.key, *target.values]:
        return 0
    still_open = sql.SQL("t.ends_on IS NULL" if target.spans else "TRUE")
    (row,) = fetch(
        "SELECT count(*) FROM {table} t WHERE {ours} AND {still_open}"
        " AND t.case_id IN (SELECT id FROM extract_offenders) AND NOT EXISTS"
        " (SELECT 1 FROM {stage} s WHERE s.id = t.id)",
        {
            "stage": stage.table,
            "table": target.model._meta.db_table,
            "ours": constants(target),
            "still_open": still_open,
        },
    )
    return int(row[0])
