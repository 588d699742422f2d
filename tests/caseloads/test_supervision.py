"""Supervision of officers: planned, held, cancelled; the flag about it; the agenda; who reads what."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from caseloads.deadlines import JOB, SUPERVISION
from caseloads.services.supervision import (
    Agreed,
    cancel_session,
    hold_session,
    move_session,
    plan_session,
)
from caseloads.tasks import flag_caseloads_over_threshold
from core import clock
from core.errors import RefusedError, StaleError
from offenders import deadlines
from offenders.models import Case, Deadline, Flag, KindStart
from people.choices import AbsenceKind, SessionState
from people.models import AgreedAction, Officer, SupervisionSession, Team, User
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by
from tests.together import STORED, together

TODAY = clock.today()
DAY = timedelta(days=1)
LONG_AGO = TODAY - 400 * DAY
KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e0{:02}"


@pytest.fixture
def here_since_long(db: None, amira: User, dee: User) -> None:
    Team.objects.update(created_on=LONG_AGO)
    Officer.objects.update(created_on=LONG_AGO)


def flags() -> dict[str, Flag]:
    flag_caseloads_over_threshold()
    rows = Flag.objects.open().filter(kind=SUPERVISION.code).select_related("officer")
    return {row.officer.surname: row for row in rows if row.officer}


def hold(officer: Officer, by: Officer, **changes: Any) -> SupervisionSession:
    values: dict[str, Any] = {
        "session": None,
        "held_on": TODAY,
        "notes": "Talked",
        "support_offered": True,
        "agreed": [],
        "version": 0,
    }
    return hold_session(officer=officer, by=by, at=clock.now(), **(values | changes))


@pytest.mark.django_db
@pytest.mark.usefixtures("here_since_long")
class TestFlag:
    def test_raised_after_42_days_and_cured_by_a_session(self, amira: User, dee: User) -> None:
        factories.make_session(amira.officer, dee.officer, held_on=TODAY - 42 * DAY)
        assert "Khan" not in flags()
        SupervisionSession.objects.update(held_on=TODAY - 43 * DAY)
        flag = flags()["Khan"]
        assert (flag.due_on, flag.rule) == (TODAY - DAY, "F-2")
        session = hold(amira.officer, dee.officer)
        flag.refresh_from_db()
        assert flag.cured_by == f"supervisionsession:{session.pk}"

    def test_counted_from_the_day_it_is_switched_on(self, amira: User, team: Team) -> None:
        assert "Khan" in flags()
        KindStart.objects.create(kind=SUPERVISION.code, team=team, starts_on=TODAY - 42 * DAY)
        assert "Khan" not in flags()
        KindStart.objects.update(starts_on=TODAY - 43 * DAY)
        assert "Khan" in flags()
        Officer.objects.filter(pk=amira.officer.pk).update(created_on=TODAY - 20 * DAY)
        assert "Khan" not in flags()

    def test_not_while_somebody_is_away_for_long(self, amira: User) -> None:
        assert "Khan" in flags()
        row = factories.make_absence(
            amira.officer, TODAY - 5 * DAY, None, kind=AbsenceKind.SICKNESS
        )
        assert "Khan" not in flags()
        type(row).objects.update(ends_on=TODAY + DAY)
        assert "Khan" in flags()

    def test_of_whom_it_is_asked(
        self, case: Case, amira: User, dee: User, ivy: User, kit: User
    ) -> None:
        """Whoever holds a case or signs in; a supervisor by the head; of the head nobody here."""
        without = factories.make_officer("Nobody Idle", team=amira.officer.team)
        holding = factories.make_officer("Without Login", team=amira.officer.team)
        factories.make_case(police=holding)
        Officer.objects.update(created_on=LONG_AGO)
        found = flags()
        assert {"Khan", "Walsh", "Login", "Larsen"} <= set(found)
        assert without.surname not in found
        assert "Brandt" not in found
        rows = Deadline.objects.filter(kind=SUPERVISION.code)
        asked = dict(rows.values_list("officer__surname", "asked_of__surname"))
        assert (asked["Khan"], asked["Walsh"]) == ("Walsh", "Brandt")

    def test_as_many_queries_for_one_as_for_many(self, amira: User, dee: User) -> None:
        def asked() -> int:
            ids = list(Officer.objects.values_list("pk", flat=True))
            with CaptureQueriesContext(connection) as queries:
                SUPERVISION.facts(deadlines.Shared((), TODAY, officer_ids=ids))
            return len(queries)

        asked()
        before = asked()
        for _ in range(5):
            officer = factories.make_officer(team=amira.officer.team)
            factories.make_case(police=officer)
            factories.make_session(officer, dee.officer, held_on=TODAY)
        assert asked() == before

    def test_it_reads_no_model_that_it_does_not_name(self, amira: User, dee: User) -> None:
        factories.make_session(amira.officer, dee.officer, held_on=TODAY)
        assert SUPERVISION.job == JOB
        assert "people.SupervisionSession" in SUPERVISION.reads


@pytest.mark.django_db
class TestActs:
    def test_planned_moved_and_cancelled(self, amira: User, dee: User) -> None:
        at = clock.now()
        row = plan_session(officer=amira.officer, starts_at=at + DAY, by=dee.officer, at=at)
        row = move_session(session=row, starts_at=at + 2 * DAY, version=1, by=dee.officer, at=at)
        row = cancel_session(session=row, reason="Court", version=2, by=dee.officer, at=at)
        assert (row.state, row.reason) == (SessionState.CANCELLED, "Court")
        plan_session(officer=amira.officer, starts_at=at + DAY, by=dee.officer, at=at)

    def test_a_stale_plan_changes_nothing(self, amira: User, dee: User) -> None:
        at = clock.now()
        row = plan_session(officer=amira.officer, starts_at=at + DAY, by=dee.officer, at=at)
        move_session(session=row, starts_at=at + 2 * DAY, version=1, by=dee.officer, at=at)
        for act in (
            lambda: move_session(
                session=row, starts_at=at + 3 * DAY, version=1, by=dee.officer, at=at
            ),
            lambda: cancel_session(session=row, reason="x", version=1, by=dee.officer, at=at),
            lambda: hold(amira.officer, dee.officer, session=row, version=1),
            lambda: hold(amira.officer, dee.officer),  # somebody planned one meanwhile
        ):
            with pytest.raises(StaleError):
                act()

    def test_held_with_what_was_agreed(self, amira: User, dee: User) -> None:
        at = clock.now()
        row = plan_session(officer=amira.officer, starts_at=at + DAY, by=dee.officer, at=at)
        agreed = [Agreed("Book the course", amira.officer, TODAY + 9 * DAY)]
        kept = hold(amira.officer, dee.officer, session=row, version=1, agreed=agreed)
        assert (kept.pk, kept.state, kept.held_on) == (row.pk, SessionState.HELD, TODAY)
        assert AgreedAction.objects.get().what == "Book the course"
        with pytest.raises(RefusedError, match="on record already"):
            hold(amira.officer, dee.officer)
        with pytest.raises(RefusedError, match="cannot be due before"):
            hold(
                amira.officer,
                dee.officer,
                held_on=TODAY - DAY,
                agreed=[Agreed("x", dee.officer, TODAY - 2 * DAY)],
            )


@pytest.mark.django_db(transaction=True)
def test_two_who_plan_for_one_officer_at_once(amira: User, dee: User, lars: User) -> None:
    at = clock.now()

    def plan(by: Officer) -> SupervisionSession:
        return plan_session(officer=amira.officer, starts_at=at + DAY, by=by, at=at)

    assert together(lambda: plan(dee.officer), lambda: plan(lars.officer)) == sorted(
        ["RefusedError", STORED]
    )
    assert SupervisionSession.objects.count() == 1


def url(name: str, officer: Officer) -> str:
    return reverse(f"caseloads:{name}", args=[officer.uuid])


@pytest.mark.django_db
class TestPages:
    def test_a_supervisor_plans_and_the_officer_sees_it(
        self, amira: User, as_dee: Client, as_amira: Client
    ) -> None:
        sent = {"form_key": KEY.format(1), "version": "0", "time": "10:30"}
        day = TODAY + DAY
        answer = as_dee.post(
            url("supervise", amira.officer), sent | {"day": day.isoformat()}, follow=True
        )
        assert "Supervision is planned for" in text_of(answer)
        page = text_of(as_amira.get(reverse("caseloads:my_day")))
        assert "Yours, with Dee Walsh" in page
        assert "10:30" in page
        assert "Amira Khan" in text_of(as_dee.get(reverse("caseloads:my_day")))

    def test_recorded_with_two_things_agreed(
        self, amira: User, dee: User, as_dee: Client, as_amira: Client, as_ivy: Client
    ) -> None:
        sent = {
            "form_key": KEY.format(2),
            "version": "0",
            "held_on": TODAY.isoformat(),
            "notes": "A hard month",
            "support_offered": "yes",
            "what_1": "Book ARMS",
            "owner_1": "officer",
            "due_on_1_day": f"{TODAY.day}",
            "due_on_1_month": f"{TODAY.month}",
            "due_on_1_year": f"{TODAY.year}",
            "what_2": "Two cases to others",
            "owner_2": "supervisor",
            "due_on_2_day": f"{TODAY.day}",
            "due_on_2_month": f"{TODAY.month}",
            "due_on_2_year": f"{TODAY.year}",
            "owner_3": "officer",
            "owner_4": "officer",
            "owner_5": "officer",
        }
        answer = as_dee.post(url("hold_session", amira.officer), sent, follow=True)
        assert "The session is recorded." in text_of(answer)
        page = text_of(as_amira.get(url("supervision", amira.officer)))
        for words in ("A hard month", "Book ARMS", "Dee Walsh, by", "Support was offered."):
            assert words in page
        assert as_ivy.get(url("supervision", amira.officer)).status_code == 404
        assert "A hard month" not in str(list(Event.objects.values()))

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"notes": ""}, "Say what was talked about"),
            ({"support_offered": ""}, "Say whether you offered support"),
            ({"what_1": "Something"}, "Say by which day"),
            (
                {"due_on_1_day": "1", "due_on_1_month": "2", "due_on_1_year": "2030"},
                "Say what was agreed, or clear its day",
            ),
        ],
    )
    def test_half_a_record_is_asked_about(
        self, amira: User, as_dee: Client, wrong: dict[str, str], said: str
    ) -> None:
        sent = {
            "form_key": KEY.format(3),
            "version": "0",
            "held_on": TODAY.isoformat(),
            "notes": "Talked",
            "support_offered": "no",
            **{f"owner_{number}": "officer" for number in range(1, 6)},
        }
        answer = as_dee.post(url("hold_session", amira.officer), sent | wrong)
        assert said in text_of(answer)
        assert not SupervisionSession.objects.exists()

    def test_the_owner_and_the_supervisor_say_that_it_is_done(
        self, amira: User, dee: User, as_dee: Client, as_amira: Client, as_ben: Client
    ) -> None:
        mine = factories.make_agreed(amira.officer, dee.officer)
        theirs = AgreedAction.objects.create(
            session=mine.session, what="Ask", owner=dee.officer, due_on=TODAY
        )

        def done(client: Client, action: AgreedAction) -> int:
            parts = [amira.officer.uuid, action.uuid]
            return client.post(reverse("caseloads:finish_action", args=parts)).status_code

        assert done(as_ben, mine) == 404
        assert done(as_amira, theirs) == 403
        assert (done(as_amira, mine), done(as_dee, theirs)) == (302, 302)
        assert set(AgreedAction.objects.values_list("done_on", flat=True)) == {TODAY}

    def test_the_agenda_is_drawn_from_the_officers_own_flags(
        self, case: Case, amira: User, dee: User, as_dee: Client, as_amira: Client
    ) -> None:
        factories.make_agreed(amira.officer, dee.officer, due_on=TODAY - DAY)
        factories.make_deadline(case, TODAY - 12 * DAY)
        accepted = factories.make_case(surname="Backsoon", police=amira.officer)
        factories.make_deadline(accepted, TODAY - 5 * DAY)
        flag = factories.make_flag(accepted, TODAY - 5 * DAY)
        Flag.objects.filter(pk=flag.pk).update(
            accepted_at=clock.now(),
            accepted_by=dee,
            accepted_reason="Abroad",
            accepted_until=TODAY + 9 * DAY,
        )
        at = clock.now() - timedelta(hours=6)
        factories.make_contact(case, officer=amira.officer, happened_at=at - DAY, recorded_at=at)
        for client in (as_dee, as_amira):
            page = text_of(client.get(url("agenda", amira.officer)))
            for words in (
                "Gareth",
                "12 days overdue",
                "Backsoon",
                "Accepted until",
                "Ask about the course",
                "Late",
                "follow what happened by 24 hours",
            ):
                assert words in page
        shown = Event.objects.filter(view="caseloads:agenda").latest("pk").case_ids
        assert set(shown) == {case.pk, accepted.pk}

    def test_a_case_closed_to_the_reader_is_not_on_the_agenda(
        self, case: Case, amira: User, dee: User, as_dee: Client
    ) -> None:
        factories.make_deadline(case, TODAY - 12 * DAY)
        factories.make_exclusion(case, dee)
        assert "Gareth" not in text_of(as_dee.get(url("agenda", amira.officer)))

    def test_as_many_queries_for_few_as_for_many(
        self, case: Case, amira: User, dee: User, as_dee: Client
    ) -> None:
        def add() -> None:
            more = factories.make_case(police=amira.officer)
            factories.make_deadline(more, TODAY - 5 * DAY)
            factories.make_agreed(amira.officer, dee.officer)

        add()
        before = [asked_by(as_dee, url(name, amira.officer)) for name in ("agenda", "supervision")]
        SupervisionSession.objects.update(held_on=TODAY - 90 * DAY)
        add()
        assert before == [
            asked_by(as_dee, url(name, amira.officer)) for name in ("agenda", "supervision")
        ]
