"""A death that was told: nothing follows until a supervisor who did not record it confirms it; refused, taken back."""

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
from offenders.choices import ReportKind, ReportState
from offenders.models import Case, Deadline, Report
from offenders.services.reports import Told, confirm, refuse_report, take_back, tell
from people.models import User
from tests import factories
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def running(case: Case) -> Case:
    deadlines.recompute([case.pk], on=clock.today())
    assert due(case)
    return case


def due(case: Case) -> set[str]:
    return set(Deadline.objects.filter(case=case).values_list("kind", flat=True))


def told(case: Case, by: User, days_ago: int = 1, **fields: Any) -> Report:
    values = {
        "happened_on": clock.today() - days_ago * DAY,
        "told_by": "His sister",
        "source": "She rang",
        "told_on": clock.today(),
    }
    said = Told(**values | fields)
    return tell(case=case, kind=ReportKind.DEATH, said=said, by=by, at=clock.now())


def test_clocks_run_until_a_supervisor_confirms(running: Case, amira: User, dee: User):
    before = due(running)
    report = told(running, amira)
    running.refresh_from_db()
    assert (due(running), running.died_on, report.waits) == (before, None, True)
    confirm(report=report, version=1, by=dee, at=clock.now())
    running.refresh_from_db()
    assert running.died_on == clock.today() - DAY
    assert due(running) == set()
    with pytest.raises(RefusedError, match="nothing to decide"):
        confirm(report=report, version=2, by=dee, at=clock.now())


def test_taken_back_by_a_supervisor_what_it_did_is_undone(running, amira, dee):
    before = due(running)
    report = told(running, amira)
    confirm(report=report, version=1, by=dee, at=clock.now())
    with pytest.raises(RefusedError, match="a supervisor takes it back"):
        take_back(report=report, version=2, reason="Another", by=amira, at=clock.now())
    with pytest.raises(RefusedError, match="Say why"):
        take_back(report=report, version=2, reason=" ", by=dee, at=clock.now())
    take_back(report=report, version=2, reason="Another man", by=dee, at=clock.now())
    running.refresh_from_db()
    assert (running.died_on, due(running)) == (None, before)
    assert told(running, amira).waits, "and it can be told anew"


def test_refused_with_the_reason_nothing_follows(running, amira, dee):
    report = told(running, amira)
    with pytest.raises(RefusedError, match="Say why"):
        refuse_report(report=report, version=1, reason=" ", by=dee, at=clock.now())
    refuse_report(report=report, version=1, reason="No certificate", by=dee, at=clock.now())
    running.refresh_from_db()
    report.refresh_from_db()
    assert running.died_on is None
    assert (report.state, report.reason) == (ReportState.REFUSED, "No certificate")
    with pytest.raises(RefusedError, match="Nothing follows"):
        take_back(report=report, version=2, reason="So", by=amira, at=clock.now())


def test_nobody_confirms_their_own(running: Case, dee: User):
    report = told(running, dee)
    with pytest.raises(RefusedError, match="somebody else"):
        confirm(report=report, version=1, by=dee, at=clock.now())
    take_back(report=report, version=1, reason="Another man", by=dee, at=clock.now())


def test_what_is_refused(running: Case, amira: User, dee: User):
    with pytest.raises(RefusedError, match="cannot have died after"):
        told(running, amira, 1, told_on=clock.today() - 2 * DAY)
    with pytest.raises(RefusedError, match="still to come"):
        told(running, amira, told_on=clock.today() + DAY)
    with pytest.raises(RefusedError, match="were born"):
        told(running, amira, happened_on=running.date_of_birth - DAY)
    with pytest.raises(RefusedError, match="Say who"):
        told(running, amira, told_by=" ")
    with pytest.raises(RefusedError, match="rests on"):
        told(running, amira, source=" ")
    report = told(running, amira)
    with pytest.raises(RefusedError, match="on record already"):
        told(running, dee)
    with pytest.raises(StaleError):
        confirm(report=report, version=2, by=dee, at=clock.now())
    running.died_on = clock.today()
    running.save()
    with pytest.raises(RefusedError, match="A death is on record already"):
        confirm(report=report, version=1, by=dee, at=clock.now())


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": "confirmed"},
        {"state": "refused", "reason": ""},
        {"reason": "So"},
        {"kind": "registration_end"},
        {"kind": "marriage"},
        {"told_by": ""},
        {"source": ""},
        {"told_on": date(2999, 1, 1)},
        {"happened_on": date(2998, 1, 1)},
        {"recorded_by": None},
    ],
)
def test_the_database_refuses_it_too(running: Case, amira: User, wrong: dict):
    report = told(running, amira)
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**wrong)


