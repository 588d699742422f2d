"""JOB-5: custody, hospital and times at large by page: what they move, what is refused, how they are put right."""

import threading
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from core import clock
from core.errors import RefusedError, StaleError
from core.history import changes_of
from offenders import deadlines
from offenders.choices import PauseKind
from offenders.models import Case, Deadline, Pause
from offenders.rules.clock import Paused
from offenders.rules.pauses import pause_problem
from offenders.services.pauses import begin_pause, correct_pause, end_pause, take_back_pause
from people.models import User
from tests import factories
from tests.pages import text_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
CUSTODY, HOSPITAL, AT_LARGE = (
    PauseKind.CUSTODY,
    PauseKind.HOSPITAL,
    PauseKind.UNLAWFULLY_AT_LARGE,
)
ON = date(2026, 9, 10)


def span(kind: PauseKind, begun: int, ended: int | None = None) -> Paused:
    """Days of September 2026."""
    end = date(2026, 9, ended) if ended else None
    return Paused(kind, date(2026, 9, begun), end, f"pause:{begun}")


@pytest.mark.parametrize(
    ("row", "others", "about"),
    [
        (span(CUSTODY, 10), [], None),  # today
        (span(CUSTODY, 11), [], "starts_on"),  # tomorrow
        (span(CUSTODY, 9, 10), [], None),
        (span(CUSTODY, 9, 11), [], "ends_on"),
        (span(CUSTODY, 9, 9), [], "ends_on"),
        (span(CUSTODY, 5), [span(CUSTODY, 1, 5)], None),  # taken in again on the day of the release
        (span(CUSTODY, 4), [span(CUSTODY, 1, 5)], "starts_on"),
        (span(CUSTODY, 1, 5), [span(CUSTODY, 4)], "ends_on"),
        (span(CUSTODY, 1), [span(CUSTODY, 4)], "starts_on"),
        (span(CUSTODY, 4), [span(HOSPITAL, 1)], None),  # a prisoner whom a hospital detains
        (span(AT_LARGE, 4), [span(CUSTODY, 1)], "starts_on"),
        (span(AT_LARGE, 4), [span(HOSPITAL, 1)], "starts_on"),
        (span(AT_LARGE, 4), [span(PauseKind.TRANSFERRED, 1)], None),
        (span(CUSTODY, 4), [span(AT_LARGE, 1, 4)], None),
    ],
)
def test_what_can_stand_beside_what(row: Paused, others: list[Paused], about: str | None):
    problem = pause_problem(row, others, on=ON)
    assert (problem.about if problem else None) == about


@pytest.mark.parametrize(
    ("born", "died", "wrong"), [(4, None, False), (5, None, True), (1, 4, True), (1, 5, False)]
)
def test_within_a_life(born: int, died: int | None, wrong: bool):
    problem = pause_problem(
        span(CUSTODY, 4),
        [],
        on=ON,
        born_on=date(2026, 9, born),
        died_on=date(2026, 9, died) if died else None,
    )
    assert bool(problem) == wrong


def begun(case: Case, by: User, days_ago: int = 3, **fields: Any) -> Pause:
    values = {"kind": CUSTODY, "starts_on": clock.today() - days_ago * DAY, "at": clock.now()}
    return begin_pause(case=case, by=by, **values | fields)


def visit_due(case: Case) -> date | None:
    row = Deadline.objects.filter(case=case, kind="home_visit", missing="").first()
    return row.due_on if row else None


@pytest.fixture
def running(case: Case) -> Case:
    deadlines.recompute([case.pk], on=clock.today())
    assert visit_due(case)
    return case


def test_custody_stops_the_clock_and_a_release_starts_it_again(running: Case, amira: User):
    before = visit_due(running)
    row = begun(running, amira, 3, note="Rang the prison")
    assert visit_due(running) is None
    assert (row.recorded_by, row.recorded_on) == (amira, clock.today())
    end_pause(
        pause=row, ends_on=clock.today() - DAY, version=1, by=amira, at=clock.now(), note="Out"
    )
    after = visit_due(running)
    assert after is not None
    assert before is not None
    assert after > before
    row.refresh_from_db()
    assert (row.note, row.version) == ("Rang the prison\nOut", 2)


