"""Pages are compressed, unless they may repeat words of the request (BREACH)."""

import gzip

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from offenders.models import Case

pytestmark = pytest.mark.django_db
ASKING = {"HTTP_ACCEPT_ENCODING": "gzip, deflate"}


def is_compressed(response: object) -> bool:
    return response.headers.get("Content-Encoding") == "gzip"  # type: ignore[attr-defined]


def test_a_page_is_compressed_and_says_the_same(as_amira: Client, case: Case):
    address = reverse("caseloads:case", args=[case.uuid])
    plain, packed = as_amira.get(address), as_amira.get(address, **ASKING)
    assert not is_compressed(plain)
    assert is_compressed(packed)
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) < len(plain.content) / 2
    assert case.surname.replace("'", "&#x27;") in gzip.decompress(packed.content).decode()


def test_the_row_of_a_compressed_page_is_written(as_amira: Client, case: Case):
    before = Event.objects.count()
    response = as_amira.get(reverse("caseloads:case", args=[case.uuid]), **ASKING)
    assert is_compressed(response)
    assert Event.objects.count() == before + 1
    assert response["X-Request-ID"]


def test_the_length_of_a_page_varies_by_chance(as_amira: Client, case: Case):
    address = reverse("people:password")
    lengths = {len(as_amira.get(address, **ASKING).content) for _ in range(12)}
    assert len(lengths) > 3


def test_what_may_repeat_words_of_the_request_is_not_compressed(as_amira: Client, case: Case):
    log = reverse("offenders:log_contact", args=[case.uuid])
    answers = {
        "a search": as_amira.get(reverse("caseloads:cases") + "?q=neill", **ASKING),
        "a filter": as_amira.get(
            reverse("offenders:contacts", args=[case.uuid]) + "?q=x", **ASKING
        ),
        "a form with errors": as_amira.post(log, {"notes": "neill"}, **ASKING),
        "no such page": as_amira.get("/nowhere/neill/", **ASKING),
        "signing in": Client().get("/sign-in/?next=/neill/", **ASKING),
    }
    assert [answer.status_code for answer in answers.values()] == [200, 200, 200, 404, 200]
    assert [name for name, answer in answers.items() if is_compressed(answer)] == []


def test_what_is_no_page_is_not_compressed(as_dee: Client, team, case: Case):
    response = as_dee.get(reverse("caseloads:team_csv", args=[team.uuid]), **ASKING)
    assert response.status_code == 200
    assert not is_compressed(response)
