"""The access matrix: every URL x everybody x method against the reviewed table, and rules that the table keeps."""

import os
from collections.abc import Iterator

import pytest
from django.db import transaction

from offenders.models import Case
from people.models import User
from tests.access import matrix

NAMES = matrix.names()
WRITING = "CASELOAD_WRITE_MATRIX" in os.environ
written: dict[tuple[str, str], matrix.Row] = {}


@pytest.fixture
def people(request: pytest.FixtureRequest) -> dict[str, User]:
    return {name: request.getfixturevalue(name) for name in (*matrix.CAST, *matrix.OF_AREA)}


@pytest.mark.django_db
@pytest.mark.parametrize("number", matrix.SHARES)
def test_matrix(number: int, case: Case, people: dict[str, User]) -> None:
    scene, sessions = matrix.set_scene(case, people), matrix.sessions_of(people)
    wrong: list[str] = []
    for name in matrix.share(NAMES, number):
        with transaction.atomic():
            found = matrix.fill(name, scene, people, sessions)
            transaction.set_rollback(True)
        written.update({(name, method): row for method, row in found.items()})
        if not WRITING:
            wrong += _different(name, found)
    assert not wrong, "\n".join(wrong)
    if WRITING and len(written) == len(NAMES) * len(matrix.METHODS):
        matrix.write(written)


def _different(name: str, found: dict[str, matrix.Row]) -> Iterator[str]:
    """Where the answers are not those of the reviewed table."""
    for method, row in found.items():
        expected = matrix.read().get((name, method))
        if expected is None:
            yield (
                f"{name} is not in tests/access/matrix.csv: run python -m tests.access.write_matrix, "
                "then review its lines: who may open it, and on what ground?"
            )
            continue
        for who, answer in row.items():
            if who not in matrix.OPEN_COLUMNS and answer != expected.get(who):
                yield f"{method} {name}: {who} is to get {expected.get(who)} and gets {answer}"
        is_open, listed = matrix.opened(row), matrix.read_open().get((name, method), {})
        if is_open != listed:
            yield f"{method} {name}: open_to_mappa.csv says {listed}, found is {is_open}"


# Rules that hold for every line, whoever reviewed it ---------------------------------------------------


# Who works here, and where. Whatever else an address names by a UUID is a case or a record of one, until said otherwise.
NOT_OF_A_CASE = {
    "officer",
    "reduction",
    "scenario",
    "newcomer",
    "absence",
    "preview",
    "supervisionsession",
    "agreedaction",
    "training",
    "statedtraining",
    "team",
    "group",
    "session",
    "facilitation",
    "register",
    "programme",
    "place",
    "mappa_area",
} | matrix.OF_USERS


def _takes_a_case(name: str) -> bool:
    """Whether the address names a case, or a record of one."""
    return bool(set(matrix.records_named(name)) - NOT_OF_A_CASE)


OF_A_CASE = [name for name in NAMES if _takes_a_case(name)]
rules = pytest.mark.skipif(WRITING, reason="The table is being written")


@rules
def test_every_line_of_the_table_is_a_url() -> None:
    assert {name for name, _ in matrix.read()} == set(NAMES)


@rules
def test_what_is_open_to_a_mappa_area_is_a_url() -> None:
    assert {name for name, _ in matrix.read_open()} <= set(NAMES)


@rules
def test_nothing_fails() -> None:
    """No 500, and no 400 but where a post came without its form."""
    bad = [
        (key, who)
        for key, row in matrix.read().items()
        for who, answer in row.items()
        if answer >= "500" and answer != "sign in"
    ]
    assert bad == []


@rules
@pytest.mark.parametrize("name", OF_A_CASE)
def test_a_case_that_is_not_yours_looks_like_none(name: str) -> None:
    """Another team's, an excluded colleague's, and everybody's whom a restriction shuts out."""
    shut_out = ["chidi", "eve", *(f"{who}, restricted" for who in ("ben", "farah", "ivy", "jack"))]
    for method in matrix.METHODS:
        row = matrix.read()[name, method]
        # A role that does not have the permission at all is told so before anybody looks for the case.
        allowed = {"403", "404", "405"}
        assert {who: row[who] for who in shut_out if row[who] not in allowed} == {}
        assert row["chidi"] == row["eve"]


@rules
@pytest.mark.parametrize("name", OF_A_CASE)
def test_who_sees_no_cases_gets_none(name: str) -> None:
    for method in matrix.METHODS:
        row = matrix.read()[name, method]
        assert (row["gwen"], row["hal"], row["kit"], row["nobody"]) == (
            "403",
            "403",
            "403",
            "sign in",
        )


@rules
def test_the_signed_out_reach_only_the_door() -> None:
    open_to_all = {
        key for key, row in matrix.read().items() if row["nobody"] not in {"sign in", "405"}
    }
    assert {name for name, _ in open_to_all} == {"core:health", "people:sign_in", "people:sign_out"}
