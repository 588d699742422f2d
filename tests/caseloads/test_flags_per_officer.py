"""How many flags an officer starts with: counted from the lines of `manage.py flags`."""

from datetime import date
from pathlib import Path

import pytest

from tests.bench.flags import Share, measure_flags, shares, write


def lines(**counts: int) -> list[dict[str, str]]:
    return [
        {"kind": "home_visit", "officer": officer}
        for officer, n in counts.items()
        for _ in range(n)
    ]


def test_the_median_is_of_officers_who_have_any_and_what_nobody_is_asked_is_told_apart():
    rows = [*lines(a=1, b=2, c=9), {"kind": "home_visit", "officer": ""}]
    rows.append({"kind": "at_large", "officer": ""})
    assert shares(rows) == {
        "at_large": Share(1, 0, 0, 0, 1),
        "home_visit": Share(13, 3, 2, 9, 1),
    }


def test_more_than_five_is_said(capsys: pytest.CaptureFixture[str]):
    write(shares(lines(a=5, b=6)), date(2026, 11, 20))
    assert "5.5        6        0   more than 5: docs/rules says why" in capsys.readouterr().out
    write(shares(lines(a=5, b=5)), date(2026, 11, 20))
    assert "says why" not in capsys.readouterr().out


def test_without_an_extract_one_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
):
    monkeypatch.setenv("EXTRACT", str(tmp_path / "none"))
    measure_flags()
    assert f"no extract at {tmp_path / 'none'}" in capsys.readouterr().out
