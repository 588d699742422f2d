"""A form is stored once however often it is sent; nobody passes a view's permission; what pages have around them."""

import threading
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client, RequestFactory

from core import clock
from core.errors import RefusedError
from core.jobs import watched
from people import services
from people.http import page_context, safe_next
from people.models import Region, Submission, User
from tests import factories

NEW = Region.objects.exclude(name="North")  # the region that the cast lives in
pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.access.urls")]


def send(client: Client, name: str, key: str) -> tuple[int, str]:
    response = client.post(
        "/test/save/", {"form_key": key, "name": name, "csrfmiddlewaretoken": str(uuid.uuid4())}
    )
    return response.status_code, response.get("Location", response.content.decode())


def test_a_form_sent_twice_is_stored_once_and_leads_to_the_same_place(as_amira: Client) -> None:
    key = str(uuid.uuid4())
    first, second = send(as_amira, "One", key), send(as_amira, "One", key)
    assert first == second == (302, f"/saved/{NEW.get().pk}/")


def test_a_script_is_told_where_a_form_led(as_amira: Client) -> None:
    """The same answer twice, as a redirect is; with its length, without which a browser reads on."""
    key = str(uuid.uuid4())
    for _ in range(2):
        answer = as_amira.post(
            "/test/save/", {"form_key": key, "name": "One"}, headers={"x-from-script": "1"}
        )
        assert answer.json() == {"leads_to": f"/saved/{NEW.get().pk}/", "is_saved": True}
        assert (answer.status_code, answer.get("Location")) == (200, None)
        assert int(answer["Content-Length"]) == len(answer.content)


def test_the_same_form_with_other_words_is_a_409_that_keeps_them(
    as_amira: Client, amira: User
) -> None:
    """The browser's Back button, an edit, and Save: neither stored silently nor lost silently."""
    key = str(uuid.uuid4())
    _, saved = send(as_amira, "One", key)
    status, page = send(as_amira, "Two", key)
    assert status == 409
    assert "Two" in page
    assert f'href="{saved}"' in page
    assert NEW.get().name == "One"


def test_another_form_and_another_person_are_another_save(as_amira: Client, as_ben: Client) -> None:
    key = str(uuid.uuid4())
    for client, form_key, name in (
        (as_amira, key, "A"),
        (as_amira, str(uuid.uuid4()), "B"),
        (as_ben, key, "C"),
    ):
        assert send(client, name, form_key)[0] == 302
    assert NEW.count() == 3


def test_a_refused_save_leaves_the_key_free(amira: User) -> None:
    key = uuid.uuid4()

    def refuse() -> str:
        Region.objects.create(name="Half")
        raise RefusedError("Not today")

    with pytest.raises(RefusedError):
        services.submit(by=amira, key=key, content=b"1", at=clock.now(), save=refuse)
    assert not Submission.objects.exists()
    assert not NEW.exists()
    kept, is_first = services.submit(
        by=amira, key=key, content=b"2", at=clock.now(), save=lambda: "/x/"
    )
    assert (kept.answer, is_first) == ("/x/", True)


@pytest.mark.parametrize("key", ["", "nonsense", "0" * 400])
def test_a_form_without_a_key_is_not_saved(as_amira: Client, key: str) -> None:
    assert send(as_amira, "One", key)[0] == 200
    assert not NEW.exists()


@pytest.mark.django_db(transaction=True)
def test_a_form_sent_twice_at_once_is_stored_once(
    amira: User, signed_in: Callable[[User], Client]
) -> None:
    """Two connections of two threads, let go at the same instant, several times over."""
    for attempt in range(5):
        key, start = str(uuid.uuid4()), threading.Barrier(2)
        answers: list[tuple[int, str]] = []
        clients = [signed_in(amira), signed_in(amira)]

        def ask(client: Client) -> None:
            start.wait(10)  # noqa: B023 - joined before the next round
            answers.append(send(client, f"Round {attempt}", key))  # noqa: B023
            connections.close_all()

        threads = [threading.Thread(target=ask, args=[client]) for client in clients]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        region = Region.objects.get(name=f"Round {attempt}")
        assert answers == [(302, f"/saved/{region.pk}/")] * 2


