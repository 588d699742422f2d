"""Planning, recording and correcting a visit: what is stored, what it changes, what two at once do."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from core import clock
from core.errors import RefusedError, StaleError
from offenders import deadlines
from offenders.models import Case, Contact, ContactType, Deadline, Flag
from offenders.rules import all_kinds, kind
from offenders.services.contacts import log_contact
from people.models import User
from tests import factories
from visits import services
from visits.choices import PurposeResult, VisitOutcome, VisitPurpose
from visits.models import Visit
from visits.services import VisitPlan, VisitRecord

SEARCH, RESIDENCE = VisitPurpose.RISK_ASSESSMENT_SEARCH, VisitPurpose.RESIDENCE


@pytest.fixture
def now() -> datetime:
    return clock.now()


def a_plan(now: datetime, **changes: Any) -> VisitPlan:
    plan = VisitPlan(
        purposes=(RESIDENCE,),
        happens_at=now + timedelta(days=2),
        address=None,
        premises="1 Invented Street",
    )
    return replace(plan, **changes)


def a_record(now: datetime, **changes: Any) -> VisitRecord:
    record = VisitRecord(
        purposes=(RESIDENCE,),
        happens_at=now - timedelta(hours=1),
        address=None,
        premises="1 Invented Street",
        outcome=VisitOutcome.SEEN_INSIDE,
        purpose_results={RESIDENCE: PurposeResult.MET},
        people_present="Nobody",
        children="no",
    )
    return replace(record, **changes)


@pytest.fixture
def overdue(case: Case, now: datetime) -> Flag:
    """Gareth was allocated 200 days ago, at high risk, and never visited."""
    deadlines.refresh_all(on=clock.today(), at=now)
    return Flag.objects.get(case=case, kind="home_visit", cured_at__isnull=True)


class TestPlanning:
    def test_it_is_a_contact_to_come_without_outcome(
        self, case: Case, amira: User, now: datetime
    ) -> None:
        contact = services.plan_visit(case=case, plan=a_plan(now), by=amira, at=now)
        assert contact.outcome is None
        assert contact.type.code == "C253"
        assert contact.officer == amira.officer
        assert contact.visit.outcome == ""
        assert contact.visit.purposes == [RESIDENCE]

    def test_an_announced_one_has_a_type_of_its_own(
        self, case: Case, amira: User, now: datetime
    ) -> None:
        plan = a_plan(now, is_announced=True, announced_because="The child will be at school")
        contact = services.plan_visit(case=case, plan=plan, by=amira, at=now)
        assert contact.type.code == "CHVS"
        assert contact.visit.announced_because == "The child will be at school"

    def test_planning_does_not_cure_the_flag(
        self, case: Case, amira: User, now: datetime, overdue: Flag
    ) -> None:
        services.plan_visit(case=case, plan=a_plan(now), by=amira, at=now)
        overdue.refresh_from_db()
        assert overdue.cured_at is None


class TestRecording:
    def test_seen_inside_moves_the_deadline_and_cures_the_flag(
        self, case: Case, amira: User, now: datetime, overdue: Flag
    ) -> None:
        contact = services.record_visit(case=case, record=a_record(now), by=amira, at=now)
        overdue.refresh_from_db()
        assert overdue.cured_at == now
        assert overdue.cured_by == f"visit:{contact.uuid}"
        assert Deadline.objects.get(case=case, kind="home_visit").due_on > clock.today()

    @pytest.mark.parametrize("outcome", [o for o in VisitOutcome if o != VisitOutcome.SEEN_INSIDE])
    def test_no_other_outcome_does(
        self, case: Case, amira: User, now: datetime, overdue: Flag, outcome: VisitOutcome
    ) -> None:
        before = Deadline.objects.get(case=case, kind="home_visit").due_on
        record = a_record(now, outcome=outcome, purpose_results={})
        services.record_visit(case=case, record=record, by=amira, at=now)
        overdue.refresh_from_db()
        assert overdue.cured_at is None
        assert Deadline.objects.get(case=case, kind="home_visit").due_on == before

    def test_both_times_are_kept(self, case: Case, amira: User, now: datetime) -> None:
        record = a_record(now, happens_at=now - timedelta(hours=30))
        contact = services.record_visit(case=case, record=record, by=amira, at=now)
        assert contact.recorded_at - contact.happened_at == timedelta(hours=30)

    def test_the_plan_stays_and_the_outcome_is_its_second_version(
        self, case: Case, amira: User, ben: User, now: datetime
    ) -> None:
        planned = services.plan_visit(
            case=case, plan=a_plan(now, happens_at=now - timedelta(hours=2)), by=amira, at=now
        )
        done = services.record_planned_visit(
            planned=planned, version=1, record=a_record(now), by=ben, at=now
        )
        assert (done.uuid, done.version, done.version_kind) == (planned.uuid, 2, "outcome")
        assert done.officer == ben.officer
        assert Visit.objects.filter(contact__uuid=planned.uuid).count() == 2
        assert Contact.objects.current().get(uuid=planned.uuid) == done

    def test_the_second_of_two_is_shown_both_texts(
        self, case: Case, amira: User, ben: User, now: datetime
    ) -> None:
        planned = services.plan_visit(case=case, plan=a_plan(now), by=amira, at=now)
        services.record_planned_visit(
            planned=planned, version=1, record=a_record(now), by=amira, at=now
        )
        mine = a_record(now, outcome=VisitOutcome.NOT_IN, notes="Knocked twice")
        with pytest.raises(StaleError) as caught:
            services.record_planned_visit(planned=planned, version=1, record=mine, by=ben, at=now)
        assert caught.value.saved_by == "Amira Khan"
        assert ("Outcome", "Seen inside") in caught.value.theirs
        assert ("Outcome", "No answer") in caught.value.mine
        assert ("Notes", "Knocked twice") in caught.value.mine
        assert Contact.objects.filter(uuid=planned.uuid).count() == 2

    def test_the_database_refuses_what_the_service_would(
        self, case: Case, amira: User, now: datetime
    ) -> None:
        """Two versions that amend the same one: the last line of defence."""
        planned = services.plan_visit(case=case, plan=a_plan(now), by=amira, at=now)
        services.record_planned_visit(
            planned=planned, version=1, record=a_record(now), by=amira, at=now
        )
        with pytest.raises(IntegrityError), transaction.atomic():
            factories.amend_contact(planned)

    def test_a_row_of_a_visit_cannot_be_altered(
        self, case: Case, amira: User, now: datetime
    ) -> None:
        contact = services.record_visit(case=case, record=a_record(now), by=amira, at=now)
        with pytest.raises(Exception, match="Cannot update"), transaction.atomic():
            Visit.objects.filter(contact=contact).update(outcome="not_in")


class TestCorrecting:
    def test_the_first_version_stays_and_the_reason_is_kept(
        self, case: Case, amira: User, ben: User, now: datetime
    ) -> None:
        first = services.record_visit(case=case, record=a_record(now), by=amira, at=now)
        second = services.amend_visit(
            contact=first,
            version=1,
            record=a_record(now, people_present="His sister"),
            reason="I forgot his sister",
            by=ben,
            at=now,
        )
        assert second.version_reason == "I forgot his sister"
        assert second.officer == amira.officer, "who made the visit stays who made it"
        assert second.author == ben
        assert first.visit.people_present == "Nobody"

    def test_a_visit_that_was_not_inside_after_all_makes_the_flag_come_back(
        self, case: Case, amira: User, now: datetime, overdue: Flag
    ) -> None:
        first = services.record_visit(case=case, record=a_record(now), by=amira, at=now)
        services.amend_visit(
            contact=first,
            version=1,
            record=a_record(now, outcome=VisitOutcome.SEEN_AT_DOOR, purpose_results={}),
            reason="It was another house",
            by=amira,
            at=now,
        )
        open_flags = Flag.objects.filter(case=case, kind="home_visit", cured_at__isnull=True)
        assert open_flags.get().due_on == overdue.due_on

    def test_correcting_an_old_version_is_refused(
        self, case: Case, amira: User, now: datetime
    ) -> None:
        first = services.record_visit(case=case, record=a_record(now), by=amira, at=now)
        again = {"contact": first, "version": 1, "by": amira, "at": now}
        services.amend_visit(record=a_record(now), reason="A slip", **again)
        with pytest.raises(StaleError):
            services.amend_visit(record=a_record(now), reason="Another slip", **again)


class TestAPlanNobodySees:
    def test_the_lock_is_taken_on_the_case(self, case: Case, amira: User, now: datetime) -> None:
        """Whoever comes second waits here, so the answer is a 409 and not a broken transaction."""
        planned = services.plan_visit(case=case, plan=a_plan(now), by=amira, at=now)
        with connection.execute_wrapper(Seen()) as _, transaction.atomic():
            services.record_planned_visit(
                planned=planned, version=1, record=a_record(now), by=amira, at=now
            )
        assert any(
            "offenders_case" in sql and "FOR NO KEY UPDATE" in sql for sql in Seen.statements
        )


class Seen:
    statements: list[str] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.statements.append(sql)
        return execute(sql, params, many, context)


def test_nobody_else_moves_the_police_clock(case: Case, farah: User, now: datetime) -> None:
    """Farah holds the case for probation: her visit is a contact, not this."""
    with pytest.raises(RefusedError, match="only officers of the police"):
        services.record_visit(case=case, record=a_record(now), by=farah, at=now)
    with pytest.raises(RefusedError, match="only officers of the police"):
        services.plan_visit(case=case, plan=a_plan(now), by=farah, at=now)


# What a contact touches --------------------------------------------------------------------------------


def test_a_contact_that_is_no_visit_works_out_nothing_of_visits(
    overdue: Flag, case: Case, amira: User, now: datetime
) -> None:
    """Half of what a save read was about visits, which a telephone call does not change."""
    of_visits = {kind.code for kind in all_kinds() if kind.contacts_of == "visits.Visit"}
    assert of_visits == {"home_visit", "warrant", "child_seen", "child_answer", "review_answer"}
    Deadline.objects.filter(case=case, kind="home_visit").update(because="Not worked out again")
    call = ContactType.objects.get(code="CTOB")
    log_contact(
        case=case, type=call, happened_at=now, officer=amira.officer, by=amira, at=now, notes="Rang"
    )
    assert Deadline.objects.get(case=case, kind="home_visit").because == "Not worked out again"
    knocked = a_record(now, outcome=VisitOutcome.NOT_IN, purpose_results={})
    services.record_visit(case=case, record=knocked, by=amira, at=now)
    assert Deadline.objects.get(case=case, kind="home_visit").because != "Not worked out again"


@pytest.mark.parametrize("code", ["home_visit", "child_seen", "child_answer", "review_answer"])
def test_a_visit_touches_what_is_said_of_visits(code: str) -> None:
    one = kind(code)
    assert not one.is_touched({"offenders.Contact"})
    assert one.is_touched({"offenders.Contact", "visits.Visit"})
