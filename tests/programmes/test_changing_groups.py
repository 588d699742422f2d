"""A group is changed, ends, and is seen in its own region alone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core.calendar import london_date
from core.errors import RefusedError, StaleError
from offenders.models import Case
from people.models import DeliveryUnit, User
from programmes.choices.referral import Machine, ReferralStatus
from programmes.models import Group, Move, Place, Placement, Referral, Session
from programmes.rules.leaving import moves_at_the_end, moves_on_leaving
from programmes.services import ending, groups as services, placing
from programmes.services.ending import Becomes
from tests import factories
from tests.factories import groups as make
from tests.pages import text_of
from tests.queries import asked_by
from tests.together import together

NOON = datetime(2027, 1, 4, 12, tzinfo=UTC)
TODAY = london_date(NOON)
DAY = timedelta(days=1)
S = ReferralStatus


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def sent(**answers: object) -> dict[str, object]:
    return {"form_key": str(uuid4()), **answers}


def seated(
    group: Group, status: ReferralStatus = S.ON_PROGRAMME, case: Case | None = None
) -> Placement:
    case = case or factories.make_case()
    return make.seat(factories.make_referral(case, status), group)


def change(group: Group, by: User, **fields: object) -> Group:
    values = {"version": 1, "name": "Spring", "size": 8}
    return services.change_group(group=group, by=by, at=NOON, **values | fields)  # type: ignore[arg-type]


@pytest.mark.django_db
class TestChanging:
    def test_name_and_size_with_their_history(self, as_tess: Client) -> None:
        group = make.make_group(name="Spring", size=8)
        address = reverse("programmes:change_group", args=[group.uuid])
        assert 'value="Spring"' in as_tess.get(address).content.decode()
        page = text_of(
            as_tess.post(address, sent(version=1, name="Evenings", size=10), follow=True)
        )

        assert "Evenings" in page
        assert "0 of 10 seats taken" in page
        assert "Tess Marsh: Name: Evenings. At most 10 people" in page

    def test_not_below_the_seats_taken(self, as_tess: Client) -> None:
        group = make.make_group(name="Spring", size=8)
        for _ in range(3):
            seated(group)
        address = reverse("programmes:change_group", args=[group.uuid])
        page = text_of(as_tess.post(address, sent(version=1, name="Spring", size=2)))

        assert "3 people have a seat in it: enter 3 or more" in page
        assert Group.objects.get().size == 8
        as_tess.post(address, sent(version=1, name="Spring", size=3))
        assert Group.objects.get().size == 3

    def test_of_two_the_second_gets_both_texts(self, as_tess: Client) -> None:
        group = make.make_group(name="Spring", size=8)
        address = reverse("programmes:change_group", args=[group.uuid])
        as_tess.post(address, sent(version=1, name="Summer", size=9))
        late = as_tess.post(address, sent(version=1, name="Autumn", size=7))

        assert late.status_code == 409
        assert "Summer" in text_of(late)
        assert "Autumn" in text_of(late)
        assert Group.objects.get().name == "Summer"

    def test_not_one_that_is_over(self, farah: User) -> None:
        for fields in ({"cancelled_on": TODAY, "cancelled_because": "Flood"}, {"ended_on": TODAY}):
            group = make.make_group(**fields)
            with pytest.raises(RefusedError, match="4 January 2027"):
                change(group, farah)


@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_two_change_it(self, farah: User) -> None:
        group = make.make_group()
        acts = [partial(change, group, farah, name=name) for name in ("One", "Two")]
        assert together(*acts) == ["StaleError", "stored"]

    def test_nobody_is_placed_in_a_group_that_becomes_smaller(self, farah: User) -> None:
        group = make.make_group(size=2)
        seated(group)
        waits = factories.make_referral(factories.make_case(), S.AWAITING_ALLOCATION)
        place = partial(placing.place, referral=waits, group=group, by=farah, at=NOON)
        answers = together(place, partial(change, group, farah, size=1))

        assert answers == ["RefusedError", "stored"]
        assert Group.objects.get().size >= Placement.objects.count()

    def test_two_end_it(self, farah: User) -> None:
        group = make.make_group(first_on=TODAY - 7 * DAY)
        acts = [
            partial(
                ending.end_group, group=group, version=1, on=TODAY, becomes={}, by=farah, at=NOON
            )
            for _ in range(2)
        ]
        assert together(*acts) == ["StaleError", "stored"]


def end(group: Group, by: User, on: date = TODAY, **to: ReferralStatus) -> Group:
    """`to` by the surname."""
    chosen = {
        seat.pk: Becomes(to[seat.referral.case.surname], seat.referral.version)
        for seat in group.placements.select_related("referral__case")
        if seat.referral.case.surname in to
    }
    return ending.end_group(
        group=group, version=group.version, on=on, becomes=chosen, by=by, at=NOON
    )


@pytest.mark.django_db
class TestEnding:
    def test_each_goes_where_was_chosen_and_what_was_to_come_is_not_held(self, farah: User) -> None:
        group = make.make_group(first_on=TODAY - 7 * DAY, sessions=4)
        for name in ("Adams", "Baker"):
            seated(group, case=factories.make_case(surname=name))
        seated(group, S.COMPLETE, factories.make_case(surname="Carr"))
        end(group, farah, Adams=S.COMPLETE, Baker=S.AWAITING_ALLOCATION)

        stands = dict(Referral.objects.values_list("case__surname", "status"))
        assert stands == {"Adams": S.COMPLETE, "Baker": S.AWAITING_ALLOCATION, "Carr": S.COMPLETE}
        left = Placement.objects.filter(left_on__isnull=False).values_list("referral__case__surname", "left_on")  # fmt: skip
        assert list(left) == [("Baker", TODAY)]
        assert [london_date(row.starts_at) for row in Session.objects.all()] == [TODAY - 7 * DAY]
        assert set(Move.objects.values_list("details", flat=True)) == {
            f"The group ended on 4 January 2027: {group.name}"
        }
        assert Group.objects.get().ended_on == TODAY

    def test_nobody_is_placed_in_it_any_more(self, farah: User) -> None:
        group = make.make_group(first_on=TODAY - 7 * DAY)
        end(group, farah)
        waits = factories.make_referral(factories.make_case(), S.AWAITING_ALLOCATION)
        with pytest.raises(RefusedError, match="This group ended on 4 January 2027"):
            placing.place(referral=waits, group=group, by=farah, at=NOON)
        with pytest.raises(IntegrityError), transaction.atomic():
            make.seat(waits, group)

    def test_it_is_over_on_the_day_itself(self, as_tess: Client, farah: User) -> None:
        """Though it met this morning, and what meets today is under way until tomorrow."""
        morning = [(TODAY.weekday(), time(10))]
        group = make.make_group(name="Mornings", first_on=TODAY - 7 * DAY, meetings=morning)
        assert "Mornings" in text_of(as_tess.get(reverse("programmes:groups")))
        end(group, farah)
        assert Session.objects.count() == 2
        assert "Mornings" not in text_of(as_tess.get(reverse("programmes:groups")))
        over = text_of(as_tess.get(reverse("programmes:groups") + "?which=over"))
        assert "Ended" in over.partition("Mornings")[2]

    @pytest.mark.parametrize(
        ("first", "on", "says"),
        [(1, 0, "has not met yet: cancel it"), (-7, -8, "met first on"), (-7, 1, "in the past")],
    )
    def test_on_a_day_that_can_be(self, farah: User, first: int, on: int, says: str) -> None:
        group = make.make_group(first_on=TODAY + first * DAY)
        with pytest.raises(RefusedError, match=says):
            end(group, farah, TODAY + on * DAY)
        assert Group.objects.get().ended_on is None

    def test_not_before_its_last_register(self, farah: User) -> None:
        group = make.make_group(first_on=TODAY - 14 * DAY)
        make.make_line(seated(group), group.sessions.get(number=2), "ATTC", farah.officer)
        with pytest.raises(RefusedError, match="A register was kept on 28 December 2026"):
            end(group, farah, TODAY - 8 * DAY)

    def test_a_move_that_is_none_ends_nothing(self, farah: User) -> None:
        group = make.make_group(first_on=TODAY - 7 * DAY)
        seated(group, case=factories.make_case(surname="Adams"))
        with pytest.raises(RefusedError, match="goes to"):
            end(group, farah, Adams=S.DEFERRED)
        assert Group.objects.get().ended_on is None
        assert Placement.objects.get().left_on is None

    def test_whoever_was_moved_meanwhile_is_told(self, farah: User) -> None:
        group = make.make_group(first_on=TODAY - 7 * DAY)
        seat = seated(group)
        Referral.objects.update(version=2)
        chosen = {seat.pk: Becomes(S.COMPLETE, 1)}
        with pytest.raises(StaleError):
            ending.end_group(group=group, version=1, on=TODAY, becomes=chosen, by=farah, at=NOON)
        gone = {seat.pk + 1: Becomes(S.COMPLETE, 1)}
        with pytest.raises(RefusedError, match="placed in the group, or left it"):
            ending.end_group(group=group, version=1, on=TODAY, becomes=gone, by=farah, at=NOON)

    def test_by_page(self, as_tess: Client, case: Case) -> None:
        group = make.make_group(first_on=TODAY - 7 * DAY)
        seat = seated(group, case=case)
        hidden = seated(group, case=factories.make_case(surname="Elsewhere"))
        address = reverse("programmes:end_group", args=[group.uuid])
        page = as_tess.get(address).content.decode()
        key = seat.uuid.hex
        assert f'name="becomes_{key}"' in page
        assert "Elsewhere" not in page
        assert "1 person in it whose case is not open to you" in " ".join(page.split())

        answers = {"version": 1, "on": "2027-01-04", f"seen_{key}": 1}
        said = text_of(as_tess.post(address, sent(**answers)))
        assert "Choose what becomes of the referral of Gareth" in said
        done = as_tess.post(address, sent(**answers, **{f"becomes_{key}": S.COMPLETE}), follow=True)
        page = text_of(done)
        assert "Ended on 4 January 2027." in page
        assert "End this group" not in page
        assert "Change the name" not in page
        assert Placement.objects.get(pk=hidden.pk).left_on is None


@pytest.mark.parametrize("status", [S.SCHEDULED, S.ON_PROGRAMME])
def test_what_is_offered_keeps_no_seat(status: ReferralStatus) -> None:
    leaving = {move.to for move in moves_on_leaving(Machine.COMMUNITY, status)}
    ends = {move.to for move in moves_at_the_end(Machine.COMMUNITY, status)}

    assert S.AWAITING_ALLOCATION in leaving & ends
    assert not leaving & {S.SCHEDULED, S.ON_PROGRAMME, S.COMPLETE}
    assert not ends & {S.SCHEDULED, S.ON_PROGRAMME, S.WITHDRAWN}
    assert (S.COMPLETE in ends) == (status == S.ON_PROGRAMME)


PAGES = ("group", "change_group", "end_group", "cancel_group", "add_facilitator")


@pytest.mark.django_db
class TestRegion:
    @pytest.fixture
    def elsewhere(self, unit: DeliveryUnit, tess: User) -> Group:
        return make.make_group(name="Elsewhere", place=make.make_place("Faraway", unit.region))

    def test_it_is_in_no_list(self, as_tess: Client, elsewhere: Group) -> None:
        make.make_group(name="Ours")
        for name in ("programmes:groups", "programmes:seats", "programmes:make_group"):
            page = text_of(as_tess.get(reverse(name)))
            assert "Elsewhere" not in page
            assert "Faraway" not in page
        assert "Ours" in text_of(as_tess.get(reverse("programmes:groups")))
        Group.objects.update(cancelled_on=TODAY, cancelled_because="Flood")
        over = text_of(as_tess.get(reverse("programmes:groups") + "?which=over"))
        assert "Ours" in over
        assert "Elsewhere" not in over

    @pytest.mark.parametrize("name", PAGES)
    def test_its_pages_answer_like_none(self, as_tess: Client, elsewhere: Group, name: str) -> None:
        there = as_tess.get(reverse(f"programmes:{name}", args=[elsewhere.uuid]))
        none = as_tess.get(reverse(f"programmes:{name}", args=[uuid4()]))

        assert (there.status_code, none.status_code) == (404, 404)
        assert text_of(there) == text_of(none)
        answers = sent(version=1, name="Mine", size=1, reason="Why", on="2027-01-04")
        assert as_tess.post(reverse(f"programmes:{name}", args=[elsewhere.uuid]), answers).status_code == 404  # fmt: skip
        assert Group.objects.get() == elsewhere

    def test_nor_is_what_belongs_to_it(
        self, as_tess: Client, elsewhere: Group, farah: User
    ) -> None:
        runs = make.make_facilitation(elsewhere, farah.officer)
        session = elsewhere.sessions.first()
        assert session
        for name, uuid in (
            ("move_session", session.uuid),
            ("end_facilitator", runs.uuid),
            ("training", runs.uuid),
        ):
            address = reverse(f"programmes:{name}", args=[uuid])
            assert as_tess.post(address, sent(version=0)).status_code == 404, name

    def test_nobody_is_placed_in_it(self, as_tess: Client, elsewhere: Group, case: Case) -> None:
        referral = factories.make_referral(case, S.AWAITING_ALLOCATION)
        full = make.make_group(name="Full", size=1)
        seated(full)
        address = reverse("programmes:place", args=[referral.uuid])
        page = text_of(as_tess.get(address))

        assert "Full" in page
        assert "Elsewhere" not in page
        as_tess.post(address, sent(group=str(elsewhere.uuid)))
        assert not Placement.objects.filter(referral=referral).exists()

    def test_what_would_do_instead_is_of_the_region(
        self, tess: User, elsewhere: Group, case: Case
    ) -> None:
        full = make.make_group(size=1)
        seated(full)
        referral = factories.make_referral(case, S.AWAITING_ALLOCATION)
        with pytest.raises(RefusedError, match="No other group would do now"):
            placing.place(referral=referral, group=full, by=tess, at=NOON)

    def test_of_a_region_that_they_were_given(
        self, as_tess: Client, tess: User, elsewhere: Group
    ) -> None:
        grant = factories.make_area_grant(tess, elsewhere.place.region)
        assert as_tess.get(elsewhere.get_absolute_url()).status_code == 200
        assert "Elsewhere" in text_of(as_tess.get(reverse("programmes:groups")))
        grant.ends_on = TODAY
        grant.save()
        assert as_tess.get(elsewhere.get_absolute_url()).status_code == 404

    def test_whoever_has_left_a_group_elsewhere_leads_back_to_the_case(
        self, as_tess: Client, elsewhere: Group, case: Case
    ) -> None:
        seat = seated(elsewhere, S.SCHEDULED, case)
        address = reverse("programmes:take_out", args=[seat.uuid])
        answers = {"version": 1, "status": S.AWAITING_ALLOCATION, "on": "2027-01-04"}
        done = as_tess.post(address, sent(**answers, details="Moved here"), follow=True)

        assert done.status_code == 200
        assert done.request["PATH_INFO"] == reverse("programmes:programmes", args=[case.uuid])

    def test_a_place_is_added_in_ones_own_and_asked_where_there_are_several(
        self, as_tess: Client, tess: User, unit: DeliveryUnit
    ) -> None:
        address = reverse("programmes:add_place")
        assert 'name="region"' not in as_tess.get(address).content.decode()
        as_tess.post(address, sent(name="Norwich"))
        own = tess.officer.team.delivery_unit.region
        assert Place.objects.get().region == own
        factories.make_area_grant(tess, unit.region)
        assert "Choose" in text_of(as_tess.post(address, sent(name="Ipswich")))
        as_tess.post(address, sent(name="Ipswich", region=unit.region.pk))
        assert Place.objects.get(name="Ipswich").region == unit.region

    def test_a_name_that_another_region_has_says_what_to_do(
        self, as_tess: Client, elsewhere: Group
    ) -> None:
        page = text_of(as_tess.post(reverse("programmes:add_place"), sent(name="faraway")))
        assert "There is a place called faraway already in another region: add the town" in page

    def test_whoever_has_no_region_has_none(self, farah: User, unit: DeliveryUnit) -> None:
        nobody = factories.make_user("No Team")
        make.make_group()
        with pytest.raises(RefusedError, match="You have no region"):
            services.add_place(name="Norwich", by=nobody, at=NOON)

    def test_as_many_queries_for_many_as_for_few(
        self, as_tess: Client, farah: User, elsewhere: Group
    ) -> None:
        group = make.make_group(first_on=TODAY - 7 * DAY, size=20)
        pages = [
            reverse("programmes:groups"),
            group.get_absolute_url(),
            reverse("programmes:end_group", args=[group.uuid]),
        ]

        def more(number: int) -> None:
            for _ in range(number):
                make.make_group()
                make.make_facilitation(group, factories.make_officer(), ends_on=TODAY)
                for left_on in (None, TODAY):
                    case = factories.make_case(probation=farah.officer)
                    referral = factories.make_referral(case, S.ON_PROGRAMME)
                    make.seat(referral, group, left_on=left_on)

        more(1)
        few = [asked_by(as_tess, page) for page in pages]
        more(4)
        assert [asked_by(as_tess, page) for page in pages] == few
        assert few[0] <= 15