@pytest.mark.django_db(transaction=True)
def test_a_second_sending_waits_for_the_first_and_takes_over_if_it_fails(amira: User) -> None:
    key, began, go_on = uuid.uuid4(), threading.Event(), threading.Event()
    seen: list[str] = []

    def first() -> None:
        def fail() -> str:
            began.set()
            go_on.wait(10)
            raise RefusedError("The first fails")

        try:
            services.submit(by=amira, key=key, content=b"1", at=clock.now(), save=fail)
        except RefusedError:
            seen.append("failed")
        connections.close_all()

    def second() -> None:
        kept, _ = services.submit(
            by=amira, key=key, content=b"1", at=clock.now(), save=lambda: "/second/"
        )
        seen.append(kept.answer)
        connections.close_all()

    threads = [threading.Thread(target=first), threading.Thread(target=second)]
    threads[0].start()
    assert began.wait(10)
    threads[1].start()
    threads[1].join(0.5)
    assert threads[1].is_alive()
    go_on.set()
    for thread in threads:
        thread.join(20)
    assert seen == ["failed", "/second/"]


# Policy ------------------------------------------------------------------------------------------------


def test_a_view_that_states_no_permission_is_closed_to_everybody(
    client: Client, as_amira: Client
) -> None:
    for somebody in (client, as_amira):
        assert somebody.get("/test/undecorated/").status_code == 403


def test_the_signed_out_are_sent_to_sign_in(client: Client) -> None:
    response = client.get("/test/listing/?page=2")
    assert response["Location"] == "/sign-in/?next=%2Ftest%2Flisting%2F%3Fpage%3D2"


@pytest.mark.parametrize("name", ["gwen", "hal", "kit"])
def test_the_wrong_role_is_403(
    name: str, request: pytest.FixtureRequest, signed_in: Callable[[User], Client]
) -> None:
    client = signed_in(request.getfixturevalue(name))
    assert client.get("/test/listing/").status_code == 403


# Around every page -------------------------------------------------------------------------------------

SECTIONS = {
    "amira": ["My day", "My cases"],
    "dee": ["My day", "My cases", "Teams", "Oversight", "Programmes", "MAPPA"],
    "ivy": ["My day", "My cases", "Teams", "Oversight", "Area", "Programmes", "MAPPA"],
    "gwen": ["Audit log"],
    "hal": ["Users", "Reference data", "Jobs"],
    "kit": [],
}


@pytest.mark.parametrize("name", SECTIONS)
def test_the_navigation_shows_what_the_role_may_open(
    name: str, request: pytest.FixtureRequest, rf: RequestFactory
) -> None:
    asked = rf.get("/users/add/")
    asked.user = request.getfixturevalue(name)
    nav = page_context(asked)["nav"]
    assert [item.label for item in nav] == SECTIONS[name]
    assert [item.label for item in nav if item.is_current] == (["Users"] if name == "hal" else [])


def test_a_page_outside_of_a_session_has_its_context(rf: RequestFactory) -> None:
    context = page_context(rf.get("/"))
    assert (context["user"], context["nav"], context["session_ends_at"]) == (None, [], None)


def test_flags_are_stale_until_the_job_has_run(rf: RequestFactory) -> None:
    context = page_context(rf.get("/"))
    assert (context["flags_checked"](), context["flags_stale"]()) == (None, True)
    for name in watched():
        factories.make_run(name)
    context = page_context(rf.get("/"))
    assert context["flags_checked"]()
    assert context["flags_stale"]() is False


def test_one_job_that_stands_still_makes_flags_stale(rf: RequestFactory) -> None:
    """What the others looked at is no news of what this one should have looked at."""
    now, (stands_still, *others) = clock.now(), watched()
    assert others
    for name in (stands_still, *others):
        factories.make_run(name, now - timedelta(minutes=16 if name == stands_still else 1))
    context = page_context(rf.get("/"))
    assert context["flags_checked"]().name == stands_still
    assert context["flags_stale"]() is True


def test_a_page_that_shows_no_flags_does_not_ask_for_them(rf: RequestFactory) -> None:
    seen: list[str] = []
    with connection.execute_wrapper(lambda run, sql, *rest: (seen.append(sql), run(sql, *rest))[1]):
        page_context(rf.get("/"))
    assert seen == []


def test_next_must_be_of_this_host(rf: RequestFactory) -> None:
    assert safe_next(rf.get("/"), "http://testserver/cases/") == "/"
    assert safe_next(rf.get("/"), "/cases/") == "/cases/"
