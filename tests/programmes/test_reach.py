"""PRG-46: what is said of the groups in reach to somebody who waits for one, as a rule, as stored, and once seats change."""

from datetime import date, time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core import clock
from core.models import JobRun, Message
from offenders import deadlines
from offenders.choices import SentenceKind
from offenders.deadlines.facts import Shared
from offenders.models import Case, Deadline
from people.models import User
from programmes.choices.groups import DayPart
from programmes.choices.referral import ReferralStatus as S
from programmes.deadlines.facts import facts
from programmes.models import Group, NonAssociation, Place, Placement, Programme, Referral
from programmes.rules.placing import Offer, Wanted
from programmes.rules.reach import is_near, reach_words
from programmes.rules.schedule import Meeting
from programmes.services import groups, placing, waiting, wishes
from programmes.tasks import recompute_waiting
from tests import factories
from tests.factories import groups as make

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
MAY = date(2026, 5, 4)
EVENING, MORNING = time(18), time(9, 30)


def offer(pk: int = 1, **more: Any) -> Offer:
    known = {"programme": "Kaizen", "place_id": 1, "place": "Norwich", "size": 8, "taken": 8}
    known |= {"meetings": ((0, EVENING),), "first_on": MAY, "last_on": MAY}
    return Offer(id=pk, **known | more)


def said(*offers: Offer, **wants: Any) -> str:
    return reach_words(Wanted("Kaizen", S.AWAITING_ALLOCATION, **wants), offers)


class TestRule:
    def test_the_soonest_and_whether_a_seat_is_free(self):
        assert said(offer()) == "the next one in reach, Norwich from 4 May 2026, is full"
        assert said(offer(taken=7)) == (
            "the next one in reach, Norwich from 4 May 2026, has seats free"
        )
        later = offer(2, place="Ely", first_on=MAY + WEEK, taken=2)
        last = offer(3, place="Diss", first_on=MAY + 2 * WEEK, taken=2)
        assert said(last, later, offer()) == (
            "the next one in reach, Norwich from 4 May 2026, is full; the first with a seat free is Ely from 11 May 2026"
        )

    @pytest.mark.parametrize(
        ("other", "wants"),
        [
            ({"programme": "Horizon"}, {}),
            ({}, {"barred_places": frozenset({1})}),
            ({}, {"not_in": frozenset({1})}),
            ({}, {"available": frozenset({(0, DayPart.MORNING)})}),
            ({"meetings": ((0, EVENING), (2, MORNING))}, {"available": {(0, DayPart.EVENING)}}),
        ],
    )
    def test_none_to_which_they_cannot_come(self, other: dict[str, Any], wants: dict[str, Any]):
        assert said(offer(**other), **wants) == "no group is planned within reach"

    def test_who_said_nothing_can_come(self):
        assert "is full" in said(offer())
        assert "is full" in said(offer(), available=frozenset({(0, DayPart.EVENING)}))

    @pytest.mark.parametrize(
        ("region", "meets_in", "near"),
        [(1, 1, True), (3, 1, False), (1, None, True), (None, 1, False)],
    )
    def test_for_people_of_its_region(self, region: int | None, meets_in: int | None, near: bool):
        assert is_near(region, meets_in) is near


