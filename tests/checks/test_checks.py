"""A check that runs nothing would pass for ever."""

from tests.checks import __main__ as checks


def test_the_floor_plan_is_really_read() -> None:
    outcome = checks.run("floor plan", checks.CHECKS["floor plan"])

    assert "Contracts: " in outcome.output


def test_a_check_that_fails_says_why() -> None:
    outcome = checks.run("broken", ["-c", "raise SystemExit('it is broken')"])

    assert not outcome.passed
    assert "it is broken" in outcome.output
