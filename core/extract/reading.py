"""Physical lines into rows, with their line numbers, whatever is wrong with the file."""

import csv
import re
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from core.errors import Problem
from core.extract.columns import BadValueError, Column
from core.extract.layout import Layout

# More than a row of every column at csv's own limit can hold, so what is cut here is always rejected.
LONGEST_LINE = 2_000_000
ABSENT = -1  # where a column of the layout stands that the file does not have
SHOWN = 200  # characters of a value that the rejects file repeats
NOT_UTF_8 = re.compile("[\udc80-\udcff]")
UTF_16 = ("\\xff\\xfe", "\\xfe\\xff")  # its mark, as `_shown` writes it
OTHER_SEPARATORS = {";": "semicolons", "\t": "tabs", "|": "bars"}

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that is not stored. `key` is what other files would call it, where that could be read."""

    line: int
    column: str
    value: str
    reason: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One record of the file as it stands there; `problem` where not even its values can be told apart."""

    line: int
    values: list[str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    line: int
    values: list[object]


class _Lines:
    """The physical lines of a file, counted; those of a record that went wrong can be handed back."""

    def __init__(self, handle: TextIO, progress: Progress) -> None:
        self.handle, self.progress = handle, progress
        self.number = 0
        self.taken: list[str] = []
        self.waiting: deque[str] = deque()

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self.waiting.popleft() if self.waiting else self._next_line()
        if not line:
            raise StopIteration
        self.number += 1
        self.taken.append(line)
        return line

    def _next_line(self) -> str:
        line = self.handle.readline(LONGEST_LINE)
        self.progress(len(line))
        if len(line) < LONGEST_LINE or line.endswith(("\n", "\r")):
            return line
        while rest := self.handle.readline(LONGEST_LINE):
            if rest.endswith(("\n", "\r")):
                break
        return line + "\n"

    def keep_only_the_first(self) -> str:
        """A stray quotation mark must cost its own line, not the lines after it that it swallowed."""
        first, *others = self.taken or [""]
        self.waiting.extendleft(reversed(others))
        self.number -= len(others)
        return first


def records(handle: TextIO, width: Callable[[], int], progress: Progress) -> Iterator[Record]:
    """Every record that is not blank, with the line where it starts. `width`: columns that it should have."""
    lines = _Lines(handle, progress)
    reader = csv.reader(lines, strict=True)
    while True:
        lines.taken.clear()
        start = lines.number + 1
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reader = csv.reader(lines, strict=True)
            yield Record(start, [lines.keep_only_the_first().rstrip("\r\n")], _in_words(error))
            continue
        if len(lines.taken) > 1 and len(values) != (width() or len(values)):
            reader = csv.reader(lines, strict=True)
            yield Record(start, [lines.keep_only_the_first().rstrip("\r\n")], STRAY_QUOTE)
        elif any(value.strip() for value in values) or len(values) > 1:
            yield Record(start, values)


STRAY_QUOTE = "a quotation mark is opened and not closed where it should be"


def _in_words(error: csv.Error) -> str:
    said = str(error)
    if "field larger" in said:
        return f"a value is longer than {csv.field_size_limit():,} characters"
    return STRAY_QUOTE


class FileReader:
    """One file of the extract: `rows()` gives each of its rows, accepted or rejected, in file order."""

    def __init__(self, path: Path, layout: Layout, progress: Progress) -> None:
        self.path, self.layout, self.progress = path, layout, progress
        self.warnings: list[str] = []
        self.width = 0

    def rows(self) -> Iterator[Accepted | Reject]:
        with self.path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as handle:
            found = records(handle, lambda: self.width, self.progress)
            header = next(found, None)
            if header is None:
                self.warnings.append(f"{self.layout.file}.csv is empty: it has not even a header")
                return
            names = [_shown(name).strip().casefold() for name in header.values]
            refused = self._refused(names)
            if refused:
                yield from self._all_refused(header, found, refused)
                return
            self.width = len(names)
            places = [
                names.index(column.name) if column.name in names else ABSENT
                for column in self.layout.columns
            ]
            for record in found:
                yield self._row(record, places)

    def _refused(self, names: list[str]) -> str:
        """Why no row of this file can be read; empty when they can."""
        wanted = [column.name for column in self.layout.columns]
        twice = [name for name in wanted if names.count(name) > 1]
        missing = [
            column.name
            for column in self.layout.columns
            if column.name not in names and not column.newer
        ]
        if names[0].startswith(UTF_16):
            return "the file is in UTF-16, not UTF-8"
        if twice:
            return f"the header names {' and '.join(twice)} more than once"
        if missing and len(names) == 1:
            for mark, word in OTHER_SEPARATORS.items():
                if mark in names[0]:
                    return f"the file has {word} between its columns, not commas"
        if missing:
            return f"the header has no column {', '.join(missing)}"
        extra = [name or "(without a name)" for name in names if name not in wanted]
        if extra:
            self.warnings.append(
                f"{self.layout.file}.csv: columns not known, left out: {', '.join(extra)}"
            )
        return ""

    def _all_refused(
        self, header: Record, found: Iterator[Record], refused: str
    ) -> Iterator[Reject]:
        known = {column.name for column in self.layout.columns}
        words = re.split(r"[^\w]+", " ".join(header.values).replace("\0", "").casefold())
        self.warnings.append(f"{self.layout.file}.csv: every row is rejected: {refused}")
        if known.isdisjoint(words):
            yield Reject(header.line, "", _shown(",".join(header.values)), refused)
        for record in found:
            yield Reject(record.line, "", _shown(",".join(record.values)), refused)

    def _row(self, record: Record, places: list[int]) -> Accepted | Reject:
        whole = record.problem
        if not whole and len(record.values) != self.width:
            whole = f"has {len(record.values)} values where the header has {self.width} columns"
        if whole:
            return Reject(record.line, "", _shown(",".join(record.values)), whole)
        row: dict[str, object] = {}
        for column, place in zip(self.layout.columns, places, strict=True):
            value = "" if place == ABSENT else record.values[place].strip()
            try:
                row[column.field] = _read(column, value)
            except BadValueError as error:
                key = self._key(record.values, places)
                return Reject(record.line, column.name, _shown(value), str(error), key)
        problem = self._problem(row)
        if problem is None:
            return Accepted(record.line, list(row.values()))
        value = record.values[places[self._index(problem.about)]].strip()
        key = self._key(record.values, places)
        return Reject(record.line, problem.about, _shown(value), problem.words, key)

    def _problem(self, row: dict[str, object]) -> Problem | None:
        return next((found for check in self.layout.checks if (found := check(row))), None)

    def _index(self, name: str) -> int:
        return [column.name for column in self.layout.columns].index(name)

    def _key(self, values: list[str], places: list[int]) -> str:
        """What other files call this row, where that much of it could be read."""
        if not self.layout.key:
            return ""
        place = self._index(self.layout.key)
        try:
            return str(_read(self.layout.columns[place], values[places[place]].strip()))
        except BadValueError:
            return ""


def _read(column: Column, value: str) -> object:
    if not value:
        if column.required:
            raise BadValueError("is missing")
        return column.empty
    if not value.isascii() and NOT_UTF_8.search(value):
        raise BadValueError("is not UTF-8")
    if "\0" in value:
        raise BadValueError("contains a NUL character")
    return column.read(value)


def _shown(value: str) -> str:
    """A value as the rejects file can hold it: short, and with foreign bytes written out."""
    cut = value if len(value) <= SHOWN else f"{value[:SHOWN]}… ({len(value)} characters)"
    return (
        cut.encode("utf-8", "surrogateescape")
        .decode("utf-8", "backslashreplace")
        .replace("\0", "\\x00")
    )