def test_put_right_and_taken_back_with_the_reason(running: Case, amira: User):
    before = visit_due(running)
    row = begun(running, amira)
    other = clock.today() - 5 * DAY
    with pytest.raises(RefusedError, match="Say why"):
        correct_pause(
            pause=row,
            starts_on=other,
            ends_on=None,
            reason=" ",
            version=1,
            by=amira,
            at=clock.now(),
        )
    correct_pause(
        pause=row,
        starts_on=other,
        ends_on=None,
        reason="The prison says",
        version=1,
        by=amira,
        at=clock.now(),
    )
    with pytest.raises(RefusedError, match="Nothing is different"):
        correct_pause(
            pause=row,
            starts_on=other,
            ends_on=None,
            reason="Again",
            version=2,
            by=amira,
            at=clock.now(),
        )
    with pytest.raises(StaleError):
        take_back_pause(pause=row, reason="Another person", version=1, by=amira, at=clock.now())
    take_back_pause(pause=row, reason="Another person", version=2, by=amira, at=clock.now())
    assert visit_due(running) == before
    newest = changes_of(Pause, case=running)[0]
    assert (newest.is_removal, newest.row.note) == (True, "Another person")
    with pytest.raises(StaleError):
        end_pause(pause=row, ends_on=clock.today(), version=3, by=amira, at=clock.now())


def test_whoever_is_taken_in_has_been_found(running: Case, amira: User):
    at_large = begun(running, amira, 6, kind=AT_LARGE)
    begun(running, amira, 2)
    at_large.refresh_from_db()
    assert at_large.ends_on == clock.today() - 2 * DAY


def test_what_is_refused(running: Case, amira: User):
    row = begun(running, amira, 3)
    with pytest.raises(RefusedError, match="In custody since"):
        begun(running, amira, 1)
    with pytest.raises(RefusedError, match="In custody since"):
        begun(running, amira, 1, kind=AT_LARGE)
    with pytest.raises(RefusedError, match="must end after it began"):
        end_pause(pause=row, ends_on=row.starts_on, version=1, by=amira, at=clock.now())
    end_pause(pause=row, ends_on=clock.today(), version=1, by=amira, at=clock.now())
    with pytest.raises(RefusedError, match="has ended already"):
        end_pause(pause=row, ends_on=clock.today(), version=2, by=amira, at=clock.now())
    moved = factories.make_pause(running, PauseKind.TRANSFERRED, starts_on=clock.today())
    with pytest.raises(RefusedError, match="where the case is allocated"):
        end_pause(pause=moved, ends_on=clock.today(), version=1, by=amira, at=clock.now())


class TestTheDatabase:
    def write(
        self, case: Case, by: User | None, kind: PauseKind, days_ago: int, **fields: Any
    ) -> None:
        with transaction.atomic():
            Pause.objects.create(
                case=case,
                kind=kind,
                starts_on=clock.today() - days_ago * DAY,
                recorded_by=by,
                recorded_on=clock.today(),
                **fields,
            )

    def test_refuses_what_a_person_wrote_of_both(self, case: Case, amira: User):
        self.write(case, amira, CUSTODY, 5)
        with pytest.raises(IntegrityError):
            self.write(case, amira, AT_LARGE, 3)
        with pytest.raises(IntegrityError):
            self.write(case, amira, CUSTODY, 3)
        self.write(case, amira, HOSPITAL, 3)
        self.write(case, None, AT_LARGE, 3)  # an extract is stored as it is

    def test_refuses_to_change_one_into_both(self, case: Case, amira: User):
        self.write(case, amira, AT_LARGE, 9, ends_on=clock.today() - 7 * DAY)
        self.write(case, amira, CUSTODY, 5)
        row = Pause.objects.get(kind=AT_LARGE)
        row.ends_on = None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save()

    def test_refuses_what_is_still_to_come(self, case: Case, amira: User):
        with pytest.raises(IntegrityError):
            self.write(case, amira, CUSTODY, -1)
        self.write(case, None, CUSTODY, -1)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_record_it_at_once_the_second_is_refused(
    running: Case, amira: User, farah: User
):
    barrier, refused = threading.Barrier(2), []

    def take(by: User, days_ago: int) -> None:
        try:
            barrier.wait(timeout=10)
            begun(Case.objects.get(pk=running.pk), by, days_ago)
        except RefusedError:
            refused.append(by)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=each) for each in ((amira, 2), (farah, 3))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    assert Pause.objects.count() == 1


def send(client: Client, url: str, **answers: str) -> Any:
    form = client.get(url).context["form"]
    keys = {
        name: str(form[name].value()) for name in ("form_key", "version") if name in form.fields
    }
    return client.post(url, keys | answers)


