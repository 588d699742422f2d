"""A seat in a group: it makes a referral Scheduled, is refused with what would do, and is given up again."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
import time_machine

from core.calendar import london_date
from core.errors import RefusedError, StaleError
from offenders.models import Case
from people.models import User
from programmes.choices.groups import DayPart
from programmes.choices.referral import ReferralStatus
from programmes.models import Group, Move, Placement, Referral
from programmes.rules.placing import NOT_THIS_ONE
from programmes.selectors.register import register_of
from programmes.services import groups, moves, placing, wishes
from tests import factories
from tests.factories import groups as make
from tests.together import STORED, together

DAY = timedelta(days=1)
NOON = datetime(2027, 1, 4, 12, tzinfo=UTC)
S = ReferralStatus


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def waits(case: Case | None = None, **fields) -> Referral:
    return factories.make_referral(case or factories.make_case(), S.AWAITING_ALLOCATION, **fields)


def refused(referral: Referral, group: Group, by: User) -> str:
    with pytest.raises(RefusedError) as caught:
        placing.place(referral=referral, group=group, by=by, at=NOON)
    assert caught.value.about == "group"
    assert not Placement.objects.filter(referral=referral).exists()
    return str(caught.value)


def leaves(
    seat: Placement,
    *,
    by: User,
    to: ReferralStatus = S.AWAITING_ALLOCATION,
    on: date | None = None,
    details: str = "Moved away",
    version: int | None = None,
) -> None:
    referral = Referral.objects.get(pk=seat.referral_id)
    placing.take_out(
        placement=seat,
        to=to,
        on=on or london_date(NOON),
        details=details,
        version=version or referral.version,
        by=by,
        at=NOON,
    )


@pytest.mark.django_db
class TestPlacing:
    def test_it_makes_the_referral_scheduled_and_is_kept_as_a_move(self, farah: User) -> None:
        referral, group = waits(), make.make_group()
        placing.place(referral=referral, group=group, by=farah, at=NOON)

        stored, move = Referral.objects.get(pk=referral.pk), Move.objects.get()
        seat = Placement.objects.get()
        assert stored.status == S.SCHEDULED
        assert (move.from_status, move.to_status) == (S.AWAITING_ALLOCATION, S.SCHEDULED)
        assert (move.on, move.at, move.by) == (london_date(NOON), NOON, farah)
        assert (seat.placed_on, seat.recorded_by) == (london_date(NOON), farah)

    def test_a_full_group_is_refused_with_what_would_do(self, farah: User) -> None:
        full = make.make_group(size=1)
        other = make.make_group(place=make.make_place("Norwich"))
        make.seat(waits(), full)

        said = refused(waits(), full, farah)
        assert said.startswith("This group is full: 1 of 1 seats are taken. What would do: Norwich")
        assert other.name not in said

    def test_a_clash_with_what_somebody_said_is_refused(self, farah: User) -> None:
        referral, group = waits(), make.make_group()
        wishes.state_availability(
            referral=referral, available={(0, DayPart.MORNING)}, barred=(), by=farah, at=NOON
        )

        assert "not available on Monday evenings" in refused(referral, group, farah)

    def test_a_place_out_of_reach_is_refused(self, farah: User) -> None:
        referral, group = waits(), make.make_group(place=make.make_place("Norwich"))
        wishes.state_availability(
            referral=referral, available=(), barred=[group.place], by=farah, at=NOON
        )

        assert refused(referral, group, farah).startswith("Norwich is a place that this person")

    @pytest.mark.parametrize("is_first", [True, False])
    def test_a_non_association_is_refused_without_saying_who(
        self, farah: User, is_first: bool
    ) -> None:
        one, other = factories.make_case(surname="Aaronson"), factories.make_case(surname="Bergson")
        group = make.make_group()
        wishes.keep_apart(case=one, other=other, note="Fought", by=farah, at=NOON)
        seated, asks = (one, other) if is_first else (other, one)
        make.seat(waits(seated), group)

        said = refused(waits(asks), group, farah)
        assert said.startswith(NOT_THIS_ONE)
        assert seated.surname not in said

    def test_it_is_none_any_more_once_either_has_left_or_it_has_ended(self, farah: User) -> None:
        one, other = factories.make_case(), factories.make_case()
        group = make.make_group()
        apart = wishes.keep_apart(case=one, other=other, note="Fought", by=farah, at=NOON)
        make.seat(waits(one), group)
        wishes.end_keeping_apart(apart=apart, by=farah, at=NOON)

        placing.place(referral=waits(other), group=group, by=farah, at=NOON)

    def test_who_runs_it_and_is_excluded_has_the_same_sentence(self, farah: User) -> None:
        case, group = factories.make_case(), make.make_group()
        runs = factories.make_officer("Uma Invented", roles=["officer"])
        make.make_facilitation(group, runs)
        factories.make_exclusion(case, runs.user)

        said = refused(waits(case), group, farah)
        assert said.startswith(NOT_THIS_ONE)
        assert "Uma" not in said

    def test_nor_may_who_runs_it_open_a_restricted_case(self, farah: User) -> None:
        case, group = factories.make_case(), make.make_group()
        make.make_facilitation(group, factories.make_officer("Uma Invented", roles=["officer"]))
        factories.make_restriction(case, farah)

        assert refused(waits(case), group, farah).startswith(NOT_THIS_ONE)

    def test_somebody_who_ran_it_once_is_in_nobodys_way(self, farah: User) -> None:
        case, group = factories.make_case(), make.make_group()
        runs = factories.make_officer("Uma Invented", roles=["officer"])
        make.make_facilitation(group, runs, ends_on=london_date(NOON))
        factories.make_exclusion(case, runs.user)

        placing.place(referral=waits(case), group=group, by=farah, at=NOON)

    def test_only_who_awaits_allocation_is_placed(self, farah: User) -> None:
        referral = factories.make_referral(factories.make_case(), S.AWAITING_ASSESSMENT)

        said = refused(referral, make.make_group(), farah)
        assert "stands at: Awaiting assessment" in said
        assert "What would do" not in said

    def test_of_the_groups_that_would_do_none_is_one_that_has_somebody_apart(
        self, farah: User
    ) -> None:
        one, other = factories.make_case(), factories.make_case()
        full = make.make_group(size=1)
        make.seat(waits(), full)
        theirs = make.make_group(place=make.make_place("Thetford"))
        make.seat(waits(one), theirs)
        make.keep_apart(one, other)

        assert refused(waits(other), full, farah).endswith("No other group would do now.")


@pytest.mark.django_db
class TestTakingOut:
    def test_the_referral_waits_again_and_the_seat_is_free(self, farah: User) -> None:
        referral, group = waits(), make.make_group(size=1)
        seat = placing.place(referral=referral, group=group, by=farah, at=NOON)
        leaves(seat, by=farah)

        stored = Placement.objects.get(pk=seat.pk)
        assert Referral.objects.get(pk=referral.pk).status == S.AWAITING_ALLOCATION
        assert (stored.left_on, stored.left_because) == (london_date(NOON), "Moved away")
        assert [move.details for move in Move.objects.order_by("id")][-1] == "Moved away"
        placing.place(referral=waits(), group=group, by=farah, at=NOON)

    def test_once_and_with_a_reason(self, farah: User) -> None:
        seat = placing.place(referral=waits(), group=make.make_group(), by=farah, at=NOON)
        with pytest.raises(RefusedError, match="Say why"):
            leaves(seat, by=farah, details=" ")
        leaves(seat, by=farah)

        with pytest.raises(RefusedError, match="They left this group on 4 January 2027"):
            leaves(seat, by=farah)

    @pytest.mark.parametrize("to", [S.AWAITING_ASSESSMENT, S.BREACH, S.RETURN_TO_COURT])
    def test_it_goes_where_its_table_lets_it(self, farah: User, to: ReferralStatus) -> None:
        referral = factories.make_referral(factories.make_case(), S.ON_PROGRAMME)
        seat = make.seat(referral, make.make_group())
        day = london_date(NOON) - 3 * DAY
        leaves(seat, by=farah, to=to, on=day)

        assert Referral.objects.get(pk=referral.pk).status == to
        assert Placement.objects.get().left_on == day
        assert Move.objects.get().on == day

    @pytest.mark.parametrize(
        ("status", "to", "says"),
        [
            (S.SCHEDULED, S.BREACH, "goes to"),
            (S.ON_PROGRAMME, S.DEPRIORITISED, "goes to"),
            (S.SCHEDULED, S.ON_PROGRAMME, "keeps the seat"),
            (S.ON_PROGRAMME, S.COMPLETE, "keeps the seat"),
            (S.ON_PROGRAMME, S.WITHDRAWN, "Choose the reason"),
            (S.COMPLETE, S.AWAITING_ALLOCATION, "closed"),
        ],
    )
    def test_no_other_move_and_then_the_seat_is_kept(
        self, farah: User, status: ReferralStatus, to: ReferralStatus, says: str
    ) -> None:
        seat = make.seat(factories.make_referral(factories.make_case(), status), make.make_group())
        with pytest.raises(RefusedError, match=says):
            leaves(seat, by=farah, to=to)
        assert Placement.objects.get().left_on is None
        assert not Move.objects.exists()

    def test_not_before_the_seat_nor_before_a_register_that_names_them(self, farah: User) -> None:
        group = make.make_group(first_on=london_date(NOON) - 14 * DAY)
        referral = factories.make_referral(factories.make_case(), S.ON_PROGRAMME)
        seat = make.seat(referral, group, placed_on=london_date(NOON) - 20 * DAY)
        make.make_line(seat, group.sessions.get(number=2), "ATTC", farah.officer)
        for days, says in ((21, "have had this seat since 15 December"), (8, "28 December 2026")):
            with pytest.raises(RefusedError, match=says):
                leaves(seat, by=farah, on=london_date(NOON) - days * DAY)
        leaves(seat, by=farah, on=london_date(NOON) - 7 * DAY)

    def test_who_left_on_the_day_of_a_session_stays_in_its_register(self, farah: User) -> None:
        group = make.make_group(first_on=london_date(NOON))
        make.make_facilitation(group, farah.officer)
        session = group.sessions.get(number=1)
        came, went = (
            make.seat(
                factories.make_referral(factories.make_case(probation=farah.officer), S.SCHEDULED),
                group,
            )
            for _ in range(2)
        )
        make.make_line(came, session, "ATTC", farah.officer)
        for seat in (came, went):
            leaves(seat, by=farah)
        seen = Case.objects.seen_by(farah)
        assert [line.placement for line in register_of(session, seen, at=NOON).lines] == [came]

    def test_of_two_the_second_is_told(self, farah: User) -> None:
        seat = placing.place(referral=waits(), group=make.make_group(), by=farah, at=NOON)
        was = Referral.objects.get().version
        leaves(seat, by=farah, version=was)
        with pytest.raises(StaleError):
            leaves(seat, by=farah, to=S.RECALL, version=was)


@pytest.mark.django_db
class TestMovedAway:
    """A referral that goes somewhere else by hand leaves no seat taken behind it."""

    @pytest.mark.parametrize(
        ("to", "keeps"),
        [(S.DEPRIORITISED, False), (S.RECALL, False), (S.ON_PROGRAMME, True)],
    )
    def test_the_seat_is_given_up_unless_they_begin(
        self, farah: User, to: ReferralStatus, keeps: bool
    ) -> None:
        referral, group = waits(), make.make_group(size=1)
        placing.place(referral=referral, group=group, by=farah, at=NOON)
        stored = Referral.objects.select_related("case").get(pk=referral.pk)
        day = london_date(NOON)
        moves.move(stored, to=to, on=day, by=farah, at=NOON, version=stored.version)

        seat = Placement.objects.get()
        assert (seat.left_on is None) == keeps
        if not keeps:
            assert seat.left_because == f"The referral went to “{to.label}”"
            placing.place(referral=waits(), group=group, by=farah, at=NOON)


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_of_two_for_the_last_seat_one_has_it_and_the_other_is_told(self, farah: User) -> None:
        group = make.make_group(size=1)
        acts = [
            partial(placing.place, referral=waits(), group=group, by=farah, at=NOON)
            for _ in range(2)
        ]

        said = together(*acts, said=str)
        assert sorted(said) == sorted(
            [
                STORED,
                "This group is full: 1 of 1 seats are taken. No other group would do now.",
            ]
        )
        assert Placement.objects.count() == 1
        assert Referral.objects.filter(status=S.SCHEDULED).count() == 1

    def test_one_person_gets_one_seat(self, farah: User) -> None:
        referral = waits()
        acts = [
            partial(placing.place, referral=referral, group=make.make_group(), by=farah, at=NOON)
            for _ in range(2)
        ]

        said = together(*acts, said=str)
        assert STORED in said
        assert any("stands at: Scheduled" in each for each in said)
        assert Placement.objects.count() == 1

    def test_two_who_must_not_meet_do_not_get_into_one_group(self, farah: User) -> None:
        one, other = factories.make_case(), factories.make_case()
        group = make.make_group()
        make.keep_apart(one, other)
        acts = [
            partial(placing.place, referral=waits(case), group=group, by=farah, at=NOON)
            for case in (one, other)
        ]

        said = together(*acts, said=str)
        assert STORED in said
        assert any(each.startswith(NOT_THIS_ONE) for each in said)
        assert Placement.objects.count() == 1

    def test_a_group_that_is_being_cancelled_takes_nobody(self, farah: User) -> None:
        group = make.make_group()
        said = together(
            partial(placing.place, referral=waits(), group=group, by=farah, at=NOON),
            partial(groups.cancel_group, group=group, version=1, reason="Why", by=farah, at=NOON),
            said=str,
        )

        group.refresh_from_db()
        assert STORED in said
        open_seats = Placement.objects.filter(left_on=None).count()
        assert open_seats == (0 if group.cancelled_on else 1)


@pytest.mark.django_db
class TestWishes:
    def test_what_is_stated_takes_the_place_of_what_was(self, farah: User) -> None:
        referral, place = waits(), make.make_place()
        state = partial(wishes.state_availability, referral=referral, by=farah, at=NOON)
        state(available={(0, DayPart.MORNING), (1, DayPart.EVENING)}, barred=[place])
        kept = referral.availability.get(weekday=1)
        state(available={(1, DayPart.EVENING), (2, DayPart.EVENING)}, barred=[])

        assert [(row.weekday, row.part) for row in referral.availability.all()] == [
            (1, "evening"),
            (2, "evening"),
        ]
        assert referral.availability.get(weekday=1).pk == kept.pk
        assert not referral.barred_places.exists()

    def test_two_people_are_kept_apart_once_and_nobody_from_themself(self, farah: User) -> None:
        one, other = factories.make_case(), factories.make_case()
        keep = partial(wishes.keep_apart, note="Fought", by=farah, at=NOON)
        keep(case=other, other=one)

        with pytest.raises(RefusedError, match="on record already"):
            keep(case=one, other=other)
        with pytest.raises(RefusedError, match="That is this person"):
            keep(case=one, other=one)
