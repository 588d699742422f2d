"""Signing in and out, staying signed in, and the users that an administrator manages."""

import base64
import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.test import Client

from audit.models import Event
from core import clock
from people.choices import Role
from people.models import Team, User
from people.selectors.kept import keys_for
from tests import factories
from tests.factories import PASSWORD
from tests.pages import text_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
WRONG = "That e-mail address and password do not belong together"


def sign_in(client: Client, email: str, password: str = PASSWORD, **data: str) -> object:
    return client.post("/sign-in/", {"email": email, "password": password, **data})


def user_of(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


# Signing in --------------------------------------------------------------------------------------------


def test_sign_in_leads_to_where_the_person_was(client: Client, amira: User) -> None:
    response = sign_in(client, amira.email.upper(), next="/cases/?page=2")
    assert (response.status_code, response["Location"]) == (302, "/cases/?page=2")
    event = Event.objects.latest("id")
    assert (event.user_id, event.outcome, event.view) == (amira.pk, "signed_in", "people:sign_in")
    assert event.session


OUTSIDE = [
    "https://evil.example/",
    "//evil.example/",
    "///evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "http:evil.example",
    "\tjavascript:alert(1)",
    "cases/",
    "",
]


@pytest.mark.parametrize("onward", OUTSIDE)
def test_a_link_cannot_lead_out_of_the_service(client: Client, amira: User, onward: str) -> None:
    assert sign_in(client, amira.email, next=onward)["Location"] == "/"


def test_next_is_kept_through_a_wrong_password(client: Client, amira: User) -> None:
    page = client.get("/sign-in/?next=/cases/").content.decode()
    assert 'name="next" value="/cases/"' in page
    assert (
        'name="next" value="/cases/"'
        in sign_in(client, amira.email, "wrong", next="/cases/").content.decode()
    )


def test_the_session_key_changes_at_sign_in(client: Client, amira: User) -> None:
    client.get("/sign-in/")
    session = client.session
    session["planted"] = "by somebody else"
    session.save()
    client.cookies["caseload_session"] = before = session.session_key
    sign_in(client, amira.email)
    assert client.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()


@pytest.mark.parametrize("name", ["amira", "closed", "nobody"])
def test_the_answer_does_not_say_what_was_wrong(
    name: str, client: Client, amira: User, django_assert_num_queries: object
) -> None:
    factories.make_user("Closed Account", Role.OFFICER, email="closed@example.org", is_active=False)
    email = {"amira": amira.email, "closed": "closed@example.org", "nobody": "nobody@example.org"}[
        name
    ]
    password = PASSWORD if name == "closed" else "wrong"
    response = sign_in(client, email, password)
    page = re.sub(
        r'csrfmiddlewaretoken" value="\w+"|data-\w+="[^"]*"', "", response.content.decode()
    )
    assert response.status_code == 200
    assert WRONG in page
    assert user_of(client) is None
    expected = re.sub(r"[\w.]+@example\.org", "x", page)
    other = sign_in(Client(), "somebody.else@example.org", "wrong").content.decode()
    other = re.sub(r'csrfmiddlewaretoken" value="\w+"|data-\w+="[^"]*"', "", other)
    assert expected == re.sub(r"[\w.]+@example\.org", "x", other)


def test_a_failed_sign_in_names_a_known_account_and_no_unknown_one(
    client: Client, amira: User
) -> None:
    sign_in(client, amira.email.upper(), "wrong")
    known = Event.objects.latest("id")
    assert (known.outcome, known.user_id, known.user_label) == ("sign_in_failed", None, amira.email)
    assert known.object_uuid == amira.uuid
    for _ in range(2):
        sign_in(client, "a password typed in the wrong box", "x")
    first, second = Event.objects.order_by("-id")[:2]
    assert first.user_label == second.user_label
    assert re.fullmatch("unknown address [0-9a-f]{12}", first.user_label)


@pytest.mark.parametrize(
    "data", [{}, {"email": "a"}, {"password": "b"}, {"email": "a" * 300, "password": "b"}]
)
def test_an_empty_or_odd_form_is_shown_again(client: Client, data: dict[str, str]) -> None:
    assert client.post("/sign-in/", data).status_code == 200


def test_who_is_signed_in_is_sent_on(as_amira: Client) -> None:
    assert as_amira.get("/sign-in/?next=/cases/")["Location"] == "/cases/"


# Throttling --------------------------------------------------------------------------------------------


def fail(client: Client, email: str, times: int) -> list[int]:
    return [sign_in(client, email, "wrong").status_code for _ in range(times)]


def test_five_failures_close_the_door_for_a_quarter_of_an_hour(client: Client, amira: User) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        assert fail(client, amira.email, 5) == [200, 200, 200, 200, 429]
        response = sign_in(client, amira.email)
        assert (response.status_code, response["Retry-After"]) == (429, "900")
        assert "Wait 15 minutes" in response.content.decode()
        assert user_of(client) is None
        assert Event.objects.latest("id").status == 429
        traveller.shift(timedelta(minutes=15, seconds=1))
        assert sign_in(client, amira.email).status_code == 302


def test_another_case_of_the_same_address_is_the_same_account(client: Client, amira: User) -> None:
    fail(client, amira.email.upper(), 2)
    fail(client, f" {amira.email.title()} ", 2)
    assert fail(client, amira.email, 1) == [429]


def test_an_unknown_account_is_closed_just_so(client: Client) -> None:
    assert fail(client, "nobody@example.org", 6) == [200, 200, 200, 200, 429, 429]


def test_another_person_or_another_place_is_not_closed(
    client: Client, amira: User, ben: User
) -> None:
    fail(client, amira.email, 6)
    assert sign_in(client, ben.email).status_code == 302
    elsewhere = Client(REMOTE_ADDR="192.0.2.9")
    assert sign_in(elsewhere, amira.email).status_code == 302


def test_a_success_forgets_the_failures(client: Client, amira: User) -> None:
    fail(client, amira.email, 4)
    sign_in(client, amira.email)
    client.post("/sign-out/")
    assert fail(client, amira.email, 4) == [200] * 4


def test_attempts_are_counted_in_the_database_without_what_was_typed(client: Client) -> None:
    """No cache and no broker is asked, so it works with Redis gone; and no typed password is kept."""
    sign_in(client, "a password typed in the wrong box", "hunter2hunter2", next="/cases/")
    attempt = AccessAttempt.objects.get()
    text = " ".join(str(value) for value in vars(attempt).values())
    assert "wrong box" not in text
    assert "hunter2" not in text


# Sessions ----------------------------------------------------------------------------------------------


def test_an_idle_session_ends_after_a_quarter_of_an_hour(client: Client, amira: User) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        sign_in(client, amira.email)
        traveller.shift(timedelta(minutes=14, seconds=59))
        assert client.get("/sign-in/").status_code == 302
        traveller.shift(timedelta(minutes=15))
        response = client.get("/cases/?page=2")
        assert response["Location"] == "/sign-in/?next=%2Fcases%2F%3Fpage%3D2&ended=idle"
        assert not Session.objects.exists()
        page = client.get(response["Location"]).content.decode()
    assert "You were signed out because nothing happened for a while" in page


def test_a_session_ends_after_eight_hours_however_busy(client: Client, amira: User) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        sign_in(client, amira.email)
        for _ in range(47):
            traveller.shift(timedelta(minutes=10))
            assert (
                client.post("/session/stay/", headers={"accept": "application/json"}).status_code
                == 200
            )
        traveller.shift(timedelta(minutes=10))
        response = client.get("/cases/")
    assert response["Location"] == "/sign-in/?next=%2Fcases%2F&ended=limit"


def test_the_sign_in_page_itself_says_why_a_session_ended(client: Client, amira: User) -> None:
    """The browser's own clock leads there, without a detour."""
    with time_machine.travel(clock.now(), tick=False) as traveller:
        sign_in(client, amira.email)
        traveller.shift(timedelta(minutes=15))
        response = client.get("/sign-in/?next=/cases/")
    assert response.status_code == 200
    assert "nothing happened for a while" in response.content.decode()
    assert 'value="/cases/"' in response.content.decode()


def test_an_ended_session_is_on_record_under_its_user(client: Client, amira: User) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        sign_in(client, amira.email)
        traveller.shift(timedelta(hours=1))
        client.get("/cases/")
    event = Event.objects.latest("id")
    assert (event.user_id, event.outcome, event.case_ids) == (amira.pk, "refused", [])


def test_what_was_sent_after_the_end_leads_back_to_its_page(client: Client, amira: User) -> None:
    response = client.post("/session/stay/", headers={"referer": "http://testserver/cases/"})
    assert response["Location"] == "/sign-in/?next=%2Fcases%2F"


def test_stay_moves_the_end(client: Client, amira: User) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        sign_in(client, amira.email)
        traveller.shift(timedelta(minutes=13))
        answer = client.post("/session/stay/", headers={"accept": "application/json"}).json()
        ends_at = clock.now() + timedelta(minutes=15)
    assert answer["ends_at"] == ends_at.replace(microsecond=0).isoformat()
    assert client.post("/session/stay/", {"next": "/cases/"}).status_code == 302


@pytest.mark.parametrize("by_itself", [True, False])
def test_only_what_a_person_does_keeps_a_session(
    client: Client, amira: User, by_itself: bool
) -> None:
    headers = {"accept": "application/json"} | ({"x-by-itself": "1"} if by_itself else {})
    with time_machine.travel(clock.now(), tick=False) as traveller:
        sign_in(client, amira.email)
        traveller.shift(timedelta(minutes=14))
        assert client.post("/session/stay/", headers=headers).status_code == 200
        traveller.shift(timedelta(minutes=1))
        assert client.get("/cases/").status_code == (302 if by_itself else 200)


# What a device keeps without a signal -------------------------------------------------------------------


def keys_of(client: Client) -> dict[str, Any]:
    answer = client.get("/session/keys/")
    assert answer["Cache-Control"] == "no-store"
    found: dict[str, Any] = answer.json()
    return found


def test_the_keys_of_a_device_are_their_owners_alone(as_amira: Client, as_ben: Client) -> None:
    hers, his = keys_of(as_amira), keys_of(as_ben)
    assert hers["keys"] == keys_of(as_amira)["keys"]
    assert hers["owner"] != his["owner"]
    assert not {key for _, key in hers["keys"]} & {key for _, key in his["keys"]}
    assert {len(base64.b64decode(key)) for _, key in hers["keys"]} == {32}


def test_a_key_is_given_for_its_day_and_two_more(as_amira: Client, amira: User) -> None:
    """A text goes after 24 hours, under a key that may be of the day before."""
    first = keys_of(as_amira)["keys"][0]
    for days, is_given in ((1, True), (2, True), (3, False)):
        with time_machine.travel(clock.now() + timedelta(days=days), tick=False):
            assert (tuple(first) in keys_for(amira, on=clock.today())) is is_given


def test_whoever_is_signed_out_gets_no_key(client: Client) -> None:
    assert client.get("/session/keys/").status_code == 302
    answer = client.get("/session/keys/", headers={"x-from-script": "1"})
    where = "/sign-in/?next=%2Fsession%2Fkeys%2F"
    assert answer.json() == {"leads_to": where, "is_saved": False}


def test_sign_out_is_a_post_and_ends_the_session(as_amira: Client, amira: User) -> None:
    assert as_amira.get("/sign-out/").status_code == 405
    key = as_amira.session.session_key
    assert as_amira.post("/sign-out/")["Location"] == "/sign-in/?ended=out"
    assert not Session.objects.filter(pk=key).exists()
    event = Event.objects.latest("id")
    assert (event.user_id, event.outcome) == (amira.pk, "signed_out")


def test_a_form_from_elsewhere_is_refused(amira: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/sign-in/", {"email": amira.email, "password": PASSWORD})
    assert response.status_code == 403
    assert "reload the page" in response.content.decode()


def test_a_closed_account_is_out_at_the_next_click(as_amira: Client, amira: User) -> None:
    assert as_amira.post("/session/stay/").status_code == 302
    User.objects.update(is_active=False)
    assert as_amira.get("/cases/")["Location"].startswith("/sign-in/")


# Users -------------------------------------------------------------------------------------------------


def form_of(client: Client, url: str) -> dict[str, str]:
    """The hidden fields of the page's first form of its own."""
    page = client.get(url).content.decode()
    return {
        name: re.search(rf'name="{name}" value="([^"]+)"', page)[1]  # type: ignore[index]
        for name in ("form_key", "version")
        if f'name="{name}"' in page
    }


def test_an_administrator_adds_a_user_who_can_sign_in(as_hal: Client, team: object) -> None:
    officer = factories.make_officer("Nora Quist", team=team)
    data = form_of(as_hal, "/users/add/") | {
        "name": "Nora Quist",
        "email": "nora@example.org",
        "roles": [Role.OFFICER],
        "officer": officer.pk,
    }
    response = as_hal.post("/users/add/", data)
    assert response.status_code == 200
    password = re.search(r"<strong>((?:\w{4}-){3}\w{4})</strong>", response.content.decode())
    assert password
    added = User.objects.get(email="nora@example.org")
    assert (added.roles, added.officer) == ({Role.OFFICER}, officer)
    event = Event.objects.latest("id")
    assert (event.outcome, event.object_uuid) == ("changed", added.uuid)
    again = as_hal.post("/users/add/", data)
    assert again["Location"] == added.get_absolute_url()
    assert password[1] not in as_hal.get(again["Location"]).content.decode()
    assert sign_in(Client(), "nora@example.org", password[1]).status_code == 302


REFUSED_USERS = [
    ({"email": "HAL.novak@example.org"}, "signs in with this e-mail address already"),
    ({"email": "nonsense"}, "like name@example.org"),
    ({"name": ""}, "Enter name"),
    ({"roles": [Role.AUDITOR, Role.OFFICER]}, "cannot be combined with another role"),
    ({"roles": ["emperor"]}, "Choose one of the answers"),
    ({"officer": "999999999999999999999"}, "Choose one of the answers"),
]


@pytest.mark.parametrize(("wrong", "message"), REFUSED_USERS)
def test_a_user_that_cannot_be_is_refused_with_a_reason(
    as_hal: Client, wrong: dict[str, object], message: str
) -> None:
    data = form_of(as_hal, "/users/add/") | {"name": "Nora", "email": "nora@example.org"} | wrong
    response = as_hal.post("/users/add/", data)
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not User.objects.filter(name="Nora").exists()


def change(client: Client, user: User, **fields: object) -> object:
    url = f"{user.get_absolute_url()}change/"
    data = form_of(client, url) | {"name": user.name, "email": user.email, "is_active": "yes"}
    return client.post(url, data | fields)


def test_whoever_closes_an_account_has_them_out_at_the_next_click(
    as_hal: Client, as_amira: Client, amira: User
) -> None:
    assert as_amira.get("/cases/").status_code == 200
    assert change(as_hal, amira, is_active="no").status_code == 302
    fresh = User.objects.get(pk=amira.pk)
    assert (fresh.is_active, fresh.version, fresh.roles) == (False, 2, {Role.OFFICER})
    assert as_amira.get("/cases/").status_code == 302


def test_the_second_of_two_changes_is_a_409_with_both_texts(as_hal: Client, amira: User) -> None:
    url = f"{amira.get_absolute_url()}change/"
    stale = form_of(as_hal, url)
    change(as_hal, amira, name="Amira Khan-Jones")
    data = stale | {"name": "A. Khan", "email": amira.email, "is_active": "yes"}
    response = as_hal.post(url, data)
    page = response.content.decode()
    assert response.status_code == 409
    assert "Amira Khan-Jones" in page
    assert "A. Khan" in page
    assert "Hal Novak" in page
    assert User.objects.get(pk=amira.pk).name == "Amira Khan-Jones"


def test_an_administrator_cannot_lock_themselves_out(as_hal: Client, hal: User) -> None:
    response = change(as_hal, hal, is_active="no")
    assert response.status_code == 200
    assert "You cannot close your own account" in response.content.decode()
    assert User.objects.get(pk=hal.pk).is_active


def test_a_new_password_ends_every_session(as_hal: Client, as_amira: Client, amira: User) -> None:
    key = form_of(as_hal, amira.get_absolute_url())["form_key"]
    response = as_hal.post(f"/users/{amira.uuid}/password/", {"form_key": key})
    password = re.search(r"<strong>((?:\w{4}-){3}\w{4})</strong>", response.content.decode())
    assert as_amira.get("/cases/").status_code == 302
    assert password
    assert sign_in(Client(), amira.email, password[1]).status_code == 302
    assert as_hal.post(f"/users/{amira.uuid}/password/", {"form_key": key}).status_code == 302


def test_users_are_found_by_name_address_and_officer_code(
    as_hal: Client, amira: User, ben: User
) -> None:
    for words in ("amira", "AMIRA.KHAN@", amira.officer.code):
        page = as_hal.get("/users/", {"q": words}).content.decode()
        assert "Amira Khan" in page
        assert "Ben Mason" not in page
    assert "No user matches this." in as_hal.get("/users/?q=nobody").content.decode()


def test_who_changed_a_user_is_in_the_history(as_hal: Client, hal: User, amira: User) -> None:
    from core.history import changes_of

    change(as_hal, amira, name="Amira K.")
    last = changes_of(User, pgh_obj_id=amira.pk)[0]
    assert (last.who, last.row.pgh_context.metadata["user"]) == ("Hal Novak", hal.pk)
    assert last.request == str(Event.objects.latest("id").request_id)


def test_the_list_takes_the_same_queries_at_one_and_at_three(as_hal: Client, team: Team) -> None:
    one = asked_by(as_hal, "/users/")
    for _ in range(3):
        factories.make_officer(team=team, roles=[Role.OFFICER])
    assert asked_by(as_hal, "/users/") == one


class TestWhySignedOut:
    """The sign-in page says it once, in words, and nothing to whoever was never here."""

    def notice(self, client: Client, url: str) -> str:
        page = client.get(url, follow=True)
        assert page.redirect_chain
        return text_of(page).partition("Sign in to Caseload")[0]

    def test_by_oneself(self, as_amira: Client) -> None:
        page = text_of(as_amira.post("/sign-out/", follow=True))
        assert page.count("You have signed out.") == 1

    def test_somewhere_else(self, as_amira: Client) -> None:
        """The browser brings a session that is none any more."""
        Session.objects.all().delete()
        assert "You are no longer signed in here" in self.notice(as_amira, "/my-day/")

    def test_a_visitor_is_told_nothing(self, client: Client) -> None:
        assert "signed" not in self.notice(client, "/my-day/").lower().replace("sign in", "")


def test_the_password_can_be_shown_while_signing_in(client: Client) -> None:
    page = client.get("/sign-in/").content.decode()
    assert 'data-module="govuk-password-input"' in page
    assert 'aria-label="Show password"' in page
