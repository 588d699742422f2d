"""The programme referrals of a caseload extract.

An extract knows no days of moves, and may be older than what people recorded here. What it says is taken when it says
something new: then the referral moves, and the move is kept as one "from the extract". The same said again undoes nothing.
"""

from psycopg2 import sql

from core.extract import (
    Extract,
    Layout,
    Reference,
    Run,
    Stage,
    Target,
    choice,
    codes,
    day,
    not_before,
    text,
    yes_no,
)
from core.extract.staging import fetch, run
from offenders.extract import CASE
from offenders.extract.case import CRN
from programmes.choices.referral import (
    ONLY_CUSTODY,
    STATUSES,
    BarrierCode,
    Machine,
    ReferralStatus,
)
from programmes.models import Programme, Referral
from programmes.rules.moves import is_move

# `said` is the file's own status, `was` the stored one where the row is about a referral that is known.
BESIDE = {
    "said": "s.status",
    "was": "''::text",
    "was_machine": "''::text",
    "machine": f"'{Machine.COMMUNITY.value}'::text",
}


def _settle(stage: Stage, _run: Run) -> None:
    """Which table of moves a referral follows, and whether its status says something new.

    A referral that people moved since keeps what they recorded, also the day of its start, until the extract says
    something else than it said before.
    """
    run(
        "UPDATE {stage} s SET machine = {custody} WHERE s.status IN ({only_custody})",
        {
            "stage": stage.table,
            "custody": sql.Literal(Machine.CUSTODY.value),
            "only_custody": _literals(sorted(ONLY_CUSTODY)),
        },
    )
    run(
        "UPDATE {stage} s SET was = r.status, was_machine = r.machine,"
        " machine = CASE WHEN s.machine = {community} AND s.said IN ({both}) THEN r.machine ELSE s.machine END,"
        " status = CASE WHEN r.told_status = s.said THEN r.status ELSE s.said END,"
        " started_on = CASE WHEN r.told_status = s.said THEN coalesce(s.started_on, r.started_on) ELSE s.started_on END"
        " FROM programmes_referral r WHERE r.case_id = s.case_id AND r.programme = s.programme"
        " AND r.referred_on = s.referred_on",
        {
            "stage": stage.table,
            "community": sql.Literal(Machine.COMMUNITY.value),
            "both": _literals(sorted(STATUSES[Machine.COMMUNITY] & STATUSES[Machine.CUSTODY])),
        },
    )
    stage.analyse("machine", "status", "was")


def _keep_moves(stage: Stage, run_: Run) -> None:
    """Each new status is a move of the referral; one that no table allows is kept as that, and told."""
    names = {"stage": stage.table, "is_allowed": _is_allowed()}
    run(
        "INSERT INTO programmes_move (referral_id, from_status, to_status, at, reason, details, is_allowed)"
        " SELECT s.id, s.was, s.status, %s, '', '',"
        " {is_allowed}"
        " FROM {stage} s WHERE s.state = 'changed' AND s.was <> '' AND s.was <> s.status",
        names,
        [run_.at],
    )
    run(
        "UPDATE programmes_referral r SET told_status = s.said FROM {stage} s"
        " WHERE r.id = s.id AND r.told_status <> s.said",
        names,
    )
    rows = fetch(
        "SELECT s.line, s.was, s.status FROM {stage} s WHERE s.state = 'changed' AND s.was <> ''"
        " AND s.was <> s.status AND NOT {is_allowed} ORDER BY s.line",
        names,
    )
    if rows:
        told = "; ".join(
            f"line {line}, from “{ReferralStatus(was).label}” to “{ReferralStatus(now).label}”"
            for line, was, now in rows[:TOLD]
        )
        more = f"; and {len(rows) - TOLD} more" if len(rows) > TOLD else ""
        run_.report.warnings.append(
            f"{stage.file}.csv: {len(rows)} referral{'s' if len(rows) > 1 else ''} went from one status to another in a way that no table of moves"
            f" has; each is kept as a move from the extract: {told}{more}"
        )


TOLD = 5


def _is_allowed() -> sql.Composable:
    """Whether the table of moves has what a row says, in SQL; from one table to the other it has nothing."""
    pairs = [
        (machine, was, now)
        for machine, statuses in STATUSES.items()
        for was in sorted(statuses)
        for now in sorted(statuses)
        if is_move(machine, was, now)
    ]
    return sql.SQL(
        "(s.was_machine = s.machine AND EXISTS (SELECT FROM (VALUES {pairs}) a(machine, was, status)"
        " WHERE (a.machine, a.was, a.status) = (s.machine, s.was, s.status)))"
    ).format(
        pairs=sql.SQL(", ").join(
            sql.SQL("({})").format(_literals([word.value for word in pair])) for pair in pairs
        )
    )


def _literals(words: list[ReferralStatus] | list[str]) -> sql.Composable:
    return sql.SQL(", ").join(sql.Literal(str(word)) for word in words)


PROGRAMME_REFERRALS = Extract(
    Layout(
        "programme_referrals",
        (
            CRN,
            text("programme", 60),
            day("referred_on"),
            choice("status", ReferralStatus.values),
            day("started_on", required=False),
            yes_no("pre_programme_done"),
            codes("barriers", BarrierCode.values, required=False),
        ),
        (not_before("started_on", "referred_on", "is before referred_on"),),
    ),
    Target(
        Referral,
        key=("case_id", "programme", "referred_on"),
        values=("machine", "status", "started_on", "pre_programme_done", "barriers"),
    ),
    references=(CASE, Reference("programme", "programme_ref", Programme, "name", "programme")),
    beside=BESIDE,
    prepare=_settle,
    follow=_keep_moves,
)
