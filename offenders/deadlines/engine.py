"""From facts to stored deadlines, in set statements.

Two people changing one case at once: each takes the case's lock before the facts are read, so the second one
works from what the first one committed and no answer is ever overwritten by an older one.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, datetime
from typing import TypedDict

from django.db import connection, models, transaction

from offenders.deadlines.facts import Shared
from offenders.deadlines.flags import Swept, sweep
from offenders.models import Allocation, Case, Deadline
from offenders.querysets import holds_on
from offenders.rules import DATA_MISSING, Due, Kind, all_kinds

CHUNK = 5_000
logger = logging.getLogger(__name__)

Key = tuple[int, str, str]


class StoredInput(TypedDict):
    """A rules.Input as the JSON column holds it."""

    label: str
    value: str
    on: date | None
    ref: str


class Answer(TypedDict):
    """A row of offenders_deadline, ready to store or to print."""

    case_id: int
    kind: str
    subject: str
    due_on: date
    severity: str
    rule: str
    because: str
    inputs: list[StoredInput]


_STORE = """
WITH answer AS (
    SELECT * FROM jsonb_to_recordset(%(answers)s::jsonb) AS row(
        case_id bigint, kind text, subject text, due_on date, severity text, rule text,
        because text, inputs jsonb)
), gone AS (
    DELETE FROM offenders_deadline stored
    WHERE stored.case_id = ANY(%(case_ids)s)
      AND (stored.kind = %(kind)s
           OR stored.kind = 'data_missing' AND split_part(stored.subject, ':', 1) = %(kind)s)
      AND NOT EXISTS (
          SELECT FROM answer WHERE answer.case_id = stored.case_id
            AND answer.kind = stored.kind AND answer.subject = stored.subject)
    RETURNING 1
), kept AS (
    INSERT INTO offenders_deadline AS stored
        (uuid, case_id, kind, subject, due_on, severity, rule, because, inputs)
    SELECT gen_random_uuid(), case_id, kind, subject, due_on, severity, rule, because, inputs
    FROM answer
    ON CONFLICT (case_id, kind, subject) DO UPDATE SET
        due_on = excluded.due_on, severity = excluded.severity, rule = excluded.rule,
        because = excluded.because, inputs = excluded.inputs
    WHERE (stored.due_on, stored.severity, stored.rule, stored.because, stored.inputs)
       IS DISTINCT FROM
          (excluded.due_on, excluded.severity, excluded.rule, excluded.because, excluded.inputs)
    RETURNING 1
)
SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM kept)
"""


def refresh(
    case_ids: Collection[int],
    *,
    changed: type[models.Model],
    on: date,
    at: datetime,
    fact: str = "",
) -> Swept:
    """Recompute what a change to `changed` touches in these cases, raise and cure, all at once.

    Every service that changes a fact ends with this, in its own transaction, so no page is ever stale.
    `fact` names the record that may cure a flag ("visit:<uuid>").
    """
    touched = all_kinds(reading=changed._meta.label)
    recompute(case_ids, on=on, only=touched)
    return sweep([kind.code for kind in touched], on=on, at=at, case_ids=case_ids, fact=fact)


@transaction.atomic
def recompute(case_ids: Collection[int], *, on: date, only: Collection[Kind] | None = None) -> int:
    """Store the answers for these cases as at `on`; how many rows changed, came or went."""
    chosen = all_kinds() if only is None else only
    return sum(
        _recompute_chunk(chunk, chosen, on=on) for chunk in _in_chunks(sorted(set(case_ids)))
    )


def refresh_all(*, on: date, at: datetime) -> Swept:
    """Recompute, raise and cure for every case: after an import."""
    recompute(_all_case_ids(), on=on)
    return sweep([kind.code for kind in all_kinds()], on=on, at=at, fact="import")


def refresh_kind(kind: Kind, *, on: date, at: datetime) -> Swept:
    """Recompute one kind for every case: after a standard changed."""
    recompute(_all_case_ids(), on=on, only=[kind])
    return sweep([kind.code], on=on, at=at, fact="standard")


def answers(kind: Kind, shared: Shared) -> Iterator[Answer]:
    """What must happen in these cases, as rows ready to store or to print."""
    for case_id, facts in kind.facts(shared).items():
        for due in kind.due(facts, shared.on):
            yield _row(case_id, kind, due)


def drift(case_ids: Collection[int], *, since: date, on: date) -> list[Key]:
    """Stored deadlines that the facts do not give, neither as at `since` (the last recompute) nor `on`.

    Anything here means that a service changed a fact without a refresh: a defect.
    """
    stored = {
        (row.case_id, row.kind, row.subject): (row.due_on.isoformat(), row.because)
        for row in Deadline.objects.filter(case__in=case_ids)
    }
    before, now = _expected(case_ids, on=since), _expected(case_ids, on=on)
    return sorted(
        key
        for key in stored.keys() | before.keys() | now.keys()
        if stored.get(key) not in (before.get(key), now.get(key))
    )


def recompute_team(
    team_id: int | None, *, since: date, on: date, at: datetime
) -> dict[str, int | str]:
    """The nightly work for one team's cases: the drift found, what moved with the calendar, what was flagged."""
    case_ids = case_ids_by_team(on=on).get(team_id, [])
    drifted = drift(case_ids, since=since, on=on)
    moved = recompute(case_ids, on=on)
    swept = sweep([kind.code for kind in all_kinds()], on=on, at=at, case_ids=case_ids)
    for case_id, kind_code, subject in drifted:
        logger.error("Deadline drift: case %s, %s %s", case_id, kind_code, subject)
    cases = ", ".join(str(key[0]) for key in drifted[:20])
    counts: dict[str, int | str] = {
        "cases": len(case_ids),
        "drift": len(drifted),
        "moved": moved,
        "drifted": cases,
    }
    return {**counts, **swept.figures()}


