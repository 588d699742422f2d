"""One form of an e-mail address, the same to the sign-in, the throttle, the forms and the database."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test import Client
from hypothesis import given, strategies

from audit.models import Event
from core import clock
from people.models import User
from people.rules import canonical_email
from people.services import digest_of
from tests import factories
from tests.factories import PASSWORD

AMIRA = "amira.khan@example.org"
# What is typed, and whether it is the address of amira.khan@example.org.
SAME = [
    "AMIRA.KHAN@EXAMPLE.ORG",
    "  amira.khan@example.org\t",
    "amira.\u212ahan@example.org",  # Kelvin sign
    "\uff41mira.khan\uff20example\uff0eorg",  # full-width
    "amira.khan@example.org.",
    "amira\u00ad.khan@exam\u200dple.org",  # soft hyphen, joiner
]
OTHER = [
    "am\u0131ra.khan@example.org",  # dotless
    "AM\u0130RA.KHAN@EXAMPLE.ORG",  # dotted capital
    "am\u00edra.khan@example.org",
    "\u0430mira.khan@example.org",  # Cyrillic
    "amira.khan@example.org.uk",
    "amira khan@example.org",
    "",
]


@pytest.mark.parametrize("typed", SAME)
def test_the_same_address(typed: str) -> None:
    assert canonical_email(typed) == AMIRA


@pytest.mark.parametrize("typed", OTHER)
def test_another_address(typed: str) -> None:
    assert canonical_email(typed) != AMIRA


def test_ligatures_and_sharp_s() -> None:
    assert canonical_email("\ufb01n@STRA\u1e9eE.example") == "fin@strasse.example"
    assert canonical_email("stra\u00dfe@x.example") == canonical_email("STRASSE@X.EXAMPLE")


@given(strategies.text(max_size=20))
def test_it_is_the_same_when_done_twice_and_whatever_the_case(typed: str) -> None:
    once = canonical_email(typed)
    assert canonical_email(once) == once


@pytest.mark.django_db
@pytest.mark.parametrize("typed", SAME + OTHER)
def test_sign_in_and_throttle_agree(client: Client, amira: User, typed: str) -> None:
    """What signs in counts as the account, and what counts as the account signs in."""
    client.post("/sign-in/", {"email": typed, "password": PASSWORD})
    is_in = "_auth_user_id" in client.session
    assert is_in == (digest_of(typed) == digest_of(amira.email)) == (typed in SAME)


@pytest.mark.django_db
def test_other_forms_of_an_address_do_not_get_more_attempts(client: Client, amira: User) -> None:
    answers = [
        client.post("/sign-in/", {"email": typed, "password": "wrong"}).status_code
        for typed in SAME[:5]
    ]
    assert answers[-1] == 429
    assert client.post("/sign-in/", {"email": AMIRA, "password": PASSWORD}).status_code == 429
    labels = set(Event.objects.exclude(status=429).values_list("user_label", flat=True))
    assert labels == {AMIRA}, "each attempt is on record under the account"


@pytest.mark.django_db
@pytest.mark.parametrize("typed", SAME)
def test_nobody_gets_the_address_of_another(as_hal: Client, amira: User, typed: str) -> None:
    page = as_hal.post("/users/add/", {"name": "Amira Two", "email": typed})
    assert page.status_code == 200
    said = page.content.decode()
    assert "already" in said or "Enter an e-mail address, like" in said
    with pytest.raises(CommandError):
        call_command("add_administrator", typed, "Amira Two")
    with pytest.raises(IntegrityError), transaction.atomic():
        User(name="Amira Two", email=typed, created_at=clock.now()).save()


@pytest.mark.django_db
def test_the_database_holds_plain_addresses_to_it(amira: User) -> None:
    for change in ("email = 'other@example.org'", "email_key = 'other@example.org'"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"UPDATE people_user SET {change} WHERE id = %s", [amira.pk])


@pytest.mark.django_db
def test_a_changed_address_signs_in_and_the_old_one_does_not(client: Client, amira: User) -> None:
    amira.email = "Amira.Osei@Example.org"
    amira.save()
    client.post("/sign-in/", {"email": "amira.osei@example.org", "password": PASSWORD})
    assert "_auth_user_id" in client.session
    other = Client()
    other.post("/sign-in/", {"email": AMIRA, "password": PASSWORD})
    assert "_auth_user_id" not in other.session


@pytest.mark.django_db
def test_an_address_in_another_script_is_its_owners(client: Client) -> None:
    user = factories.make_user("Zo\u00eb", email="Zo\u00eb@b\u00fccher.example")
    client.post("/sign-in/", {"email": "ZOE\u0308@B\u00dcCHER.EXAMPLE", "password": PASSWORD})
    assert client.session["_auth_user_id"] == str(user.pk)
