"""A referral is moved: what is stored, what is refused, what becomes due, and two people at once."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from core import clock
from core.errors import RefusedError, StaleError
from offenders import deadlines
from offenders.choices import SentenceKind
from offenders.models import Case, Contact, Deadline
from people.models import User
from programmes.choices.referral import (
    Deselection,
    Machine,
    PreparationKind,
    ReferralStatus as S,
    Withdrawal,
)
from programmes.models import Move, Preparation, Referral
from programmes.rules.moves import By
from programmes.services.moves import move
from tests import factories
from tests.together import together, while_open

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def today() -> date:
    return clock.today()


@pytest.fixture
def served(farah: User, today: date) -> Case:
    """A case of Farah's with a programme requirement since 100 days."""
    case = factories.make_case(probation=farah.officer, since=today - 100 * DAY)
    factories.make_sentence(
        case,
        SentenceKind.COMMUNITY,
        starts_on=today - 100 * DAY,
        ends_on=today + 900 * DAY,
        programme_requirement=True,
    )
    return case


def referred(case: Case, status: S = S.AWAITING_ASSESSMENT, **fields: Any) -> Referral:
    return factories.make_referral(case, status, **fields)


def go(referral: Referral, to: S, by: User, **values: Any) -> Referral:
    asked = {"on": clock.today(), "at": clock.now(), "version": referral.version} | values
    return move(referral, to=to, by=by, **asked)


def told(case: Case) -> list[str]:
    rows = Contact.objects.filter(case=case).order_by("id")
    return list(rows.values_list("type__code", flat=True))


def test_every_move_is_kept_and_what_is_due_follows(served: Case, farah: User, today: date):
    referral = referred(served)
    deadlines.recompute([served.pk], on=today)
    before = Deadline.objects.get(case=served, kind="programme_start").because
    assert before.startswith("Waiting for an assessment")
    moved = go(referral, S.AWAITING_ALLOCATION, farah, on=today - DAY, details="Seen, suitable")
    assert (moved.status, moved.version) == (S.AWAITING_ALLOCATION, 2)
    row = Move.objects.get(referral=referral)
    assert (row.from_status, row.to_status) == (S.AWAITING_ASSESSMENT, S.AWAITING_ALLOCATION)
    assert (row.on, row.by, row.details) == (today - DAY, farah, "Seen, suitable")
    after = Deadline.objects.get(case=served, kind="programme_start").because
    assert after.startswith("Suitable and waiting for a group")


def test_a_start_and_the_end(served: Case, farah: User, today: date):
    referral = go(referred(served, S.SCHEDULED), S.ON_PROGRAMME, farah, on=today - 3 * DAY)
    assert referral.started_on == today - 3 * DAY
    assert told(served) == ["APSD"]
    assert not Deadline.objects.filter(case=served, kind="programme_start").exists()
    referral = go(referral, S.COMPLETE, farah, on=today - DAY)
    assert (referral.started_on, referral.ended_on) == (today - 3 * DAY, today - DAY)
    assert told(served) == ["APSD"], "only the start"


def test_after_a_pause_it_began_when_it_began(served: Case, farah: User, today: date):
    referral = go(referred(served, S.SCHEDULED), S.ON_PROGRAMME, farah, on=today - 9 * DAY)
    referral = go(referral, S.AWAITING_ALLOCATION, farah, on=today - 5 * DAY)
    referral = go(referral, S.SCHEDULED, farah, on=today - 4 * DAY, how=By.PLACING)
    referral = go(referral, S.ON_PROGRAMME, farah, on=today)
    assert referral.started_on == today - 9 * DAY


def test_a_start_that_was_planned_and_does_not_come_about(served: Case, farah: User, today: date):
    referral = referred(served, S.SCHEDULED, started_on=today + 9 * DAY)
    referral = go(referral, S.AWAITING_ALLOCATION, farah, how=By.TAKING_OUT)
    assert referral.started_on is None


