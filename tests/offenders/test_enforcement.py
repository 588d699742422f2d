"""What is asked about failures to comply that were recorded here, and the page that records what was done."""

import random
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from core import clock
from core.calendar import LONDON, add_working_days
from core.errors import RefusedError, StaleError
from core.models import Standard
from offenders import deadlines
from offenders.choices import ContactSource, PauseKind, RiskLevel, SentenceKind, VersionKind
from offenders.deadlines.enforcement import JOB, KINDS
from offenders.models import (
    Case,
    Contact,
    ContactOutcome,
    ContactType,
    Deadline,
    EnforcementAction,
    Flag,
)
from offenders.selectors.letters import letters_to_send
from offenders.services.contacts import amend_contact, log_contact
from offenders.services.enforcement import record_action, send_letter
from people.choices import Agency
from people.models import User
from tests import factories
from tests.oracle import enforcement_due
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
ON = date(2026, 11, 20)
CODES = [kind.code for kind in KINDS]
Said = set[tuple[str, str, date]]


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=LONDON)


def action(code: str) -> EnforcementAction:
    return EnforcementAction.objects.get(code=code)


def outcome(code: str) -> ContactOutcome:
    return ContactOutcome.objects.get(code=code)


def led_by(farah: User, kind: SentenceKind = SentenceKind.COMMUNITY) -> Case:
    case = factories.make_case(probation=farah.officer, rosh=RiskLevel.HIGH, since=ON - 900 * DAY)
    factories.make_sentence(case, kind, starts_on=date(2025, 1, 6))
    return case


@pytest.fixture
def led(farah: User) -> Case:
    """A case of Farah's at high RoSH, with a community order since 6 January 2025."""
    return led_by(farah)


def failed(case: Case, by: User, day: date, code: str = "", **fields: Any) -> Contact:
    """A failure recorded on its day, by the service."""
    values = {
        "case": case,
        "type": ContactType.objects.get(code="COAP"),
        "outcome": outcome(fields.pop("outcome", "UAAB")),
        "officer": by.officer,
        "happened_at": at(day),
        "enforcement_action": action(code) if code else None,
        "by": by,
        "at": at(day, 20),
    }
    if code:
        return log_contact(**values | fields)
    return factories.make_contact(
        case,
        type_code="COAP",
        outcome_code=values["outcome"].code,
        happened_at=fields.pop("happened_at", at(day)),
        recorded_at=at(day, 20),
        officer=by.officer,
        **fields,
    )


def asked(case: Case, on: date = ON) -> Said:
    deadlines.recompute([case.pk], on=on)
    return stored(case)


def stored(case: Case) -> Said:
    rows = Deadline.objects.filter(case=case, kind__in=CODES)
    return set(rows.values_list("kind", "subject", "due_on"))


def do(contact: Contact, by: User, code: str = "", day: date = ON, **fields: Any) -> Contact:
    latest = Contact.objects.current().get(uuid=contact.uuid)
    values: dict[str, Any] = {
        "version": latest.version,
        "reason": "So",
        "at": at(day),
        "action": action(code) if code else None,
    }
    return record_action(contact=latest, by=by, **values | fields)


def test_from_a_warning_to_breach(led: Case, farah: User):
    first = failed(led, farah, date(2026, 3, 2), "EA02")
    key = str(first.uuid)
    assert asked(led) == {("enforcement_answer", key, date(2026, 3, 9))}
    do(first, farah, "NFA", reason="No answer came: the warning stands")
    assert stored(led) == set(), "and it is a warning still"
    again = failed(led, farah, date(2026, 6, 1), "EA03")
    both = {
        ("enforcement_answer", str(again.uuid), date(2026, 6, 8)),
        ("breach", str(again.uuid), date(2026, 6, 15)),
    }
    assert asked(led) == both
    do(again, farah, "IBR")
    assert stored(led) == set()


