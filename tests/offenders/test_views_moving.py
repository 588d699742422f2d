"""Moving, cancelling and voiding, as the browser gets them: links, forms, messages, and the right case."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.calendar import LONDON
from offenders.choices import RiskLevel, SentenceKind
from offenders.models import Case, Contact
from people.models import User
from tests import factories
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def url(name: str, *args: object) -> str:
    return reverse(f"offenders:{name}", args=args)


def send(client: Client, address: str, **answers: Any) -> Any:
    form = client.get(address).context["form"]
    sent = {"form_key": form["form_key"].value(), "version": form["version"].value()}
    return client.post(address, sent | answers)


def told(**changes: Any) -> dict[str, Any]:
    here = (clock.now() - timedelta(minutes=5)).astimezone(LONDON)
    return {
        "reason": "He starts a job",
        "is_told": "yes",
        "told_how": "telephone",
        "told_whom": "Gareth O'Neill",
        "told_on_day": here.day,
        "told_on_month": here.month,
        "told_on_year": here.year,
        "told_time": f"{here:%H:%M}",
    } | changes


@pytest.fixture
def coming(case: Case, amira: User) -> Contact:
    return factories.make_contact(
        case,
        type_code="COAP",
        happened_at=clock.now() + DAY,
        recorded_at=clock.now() - DAY,
        officer=amira.officer,
        author=amira,
    )


def test_an_appointment_is_moved(as_amira: Client, case: Case, coming: Contact) -> None:
    day = (clock.now() + 3 * DAY).astimezone(LONDON).date()
    new = {
        "happened_on": "other",
        "happened_on_day": day.day,
        "happened_on_month": day.month,
        "happened_on_year": day.year,
        "happened_time": "14:30",
        "is_another": "on",  # whatever day it is: on a bank holiday it is asked about
    }
    answer = send(as_amira, url("move_appointment", coming.uuid), **told(**new))
    assert answer.status_code == 302, text_of(answer)
    page = text_of(as_amira.get(answer.url))
    assert f"moved to {day.day} {day:%B %Y} at 14:30" in page
    assert "Told: By telephone: Gareth O" in page
    assert "Reason: He starts a job" in page
    assert Contact.objects.current().get().uuid == coming.uuid


def test_an_appointment_is_cancelled_once(as_amira: Client, case: Case, coming: Contact) -> None:
    address = url("cancel_appointment", coming.uuid)
    form = as_amira.get(address).context["form"]
    sent = told(form_key=form["form_key"].value(), version=1)
    first, again = as_amira.post(address, sent), as_amira.post(address, sent)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first.url == again.url
    assert Contact.objects.count() == 2
    page = text_of(as_amira.get(first.url))
    assert "Cancelled: He starts a job" in page
    assert "Correct this" not in page
    assert "Move it" not in page
    timeline = as_amira.get(url("contacts", case.uuid)).content.decode()
    assert "Cancelled: He starts a job" in timeline
    assert url("cancel_appointment", coming.uuid) not in timeline
    again = as_amira.get(address, follow=True)
    assert "This was cancelled, so nothing more is recorded of it" in text_of(again)


def test_the_second_of_two_is_shown_both_texts(as_amira: Client, coming: Contact) -> None:
    address = url("cancel_appointment", coming.uuid)
    form = as_amira.get(address).context["form"]
    factories.amend_contact(coming, notes="Bring the letter")
    answer = as_amira.post(address, told(form_key=form["form_key"].value(), version=1))
    assert answer.status_code == 409
    page = text_of(answer)
    assert "Bring the letter" in page
    assert "He starts a job" in page


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"reason": ""}, "Say why"),
        ({"is_told": ""}, "Choose whether anybody has been told"),
        ({"told_how": ""}, "Choose how they were told"),
        ({"told_whom": ""}, "Say who was told"),
        ({"told_time": ""}, "Enter the day and the time at which they were told"),
        ({"told_time": "25:00"}, "time"),
    ],
)
def test_what_is_missing_is_said(
    as_amira: Client, coming: Contact, changes: dict[str, Any], said: str
) -> None:
    answer = send(as_amira, url("cancel_appointment", coming.uuid), **told(**changes))
    assert answer.status_code == 200
    assert said in text_of(answer)
    assert Contact.objects.count() == 1


def test_nobody_told_needs_no_more_answers(as_amira: Client, coming: Contact) -> None:
    answer = send(
        as_amira,
        url("cancel_appointment", coming.uuid),
        **told(is_told="no", told_how="", told_whom="", told_time=""),
    )
    assert answer.status_code == 302, text_of(answer)
    assert "Nobody has been told" in text_of(as_amira.get(answer.url))


def test_who_was_told_stands_again_where_the_form_comes_back(
    as_amira: Client, coming: Contact
) -> None:
    """The browser does not send what it hides, and nobody said yet whether anybody was told."""
    address = url("cancel_appointment", coming.uuid)
    hidden = {name: "" for name in told() if name.startswith(("told", "is_told"))}
    form = send(as_amira, address, **told(**hidden)).context["form"]
    assert form["told_whom"].value() == coming.case.name
    assert form["told_time"].value()


def test_links_stand_where_one_may(
    as_amira: Client, as_ivy: Client, as_dee: Client, case: Case, coming: Contact
) -> None:
    """Ivy heads the unit and reads; Dee supervises, so she voids what the officer wrote."""
    move, void = url("move_appointment", coming.uuid), url("void_contact", coming.uuid)
    for page in (url("contacts", case.uuid), url("contact", coming.uuid)):
        assert move in as_amira.get(page).content.decode()
        assert move not in as_ivy.get(page).content.decode()
    for client in (as_amira, as_dee):
        assert void in client.get(url("contact", coming.uuid)).content.decode()
    assert void not in as_ivy.get(url("contact", coming.uuid)).content.decode()


def test_a_voided_contact_says_what_is_due_again(as_farah: Client, farah: User) -> None:
    """PRO-30: and where it belongs is asked next."""
    on = clock.today()
    case = factories.make_case(probation=farah.officer, rosh=RiskLevel.HIGH, since=on - 90 * DAY)
    factories.make_sentence(case, SentenceKind.COMMUNITY, starts_on=on - 60 * DAY)
    seen = {
        days: factories.make_contact(
            case,
            type_code="COAP",
            outcome_code="ATTC",
            happened_at=clock.now() - days * DAY,
            recorded_at=clock.now() - days * DAY,
            officer=farah.officer,
            author=farah,
        )
        for days in (12, 2)
    }
    address = url("void_contact", seen[2].uuid)
    answer = send(as_farah, address, why="wrong_person", words="Another Gareth")
    assert answer.url == url("start_again", seen[2].uuid)
    page = text_of(as_farah.get(answer.url))
    assert "voided: it counts nowhere any more. Contact in person" in page
    assert "Whose is it?" in page


@pytest.fixture
def voided(case: Case, amira: User) -> Contact:
    """A sensitive contact of Amira's, voided on the case."""
    logged = factories.make_contact(
        case,
        type_code="COAP",
        outcome_code="ATTC",
        officer=amira.officer,
        author=amira,
        is_sensitive=True,
        notes="Told me of the debt.",
    )
    return factories.amend_contact(
        logged, reason="It is about somebody else", version_kind="voided", outcome=logged.outcome
    )


