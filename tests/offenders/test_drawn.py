"""Contacts as timelines draw them: what somebody wrote is text, sensitive notes are folded away."""

import pytest

from core import clock
from offenders.models import Case, Contact
from offenders.selectors.contacts import rows_of
from offenders.selectors.drawn import Look, days_of, drawn
from people.models import User
from tests.factories import make_contact

NASTY = '"><script>alert(1)</script>'
ESCAPED = "&quot;&gt;&lt;script&gt;"

pytestmark = pytest.mark.django_db


def as_drawn(contact: Contact, **look: object) -> str:
    shown = Contact.objects.select_related(
        "type", "outcome", "officer", "enforcement_action"
    ).filter(pk=contact.pk)
    return str(drawn(rows_of(shown, at=clock.now()), Look(**({"level": 4} | look))))


def test_what_somebody_wrote_is_text(case: Case, amira: User):
    html = as_drawn(
        make_contact(case, officer=amira.officer, notes=f"{NASTY}\r\nsecond line", location=NASTY),
        new=NASTY,
    )
    assert "<script>" not in html
    assert html.count(ESCAPED) == 2
    assert "<br>second line" in html


def test_sensitive_notes_are_folded_away(case: Case, amira: User):
    html = as_drawn(make_contact(case, officer=amira.officer, notes="Quiet", is_sensitive=True))
    assert html.index("<details") < html.index("Show the sensitive notes") < html.index("Quiet")


def test_the_new_one_says_so(case: Case, amira: User):
    contact = make_contact(case, officer=amira.officer)
    assert "app-contact--new" not in as_drawn(contact)
    html = as_drawn(contact, new=str(contact.uuid))
    assert "app-contact--new" in html
    assert ">New<" in html


def test_each_day_has_its_contacts(case: Case, amira: User):
    for _ in range(2):
        make_contact(case, officer=amira.officer)
    rows = rows_of(Contact.objects.select_related("type", "outcome", "officer"), at=clock.now())
    (day,) = days_of(rows, Look(level=4))
    assert day.on == rows[0].day
    assert day.contacts.count("<article") == 2


def test_long_notes_are_folded_after_ten_lines(case: Case, amira: User):
    words = "He said that the lodger had moved out. "
    short = as_drawn(make_contact(case, officer=amira.officer, notes=words * 20))
    assert "<details" not in short
    html = as_drawn(make_contact(case, officer=amira.officer, notes=words * 300))
    shown, _, folded = html.partition("<details")
    assert "The rest of the notes" in folded
    assert shown.count("lodger") + folded.count("lodger") == 300
    assert 18 <= shown.count("lodger") <= 21
