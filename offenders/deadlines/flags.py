"""Raising and curing: one pair of set statements, for one case after a write and for the country by Celery.

A lost, doubled or reordered run can only delay a flag: what is raised follows from the stored deadlines alone.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

# Which rows a run looks at: the kinds asked for, with their missing facts, in the cases asked for.
_SCOPE = """
    (row.kind = ANY(%(kinds)s)
     OR row.kind = 'data_missing' AND split_part(row.subject, ':', 1) = ANY(%(kinds)s))
    AND (%(case_ids)s::bigint[] IS NULL OR row.case_id = ANY(%(case_ids)s::bigint[]))
"""

# FOR SHARE: a service moving this deadline at the same time is waited for and the day looked at again, so no
# flag is raised from an answer that no longer holds. Only rows without a flag are locked: none, as a rule.
_RAISE = f"""
WITH overdue AS (
    SELECT row.* FROM offenders_deadline row
    WHERE row.due_on < %(on)s AND {_SCOPE}
      AND NOT EXISTS (
          SELECT FROM offenders_flag flag
          WHERE flag.case_id = row.case_id AND flag.kind = row.kind
            AND flag.subject = row.subject AND flag.cured_at IS NULL)
    ORDER BY row.id FOR SHARE OF row
)
INSERT INTO offenders_flag
    (uuid, case_id, kind, subject, due_on, severity, rule, because, inputs, raised_at,
     accepted_reason, cured_by, version)
SELECT gen_random_uuid(), case_id, kind, subject, due_on, severity, rule, because, inputs, %(at)s,
       '', '', 1
FROM overdue
ON CONFLICT DO NOTHING
"""  # noqa: S608 - made of constants; values are parameters

# The same flag with newer facts. A severity that rises ends an acceptance: it was given for less.
_RANK = "array_position(ARRAY['standard', 'high', 'critical'], {}::text)"
_RISES = f"{_RANK.format('row.severity')} > {_RANK.format('flag.severity')}"
_CHANGE = f"""
UPDATE offenders_flag flag SET
    due_on = row.due_on, severity = row.severity, rule = row.rule, because = row.because,
    inputs = row.inputs, version = flag.version + 1,
    accepted_at = CASE WHEN {_RISES} THEN NULL ELSE flag.accepted_at END,
    accepted_by_id = CASE WHEN {_RISES} THEN NULL ELSE flag.accepted_by_id END,
    accepted_until = CASE WHEN {_RISES} THEN NULL ELSE flag.accepted_until END,
    accepted_reason = CASE WHEN {_RISES} THEN '' ELSE flag.accepted_reason END
FROM offenders_deadline row
WHERE flag.case_id = row.case_id AND flag.kind = row.kind AND flag.subject = row.subject
  AND flag.cured_at IS NULL AND row.due_on < %(on)s AND {_SCOPE}
  AND (flag.due_on, flag.severity, flag.rule, flag.because, flag.inputs)
      IS DISTINCT FROM (row.due_on, row.severity, row.rule, row.because, row.inputs)
"""  # noqa: S608 - as above

_CURE = f"""
UPDATE offenders_flag row SET cured_at = %(at)s, cured_by = %(fact)s, version = row.version + 1
WHERE row.cured_at IS NULL AND row.case_id IS NOT NULL AND {_SCOPE}
  AND NOT EXISTS (
      SELECT FROM offenders_deadline deadline
      WHERE deadline.case_id = row.case_id AND deadline.kind = row.kind
        AND deadline.subject = row.subject AND deadline.due_on < %(on)s)
"""  # noqa: S608 - as above


@dataclass(frozen=True, slots=True)
class Swept:
    """What one run did."""

    raised: int
    changed: int
    cured: int

    def figures(self) -> dict[str, int | str]:
        """As a job run stores them."""
        return {"raised": self.raised, "changed": self.changed, "cured": self.cured}


@transaction.atomic
def sweep(
    kinds: Collection[str],
    *,
    on: date,
    at: datetime,
    case_ids: Collection[int] | None = None,
    fact: str = "",
) -> Swept:
    """Raise a flag for every deadline past its day, cure every flag whose deadline no longer is.

    `case_ids` of None means every case. Running it again changes nothing (JOB-1).
    """
    values = {
        "kinds": list(kinds),
        "case_ids": None if case_ids is None else list(case_ids),
        "on": on,
        "at": at,
        "fact": fact or "recomputed",
    }
    counts = []
    with connection.cursor() as cursor:
        for statement in (_RAISE, _CHANGE, _CURE):
            cursor.execute(statement, values)
            counts.append(cursor.rowcount)
    return Swept(*counts)
