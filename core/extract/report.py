"""What a run says at its end: the summary, the rejects file and the list of changes."""

import csv
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from core.extract.staging import stream
from core.spreadsheet import cell


@dataclass(frozen=True, slots=True)
class FileFigures:
    """What became of the rows of one file: read = new + updated + unchanged + rejected, always."""

    file: str
    read: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: int = 0
    is_missing: bool = False
    seconds: float = field(default=0.0, compare=False)

    @property
    def adds_up(self) -> bool:
        return self.read == self.new + self.updated + self.unchanged + self.rejected


@dataclass(slots=True)
class Report:
    """The outcome of a run."""

    files: list[FileFigures] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    changes: int = 0
    flags: dict[str, int] = field(default_factory=dict)
    seconds_after: float = 0.0  # working out what is due and writing the lists, when all is stored

    @property
    def read(self) -> int:
        return sum(figures.read for figures in self.files)

    @property
    def rejected(self) -> int:
        return sum(figures.rejected for figures in self.files)

    def lines(self) -> Iterator[str]:
        """The summary table."""
        yield f"{'file':<20}{'read':>9}{'new':>9}{'updated':>9}{'unchanged':>11}{'rejected':>10}"
        for row in self.files:
            note = "  MISSING" if row.is_missing else ""
            yield self._line(row.file, row) + note
        total = FileFigures(
            "all",
            self.read,
            sum(row.new for row in self.files),
            sum(row.updated for row in self.files),
            sum(row.unchanged for row in self.files),
            self.rejected,
        )
        yield self._line("all", total)

    def _line(self, name: str, row: FileFigures) -> str:
        return f"{name:<20}{row.read:>9}{row.new:>9}{row.updated:>9}{row.unchanged:>11}{row.rejected:>10}"


def write_rejects(path: Path, files: Sequence[str]) -> None:
    """One line for each rejected row, in the order of the files and of their lines."""
    rows = _in_order("extract_reject", ["file", "line", "name", "value", "reason"], files)
    _write(path, ["file", "line", "column", "value", "reason"], rows)


def write_changes(path: Path, files: Sequence[str]) -> None:
    """One line for each stored value that was corrected."""
    rows = _in_order("extract_change", ["file", "line", "name", "before", "after"], files)
    _write(path, ["file", "line", "column", "before", "after"], rows)


def _in_order(table: str, names: list[str], files: Sequence[str]) -> Iterator[Sequence[Any]]:
    """Sorted once and handed over bit by bit, so that a million rejects need no more memory than a thousand."""
    return stream(
        "SELECT file || '.csv', line, {a}, {b}, {c} FROM {table}"
        " ORDER BY array_position(%s::text[], file), line, {a}",
        {"table": table, "a": names[2], "b": names[3], "c": names[4]},
        [list(files)],
    )


def _write(path: Path, header: list[str], rows: Iterator[Sequence[Any]]) -> None:
    """The file holds people's data: only its owner may read it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(header)
        writer.writerows([cell(value) for value in row] for row in rows)
