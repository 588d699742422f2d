"""The page of rules is true both ways: what it names is there, and what the code names is on it."""

import ast
import re
from pathlib import Path

import pytest

from offenders.rules import all_kinds
from tests.checks.found import APPS

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs/rules/README.md").read_text()
ROW = re.compile(r"^\| ([A-Z]{1,3}-\d+\w?) \| .* \| `([\w/]+\.py)::(\w+)` \|$", re.MULTILINE)
ROWS = ROW.findall(PAGE)
RULES = {rule for rule, _, _ in ROWS}
# The field's parts, as the page knows them: "UTF-8" is no rule.
ID = re.compile(r"\b(?:CAS|DAT|HND|INF|JOB|MAP|NOT|ORD|POL|PRG|PRO|VOC)-\d+")


def sources() -> list[Path]:
    """Code and templates; in migrations stand the rules of the standards."""
    folders = [*(ROOT / app for app in (*APPS, "config")), ROOT / "templates"]
    return [
        path for folder in folders for path in folder.rglob("*") if path.suffix in {".py", ".html"}
    ]


def names_of(path: str) -> set[str]:
    """Functions and classes anywhere in a module, and its constants."""
    tree = ast.parse((ROOT / path).read_text())
    defined = {
        node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }
    assigned = (node for node in tree.body if isinstance(node, ast.Assign | ast.AnnAssign))
    return defined | {
        name.id for node in assigned for name in ast.walk(node) if isinstance(name, ast.Name)
    }


def test_every_row_of_the_page_was_read():
    """A row that the pattern does not match would be believed and tried by nothing."""
    rows = re.findall(r"^\| [A-Z]{1,3}-\d+", PAGE, re.MULTILINE)
    assert len(rows) == len(ROWS) > 80


@pytest.mark.parametrize(("rule", "path", "name"), ROWS)
def test_each_rule_is_where_the_page_says(rule, path, name):
    assert name in names_of(path)


def test_each_rule_that_the_code_names_is_on_the_page():
    named = {
        (rule, str(path.relative_to(ROOT)))
        for path in sources()
        for rule in ID.findall(path.read_text())
        if rule not in RULES
    }
    assert sorted(named) == []


def test_each_rule_of_a_kind_and_of_a_number_is_on_the_page():
    kinds = {kind.rule for kind in all_kinds()}
    numbers = re.findall(r"^\| `[a-z].*\| ([A-Z]{1,3}-\d+) \|$", PAGE, re.MULTILINE)
    assert len(numbers) >= 8
    assert kinds | set(numbers) <= RULES


@pytest.mark.parametrize("source", sorted({path for _, path, _ in ROWS}))
def test_the_code_names_its_rules(source):
    """From a flag's rule id, one search leads to the line."""
    text = (ROOT / source).read_text()
    said = set(re.findall(r"\b[A-Z]{1,3}-\d+\w?", text))
    missing = [rule for rule, path, _ in ROWS if path == source and rule not in said]
    assert not missing