def test_an_excuse_that_is_accepted_clears_everything(led: Case, farah: User):
    failed(led, farah, date(2026, 3, 2), "EA02")
    again = failed(led, farah, date(2026, 6, 1))
    assert {kind for kind, _, _ in asked(led)} == {"enforcement_answer", "outcome_action", "breach"}
    done = do(again, farah, outcome=outcome("AAME"), reason="In hospital, letter seen")
    assert (done.version_kind, done.enforcement_action, done.respond_by) == ("action", None, None)
    assert {kind for kind, _, _ in stored(led)} == {"enforcement_answer"}


def test_an_excuse_for_the_first_takes_its_warning_back(led: Case, farah: User):
    first = failed(led, farah, date(2026, 3, 2), "EA02")
    failed(led, farah, date(2026, 6, 1), "ROM")
    assert "breach" in {kind for kind, _, _ in asked(led)}
    do(first, farah, outcome=outcome("AAME"))
    assert stored(led) == set()


def test_failed_to_attend_becomes_an_absence(led: Case, farah: User):
    contact = failed(led, farah, date(2026, 3, 2), "EA12", outcome="AFTA")
    key, by = str(contact.uuid), date(2026, 3, 9)
    assert asked(led) == {("outcome_action", key, by), ("enforcement_answer", key, by)}
    do(contact, farah, "EA02", outcome=outcome("UAAB"), day=date(2026, 3, 10))
    assert stored(led) == {("enforcement_answer", key, date(2026, 3, 17))}, (
        "7 days after it was sent"
    )


def test_a_correction_takes_the_place_of_the_action_it_corrects(led: Case, farah: User):
    first = failed(led, farah, date(2026, 3, 2), "EA02")
    failed(led, farah, date(2026, 6, 1), "ROM")
    assert "breach" in {kind for kind, _, _ in asked(led)}
    amend_contact(
        contact=first,
        version=1,
        reason="No letter was sent",
        enforcement_action=action("ROM"),
        by=farah,
        at=at(ON),
    )
    assert stored(led) == set()


def test_on_licence_nfa_decides_only_with_its_reason(farah: User):
    case = led_by(farah, SentenceKind.LICENCE)
    contact = failed(case, farah, date(2026, 3, 6), "NFA")
    assert asked(case) == {("licence_decision", str(contact.uuid), date(2026, 3, 9))}
    do(contact, farah, "NFA", reason="Bus strike: seen the next day")
    assert stored(case) == set()


@pytest.mark.parametrize(
    ("fields", "counts"),
    [
        ({}, True),
        ({"source": ContactSource.EXTRACT}, False),
        ({"agency": Agency.POLICE}, False),
        ({"happened_at": datetime(2025, 1, 5, 23, 59, tzinfo=UTC)}, False),
        ({"happened_at": datetime(2025, 1, 6, tzinfo=UTC)}, True),
        ({"happened_at": datetime(2026, 10, 25, 22, 59, tzinfo=UTC)}, True),
    ],
)
def test_which_failures_count(led: Case, farah: User, fields: dict, counts: bool):
    failed(led, farah, date(2026, 10, 26), **fields)
    assert bool(asked(led)) == counts


def test_the_day_of_a_failure_is_londons(led: Case, farah: User):
    """Late on the Sunday on which the clocks go back, and half an hour into a summer's day."""
    late = failed(led, farah, ON, happened_at=datetime(2026, 10, 25, 23, 30, tzinfo=UTC))
    early = failed(led, farah, ON, happened_at=datetime(2026, 6, 1, 23, 30, tzinfo=UTC))
    assert asked(led) == {
        ("outcome_action", str(late.uuid), date(2026, 10, 27)),
        ("outcome_action", str(early.uuid), date(2026, 6, 4)),
    }


def test_a_stay_in_custody_stops_it_and_a_release_starts_anew(led: Case, farah: User):
    failed(led, farah, date(2026, 3, 2), "EA02")
    failed(led, farah, date(2026, 6, 1), "ROM")
    inside = factories.make_pause(led, starts_on=date(2026, 6, 8))
    assert asked(led, date(2026, 6, 5))
    assert asked(led) == set(), "in custody no clock runs"
    inside.ends_on = date(2026, 7, 6)
    inside.save()
    assert asked(led) == set(), "what was before the release is shown, and not asked"
    failed(led, farah, date(2026, 7, 6), "EA02")
    again = failed(led, farah, date(2026, 7, 10), "ROM")
    assert ("breach", str(again.uuid), date(2026, 7, 24)) in asked(led)


