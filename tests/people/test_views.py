"""Signing in and out."""

from django.test import Client

from audit.models import Event
from people.models import User
from tests.factories import PASSWORD


def test_sign_in_leads_to_where_the_person_was(client: Client, amira: User) -> None:
    response = client.post(
        "/sign-in/", {"email": amira.email.upper(), "password": PASSWORD, "next": "/sign-in/"}
    )
    assert (response.status_code, response["Location"]) == (302, "/sign-in/")
    event = Event.objects.latest("id")
    assert (event.user_id, event.outcome, event.view) == (amira.pk, "signed_in", "people:sign_in")
    assert str(event.request_id) == response["X-Request-ID"]
