"""manage.py import_extract FOLDER: take in a caseload extract (docs/runbooks/import.md)."""

import sys
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from caseloads.extract import NAMES, RefusedError, import_extract
from core import clock
from core.extract import Report


class Command(BaseCommand):
    help = (
        "Import a caseload extract: a folder of CSV files. Every row is stored or listed in the rejects file. "
        "One transaction: a run that is stopped leaves the database as it was."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="FOLDER")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="Do everything, say what would happen, and take it back",
        )
        parser.add_argument(
            "--rejects", type=Path, metavar="FILE", help="Where to list the rejected rows (CSV)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        if not folder.is_dir():
            raise CommandError(f"There is no folder {folder}")
        now = clock.now()
        stem = f"{folder.resolve().name}-{now:%Y%m%d-%H%M%S}.csv"
        rejects: Path = options["rejects"] or Path(f"rejects-{stem}")
        changes = rejects.with_name(
            f"changes-{stem}" if not options["rejects"] else f"{rejects.stem}.changes.csv"
        )
        started = time.monotonic()
        try:
            with self._bar(folder) as bar:
                report = import_extract(
                    folder,
                    rejects=rejects,
                    changes=changes,
                    on=clock.today(),
                    at=now,
                    is_dry_run=options["dry_run"],
                    watch=lambda file, characters: self._advance(bar, file, characters),
                )
        except RefusedError as refused:
            raise CommandError(str(refused)) from refused
        except OSError as error:
            raise CommandError(f"Nothing was imported: {error}") from error
        self._say(report, rejects, changes, seconds=time.monotonic() - started)
        if options["dry_run"]:
            self.stdout.write("Dry run: nothing was stored.")

    def _bar(self, folder: Path) -> "tqdm[Any]":
        total = sum(
            path.stat().st_size for path in folder.iterdir() if path.stem.casefold() in NAMES
        )
        return tqdm(
            total=total, unit="B", unit_scale=True, disable=not sys.stderr.isatty(), leave=False
        )

    def _advance(self, bar: "tqdm[Any]", file: str, characters: int) -> None:
        bar.set_description(file, refresh=not characters)
        bar.update(characters)

    def _say(self, report: Report, rejects: Path, changes: Path, *, seconds: float) -> None:
        for warning in report.warnings:
            self.stderr.write(self.style.WARNING(f"Warning: {warning}"))
        for line in report.lines():
            self.stdout.write(line)
        rate = round(report.read / seconds) if seconds else 0
        self.stdout.write(f"{report.read:,} rows in {seconds:.1f} s: {rate:,} a second.")
        self.stdout.write(f"Rejected rows: {report.rejected:,}, listed in {rejects}")
        if report.changes:
            self.stdout.write(f"Corrected values: {report.changes:,}, listed in {changes}")
        flags = ", ".join(f"{count:,} {what}" for what, count in report.flags.items())
        self.stdout.write(f"Flags, as at today: {flags}")