@pytest.mark.parametrize(
    ("status", "to", "values", "words"),
    [
        (S.AWAITING_ASSESSMENT, S.COMPLETE, {}, "it goes to"),
        (S.AWAITING_ALLOCATION, S.SCHEDULED, {}, "Place the person in a group"),
        (S.AWAITING_ASSESSMENT, S.WITHDRAWN, {}, "Choose the reason"),
        (S.AWAITING_ASSESSMENT, S.WITHDRAWN, {"reason": "motivation"}, "can be withdrawn only"),
        (S.COMPLETE, S.AWAITING_ASSESSMENT, {}, "is closed"),
        (S.AWAITING_ASSESSMENT, S.RECALL, {"on": 1}, "or in the past"),
        (S.AWAITING_ASSESSMENT, S.RECALL, {"on": -61}, "The referral was made"),
    ],
)
def test_what_is_refused_stores_nothing(
    served: Case, farah: User, status: S, to: S, values: dict[str, Any], words: str
):
    if "on" in values:
        values = values | {"on": clock.today() + values["on"] * DAY}
    referral = referred(served, status)
    with pytest.raises(RefusedError, match=words):
        go(referral, to, farah, **values)
    referral.refresh_from_db()
    assert (referral.status, referral.version) == (status, 1)
    assert not Move.objects.exists()


def test_not_before_the_last_move(served: Case, farah: User, today: date):
    referral = go(referred(served), S.AWAITING_ALLOCATION, farah, on=today - 2 * DAY)
    with pytest.raises(RefusedError, match="The last move was on") as refused:
        go(referral, S.RECALL, farah, on=today - 3 * DAY)
    assert refused.value.about == "on"
    go(referral, S.RECALL, farah, on=today - 2 * DAY)


def test_a_start_before_the_work_is_done_says_why(served: Case, farah: User, today: date):
    referral = referred(served, S.SCHEDULED)
    Preparation.objects.create(referral=referral, kind=PreparationKind.DISCLOSURE)
    done = Preparation.objects.create(
        referral=referral, kind=PreparationKind.MOTIVATION, done_on=today
    )
    with pytest.raises(RefusedError, match=r"before this is done: disclosure$"):
        go(referral, S.ON_PROGRAMME, farah, details=" ")
    go(referral, S.ON_PROGRAMME, farah, details="The group was full of late starters")
    assert done.done_on
    assert "late starters" in Contact.objects.get(case=served).notes


def test_closed_with_its_reason(served: Case, farah: User, today: date):
    custody = {"machine": Machine.CUSTODY}
    out = go(
        referred(served, S.ON_PROGRAMME, **custody),
        S.DESELECTED,
        farah,
        reason=Deselection.PAROLE,
    )
    assert out.ended_on == today
    gone = referred(served, S.AWAITING_ASSESSMENT, programme="Kaizen")
    gone = go(gone, S.WITHDRAWN, farah, reason=Withdrawal.DEATH)
    assert (gone.status, gone.ended_on) == (S.WITHDRAWN, today)


def test_the_police_do_not_move_referrals(served: Case, amira: User):
    with pytest.raises(RefusedError, match="only officers of probation"):
        go(referred(served), S.RECALL, amira)


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_one_is_told(served: Case, farah: User, nadia: User):
    referral = referred(served)
    to_group = partial(go, referral, S.AWAITING_ALLOCATION, farah)
    not_ready = partial(go, referral, S.SUITABLE_NOT_READY, nadia)
    assert together(to_group, not_ready) == ["StaleError", "stored"]
    assert Move.objects.filter(referral=referral).count() == 1


@pytest.mark.django_db(transaction=True)
def test_who_comes_second_reads_what_was_saved(served: Case, farah: User, nadia: User):
    referral = referred(served)

    def state(error: Exception) -> str:
        return dict(error.theirs)["State"] if isinstance(error, StaleError) else repr(error)

    said = while_open(
        partial(go, referral, S.AWAITING_ALLOCATION, farah),
        partial(go, referral, S.SUITABLE_NOT_READY, nadia),
        said=state,
    )
    assert said == "Awaiting allocation"
