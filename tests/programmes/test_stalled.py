"""Programmes that stand still and sessions that were missed, worked out from registers as they are kept."""

from datetime import date, datetime, time, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.calendar import LONDON
from offenders import deadlines
from offenders.choices import RiskLevel, SentenceKind, Severity
from offenders.models import Case, Deadline, Flag
from offenders.rules.clock import Assessment
from offenders.selectors.due import due_rows
from people.models import User
from programmes.choices.referral import About, Decided, ReferralStatus as S
from programmes.deadlines import JOB
from programmes.models import Attendance, Decision, Move, Placement, Session
from programmes.rules.attendance import CatchUp, Missed, is_made_good
from programmes.rules.stalled import (
    Numbers,
    Taking,
    programme_missed_due,
    programme_stalled_due,
)
from tests import factories
from tests.factories import groups as make

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
ON = date(2026, 11, 20)
BEGAN = date(2026, 6, 1)
FIRST = date(2026, 10, 6)
KINDS = ["programme_stalled", "programme_missed"]


def at(day: date, hour: int = 10) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=LONDON)


def taking(status: S = S.ON_PROGRAMME, **more: object) -> Taking:
    known = {"started_on": FIRST, "since": FIRST, "ref": "referral:1"}
    return Taking("Kaizen", status, numbers=Numbers(14, 12, 3), **known | more)


def missed(*days: date) -> tuple[Missed, ...]:
    return tuple(Missed(day, "Missed", f"contact:{day}") for day in days)


class TestStandingStill:
    @pytest.mark.parametrize(
        ("attended", "booked", "last"),
        [
            ((), (), FIRST),
            ((FIRST + WEEK,), (), FIRST + WEEK),
            ((FIRST + WEEK,), (ON + DAY,), ON + DAY),
            ((FIRST - WEEK,), (), FIRST),
        ],
    )
    def test_fourteen_days_after_the_last_of_them(self, attended, booked, last):
        (due,) = programme_stalled_due(taking(attended=attended, booked=booked), ON)
        assert due.on == last + 14 * DAY

    @pytest.mark.parametrize("status", [S.AWAITING_ALLOCATION, S.AWAITING_ASSESSMENT])
    def test_a_pause_of_twelve_weeks_at_most(self, status: S):
        (due,) = programme_stalled_due(taking(status, since=ON, attended=(ON,), booked=(ON,)), ON)
        assert due.on == ON + 12 * WEEK

    @pytest.mark.parametrize(
        "status", sorted(set(S) - {S.ON_PROGRAMME, S.AWAITING_ALLOCATION, S.AWAITING_ASSESSMENT})
    )
    def test_nobody_else_stands_still_here(self, status: S):
        assert programme_stalled_due(taking(status), ON) == []

    @pytest.mark.parametrize(
        ("level", "severity"),
        [
            (RiskLevel.LOW, Severity.STANDARD),
            (RiskLevel.MEDIUM, Severity.STANDARD),
            (RiskLevel.HIGH, Severity.HIGH),
            (RiskLevel.VERY_HIGH, Severity.HIGH),
        ],
    )
    def test_graver_for_whom_the_risk_is(self, level: RiskLevel, severity: Severity):
        facts = taking(rosh=Assessment(level, ON, "risk:1"), missed=missed(ON, ON, ON))
        (still,), (many,) = programme_stalled_due(facts, ON), programme_missed_due(facts, ON)
        assert (still.severity, many.severity) == (severity, severity)


