"""What a check of ours finds, and how it says so."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
# The floors of the house, the ground first; apps side by side know nothing of each other.
FLOORS = (
    ("core",),
    ("audit",),
    ("people",),
    ("offenders",),
    ("orders",),
    ("visits", "programmes"),
    ("plans",),
    ("mappa",),
    ("caseloads",),
)
LEVEL = {app: level for level, apps in enumerate(FLOORS) for app in apps}
APPS = tuple(sorted(LEVEL))


def below(app: str) -> frozenset[str]:
    """The app itself and every floor under it."""
    return frozenset({app} | {other for other in LEVEL if LEVEL[other] < LEVEL[app]})


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
