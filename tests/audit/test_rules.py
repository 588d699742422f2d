"""How a request ended, and the arithmetic of seals, without a database."""

from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from audit.choices import Outcome
from audit.rules import COLUMNS, Sealed, canonical, leaf, link, merkle_root, outcome_of, plain

OUTCOMES = [
    ("GET", 200, Outcome.SHOWN),
    ("HEAD", 200, Outcome.SHOWN),
    ("GET", 302, Outcome.SHOWN),
    ("POST", 302, Outcome.CHANGED),
    ("POST", 200, Outcome.INVALID),
    ("GET", 404, Outcome.NOT_FOUND),
    ("POST", 404, Outcome.NOT_FOUND),
    ("GET", 403, Outcome.REFUSED),
    ("POST", 403, Outcome.REFUSED),
    ("POST", 429, Outcome.REFUSED),
    ("GET", 400, Outcome.INVALID),
    ("POST", 409, Outcome.INVALID),
    ("PUT", 405, Outcome.INVALID),
    ("GET", 500, Outcome.FAILED),
    ("POST", 503, Outcome.FAILED),
]


@pytest.mark.parametrize(("method", "status", "expected"), OUTCOMES)
def test_outcome_of(method: str, status: int, expected: Outcome) -> None:
    assert outcome_of(method=method, status=status) == expected


def test_a_refusal_that_looks_like_absence() -> None:
    assert outcome_of(method="GET", status=404, refused=True) == Outcome.REFUSED


leaves = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=40)


@given(leaves, st.data())
def test_any_change_of_any_leaf_changes_the_root(rows: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(rows) - 1))
    other = data.draw(st.binary(min_size=32, max_size=32).filter(lambda leaf: leaf != rows[index]))
    assert merkle_root([*rows[:index], other, *rows[index + 1 :]]) != merkle_root(rows)


@given(leaves)
def test_a_row_more_or_less_changes_the_root(rows: list[bytes]) -> None:
    assert merkle_root([*rows, rows[-1]]) != merkle_root(rows)
    assert merkle_root([*rows, bytes(32)]) != merkle_root(rows)


def test_a_node_cannot_be_passed_off_as_a_leaf() -> None:
    a, b = bytes([1]) * 32, bytes([2]) * 32
    assert merkle_root([merkle_root([a, b])]) == merkle_root(
        [a, b]
    )  # so a leaf is never a bare digest:
    row = ["x"] * len(COLUMNS)
    assert leaf(row) not in {merkle_root([a, b]), link(a, b)}


def test_an_odd_leaf_is_not_doubled() -> None:
    a, b, c = (bytes([n]) * 32 for n in (1, 2, 3))
    assert merkle_root([a, b, c]) != merkle_root([a, b, c, c])


@given(st.lists(st.text(max_size=5), min_size=len(COLUMNS), max_size=len(COLUMNS)))
def test_values_that_move_between_columns_make_another_leaf(row: list[str]) -> None:
    moved = [*row]
    moved[5], moved[7] = moved[7] + moved[5], ""
    assert (leaf(moved) == leaf(row)) == (moved == row)


def test_one_instant_has_one_form() -> None:
    at = datetime(2026, 7, 1, 12, 0, tzinfo=UTC)
    assert (
        plain(at)
        == plain(at.astimezone(timezone(timedelta(hours=1))))
        == "2026-07-01T12:00:00.000000+00:00"
    )
    assert plain(UUID(int=1)) == "00000000-0000-0000-0000-000000000001"
    assert plain(memoryview(b"\x01")) == "01"


def test_the_order_of_keys_does_not_matter() -> None:
    assert canonical({"a": 1, "b": {"d": 2, "c": 3}}) == canonical({"b": {"c": 3, "d": 2}, "a": 1})


def test_a_signature_covers_every_field() -> None:
    values = {
        "number": 1,
        "sealed_at": datetime(2026, 7, 1, tzinfo=UTC),
        "from_transaction": 0,
        "below_transaction": 9,
        "rows": 3,
        "root": bytes(32),
        "previous": bytes(32),
        "key_id": "k",
    }
    other = {
        "sealed_at": datetime(2026, 7, 2, tzinfo=UTC),
        "root": b"\x01" * 32,
        "previous": b"\x01" * 32,
        "key_id": "l",
    }
    message = Sealed(**values).message()
    for name in Sealed.__slots__:
        changed = values | {name: other.get(name, 77)}
        assert Sealed(**changed).message() != message, name
