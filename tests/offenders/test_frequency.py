"""PRO-33: how often one person is seen: set with its reason, less often only once a supervisor has approved it."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import RefusedError, StaleError
from offenders import deadlines
from offenders.choices import RiskLevel, SentenceKind
from offenders.models import Case, Deadline, Frequency
from offenders.rules.supervision import Often, is_longer
from offenders.services.frequency import (
    approve_frequency,
    end_frequency,
    refuse_frequency,
    set_frequency,
)
from people.models import User
from tests import factories
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SINCE = date(2004, 5, 1)


@pytest.fixture
def seen_on() -> date:
    return clock.today() - 3 * DAY


@pytest.fixture
def led(farah: User, seen_on: date) -> Case:
    """A case of Farah's at high RoSH, every 14 days, last seen three days ago."""
    case = factories.make_case(
        probation=farah.officer, rosh=RiskLevel.HIGH, since=seen_on - 90 * DAY
    )
    factories.make_sentence(case, SentenceKind.COMMUNITY, starts_on=seen_on - 60 * DAY)
    factories.make_contact(
        case,
        type_code="COAP",
        outcome_code="ATTC",
        happened_at=clock.now() - 3 * DAY,
        officer=farah.officer,
    )
    deadlines.recompute([case.pk], on=clock.today())
    return case


def due(case: Case) -> date:
    return Deadline.objects.get(case=case, kind="contact").due_on


def chosen(case: Case, by: User, days: int, **fields: Any) -> Frequency:
    values = {"reason": "Works nights", "version": 0, "at": clock.now()}
    return set_frequency(case=case, days=days, by=by, **values | fields)


@pytest.mark.parametrize(
    ("days", "standard", "longer"),
    [
        (14, Often(14, "days", SINCE), False),
        (15, Often(14, "days", SINCE), True),
        (28, Often(1, "months", SINCE), False),
        (29, Often(1, "months", SINCE), True),  # after 31 January it is later than 28 February
    ],
)
def test_what_is_less_often_than_the_standard(days: int, standard: Often, longer: bool):
    assert is_longer(days, standard) == longer


def test_more_often_holds_at_once(led: Case, farah: User, seen_on: date):
    frequency = chosen(led, farah, 5)
    assert not frequency.needs_approval
    assert due(led) == seen_on + 5 * DAY
    row = Deadline.objects.get(case=led, kind="contact")
    assert "every 5 days, set for this person" in row.because
    end_frequency(frequency=frequency, version=1, by=farah, at=clock.now())
    assert due(led) == seen_on + 14 * DAY
    assert not Frequency.objects.exists(), "it never held a whole day"


def test_less_often_holds_once_approved_and_at_that_risk_only(led, farah, nadia, seen_on):
    frequency = chosen(led, farah, 28)
    assert frequency.needs_approval
    assert due(led) == seen_on + 14 * DAY
    approve_frequency(frequency=frequency, version=1, by=nadia, at=clock.now())
    assert due(led) == seen_on + 28 * DAY
    factories.make_risk(led, RiskLevel.VERY_HIGH, tool="rosh", assessed_on=clock.today())
    deadlines.recompute([led.pk], on=clock.today())
    assert due(led) == seen_on + 7 * DAY


def test_a_refusal_has_its_reason_and_the_standard_holds(led, farah, nadia, seen_on):
    frequency = chosen(led, farah, 28)
    with pytest.raises(RefusedError, match="Say why"):
        refuse_frequency(frequency=frequency, version=1, reason=" ", by=nadia, at=clock.now())
    refuse_frequency(frequency=frequency, version=1, reason="Not now", by=nadia, at=clock.now())
    frequency.refresh_from_db()
    assert (frequency.refusal, frequency.decided_by, frequency.is_approved) == (
        "Not now",
        nadia,
        False,
    )
    assert due(led) == seen_on + 14 * DAY
    again = chosen(led, farah, 20, version=2)
    assert (again.pk, again.refusal, again.waits) == (frequency.pk, "", True)


def test_nobody_decides_about_their_own(led: Case, nadia: User):
    frequency = chosen(led, nadia, 28)
    with pytest.raises(RefusedError, match="somebody else"):
        approve_frequency(frequency=frequency, version=1, by=nadia, at=clock.now())
    values = {"decided_by": nadia, "decided_on": clock.today(), "is_approved": True}
    with pytest.raises(IntegrityError), transaction.atomic():
        Frequency.objects.filter(pk=frequency.pk).update(**values)


