"""The timeline and its forms, as the browser gets them."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.calendar import LONDON
from offenders.deadlines.supervision import CONTACT
from offenders.models import Case, Contact, ContactOutcome, Draft, EnforcementAction
from people.models import User
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"offenders:{name}", args=args)


def action(code: str) -> EnforcementAction:
    return EnforcementAction.objects.get(code=code)


def key_of(client: Client, address: str) -> str:
    return str(client.get(address).context["form"]["form_key"].value())


def sent(key: str, **changes: Any) -> dict[str, Any]:
    now = clock.now().astimezone(LONDON)
    return {
        "form_key": key,
        "type": "CTOB",
        "happened_on": now.date().isoformat(),
        "happened_time": "0:00",
        "notes": "Rang back.",
    } | changes


# Reading ---------------------------------------------------------------------------------------------------


def test_an_empty_timeline_says_why(as_amira: Client, case: Case):
    page = text_of(as_amira.get(url("contacts", case.uuid)))
    assert "0 contacts" in page
    assert "No contact is on record for this case yet." in page


def test_the_timeline_groups_by_day_and_marks_what_matters(
    as_amira: Client, case: Case, amira: User
):
    at = clock.now()
    late = factories.make_contact(
        case, type_code="CTOB", happened_at=at - timedelta(days=9), officer=amira.officer,
        recorded_at=at - timedelta(days=5), is_sensitive=True,
    )  # fmt: skip
    past = at - timedelta(days=2)
    factories.make_contact(case, type_code="COAP", happened_at=past, recorded_at=past)
    factories.make_contact(case, type_code="COAP", happened_at=at + timedelta(days=2))
    factories.amend_contact(late, notes="Put right")
    page = text_of(as_amira.get(url("contacts", case.uuid)))
    assert "3 contacts" in page
    for marker in ("To come", "Outcome missing", "Sensitive", "Corrected", "Recorded late"):
        assert page.count(f" {marker} ") == 1, marker
    assert "Put right" in page
    assert "DC A. Khan" in page


@pytest.mark.parametrize("where", ["contacts", "overview"])
def test_sensitive_notes_are_folded_and_others_are_not(as_amira: Client, case: Case, where: str):
    """Whoever stands beside the officer must not read them: they open at a tap, and say whose notes they are."""
    at = clock.now() - timedelta(days=2)
    factories.make_contact(
        case, happened_at=at, notes="A child told her teacher", is_sensitive=True
    )
    factories.make_contact(case, happened_at=at, notes="Rang about the bins")
    address = {
        "contacts": url("contacts", case.uuid),
        "overview": reverse("caseloads:case", args=[case.uuid]),
    }
    shown = as_amira.get(address[where]).content.decode()
    folded = re.findall(r"<details(?![^>]*\bopen\b)[^>]*>.*?</details>", shown, re.DOTALL)
    notes = [words for words in folded if "Show the sensitive notes" in words]
    assert ["A child told her teacher" in words for words in notes] == [True]
    unfolded = re.sub(r"<details.*?</details>", "", shown, flags=re.DOTALL)
    assert "A child told her teacher" not in unfolded
    assert "Rang about the bins" in unfolded


def test_a_correction_later_does_not_make_a_record_late(as_amira: Client, case: Case):
    at = clock.now()
    first = factories.make_contact(
        case, type_code="CTOB", happened_at=at - timedelta(days=9),
        recorded_at=at - timedelta(days=9),
    )  # fmt: skip
    factories.amend_contact(first, notes="Put right", recorded_at=at)
    assert "Recorded late" not in text_of(as_amira.get(url("contacts", case.uuid)))


def test_notes_are_escaped_everywhere(as_amira: Client, case: Case):
    nasty = "<script>alert(1)</script> & O'Neill"
    contact = factories.make_contact(case, type_code="CTOB", notes=nasty, location=nasty)
    factories.amend_contact(contact, notes=f"{nasty} again", reason=nasty)
    for address in (
        url("contacts", case.uuid),
        url("contact", contact.uuid),
        url("amend_contact", contact.uuid),
        reverse("caseloads:case", args=[case.uuid]),
    ):
        page = as_amira.get(address).content.decode()
        assert "<script>alert" not in page, address
        assert "&lt;script&gt;alert(1)" in page, address


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, {"call", "comment", "office"}),
        ({"q": "RANG"}, {"call"}),
        ({"q": "Planned Office"}, {"office"}),
        ({"group": "Administrative"}, {"comment"}),
        ({"agency": "probation"}, {"comment"}),
        ({"missing": "on"}, {"office"}),
        ({"since_day": "2", "since_month": "9", "since_year": "2026"}, {"comment", "office"}),
        ({"until_day": "1", "until_month": "9", "until_year": "2026"}, {"call"}),
        ({"group": "No such group"}, {"call", "comment", "office"}),
        ({"q": "nothing like it"}, set()),
    ],
)
def test_filters(as_amira: Client, case: Case, asked: dict[str, str], found: set[str]):
    """1 September 23:30 in London is the 1st, whatever the day is in UTC."""
    rows = {
        "call": ("CTOB", datetime(2026, 9, 1, 23, 30, tzinfo=LONDON), "He rang back", "police"),
        "comment": ("C201", datetime(2026, 9, 2, 0, 30, tzinfo=LONDON), "A thought", "probation"),
        "office": ("COAP", datetime(2026, 9, 3, 10, 0, tzinfo=LONDON), "", "police"),
    }
    stored = {
        name: factories.make_contact(
            case, type_code=code, happened_at=at, recorded_at=at, notes=notes, agency=agency
        )
        for name, (code, at, notes, agency) in rows.items()
    }
    response = as_amira.get(url("contacts", case.uuid), asked)
    shown = {row.pk for row in response.context["page"]}
    assert shown == {stored[name].pk for name in found}
    assert f"{len(found)} contact" in text_of(response)


def test_the_timeline_takes_the_same_queries_for_any_number_of_contacts(
    as_amira: Client, case: Case, amira: User
):
    def add(days: int) -> None:
        at = clock.now() - timedelta(days=days)
        factories.amend_contact(factories.make_contact(case, happened_at=at, officer=amira.officer))

    add(1)
    one = asked_by(as_amira, url("contacts", case.uuid))
    add(2)
    add(3)
    assert asked_by(as_amira, url("contacts", case.uuid)) == one


def test_pages_of_fifty_keep_the_filters(as_amira: Client, case: Case):
    for minutes in range(51):
        factories.make_contact(
            case, type_code="CTOB", happened_at=clock.now() - timedelta(minutes=minutes + 1)
        )
    response = as_amira.get(url("contacts", case.uuid), {"q": "note"})
    assert len(response.context["page"].object_list) == 50
    assert "51 contacts , page 1 of 2" in text_of(response)
    assert "?q=note&amp;page=2" in response.content.decode()
    assert (
        len(as_amira.get(url("contacts", case.uuid), {"page": "2"}).context["page"].object_list)
        == 1
    )


def test_both_versions_and_their_differences_are_shown(as_amira: Client, case: Case):
    contact = factories.make_contact(case, type_code="CTOB", notes="He's well")
    factories.amend_contact(contact, notes="He's ill", reason="Wrong person")
    response = as_amira.get(url("contact", contact.uuid))
    newest, first = response.context["versions"]
    assert newest.differences == [("Notes", "He's well", "He's ill")]
    assert first.differences == []
    page = text_of(response)
    for words in ("Reason: Wrong person", "He&#x27;s well", "He&#x27;s ill", "First recorded"):
        assert words in page


# Logging ---------------------------------------------------------------------------------------------------


def test_a_logged_contact_is_marked_on_the_timeline(as_amira: Client, case: Case):
    address = url("log_contact", case.uuid)
    response = as_amira.post(address, sent(key_of(as_amira, address)), follow=True)
    page = text_of(response)
    assert "Contact saved: Phone Contact to the person." in page
    assert " New " in page
    assert "Rang back." in page


def test_a_double_submission_is_stored_once(as_amira: Client, case: Case):
    address = url("log_contact", case.uuid)
    form = sent(key_of(as_amira, address))
    answers = [as_amira.post(address, form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert Contact.objects.count() == 1


def test_the_draft_is_offered_on_any_device_and_gone_once_saved(
    signed_in: Callable[[User], Client], as_amira: Client, amira: User, case: Case
):
    draft = url("save_draft", case.uuid, "log-contact")
    kept = as_amira.post(draft, {"notes": "Half a no", "form_key": "x", "type": "CTOB"})
    assert re.fullmatch(r"\d\d:\d\d", kept.json()["saved_at"])
    other_device = signed_in(amira)
    address = url("log_contact", case.uuid)
    page = other_device.get(address)
    assert "Half a no" in page.content.decode()
    assert "Below is what you were writing" in text_of(page)
    other_device.post(address, sent(str(page.context["form"]["form_key"].value())))
    assert not Draft.objects.exists()


def test_a_draft_is_its_authors_alone(as_amira: Client, as_ben: Client, case: Case):
    as_amira.post(url("save_draft", case.uuid, "log-contact"), {"notes": "Half a no"})
    assert "Half a no" not in as_ben.get(url("log_contact", case.uuid)).content.decode()


def test_a_draft_is_discarded(as_amira: Client, case: Case):
    draft, address = url("save_draft", case.uuid, "log-contact"), url("log_contact", case.uuid)
    as_amira.post(draft, {"notes": "Half a no"})
    response = as_amira.post(draft, {"discard": "1", "next": address}, follow=True)
    assert response.request["PATH_INFO"] == address
    assert "Half a no" not in response.content.decode()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"type": ""}, "type"),
        ({"type": "more"}, "other_type"),
        ({"type": "CHVS"}, "type"),
        ({"happened_time": "25:00"}, "happened_time"),
        ({"happened_on": ""}, "happened_on"),
        ({"type": "COAP"}, "outcome"),
        ({"type": "COAP", "outcome": "more"}, "other_outcome"),
        ({"type": "COAP", "outcome": "AFTA"}, "enforcement_action"),
        ({"outcome": "ATTC", "enforcement_action": "EA02"}, "enforcement_action"),
        ({"notes": "x" * 20_001}, "notes"),
        ({"information_kind": "rumour"}, "information_kind"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    as_amira: Client, case: Case, changes: dict[str, str], field: str
):
    address = url("log_contact", case.uuid)
    response = as_amira.post(address, sent(key_of(as_amira, address), **changes))
    assert response.status_code == 200
    assert list(response.context["form"].errors) == [field]
    page = response.content.decode()
    assert f'href="#id_{field}' in page
    assert "<title>Error: " in page
    assert changes.get("notes", "Rang back.")[:100] in page
    assert not Contact.objects.exists()


def test_a_call_cannot_lie_ahead_but_an_appointment_can(as_amira: Client, case: Case):
    address = url("log_contact", case.uuid)
    day = clock.today() + timedelta(days=3)
    ahead = {
        "happened_on": "other",
        "happened_on_day": str(day.day),
        "happened_on_month": str(day.month),
        "happened_on_year": str(day.year),
    }
    response = as_amira.post(address, sent(key_of(as_amira, address), **ahead))
    assert list(response.context["form"].errors) == ["happened_on"]
    saved = as_amira.post(
        address, sent(key_of(as_amira, address), **ahead, type="COAP"), follow=True
    )
    assert "Appointment arranged: Planned Office Visit." in text_of(saved)
    assert Contact.objects.get().outcome is None


def test_save_and_arrange_next_leads_to_the_appointment(as_amira: Client, case: Case, amira: User):
    address = url("log_contact", case.uuid)
    response = as_amira.post(address, sent(key_of(as_amira, address), then="next"), follow=True)
    assert "Arrange an appointment" in text_of(response)
    tomorrow = clock.today() + timedelta(days=1)
    form = sent(
        str(response.context["form"]["form_key"].value()),
        type="COPT",
        happened_on=tomorrow.isoformat(),
        happened_time="1030",
    )
    as_amira.post(
        url("arrange", case.uuid), form | {"minutes": "30", "officer": str(amira.officer.pk)}
    )
    planned = Contact.objects.get(type__code="COPT")
    assert planned.happened_at == datetime.combine(
        tomorrow, datetime.min.time().replace(hour=10, minute=30), tzinfo=LONDON
    )


def test_what_this_officer_logs_most_stands_first(as_amira: Client, case: Case, amira: User):
    for code in ("CARR", "CARR", "C204"):
        factories.make_contact(case, type_code=code, officer=amira.officer)
    quick = as_amira.get(url("log_contact", case.uuid)).context["form"].offer.quick
    assert [kind.code for kind in quick[:3]] == ["CARR", "C204", "CTOB"]


def test_whoever_has_logged_nothing_starts_from_what_their_agency_logs(
    as_amira: Client, as_farah: Client, case: Case
):
    """A police officer writes calls and notes, hardly ever an office visit."""
    address = url("log_contact", case.uuid)
    police, probation = (
        [kind.code for kind in client.get(address).context["form"].offer.quick]
        for client in (as_amira, as_farah)
    )
    assert police == ["CTOB", "CTOA", "CMOB", "C204", "C201", "COAP"]
    assert probation == ["COAP", "CTOB", "CTOA", "COPT", "COVC", "CMOB"]
    arranged = as_amira.get(url("arrange", case.uuid)).context["form"].offer.quick
    assert [kind.code for kind in arranged] == ["COAP", "COPT", "COVC"]


def test_what_was_chosen_is_taken_though_the_quick_list_has_changed(
    as_amira: Client, case: Case, amira: User
):
    """The list follows what the officer logs, also while a form lies open in another window."""
    address = url("log_contact", case.uuid)
    chosen = as_amira.get(address).context["form"].offer.quick[-1].code
    key = key_of(as_amira, address)
    for code in ("CARR", "CNOC", "C369"):
        factories.make_contact(case, type_code=code, officer=amira.officer)
    response = as_amira.post(address, sent(key, type=chosen, notes="x", outcome="ATTC"))
    assert response.status_code == 302
    assert Contact.objects.filter(type__code=chosen).exists()
    again = sent(key_of(as_amira, address), type=chosen, happened_time="25:99")
    assert f'value="{chosen}"' in as_amira.post(address, again).content.decode()
    nonsense = sent(key_of(as_amira, address), type="NOPE")
    assert "type" in as_amira.post(address, nonsense).context["form"].errors


def test_a_home_visit_is_a_record_of_its_own_for_the_police(
    as_amira: Client, as_farah: Client, case: Case
):
    """Probation's home visits are contacts (VOC-2)."""
    offered = {}
    for name, client in (("police", as_amira), ("probation", as_farah)):
        types = client.get(url("log_contact", case.uuid)).context["form"].offer.types
        offered[name] = "CHVS" in {kind.code for kind in types}
    assert offered == {"police": False, "probation": True}