@pytest.mark.django_db
class TestStored:
    @pytest.fixture
    def today(self) -> date:
        return clock.today()

    @pytest.fixture
    def referral(self, farah: User, today: date) -> Referral:
        return self.waits(farah, today)

    def waits(self, farah: User, today: date) -> Referral:
        case = factories.make_case(probation=farah.officer, since=today - 20 * WEEK)
        factories.make_sentence(
            case, SentenceKind.COMMUNITY, starts_on=today - 20 * WEEK, ends_on=today + 80 * WEEK
        )
        return factories.make_referral(case, S.AWAITING_ALLOCATION, referred_on=today - 15 * WEEK)

    def because(self, referral: Referral, on: date | None = None) -> str:
        deadlines.recompute([referral.case_id], on=on or clock.today())
        return self.stored(referral)

    def stored(self, referral: Referral) -> str:
        return Deadline.objects.get(case=referral.case_id, kind="programme_start").because

    def full(self, today: date, **more: Any) -> Group:
        group = make.make_group(
            place=make.make_place("Norwich"), first_on=today + 6 * WEEK, size=1, **more
        )
        Group.objects.filter(pk=group.pk).update(recorded_on=today - 3 * WEEK)
        make.seat(
            factories.make_referral(factories.make_case(), S.SCHEDULED),
            group,
            placed_on=today - WEEK,
        )
        return group

    def test_the_seats_as_at_the_day(self, referral: Referral, today: date):
        assert ": no group is planned within reach. To have" in self.because(referral)
        group = self.full(today)
        assert "the next one in reach, Norwich from " in self.because(referral)
        assert "is full. To have" in self.stored(referral)
        assert "has seats free" in self.because(referral, today - WEEK - DAY)
        assert "no group is planned" in self.because(referral, today - 4 * WEEK), "not made yet"
        Placement.objects.filter(group=group).update(left_on=today)
        assert "has seats free" in self.because(referral)
        assert "is full" in self.because(referral, today - DAY)
        Group.objects.filter(pk=group.pk).update(cancelled_on=today, cancelled_because="No room")
        assert "no group is planned" in self.because(referral)
        Group.objects.filter(pk=group.pk).update(
            cancelled_on=None, cancelled_because="", first_session_on=today
        )
        assert "has seats free" in self.because(referral), "it starts on the day itself"
        Group.objects.filter(pk=group.pk).update(first_session_on=today - DAY)
        assert "no group is planned" in self.because(referral), "it has begun"

    def test_a_group_in_another_region_is_out_of_reach(self, referral: Referral, today: date):
        group = self.full(today)
        assert "Norwich" in self.because(referral)
        Place.objects.filter(pk=group.place_id).update(region=factories.make_region())
        assert "no group is planned" in self.because(referral)
        Place.objects.filter(pk=group.place_id).update(region=None)
        assert "Norwich" in self.because(referral), "of it nothing is known"

    def test_only_who_waits_for_a_group_is_told(self, referral: Referral, today: date):
        self.full(today)
        for status in (S.SUITABLE_NOT_READY, S.AWAITING_ASSESSMENT, S.DEFERRED, S.SCHEDULED):
            Referral.objects.filter(pk=referral.pk).update(status=status)
            assert "in reach" not in self.because(referral)

    def test_what_they_say_about_days_and_places_is_followed_at_once(
        self, referral: Referral, today: date, farah: User
    ):
        group, now = self.full(today), clock.now()
        self.because(referral)
        wishes.state_availability(
            referral=referral, available=[], barred=[group.place], by=farah, at=now
        )
        assert "no group is planned" in self.stored(referral)
        day = group.first_session_on.weekday()
        wishes.state_availability(
            referral=referral, available=[(day, DayPart.EVENING)], barred=[], by=farah, at=now
        )
        assert "Norwich" in self.stored(referral)
        wishes.state_availability(
            referral=referral, available=[(day, DayPart.MORNING)], barred=[], by=farah, at=now
        )
        assert "no group is planned" in self.stored(referral)

    def test_a_group_of_somebody_kept_apart_is_passed_over_as_at_the_day(
        self, referral: Referral, today: date
    ):
        group = make.make_group(first_on=today + 6 * WEEK)
        Group.objects.filter(pk=group.pk).update(recorded_on=today - 9 * WEEK)
        other = self.other(referral)
        make.seat(other, group, placed_on=today - 2 * WEEK)
        assert "has seats free" in self.because(referral)
        apart = make.keep_apart(referral.case, other.case, starts_on=today - WEEK)
        assert "no group is planned within reach" in self.because(referral)
        assert other.case.surname not in self.stored(referral)
        assert "has seats free" in self.because(referral, today - WEEK - DAY), "not known yet"
        NonAssociation.objects.filter(pk=apart.pk).update(ends_on=today)
        assert "has seats free" in self.because(referral)
        NonAssociation.objects.filter(pk=apart.pk).update(ends_on=None)
        Placement.objects.filter(referral=other).update(left_on=today)
        assert "has seats free" in self.because(referral), "they are there no more"

    def other(self, referral: Referral) -> Referral:
        return factories.make_referral(
            factories.make_case(surname="Elsewhere"),
            S.AWAITING_ALLOCATION,
            programme=referral.programme_id,
        )

    def test_whoever_is_kept_apart_is_told_at_once_and_of_a_seat_within_minutes(
        self, referral: Referral, today: date, farah: User
    ):
        group, now = make.make_group(first_on=today + 6 * WEEK), clock.now()
        other = self.other(referral)
        assert "has seats free" in self.because(referral)
        apart = wishes.keep_apart(
            case=other.case, other=referral.case, note="Fought", by=farah, at=now
        )
        placing.place(referral=other, group=group, by=farah, at=now)
        assert self.work() == 1
        assert "no group is planned within reach" in self.stored(referral)
        wishes.end_keeping_apart(apart=apart, by=farah, at=now)
        assert "has seats free" in self.stored(referral)
        wishes.keep_apart(case=referral.case, other=other.case, note="Again", by=farah, at=now)
        assert "no group is planned within reach" in self.stored(referral)
        seat = Placement.objects.get(referral=other)
        placing.leave(seat, because="Shifts", by=farah, at=now)
        assert self.work() == 1
        assert "has seats free" in self.stored(referral)

    def work(self) -> int:
        """Run what the acts asked for, as the broker would; how many asked."""
        asked = list(Message.objects.filter(task=waiting.RECOMPUTE_WAITING, sent_at=None))
        for message in asked:
            Message.objects.filter(pk=message.pk).update(sent_at=clock.now())
            recompute_waiting(**message.arguments)
        return len(asked)

    def test_who_waits_is_told_when_the_last_seat_goes_and_when_one_is_free_again(
        self, referral: Referral, today: date, farah: User
    ):
        group, now = make.make_group(first_on=today + 6 * WEEK, size=2), clock.now()
        one, two = self.waits(farah, today), self.waits(farah, today)
        assert "has seats free" in self.because(referral)
        placing.place(referral=one, group=group, by=farah, at=now)
        assert self.work() == 0, "a seat is free still: the sentence stays as it is"
        placing.place(referral=two, group=group, by=farah, at=now)
        assert self.work() == 1
        assert "is full" in self.stored(referral)
        seat = Placement.objects.get(referral=one)
        placing.take_out(
            placement=seat,
            to=S.AWAITING_ALLOCATION,
            on=today,
            details="Shifts",
            version=seat.referral.version,
            by=farah,
            at=now,
        )
        assert self.work() == 1
        assert "has seats free" in self.stored(referral)
        groups.change_group(group=group, version=1, name="A", size=1, by=farah, at=now)
        assert self.work() == 1
        assert "is full" in self.stored(referral)
        groups.change_group(group=group, version=2, name="B", size=1, by=farah, at=now)
        assert self.work() == 0
        assert deadlines.drift([referral.case_id], since=today, on=today) == []

    def test_who_waits_is_told_of_a_new_group_of_a_day_and_of_its_end(
        self, referral: Referral, today: date, tess: User
    ):
        programme, now = Programme.objects.get(name=referral.programme_id), clock.now()
        self.because(referral)
        first = next(
            day for day in (today + 9 * WEEK + n * DAY for n in range(7)) if day.weekday() == 2
        )
        group = groups.make_group(
            programme=programme,
            place=make.make_place("Ely"),
            name="Spring",
            size=8,
            meetings=[Meeting(2, EVENING)],
            first_session_on=first,
            by=tess,
            at=now,
        )
        assert (self.work(), "Ely" in self.stored(referral)) == (1, True)
        groups.cancel_group(group=group, version=1, reason="No room", by=tess, at=now)
        assert (self.work(), "no group is planned" in self.stored(referral)) == (1, True)

    def test_asked_twice_it_is_done_once_and_after_a_run_that_is_under_way_again(
        self, referral: Referral
    ):
        for _ in range(3):
            waiting.tell_who_waits(referral.programme_id)
        assert self.work() == 1
        assert JobRun.objects.filter(name=waiting.RECOMPUTE_WAITING).count() == 1

        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [waiting.RECOMPUTE_WAITING])
        waiting.tell_who_waits(referral.programme_id)
        assert self.work() == 1
        other.close()
        assert self.work() == 1, "asked for once more"
        assert self.work() == 0
        assert JobRun.objects.filter(name=waiting.RECOMPUTE_WAITING).count() == 2

    @pytest.mark.parametrize("status", [S.AWAITING_ALLOCATION, S.SCHEDULED])
    def test_as_many_queries_for_many_as_for_few(self, status: S, farah: User, today: date):
        def asked(ids: list[int]) -> int:
            with CaptureQueriesContext(connection) as queries:
                assert len(facts(Shared(ids, today))) == len(ids)
            return len(queries)

        counts = []
        for _ in range(2):
            for _ in range(3):
                row = self.waits(farah, today)
                Referral.objects.filter(pk=row.pk).update(status=status)
                group = make.make_group(first_on=today + 6 * WEEK)
                other = self.other(row)
                make.seat(other, group, placed_on=today - DAY)
                make.keep_apart(row.case, other.case)
            ids = list(Case.objects.filter(sentences__isnull=False).values_list("pk", flat=True))
            counts.append(asked(ids))
        assert counts[0] == counts[1]
