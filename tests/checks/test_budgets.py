"""A function or module over its budget is found, unless it says why."""

from pathlib import Path

import pytest

from tests.checks import budgets


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(budgets, "ROOT", tmp_path)
    (tmp_path / "visits").mkdir()
    return tmp_path / "visits"


def function(*, lines: int, reason: str = "") -> str:
    return f"def long():{reason}\n" + "    a = 1\n" * (lines - 1)


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("rules.py", function(lines=40), 0),
        ("rules.py", function(lines=41), 1),
        ("rules.py", function(lines=41, reason="  # budget: one table"), 0),
        ("rules.py", 'def long():\n    """One\n    two.\n    """\n' + "    a = 1\n" * 39, 0),
        ("views.py", function(lines=25), 0),
        ("views.py", function(lines=26), 1),
        ("models.py", "a = 1\n" * 400, 0),
        ("models.py", "a = 1\n" * 401, 1),
        ("models.py", "# budget: generated\n" + "a = 1\n" * 401, 0),
    ],
)
def test_budgets(tree: Path, name: str, text: str, expected: int) -> None:
    (tree / name).write_text(text)

    assert len(list(budgets.findings(tree / name))) == expected