def test_logging_says_which_deadline_it_moved(as_farah: Client, case: Case):
    """The engine has something new to say about the case: no contact in person was worked out before."""
    factories.make_sentence(case, starts_on=clock.today() - timedelta(days=30))
    address = url("log_contact", case.uuid)
    attended = sent(key_of(as_farah, address), type="more", other_type="COAP", outcome="ATTC")
    page = text_of(as_farah.post(address, attended, follow=True))
    assert f"{CONTACT.label} is now due by" in page


# Outcomes ---------------------------------------------------------------------------------------------------


def over(case: Case, user: User, **fields: Any) -> Contact:
    past = clock.now() - timedelta(days=2)
    return factories.make_contact(
        case, type_code="COAP", happened_at=past, officer=user.officer, **fields
    )


def test_the_commonest_outcome_is_chosen_already_where_the_link_says_so(
    as_amira: Client, case: Case, amira: User
):
    """Two taps: the link of the row, and Save."""
    contact = over(case, amira)
    address = f"{url('record_outcome', contact.uuid)}?outcome=ATTC"
    form = as_amira.get(address).context["form"]
    sent_as_shown = {
        name: str(form[name].value() or "") for name in ("form_key", "version", "outcome", "notes")
    }
    as_amira.post(address, sent_as_shown)
    (held,) = Contact.objects.current()
    assert held.outcome.code == "ATTC"


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [("AARC", ("more", "AARC")), ("seen_inside", (None, None)), ("NOPE", (None, None))],
)
def test_only_an_outcome_that_is_offered_is_chosen_already(
    as_amira: Client, case: Case, amira: User, asked: str, chosen: tuple[str | None, str | None]
):
    address = url("record_outcome", over(case, amira).uuid)
    form = as_amira.get(address, {"outcome": asked}).context["form"]
    assert (form["outcome"].value(), form["other_outcome"].value()) == chosen


