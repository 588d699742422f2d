"""From facts to stored deadlines, in set statements.

Two people changing one case at once: each takes the case's lock before the facts are read, so the second one
works from what the first one committed and no answer is ever overwritten by an older one. The same holds for
an officer. Who changes both takes the cases first.
"""

import json
import logging
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime
from typing import Any, NamedTuple, TypedDict

from django.db import connection, models, transaction

from core.editing import hold
from core.jobs import run_job
from core.models import JobRun
from offenders.deadlines.facts import Shared
from offenders.deadlines.flags import Swept, count_anew, sweep
from offenders.models import Allocation, Case, Deadline
from offenders.querysets import holds_on
from offenders.rules import Due, Kind, Owner, all_kinds
from people.models import Officer

CHUNK = 5_000
logger = logging.getLogger(__name__)

Ids = Mapping[Owner, Collection[int]]
Watch = Callable[[int, int], None]  # cases or officers done, how many in all


class Key(NamedTuple):
    """What there is one deadline of, and one open flag."""

    owner: Owner
    owner_id: int
    kind: str
    subject: str
    missing: str

    def __str__(self) -> str:
        words = (f"{self.owner} {self.owner_id},", self.kind, self.subject, self.missing)
        return " ".join(word for word in words if word)


class TwiceAnsweredError(Exception):
    """A rule gave the same subject and missing fact twice: a defect of the rule."""


class NoKindError(Exception):
    """A job that sweeps nothing: no kind names it."""


class StoredInput(TypedDict):
    """A rules.Input as the JSON column holds it."""

    label: str
    value: str
    on: date | None
    ref: str


class Answer(TypedDict):
    """A row of offenders_deadline, ready to store or to print."""

    case_id: int | None
    officer_id: int | None
    kind: str
    subject: str
    missing: str
    due_on: date
    told_on: date
    severity: str
    rule: str
    because: str
    inputs: list[StoredInput]
    value: str
    cause: str
    agency: str
    asked_of_id: int | None
    is_backlog: bool
    is_held: bool
    flagged_as: str


# `{owner}` is the column of the case or of the officer, as in the statements about flags.
_STORE = """
WITH answer AS (
    SELECT * FROM jsonb_to_recordset(%(answers)s::jsonb) AS row(
        case_id bigint, officer_id bigint, kind text, subject text, missing text, due_on date, told_on date,
        severity text, rule text, because text, inputs jsonb, value text, cause text,
        agency text, asked_of_id bigint, is_backlog boolean, is_held boolean, flagged_as text)
), gone AS (
    DELETE FROM offenders_deadline stored
    WHERE stored.{owner} = ANY(%(ids)s) AND stored.kind = ANY(%(kinds)s)
      AND NOT EXISTS (
          SELECT FROM answer WHERE answer.{owner} = stored.{owner} AND answer.kind = stored.kind
            AND answer.subject = stored.subject AND answer.missing = stored.missing)
    RETURNING 1
), kept AS (
    INSERT INTO offenders_deadline AS stored
        (uuid, case_id, officer_id, kind, subject, missing, due_on, told_on, severity, rule, because, inputs,
         value, cause, agency, asked_of_id, is_backlog, is_held, flagged_as)
    SELECT gen_random_uuid(), case_id, officer_id, kind, subject, missing, due_on, told_on, severity, rule,
           because, inputs, value, cause, agency, asked_of_id, is_backlog, is_held, flagged_as
    FROM answer
    ON CONFLICT (case_id, officer_id, kind, subject, missing) DO UPDATE SET
        due_on = excluded.due_on, told_on = excluded.told_on, severity = excluded.severity,
        rule = excluded.rule, because = excluded.because, inputs = excluded.inputs,
        value = excluded.value, cause = excluded.cause, agency = excluded.agency,
        asked_of_id = excluded.asked_of_id, is_backlog = excluded.is_backlog, is_held = excluded.is_held,
        flagged_as = excluded.flagged_as
    WHERE (stored.due_on, stored.told_on, stored.severity, stored.rule, stored.because, stored.inputs,
           stored.value, stored.cause, stored.agency, stored.asked_of_id, stored.is_backlog,
           stored.is_held, stored.flagged_as)
       IS DISTINCT FROM
          (excluded.due_on, excluded.told_on, excluded.severity, excluded.rule, excluded.because,
           excluded.inputs, excluded.value, excluded.cause, excluded.agency, excluded.asked_of_id,
           excluded.is_backlog, excluded.is_held, excluded.flagged_as)
    RETURNING 1
)
SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM kept)
"""
# What a stored deadline says; its inputs follow from the same facts.
_SAYS = (
    "due_on",
    "told_on",
    "severity",
    "rule",
    "because",
    "value",
    "cause",
    "agency",
    "asked_of_id",
    "is_backlog",
    "is_held",
    "flagged_as",
)


