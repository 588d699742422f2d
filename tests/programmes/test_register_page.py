"""The pages of a register: kept on a phone by taps, refused line by line, the second of two told, a catch-up from it."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from offenders.models import Case, Contact
from people.models import Team, User
from programmes.models import Attendance, Session
from tests import factories
from tests.factories import groups as make
from tests.programmes.test_register import held_session, read

pytestmark = pytest.mark.django_db


def page_of(session: Session) -> str:
    return reverse("programmes:register", args=[session.uuid])


def answers(session: Session, user: User, *came: str, version: int | None = None) -> dict:
    keys = [line.key for line in read(session, user).lines]
    said = {f"came_{key}": each for key, each in zip(keys, came, strict=False) if each}
    said["form_key"] = str(uuid.uuid4())
    said["version"] = str(session.version if version is None else version)
    return said


def signed_in(client: Client, user: User) -> Client:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def text(response) -> str:
    return " ".join(response.content.decode().split())


class TestTheRegister:
    def test_everybody_is_asked_and_nothing_is_preset(self, client: Client, farah: User):
        session = held_session(farah, 2)
        response = signed_in(client, farah).get(page_of(session))
        shown = text(response)
        for line in read(session, farah).lines:
            assert line.case.name in shown
        assert shown.count('type="radio"') == 8
        assert "checked" not in shown

    def test_it_is_saved_and_shown_with_whom_to_catch_up(self, client: Client, farah: User):
        session = held_session(farah, 2)
        sent = answers(session, farah, "took_part", "not_agreed")
        response = signed_in(client, farah).post(page_of(session), sent, follow=True)
        shown = text(response)
        assert "Register saved: 2 people." in shown
        assert "1 to catch up: arrange now" in shown
        assert "Unacceptable Absence" in shown
        assert "Save register" not in shown
        client.post(page_of(session), sent)
        assert Contact.objects.count() == 2, "sent twice, stored once"

    def test_a_sentence_for_each_line_that_says_nothing(self, client: Client, farah: User):
        session = held_session(farah, 3)
        response = signed_in(client, farah).post(
            page_of(session), answers(session, farah, "", "took_part", "agreed")
        )
        first, _, third = read(session, farah).lines
        shown = text(response)
        assert f"Say whether {first.case.name} came" in shown
        assert f"Choose why {third.case.name} was away" in shown
        assert shown.count("checked") == 2, "what was answered stands there"
        assert not Contact.objects.exists()

    def test_the_second_of_two_sees_both(self, client: Client, farah: User):
        session = held_session(farah, 2)
        signed_in(client, farah).post(
            page_of(session), answers(session, farah, "took_part", "took_part")
        )
        late = answers(session, farah, "not_agreed", "took_part", version=1)
        response = client.post(page_of(session), late)
        assert response.status_code == 409
        shown = text(response)
        assert "Attended - Complied" in shown
        assert "Away, not agreed" in shown
        assert Contact.objects.count() == 2

    def test_everybody_shown_is_in_the_log_with_the_ground(self, client: Client, farah: User):
        session = held_session(farah, 2)
        response = signed_in(client, farah).get(page_of(session))
        row = Event.objects.get(request_id=response["X-Request-ID"])
        assert set(row.case_ids) == set(Case.objects.values_list("pk", flat=True))
        assert set(row.grounds) == {"facilitator"}

    def test_for_whoever_does_not_run_the_group_there_is_none(
        self, client: Client, farah: User, probation_team: Team
    ):
        session = held_session(farah, 2)
        other = factories.make_officer("Omar Quist", team=probation_team, roles=["officer"]).user
        assert signed_in(client, other).get(page_of(session)).status_code == 404

    def test_a_session_to_come_says_from_when(self, client: Client, farah: User):
        session = held_session(farah, 2).group.sessions.get(number=2)
        shown = text(signed_in(client, farah).get(page_of(session)))
        assert "keep the register from then on" in shown
        assert "Save register" not in shown


class TestCatchingUp:
    @pytest.fixture
    def missed(self, client: Client, farah: User) -> Attendance:
        session = held_session(farah, 1)
        signed_in(client, farah).post(page_of(session), answers(session, farah, "not_agreed"))
        return Attendance.objects.get()

    def sent(self, **more: str) -> dict:
        day = clock.today() + timedelta(days=3)
        return {
            "form_key": str(uuid.uuid4()),
            "type": "C107",
            "happened_on": "other",
            "happened_on_day": str(day.day),
            "happened_on_month": str(day.month),
            "happened_on_year": str(day.year),
            "happened_time": "10:30",
            "minutes": "60",
        } | more

    def test_it_is_an_appointment_that_makes_the_session_good(
        self, client: Client, farah: User, missed: Attendance
    ):
        url = reverse("programmes:catch_up", args=[missed.uuid])
        Session.objects.filter(pk=missed.session_id).update(minutes=150)
        page = client.get(url)
        assert "Missed: Building Choices: moderate, session 1" in text(page)
        assert '<option value="150" selected' in page.content.decode(), "as long as the session was"
        shown = text(client.post(url, self.sent(), follow=True))
        assert "Catch-up arranged for" in shown
        assert "to catch up" not in shown
        made = Attendance.objects.get(catches_up=missed)
        assert (made.contact.type.code, made.contact.outcome) == ("C107", None)
        again = text(client.post(url, self.sent()))
        assert "Nothing is to be caught up here" in again

    def test_what_is_in_the_way_is_asked_about(
        self, client: Client, farah: User, missed: Attendance
    ):
        url = reverse("programmes:catch_up", args=[missed.uuid])
        when = clock.now() + timedelta(days=3)
        factories.make_contact(
            factories.make_case(),
            type_code="COAP",
            happened_at=when.replace(hour=10, minute=30),
            recorded_at=clock.now(),
            officer=farah.officer,
        )
        shown = text(
            client.post(
                url,
                self.sent(happened_time=f"{when.replace(hour=10, minute=30).astimezone():%H:%M}"),
            )
        )
        if "Arrange it all the same?" in shown:
            assert not Attendance.objects.filter(catches_up=missed).exists()


class TestMyDay:
    def test_sessions_and_registers_to_fill(self, client: Client, farah: User):
        session = held_session(farah, 1)
        shown = text(signed_in(client, farah).get(reverse("caseloads:my_day")))
        assert 'Registers to fill <span class="app-count app-count--red">1</span>' in shown
        assert page_of(session) in shown
        assert page_of(session.group.sessions.get(number=2)) in shown
        client.post(page_of(session), answers(session, farah, "took_part"))
        shown = text(client.get(reverse("caseloads:my_day")))
        assert "Registers to fill" not in shown
        assert "Your sessions" in shown

    def test_nothing_for_whoever_runs_no_group(self, client: Client, farah: User, nadia: User):
        held_session(farah, 1)
        runs = text(signed_in(client, farah).get(reverse("caseloads:my_day")))
        assert "You hold no cases" not in runs, "whoever runs groups has something to do"
        shown = text(signed_in(client, nadia).get(reverse("caseloads:my_day")))
        assert "You hold no cases" in shown
        assert "Registers to fill" not in shown
        assert "Your sessions" not in shown

    def test_a_group_in_which_nobody_has_a_seat_asks_for_nothing(self, client: Client, farah: User):
        on = clock.today() - timedelta(days=1)
        make.make_facilitation(make.make_group(first_on=on), farah.officer)
        shown = text(signed_in(client, farah).get(reverse("caseloads:my_day")))
        assert "Registers to fill" not in shown