def corrected(client: Client, contact: Contact, **changes: str) -> Any:
    address = url("correct_outcome", contact.uuid)
    form = client.get(address).context["form"]
    names = ("form_key", "version", "outcome", "other_outcome", "enforcement_action")
    shown = {name: str(form[name].value() or "") for name in names}
    return client.post(address, shown | {"reason": "A medical note"} | changes)


def test_outcome_and_action_are_corrected_together(as_farah: Client, case: Case, farah: User):
    """What was done about an absence does not stay with one that was excused."""
    contact = over(case, farah, outcome_code="UAAB", enforcement_action=action("EA02"))
    response = corrected(as_farah, contact, outcome="more", other_outcome="AAME")
    held = Contact.objects.current().get()
    assert (held.outcome.code, held.enforcement_action, held.version) == ("AAME", None, 2)
    assert held.version_reason == "A medical note"
    page = text_of(as_farah.get(response.url))
    assert "Acceptable Absence - Medical" in page
    assert "First Warning Letter Sent" in page
    failed = corrected(as_farah, held, outcome="UAAB")
    assert list(failed.context["form"].errors) == ["enforcement_action"]
    corrected(as_farah, held, outcome="UAAB", enforcement_action="EA04", reason="Forged note")
    held = Contact.objects.current().get()
    assert (held.outcome.code, held.enforcement_action.code, held.version) == ("UAAB", "EA04", 3)


