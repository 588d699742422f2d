"""Contacts are never altered: what an extract corrects becomes a further version (design section 3).

Told apart are the version that an extract told last, which the row is compared with, and the version that holds,
which may be a later one written in the service. So an amendment made here is never undone by the next extract
that still says what it said before; where the extract changes too, the row is rejected for a person to settle.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db.models import Model
from psycopg2 import sql

from core.calendar import in_full, london_date
from core.extract import Run, Stage
from core.extract.staging import analyse, column, columns, equal, run
from core.extract.storing import changed_lines, defaults
from offenders.choices import WITHDRAWN, ContactSource, VersionKind
from offenders.models import Contact

LONDON_TIME = "to_char({} AT TIME ZONE 'Europe/London', 'YYYY-MM-DD HH24:MI')"
STAGED = (
    "uuid", "case_id", "type_id", "happened_at", "recorded_at", "officer_id", "agency", "outcome_id", "notes",
)  # fmt: skip
# Of a new contact. `head` is the version that holds, where one is stored.
BESIDE = {"uuid": "NULL::uuid", "version": "1", "head": "NULL::bigint"}
SLICE = 250_000  # contacts stored by one statement: what PostgreSQL has yet to check of them is kept in memory
CODE = "(SELECT code FROM {table} WHERE id = {{}})"


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a row says: its column in the file, the staged value, the stored one, and how to show it.

    `{c}` is the stored contact and `{d}` its detail; `when` limits what it is compared with.
    """

    column: str
    row: str
    stored: str
    shown: str = "{}::text"
    when: str = "TRUE"

    def differs(self, c: str, d: str) -> str:
        stored, when = self.stored.format(c=c, d=d), self.when.format(c=c)
        return f"({self.row} IS DISTINCT FROM {stored} AND {when})"

    def change(self, c: str, d: str) -> str:
        before = self.shown.format(self.stored.format(c=c, d=d))
        return f"('{self.column}', {before}, {self.shown.format(self.row)}, {self.differs(c, d)})"


CONTACT_SAYS = (
    Said("type_code", "s.type_id", "{c}.type_id", CODE.format(table="offenders_contacttype")),
    Said("happened_at", "s.happened_at", "{c}.happened_at", LONDON_TIME),
    # What was recorded here has its own time of recording.
    Said("recorded_at", "s.recorded_at", "{c}.recorded_at", LONDON_TIME, "{c}.source = 'extract'"),
    Said("officer_code", "s.officer_id", "{c}.officer_id", CODE.format(table="people_officer")),
    Said(
        "outcome_code",
        "s.outcome_id",
        "{c}.outcome_id",
        CODE.format(table="offenders_contactoutcome"),
    ),
    Said("notes", "s.notes", "{c}.notes"),
)


@dataclass(frozen=True, slots=True)
class Detail:
    """The row that an upper app adds to each version of its contacts."""

    model: type[Model]
    values: Mapping[str, str]  # its column: the staged value
    carried: tuple[str, ...] = ()  # columns that a further version keeps

    @property
    def table(self) -> str:
        return self.model._meta.db_table


@dataclass(frozen=True, slots=True)
class Timeline:
    """Which contacts a file speaks of, and what its rows say of them."""

    key: tuple[str, ...]
    says: tuple[Said, ...]
    detail: Detail | None = None
    of: str = "TRUE"  # SQL about the stored contact `c`: whether it is of this file's sort

    def join(self, contact: str, detail: str) -> sql.Composable:
        """The detail `detail` of the contact `contact`; nothing for a file whose contacts have none."""
        if self.detail is None:
            return sql.SQL("")
        return sql.SQL("JOIN {} {} ON {} = {}").format(
            sql.Identifier(self.detail.table),
            sql.Identifier(detail),
            column("contact_id", detail),
            column("id", contact),
        )

    def differs(self, c: str, d: str) -> sql.Composable:
        return sql.SQL("(" + " OR ".join(said.differs(c, d) for said in self.says) + ")")


def store(timeline: Timeline, stage: Stage, run_: Run) -> None:
    """New contacts, further versions of those that the extract corrects; nothing for the rest."""
    _find_told(timeline, stage)
    _match(timeline, stage)
    _compare(timeline, stage)
    _refuse_amended_here(stage)
    _judge(stage)
    if timeline.detail:  # which finds its contact by it
        run("UPDATE {stage} SET uuid = gen_random_uuid() WHERE id IS NULL", {"stage": stage.table})
    _insert_new(stage, run_)
    _insert_versions(stage, run_)
    analyse("offenders_contact")
    if timeline.detail:
        _insert_detail(timeline.detail, stage)