@pytest.mark.parametrize("kind", [kind for kind in PauseKind if kind != PauseKind.CUSTODY])
def test_other_pauses_stop_it_for_as_long_as_they_last(led: Case, farah: User, kind):
    failed(led, farah, date(2026, 3, 2))
    factories.make_pause(led, kind, starts_on=date(2026, 5, 1), ends_on=ON)
    assert asked(led, ON - DAY) == set()
    assert asked(led)


def test_whose_clocks_do_not_run(led: Case, farah: User):
    failed(led, farah, date(2026, 3, 2))
    assert asked(led)
    led.allocations.update(ends_on=ON)
    assert asked(led) == set()
    led.allocations.update(ends_on=None)
    led.sentences.update(ends_on=ON)
    assert asked(led) == set()


def test_a_changed_number_changes_the_day(led: Case, farah: User):
    contact = failed(led, farah, date(2026, 3, 2))
    Standard.objects.filter(key="prob.outcome_action").update(value=5)
    assert asked(led) == {("outcome_action", str(contact.uuid), date(2026, 3, 9))}


def test_as_many_queries_for_one_case_as_for_many(led, farah, django_assert_num_queries):
    cases = [led, *(led_by(farah) for _ in range(4))]
    for case in cases:
        do(failed(case, farah, date(2026, 3, 2), "EA02"), farah, "EA03")
    for ids in ([led.pk], [case.pk for case in cases]):
        shared = deadlines.Shared(ids, ON)
        with django_assert_num_queries(8):
            found = [list(deadlines.answers(kind, shared)) for kind in KINDS]
        assert any(found)


class TestTheService:
    def test_nothing_without_a_reason_or_a_failure(self, led: Case, farah: User):
        contact = failed(led, farah, date(2026, 3, 2))
        with pytest.raises(RefusedError, match="Say why"):
            do(contact, farah, "EA02", reason=" ")
        with pytest.raises(RefusedError, match="needs an action"):
            do(contact, farah)
        with pytest.raises(RefusedError, match="correcting the contact"):
            do(contact, farah, "EA02", outcome=outcome("AFTC"))
        with pytest.raises(RefusedError, match="no enforcement action"):
            do(contact, farah, "EA02", outcome=outcome("AAME"))
        came = failed(led, farah, date(2026, 3, 3), outcome="ATTC")
        with pytest.raises(RefusedError, match="no failure"):
            do(came, farah, "EA02")

    def test_not_by_the_police(self, led: Case, farah: User, amira: User):
        contact = failed(led, farah, date(2026, 3, 2))
        with pytest.raises(RefusedError):
            do(contact, amira, "EA02")

    def test_of_two_at_once_the_second_is_told(self, led: Case, farah: User):
        contact = failed(led, farah, date(2026, 3, 2))
        do(contact, farah, "EA02")
        with pytest.raises(StaleError):
            do(contact, farah, "EA03", version=1)

    def test_the_database_wants_a_reason_too(self, led: Case, farah: User):
        contact = failed(led, farah, date(2026, 3, 2))
        wrong = {"version_kind": VersionKind.ACTION, "version": 2, "amends": contact}
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.make_contact(led, uuid=contact.uuid, outcome_code="UAAB", **wrong)