def test_a_correction_of_an_outcome_needs_its_reason_and_a_difference(
    as_farah: Client, case: Case, farah: User
):
    contact = over(case, farah, outcome_code="ATTC")
    assert "reason" in corrected(as_farah, contact, reason="").context["form"].errors
    same = corrected(as_farah, contact)
    assert "Nothing is different" in text_of(same)
    assert Contact.objects.count() == 1
    ahead = over(case, farah)
    answer = as_farah.get(url("correct_outcome", ahead.uuid))
    assert answer.url == url("record_outcome", ahead.uuid)


# Correcting and finishing ----------------------------------------------------------------------------------


def amended(client: Client, contact: Contact, **changes: Any) -> Any:
    address = url("amend_contact", contact.uuid)
    form = client.get(address).context["form"]
    here = contact.happened_at.astimezone(LONDON)
    values = sent(
        str(form["form_key"].value()),
        version=str(form["version"].value()),
        type=contact.type.code,
        happened_on="other",
        happened_on_day=str(here.day),
        happened_on_month=str(here.month),
        happened_on_year=str(here.year),
        happened_time=f"{here:%H:%M}",
        reason="Wrong words",
    )
    return lambda: client.post(address, values | changes)


def test_a_correction_is_shown_with_its_reason(as_amira: Client, case: Case, amira: User):
    at = clock.now().replace(second=0, microsecond=0) - timedelta(days=3)
    contact = factories.make_contact(case, type_code="CTOB", happened_at=at)
    response = amended(as_amira, contact, notes="Put right")()
    assert response.status_code == 302
    page = text_of(as_amira.get(response.url))
    assert "Reason: Wrong words" in page
    assert "Put right" in page


