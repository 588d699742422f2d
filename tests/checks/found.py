"""What a check of ours finds, and how it says so."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = (
    "audit",
    "caseloads",
    "core",
    "mappa",
    "offenders",
    "orders",
    "people",
    "programmes",
    "visits",
)


@dataclass(frozen=True, order=True)
class Finding:
    path: Path
    line: int
    what: str

    def __str__(self) -> str:
        return f"{self.path.relative_to(ROOT)}:{self.line}: {self.what}"


def report(findings: Iterable[Finding]) -> int:
    """Print the findings; the exit code is 1 if there is one."""
    ordered = sorted(findings)
    for finding in ordered:
        sys.stdout.write(f"{finding}\n")
    return 1 if ordered else 0


def line_of(text: str, offset: int) -> int:
    return text.count("\n", 0, offset) + 1