class TestThePages:
    def test_from_the_contact_that_tells_to_the_release(
        self, as_amira: Client, running: Case, amira: User
    ):
        told = factories.make_contact(running, officer=amira.officer)
        page = as_amira.get(reverse("offenders:contact", args=[told.uuid])).content.decode()
        url = f"{reverse('offenders:custody', args=[running.uuid])}?contact={told.uuid}"
        assert url in page
        assert "Told in:" in text_of(as_amira.get(url))
        answer = send(as_amira, url, starts_on=clock.today().isoformat(), note="Rang")
        assert answer.status_code == 302
        row = Pause.objects.get()
        assert row.told_in == told.uuid
        record = as_amira.get(answer.url)
        words = text_of(record)
        assert "Taken into custody on" in words
        assert "Home visit is no longer due." in words
        assert told.get_absolute_url() in record.content.decode()
        again = as_amira.get(reverse("offenders:custody", args=[running.uuid]))
        assert again.url == reverse("offenders:end_pause", args=[row.uuid])

    def test_what_is_arranged_all_the_same_is_said(self, as_amira, running, amira):
        soon = clock.now() + DAY
        factories.make_contact(running, officer=amira.officer, outcome_code="", happened_at=soon)
        url = reverse("offenders:custody", args=[running.uuid])
        answer = send(as_amira, url, starts_on=clock.today().isoformat())
        assert "Still arranged: Planned Office Visit" in text_of(as_amira.get(answer.url))

    def test_a_release_says_which_deadline_came_back(self, as_amira, running, amira):
        row = begun(running, amira, 3)
        url = reverse("offenders:end_pause", args=[row.uuid])
        answer = send(as_amira, url, ends_on=clock.today().isoformat())
        words = text_of(as_amira.get(answer.url))
        assert "Released from custody on" in words
        assert "Home visit is now due by" in words
        assert as_amira.get(url).status_code == 302

    def test_put_right_and_taken_back(self, as_amira, running, amira):
        row = begun(running, amira, 3)
        url = reverse("offenders:correct_pause", args=[row.uuid])
        assert "Say why it was wrong" in text_of(send(as_amira, url, what="never"))
        day = clock.today() - 4 * DAY
        boxes = {
            "starts_on_day": str(day.day),
            "starts_on_month": str(day.month),
            "starts_on_year": str(day.year),
        }
        answer = send(as_amira, url, what="days", reason="The prison says", **boxes)
        assert answer.status_code == 302, text_of(answer)
        row.refresh_from_db()
        assert (row.starts_on, row.note) == (day, "The prison says")
        written = text_of(as_amira.get(url))
        assert "The prison says" in written
        assert written.count("In custody, since") == 2, "each time that it was written"
        form = as_amira.get(url).context["form"]
        keys = {name: str(form[name].value()) for name in ("form_key", "version")}
        sent = keys | {"what": "never", "reason": "Another person"}
        answer = as_amira.post(url, sent)
        assert answer.status_code == 302
        assert not Pause.objects.exists()
        record = text_of(as_amira.get(reverse("offenders:record", args=[running.uuid])))
        assert "Amira Khan. Another person" in record, "what was taken back is still to be read"
        assert as_amira.post(url, sent).url == answer.url, "sent again, it goes there again"
        assert as_amira.get(url).status_code == 404

    @pytest.mark.parametrize(
        ("answers", "said"),
        [
            ({}, "Enter the day they were taken into custody"),
            ({"starts_on": "2999-01-01"}, "must be today"),
        ],
    )
    def test_what_is_wrong_is_said_beside_it(self, as_amira, running, answers, said):
        url = reverse("offenders:custody", args=[running.uuid])
        assert said in text_of(send(as_amira, url, **answers))

    def test_somebody_at_large_is_found_from_the_flag(self, as_amira, running, amira):
        row = begun(running, amira, 3, kind=AT_LARGE)
        deadline = Deadline.objects.get(case=running, kind="at_large")
        assert deadline
        page = as_amira.get(running.get_absolute_url()).content.decode()
        url = reverse("offenders:at_large", args=[running.uuid])
        assert url in page
        answer = send(as_amira, as_amira.get(url).url, ends_on=clock.today().isoformat())
        assert "Found on" in text_of(as_amira.get(answer.url))
        row.refresh_from_db()
        assert row.ends_on == clock.today()

    def test_a_colleague_of_the_team_cannot(self, as_ben, running):
        assert as_ben.get(reverse("offenders:custody", args=[running.uuid])).status_code == 403
