"""The arithmetic of clocks, as tables, without a database."""

from datetime import date

import pytest

from offenders.choices import PauseKind
from offenders.rules.clock import (
    Dated,
    Held,
    Paused,
    clock_start,
    days_lost,
    holding,
    paused_now,
    restart,
)

CUSTODY, AT_LARGE = PauseKind.CUSTODY, PauseKind.UNLAWFULLY_AT_LARGE


def day(number: int, month: int = 8) -> date:
    return date(2026, month, number)


def paused(kind: PauseKind, first: int, last: int | None) -> Paused:
    return Paused(kind, day(first), last and day(last), f"pause:{first}")


def dated(number: int, ref: str = "visit:1") -> Dated:
    return Dated(day(number), ref)


@pytest.mark.parametrize(
    ("on", "is_paused"), [(9, False), (10, True), (19, True), (20, False), (21, False)]
)
def test_job_5_a_clock_stands_still_from_the_first_day_to_the_day_before_the_end(on, is_paused):
    stay = paused(CUSTODY, 10, 20)
    assert paused_now([paused(CUSTODY, 1, 2), stay], on=day(on)) == (stay if is_paused else None)


def test_job_5_an_open_time_stands_still_for_good():
    assert paused_now([paused(CUSTODY, 10, None)], on=date(2040, 1, 1)) is not None


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (CUSTODY, "Released from custody"),
        (PauseKind.HOSPITAL, "Discharged from hospital"),
        (PauseKind.TRANSFERRED, "Transferred back"),
    ],
)
def test_job_5_a_clock_starts_again_with_the_release(kind, words):
    assert restart([paused(kind, 1, 5)], on=day(5)) == Dated(day(5), "pause:1", words)


def test_job_5_the_last_release_counts_and_only_once_it_has_come():
    stays = [paused(CUSTODY, 1, 5), paused(CUSTODY, 7, 9), paused(PauseKind.HOSPITAL, 11, 20)]
    assert restart(stays, on=day(19)) == Dated(day(9), "pause:7", "Released from custody")
    assert restart(stays, on=day(20)) == Dated(day(20), "pause:11", "Discharged from hospital")


def test_job_5_time_at_large_or_without_an_end_is_no_release():
    assert restart([paused(AT_LARGE, 1, 5), paused(CUSTODY, 7, None)], on=day(30)) is None


@pytest.mark.parametrize(
    ("since", "lost"), [(1, 12), (5, 12), (6, 11), (14, 3), (15, 2), (22, 0), (30, 0)]
)
def test_job_5_days_at_large_since_a_day_do_not_count(since, lost):
    times = [paused(AT_LARGE, 5, 15), paused(CUSTODY, 16, 19), paused(AT_LARGE, 20, 22)]
    assert days_lost(times, since=day(since)) == lost


def test_job_5_an_open_time_at_large_pauses_and_has_lost_nothing_yet():
    assert days_lost([paused(AT_LARGE, 5, None)], since=day(1)) == 0


def test_pol_9_the_latest_fact_starts_the_clock_the_first_named_of_one_day():
    assert clock_start(dated(3), None, dated(9), dated(5)) == dated(9)
    assert clock_start(dated(3, "allocation:1"), dated(3)) == dated(3, "allocation:1")
    assert clock_start(None, None) is None


def held(first: int, last: int | None, officer: str) -> Held:
    return Held(day(first), last and day(last), officer, f"allocation:{first}")


ROWS = [held(1, 5, "A"), held(5, 10, "B"), held(20, None, "C")]


@pytest.mark.parametrize(
    ("on", "now", "nobody_since"),
    [(4, "A", None), (5, "B", None), (9, "B", None), (10, None, 10), (19, None, 10), (20, "C", None)],
)  # fmt: skip
def test_who_holds_a_case_and_since_when_nobody_does(on, now, nobody_since):
    found = holding([row for row in ROWS if row.starts_on <= day(on)], on=day(on))
    assert found.first == ROWS[0]
    assert (found.now and found.now.officer) == now
    assert found.nobody_since == (nobody_since and day(nobody_since))


def test_nobody_ever_held_it():
    found = holding([], on=day(1))
    assert (found.first, found.now, found.nobody_since) == (None, None, None)