def refresh(
    case_ids: Collection[int] = (),
    *,
    officer_ids: Collection[int] = (),
    changed: type[models.Model] | Collection[type[models.Model]],
    on: date,
    at: datetime,
    fact: str = "",
) -> Swept:
    """Recompute what a change to `changed` touches in these cases and of these officers, raise and cure, all at once.

    Every service that changes a fact ends with this, in its own transaction, so no page is ever stale.
    `changed` is the model, or several where one act changes several. `fact` names the record that may cure a flag
    ("visit:<uuid>").
    """
    labels = {
        each._meta.label for each in (changed if isinstance(changed, Collection) else [changed])
    }
    touched = [kind for kind in all_kinds() if kind.is_touched(labels)]
    recompute(case_ids, officer_ids=officer_ids, on=on, only=touched)
    return sweep(
        _codes(touched), on=on, at=at, case_ids=case_ids, officer_ids=officer_ids, fact=fact
    )


def unwatched(done: int, cases: int) -> None:
    """Nobody waits for this one."""


@transaction.atomic(savepoint=False)  # Whoever asks undoes all of its work or none.
def recompute(
    case_ids: Collection[int] = (),
    *,
    officer_ids: Collection[int] = (),
    on: date,
    only: Collection[Kind] | None = None,
    watch: Watch = unwatched,
) -> int:
    """Store the answers for these cases and officers as at `on`; how many rows changed, came or went."""
    chosen = all_kinds() if only is None else only
    ids: Ids = {"case": case_ids, "officer": officer_ids}
    changed = 0
    for owner in ids:
        kinds = [kind for kind in chosen if kind.of == owner]
        wanted = sorted(set(ids[owner])) if kinds else []
        for number, chunk in enumerate(_in_chunks(wanted)):
            watch(number * CHUNK, len(wanted))
            changed += _recompute_chunk(owner, chunk, kinds, on=on)
    count_anew(Deadline, changed)
    return changed


def refresh_all(*, on: date, at: datetime, watch: Watch = unwatched) -> Swept:
    """Recompute, raise and cure for every case and officer: after an import, which may have been the first."""
    recompute(_every(Case), officer_ids=_every(Officer), on=on, watch=watch)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE offenders_deadline")
    return sweep(_codes(all_kinds()), on=on, at=at, fact="import")


def refresh_kind(kind: Kind, *, on: date, at: datetime) -> Swept:
    """Recompute one kind for every case or officer: after a standard changed."""
    recompute(_every(Case), officer_ids=_every(Officer), on=on, only=[kind])
    return sweep([kind.code], on=on, at=at, fact="standard")


def run_sweep(job: str, *, on: date, at: datetime) -> JobRun | None:
    """One run of a scheduled job that raises and cures: of every kind that names it, safe to run twice or late.

    Raises NoKindError, on record as a failed run, when no kind does: a job that looks at nothing must not say
    that everything was looked at.
    """

    def work() -> dict[str, int | str]:
        swept = all_kinds(job=job)
        if not swept:
            raise NoKindError(job)
        if anew := [kind for kind in swept if kind.is_worked_out_by_job]:
            recompute((), officer_ids=_every(Officer), on=on, only=anew)
        return sweep(_codes(swept), on=on, at=at).figures()

    return run_job(job, on=on, work=work)


def answers(kind: Kind, shared: Shared) -> Iterator[Answer]:
    """What must happen in these cases, or of these officers, as rows ready to store or to print.

    What was due before a kind counted for the team is backlog: one meaning for page, job, CSV and print. Raises
    TwiceAnsweredError when the rule gives one of them the same subject and missing fact twice.
    """
    known = kind.facts(shared)
    since = shared.counting_since(kind, known.keys()) if known and kind.only_here else {}
    for owner_id, facts in known.items():
        seen = set()
        for due in kind.due(facts, shared.on):
            if (due.subject, due.missing) in seen:
                raise TwiceAnsweredError(str(_key(kind, owner_id, due.subject, due.missing)))
            seen.add((due.subject, due.missing))
            yield _row(owner_id, kind, due, is_backlog=due.on < since.get(owner_id, due.on))


def drift(
    case_ids: Collection[int] = (),
    *,
    officer_ids: Collection[int] = (),
    since: date,
    on: date,
) -> list[Key]:
    """Stored deadlines that the facts do not give, neither as at `since` (the last recompute) nor `on`.

    Anything here means that a service changed a fact without a refresh: a defect.
    """
    ids: Ids = {"case": case_ids, "officer": officer_ids}
    stored = _stored(ids)
    before, now = _expected(ids, on=since), _expected(ids, on=on)
    return sorted(
        key
        for key in stored.keys() | before.keys() | now.keys()
        if stored.get(key) not in (before.get(key), now.get(key))
    )


class Work(NamedTuple):
    """What the nightly run does for one team."""

    case_ids: list[int]
    officer_ids: list[int]


