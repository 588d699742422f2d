"""The environment of a local run: what a newcomer would otherwise have to set by hand."""

import contextlib
import os
import secrets
from pathlib import Path

from embedded import places


def local() -> dict[str, str]:
    """The caller's environment, completed; what the caller has set stays."""
    defaults = {
        "CASELOAD_LOCAL": "1",  # plain http on the loopback
        "DJANGO_SETTINGS_MODULE": "config.settings.base",
        "ALLOWED_HOSTS": "127.0.0.1,localhost,[::1]",
        "PYTHONUNBUFFERED": "1",
    }
    if "SECRET_KEY" not in os.environ:
        defaults["SECRET_KEY"] = _secret_key(places.data() / "secret-key")
    return defaults | os.environ


def addresses() -> dict[str, str]:
    return {
        "DATABASE_URL": os.environ.get("DATABASE_URL") or places.database_url(),
        "REDIS_URL": os.environ.get("REDIS_URL") or places.redis_url(),
    }


def _secret_key(kept: Path) -> str:
    """Made once and kept, so that people stay signed in over a restart."""
    if not kept.exists():
        kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh = kept.with_suffix(f".{os.getpid()}")
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(50))
        with contextlib.suppress(FileExistsError):
            kept.hardlink_to(fresh)  # refuses if another process was first
        fresh.unlink()
    return kept.read_text()
