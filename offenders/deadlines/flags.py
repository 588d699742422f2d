"""Raising and curing: one set of statements, for one case or officer after a write and for the country by Celery.

A lost, doubled or reordered run can only delay a flag: what is raised follows from the stored deadlines alone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model

from offenders.models import Flag
from offenders.rules import kind

MANY = 1_000  # rows that one run has changed, from which the planner counts the table anew

# Which rows a run looks at: the kinds asked for, in the cases or of the officers asked for. `{owner}` is the
# column of the one or the other: a kind is of cases or of officers, so each statement is asked with one of them.
_SCOPE = """
    row.kind = ANY(%(kinds)s) AND row.{owner} IS NOT NULL
    AND (%(ids)s::bigint[] IS NULL OR row.{owner} = ANY(%(ids)s::bigint[]))
"""
_SAME = """
    other.{owner} = row.{owner} AND other.kind = row.kind AND other.subject = row.subject
    AND other.missing = row.missing
"""

# FOR SHARE: a service moving this deadline at the same time is waited for and the day looked at again, so no
# flag is raised from an answer that no longer holds. Only rows without a flag are locked: none, as a rule.
# All are found before the first is written (`all_read`): with few flags so far the planner reads their whole table for
# each deadline, and read while it is being filled that grew with the square, at 250,000 cases for hours.
_RAISE = f"""
WITH overdue AS (
    SELECT row.* FROM offenders_deadline row
    WHERE row.due_on < %(on)s AND NOT row.is_backlog AND NOT row.is_held AND {_SCOPE}
      AND NOT EXISTS (
          SELECT FROM offenders_flag other WHERE {_SAME} AND other.cured_at IS NULL)
    ORDER BY row.id FOR SHARE OF row
)
INSERT INTO offenders_flag
    (uuid, case_id, officer_id, kind, subject, missing, due_on, severity, rule, because, inputs, value, cause,
     agency, asked_of_id, raised_at, accepted_reason, accepted_severity, cured_by, version)
SELECT gen_random_uuid(), case_id, officer_id, kind, subject, missing, due_on, severity, rule, because, inputs,
       value, cause, agency, asked_of_id, %(at)s, '', '', '', 1
FROM overdue CROSS JOIN (SELECT count(*) FROM overdue) AS all_read
ON CONFLICT DO NOTHING
"""  # noqa: S608 - made of constants; values are parameters

# The same flag with newer facts. A severity above the one that was accepted ends the acceptance: it was given for less.
_RANK = "array_position(ARRAY['standard', 'high', 'critical'], {}::text)"
_SEVERITY = "coalesce(nullif(row.flagged_as, ''), row.severity)"
_ACCEPTED_AT = "coalesce(nullif(other.accepted_severity, ''), other.severity)"
_RISES = f"{_RANK.format(_SEVERITY)} > {_RANK.format(_ACCEPTED_AT)}"
_CHANGE = f"""
UPDATE offenders_flag other SET
    due_on = row.due_on, severity = {_SEVERITY}, rule = row.rule, because = row.because,
    inputs = row.inputs, value = row.value, cause = row.cause, agency = row.agency,
    asked_of_id = row.asked_of_id, version = other.version + 1,
    accepted_at = CASE WHEN {_RISES} THEN NULL ELSE other.accepted_at END,
    accepted_by_id = CASE WHEN {_RISES} THEN NULL ELSE other.accepted_by_id END,
    accepted_until = CASE WHEN {_RISES} THEN NULL ELSE other.accepted_until END,
    accepted_reason = CASE WHEN {_RISES} THEN '' ELSE other.accepted_reason END,
    accepted_severity = CASE WHEN {_RISES} THEN '' ELSE other.accepted_severity END,
    is_acceptance_seen = {_RISES} OR other.is_acceptance_seen
FROM offenders_deadline row
WHERE {_SAME} AND other.cured_at IS NULL AND row.due_on < %(on)s AND NOT row.is_backlog AND {_SCOPE}
  AND (other.due_on, other.severity, other.rule, other.because, other.inputs, other.value, other.cause,
       other.agency, other.asked_of_id)
      IS DISTINCT FROM
      (row.due_on, {_SEVERITY}, row.rule, row.because, row.inputs, row.value, row.cause, row.agency,
       row.asked_of_id)
"""  # noqa: S608 - as above

_CURE = f"""
UPDATE offenders_flag row SET cured_at = %(at)s, cured_by = %(fact)s, version = row.version + 1
WHERE row.cured_at IS NULL AND {_SCOPE}
  AND NOT EXISTS (
      SELECT FROM offenders_deadline other
      WHERE {_SAME} AND other.due_on < %(on)s AND NOT other.is_backlog)
"""  # noqa: S608 - as above


@dataclass(frozen=True, slots=True)
class Swept:
    """What one run did."""

    raised: int
    changed: int
    cured: int

    def __add__(self, other: "Swept") -> "Swept":
        return Swept(
            self.raised + other.raised, self.changed + other.changed, self.cured + other.cured
        )

    def figures(self) -> dict[str, int | str]:
        """As a job run stores them."""
        return {"raised": self.raised, "changed": self.changed, "cured": self.cured}


@transaction.atomic(savepoint=False)  # Whoever asks undoes all of its work or none.
def sweep(
    kind_codes: Collection[str],
    *,
    on: date,
    at: datetime,
    case_ids: Collection[int] | None = None,
    officer_ids: Collection[int] | None = None,
    fact: str = "",
) -> Swept:
    """Raise a flag for every deadline past its day, cure every flag whose deadline no longer is.

    Of these cases and officers; without either, of all. Running it again changes nothing (JOB-1).
    """
    is_all = case_ids is None and officer_ids is None
    values = {"on": on, "at": at, "fact": fact or "recomputed"}
    swept = Swept(0, 0, 0)
    for owner, ids in (("case", case_ids), ("officer", officer_ids)):
        codes = [code for code in kind_codes if kind(code).of == owner]
        if codes and (is_all or ids):
            scope = {"kinds": codes, "ids": None if is_all else list(ids or ())}
            swept += _sweep(f"{owner}_id", values | scope)
    return swept


def _sweep(column: str, values: dict[str, Any]) -> Swept:
    """The three statements, of the cases or of the officers."""
    counts = []
    with connection.cursor() as cursor:
        for statement in (_RAISE, _CHANGE, _CURE):
            cursor.execute(statement.format(owner=column), values)
            counts.append(cursor.rowcount)
            count_anew(Flag, cursor.rowcount)
    return Swept(*counts)


def count_anew(model: type[Model], changed: int) -> None:
    """Have the planner count a table of which many rows have changed.

    Of a table that it never counted, as after the first import, it expects no more than a few rows, and compares
    every deadline with every flag: of 25,000 cases that took 3.8 s and not 13 ms, and it grows with the square.
    """
    if changed >= MANY:
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {model._meta.db_table}")
