"""Whatever is wrong with a file: its rows are told apart by their true line numbers, or refused one by one."""

from pathlib import Path

import pytest

from core.extract import Layout, day, text
from core.extract.reading import Accepted, FileReader, Reject

LAYOUT = Layout(
    "facts",
    (text("crn", 7, upper=True), day("starts_on"), text("notes", 200, required=False)),
    key="crn",
)
HEADER = "crn,starts_on,notes\n"


def read(folder: Path, content: str | bytes) -> tuple[list[Accepted | Reject], list[str]]:
    path = folder / "facts.csv"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    reader = FileReader(path, LAYOUT, lambda characters: None)
    return list(reader.rows()), reader.warnings


def stored(rows: list[Accepted | Reject]) -> list[tuple[int, object]]:
    return [(row.line, row.values[0]) for row in rows if isinstance(row, Accepted)]


def rejected(rows: list[Accepted | Reject]) -> list[tuple[int, str]]:
    return [(row.line, row.reason) for row in rows if isinstance(row, Reject)]


@pytest.mark.parametrize(
    "content",
    [
        HEADER + "x1,2026-03-09,\nX2,09/03/2026,\n",
        (HEADER + "x1,2026-03-09,\nX2,09/03/2026,\n").replace("\n", "\r\n"),
        "\ufeff" + HEADER + "x1,2026-03-09,\nX2,09/03/2026,\n",
        HEADER + " x1 ,2026-03-09,\n\n   \nX2,\u00a009/03/2026\u00a0,\n",
        "starts_on, CRN ,Notes\n2026-03-09,x1,\n09/03/2026,X2,",
        HEADER + '"x1","2026-03-09","a\nb"\nX2,9/3/2026,\n',
    ],
    ids=["plain", "crlf", "mark", "spaces and blank lines", "other order", "quoted newline"],
)
def test_what_is_allowed_on_the_way_in(tmp_path: Path, content: str) -> None:
    rows, warnings = read(tmp_path, content)
    assert [value for _, value in stored(rows)] == ["X1", "X2"]
    assert not warnings


def test_lines_are_counted_as_an_editor_counts_them(tmp_path: Path) -> None:
    content = HEADER + '\nX1,2026-03-09,"one\ntwo\n\nfour"\n\nX2,never,\nX3,2026-03-09,\n'
    rows, _ = read(tmp_path, content)
    assert stored(rows) == [(3, "X1"), (9, "X3")]
    assert rejected(rows) == [(8, "is not a date: YYYY-MM-DD or DD/MM/YYYY")]


def test_text_is_kept_as_it_came(tmp_path: Path) -> None:
    note = '=HYPERLINK("x") <script>alert(1)</script> de\u00a0Souza, O\'Neill & Zoltán; a\tb\r\nc \\N \\.'
    quoted = note.replace('"', '""')
    rows, _ = read(tmp_path, (HEADER + f'X1,2026-03-09," {quoted} "\n').encode())
    (row,) = rows
    assert isinstance(row, Accepted)
    assert row.values[2] == note


def test_a_stray_quotation_mark_costs_only_its_own_line(tmp_path: Path) -> None:
    content = (
        HEADER
        + 'X1,2026-03-09,"said he\nX2,2026-03-09,fine\nX3,2026-03-09,"quoted"\nX4,2026-03-09,\n'
    )
    rows, _ = read(tmp_path, content)
    assert stored(rows) == [(3, "X2"), (4, "X3"), (5, "X4")]
    assert [line for line, _ in rejected(rows)] == [2]
    assert "quotation mark" in rejected(rows)[0][1]


def test_an_unclosed_quotation_mark_at_the_end(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, HEADER + 'X1,2026-03-09,\nX2,2026-03-09,"open\nX3,2026-03-09,\n')
    assert stored(rows) == [(2, "X1"), (4, "X3")]
    assert [line for line, _ in rejected(rows)] == [3]


def test_a_quotation_mark_that_happens_to_be_closed_on_another_line(tmp_path: Path) -> None:
    content = HEADER + 'X1,"2026-03-09,open\nX2","2026-03-09","fine"\nX3,2026-03-09,\n'
    rows, _ = read(tmp_path, content)
    assert stored(rows) == [(3, 'X2"'), (4, "X3")]
    assert [line for line, _ in rejected(rows)] == [2]


def test_bytes_that_are_not_utf_8_cost_their_row(tmp_path: Path) -> None:
    content = HEADER.encode() + b"X1,2026-03-09,Zolt\xe1n\nX2,2026-03-09,Zolt\xc3\xa1n\n"
    rows, _ = read(tmp_path, content)
    assert stored(rows) == [(3, "X2")]
    (row,) = [row for row in rows if isinstance(row, Reject)]
    assert (row.line, row.column, row.value, row.reason) == (
        2,
        "notes",
        "Zolt\\xe1n",
        "is not UTF-8",
    )


def test_a_line_of_any_length_is_read_in_bounded_memory(tmp_path: Path) -> None:
    content = HEADER + f"X1,2026-03-09,{'n' * 5_000_000}\nX2,2026-03-09,\n"
    rows, _ = read(tmp_path, content)
    assert stored(rows) == [(3, "X2")]
    assert rejected(rows) == [(2, "a value is longer than 131,072 characters")]


REFUSED = [
    (
        "crn;starts_on;notes\nX1;2026-03-09;\n",
        "the file has semicolons between its columns, not commas",
        [2],
    ),
    (
        "crn\tstarts_on\tnotes\nX1\t2026-03-09\t\n",
        "the file has tabs between its columns, not commas",
        [2],
    ),
    ("crn,begins_on,notes\nX1,2026-03-09,\n", "the header has no column starts_on", [2]),
    ("crn,crn,starts_on,notes\nX1,X1,2026-03-09,\n", "the header names crn more than once", [2]),
    ("X1,2026-03-09,\nX2,2026-03-09,\n", "the header has no column crn, starts_on, notes", [1, 2]),
]


@pytest.mark.parametrize(("content", "reason", "lines"), REFUSED)
def test_a_file_that_cannot_be_read_has_every_row_rejected(
    tmp_path: Path, content: str, reason: str, lines: list[int]
) -> None:
    rows, warnings = read(tmp_path, content)
    assert rejected(rows) == [(line, reason) for line in lines]
    assert len(rows) == len(lines)
    assert reason in warnings[0]


def test_utf_16_is_refused_and_not_guessed(tmp_path: Path) -> None:
    rows, warnings = read(tmp_path, (HEADER + "X1,2026-03-09,\nX2,2026-03-09,\n").encode("utf-16"))
    assert len(rejected(rows)) == len(rows)
    assert "UTF-16" in warnings[0]


def test_unknown_columns_are_named_and_left_out(tmp_path: Path) -> None:
    rows, warnings = read(tmp_path, "crn,starts_on,notes,mood,\nX1,2026-03-09,,good,\n")
    assert stored(rows) == [(2, "X1")]
    assert warnings == ["facts.csv: columns not known, left out: mood, (without a name)"]


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_an_empty_file_is_said_to_be_empty(tmp_path: Path, content: str) -> None:
    rows, warnings = read(tmp_path, content)
    assert not rows
    assert warnings == ["facts.csv is empty: it has not even a header"]


def test_a_header_alone_is_a_file_without_rows(tmp_path: Path) -> None:
    assert read(tmp_path, HEADER) == ([], [])


def test_a_row_of_commas_is_a_row(tmp_path: Path) -> None:
    assert rejected(read(tmp_path, HEADER + ",,\n")[0]) == [(2, "is missing")]
