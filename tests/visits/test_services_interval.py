"""POL-4: how often one person is visited, and who has to agree."""

from datetime import date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from core import clock
from core.calendar import add_months
from core.errors import RefusedError, StaleError
from offenders import deadlines
from offenders.choices import RiskLevel
from offenders.models import Case, Deadline
from people.models import User
from tests import factories
from visits import services
from visits.models import Interval
from visits.selectors.interval import how_often, waiting_words

REASON = "Seen to slip between visits"


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def since(case: Case, now: datetime) -> date:
    """The day that the clock runs from, with the stored deadline three months later (high risk)."""
    deadlines.refresh_all(on=clock.today(), at=now)
    started = case.allocations.get(agency="police").starts_on
    assert due_on(case) == add_months(started, 3)
    return started


def due_on(case: Case) -> date:
    return Deadline.objects.get(case=case, kind="home_visit").due_on


def set_interval(case: Case, by: User, months: int, version: int = 0) -> Interval:
    return services.set_interval(
        case=case, months=months, reason=REASON, version=version, by=by, at=clock.now()
    )


def test_a_shorter_one_holds_at_once(case: Case, amira: User, since: date) -> None:
    set_interval(case, amira, 1)
    assert due_on(case) == add_months(since, 1)
    often = how_often(case, on=clock.today())
    assert (often.holds, often.awaits_approval) == (True, False)


def test_a_longer_one_waits_and_the_standard_holds(case: Case, amira: User, since: date) -> None:
    set_interval(case, amira, 6)
    assert due_on(case) == add_months(since, 3)
    often = how_often(case, on=clock.today())
    assert (often.holds, often.awaits_approval) == (False, True)


def test_approved_it_holds(case: Case, amira: User, dee: User, now: datetime, since: date) -> None:
    interval = set_interval(case, amira, 6)
    services.approve_interval(interval=interval, version=1, by=dee, at=now)
    assert due_on(case) == add_months(since, 6)
    assert how_often(case, on=clock.today()).holds


def test_nobody_approves_their_own(case: Case, dee: User, now: datetime) -> None:
    interval = set_interval(case, dee, 6)
    with pytest.raises(RefusedError, match="somebody else"):
        services.approve_interval(interval=interval, version=1, by=dee, at=now)


def test_a_shorter_one_needs_no_approval(case: Case, amira: User, dee: User, now: datetime) -> None:
    interval = set_interval(case, amira, 1)
    with pytest.raises(RefusedError, match="needs no approval"):
        services.approve_interval(interval=interval, version=1, by=dee, at=now)


def test_what_was_changed_meanwhile_cannot_be_approved(
    case: Case, amira: User, dee: User, now: datetime
) -> None:
    interval = set_interval(case, amira, 6)
    set_interval(case, amira, 12, version=1)
    with pytest.raises(StaleError) as caught:
        services.approve_interval(interval=interval, version=1, by=dee, at=now)
    assert ("Interval", "Every 12 months") in caught.value.theirs


def test_setting_again_takes_the_approval_away(
    case: Case, amira: User, dee: User, now: datetime
) -> None:
    interval = set_interval(case, amira, 6)
    services.approve_interval(interval=interval, version=1, by=dee, at=now)
    again = set_interval(case, amira, 9, version=2)
    assert (again.decided_by, again.decided_on, again.is_approved) == (None, None, False)


def test_a_later_one_ends_the_one_before(case: Case, amira: User) -> None:
    yesterday = clock.today() - timedelta(days=1)
    old = factories.make_interval(case, amira, 2, starts_on=yesterday)
    new = set_interval(case, amira, 1, version=1)
    old.refresh_from_db()
    assert old.ends_on == new.starts_on == clock.today()


def test_ended_the_standard_holds_again(
    case: Case, amira: User, now: datetime, since: date
) -> None:
    interval = set_interval(case, amira, 1)
    services.end_interval(interval=interval, version=1, by=amira, at=now)
    assert due_on(case) == add_months(since, 3)
    assert how_often(case, on=clock.today()).interval is None


