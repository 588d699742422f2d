"""How somebody is reached and what they need: recorded, shown, found by, ended with a reason."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import RefusedError, StaleError
from core.history import changes_of
from offenders.choices import FactEnding, Permitted, PhoneOwner
from offenders.models import Case, Telephone
from offenders.querysets import ending_in
from offenders.selectors.person import TELEPHONES
from offenders.services.person import end_fact, record_fact
from people.models import User
from tests import factories
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told(case: Case, by: User, number: str = "07700 900123", **fields: Any) -> Telephone:
    details = {
        "number": number,
        "whose": PhoneOwner.OWN,
        "may_leave_message": Permitted.YES,
        "may_text": Permitted.YES,
    }
    starts_on = fields.pop("starts_on", clock.today())
    fact = record_fact(
        case=case,
        sort=TELEPHONES,
        starts_on=starts_on,
        details=details | fields,
        by=by,
        at=clock.now(),
    )
    assert isinstance(fact, Telephone)
    return fact


def ended(fact: Telephone, by: User, **fields: Any) -> None:
    values = {
        "because": FactEnding.PAST,
        "last_day": clock.today(),
        "note": "The line is dead",
        "version": 1,
    }
    end_fact(fact=fact, by=by, at=clock.now(), **values | fields)


def test_a_number_is_kept_in_one_form_and_once(case: Case, amira: User):
    assert told(case, amira, "+44 (0)7700 900123").number == "07700900123"
    with pytest.raises(RefusedError, match="on record already") as refused:
        told(case, amira, "07700-900-123")
    assert refused.value.about == "number"
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.make_telephone(case, "07700900123")


def test_what_is_refused(case: Case, amira: User, hal: User):
    with pytest.raises(RefusedError, match="no staff record"):
        told(case, hal)
    with pytest.raises(RefusedError, match="future"):
        told(case, amira, starts_on=clock.today() + DAY)
    with pytest.raises(RefusedError, match="Enter a telephone number"):
        told(case, amira, "12")
    fact = told(case, amira)
    with pytest.raises(RefusedError, match="Say why"):
        ended(fact, amira, note=" ")
    for day in (None, clock.today() + DAY, clock.today() - DAY):
        with pytest.raises(RefusedError, match="last day"):
            ended(fact, amira, last_day=day)


def test_an_end_has_its_day_and_reason_and_is_kept(case: Case, amira: User):
    fact = told(case, amira)
    ended(fact, amira)
    fact.refresh_from_db()
    assert (fact.ends_on, fact.ended_note) == (clock.today() + DAY, "The line is dead")
    assert [change.what for change in changes_of(Telephone, case=case)] == ["update", "insert"]
    with pytest.raises(StaleError):
        ended(fact, amira, version=2)
    assert told(case, amira).pk != fact.pk, "it may begin again"


def test_an_error_held_on_no_day(case: Case, amira: User):
    fact = told(case, amira, starts_on=clock.today() - 3 * DAY)
    ended(fact, amira, because=FactEnding.ERROR, last_day=None)
    fact.refresh_from_db()
    assert fact.ends_on == fact.starts_on


@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "7700900123"},
        {"number": ""},
        {"whose": "cat"},
        {"may_text": ""},
        {"ended_because": "past"},
        {"ended_because": "past", "ended_note": "x"},
        {"ended_because": "error", "ended_note": "x", "ends_on": clock.today() + DAY},
        {"ends_on": clock.today()},
    ],
)
def test_the_database_refuses(case: Case, wrong: dict[str, Any]):
    fact = factories.make_telephone(case)
    with pytest.raises(IntegrityError), transaction.atomic():
        Telephone.objects.filter(pk=fact.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_two_who_end_it_at_once(case: Case, amira: User):
    fact = factories.make_telephone(case, by=amira)
    barrier, said = threading.Barrier(2), []

    def end(note: str) -> None:
        barrier.wait()
        try:
            ended(Telephone.objects.select_related("case").get(pk=fact.pk), amira, note=note)
            said.append("ended")
        except StaleError:
            said.append("stale")
        finally:
            connection.close()

    threads = [threading.Thread(target=end, args=(note,)) for note in ("One", "Two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(said) == ["ended", "stale"]


# Found by ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("0123", True),
        ("900123", True),
        ("900 123", True),
        ("07700 900123", True),
        ("+44 7700 900123", True),
        ("7700900123", True),
        ("123", False),
        ("0124", False),
        ("01230", False),
        ("0770", False),
    ],
)
def test_a_person_is_found_by_the_end_of_a_number(case: Case, words: str, is_found: bool):
    factories.make_telephone(case)
    factories.make_telephone(factories.make_case(), "02079460999")
    found = Case.objects.matching(words)
    assert list(found) == ([case] if is_found else [])


def test_with_a_name_both_must_fit(case: Case):
    factories.make_telephone(case)
    assert Case.objects.matching(f"{case.surname} 0123").get() == case
    assert not Case.objects.matching("zzyzx 0123").exists()


def test_the_same_figures_may_be_a_crn(case: Case):
    other = factories.make_case(crn="X900123", surname="Elsewhere")
    factories.make_telephone(case)
    assert set(Case.objects.matching("900123")) == {case, other}


def test_its_index_serves_the_end_of_a_number(case: Case):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    plan = ending_in(Telephone.objects.all(), "0123").explain()
    assert "offenders_telephone_backwards" in plan
    assert "~>=~ '3210'" in plan, "by its first figures backwards, not row by row"


def test_nobody_is_found_by_a_number_that_is_ended(case: Case, amira: User):
    ended(factories.make_telephone(case, by=amira), amira)
    assert not Case.objects.matching("0123").exists()


def test_only_whom_one_may_see(case: Case, amira: User, as_amira: Client, as_chidi: Client):
    factories.make_telephone(case, whose=PhoneOwner.FAMILY, whose_name="her mother")
    url = reverse("caseloads:cases")
    shown = text_of(as_amira.get(url, {"q": "0123"}))
    assert case.crn in shown
    assert "07700 900123, Family&#x27;s: her mother" in shown
    assert case.crn not in text_of(as_chidi.get(url, {"q": "0123"}))


# On pages ----------------------------------------------------------------------------------------------


def test_it_is_dialled_from_every_page_of_the_case(case: Case, as_amira: Client):
    factories.make_telephone(case, may_leave_message=Permitted.NO)
    for page in ("caseloads:case", "offenders:record", "offenders:contacts", "visits:record_new"):
        answer = as_amira.get(reverse(page, args=[case.uuid])).content.decode()
        assert 'href="tel:+447700900123"' in answer, page
        assert "leave no message" in answer, page


def test_it_is_recorded_and_ended_by_page(case: Case, ben: User, as_ben: Client):
    url = reverse("offenders:telephones", args=[case.uuid])
    page = as_ben.get(url)
    assert "No telephone number is on record" in text_of(page)
    sent = {
        "form_key": page.context["form"]["form_key"].value(),
        "number": "(020) 7946 0123",
        "whose": "family",
        "whose_name": "Sister",
        "may_leave_message": "no",
        "may_text": "unknown",
        "starts_on": clock.today().isoformat(),
    }
    wrong = as_ben.post(url, sent | {"number": "twelve", "whose": ""})
    assert "Enter a telephone number with its area code" in text_of(wrong)
    assert "Choose whose telephone it is" in text_of(wrong)
    saved = as_ben.post(url, sent, follow=True)
    assert "Saved: 020 7946 0123." in text_of(saved)
    fact = Telephone.objects.get(case=case)
    assert (fact.recorded_by, fact.starts_on) == (ben, clock.today())
    end = reverse("offenders:end_telephone", args=[fact.uuid])
    page = as_ben.get(end)
    sent = {
        "form_key": page.context["form"]["form_key"].value(),
        "version": "1",
        "because": "error",
        "note": "Typed for another person",
    }
    assert "Say why it is ended" in text_of(as_ben.post(end, sent | {"note": ""}))
    assert "Ended: 020 7946 0123." in text_of(as_ben.post(end, sent, follow=True))
    assert "It was recorded in error: Typed for another person" in text_of(
        as_ben.get(reverse("offenders:record", args=[case.uuid]))
    )
    assert "This is ended already" in text_of(as_ben.get(end))


def test_a_contact_leads_to_what_it_tells(case: Case, amira: User, as_amira: Client):
    contact = factories.make_contact(case, officer=amira.officer)
    page = as_amira.get(contact.get_absolute_url()).content.decode()
    for name in ("offenders:telephones", "offenders:record_risk"):
        assert reverse(name, args=[case.uuid]) in page
