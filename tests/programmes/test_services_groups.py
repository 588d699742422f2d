"""Groups: what is stored with one, what is refused, what cancelling leaves."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from core.calendar import LONDON, london_date
from core.errors import RefusedError, StaleError
from people.models import User
from programmes.choices.catalogue import ModuleKind
from programmes.choices.referral import ReferralStatus
from programmes.models import Facilitation, FacilitatorTraining, Group, Move, Placement, Programme
from programmes.rules.schedule import Meeting
from programmes.selectors.groups import facilitators_of
from programmes.services import groups as services
from tests import factories
from tests.factories import groups as make
from tests.together import while_open

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 4, 12, tzinfo=UTC)
TUESDAYS = [Meeting(1, time(18))]


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOON, tick=False):
        yield


def made(by: User, **fields) -> Group:
    values = {
        "programme": Programme.objects.get(name=make.PROGRAMME),
        "place": make.make_place(),
        "name": "Tuesday evenings",
        "size": 8,
        "meetings": TUESDAYS,
        "first_session_on": date(2027, 2, 2),
    }
    return services.make_group(**values | fields, by=by, at=NOON)


def starts(group: Group) -> list[datetime]:
    return [row.starts_at.astimezone(LONDON) for row in group.sessions.order_by("number")]


class TestMaking:
    def test_it_has_the_sessions_of_its_programme_and_a_review(self, farah: User) -> None:
        group = made(farah)
        together = group.sessions.filter(kind=ModuleKind.GROUP)

        assert together.count() == 21
        assert london_date(together.earliest("starts_at").starts_at) == date(2027, 2, 2)
        assert group.sessions.earliest("starts_at").module == "Pre-Group"
        assert group.sessions.latest("starts_at").module == "Post-programme review"
        assert (group.recorded_by, group.recorded_on) == (farah, london_date(NOON))

    def test_it_begins_at_the_same_time_in_london_all_year(self, farah: User) -> None:
        """28 March 2027 the clocks go forward."""
        found = starts(made(farah))

        assert {(at.weekday(), at.hour) for at in found} == {(1, 18)}
        assert len({at.utcoffset() for at in found}) == 2

    def test_no_session_is_on_a_bank_holiday(self, farah: User) -> None:
        group = made(farah, meetings=[Meeting(0, time(18))], first_session_on=date(2027, 2, 1))

        # Easter Monday, early May and late May.
        days = {at.date() for at in starts(group)}
        assert not days & {date(2027, 3, 29), date(2027, 5, 3), date(2027, 5, 31)}

    def test_a_first_session_on_a_day_that_will_not_do_is_refused_with_the_next(
        self, farah: User
    ) -> None:
        with pytest.raises(RefusedError, match="would do is Tuesday 9 February 2027") as caught:
            made(farah, first_session_on=date(2027, 2, 3))
        assert caught.value.about == "first_session_on"
        assert not Group.objects.exists()

    def test_one_that_meets_on_no_day_is_refused(self, farah: User) -> None:
        with pytest.raises(RefusedError, match="Say on which day the group meets") as caught:
            made(farah, meetings=[])
        assert caught.value.about == "meetings"
        assert not Group.objects.exists()

    def test_a_toolkit_has_no_template_and_no_group(self, farah: User) -> None:
        toolkit = Programme.objects.filter(is_toolkit=True)[0]

        with pytest.raises(RefusedError, match="no template of sessions"):
            made(farah, programme=toolkit)


class TestMoving:
    def move(self, group: Group, number: int, on: date, by: User, version: int = 1):
        session = group.sessions.get(number=number)
        return services.move_session(
            session=session, version=version, on=on, starts=time(18), by=by, at=NOON
        )

    def test_by_hand_to_another_day(self, farah: User) -> None:
        group = made(farah)
        session = self.move(group, 3, date(2027, 2, 10), farah)

        stored = group.sessions.get(number=3)
        assert stored.moved
        assert stored.starts_at == datetime(2027, 2, 10, 18, tzinfo=LONDON)
        assert session.version == 2

    def test_not_to_a_bank_holiday(self, farah: User) -> None:
        with pytest.raises(RefusedError, match="Monday 29 March 2027 is a bank holiday"):
            self.move(made(farah), 8, date(2027, 3, 29), farah)

    def test_the_second_of_two_is_told(self, farah: User) -> None:
        group = made(farah)
        self.move(group, 3, date(2027, 2, 10), farah)

        with pytest.raises(StaleError):
            self.move(group, 3, date(2027, 2, 11), farah)

    def test_the_group_begins_when_its_first_session_does(self, farah: User) -> None:
        group = made(farah)
        self.move(group, 2, date(2027, 2, 4), farah)

        group.refresh_from_db()
        assert group.first_session_on == date(2027, 2, 4)

    def test_not_one_that_has_begun(self, farah: User) -> None:
        group = made(farah)
        session = group.sessions.get(number=1)
        later = session.starts_at + timedelta(minutes=1)

        with pytest.raises(RefusedError, match="has begun"):
            services.move_session(
                session=session,
                version=1,
                on=date(2027, 1, 13),
                starts=time(18),
                by=farah,
                at=later,
            )

    def test_not_of_a_group_that_is_over(self, farah: User) -> None:
        group = made(farah)
        services.cancel_group(group=group, version=1, reason="Why", by=farah, at=NOON)

        with pytest.raises(RefusedError, match="was cancelled on 4 January 2027"):
            self.move(group, 3, date(2027, 2, 10), farah)


class TestRunning:
    def test_who_is_excluded_from_somebody_in_it_does_not_run_it(self, farah: User) -> None:
        case = factories.make_case()
        other = factories.make_officer("Uma Invented", roles=["officer"])
        group = make.make_group()
        make.seat(factories.make_referral(case), group)
        factories.make_exclusion(case, other.user)

        with pytest.raises(RefusedError, match="for a reason that is not shown") as caught:
            self.add(group, other, farah)
        assert case.surname not in str(caught.value)
        assert not Facilitation.objects.exists()

    def test_once_at_a_time_and_again_later(self, farah: User) -> None:
        group, officer = make.make_group(), factories.make_officer()
        runs = self.add(group, officer, farah)

        with pytest.raises(RefusedError, match="runs this group already"):
            self.add(group, officer, farah)
        services.end_facilitation(facilitation=runs, by=farah, at=NOON)
        self.add(group, officer, farah)

    def test_not_from_a_day_after_its_last_session(self, farah: User) -> None:
        group, officer = (
            make.make_group(first_on=date(2027, 2, 2), sessions=1),
            factories.make_officer(),
        )

        with pytest.raises(RefusedError, match="The group ends on 2 February 2027"):
            services.add_facilitator(
                group=group, officer=officer, starts_on=date(2027, 2, 3), by=farah, at=NOON
            )
        assert not Facilitation.objects.exists()

    def test_training_is_a_warning_and_never_a_bar(self, farah: User) -> None:
        on, group = london_date(NOON), make.make_group()
        trained, expired, never = (factories.make_officer() for _ in range(3))
        make.make_programme_training(trained)
        make.make_programme_training(expired, ends_on=on)
        for officer in (trained, expired, never):
            self.add(group, officer, farah)

        said = {row.facilitation.officer: row.warning for row in facilitators_of(group, on=on)}
        assert said == {
            trained: "",
            expired: "Their training for this programme expired on 4 January 2027.",
            never: "No training for this programme is recorded.",
        }

    def test_a_training_takes_the_place_of_an_earlier_one(self, farah: User) -> None:
        officer = factories.make_officer()
        make.make_programme_training(officer)
        services.record_training(
            officer=officer,
            programme=Programme.objects.get(name=make.PROGRAMME),
            trained_on=london_date(NOON),
            expires_on=date(2030, 1, 4),
            by=farah,
            at=NOON,
        )

        ends = FacilitatorTraining.objects.order_by("starts_on").values_list("ends_on", flat=True)
        assert list(ends) == [london_date(NOON), date(2030, 1, 4)]

    def test_a_training_that_cannot_be(self, farah: User) -> None:
        officer, on = factories.make_officer(), london_date(NOON)
        make.make_programme_training(officer, starts_on=on)

        def trained(trained_on: date, expires_on: date | None = None) -> None:
            services.record_training(
                officer=officer,
                programme=Programme.objects.get(name=make.PROGRAMME),
                trained_on=trained_on,
                expires_on=expires_on,
                by=farah,
                at=NOON,
            )

        for day in (on, on - timedelta(days=1)):
            with pytest.raises(RefusedError, match="on that day or later is on record"):
                trained(day)
        with pytest.raises(RefusedError, match="cannot expire before it was done"):
            trained(on + timedelta(days=1), on + timedelta(days=1))
        assert FacilitatorTraining.objects.count() == 1

    @staticmethod
    def add(group: Group, officer, by: User) -> Facilitation:
        return services.add_facilitator(
            group=group, officer=officer, starts_on=london_date(NOON), by=by, at=NOON
        )


class TestCancelling:
    def test_everybody_in_it_waits_for_a_group_again(self, farah: User) -> None:
        group = make.make_group()
        referral = factories.make_referral(factories.make_case(), ReferralStatus.SCHEDULED)
        make.seat(referral, group)
        services.cancel_group(group=group, version=1, reason="Nobody runs it", by=farah, at=NOON)

        referral.refresh_from_db()
        move, placement = Move.objects.get(), Placement.objects.get()
        assert referral.status == ReferralStatus.AWAITING_ALLOCATION
        assert (move.from_status, move.to_status, move.by) == (
            ReferralStatus.SCHEDULED,
            ReferralStatus.AWAITING_ALLOCATION,
            farah,
        )
        assert placement.left_on == london_date(NOON)
        assert placement.left_because == "The group was cancelled: Nobody runs it"
        group.refresh_from_db()
        assert group.cancelled_because == "Nobody runs it"

    def test_once(self, farah: User) -> None:
        group = make.make_group()
        services.cancel_group(group=group, version=1, reason="Why", by=farah, at=NOON)

        with pytest.raises(StaleError):
            services.cancel_group(group=group, version=1, reason="Why", by=farah, at=NOON)
        with pytest.raises(RefusedError, match="was cancelled on 4 January 2027"):
            services.cancel_group(group=group, version=2, reason="Why", by=farah, at=NOON)


@pytest.mark.django_db(transaction=True)
def test_who_is_placed_while_it_is_being_cancelled_is_not_lost(farah: User) -> None:
    """Whoever cancels has locked the cases of those who were in it then, and of nobody else."""
    group = make.make_group()
    referral = factories.make_referral(factories.make_case(), ReferralStatus.AWAITING_ALLOCATION)
    said = while_open(
        lambda: make.seat(referral, group),
        lambda: services.cancel_group(group=group, version=1, reason="Why", by=farah, at=NOON),
        said=str,
    )

    assert said == "Somebody was placed in the group meanwhile. Look again."
    group.refresh_from_db()
    assert (group.cancelled_on, Placement.objects.get().left_on) == (None, None)


def test_a_place_is_there_once(farah: User) -> None:
    services.add_place(name="  Eastmoor   office ", by=farah, at=NOON)

    with pytest.raises(RefusedError, match="a place called eastmoor office already"):
        services.add_place(name="eastmoor office", by=farah, at=NOON)


def test_a_place_ends_once_nothing_is_ahead_there(farah: User) -> None:
    group = make.make_group(first_on=london_date(NOON), sessions=1)
    with pytest.raises(RefusedError, match="Groups still meet at"):
        services.end_place(place=group.place, by=farah, at=NOON)
    after = NOON + timedelta(days=1)
    for _ in range(2):
        services.end_place(place=group.place, by=farah, at=after)
        after += timedelta(days=1)
    group.place.refresh_from_db()
    assert group.place.ends_on == london_date(NOON) + timedelta(days=1)