def test_ending_what_somebody_ended_already_is_stale(
    case: Case, amira: User, now: datetime
) -> None:
    interval = set_interval(case, amira, 1)
    services.end_interval(interval=interval, version=1, by=amira, at=now)
    with pytest.raises(StaleError) as caught:
        services.end_interval(interval=interval, version=1, by=amira, at=now)
    assert caught.value.theirs == [("Interval", "None: the standard for the risk level holds")]


def test_without_a_risk_level_there_is_nothing_to_compare_with(amira: User) -> None:
    case = factories.make_case(police=amira.officer, registered=True)
    with pytest.raises(RefusedError, match="no police risk level"):
        set_interval(case, amira, 6)


def test_an_approval_does_not_outlive_the_risk_level(
    case: Case, amira: User, dee: User, now: datetime
) -> None:
    """Approved for high risk, it does not hold for very high risk (POL-4)."""
    interval = set_interval(case, amira, 6)
    services.approve_interval(interval=interval, version=1, by=dee, at=now)
    factories.make_risk(case, RiskLevel.VERY_HIGH, assessed_on=clock.today())
    often = how_often(case, on=clock.today())
    assert (often.holds, often.awaits_approval) == (False, True)


def test_the_history_says_what_was_done(case: Case, amira: User, dee: User, now: datetime) -> None:
    interval = set_interval(case, amira, 6)
    services.approve_interval(interval=interval, version=1, by=dee, at=now)
    services.end_interval(interval=interval, version=2, by=amira, at=now)
    words = [step.words for step in how_often(case, on=clock.today()).history]
    assert words == [
        "Every 6 months ended",
        "Every 6 months approved",
        f"Every 6 months set: {REASON}",
    ]


def test_refused_with_its_reason_it_does_not_hold(
    case: Case, amira: User, dee: User, now: datetime, since: date
) -> None:
    interval = set_interval(case, amira, 6)
    with pytest.raises(RefusedError, match="Say why"):
        services.refuse_interval(interval=interval, version=1, reason=" ", by=dee, at=now)
    services.refuse_interval(interval=interval, version=1, reason="Not now", by=dee, at=now)
    assert due_on(case) == add_months(since, 3)
    often = how_often(case, on=clock.today())
    assert (often.holds, often.waits) == (False, False)
    assert often.history[0].words == "Every 6 months refused: Not now"
    again = set_interval(case, amira, 6, version=2)
    assert (again.refusal, again.decided_by, how_often(case, on=clock.today()).waits) == (
        "",
        None,
        True,
    )


@pytest.mark.parametrize(
    "wrong",
    [
        {"is_approved": True},
        {"refusal": "Not now"},
        {"decided_by": "amira", "decided_on": date(2026, 1, 1), "is_approved": True},
        {"decided_by": "dee", "decided_on": date(2026, 1, 1)},
        {"decided_by": "dee", "decided_on": date(2026, 1, 1), "is_approved": True, "refusal": "No"},
    ],
)
def test_the_database_knows_what_a_decision_is(
    case: Case, amira: User, dee: User, wrong: dict[str, object]
) -> None:
    interval = factories.make_interval(case, amira, 6)
    people = {"amira": amira, "dee": dee}
    values = {name: people.get(value, value) for name, value in wrong.items()}  # type: ignore[call-overload]
    with (
        pytest.raises(IntegrityError, match="visits_interval_decided_by_another"),
        transaction.atomic(),
    ):
        Interval.objects.filter(pk=interval.pk).update(**values)


@pytest.mark.parametrize(
    ("level", "waits"), [(RiskLevel.HIGH, True), (RiskLevel.LOW, False), (None, False)]
)
def test_it_waits_against_the_standard_of_today(
    amira: User, level: RiskLevel | None, waits: bool
) -> None:
    """Six months are longer than three and shorter than twelve; without a level nobody can say."""
    case = factories.make_case(police=amira.officer, registered=True)
    if level:
        factories.make_risk(case, level, assessed_on=clock.today())
    factories.make_interval(case, amira, 6)
    assert bool(waiting_words([case.pk], on=clock.today())) is waits
