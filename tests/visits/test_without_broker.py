"""The broker frozen, then killed: every page of an officer's day answers, and a visit cures its flag at once."""

import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from celery import current_app
from django.test import Client
from django.urls import reverse

from core import clock, queue
from core.calendar import LONDON
from core.models import Message
from offenders import deadlines
from offenders.models import Case, Flag
from people.models import User
from tests import factories
from tests.broker import Broker, broker
from tests.visits.test_worker import _connect_to
from visits.models import Visit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.enable_socket]
LIMIT = 2  # seconds for each page


@pytest.fixture(params=["freeze", "kill"])
def broken(request: pytest.FixtureRequest) -> Iterator[Broker]:
    """A broker that takes connections and never answers, or one that is not there; this process uses it."""
    before = current_app.conf.broker_url
    with broker() as server:
        _connect_to(server.url)
        getattr(server, request.param)()
        assert not server.answers()
        yield server
        _connect_to(before)


@pytest.fixture
def flag(case: Case) -> Flag:
    """The home visit that has been due for a long time, raised by the engine before the broker broke."""
    factories.make_address(case)
    deadlines.refresh_all(on=clock.today(), at=clock.now())
    return Flag.objects.get(case=case, kind="home_visit", cured_at=None)


def in_time(client: Client, url: str) -> str:
    begun = time.monotonic()
    response = client.get(url)
    assert time.monotonic() - begun < LIMIT, url
    assert response.status_code == 200, url
    return response.content.decode()


def seen_inside(case: Case, second: User) -> dict[str, object]:
    """What the form sends of a visit an hour ago."""
    then = (clock.now() - timedelta(hours=1)).astimezone(LONDON)
    return {
        "form_key": "8f14e45f-ceea-467f-a8a5-b1f2c0d9e002",
        "outcome": "seen_inside",
        "happens_on": "other",
        "happens_on_day": str(then.day),
        "happens_on_month": str(then.month),
        "happens_on_year": str(then.year),
        "happens_time": f"{then:%H:%M}",
        "purposes": ["residence"],
        "result_residence": "met",
        "where": str(case.addresses.get().uuid),
        "crew": "two",
        "second_officer": str(second.officer.pk),
        "is_announced": "no",
        "people_present": "Nobody",
        "children": "no",
    }


def test_every_page_of_the_day_answers(
    flag: Flag, case: Case, as_amira: Client, broken: Broker
) -> None:
    pages = [
        reverse("caseloads:my_day"),
        reverse("caseloads:cases"),
        reverse("caseloads:case", args=[case.uuid]),
        reverse("offenders:contacts", args=[case.uuid]),
        reverse("offenders:flag", args=[flag.uuid]),
    ]
    for url in pages:
        assert "O&#x27;Neill" in in_time(as_amira, url)


def test_a_visit_cures_its_flag_before_the_next_page_is_there(
    flag: Flag, case: Case, as_amira: Client, ben: User, broken: Broker
) -> None:
    my_day = reverse("caseloads:my_day")
    assert f"/flags/{flag.uuid}/" in in_time(as_amira, my_day)
    assert "flag cured" not in in_time(as_amira, case.get_absolute_url())
    begun = time.monotonic()
    response = as_amira.post(reverse("visits:record_new", args=[case.uuid]), seen_inside(case, ben))
    assert time.monotonic() - begun < LIMIT
    assert (response.status_code, response["Location"]) == (302, case.get_absolute_url())
    flag.refresh_from_db()
    assert flag.cured_at is not None
    page = in_time(as_amira, response["Location"])
    assert "Visit recorded: seen inside. Home visit is next due by" in page
    assert "Home visit: flag cured" in page
    assert f"/flags/{flag.uuid}/" not in in_time(as_amira, my_day)
    assert Visit.objects.filter(case=case).count() == 1


def test_what_upper_floors_are_to_do_waits_in_the_database(broken: Broker) -> None:
    begun = time.monotonic()
    queue.enqueue("offenders.recompute_kind", kind="home_visit")
    assert time.monotonic() - begun < LIMIT
    assert Message.objects.filter(sent_at__isnull=True).count() == 1