def test_two_corrections_at_once_give_409_with_both_texts(
    as_amira: Client, as_ben: Client, case: Case
):
    contact = factories.make_contact(case, type_code="CTOB")
    first = amended(as_amira, contact, notes="Amira's words")
    second = amended(as_ben, contact, notes="Ben's words")
    assert first().status_code == 302
    response = second()
    assert response.status_code == 409
    page = text_of(response)
    assert "Amira Khan saved this" in page
    assert "Amira&#x27;s words" in page
    assert "Ben&#x27;s words" in page
    assert Contact.objects.filter(uuid=contact.uuid).count() == 2


def test_an_appointment_gets_its_outcome(as_amira: Client, case: Case, amira: User):
    contact = factories.make_contact(case, type_code="COAP", officer=amira.officer)
    address = url("record_outcome", contact.uuid)
    form = as_amira.get(address).context["form"]
    values = {
        "form_key": str(form["form_key"].value()),
        "version": "1",
        "outcome": "more",
        "other_outcome": "AAME",
        "notes": "In hospital.",
    }
    page = text_of(as_amira.post(address, values, follow=True))
    assert "Outcome saved: Planned Office Visit." in page
    assert "Acceptable Absence - Medical" in page
    assert as_amira.get(address).status_code == 302, "it has its outcome"


