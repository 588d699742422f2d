"""The environment of a local run: what a newcomer would otherwise have to set by hand."""

import base64
import contextlib
import os
import secrets
from pathlib import Path

from embedded import places


def local() -> dict[str, str]:
    """The caller's environment, completed; what the caller has set stays."""
    return ours() | os.environ


def ours() -> dict[str, str]:
    data = places.data()
    return {
        "CASELOAD_LOCAL": "1",  # plain http on the loopback
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,[::1]",
        "SECRET_KEY": _kept(data / "secret-key", size=64),
        "AUDIT_SEAL_KEY": _kept(data / "audit-seal-key", size=32),
        "AUDIT_SEAL_FILE": str(seals()),
        "PYTHONUNBUFFERED": "1",
    }


def seals() -> Path:
    """Where the audit log's seals are written outside the database."""
    return places.data() / "audit-seals"


def addresses() -> dict[str, str]:
    return {
        "DATABASE_URL": os.environ.get("DATABASE_URL") or places.database_url(),
        "REDIS_URL": os.environ.get("REDIS_URL") or places.redis_url(),
    }


def _kept(file: Path, *, size: int) -> str:
    """Random bytes in base64, made once and kept: people stay signed in and seals stay valid."""
    if not file.exists():
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(base64.b64encode(secrets.token_bytes(size)).decode())
        with contextlib.suppress(FileExistsError):
            file.hardlink_to(fresh)  # refuses if another process was first
        fresh.unlink()
    return file.read_text()
