"""No module, function or view outgrows its budget, unless it says why: `# budget: the reason`."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.checks.found import APPS, ROOT, Finding, report

MODULE, TEST_MODULE, FUNCTION, VIEW = 400, 1000, 40, 25
REASON = re.compile(r"#\s*budget:\s*\S")
FOLDERS = (*APPS, "config", "embedded", "requirements", "tests")


def modules() -> list[Path]:
    found = (path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


def findings(path: Path) -> Iterator[Finding]:
    text = path.read_text()
    lines = text.splitlines()
    is_test = path.is_relative_to(ROOT / "tests")
    limit = TEST_MODULE if is_test else MODULE
    if len(lines) > limit and not any(REASON.search(line) for line in lines[:5]):
        yield Finding(
            path, 1, f"{len(lines)} lines: a module has {limit}; make it a package of the same name"
        )
    if is_test:
        return
    budget = VIEW if "views" in path.with_suffix("").parts else FUNCTION
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef) and not REASON.search(lines[node.lineno - 1]):
            length = _length(node)
            if length > budget:
                yield Finding(
                    path, node.lineno, f"{node.name} has {length} lines: the budget is {budget}"
                )


def _length(function: ast.FunctionDef) -> int:
    """Lines of signature and body; the docstring costs nothing."""
    length = (function.end_lineno or function.lineno) - function.lineno + 1
    first = function.body[0]
    if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
        length -= (first.end_lineno or first.lineno) - first.lineno + 1
    return length


if __name__ == "__main__":
    sys.exit(report(finding for path in modules() for finding in findings(path)))