def test_no_outcome_is_an_error_and_one_still_to_come_is_not_asked(as_amira: Client, case: Case):
    contact = factories.make_contact(case, type_code="COAP")
    address = url("record_outcome", contact.uuid)
    key = key_of(as_amira, address)
    response = as_amira.post(address, {"form_key": key, "version": "1"})
    assert list(response.context["form"].errors) == ["outcome"]
    ahead = factories.make_contact(
        case, type_code="COAP", happened_at=clock.now() + timedelta(days=1)
    )
    assert as_amira.get(url("record_outcome", ahead.uuid)).status_code == 302


def test_a_visit_is_corrected_on_its_own_page(as_amira: Client, case: Case, amira: User):
    visit = factories.make_visit(case, officer=amira.officer)
    response = as_amira.get(url("amend_contact", visit.contact.uuid))
    assert response.url == reverse("visits:amend", args=[visit.contact.uuid])


# The record ------------------------------------------------------------------------------------------------


def test_every_dated_fact_has_an_anchor(as_amira: Client, case: Case):
    pause = factories.make_pause(case, starts_on=clock.today() - timedelta(days=3))
    address = factories.make_address(case)
    sentence = factories.make_sentence(case)
    page = as_amira.get(url("record", case.uuid)).content.decode()
    rows = [
        ("risk", case.risk_assessments.first()),
        ("registration", case.registrations.first()),
        ("allocation", case.allocations.first()),
        ("pause", pause),
        ("address", address),
        ("sentence", sentence),
    ]
    for name, row in rows:
        assert f'id="{name}-{row.pk}"' in page


def test_an_empty_record_says_who_can_give_what_is_missing(as_amira: Client, amira: User):
    bare = factories.make_case(police=amira.officer)
    page = text_of(as_amira.get(url("record", bare.uuid)))
    assert "No risk assessment is on record." in page
    assert "No sentence is on record." in page


def test_back_and_save_asks_before_it_stores_a_second(as_amira: Client, case: Case):
    """Another key, because the page was asked for again."""
    address = url("log_contact", case.uuid)
    assert 'name="is_another"' not in as_amira.get(address).content.decode()
    assert as_amira.post(address, sent(key_of(as_amira, address))).status_code == 302
    again = sent(key_of(as_amira, address))
    page = as_amira.post(address, again)
    assert re.search(r"You recorded this at \d\d:\d\d: another one\?", text_of(page))
    assert "Rang back." in page.content.decode()
    assert Contact.objects.count() == 1
    assert as_amira.post(address, again | {"is_another": "on"}).status_code == 302
    assert Contact.objects.count() == 2


def test_an_outcome_that_comes_after_another_is_answered_with_both(
    as_amira: Client, case: Case, ben: User
):
    """It may have waited for a signal: a redirect would pass over what it says."""
    over = factories.make_contact(
        case, type_code="COAP", happened_at=clock.now() - timedelta(hours=3)
    )
    address = url("record_outcome", over.uuid)
    page = as_amira.get(address)
    given = {"form_key": str(page.context["form"]["form_key"].value()), "version": "1"}
    came = ContactOutcome.objects.get(code="ATTC")
    factories.amend_contact(over, outcome=came, notes="Came", author=ben)
    answer = as_amira.post(address, given | {"outcome": "ATTC", "notes": "Amira's words"})
    assert answer.status_code == 409
    assert "Amira&#x27;s words" in answer.content.decode()