def test_the_database_refuses_a_second_death_and_a_decision_about_ones_own(running, amira):
    report = told(running, amira)
    own = {"state": "confirmed", "decided_by": amira, "decided_on": clock.today()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**own)
    report.pk = None
    report.uuid = running.uuid
    report._state.adding = True
    with pytest.raises(IntegrityError), transaction.atomic():
        report.save()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_tell_it_at_once_the_second_is_refused(running, amira, farah):
    barrier, refused = threading.Barrier(2), []

    def say(by: User) -> None:
        try:
            barrier.wait(timeout=10)
            told(Case.objects.get(pk=running.pk), by)
        except RefusedError:
            refused.append(by)
        finally:
            connection.close()

    threads = [threading.Thread(target=say, args=(by,)) for by in (amira, farah)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Report.objects.count() == 1


def send(client: Client, url: str, **answers: str) -> Any:
    form = client.get(url).context["form"]
    keys = {
        name: str(form[name].value()) for name in ("form_key", "version") if name in form.fields
    }
    return client.post(url, keys | answers)


class TestThePages:
    def tell(self, client: Client, case: Case, query: str = "") -> str:
        url = reverse("offenders:death", args=[case.uuid]) + query
        day = clock.today().isoformat()
        answer = send(
            client, url, happened_on=day, told_by="His sister", told_on=day, source="She rang"
        )
        assert answer.status_code == 302, text_of(answer)
        return str(answer.url)

    def test_told_waits_on_the_team_page_and_is_confirmed(
        self, as_amira: Client, as_dee: Client, running: Case, amira: User
    ):
        contact = factories.make_contact(running, officer=amira.officer)
        url = self.tell(as_amira, running, f"?contact={contact.uuid}")
        page = as_amira.get(url)
        assert "Until then clocks run" in text_of(page)
        assert contact.get_absolute_url() in page.content.decode()
        overview = text_of(as_amira.get(running.get_absolute_url()))
        assert "waits for a supervisor" in overview
        assert ": told" in overview.split("What changed")[-1], "and among what changed lately"
        again = as_amira.get(reverse("offenders:death", args=[running.uuid]))
        assert again.url == url
        decide = reverse("offenders:decide_report", args=[Report.objects.get().uuid])
        assert as_amira.get(decide).status_code == 403
        team = reverse("caseloads:team", args=[amira.officer.team.uuid])
        assert "1 case where what was told waits for a supervisor" in text_of(as_dee.get(team))
        listed = as_dee.get(f"{team}cases/?list=reports").content.decode()
        assert decide in listed
        assert "told by His sister" in listed
        answer = send(as_dee, decide, decision="confirm")
        assert answer.status_code == 302
        words = text_of(as_dee.get(answer.url))
        assert "confirmed. Home visit is no longer due." in words
        assert "Died on" in words
        assert "what was told waits" not in text_of(as_dee.get(team))
        assert "There is nothing to decide." in text_of(as_dee.get(decide))

    def test_refused_and_its_reason_is_read(self, as_amira, as_dee, running):
        url = self.tell(as_amira, running)
        decide = reverse("offenders:decide_report", args=[Report.objects.get().uuid])
        assert "Say why it is refused" in text_of(send(as_dee, decide, decision="refuse"))
        answer = send(as_dee, decide, decision="refuse", reason="No certificate")
        assert answer.status_code == 302
        assert "No certificate" in text_of(as_amira.get(url))

    def test_taken_back_by_whoever_told_it(self, as_amira, running):
        self.tell(as_amira, running)
        report = Report.objects.get()
        url = reverse("offenders:take_back_report", args=[report.uuid])
        assert "Say why it is taken back" in text_of(send(as_amira, url))
        assert send(as_amira, url, reason="Another man").status_code == 302
        assert as_amira.get(url).url == report.get_absolute_url()

    def test_one_who_told_it_is_said_that_another_decides(self, as_dee, running):
        self.tell(as_dee, running)
        decide = reverse("offenders:decide_report", args=[Report.objects.get().uuid])
        page = as_dee.get(decide)
        assert "another supervisor has to decide" in text_of(page)
        sent = {name: str(page.context["form"][name].value()) for name in ("form_key", "version")}
        assert as_dee.post(decide, sent | {"decision": "confirm"}).status_code == 200
        assert Report.objects.get().waits

    def test_what_speaks_against_it_is_shown(self, as_amira, running, farah):
        factories.make_contact(
            running,
            type_code="COAP",
            outcome_code="ATTC",
            happened_at=clock.now() - timedelta(hours=1),
            officer=farah.officer,
        )
        report = told(running, farah, 2)
        assert "somebody met them after that day" in text_of(
            as_amira.get(report.get_absolute_url())
        )

    def test_what_is_missing_is_said(self, as_amira, running):
        words = text_of(send(as_amira, reverse("offenders:death", args=[running.uuid])))
        for said in ("Enter the day of the death", "Say who told it", "Say what it rests on"):
            assert said in words
