"""The file outside the database that repeats every seal, one line of JSON each."""

import json
from pathlib import Path
from typing import Any

from audit.models import Seal
from audit.selectors.rows import link_of


def line(made: Seal) -> dict[str, object]:
    return {
        "number": made.number,
        "sealed_at": made.sealed_at.isoformat(),
        "below_transaction": made.below_transaction,
        "rows": made.rows,
        "root": bytes(made.root).hex(),
        "link": link_of(made).hex(),
        "key_id": made.key_id,
    }


def complete_bytes(path: Path) -> int:
    """How much of the file is whole lines."""
    return path.read_bytes().rfind(b"\n") + 1 if path.exists() else 0


def lines(path: Path) -> list[dict[str, Any]]:
    """The lines of the file; a last one that was cut short by a crash does not count."""
    if not path.exists():
        return []
    return [json.loads(text) for text in path.read_bytes()[: complete_bytes(path)].splitlines()]
