"""One's own password: what is asked, what is refused, which sessions end, and what is kept of it."""

import re
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client

from audit.models import Event
from core import clock
from core.errors import RefusedError
from people import services
from people.choices import Role
from people.models import User
from tests import factories
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db
NEW = "three other invented words"
WRONG = "That is not your current password"


def change(client: Client, current: str = PASSWORD, new: str = NEW, **data: str) -> object:
    return client.post("/password/", {"current_password": current, "new_password": new, **data})


def text(response: object) -> str:
    return response.content.decode()  # type: ignore[attr-defined]


def can_sign_in(user: User, password: str) -> bool:
    data = {"email": user.email, "password": password}
    return Client(REMOTE_ADDR="192.0.2.7").post("/sign-in/", data).status_code == 302


# Changing it -------------------------------------------------------------------------------------------


def test_the_new_password_is_the_one_from_now_on(as_amira: Client, amira: User) -> None:
    response = as_amira.post(
        "/password/",
        {"current_password": PASSWORD, "new_password": NEW, "next": "/cases/"},
        follow=True,
    )
    assert response.redirect_chain == [("/cases/", 302)]
    assert "Your password was changed." in text(response)
    assert can_sign_in(amira, NEW)
    assert not can_sign_in(amira, PASSWORD)


def test_this_session_goes_on_under_a_new_key_and_the_others_end(
    as_amira: Client, amira: User, ben: User, signed_in: Callable[[User], Client]
) -> None:
    elsewhere, somebody_else = signed_in(amira), signed_in(ben)
    before = as_amira.session.session_key
    change(as_amira)
    assert as_amira.session.session_key != before
    assert not Session.objects.filter(pk=before).exists()
    assert as_amira.get("/cases/").status_code == 200
    assert elsewhere.get("/cases/")["Location"].startswith("/sign-in/")
    assert somebody_else.get("/cases/").status_code == 200


def test_the_eight_hours_of_the_session_do_not_begin_again(client: Client, amira: User) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        client.post("/sign-in/", {"email": amira.email, "password": PASSWORD})
        for _ in range(47):
            traveller.shift(timedelta(minutes=10))
            client.get("/password/")
        assert change(client).status_code == 302
        traveller.shift(timedelta(minutes=10))
        assert client.get("/cases/")["Location"] == "/sign-in/?next=%2Fcases%2F&ended=limit"


@pytest.mark.parametrize("onward", ["//evil.example/", "https://evil.example/", ""])
def test_it_leads_only_to_a_page_of_this_service(as_amira: Client, onward: str) -> None:
    assert change(as_amira, next=onward)["Location"] == "/"


def test_sent_again_it_changes_nothing(as_amira: Client, amira: User) -> None:
    change(as_amira)
    assert WRONG in text(change(as_amira))
    assert can_sign_in(amira, NEW)


# What is refused ---------------------------------------------------------------------------------------

REFUSED = [
    ("wrong", NEW, "current_password", WRONG),
    ("", NEW, "current_password", "Enter your current password"),
    (PASSWORD, "", "new_password", "Enter a new password"),
    (PASSWORD, PASSWORD, "new_password", "Choose a new password that is not your current one"),
    (PASSWORD, "eleven char", "new_password", "Enter a new password of at least 12 characters"),
    (PASSWORD, "qwerty123456", "new_password", "not in the list of common ones"),
    (PASSWORD, "AmiraKhan2026", "new_password", "less like your name or e-mail address"),
    (PASSWORD, "amira.khan@example", "new_password", "less like your name or e-mail address"),
    (PASSWORD, "x" * 1001, "new_password", "of 1000 characters or fewer"),
    ("x" * 1001, NEW, "current_password", "longer than any can be"),
]


@pytest.mark.parametrize(("current", "new", "field", "message"), REFUSED)
def test_a_refusal_says_what_to_do_at_its_field_and_changes_nothing(
    as_amira: Client, amira: User, current: str, new: str, field: str, message: str
) -> None:
    response = change(as_amira, current, new)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    error = re.search(rf'<p id="id_{field}-error".*?</p>', text(response), re.DOTALL)
    assert error
    assert message in error[0]
    assert f'href="#id_{field}"' in text(response)
    assert can_sign_in(amira, PASSWORD)


def test_nothing_that_was_typed_comes_back_or_is_kept(as_amira: Client) -> None:
    page = text(change(as_amira, "a first secret thing", "another secret thing"))
    change(as_amira, new="another secret thing")
    assert "secret thing" not in page
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            quoted = connection.ops.quote_name(table)
            cursor.execute(
                f"SELECT count(*) FROM {quoted} AS t WHERE t::text LIKE '%secret thing%'"
            )
            assert cursor.fetchone() == (0,), table