class TestThePage:
    def url(self, contact: Contact) -> str:
        return reverse("offenders:record_action", args=[contact.uuid])

    def send(self, client: Client, contact: Contact, **answers: str) -> Any:
        form = client.get(self.url(contact)).context["form"]
        keys = {name: str(form[name].value()) for name in ("form_key", "version")}
        return client.post(self.url(contact), keys | answers)

    def test_a_flag_is_answered_one_tap_away(self, as_farah: Client, farah: User):
        on = clock.today()
        case = led_by(farah)
        contact = failed(case, farah, on - 20 * DAY, "WLS", letter=action("EA02"))
        again = failed(case, farah, on - 19 * DAY)
        deadlines.recompute([case.pk], on=on)
        deadlines.run_sweep(JOB, on=on, at=clock.now())
        flag = Flag.objects.get(case=case, kind="outcome_action")
        assert flag.subject == str(again.uuid)
        assert flag.due_on == add_working_days(on - 19 * DAY, 2)
        for page in (reverse("caseloads:my_day"), case.get_absolute_url(), flag.get_absolute_url()):
            assert self.url(again) in as_farah.get(page).content.decode(), page
        shown = text_of(as_farah.get(self.url(again)))
        assert "nothing is recorded about what was done" in shown
        answer = self.send(
            as_farah, again, decision="action", action="EA02", reason="First letter, by post"
        )
        assert answer.status_code == 302
        flag.refresh_from_db()
        assert flag.cured_by == f"contact:{again.uuid}"
        page = text_of(as_farah.get(answer["Location"]))
        assert "First letter, by post" in page
        assert "An answer is due by" in page
        assert "Done so far" in text_of(as_farah.get(self.url(again)))
        assert self.send(as_farah, contact, decision="none", reason="Old").status_code == 302

    @pytest.mark.parametrize(
        ("answers", "said"),
        [
            ({}, "Choose what was decided"),
            ({"decision": "action", "reason": "So"}, "Choose which action was taken"),
            ({"decision": "excuse", "reason": "So"}, "Choose which excuse was accepted"),
            ({"decision": "none"}, "Say why, and what was sent or said"),
            ({"decision": "none", "action": "EA02", "reason": "So"}, "Leave the action empty"),
            ({"decision": "failure", "action": "EA02", "reason": "So"}, "There is a problem"),
        ],
    )
    def test_what_is_wrong_is_said_beside_it(self, as_farah, led, farah, answers, said):
        contact = failed(led, farah, date(2026, 3, 2))
        answer = self.send(as_farah, contact, **answers)
        assert answer.status_code == 200
        assert said in text_of(answer)

    def test_of_failed_to_attend_it_asks_for_the_reason(self, as_farah, led, farah):
        contact = failed(led, farah, date(2026, 3, 2), "EA12", outcome="AFTA")
        page = text_of(as_farah.get(self.url(contact)))
        assert "There was no reasonable excuse: an unacceptable absence" in page
        assert "Nothing more is to be done" not in page
        self.send(as_farah, contact, decision="failure", action="EA02", reason="Would not say")
        held = Contact.objects.current().get(uuid=contact.uuid)
        assert held.outcome is not None
        assert held.outcome.code == "UAAB"

    @pytest.mark.parametrize(("months", "offered"), [(24, False), (25, True), (None, False)])
    def test_an_acceptable_failure_of_a_long_sentence_only(
        self, as_farah, led, farah, months, offered
    ):
        """PRO-69."""
        led.sentences.update(term_months=months)
        contact = failed(led, farah, date(2026, 3, 2))
        page = as_farah.get(self.url(contact)).content.decode()
        assert ('value="CO10"' in page) == offered

    def test_where_there_is_no_failure_it_leads_to_the_contact(self, as_farah, led, farah):
        contact = failed(led, farah, date(2026, 3, 2), outcome="ATTC")
        assert as_farah.get(self.url(contact)).status_code == 302
        assert self.url(contact) not in as_farah.get(contact.get_absolute_url()).content.decode()

    def test_the_police_see_whose_work_it_is(self, as_amira, led, farah, amira):
        factories.allocate(led, amira.officer)
        contact = failed(led, farah, date(2026, 3, 2))
        deadlines.recompute([led.pk], on=clock.today())
        assert as_amira.get(self.url(contact)).status_code == 403
        assert "For probation to do." in text_of(as_amira.get(led.get_absolute_url()))


OUTCOMES = ["UAAB", "UAAB", "AFTC", "ATFI", "AFTA", "AFTA", "ATTC", "AAME"]
ACTIONS = ["", "", "EA02", "EA02", "EA03", "IBR", "ROM", "EA12", "LCL", "NFA", "WLS"]
FIRST = date(2025, 1, 1)