def test_what_is_refused(led: Case, farah: User, nadia: User, amira: User):
    with pytest.raises(RefusedError, match="Say why"):
        chosen(led, farah, 5, reason=" ")
    with pytest.raises(RefusedError):
        chosen(led, amira, 5)
    often = chosen(led, farah, 5)
    with pytest.raises(RefusedError, match="needs no approval"):
        approve_frequency(frequency=often, version=1, by=nadia, at=clock.now())
    with pytest.raises(StaleError):
        chosen(led, farah, 6)
    led.risk_assessments.all().delete()
    with pytest.raises(RefusedError, match="no risk of serious harm"):
        chosen(led, farah, 5, version=1)


@pytest.mark.parametrize(
    "wrong",
    [
        {"days": 0},
        {"days": 93},
        {"reason": ""},
        {"risk_level": "some"},
        {"is_approved": True},
        {"refusal": "No"},
    ],
)
def test_the_database_refuses_it_too(led: Case, farah: User, wrong: dict):
    frequency = chosen(led, farah, 28)
    with pytest.raises(IntegrityError), transaction.atomic():
        Frequency.objects.filter(pk=frequency.pk).update(**wrong)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_set_it_at_once_the_second_is_told(led: Case, farah: User):
    barrier, refused = threading.Barrier(2), []

    def choose(days: int) -> None:
        try:
            barrier.wait(timeout=10)
            chosen(Case.objects.get(pk=led.pk), farah, days)
        except StaleError:
            refused.append(days)
        finally:
            connection.close()

    threads = [threading.Thread(target=choose, args=(days,)) for days in (5, 6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Frequency.objects.count() == 1


class TestThePages:
    def send(self, client: Client, url: str, **answers: str) -> Any:
        form = client.get(url).context["form"]
        keys = {name: str(form[name].value()) for name in ("form_key", "version")}
        return client.post(url, keys | answers)

    def test_set_by_the_officer_and_decided_by_the_supervisor(
        self, as_farah: Client, as_nadia: Client, led: Case, farah: User
    ):
        url = reverse("offenders:frequency", args=[led.uuid])
        case_page = as_farah.get(led.get_absolute_url())
        assert url in case_page.content.decode()
        assert self.send(as_farah, url, days="28", reason="Works nights").status_code == 302
        assert "which waits for a supervisor" in text_of(as_farah.get(led.get_absolute_url()))
        assert "it waits for a supervisor" in text_of(as_farah.get(url))
        team = reverse("caseloads:team", args=[farah.officer.team.uuid])
        assert "1 case where less contact waits" in text_of(as_nadia.get(team))
        listed = as_nadia.get(f"{team}cases/?list=frequency").content.decode()
        decide = reverse("offenders:decide_frequency", args=[led.frequencies.get().uuid])
        assert decide in listed
        assert "Works nights" in listed
        assert decide in as_nadia.get(led.get_absolute_url()).content.decode()
        assert as_farah.get(decide).status_code == 403
        answer = self.send(as_nadia, decide, decision="refuse")
        assert "Say why it is refused" in text_of(answer)
        answer = self.send(as_nadia, decide, decision="refuse", reason="Not now")
        assert answer.status_code == 302
        assert "Not now" in text_of(as_farah.get(url))
        assert "There is nothing to decide." in text_of(as_nadia.get(decide))
        assert "less contact waits" not in text_of(as_nadia.get(team))

    def test_approved_and_ended(self, as_farah: Client, as_nadia: Client, led: Case, seen_on):
        url = reverse("offenders:frequency", args=[led.uuid])
        self.send(as_farah, url, days="28", reason="Works nights")
        decide = reverse("offenders:decide_frequency", args=[led.frequencies.get().uuid])
        self.send(as_nadia, decide, decision="approve")
        assert due(led) == seen_on + 28 * DAY
        form = as_farah.get(url).context["end_form"]
        keys = {name: str(form[name].value()) for name in ("form_key", "version")}
        end = reverse("offenders:end_frequency", args=[led.uuid])
        assert as_farah.get(end).status_code == 405
        assert as_farah.post(end, keys).status_code == 302
        assert due(led) == seen_on + 14 * DAY

    @pytest.mark.parametrize(
        ("answers", "said"),
        [
            ({"reason": "So"}, "Enter a number of days"),
            ({"days": "many", "reason": "So"}, "Days must be a whole number"),
            ({"days": "0", "reason": "So"}, "Days must be 1 or more"),
            ({"days": "93", "reason": "So"}, "Days must be 92 or fewer"),
            ({"days": "5"}, "Say why this person is to be seen this often"),
        ],
    )
    def test_what_is_wrong_is_said_beside_it(self, as_farah, led, answers, said):
        url = reverse("offenders:frequency", args=[led.uuid])
        assert said in text_of(self.send(as_farah, url, **answers))

    def test_the_police_are_told_whose_it_is(self, as_amira, led, amira):
        factories.allocate(led, amira.officer)
        assert as_amira.get(reverse("offenders:frequency", args=[led.uuid])).status_code == 403
