"""Where the embedded servers keep their data, and the addresses that follow from it.

Only computes: settings import this at every start, so nothing here starts or writes anything.
"""

import hashlib
import os
import tempfile
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent.parent
DATABASE = "caseload"
ROLE = "caseload"
PORT = 5432  # names the socket file; nothing listens on TCP


def data() -> Path:
    """The one folder for everything that a local run keeps; CASELOAD_DATA moves it (tests do)."""
    return Path(os.environ.get("CASELOAD_DATA") or ROOT / ".caseload").resolve()


def sockets() -> Path:
    """A short folder of our own: the path of a Unix socket may have 107 bytes, on macOS 103.

    /tmp before $TMPDIR, because two shells with different $TMPDIR must get the same address.
    """
    digest = hashlib.sha256(str(data()).encode()).hexdigest()[:10]
    temporary = "/tmp" if Path("/tmp").is_dir() else tempfile.gettempdir()  # noqa: S108 - mode 0700, owner checked
    return Path(temporary) / f"caseload-{digest}"


def valkey_socket() -> Path:
    return sockets() / "valkey.sock"


def database_url() -> str:
    return f"postgresql://{ROLE}@{quote(str(sockets()), safe='')}:{PORT}/{DATABASE}"


def redis_url() -> str:
    """As Celery names a broker on a Unix socket; redis-py says `unix://` before the same path."""
    return f"redis+socket://{valkey_socket()}"


def is_ours(address: str) -> bool:
    """Whether an address leads to a server of this folder, to any database of it; none at all does too."""
    server = database_url().removesuffix(DATABASE)
    return not address or address.startswith(server) or address == redis_url()


def logs() -> Path:
    return data() / "log"