def case_ids_by_team(*, on: date) -> dict[int | None, list[int]]:
    """Every case once, under one of the teams that hold it; under None when nobody does."""
    holding = Allocation.objects.filter(holds_on(on)).order_by("case_id", "officer__team_id")
    team_of = dict(holding.distinct("case_id").values_list("case", "officer__team"))
    teams: dict[int | None, list[int]] = defaultdict(list)
    for case_id in Case.objects.order_by("id").values_list("id", flat=True):
        teams[team_of.get(case_id)].append(case_id)
    return dict(teams)


def _expected(case_ids: Collection[int], *, on: date) -> dict[Key, tuple[str, str]]:
    shared = Shared(case_ids, on)
    return {
        (row["case_id"], row["kind"], row["subject"]): (str(row["due_on"]), row["because"])
        for kind in all_kinds()
        for row in answers(kind, shared)
    }


def _row(case_id: int, kind: Kind, due: Due) -> Answer:
    return {
        "case_id": case_id,
        "kind": DATA_MISSING if due.missing else kind.code,
        "subject": f"{kind.code}:{due.missing}" if due.missing else due.subject,
        "due_on": due.on,
        "severity": due.severity.value,
        "rule": due.rule,
        "because": due.because,
        "inputs": [
            {"label": fact.label, "value": fact.value, "on": fact.on, "ref": fact.ref}
            for fact in due.inputs
        ],
    }


def _recompute_chunk(case_ids: list[int], chosen: Collection[Kind], *, on: date) -> int:
    """One chunk of cases: locked, answered, stored."""
    _lock(case_ids)
    shared, changed = Shared(case_ids, on), 0
    for kind in chosen:
        rows = list(answers(kind, shared))
        values: dict[str, str | list[int]] = {
            "answers": json.dumps(rows, default=str),
            "case_ids": case_ids,
            "kind": kind.code,
        }
        with connection.cursor() as cursor:
            cursor.execute(_STORE, values)
            changed += cursor.fetchone()[0]
    return changed


def _lock(case_ids: list[int]) -> None:
    """Hold these cases until the transaction ends, in one order so that two batches cannot block each other."""
    locked = Case.objects.select_for_update(no_key=True).filter(pk__in=case_ids).order_by("pk")
    list(locked.values_list("pk", flat=True))


def _all_case_ids() -> list[int]:
    return list(Case.objects.order_by("id").values_list("id", flat=True))


def _in_chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
