"""A caseload extract: the order of its files, in one transaction."""

import time
from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path

import pghistory
from django.db import transaction

from audit.choices import Outcome
from audit.services import record_command
from core.extract import Extract, Report, Run, run_file
from core.extract.report import write_changes, write_rejects
from core.extract.staging import begin, end, fetch
from core.models import JobRun
from mappa.extract import MAPPA_LEVELS
from offenders import deadlines
from offenders.extract import (
    ADDRESSES,
    ALLOCATIONS,
    CONTACTS,
    CUSTODY,
    DIVERSITY_NEEDS,
    KEY_DATES,
    KNOWN_PEOPLE,
    OFFENDERS,
    PREDICTORS,
    REGISTRATIONS,
    RISK_ASSESSMENTS,
    RISK_BY_GROUP,
    SENTENCES,
    TIERED,
    VICTIM_CONTACT,
)
from orders.extract import (
    ANNUAL_NOTIFICATIONS,
    LICENCE_CONDITIONS,
    NOTIFICATION_PERIODS,
    REQUIREMENTS,
)
from people.extract import OFFICERS, REDUCTIONS, TEAMS
from programmes.extract import PROGRAMME_REFERRALS
from visits.extract import VISITS

# What a row names comes before it.
FILES: tuple[Extract, ...] = (
    TEAMS,
    OFFICERS,
    OFFENDERS,
    ALLOCATIONS,
    ADDRESSES,
    SENTENCES,
    REGISTRATIONS,
    RISK_ASSESSMENTS,
    CUSTODY,
    CONTACTS,
    VISITS,
    MAPPA_LEVELS,
    PROGRAMME_REFERRALS,
    TIERED,
    REDUCTIONS,
    RISK_BY_GROUP,
    KNOWN_PEOPLE,
    VICTIM_CONTACT,
    DIVERSITY_NEEDS,
    PREDICTORS,
    KEY_DATES,
    REQUIREMENTS,
    LICENCE_CONDITIONS,
    NOTIFICATION_PERIODS,
    ANNUAL_NOTIFICATIONS,
)
NAMES = tuple(extract.layout.file for extract in FILES)
ASKED_FOR = tuple(extract.layout.file for extract in FILES if not extract.may_be_missing)
JOB = "caseloads.import_extract"

# Without these the others can be stored, but due dates come out wrong.
DECIDE_DUE_DATES = {
    "offenders": "whoever is not known already is rejected in every other file",
    "allocations": "the visit clock cannot start for people not yet allocated to a police officer",
    "registrations": "nobody new is known to be on the register, so no visit falls due for them",
    "risk_assessments": "no new risk level is known, so how often to visit is not known either",
    "custody": "the clock is not paused for people in custody, nor restarted by a release",
    "visits": "visits that were made are not known, so people may be shown as overdue",
}

Watch = Callable[[str, int], None]


class RefusedError(Exception):
    """The import cannot be made now; the message says why and what to do."""


def import_extract(
    folder: Path,
    *,
    rejects: Path,
    changes: Path,
    on: date,
    at: datetime,
    is_dry_run: bool = False,
    watch: Watch = lambda file, characters: None,
    timer: Callable[[], float] = time.monotonic,
) -> Report:
    """Store every row of the folder's files or list it in `rejects`; all of it or nothing.

    A dry run does the same and takes it back. `on` is the day for which the deadlines are worked out afterwards;
    the rows are not measured against it. Raises RefusedError while another import runs.
    """
    run_ = Run(folder, on=on, at=at, progress=partial(watch, ""), timer=timer)
    run_.say = lambda step: watch(step, 0)
    run_.paths, run_.report.warnings = _files(folder)
    with (
        pghistory.context(user=None, source="extract", folder=folder.name),
        transaction.atomic(),
    ):
        _one_at_a_time()
        begin()
        for extract in FILES:
            run_.progress = partial(watch, extract.layout.file)
            run_.report.files.append(run_file(extract, run_))
        stored = timer()
        run_.report.changes = fetch("SELECT count(*) FROM extract_change")[0][0]
        _refresh(run_)
        write_rejects(rejects, NAMES)
        if run_.report.changes:
            write_changes(changes, NAMES)
        run_.report.seconds_after = timer() - stored
        end()
        transaction.set_rollback(is_dry_run)
    return run_.report


def _files(folder: Path) -> tuple[dict[str, Path], list[str]]:
    """The files of the folder by their names in any case, and what is wrong with what is there."""
    paths: dict[str, Path] = {}
    warnings = []
    for path in sorted(folder.iterdir()):
        name = path.stem.casefold()
        if (
            path.suffix.casefold() == ".csv"
            and name in NAMES
            and name not in paths
            and path.is_file()
        ):
            paths[name] = path
        else:
            warnings.append(f"{path.name} is not a file of an extract, or is there twice: left out")
    for name in ASKED_FOR:
        if name not in paths:
            why = DECIDE_DUE_DATES.get(name)
            warnings.append(f"{name}.csv is MISSING" + (f": {why}" if why else ""))
    if not paths:
        raise RefusedError(f"{folder} has none of the files of an extract: {', '.join(NAMES)}")
    return paths, warnings


def _one_at_a_time() -> None:
    """The lock is the transaction's: it is free the moment that a killed run's connection is gone."""
    ((is_ours,),) = fetch("SELECT pg_try_advisory_xact_lock(hashtext(%s))", params=[JOB])
    if not is_ours:
        raise RefusedError(
            "Another import is running: wait until it has ended and start this one again"
        )


def _refresh(run_: Run) -> None:
    """Work out what is due from the new facts, and leave the run on record beside them."""
    swept = deadlines.refresh_all(
        on=run_.on,
        at=run_.at,
        watch=lambda done, cases: run_.say(f"what is due: {done:,} of {cases:,} cases"),
    )
    run_.report.flags = {"raised": swept.raised, "changed": swept.changed, "cured": swept.cured}
    record_command(
        "import_extract",
        at=run_.at,
        outcome=Outcome.CHANGED,
        folder=run_.folder.name,
        read=run_.report.read,
        rejected=run_.report.rejected,
    )
    JobRun.objects.create(
        name=JOB,
        on=run_.on,
        started_at=run_.at,
        finished_at=run_.at,
        succeeded=True,
        figures={
            "folder": run_.folder.name,
            "read": run_.report.read,
            "rejected": run_.report.rejected,
            "changes": run_.report.changes,
            **run_.report.flags,
        },
    )