class Person:
    """A case kept twice: in the database, and as a dictionary for the oracle."""

    def __init__(self, chance: random.Random, farah: User, amira: User) -> None:
        self.chance, self.farah = chance, farah
        self.case = factories.make_case(since=FIRST)
        begin, end = FIRST, chance.choice([None, self.day()])
        end = end if end and end > begin else None
        factories.allocate(self.case, farah.officer, starts_on=begin, ends_on=end)
        self.facts: dict[str, Any] = {"status": "active", "led": [(begin, end)], "paused": []}
        self.facts["sentences"] = [self.sentence(number) for number in range(2)]
        self.facts["custody"] = [self.inside()] if chance.random() < 0.4 else []
        self.facts["failures"] = [self.failure(number) for number in range(chance.randrange(6))]

    def day(self) -> date:
        return FIRST + self.chance.randrange(600) * DAY

    def sentence(self, number: int) -> tuple[str, date, date | None]:
        kind, begin = self.chance.choice(list(SentenceKind)), FIRST + number * 150 * DAY
        end = self.chance.choice([None, begin + self.chance.randrange(30, 500) * DAY])
        factories.make_sentence(
            self.case, kind, starts_on=begin, ends_on=end, offence=f"Invented {number}"
        )
        return kind.value, begin, end

    def inside(self) -> tuple[date, date]:
        begin = self.day()
        end = begin + self.chance.randrange(1, 60) * DAY
        factories.make_pause(self.case, starts_on=begin, ends_on=end)
        return begin, end

    def failure(self, number: int) -> tuple[Any, ...]:
        day, code, end = self.day(), self.chance.choice(ACTIONS), self.chance.choice(OUTCOMES)
        source = self.chance.choice([*ContactSource, ContactSource.SERVICE])
        is_failure = outcome(end).needs_action
        taken = action(code) if code and is_failure else None
        by = day + timedelta(days=taken.response_days) if taken and taken.response_days else None
        contact = factories.make_contact(
            self.case,
            type_code="COAP",
            outcome_code=end,
            happened_at=at(day, 9) + number * timedelta(minutes=1),
            recorded_at=at(day, 20),
            officer=self.farah.officer,
            enforcement_action=taken,
            respond_by=by,
            source=source,
            notes="",
        )
        actions = [(code, "", day)] if taken else []
        if taken and source == ContactSource.SERVICE and self.chance.random() < 0.4:
            more = self.chance.choice(["NFA", "IBR", "EA07", "LCL", "EA02", "EA03"])
            sent = day + self.chance.randrange(90) * DAY
            by = do(contact, self.farah, more, day=sent).respond_by
            actions.append((more, "So", sent))
        key = str(contact.uuid)
        return day, key, end, actions, by, Agency.PROBATION.value, source.value


@pytest.mark.parametrize("seed", range(8))
def test_the_same_answers_as_a_plain_second_reading(seed: int, farah: User, amira: User):
    chance = random.Random(seed)
    people = [Person(chance, farah, amira) for _ in range(8)]
    for on in (FIRST + chance.randrange(60, 700) * DAY for _ in range(12)):
        deadlines.recompute([person.case.pk for person in people], on=on)
        for person in people:
            # of one day, in the order in which they happened
            assert stored(person.case) == enforcement_due(person.facts, on), (person.facts, on)


# Letters ------------------------------------------------------------------------------------------------------


def requested(led: Case, farah: User, letter: str = "EA02") -> Contact:
    return failed(led, farah, ON - 9 * DAY, "WLS", letter=action(letter), at=at(ON - 7 * DAY))


def send(contact: Contact, by: User, sent_on: date, **fields: Any) -> Contact:
    values = {"version": contact.version, "how": "By post", "at": at(ON)} | fields
    return send_letter(contact=contact, sent_on=sent_on, by=by, **values)


def waiting(by: User) -> list[str]:
    seen = Case.objects.seen_by(by)
    return [row.contact.letter.code for row in letters_to_send([by.officer.pk], seen)]


