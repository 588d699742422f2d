"""Voiding a contact: who may, what it no longer answers, what is refused, two at once."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest

from core import clock
from core.calendar import london_midnight
from core.errors import RefusedError
from offenders.choices import RiskLevel, SentenceKind, VersionKind, VoidWhy
from offenders.deadlines import recompute
from offenders.models import Case, Contact, Deadline, Flag
from offenders.selectors.contacts import around, due_dates, rows_of, what_changed
from offenders.services.contacts import amend_contact, log_contact
from offenders.services.voiding import void_contact
from people.models import User
from tests import factories
from tests.offenders.test_services_contacts import action, kind, log, outcome
from tests.together import while_open

DAY = timedelta(days=1)


def void(contact: Contact, by: User, **changes: Any) -> Contact:
    values = {"version": contact.version, "why": VoidWhy.TWICE, "words": "", "at": clock.now()}
    return void_contact(contact=contact, by=by, **(values | changes))


@pytest.fixture
def led(farah: User) -> Case:
    """A case of Farah's at high RoSH, in a community order for sixty days."""
    on = clock.today()
    found = factories.make_case(probation=farah.officer, rosh=RiskLevel.HIGH, since=on - 90 * DAY)
    factories.make_sentence(found, SentenceKind.COMMUNITY, starts_on=on - 60 * DAY)
    return found


def dates(case: Case, *kinds: str) -> dict[str, date]:
    rows = Deadline.objects.filter(case=case, kind__in=kinds)
    return {row.kind: row.due_on for row in rows}


def came(case: Case, by: User, days_ago: int, **fields: Any) -> Contact:
    return log_contact(
        case=case,
        type=fields.pop("type", kind("COAP")),
        happened_at=london_midnight(clock.today() - days_ago * DAY) + timedelta(hours=10),
        officer=by.officer,
        outcome=fields.pop("outcome", outcome("ATTC")),
        by=by,
        at=clock.now(),
        **fields,
    )


@pytest.mark.django_db
def test_a_voided_contact_stays_readable_with_its_reason(case: Case, amira: User) -> None:
    logged = log(case, amira, is_sensitive=True)
    voided = void(logged, amira, words="Saved again by Back")
    assert (voided.uuid, voided.version, voided.amends) == (logged.uuid, 2, logged)
    assert voided.version_kind == VersionKind.VOIDED
    assert voided.version_reason == "It is on record twice: Saved again by Back"
    assert (voided.notes, voided.outcome, voided.is_sensitive) == ("He's well.", outcome(), True)
    assert not Contact.objects.current().exists()
    assert around(case, at=clock.now()).latest == []
    (row,) = rows_of([voided], at=clock.now())
    assert row.tags == [("Voided", "grey"), ("Sensitive", "purple")]


@pytest.mark.django_db
def test_what_it_answered_is_due_again_and_said(led: Case, farah: User) -> None:
    """PRO-30, PRO-41: the clocks run from what is left, in the same transaction."""
    on = clock.today()
    first, second = came(led, farah, 40), came(led, farah, 5)
    assert dates(led, "contact")["contact"] == on + 9 * DAY

    before = due_dates(led)
    void(second, farah)
    assert dates(led, "contact") == {"contact": on - 26 * DAY}
    assert what_changed(before, due_dates(led))[0].startswith("Contact in person deadline moved to")
    assert Flag.objects.open().get(case=led, kind="contact").due_on == on - 26 * DAY

    void(first, farah)
    assert dates(led, "contact") == {}
    assert "first_appointment" in dates(led, "first_appointment")
    recompute([led.pk], on=on)
    assert dates(led, "contact") == {}


@pytest.mark.django_db
def test_a_voided_failure_asks_for_nothing(led: Case, farah: User) -> None:
    """PRO-65, PRO-70: no letter is waited for, no breach begun, about what did not happen."""
    kinds = ("enforcement_answer", "outcome_action", "breach", "licence_decision")
    came(led, farah, 30, outcome=outcome("UAAB"), enforcement_action=action("EA02"))
    second = came(led, farah, 3, outcome=outcome("UAAB"), enforcement_action=action("EA02"))
    had = Deadline.objects.filter(case=led, kind__in=kinds, subject=second.uuid)
    assert {row.kind for row in had} >= {"enforcement_answer", "breach"}
    void(second, farah)
    assert not had.all().exists()


@pytest.mark.django_db
def test_of_a_voided_warning_no_breach_follows(led: Case, farah: User) -> None:
    """PRO-66: who was never warned is not taken to court for the next failure."""
    warned = came(led, farah, 30, outcome=outcome("UAAB"), enforcement_action=action("EA02"))
    second = came(led, farah, 3, outcome=outcome("UAAB"), enforcement_action=action("EA02"))
    breach = Deadline.objects.filter(case=led, kind="breach", subject=second.uuid)
    assert breach.exists()
    void(warned, farah)
    assert not breach.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("who", "may"),
    [("ben", True), ("amira", True), ("dee", True), ("chidi", False), ("farah", False)],
)
def test_who_may(case: Case, request: pytest.FixtureRequest, who: str, may: bool) -> None:
    """Ben, of the team, wrote it; Amira holds the case, Dee supervises; Farah holds it for the other agency."""
    ben, by = request.getfixturevalue("ben"), request.getfixturevalue(who)
    logged = log(case, ben)
    if may:
        assert void(logged, by).version_kind == VersionKind.VOIDED
        return
    with pytest.raises(RefusedError):
        void(logged, by)
    assert list(Contact.objects.current()) == [logged]


@pytest.mark.django_db
def test_a_colleague_does_not_void_what_another_wrote(case: Case, amira: User, ben: User) -> None:
    """Neither does the correction of a word make somebody its author."""
    logged = log(case, amira)
    with pytest.raises(RefusedError, match="Only who recorded this"):
        void(logged, ben)
    corrected = amend_contact(
        contact=logged, version=1, reason="A word", by=ben, at=clock.now(), notes="Is well"
    )
    with pytest.raises(RefusedError, match="Only who recorded this"):
        void(corrected, ben)


@pytest.mark.django_db
def test_what_is_voided_is_left_alone(case: Case, amira: User) -> None:
    voided = void(log(case, amira), amira)
    with pytest.raises(RefusedError, match="was voided"):
        void(voided, amira)
    with pytest.raises(RefusedError, match="was voided"):
        amend_contact(
            contact=voided, version=2, reason="A slip", by=amira, at=clock.now(), notes="No"
        )


@pytest.mark.django_db
def test_what_never_happened_is_explained(case: Case, amira: User) -> None:
    logged = log(case, amira)
    with pytest.raises(RefusedError, match="Say how it came"):
        void(logged, amira, why=VoidWhy.NEVER, words=" ")
    assert void(logged, amira, why=VoidWhy.NEVER, words="A test").version == 2


@pytest.mark.django_db
def test_the_same_may_be_recorded_after_it_was_voided(case: Case, amira: User) -> None:
    """The question "another one?" is about what counts."""
    at = clock.now()
    void(log(case, amira, at=at), amira)
    assert log(case, amira, at=at).version == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_at_once_the_second_is_told(case: Case, amira: User, dee: User) -> None:
    logged = log(case, amira)
    first, second = partial(void, logged, amira), partial(void, logged, dee)
    assert while_open(first, second) == "StaleError"
    assert Contact.objects.filter(uuid=logged.uuid).count() == 2
