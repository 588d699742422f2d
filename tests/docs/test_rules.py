"""The page of rules is true: every place exists, and speaks of the rule."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| ([A-Z]{3}-\d+\w?) \| .* \| `([\w/]+\.py)::(\w+)` \|$", re.MULTILINE)
ROWS = ROW.findall((ROOT / "docs/rules/README.md").read_text())


def test_the_page_was_read():
    assert len(ROWS) > 20


@pytest.mark.parametrize(("rule", "path", "name"), ROWS)
def test_each_rule_is_where_the_page_says(rule, path, name):
    tree = ast.parse((ROOT / path).read_text())
    names = {
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    assert name in names


@pytest.mark.parametrize("source", sorted({path for _, path, _ in ROWS}))
def test_the_code_names_its_rules(source):
    """From a flag's rule id, one search leads to the line."""
    text = (ROOT / source).read_text()
    missing = [rule for rule, path, _ in ROWS if path == source and rule not in text]
    assert not missing