def _judge(stage: Stage) -> None:
    """What differs becomes a further version; a row is new or the same already."""
    run(
        "UPDATE {stage} s SET version = h.version + 1, uuid = h.uuid, state = 'changed'"
        " FROM offenders_contact h, {changed} c WHERE h.id = s.head AND c.line = s.line",
        {"stage": stage.table, "changed": changed_lines(stage)},
    )
    stage.analyse("id", "head", "state")


def _find_told(timeline: Timeline, stage: Stage) -> None:
    """The stored contacts of this file's sort and people: the version that an extract told last, and the head.

    One that only the service knows stands here by its head: the extract may tell of the same contact.
    """
    run("DROP TABLE IF EXISTS extract_told")
    run(
        "CREATE TEMP TABLE extract_told ON COMMIT DROP AS"
        " SELECT c.id, h.id AS head, c.source = 'extract' AS is_told, c.case_id, c.type_id, c.happened_at,"
        " c.recorded_at, c.officer_id, c.agency FROM offenders_contact c {join}"
        " JOIN offenders_contact h ON h.uuid = c.uuid"
        " WHERE c.case_id IN (SELECT case_id FROM {stage})"
        " AND NOT EXISTS (SELECT 1 FROM offenders_contact a WHERE a.amends_id = h.id)"
        " AND {of} AND CASE WHEN c.source = 'extract'"
        " THEN NOT EXISTS (SELECT 1 FROM offenders_contact l WHERE l.uuid = c.uuid AND l.source = 'extract'"
        " AND l.version > c.version)"
        " ELSE c.id = h.id AND NOT EXISTS (SELECT 1 FROM offenders_contact l WHERE l.uuid = c.uuid"
        " AND l.source = 'extract') END",
        {
            "stage": stage.table,
            "join": timeline.join("c", "d"),
            "of": sql.SQL(timeline.of),
        },
    )
    analyse("extract_told")


def _match(timeline: Timeline, stage: Stage) -> None:
    """By key; then by who recorded it when, so that a corrected time or type is known for a correction."""
    names: dict[str, Any] = {"stage": stage.table, "same": equal(timeline.key, "s", "t")}
    for is_told in ("t.is_told", "NOT t.is_told AND t.agency = s.agency"):
        run(
            "UPDATE {stage} s SET id = t.id, head = t.head, state = 'same' FROM extract_told t"
            " WHERE s.id IS NULL AND {same}"
            " AND {is_told} AND NOT EXISTS (SELECT 1 FROM extract_told o WHERE o.case_id = t.case_id"
            " AND o.happened_at = t.happened_at AND o.type_id = t.type_id AND o.is_told = t.is_told"
            " AND o.id < t.id)",
            names | {"is_told": sql.SQL(is_told)},
        )
        stage.analyse("id", "head", "state")
    by_hand = {"by": columns(("case_id", "officer_id", "recorded_at"))}
    run(
        "UPDATE {stage} s SET id = t.id, head = t.head, state = 'same' FROM"
        " (SELECT {by}, min(line) AS line FROM {stage} WHERE id IS NULL GROUP BY {by} HAVING count(*) = 1) n"
        " JOIN (SELECT {by}, min(id) AS id, min(head) AS head FROM extract_told o WHERE is_told AND NOT EXISTS"
        " (SELECT 1 FROM {stage} m WHERE m.id = o.id) GROUP BY {by} HAVING count(*) = 1) t USING ({by})"
        " WHERE s.line = n.line",
        names | by_hand,
    )
    stage.analyse("id", "head", "state")


def _compare(timeline: Timeline, stage: Stage) -> None:
    """A row says something new where it differs from what the extract told last and from what holds now."""
    changes = sql.SQL(", ".join(said.change("h", "hd") for said in timeline.says))
    run(
        "INSERT INTO extract_change SELECT %s, s.line, v.name, coalesce(v.before, ''), coalesce(v.after, '')"
        " FROM {stage} s JOIN offenders_contact c ON c.id = s.id JOIN offenders_contact h ON h.id = s.head"
        " {told} {held} CROSS JOIN LATERAL (VALUES {changes}) v(name, before, after, differs)"
        " WHERE {differs} AND {held_differs} AND v.differs",
        {
            "stage": stage.table,
            "told": timeline.join("c", "d"),
            "held": timeline.join("h", "hd"),
            "changes": changes,
            "differs": timeline.differs("c", "d"),
            "held_differs": timeline.differs("h", "hd"),
        },
        [stage.file],
    )
    analyse("extract_change")


