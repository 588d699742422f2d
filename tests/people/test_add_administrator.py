"""The first account of a new service is made on the server."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from audit.models import Event
from people.choices import Role
from people.models import User

pytestmark = pytest.mark.django_db


def made(email: str = "hal@example.org", name: str = "Hal Osei") -> str:
    out = StringIO()
    call_command("add_administrator", email, name, stdout=out)
    return out.getvalue().strip()


def test_the_password_signs_in_and_must_be_changed() -> None:
    password = made()
    user = User.objects.get(email="hal@example.org")
    assert user.roles == {Role.ADMINISTRATOR}
    assert user.must_change_password
    client = Client()
    answer = client.post("/sign-in/", {"email": user.email, "password": password}, follow=True)
    assert answer.redirect_chain[-1][0].startswith("/password/")


def test_it_is_on_record_without_the_password() -> None:
    password = made()
    event = Event.objects.get(view="manage.py add_administrator")
    assert event.asked == {"email": "hal@example.org"}
    assert password not in str(vars(event))


@pytest.mark.parametrize(
    ("email", "name", "words"),
    [
        ("nonsense", "Hal Osei", "valid email"),
        ("hal@example.org", " ", "cannot be blank"),
        ("hal@example.org", "H" * 500, "at most"),
    ],
)
def test_what_cannot_be_is_refused(email: str, name: str, words: str) -> None:
    with pytest.raises(CommandError, match=words):
        made(email, name)
    assert not User.objects.exists()


def test_nobody_twice() -> None:
    made()
    with pytest.raises(CommandError, match="has an account already"):
        made("HAL@example.org")
