"""Logging, correcting and finishing contacts: what is stored, what is refused, what two at once do."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from core import clock
from core.calendar import LONDON
from core.errors import RefusedError, StaleError
from offenders.choices import VersionKind
from offenders.models import Case, Contact, ContactOutcome, ContactType, Draft, EnforcementAction
from offenders.services import contacts as services, drafts
from people.models import User
from tests import factories
from tests.together import while_open

pytestmark = pytest.mark.django_db


def kind(code: str = "COAP") -> ContactType:
    return ContactType.objects.get(code=code)


def outcome(code: str = "ATTC") -> ContactOutcome:
    return ContactOutcome.objects.get(code=code)


def action(code: str = "EA02") -> EnforcementAction:
    return EnforcementAction.objects.get(code=code)


def log(case: Case, by: User, **changes: Any) -> Contact:
    at: datetime = changes.pop("at", clock.now())
    values = {
        "type": kind(),
        "happened_at": at - timedelta(hours=1),
        "officer": by.officer,
        "outcome": outcome(),
        "notes": "He's well.",
    } | changes
    return services.log_contact(case=case, by=by, at=at, **values)


def test_what_is_logged_is_stored_as_said(case: Case, amira: User):
    at = clock.now()
    stored = Contact.objects.get(pk=log(case, amira, at=at).pk)
    assert (stored.case, stored.author, stored.officer) == (case, amira, amira.officer)
    assert stored.agency == "police"
    assert stored.recorded_at == at
    assert stored.happened_at == at - timedelta(hours=1)
    assert (stored.version, stored.amends) == (1, None)
    assert stored.notes == "He's well."
    assert not stored.is_visor


def test_a_visor_contact_is_marked(case: Case, amira: User):
    """MAP-81."""
    assert log(case, amira, type=kind("VINC"), outcome=None).is_visor


def test_an_action_sets_the_day_of_the_answer(case: Case, amira: User):
    """VOC-17: a warning letter gives 7 days from the contact."""
    at = clock.now()
    logged = log(
        case,
        amira,
        at=at,
        happened_at=at - timedelta(days=2),
        outcome=outcome("AFTA"),
        enforcement_action=action("EA02"),
    )
    assert logged.respond_by == (at - timedelta(days=2)).date() + timedelta(days=7)


def test_an_appointment_to_come_has_no_outcome(case: Case, amira: User):
    ahead = clock.now() + timedelta(days=3)
    assert log(case, amira, happened_at=ahead, outcome=None).outcome is None
    with pytest.raises(RefusedError, match="still to come"):
        log(case, amira, happened_at=ahead)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"outcome": None}, "needs an outcome"),
        ({"outcome": "AFTA"}, "needs an action"),
        ({"enforcement_action": "EA02"}, "needs no enforcement action"),
        ({"outcome": "seen_inside"}, "not an outcome of"),
        ({"type": "COPT", "outcome": "ATSS"}, "not an outcome of"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_stored(
    case: Case, amira: User, changes: dict[str, Any], said: str
):
    found = {
        "type": kind(changes.get("type", "COAP")),
        "outcome": changes.get("outcome", "ATTC") and outcome(changes.get("outcome", "ATTC")),
        "enforcement_action": changes.get("enforcement_action") and action("EA02"),
    }
    with pytest.raises(RefusedError, match=said):
        log(case, amira, **found)
    assert not Contact.objects.exists()


def test_a_correction_keeps_what_was_there(case: Case, amira: User, ben: User):
    first = log(case, amira)
    at = clock.now()
    second = services.amend_contact(
        contact=first, version=1, reason="Wrong words", by=ben, at=at, notes="He is ill."
    )
    assert Contact.objects.get(pk=first.pk).notes == "He's well."
    assert (second.uuid, second.version, second.amends) == (first.uuid, 2, first)
    assert (second.version_kind, second.version_reason) == (VersionKind.CORRECTION, "Wrong words")
    assert (second.author, second.recorded_at, second.officer) == (ben, at, amira.officer)
    assert list(Contact.objects.current()) == [second]


@pytest.mark.parametrize(
    ("reason", "notes", "said"),
    [("  ", "He is ill.", "why"), ("Wrong words", "He's well.", "Nothing is different")],
)
def test_a_correction_needs_a_reason_and_a_difference(
    case: Case, amira: User, reason: str, notes: str, said: str
):
    first = log(case, amira)
    with pytest.raises(RefusedError, match=said):
        services.amend_contact(
            contact=first, version=1, reason=reason, by=amira, at=clock.now(), notes=notes
        )
    assert Contact.objects.count() == 1


def test_the_second_of_two_corrections_is_told(case: Case, amira: User, ben: User):
    first = log(case, amira)
    services.amend_contact(
        contact=first, version=1, reason="Slip", by=ben, at=clock.now(), notes="Ben's words"
    )
    with pytest.raises(StaleError) as caught:
        services.amend_contact(
            contact=first, version=1, reason="Slip", by=amira, at=clock.now(), notes="Mine"
        )
    assert caught.value.saved_by == ben.name
    assert ("Notes", "Ben's words") in caught.value.theirs
    assert Contact.objects.count() == 2


def test_an_outcome_is_a_second_version(case: Case, amira: User):
    at = clock.now()
    planned = log(case, amira, at=at - timedelta(days=2), outcome=None,
                  happened_at=at - timedelta(days=1))  # fmt: skip
    done = services.record_outcome(
        contact=planned, version=1, outcome=outcome(), by=amira, at=at, notes="On time."
    )
    assert (done.version_kind, done.outcome) == (VersionKind.OUTCOME, outcome())
    assert done.notes == "He's well.\n\nOn time."
    with pytest.raises(RefusedError, match="has an outcome already"):
        services.record_outcome(
            contact=done, version=2, outcome=outcome(), by=amira, at=at, notes=""
        )


def test_an_outcome_twice_at_once_is_told(case: Case, amira: User):
    planned = factories.make_contact(case, type_code="COAP", officer=amira.officer)
    services.record_outcome(contact=planned, version=1, outcome=outcome(), by=amira, at=clock.now())
    with pytest.raises(StaleError):
        services.record_outcome(
            contact=planned, version=1, outcome=outcome(), by=amira, at=clock.now()
        )


def test_there_is_one_draft_for_each_form_and_person(case: Case, amira: User, ben: User):
    at = clock.now()
    for notes in ("Half", "Half a note"):
        drafts.save_draft(case=case, form="log-contact", data={"notes": [notes]}, by=amira, at=at)
    drafts.save_draft(case=case, form="log-contact", data={"notes": ["Ben's"]}, by=ben, at=at)
    assert sorted(draft.data["notes"][0] for draft in Draft.objects.all()) == [
        "Ben's",
        "Half a note",
    ]
    drafts.drop_draft(case=case, form="log-contact", by=amira)
    assert [draft.user for draft in Draft.objects.all()] == [ben]


# The same again ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("minutes", "is_asked"), [(0, True), (15, True), (-15, True), (16, False), (-16, False)]
)
def test_the_same_again_within_a_quarter_of_an_hour_is_asked_about(
    case: Case, amira: User, minutes: int, is_asked: bool
):
    at = datetime(2026, 11, 27, 16, 5, tzinfo=LONDON)
    then = at - timedelta(hours=1)
    log(case, amira, at=at, happened_at=then)
    again = {"at": at + timedelta(minutes=20), "happened_at": then + timedelta(minutes=minutes)}
    if is_asked:
        with pytest.raises(RefusedError, match="You recorded this at 16:05: another one"):
            log(case, amira, **again)
    log(case, amira, **again, is_another=is_asked)
    assert Contact.objects.count() == 2


def test_the_day_is_said_where_it_is_another(case: Case, amira: User):
    at = datetime(2026, 11, 26, 16, 5, tzinfo=LONDON)
    log(case, amira, at=at)
    with pytest.raises(RefusedError, match="at 16:05 on 26 November 2026: another"):
        log(case, amira, at=at + timedelta(days=1), happened_at=at - timedelta(hours=1))


def test_another_type_person_or_author_is_not_the_same(case: Case, amira: User, ben: User):
    at = clock.now()
    log(case, amira, at=at)
    log(case, amira, at=at, type=kind("CTOB"), outcome=None)
    log(factories.make_case(police=amira.officer), amira, at=at)
    log(case, ben, at=at)
    assert Contact.objects.count() == 4


def test_what_was_corrected_to_another_time_is_not_the_same(case: Case, amira: User):
    at = clock.now()
    first = log(case, amira, at=at)
    services.amend_contact(
        contact=first,
        version=1,
        reason="The day before",
        happened_at=first.happened_at - timedelta(days=1),
        by=amira,
        at=at,
    )
    assert log(case, amira, at=at).version == 1


@pytest.mark.django_db(transaction=True)
def test_of_the_same_sent_twice_at_once_the_second_is_asked(case: Case, amira: User):
    at = clock.now()
    said = while_open(lambda: log(case, amira, at=at), lambda: log(case, amira, at=at), said=str)
    assert said.endswith("another one?")
    assert Contact.objects.count() == 1
