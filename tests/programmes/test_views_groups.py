"""The pages of a treatment manager, and what an officer says about a seat."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from offenders.models import Case
from people.models import User
from programmes.choices.groups import DayPart
from programmes.choices.referral import ReferralStatus
from programmes.models import Group, NonAssociation, Placement, Programme, Referral
from tests import factories
from tests.factories import groups as make
from tests.pages import text_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 4, 12, tzinfo=UTC)
S = ReferralStatus


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def waits(case: Case) -> Referral:
    return factories.make_referral(case, S.AWAITING_ALLOCATION)


def sent(**answers: object) -> dict[str, object]:
    return {"form_key": str(uuid4()), **answers}


def day(name: str, on: date) -> dict[str, int]:
    return {f"{name}_day": on.day, f"{name}_month": on.month, f"{name}_year": on.year}


class TestGroups:
    def test_signing_in_leads_to_them(self, as_tess: Client) -> None:
        assert as_tess.get("/").url == reverse("programmes:groups")  # type: ignore[attr-defined]

    def test_an_empty_list_says_what_to_do(self, as_tess: Client) -> None:
        page = text_of(as_tess.get(reverse("programmes:groups")))
        assert "No group is ahead or under way." in page
        assert "Make a group" in page

    def test_each_with_its_seats_and_the_ended_apart(self, as_tess: Client) -> None:
        free = make.make_group(name="Spring", size=3)
        make.seat(factories.make_referral(factories.make_case()), free)
        make.make_group(name="Autumn", first_on=date(2026, 9, 1))
        page = text_of(as_tess.get(reverse("programmes:groups")))
        over = text_of(as_tess.get(reverse("programmes:groups") + "?which=over"))

        assert "Spring" in page
        assert "1 of 3" in page
        assert "2 free" in page
        assert "Autumn" not in page
        assert "Autumn" in over
        assert "Spring" not in over

    def test_an_officer_has_no_such_page(self, as_farah: Client) -> None:
        assert as_farah.get(reverse("programmes:groups")).status_code == 403

    def test_my_day_leads_to_them(self, as_tess: Client) -> None:
        page = as_tess.get(reverse("caseloads:my_day"))
        assert "ask your supervisor" not in text_of(page)
        assert f'href="{reverse("programmes:groups")}">See the groups' in page.content.decode()


class TestMaking:
    def answers(self, **fields: object) -> dict[str, object]:
        values = {
            "programme": Programme.objects.get(name=make.PROGRAMME).pk,
            "place": make.make_place("Norwich").pk,
            "name": "Tuesday evenings",
            "size": 10,
            "day_1": 1,
            "time_1": "18:00",
            **day("first_session_on", date(2027, 2, 2)),
        }
        return sent(**values | fields)

    def test_a_group_with_its_sessions(self, as_tess: Client) -> None:
        response = as_tess.post(reverse("programmes:make_group"), self.answers(), follow=True)

        page = text_of(response)
        assert "Made, with 27 sessions" in page
        assert "Tuesday 2 February 2027" in page
        assert "Nobody runs it yet." in page

    @pytest.mark.parametrize(
        ("fields", "says"),
        [
            (day("first_session_on", date(2027, 3, 29)) | {"day_1": 0}, "is a bank holiday"),
            (day("first_session_on", date(2027, 2, 3)), "Tuesday 9 February 2027"),
            ({"time_1": ""}, "Enter the time at which it begins"),
            ({"day_2": 3}, "Enter the time at which it begins, like 18:00"),
            ({"time_2": "10:00"}, "Choose the day of this time"),
            ({"day_2": 1, "time_2": "18:00"}, "The same day and time is here twice"),
            ({"size": 0}, "Enter 1 or more"),
            ({"size": 31}, "Enter 30 or fewer"),
            ({"name": ""}, "Enter name of the group"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_stored(
        self, as_tess: Client, fields: dict[str, object], says: str
    ) -> None:
        response = as_tess.post(reverse("programmes:make_group"), self.answers(**fields))

        assert says in text_of(response)
        assert not Group.objects.exists()

    def test_a_programme_that_holds_no_more_is_not_offered(self, as_tess: Client) -> None:
        old = Programme.objects.get(name="Horizon").pk
        response = as_tess.post(reverse("programmes:make_group"), self.answers(programme=old))

        assert response.status_code == 200
        assert not Group.objects.exists()


class TestGroup:
    def test_sessions_that_have_been_are_folded(self, as_tess: Client) -> None:
        group = make.make_group(first_on=clock.today() - timedelta(weeks=1), sessions=4)
        page = as_tess.get(reverse("programmes:group", args=[group.uuid])).content.decode()
        folded, _, shown = page.partition('id="sessions"')[2].partition("</details>")
        assert "have been" in folded
        assert [folded.count("<tr"), shown.count("<tr")] in ([3, 3], [2, 4]), "by the hour"
        assert "Move" not in folded
        assert "Move" in shown

    def test_who_waits_is_placed_from_it(
        self, as_tess: Client, waits: Referral, case: Case
    ) -> None:
        group = make.make_group(name="Spring")
        page = as_tess.get(group.get_absolute_url())
        place = reverse("programmes:place", args=[waits.uuid])

        assert f"{place}?group={group.uuid}" in page.content.decode()
        assert "Neill" in text_of(page)
        row = Event.objects.get(request_id=page["X-Request-ID"])
        assert (row.case_ids, row.grounds) == ([case.pk], ["treatment"])
        after = as_tess.post(place, sent(group=str(group.uuid)), follow=True)
        assert "has a seat" in text_of(after)
        assert Referral.objects.get(pk=waits.pk).status == S.SCHEDULED

    def test_nobody_is_placed_over_its_size_nor_is_it_made_smaller(
        self, as_tess: Client, waits: Referral
    ) -> None:
        group = make.make_group(size=2)
        place = reverse("programmes:place", args=[waits.uuid])
        for _ in range(2):
            make.seat(factories.make_referral(factories.make_case()), group)
        said = text_of(as_tess.post(place, sent(group=str(group.uuid))))
        assert "This group is full: 2 of 2 seats are taken." in said
        assert Referral.objects.get(pk=waits.pk).status == S.AWAITING_ALLOCATION
        change = reverse("programmes:change_group", args=[group.uuid])
        smaller = sent(version=1, name=group.name, size=1)
        assert "2 people have a seat in it: enter 2 or more" in text_of(
            as_tess.post(change, smaller)
        )
        assert (Placement.objects.count(), Group.objects.get().size) == (2, 2)

    def test_what_is_in_the_way_is_said_without_saying_who(
        self, as_tess: Client, waits: Referral, case: Case
    ) -> None:
        other = factories.make_case(surname="Elsewhere")
        group = make.make_group()
        make.seat(factories.make_referral(other), group)
        make.keep_apart(case, other)
        page = text_of(as_tess.get(group.get_absolute_url()))

        assert "for a reason that is not shown" in page
        assert "Elsewhere" not in page
        assert "And 1 person whose case is not open to you." in page

    def test_a_place_ends_with_a_day_a_reason_and_what_becomes_of_the_referral(
        self, as_tess: Client, case: Case
    ) -> None:
        referral = factories.make_referral(case, S.SCHEDULED)
        seat = make.seat(referral, make.make_group(), placed_on=date(2026, 12, 1))
        address = reverse("programmes:take_out", args=[seat.uuid])
        offered = as_tess.get(address).content.decode()
        assert 'value="awaiting_allocation"' in offered
        assert 'value="on_programme"' not in offered

        answers = {"version": 1, "status": S.DEPRIORITISED, "on": "2026-12-28"}
        assert "Say why" in text_of(as_tess.post(address, sent(**answers, details="")))
        answer = as_tess.post(address, sent(**answers, details="Works nights"), follow=True)
        page = text_of(answer)
        assert "has no seat in this group any more. The referral: deprioritised." in page
        assert "from 1 December 2026 to 28 December 2026: Works nights" in page
        assert Referral.objects.get(pk=referral.pk).status == S.DEPRIORITISED
        event = Event.objects.filter(reason="Works nights").get()
        assert event.case_ids == [case.pk]

    def test_of_two_who_end_a_place_the_second_gets_both_texts(
        self, as_tess: Client, case: Case
    ) -> None:
        seat = make.seat(factories.make_referral(case, S.SCHEDULED), make.make_group())
        address = reverse("programmes:take_out", args=[seat.uuid])
        answers = {"version": 1, "on": "2027-01-04", "details": "Works nights"}
        as_tess.post(address, sent(**answers, status=S.DEPRIORITISED))
        late = as_tess.post(address, sent(**answers, status=S.RECALL))

        assert late.status_code == 409
        assert "Works nights" in text_of(late)

    def test_a_withdrawal_takes_its_reason_from_the_list(self, as_tess: Client, case: Case) -> None:
        seat = make.seat(factories.make_referral(case, S.SCHEDULED), make.make_group())
        address = reverse("programmes:take_out", args=[seat.uuid])
        answers = {"version": 1, "on": "2027-01-04", "details": "Died", "status": S.WITHDRAWN}
        assert "Choose the reason" in text_of(as_tess.post(address, sent(**answers)))
        page = text_of(
            as_tess.post(address, sent(**answers, reason_withdrawn="death"), follow=True)
        )
        assert "The referral: withdrawn." in page
        assert "1 person whose case is not open to you, or not any more." in page

    def test_a_seat_of_somebody_whose_case_is_closed_is_not_there(self, as_tess: Client) -> None:
        elsewhere = make.seat(factories.make_referral(factories.make_case()), make.make_group())
        address = reverse("programmes:take_out", args=[elsewhere.uuid])

        assert as_tess.post(address, sent(details="Why")).status_code == 404
        assert Placement.objects.get().left_on is None

    def test_a_session_is_not_moved_to_a_bank_holiday(self, as_tess: Client) -> None:
        group = make.make_group(first_on=date(2027, 3, 22))
        session = group.sessions.get(number=2)
        address = reverse("programmes:move_session", args=[session.uuid])
        answers = sent(version=1, starts="18:00")

        said = text_of(as_tess.post(address, answers | day("on", date(2027, 3, 29))))
        assert "Monday 29 March 2027 is a bank holiday. Choose another day." in said
        done = as_tess.post(address, sent(version=1, starts="18:00") | day("on", date(2027, 3, 31)), follow=True)  # fmt: skip
        assert "Session 2 is on Wednesday 31 March 2027 at 18:00." in text_of(done)

    def test_who_runs_it_is_added_warned_about_and_ended(
        self, as_tess: Client, farah: User
    ) -> None:
        group = make.make_group()
        address = reverse("programmes:add_facilitator", args=[group.uuid])
        answers = sent(officer=farah.officer.pk, starts_on="2027-01-04")
        page = text_of(as_tess.post(address, answers, follow=True))

        assert "No training for this programme is recorded." in page
        runs = group.facilitations.get()
        training = reverse("programmes:training", args=[runs.uuid])
        page = text_of(as_tess.post(training, sent(**day("trained_on", date(2026, 5, 1))), follow=True))  # fmt: skip
        assert "No training for this programme is recorded." not in page
        end = reverse("programmes:end_facilitator", args=[runs.uuid])
        page = text_of(as_tess.post(end, sent(version=0), follow=True))
        assert "Nobody runs it yet." in page

    def test_cancelling_says_why(self, as_tess: Client) -> None:
        group = make.make_group()
        address = reverse("programmes:cancel_group", args=[group.uuid])
        page = text_of(as_tess.post(address, sent(version=1, reason="Nobody came"), follow=True))

        assert "Cancelled on 4 January 2027: Nobody came" in page
        assert "Cancel this group" not in page

    def test_it_asks_as_much_for_many_people_as_for_few(self, as_tess: Client, farah: User) -> None:
        group = make.make_group(size=20)

        def more(people: int) -> None:
            for status in [S.AWAITING_ALLOCATION, S.SCHEDULED] * people:
                case = factories.make_case(probation=farah.officer)
                referral = factories.make_referral(case, status)
                if status == S.SCHEDULED:
                    make.seat(referral, group)

        more(1)
        few = asked_by(as_tess, group.get_absolute_url())
        more(4)
        assert asked_by(as_tess, group.get_absolute_url()) == few <= 30


def test_free_seats_stand_against_who_waits(as_tess: Client, waits: Referral) -> None:
    make.make_group(place=make.make_place("Norwich"), size=4)
    make.make_group(place=make.make_place("Ipswich"), size=9, first_on=date(2027, 8, 3))
    page = text_of(as_tess.get(reverse("programmes:seats")))

    assert "Norwich: 4 free" in page
    assert "Ipswich" not in page


class TestWishes:
    def test_an_officer_says_when_somebody_can_come(
        self, as_farah: Client, waits: Referral
    ) -> None:
        norwich = make.make_place("Norwich")
        address = reverse("programmes:availability", args=[waits.uuid])
        answers = sent(day_0=[DayPart.EVENING], day_5=[DayPart.MORNING], barred=[norwich.pk])
        page = as_farah.post(address, answers, follow=True)

        assert "Saved." in text_of(page)
        stated = waits.availability.values_list("weekday", "part")
        assert list(stated) == [(0, "evening"), (5, "morning")]
        assert page.content.decode().count("checked") == 3

    def test_only_probation_refers(self, as_amira: Client, waits: Referral) -> None:
        address = reverse("programmes:availability", args=[waits.uuid])

        assert as_amira.get(address).status_code == 403

    def test_two_people_are_kept_apart_from_either_page(
        self, as_farah: Client, farah: User, case: Case
    ) -> None:
        other = factories.make_case(surname="Alsoseen", probation=farah.officer)
        address = reverse("programmes:apart", args=[case.uuid])
        page = as_farah.post(address, sent(other=other.crn.lower(), note="Fought"), follow=True)

        assert "Alsoseen" in text_of(page)
        theirs = as_farah.get(reverse("programmes:apart", args=[other.uuid]))
        assert "Neill" in text_of(theirs)
        pair = NonAssociation.objects.get()
        end = reverse("programmes:end_apart", args=[other.uuid, pair.uuid])
        assert "Ended." in text_of(as_farah.post(end, sent(version=0), follow=True))

    def test_who_cannot_open_the_other_case_is_not_told_who(
        self, as_farah: Client, case: Case
    ) -> None:
        other = factories.make_case(surname="Elsewhere")
        make.keep_apart(case, other, note="Fought with Elsewhere")
        address = reverse("programmes:apart", args=[case.uuid])
        page = text_of(as_farah.get(address))

        assert "Elsewhere" not in page
        assert "Somebody whose case is not open to you" in page
        said = text_of(as_farah.post(address, sent(other=other.crn, note="Why")))
        assert "No case that you can open has this CRN" in said
