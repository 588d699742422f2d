"""What stands beside a form, the banner above it, and the words of each agency."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from offenders.models import Case, ContactType
from offenders.rules.vocabulary import as_said_by
from offenders.selectors.beside import beside
from people.choices import Agency
from people.models import User
from tests import factories
from tests.pages import text_of

pytestmark = pytest.mark.django_db


def log(case: Case) -> str:
    return reverse("offenders:log_contact", args=[case.uuid])


def test_a_form_has_the_last_contact_and_what_is_due_beside_it(
    as_amira: Client, amira: User, case: Case
) -> None:
    now, on = clock.now(), clock.today()
    for days, notes in ((9, "The one before"), (2, "Asked about the lodger"), (-3, "To come")):
        at = now - timedelta(days=days)
        factories.make_contact(case, happened_at=at, officer=amira.officer, notes=notes)
    factories.make_deadline(case, on - timedelta(days=3), because="High risk: a visit.")
    aside = as_amira.get(log(case)).content.decode().partition("<aside")[2].partition("</aside>")[0]
    assert "High risk: a visit." in aside
    assert "3 days" in aside
    assert "Asked about the lodger" in aside
    assert "The one before" not in aside
    assert "To come" not in aside


def test_sensitive_notes_do_not_stand_beside_a_form(amira: User, case: Case) -> None:
    factories.make_contact(case, officer=amira.officer, notes="Quiet", is_sensitive=True)
    found = beside(case, at=clock.now())
    assert found.contact is not None
    assert found.notes == ""


def test_of_much_that_is_due_the_gravest_five_and_how_many_more(case: Case) -> None:
    on = clock.today()
    for number in range(7):
        factories.make_deadline(case, on - timedelta(days=number + 1), subject=str(number))
    found = beside(case, at=clock.now())
    assert (len(found.due), found.more) == (5, 2)


def test_where_there_is_nothing_it_says_so(as_amira: Client, amira: User) -> None:
    bare = factories.make_case(police=amira.officer)
    page = text_of(as_amira.get(log(bare)))
    assert "Nothing has a date." in page
    assert "No contact is on record yet." in page


def test_only_a_form_has_them_and_the_short_banner(as_amira: Client, case: Case) -> None:
    form, page = (
        as_amira.get(url).content.decode() for url in (log(case), case.get_absolute_url())
    )
    for sign in ("<aside", "app-identity--folds"):
        assert (sign in form, sign in page) == (True, False)


def test_the_short_banner_says_which_alert(as_amira: Client, case: Case) -> None:
    """VOC-20: at a door nobody unfolds anything to learn that there is a risk to them."""
    factories.make_registration(case, "AV2S")
    page = as_amira.get(log(case)).content.decode()
    short = page.partition("app-identity__short")[2].partition("</span>\n      ")[0]
    assert "Risk to Staff" in short


@pytest.mark.parametrize(
    ("agency", "words"),
    [
        (Agency.POLICE, "Phone Contact to the person"),
        (Agency.PROBATION, "Phone Contact to Person on Probation"),
        ("", "Phone Contact to Person on Probation"),
    ],
)
def test_each_agency_has_its_words(agency: str, words: str) -> None:
    assert as_said_by(agency, "Phone Contact to Person on Probation") == words


def test_the_police_log_no_contact_to_a_person_on_probation(
    as_amira: Client, as_farah: Client, amira: User, case: Case
) -> None:
    """Neither in the form nor on the timeline; the code is the same for both."""
    theirs = as_amira.get(log(case)).content.decode()
    assert "person on probation" not in theirs.lower()
    assert "Person on Probation" in as_farah.get(log(case)).content.decode()
    contact = factories.make_contact(case, type_code="CTOB", officer=amira.officer)
    assert contact.type == ContactType.objects.get(code="CTOB")
    assert "Phone Contact to the person" in text_of(as_farah.get(contact.get_absolute_url()))


def test_what_was_and_what_will_be_are_asked_apart(as_amira: Client, case: Case) -> None:
    past = text_of(as_amira.get(log(case)))
    ahead = text_of(as_amira.get(reverse("offenders:arrange", args=[case.uuid])))
    assert ("What was it?" in past, "What will it be?" in past) == (True, False)
    assert ("What was it?" in ahead, "What will it be?" in ahead) == (False, True)
    empty = text_of(as_amira.post(reverse("offenders:arrange", args=[case.uuid]), {}))
    assert "Choose what it will be" in empty
