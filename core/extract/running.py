"""One file of an extract from end to end, and what a run hands from file to file."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from psycopg2 import sql

from core.extract import storing, weighing
from core.extract.layout import Layout, Reference, Target
from core.extract.reading import FileReader, Progress
from core.extract.report import FileFigures, Report
from core.extract.staging import Stage, analyse, column, fetch


@dataclass(slots=True)
class Run:
    """One run over a folder: `on` and `at` are when it is made, never what the rows are measured against."""

    folder: Path
    on: date
    at: datetime
    progress: Progress
    say: Callable[[str], None] = lambda step: None
    timer: Callable[[], float] = time.monotonic
    paths: dict[str, Path] = field(default_factory=dict)
    report: Report = field(default_factory=Report)


# Whom an extract is about: a record of theirs that it no longer lists is worth a warning.
PEOPLE = "offenders"

Step = Callable[[Stage, Run], None]


def nothing(stage: Stage, run: Run) -> None:
    """No step of its own here."""


@dataclass(frozen=True, slots=True)
class Extract:
    """How one file is taken in.

    The steps between are for what one file alone needs: `prepare` once the rows are known to be good, `compare`
    beside the comparison with the target, `follow` when they are stored. `store` replaces everything after
    `prepare` for records that are never altered.
    """

    layout: Layout
    target: Target
    references: tuple[Reference, ...] = ()
    named: tuple[
        Reference, ...
    ] = ()  # resolved in `prepare`; here so that changes show names, not ids
    weigh: Step = nothing
    prepare: Step = nothing
    compare: Step = nothing
    follow: Step = nothing
    store: Step | None = None
    beside: Mapping[str, str] = field(default_factory=dict)  # staged columns that the file lacks
    may_be_missing: bool = False  # an extract without this file is whole


class DoesNotAddUpError(Exception):
    """A defect of the import: a row was neither stored nor rejected. Nothing is kept."""


def run_file(extract: Extract, run: Run) -> FileFigures:
    """Take in one file, or say that it is missing."""
    file = extract.layout.file
    path = run.paths.get(file)
    if path is None:
        return FileFigures(file, is_missing=not extract.may_be_missing)
    started = run.timer()
    figures = _take_in(path, extract, run)
    return replace(figures, seconds=run.timer() - started)


def _take_in(path: Path, extract: Extract, run: Run) -> FileFigures:
    stage = Stage(extract.layout)
    reader = FileReader(path, extract.layout, run.progress)
    stage.fill(reader.rows(), extract.references, extract.beside)
    run.report.warnings += reader.warnings + _repeated_hour(stage)
    _weigh(stage, extract, run)
    extract.prepare(stage, run)
    (extract.store or _store(extract))(stage, run)
    analyse(extract.target.model._meta.db_table)
    figures = _figures(stage)
    if not figures.adds_up:
        raise DoesNotAddUpError(f"{stage.file}.csv: {figures}")
    return figures


def _weigh(stage: Stage, extract: Extract, run: Run) -> None:
    for reference in extract.references:
        weighing.reject_unknown(stage, reference)
    extract.weigh(stage, run)
    weighing.reject_duplicates(stage, extract.target.key)
    if extract.target.spans:
        weighing.reject_overlaps(stage, extract.target.spans.within)


def _store(extract: Extract) -> Step:
    target = extract.target

    def store(stage: Stage, run: Run) -> None:
        storing.match(stage, target)
        if target.spans:
            storing.settle_spans(stage, target, target.spans)
        storing.compare(stage, target, (*extract.references, *extract.named))
        extract.compare(stage, run)
        storing.judge(stage)
        storing.update(stage, target)
        storing.insert(stage, target)
        storing.number(stage, target)
        extract.follow(stage, run)
        left = storing.not_listed(stage, target) if PEOPLE in run.paths else 0
        if left:
            run.report.warnings.append(
                f"{stage.file}.csv: {left} stored records of these people are not in it, or were rejected; "
                "they stay as they are"
            )

    return store


def _figures(stage: Stage) -> FileFigures:
    counts = dict(fetch("SELECT state, count(*) FROM {t} GROUP BY state", {"t": stage.table}))
    return FileFigures(
        stage.file,
        read=stage.read,
        new=counts.get("new", 0),
        updated=counts.get("changed", 0),
        unchanged=counts.get("same", 0),
        rejected=stage.rejected(),
    )


def _repeated_hour(stage: Stage) -> list[str]:
    """A time in the hour that October repeats is taken as summer time; whoever runs the import is told."""
    instants = [column.field for column in stage.layout.columns if column.sql == "timestamptz"]
    if not instants:
        return []
    later = sql.SQL(" OR ").join(
        sql.SQL("({0} AT TIME ZONE {1}) = (({0} + interval '1 hour') AT TIME ZONE {1})").format(
            column(name, "s"), sql.Literal("Europe/London")
        )
        for name in instants
    )
    found = stage.count(later)
    return (
        [
            f"{stage.file}.csv: {found} rows have a time in the hour that the clocks repeat: read as summer time"
        ]
        if found
        else []
    )