def test_it_is_started_again_on_the_right_case_with_its_text(
    as_ben: Client, amira: User, ben: User, case: Case, voided: Contact
) -> None:
    """Found among what Ben may log on; it stays Amira's, is sensitive still, and says nothing of the other record."""
    right = factories.make_case(crn="X107019", surname="Okafor", police=ben.officer)
    factories.make_case(crn="X107020", surname="Okafor")
    page = as_ben.get(url("start_again", voided.uuid), {"q": "okafor"})
    assert "X107019" in text_of(page)
    assert "X107020" not in text_of(page)
    (link,) = [found for _, found in page.context["found"]]
    form = as_ben.get(link).context["form"]
    assert (form["notes"].value(), form["is_sensitive"].value()) == ("Told me of the debt.", True)
    assert form["outcome"].value() == "ATTC"

    here = voided.happened_at.astimezone(LONDON)
    answer = as_ben.post(
        link,
        {
            "form_key": form["form_key"].value(),
            "type": form["type"].value(),
            "other_type": form["other_type"].value(),
            "happened_on": here.date().isoformat(),
            "happened_time": f"{here:%H:%M}",
            "outcome": "ATTC",
            "notes": "Told me of the debt.",
            "is_sensitive": "on",
        },
    )
    assert answer.status_code == 302, text_of(answer)
    stored = Contact.objects.current().get(case=right)
    assert (stored.notes, stored.is_sensitive) == ("Told me of the debt.", True)
    assert (stored.officer, stored.author, stored.version) == (amira.officer, ben, 1)
    assert stored.uuid != voided.uuid


def test_the_text_is_carried_only_for_who_reads_the_first_record(
    as_chidi: Client, chidi: User, voided: Contact
) -> None:
    right = factories.make_case(crn="X107019", surname="Okafor", police=chidi.officer)
    assert as_chidi.get(url("start_again", voided.uuid)).status_code == 404
    page = as_chidi.get(f"{url('log_contact', right.uuid)}?again={voided.uuid}")
    assert "debt" not in page.content.decode()


@pytest.mark.parametrize("again", ["", "nonsense", "8f14e45f-ceea-467f-a8a5-b1f2c0d9e001"])
def test_an_address_that_asks_for_nonsense_asks_for_nothing(
    as_amira: Client, case: Case, again: str
) -> None:
    page = as_amira.get(url("log_contact", case.uuid), {"again": again})
    assert page.status_code == 200
    assert page.context["again"] is None


def test_only_what_was_voided_is_started_again(as_amira: Client, coming: Contact) -> None:
    page = as_amira.get(f"{url('log_contact', coming.case.uuid)}?again={coming.uuid}")
    assert page.context["again"] is None
    assert as_amira.get(url("start_again", coming.uuid)).url == url("contact", coming.uuid)


def test_a_voided_contact_is_folded_away(as_amira: Client, case: Case, voided: Contact) -> None:
    page = text_of(as_amira.get(url("contacts", case.uuid)))
    assert "Voided: It is about somebody else" in page
    assert "Show the voided notes" in page
    assert "1 contact , 1 here cancelled or voided" in page
    assert "Recorded late" not in page
    for name in ("amend_contact", "record_outcome", "void_contact"):
        answer = as_amira.get(url(name, voided.uuid))
        assert answer.url == url("contact", voided.uuid), name
