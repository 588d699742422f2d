"""What the database refuses about groups, whoever writes."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from core import clock
from offenders.models import Case
from programmes.models import Facilitation, Group, NonAssociation, Placement, Session
from tests import factories
from tests.factories import groups as make
from tests.together import while_open

pytestmark = pytest.mark.django_db


def referred(case: Case | None = None, programme: str = make.PROGRAMME):
    return factories.make_referral(case or factories.make_case(), programme=programme)


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()
    return caught.value.__cause__.diag.constraint_name


class TestSeats:
    def test_a_group_never_has_more_people_than_seats(self):
        group = make.make_group(size=2)
        make.seat(referred(), group)
        make.seat(referred(), group)

        assert refused(lambda: make.seat(referred(), group)) == "programmes_placement_seats"

    def test_nor_by_one_statement_for_many(self):
        group, on = make.make_group(size=2), clock.today()
        rows = [Placement(referral=referred(), group=group, placed_on=on) for _ in range(3)]

        assert refused(lambda: Placement.objects.bulk_create(rows)) == "programmes_placement_seats"
        assert Placement.objects.count() == 0

    def test_who_has_left_takes_no_seat(self):
        group = make.make_group(size=1)
        make.seat(referred(), group, left_on=clock.today())
        make.seat(referred(), group)

        assert Placement.objects.filter(left_on=None).count() == 1

    def test_who_has_left_does_not_come_back_to_a_full_group(self):
        group = make.make_group(size=1)
        left = make.seat(referred(), group, left_on=clock.today())
        make.seat(referred(), group)

        def back():
            left.left_on = None
            left.save()

        assert refused(back) == "programmes_placement_seats"

    def test_a_group_is_not_made_smaller_than_who_is_in_it(self):
        group = make.make_group(size=2)
        make.seat(referred(), group)
        make.seat(referred(), group)

        smaller = Group.objects.filter(pk=group.pk)
        assert refused(lambda: smaller.update(size=1)) == "programmes_group_seats"
        smaller.update(size=3)

    def test_nobody_is_in_a_cancelled_group(self):
        group = make.make_group()
        placed = make.seat(referred(), group)
        row = Group.objects.filter(pk=group.pk)
        over = {"cancelled_on": clock.today(), "cancelled_because": "Nobody came"}

        assert refused(lambda: row.update(**over)) == "programmes_group_seats"
        Placement.objects.filter(pk=placed.pk).update(left_on=clock.today())
        row.update(**over)
        assert refused(lambda: make.seat(referred(), group)) == "programmes_placement_group_runs"

    def test_a_referral_to_another_programme_has_no_seat(self):
        group = make.make_group("Building Choices: high")

        found = refused(lambda: make.seat(referred(), group))
        assert found == "programmes_placement_same_programme"

    def test_a_referral_has_one_seat_at_a_time(self):
        referral = referred()
        make.seat(referral, make.make_group(), left_on=clock.today())
        make.seat(referral, make.make_group())

        found = refused(lambda: make.seat(referral, make.make_group()))
        assert found == "programmes_placement_one_open"


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_of_two_who_take_the_last_seat_without_asking_one_has_it(self):
        group, one, other = make.make_group(size=1), referred(), referred()

        def take(referral):
            with transaction.atomic():
                make.seat(referral, group)

        said = while_open(lambda: make.seat(one, group), lambda: take(other))
        assert said == "IntegrityError"
        assert Placement.objects.filter(group=group).count() == 1


class TestOthers:
    def test_two_people_are_kept_apart_once_whoever_is_named_first(self):
        one, other = factories.make_case(), factories.make_case()
        make.keep_apart(one, other)

        assert refused(lambda: make.keep_apart(other, one)) == "programmes_nonassociation_once"
        swapped = NonAssociation(one=other, other=one, starts_on=clock.today())
        assert refused(swapped.save) == "programmes_nonassociation_lower_first"

    def test_and_again_after_it_has_ended(self):
        one, other = factories.make_case(), factories.make_case()
        make.keep_apart(one, other, ends_on=clock.today())
        make.keep_apart(one, other, starts_on=clock.today())

        assert NonAssociation.objects.count() == 2

    def test_an_officer_runs_a_group_once_at_a_time(self):
        group, officer = make.make_group(), factories.make_officer()
        make.make_facilitation(group, officer)

        found = refused(lambda: make.make_facilitation(group, officer, starts_on=clock.today()))
        assert found == "programmes_facilitation_once"
        assert Facilitation.objects.count() == 1

    def test_two_sessions_of_a_group_are_not_at_one_time(self):
        group = make.make_group(sessions=2)
        first, second = group.sessions.all()

        def onto():
            Session.objects.filter(pk=second.pk).update(starts_at=first.starts_at)

        assert refused(onto) == "programmes_session_time"

    def test_nobody_leaves_before_they_are_placed(self):
        early = clock.today() - timedelta(days=8)

        found = refused(lambda: make.seat(referred(), make.make_group(), left_on=early))
        assert found == "programmes_placement_left_not_before"