def recompute_team(
    team_id: int | None, *, since: date, on: date, at: datetime
) -> dict[str, int | str]:
    """The nightly work for one team: the drift found, what moved with the calendar, what was flagged."""
    case_ids, officer_ids = work_by_team(on=on).get(team_id, Work([], []))
    drifted = drift(case_ids, officer_ids=officer_ids, since=since, on=on)
    moved = recompute(case_ids, officer_ids=officer_ids, on=on)
    swept = sweep(_codes(all_kinds()), on=on, at=at, case_ids=case_ids, officer_ids=officer_ids)
    for key in drifted:
        logger.error("Deadline drift: %s", key)
    counts: dict[str, int | str] = {
        "cases": len(case_ids),
        "officers": len(officer_ids),
        "drift": len(drifted),
        "moved": moved,
        "drifted": "; ".join(str(key) for key in drifted[:20]),
    }
    return {**counts, **swept.figures()}


def work_by_team(*, on: date) -> dict[int | None, Work]:
    """Every officer under their team, every case once under one of the teams that hold it; under None when nobody does."""
    holding = Allocation.objects.filter(holds_on(on)).order_by("case_id", "officer__team_id")
    team_of = dict(holding.distinct("case_id").values_list("case", "officer__team"))
    teams: dict[int | None, Work] = defaultdict(lambda: Work([], []))
    for case_id in _every(Case):
        teams[team_of.get(case_id)].case_ids.append(case_id)
    for officer_id, team_id in Officer.objects.order_by("id").values_list("id", "team_id"):
        teams[team_id].officer_ids.append(officer_id)
    return dict(teams)


def _codes(kinds: Collection[Kind]) -> list[str]:
    return [kind.code for kind in kinds]


def _key(kind: Kind, owner_id: int, subject: str, missing: str) -> Key:
    return Key(kind.of, owner_id, kind.code, subject, missing)


def _stored(ids: Ids) -> dict[Key, tuple[str, ...]]:
    rows = [
        *Deadline.objects.filter(case__in=ids["case"]),
        *(Deadline.objects.filter(officer__in=ids["officer"]) if ids["officer"] else ()),
    ]
    own = {kind.code for kind in all_kinds() if kind.is_worked_out_by_job}
    rows = [row for row in rows if row.kind not in own]
    return {key_of(vars(row)): tuple(str(getattr(row, name)) for name in _SAYS) for row in rows}


def _expected(ids: Ids, *, on: date) -> dict[Key, tuple[str, ...]]:
    everything = Shared(ids["case"], on, officer_ids=ids["officer"])
    return {
        key_of(row): tuple(str(row[name]) for name in _SAYS)  # type: ignore[literal-required]
        for kind in all_kinds()
        if ids[kind.of] and not kind.is_worked_out_by_job
        for row in answers(kind, everything)
    }


def key_of(row: Mapping[str, Any]) -> Key:
    """The key of an answer, or of the values of a stored deadline or flag."""
    owner: Owner = "officer" if row["case_id"] is None else "case"
    return Key(owner, row[f"{owner}_id"], row["kind"], row["subject"], row["missing"])


def _row(owner_id: int, kind: Kind, due: Due, *, is_backlog: bool) -> Answer:
    return {
        "case_id": owner_id if kind.of == "case" else None,
        "officer_id": owner_id if kind.of == "officer" else None,
        "kind": kind.code,
        "subject": due.subject,
        "missing": due.missing,
        "due_on": due.on,
        "told_on": due.first_told_on,
        "severity": due.severity.value,
        "rule": due.rule,
        "because": due.because,
        "inputs": [
            {"label": fact.label, "value": fact.value, "on": fact.on, "ref": fact.ref}
            for fact in due.inputs
        ],
        "value": due.value,
        "cause": due.cause,
        "agency": due.agency.value if due.agency else "",
        "asked_of_id": due.asked_of,
        "is_backlog": is_backlog,
        "is_held": due.is_held,
        "flagged_as": due.flagged_as.value if due.flagged_as else "",
    }


def _recompute_chunk(owner: Owner, ids: list[int], kinds: Collection[Kind], *, on: date) -> int:
    """One chunk of cases or officers: locked, answered, stored, all kinds in one statement."""
    hold(Case if owner == "case" else Officer, ids)
    shared = shared_by(owner, ids, on)
    rows = [row for kind in kinds for row in answers(kind, shared)]
    values: dict[str, Any] = {
        "answers": json.dumps(rows, default=str),
        "ids": ids,
        "kinds": [kind.code for kind in kinds],
    }
    with connection.cursor() as cursor:
        cursor.execute(_STORE.format(owner=f"{owner}_id"), values)
        return int(cursor.fetchone()[0])


def _every(model: type[Case | Officer]) -> list[int]:
    return list(model.objects.order_by("id").values_list("id", flat=True))


def shared_in_chunks(ids: Ids, *, on: date) -> Iterator[tuple[Owner, Shared]]:
    """What is shared of these cases and officers, so many at a time, each with whose it is."""
    for owner in ids:
        for chunk in _in_chunks(sorted(set(ids[owner]))):
            yield owner, shared_by(owner, chunk, on)


def shared_by(owner: Owner, ids: Collection[int], on: date) -> Shared:
    return Shared(ids, on) if owner == "case" else Shared((), on, officer_ids=ids)


def _in_chunks(ids: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(ids), CHUNK):
        yield ids[start : start + CHUNK]