def test_the_pages_of_failure_do_not_show_it_either() -> None:
    from django.test import RequestFactory

    from core.http import as_sent

    sent = {"current_password": PASSWORD, "new_password": NEW, "notes": "Mine"}
    assert as_sent(RequestFactory().post("/password/", sent)) == [("Notes", "Mine")]


def test_the_service_itself_asks_for_the_current_one(amira: User) -> None:
    """Also for the second of two changes at once, whose current password was right when it was sent."""
    services.change_password(by=amira, current=PASSWORD, new=NEW)
    with pytest.raises(RefusedError, match=WRONG):
        services.change_password(by=amira, current=PASSWORD, new="yet another one of them")
    assert can_sign_in(amira, NEW)


def test_guessing_at_an_unlocked_screen_closes_the_door_for_the_right_one_too(
    as_amira: Client, amira: User, client: Client
) -> None:
    with time_machine.travel(clock.now(), tick=False) as traveller:
        assert [change(as_amira, "wrong").status_code for _ in range(5)] == [200] * 4 + [429]
        assert change(as_amira).status_code == 429
        # Counted together with the sign-in page: no second set of guesses there.
        data = {"email": amira.email, "password": PASSWORD}
        assert client.post("/sign-in/", data).status_code == 429
        assert User.objects.get(pk=amira.pk).check_password(PASSWORD)
        traveller.shift(timedelta(minutes=14))
        as_amira.get("/cases/")
        traveller.shift(timedelta(minutes=2))
        assert change(as_amira).status_code == 302


# On record ---------------------------------------------------------------------------------------------


def test_the_change_and_the_wrong_password_are_on_record(as_amira: Client, amira: User) -> None:
    for current, outcome in (("wrong", "sign_in_failed"), (PASSWORD, "changed")):
        change(as_amira, current)
        row = Event.objects.latest("id")
        assert (row.view, row.outcome) == ("people:password", outcome)
        assert (row.user_id, row.user_label, row.object_uuid) == (amira.pk, amira.email, amira.uuid)


# A password that somebody else knows -------------------------------------------------------------------


@pytest.fixture
def nora(hal: User) -> tuple[User, str]:
    return services.add_user(
        by=hal, at=clock.now(), name="Nora Quist", email="nora@example.org",
        roles=frozenset({Role.OFFICER}), officer=None,
    )  # fmt: skip


def test_a_password_from_an_administrator_opens_only_the_page_to_change_it(
    client: Client, nora: tuple[User, str]
) -> None:
    user, password = nora
    given = {"email": user.email, "password": password, "next": "/cases/?page=2"}
    assert client.post("/sign-in/", given)["Location"] == "/cases/?page=2"
    response = client.get("/cases/?page=2")
    assert response["Location"] == "/password/?next=" + quote("/cases/?page=2", safe="")
    row = Event.objects.latest("id")
    assert (row.user_id, row.outcome) == (user.pk, "refused")
    page = text(client.get(response["Location"]))
    assert "You are using a password that an administrator gave you" in page
    assert "Cancel" not in page
    assert 'name="next" value="/cases/?page=2"' in page
    for url in ("/", "/my-day/", "/users/", "/audit/"):
        for answer in (client.get(url), client.post(url)):
            assert answer["Location"].startswith("/password/?next=")
    assert client.post("/session/stay/", headers={"accept": "application/json"}).status_code == 200

    assert change(client, password, next="/cases/?page=2")["Location"] == "/cases/?page=2"
    assert client.get("/cases/").status_code == 200
    assert "an administrator gave you" not in text(client.get("/password/"))


def test_it_can_be_left_by_signing_out(
    nora: tuple[User, str], signed_in: Callable[[User], Client]
) -> None:
    assert signed_in(nora[0]).post("/sign-out/")["Location"] == "/sign-in/?ended=out"


def test_a_renewed_password_is_to_be_changed_too(amira: User, hal: User) -> None:
    password = services.renew_password(user=amira, by=hal)
    assert User.objects.get(pk=amira.pk).must_change_password
    services.change_password(by=amira, current=password, new=NEW)
    assert not User.objects.get(pk=amira.pk).must_change_password


def test_an_account_of_one_s_own_is_not_bothered(as_amira: Client) -> None:
    page = text(as_amira.get("/cases/"))
    link = re.search(
        r'<a[^>]*href="/password/">Amira Khan<span[^>]*>: change your password</span></a>', page
    )
    assert link
    assert "an administrator gave you" not in text(as_amira.get("/password/"))


def test_a_change_of_the_account_leaves_the_duty(hal: User, nora: tuple[User, str]) -> None:
    user = nora[0]
    services.change_user(
        user=user, by=hal, version=user.version, name="Nora Q.", email=user.email,
        is_active=True, at=clock.now(),
    )  # fmt: skip
    assert User.objects.get(pk=user.pk).must_change_password
    assert not factories.make_user("Somebody Else").must_change_password