def _refuse_amended_here(stage: Stage) -> None:
    """Where a person has written here since, only an outcome that was still open is taken over.

    Of what was cancelled or voided here nothing is open.
    """
    stage.reject(
        "happened_at",
        sql.SQL(
            "h.source = 'service' AND (h.version_kind = ANY({withdrawn})"
            " OR NOT (h.outcome_id IS NULL AND s.outcome_id IS NOT NULL))"
        ).format(withdrawn=sql.Literal(list(WITHDRAWN))),
        sql.SQL(
            "'differs from what was recorded in the service (version ' || h.version || '): '"
            " || e.names || '; settle it there'"
        ),
        joins=sql.SQL(
            "JOIN offenders_contact h ON h.id = s.head JOIN (SELECT line, string_agg(name, ', ') AS names"
            " FROM extract_change WHERE file = {file} GROUP BY line) e ON e.line = s.line"
        ).format(file=sql.Literal(stage.file)),
    )
    run(
        "DELETE FROM extract_change e USING extract_reject r WHERE e.file = %s AND r.file = e.file"
        " AND r.line = e.line",
        params=[stage.file],
    )


def _insert_new(stage: Stage, run_: Run) -> None:
    values = {name: column(name, "s") for name in STAGED} | {
        "uuid": sql.SQL("coalesce(s.uuid, gen_random_uuid())"),
        "version": sql.Literal(1),
        "source": sql.Literal(ContactSource.EXTRACT),
    }
    values |= {name: value for name, value in defaults(Contact).items() if name not in values}
    _insert(stage, run_, values, "WHERE s.state = 'new'")


def _insert_versions(stage: Stage, run_: Run) -> None:
    """What the file does not speak of is carried over from the version before."""
    told_at = datetime.fromtimestamp(run_.paths[stage.file].stat().st_mtime, UTC)
    reason = f"Corrected by the extract of {in_full(london_date(told_at))}"
    is_outcome = (
        "h.outcome_id IS NULL AND s.outcome_id IS NOT NULL AND h.type_id = s.type_id"
        " AND h.happened_at = s.happened_at"
    )
    values = {name: column(name, "s") for name in STAGED} | {
        "version": column("version", "s"),
        "source": sql.Literal(ContactSource.EXTRACT),
        "amends_id": column("head", "s"),
        "version_kind": sql.SQL(
            f"CASE WHEN {is_outcome} THEN '{VersionKind.OUTCOME}' ELSE '{VersionKind.CORRECTION}' END"
        ),
        "version_reason": sql.SQL(f"CASE WHEN {is_outcome} THEN '' ELSE {{}} END").format(
            sql.Literal(reason)
        ),
        "author_id": sql.SQL("NULL"),
        "told_how": sql.Literal(""),
        "told_whom": sql.Literal(""),
        "told_at": sql.SQL("NULL"),
    }
    values |= {name: column(name, "h") for name in defaults(Contact) if name not in values}
    _insert(
        stage, run_, values, "JOIN offenders_contact h ON h.id = s.head WHERE s.state = 'changed'"
    )


def _insert(stage: Stage, run_: Run, values: Mapping[str, sql.Composable], where: str) -> None:
    """In file order, a slice at a time."""
    names = {
        "stage": stage.table,
        "where": sql.SQL(where),
        "into": columns(values),
        "values": sql.SQL(", ").join(values.values()),
    }
    for first, last in stage.slices(SLICE):
        run_.say(f"{stage.file}: storing, line {first:,}")
        run(
            "INSERT INTO offenders_contact ({into}) SELECT {values} FROM {stage} s {where}"
            " AND s.line BETWEEN %s AND %s ORDER BY s.line",
            names,
            [first, last],
        )


def _insert_detail(detail: Detail, stage: Stage) -> None:
    values = {name: sql.SQL(value) for name, value in detail.values.items()}
    others = {
        name: sql.SQL("coalesce({}, {})").format(sql.Identifier("hd", name), value)
        if name in detail.carried
        else value
        for name, value in defaults(detail.model).items()
        if name not in values
    }
    chosen = {"contact_id": sql.SQL("c.id"), "case_id": sql.SQL("s.case_id")} | values | others
    run(
        "INSERT INTO {detail} ({into}) SELECT {chosen} FROM {stage} s"
        " JOIN offenders_contact c ON c.uuid = s.uuid AND c.version = s.version"
        " LEFT JOIN {detail} hd ON hd.contact_id = s.head WHERE s.state <> 'same' ORDER BY s.line",
        {
            "detail": detail.table,
            "into": columns(chosen),
            "chosen": sql.SQL(", ").join(chosen.values()),
            "stage": stage.table,
        },
    )