def test_a_letter_is_to_be_sent_until_the_day_on_which_it_was(led: Case, farah: User):
    contact = requested(led, farah)
    assert (contact.respond_by, contact.action_on) == (None, ON - 7 * DAY)
    assert waiting(farah) == ["EA02"]
    sent = send(contact, farah, ON - 3 * DAY)
    assert waiting(farah) == []
    assert (sent.enforcement_action.code, sent.letter, sent.version_kind) == (
        "EA02",
        None,
        "action",
    )
    assert sent.respond_by == ON + 4 * DAY
    assert sent.version_reason == "Sent on 17 November 2026. By post"
    due = Deadline.objects.get(case=led, kind="enforcement_answer", missing="")
    assert due.due_on == ON + 4 * DAY


def test_a_warning_counts_from_the_day_on_which_it_was_sent(led: Case, farah: User):
    send(requested(led, farah, "EA04"), farah, ON - 3 * DAY)
    failed(led, farah, ON - 4 * DAY)
    deadlines.refresh([led.pk], changed=Contact, on=ON, at=at(ON))
    assert not Deadline.objects.filter(case=led, kind="breach").exists()
    failed(led, farah, ON - 3 * DAY)
    deadlines.refresh([led.pk], changed=Contact, on=ON, at=at(ON))
    assert Deadline.objects.filter(case=led, kind="breach").exists()


@pytest.mark.parametrize("days", [8, -1])
def test_a_letter_is_sent_after_its_request_and_not_after_today(led: Case, farah: User, days: int):
    contact = requested(led, farah)
    with pytest.raises(RefusedError) as refused:
        send(contact, farah, ON - days * DAY)
    assert refused.value.about == "sent_on"
    assert waiting(farah) == ["EA02"]


def test_a_letter_is_sent_once(led: Case, farah: User):
    contact = requested(led, farah)
    sent = send(contact, farah, ON)
    with pytest.raises(StaleError):
        send(contact, farah, ON)
    with pytest.raises(RefusedError, match="No letter waits"):
        send(sent, farah, ON)


@pytest.mark.parametrize(("code", "letter"), [("WLS", None), ("WLS", "NFA"), ("EA02", "EA02")])
def test_a_request_names_its_letter_and_nothing_else_does(
    led: Case, farah: User, code: str, letter: str | None
):
    with pytest.raises(RefusedError) as refused:
        failed(led, farah, ON - DAY, code, letter=action(letter) if letter else None)
    assert refused.value.about == "letter"


def test_a_letter_without_an_action_is_refused_by_the_database(led: Case, farah: User):
    with pytest.raises(IntegrityError, match="letter_is_an_action"):
        failed(led, farah, ON - DAY, letter=action("EA02"))


def test_a_correction_of_words_leaves_the_day_to_answer_by(led: Case, farah: User):
    sent = send(requested(led, farah), farah, ON)
    put_right = amend_contact(
        contact=sent, version=sent.version, reason="A slip", by=farah, at=at(ON), notes="He rang"
    )
    assert put_right.respond_by == sent.respond_by == ON + 7 * DAY


def test_the_letter_is_on_the_officers_day_and_its_page_says_that_it_was_sent(
    as_farah: Client, led: Case, farah: User
):
    yesterday = clock.today() - DAY
    contact = failed(led, farah, yesterday, "WLS", letter=action("EA03"), at=clock.now() - DAY / 4)
    day = text_of(as_farah.get(reverse("caseloads:my_day")))
    assert "Letters to send 1" in day
    assert "Second Warning Letter Sent, requested on" in day
    address = reverse("offenders:send_letter", args=[contact.uuid])
    form = as_farah.get(address).context["form"]
    values = {name: str(form[name].value()) for name in ("form_key", "version")}
    assert "sent_on" in as_farah.post(address, values).context["form"].errors
    today = clock.today().isoformat()
    saved = as_farah.post(address, values | {"sent_on": today, "how": "By hand"}, follow=True)
    assert "Saved: Second Warning Letter Sent." in text_of(saved)
    assert "By hand" in text_of(saved)
    assert "Letters to send" not in text_of(as_farah.get(reverse("caseloads:my_day")))