class TestMissed:
    def test_from_the_third_on_at_its_day(self):
        days = [FIRST, FIRST + WEEK, FIRST + 2 * WEEK, FIRST + 3 * WEEK]
        assert programme_missed_due(taking(missed=missed(*days[:2])), ON) == []
        (due,) = programme_missed_due(taking(missed=missed(*reversed(days))), ON)
        assert due.on == days[2]
        assert due.because.startswith("4 sessions of Kaizen were missed")

    @pytest.mark.parametrize(("decided_on", "is_due"), [(FIRST - DAY, True), (FIRST, False)])
    def test_a_decision_answers_up_to_its_day(self, decided_on: date, is_due: bool):
        facts = taking(missed=missed(FIRST, FIRST + WEEK, FIRST + 2 * WEEK), decided_on=decided_on)
        assert bool(programme_missed_due(facts, ON)) is is_due

    @pytest.mark.parametrize(
        ("catch_ups", "good"),
        [
            ([], False),
            ([CatchUp(ON - DAY, True)], True),
            ([CatchUp(ON - DAY, False)], False),
            ([CatchUp(ON, None)], True),
            ([CatchUp(ON - DAY, None)], False),
            ([CatchUp(ON - DAY, False), CatchUp(ON + DAY, None)], True),
        ],
    )
    def test_made_good_by_coming_or_as_long_as_one_is_booked(self, catch_ups, good):
        assert is_made_good(catch_ups, ON) is good


