"""Referrals of an extract: what says something new moves a referral, what says the same again undoes nothing."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

from core.calendar import LONDON
from people.models import User
from programmes.choices.referral import Machine, ReferralStatus as S
from programmes.models import Move, Referral
from tests.extracts import ON, Outcome, take_in, with_rows, write

pytestmark = pytest.mark.django_db
Read = Callable[..., Outcome]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def take(*rows: str) -> Outcome:
        files = {"programme_referrals": with_rows("programme_referrals", *rows)}
        return take_in(write(tmp_path / "extract", files))

    return take


def row(status: str, started: str = "", programme: str = "Kaizen") -> str:
    return f"X100002,{programme},2026-05-06,{status},{started},no,"


def stored() -> Referral:
    return Referral.objects.get(case__crn="X100002")


def moves() -> list[tuple[str, str, date | None, bool]]:
    rows = Move.objects.filter(referral=stored())
    return list(rows.values_list("from_status", "to_status", "on", "is_allowed"))


def test_a_first_status_is_no_move(read: Read):
    read(row("awaiting_assessment"))
    assert (stored().status, stored().told_status) == (S.AWAITING_ASSESSMENT,) * 2
    assert (stored().machine, moves()) == (Machine.COMMUNITY, [])


def test_a_new_status_is_a_move_without_a_day(read: Read):
    read(row("awaiting_assessment"))
    outcome = read(row("awaiting_allocation"))
    assert moves() == [(S.AWAITING_ASSESSMENT, S.AWAITING_ALLOCATION, None, True)]
    assert not outcome.report.warnings
    read(row("awaiting_allocation"))
    assert len(moves()) == 1, "the same said again"


def test_what_no_table_allows_is_kept_and_told(read: Read):
    read(row("awaiting_assessment"))
    outcome = read(row("complete"))
    assert moves() == [(S.AWAITING_ASSESSMENT, S.COMPLETE, None, False)]
    (warning,) = outcome.report.warnings
    assert warning == (
        "programme_referrals.csv: 1 referral went from one status to another in a way that no table of moves has; "
        "each is kept as a move from the extract: line 3, from “Awaiting assessment” to “Programme complete”"
    )


def test_a_stale_extract_does_not_undo_what_people_recorded(read: Read, farah: User):
    read(row("awaiting_assessment"))
    referral = stored()
    started = ON - timedelta(days=3)
    Move.objects.create(
        referral=referral,
        from_status=S.AWAITING_ASSESSMENT,
        to_status=S.RECALL,
        on=ON,
        at=datetime.combine(ON, time(10), tzinfo=LONDON),
        by=farah,
    )
    Referral.objects.filter(pk=referral.pk).update(status=S.RECALL, started_on=started)
    outcome = read(row("awaiting_assessment"))
    assert outcome.counts("programme_referrals")[1] == 0, "nothing changed"
    assert (stored().status, stored().started_on) == (S.RECALL, started)
    read(row("withdrawn"))
    assert (stored().status, stored().started_on) == (S.WITHDRAWN, None)
    assert moves()[-1] == (S.RECALL, S.WITHDRAWN, None, True)


def test_the_extract_comes_to_say_what_people_recorded(read: Read, farah: User):
    read(row("awaiting_assessment"))
    Referral.objects.filter(pk=stored().pk).update(status=S.AWAITING_ALLOCATION)
    read(row("awaiting_allocation"))
    assert (stored().told_status, moves()) == (S.AWAITING_ALLOCATION, [])


def test_a_word_of_custody_is_a_referral_in_custody(read: Read):
    read(row("referral_submitted"))
    assert stored().machine == Machine.CUSTODY
    read(row("awaiting_assessment"))
    assert (stored().machine, moves()[0][3]) == (Machine.CUSTODY, True)
    read(row("awaiting_allocation"))
    assert (stored().machine, moves()[1][3]) == (Machine.COMMUNITY, False)


def test_two_rows_of_one_referral_contradict_each_other(read: Read):
    outcome = read(row("awaiting_assessment"), row("scheduled"))
    assert stored().status == S.AWAITING_ASSESSMENT
    assert [reject["line"] for reject in outcome.rejects] == ["4"]


def test_a_start_before_the_referral_is_a_line_of_the_rejects(read: Read):
    """And what was stored before stands: nothing of the row is taken."""
    read(row("awaiting_assessment"))
    outcome = read(row("on_programme", started="2026-05-05"))
    (reject,) = outcome.rejects
    assert (reject["column"], reject["line"]) == ("started_on", "3")
    assert "is before referred_on" in reject["reason"]
    assert (stored().status, stored().started_on, moves()) == (S.AWAITING_ASSESSMENT, None, [])


def test_a_programme_that_the_catalogue_does_not_have(read: Read):
    outcome = read(row("scheduled", programme="Basket weaving"))
    assert [reject["column"] for reject in outcome.rejects] == ["programme"]
    assert not Referral.objects.filter(case__crn="X100002").exists()