@pytest.mark.django_db
class TestStored:
    @pytest.fixture
    def seated(self, farah: User) -> Placement:
        """Somebody of Farah's on a programme since 6 October, in a group of six weeks."""
        case = factories.make_case(probation=farah.officer, since=BEGAN)
        factories.make_sentence(
            case, SentenceKind.COMMUNITY, starts_on=BEGAN, ends_on=date(2027, 12, 1)
        )
        referral = factories.make_referral(
            case, S.ON_PROGRAMME, referred_on=BEGAN + WEEK, started_on=FIRST
        )
        group = make.make_group(first_on=FIRST, sessions=6)
        return make.seat(referral, group, placed_on=BEGAN + 2 * WEEK)

    def case(self, seated: Placement) -> Case:
        return seated.referral.case

    def line(self, seated: Placement, number: int, outcome: str) -> Attendance:
        session = Session.objects.get(group=seated.group, number=number)
        return make.make_line(
            seated, session, outcome, seated.referral.case.allocations.get().officer
        )

    def due(self, seated: Placement, on: date = ON) -> tuple[date | None, ...]:
        case = self.case(seated)
        deadlines.recompute([case.pk], on=on)
        rows = Deadline.objects.filter(case=case, kind__in=KINDS)
        found = {row.kind: row.due_on for row in rows}
        return tuple(found.get(kind) for kind in KINDS)

    def test_a_session_ahead_holds_until_it_is_over(self, seated: Placement):
        last = FIRST + 5 * WEEK
        assert self.due(seated, last - DAY) == (last + 14 * DAY, None)
        assert self.due(seated, last + DAY) == (FIRST + 14 * DAY, None), "nobody came to any"

    def test_from_the_last_to_which_they_came(self, seated: Placement):
        self.line(seated, 2, "ATTC")
        self.line(seated, 3, "AFTC")
        self.line(seated, 4, "UAAB")
        assert self.due(seated) == (FIRST + 2 * WEEK + 14 * DAY, None)
        assert self.due(seated, FIRST + 8 * DAY)[0] == FIRST + 5 * WEEK + 14 * DAY

    def test_what_comes_later_was_not_known(self, seated: Placement):
        """As at a day: neither who was away after it counts, nor who came."""
        for number in (1, 2, 3):
            self.line(seated, number, "UAAB")
        assert self.due(seated, FIRST + 2 * WEEK - DAY)[1] is None
        assert self.due(seated, FIRST + 2 * WEEK)[1] == FIRST + 2 * WEEK

    def test_who_has_left_the_group_has_nothing_booked(self, seated: Placement):
        self.line(seated, 1, "ATTC")
        Placement.objects.filter(pk=seated.pk).update(left_on=FIRST + DAY)
        assert self.due(seated, FIRST + 2 * DAY)[0] == FIRST + 14 * DAY

    def test_missed_sessions_of_any_reason_until_one_is_caught_up(self, seated: Placement):
        self.line(seated, 1, "UAAB")
        self.line(seated, 2, "AAME")
        assert self.due(seated)[1] is None
        third = self.line(seated, 3, "UAAB")
        assert self.due(seated)[1] == FIRST + 2 * WEEK
        contact = factories.make_contact(
            self.case(seated), type_code="C107", outcome_code="ATTC", happened_at=at(ON - DAY)
        )
        Attendance.objects.create(placement=seated, catches_up=third, contact=contact)
        assert self.due(seated) == (ON - DAY + 14 * DAY, None)

    def test_what_was_corrected_counts_as_it_holds(self, seated: Placement):
        lines = [self.line(seated, number, "UAAB") for number in (1, 2, 3)]
        assert self.due(seated)[1] == FIRST + 2 * WEEK
        factories.amend_contact(
            lines[0].contact, outcome=type(lines[0].contact.outcome).objects.get(code="ATTC")
        )
        assert self.due(seated)[1] is None

    def test_a_decision_answers(self, seated: Placement):
        for number in (1, 2, 3):
            self.line(seated, number, "UAAB")
        Decision.objects.create(
            case=self.case(seated),
            about=About.MISSED,
            decided=Decided.GO_ON,
            decided_on=FIRST + 3 * WEEK,
            note="He was ill throughout.",
        )
        assert self.due(seated)[1] is None
        assert self.due(seated, FIRST + 2 * WEEK + DAY)[1] == FIRST + 2 * WEEK

    def test_the_page_decides_and_nothing_asks_any_more(
        self, seated: Placement, client: Client, farah: User
    ):
        for number in (1, 2, 3):
            self.line(seated, number, "UAAB")
        case = self.case(seated)
        deadlines.recompute([case.pk], on=clock.today())
        client.force_login(farah, backend="django.contrib.auth.backends.ModelBackend")
        url = reverse("programmes:decide_missed", args=[case.uuid])
        assert (
            "3 sessions of Building Choices: moderate were missed"
            in client.get(url).content.decode()
        )
        sent = {"form_key": str(uuid4()), "decided": "go_on", "reason": "He was ill throughout."}
        assert "Say why" in client.post(url, sent | {"reason": ""}).content.decode()
        assert client.post(url, sent).status_code == 302
        decision = Decision.objects.get(about=About.MISSED)
        assert (decision.decided, decision.recorded_by) == (Decided.GO_ON, farah)
        assert not Deadline.objects.filter(case=case, kind="programme_missed").exists()
        again = client.post(url, sent | {"form_key": str(uuid4())}).content.decode()
        assert "No missed sessions ask for a decision now" in again

    def test_a_pause_after_the_start(self, seated: Placement, farah: User):
        Move.objects.create(
            referral=seated.referral,
            from_status=S.ON_PROGRAMME,
            to_status=S.AWAITING_ALLOCATION,
            on=FIRST + 3 * WEEK,
            at=at(ON),
            by=farah,
        )
        assert self.due(seated)[0] == FIRST + 3 * WEEK + 12 * WEEK

    def test_the_referral_is_moved_on_from_the_line(self, seated: Placement, farah: User):
        case = self.case(seated)
        deadlines.recompute([case.pk], on=ON)
        rows = due_rows(Case.objects.visible_to(farah), on=ON, user=farah)
        (row,) = [row for row in rows if row.kind == "programme_stalled"]
        assert row.acts == (
            ("Move the referral on", reverse("programmes:move", args=[seated.referral.uuid])),
            ("Programmes", reverse("programmes:programmes", args=[case.uuid])),
        )

    def test_only_the_fact_cures_the_flag(self, seated: Placement, farah: User):
        case = self.case(seated)
        deadlines.recompute([case.pk], on=ON)
        Deadline.objects.filter(case=case).update(is_backlog=False)
        deadlines.run_sweep(JOB, on=ON, at=at(ON))
        flag = Flag.objects.get(case=case, kind="programme_stalled")
        assert (flag.severity, flag.cured_at) == (Severity.STANDARD, None)
        factories.make_contact(case, type_code="COAP", outcome_code="ATTC", happened_at=at(ON, 8))
        deadlines.recompute([case.pk], on=ON)
        Deadline.objects.filter(case=case).update(is_backlog=False)
        deadlines.run_sweep(JOB, on=ON, at=at(ON))
        flag.refresh_from_db()
        assert flag.cured_at is None, "another appointment is no session"
        self.line(seated, 6, "ATTC")
        deadlines.recompute([case.pk], on=ON)
        deadlines.run_sweep(JOB, on=ON, at=at(ON))
        flag.refresh_from_db()
        assert flag.cured_at is not None
