"""PRG-48: work that is still open when a start is near, as a rule, as stored, as at any day."""

import re
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from core import clock
from core.calendar import LONDON
from core.models import Standard
from offenders import deadlines
from offenders.choices import RiskLevel, SentenceKind, Severity
from offenders.deadlines import answers
from offenders.deadlines.facts import Shared
from offenders.models import Case, Deadline, Flag
from offenders.rules import Input
from offenders.rules.clock import Assessment, Dated
from offenders.selectors.due import due_rows
from people.models import Team, User
from programmes.choices.referral import PreparationKind as P, ReferralStatus as S
from programmes.deadlines import JOB, PRE_PROGRAMME_WORK
from programmes.models import Group, Placement, Preparation, Referral
from programmes.rules.before import pre_programme_work_due, start_of
from programmes.rules.fitting import Length
from programmes.rules.start import (
    WAITS,
    Before,
    Numbers,
    Referred,
    Sentence,
    StartFacts,
    ToPrepare,
)
from programmes.services import placing, preparing
from tests import factories
from tests.factories import groups as make
from tests.rules import said_at_length

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
ON = date(2026, 11, 20)
STARTS = date(2026, 12, 10)
BEGAN = date(2026, 6, 1)
ITEM = ToPrepare("Offence account", "preparation:1")
FACTS = StartFacts(
    clock=Dated(BEGAN, "sentence:1", "Licence since"),
    sentence=Sentence("licence", BEGAN, date(2027, 12, 1), True, "sentence:1"),
    numbers=Numbers(20, 30, 12, 26, 3, 6),
    shortest=None,
    referral=Referred(S.SCHEDULED, BEGAN, Length("Kaizen", 25), "referral:1"),
    to_prepare=(ITEM,),
    first_session=STARTS,
    before=Before(4, Input("Standard", "4 weeks")),
)


class TestRule:
    def test_four_weeks_before_the_start(self):
        (due,) = pre_programme_work_due(FACTS, ON)
        assert (due.on, due.subject, due.severity) == (
            STARTS - 4 * WEEK,
            "1",
            Severity.STANDARD,
        )
        assert due.because == (
            "To be done 4 weeks before Kaizen starts, on 10 December 2026: offence account."
        )
        assert (due.value, due.first_told_on) == ("Offence account", due.on - WEEK)

    def test_its_own_day_brings_it_forward_and_makes_no_flag(self):
        by_on = STARTS - 9 * WEEK
        early = replace(FACTS, to_prepare=[ITEM._replace(by_on=by_on)])
        (due,) = pre_programme_work_due(early, ON)
        assert (due.on, due.first_told_on) == (STARTS - 4 * WEEK, by_on)
        assert due.because.endswith(" Its own day is 8 October 2026.")
        late = replace(FACTS, to_prepare=[ITEM._replace(by_on=STARTS - DAY)])
        (due,) = pre_programme_work_due(late, ON)
        assert (due.on, due.first_told_on) == (STARTS - 4 * WEEK, STARTS - 5 * WEEK)

    def test_one_for_each_piece_of_work(self):
        rows = [ToPrepare("Disclosure", f"preparation:{number}") for number in range(5)]
        found = pre_programme_work_due(replace(FACTS, to_prepare=rows), ON)
        assert [due.subject for due in found] == ["0", "1", "2", "3", "4"]
        assert len({due.cause for due in found}) == 1, "one line of a page"

    @pytest.mark.parametrize(
        "changed",
        [
            {"first_session": None},
            {"to_prepare": ()},
            {"before": None},
            {"referral": None},
            {"referral": replace(FACTS.referral, started_on=ON)},
        ],
    )
    def test_nothing_without_a_start_ahead_or_work(self, changed):
        assert pre_programme_work_due(replace(FACTS, **changed), ON) == []

    @pytest.mark.parametrize("status", sorted(set(S) - {S.WITHDRAWN}))
    def test_until_it_has_begun(self, status: S):
        facts = replace(FACTS, referral=replace(FACTS.referral, status=status))
        asked = bool(pre_programme_work_due(facts, ON))
        assert asked == (status in WAITS or status == S.REFERRAL_STARTED)

    def test_the_earlier_of_the_seat_and_the_start_on_record(self):
        planned = replace(FACTS, referral=replace(FACTS.referral, started_on=STARTS - WEEK))
        assert start_of(planned) == STARTS - WEEK
        assert start_of(replace(planned, first_session=STARTS - 2 * WEEK)) == STARTS - 2 * WEEK
        assert start_of(replace(planned, first_session=None)) == STARTS - WEEK

    @pytest.mark.parametrize(
        ("level", "severity"),
        [
            (RiskLevel.MEDIUM, Severity.STANDARD),
            (RiskLevel.HIGH, Severity.HIGH),
            (RiskLevel.VERY_HIGH, Severity.HIGH),
        ],
    )
    def test_graver_for_whom_the_risk_is(self, level: RiskLevel, severity: Severity):
        facts = replace(FACTS, rosh=Assessment(level, ON, "risk:1"))
        assert pre_programme_work_due(facts, ON)[0].severity == severity

    def test_what_it_says_fits(self):
        long = replace(FACTS, to_prepare=[ITEM._replace(by_on=ON)])
        assert said_at_length(PRE_PROGRAMME_WORK, long, ON)


@pytest.mark.django_db
class TestStored:
    @pytest.fixture
    def seated(self, farah: User) -> Placement:
        """Somebody of Farah's with a seat in a group that first meets on 10 December, and two pieces of work."""
        case = factories.make_case(probation=farah.officer, since=BEGAN)
        Case.objects.filter(pk=case.pk).update(created_on=BEGAN)
        Team.objects.update(created_on=BEGAN)
        factories.make_sentence(
            case, SentenceKind.COMMUNITY, starts_on=BEGAN, ends_on=date(2027, 12, 1)
        )
        referral = factories.make_referral(case, S.SCHEDULED, referred_on=BEGAN + WEEK)
        for kind in (P.MOTIVATION, P.DISCLOSURE):
            factories.make_preparation(referral, kind, recorded_on=BEGAN + WEEK)
        return make.seat(referral, make.make_group(first_on=STARTS), placed_on=date(2026, 10, 1))

    def due(self, seated: Placement, on: date = ON) -> list[date | None]:
        case = seated.referral.case
        deadlines.recompute([case.pk], on=on)
        rows = Deadline.objects.filter(case=case, kind="pre_programme_work")
        assert not rows.filter(is_backlog=True).exists()
        return sorted(rows.values_list("due_on", flat=True))

    def flags(self, seated: Placement, on: date = ON) -> int:
        deadlines.run_sweep(JOB, on=on, at=datetime.combine(on, time(12), tzinfo=LONDON))
        rows = Flag.objects.filter(case=seated.referral.case, kind="pre_programme_work")
        return rows.filter(cured_at=None).count()

    def test_each_piece_of_work_until_it_is_done(self, seated: Placement):
        day = STARTS - 4 * WEEK
        assert self.due(seated) == [day, day]
        work = seated.referral.preparations.get(kind=P.MOTIVATION)
        Preparation.objects.filter(pk=work.pk).update(done_on=ON, recorded_on=ON)
        assert self.due(seated) == [day]
        assert self.due(seated, ON - DAY) == [day, day], "as at the day before it was done"

    def test_the_teams_own_from_the_day_it_was_written(self, seated: Placement):
        factories.make_preparation(seated.referral, P.OWN, title="Work permit", recorded_on=ON)
        assert [len(self.due(seated, on)) for on in (ON - DAY, ON)] == [2, 3]

    def test_the_seat_as_at_the_day(self, seated: Placement):
        assert self.due(seated, date(2026, 9, 30)) == [], "before the seat was given"
        Placement.objects.filter(pk=seated.pk).update(left_on=ON)
        assert self.due(seated) == []
        assert len(self.due(seated, ON - DAY)) == 2
        Placement.objects.filter(pk=seated.pk).update(left_on=None)
        Group.objects.filter(pk=seated.group_id).update(first_session_on=STARTS + WEEK)
        assert self.due(seated) == [STARTS - 3 * WEEK] * 2

    def test_a_group_that_is_cancelled_starts_nothing(self, seated: Placement):
        Placement.objects.filter(pk=seated.pk).update(left_on=ON)
        Group.objects.filter(pk=seated.group_id).update(
            cancelled_on=ON, cancelled_because="No room"
        )
        assert self.due(seated) == []

    def test_a_start_that_an_extract_announces(self, seated: Placement):
        Placement.objects.filter(pk=seated.pk).update(left_on=ON)
        Referral.objects.filter(pk=seated.referral_id).update(started_on=ON + 5 * WEEK)
        assert self.due(seated) == [ON + WEEK] * 2
        assert self.due(seated, ON + 5 * WEEK) == [], "it has begun"

    def test_the_standard_says_how_long(self, seated: Placement):
        Standard.objects.filter(key="prog.items_open").update(value=2)
        assert self.due(seated) == [STARTS - 2 * WEEK] * 2

    def test_from_the_day_after_and_only_the_fact_cures(self, seated: Placement, farah: User):
        day = STARTS - 4 * WEEK
        self.due(seated, day)
        assert self.flags(seated, day) == 0, "four weeks before is in time"
        self.due(seated, day + DAY)
        assert self.flags(seated, day + DAY) == 2
        case = seated.referral.case
        factories.make_contact(
            case,
            type_code="APRE",
            outcome_code="ATTC",
            happened_at=datetime(2026, 11, 18, 10, tzinfo=LONDON),
        )
        seated.referral.preparations.update(by_on=STARTS)
        Referral.objects.filter(pk=seated.referral_id).update(pre_programme_done=True)
        self.due(seated)
        assert self.flags(seated) == 2, (
            "another day, an appointment and a tick are no work that was done"
        )
        seated.referral.preparations.filter(kind=P.MOTIVATION).update(done_on=ON)
        self.due(seated)
        assert self.flags(seated) == 1
        Referral.objects.filter(pk=seated.referral_id).update(status=S.ON_PROGRAMME)
        self.due(seated)
        assert self.flags(seated) == 0

    def test_the_acts_answer_there_and_then(self, seated: Placement, farah: User):
        """What is stored follows from the acts themselves: done, and the seat given up."""
        case, now = seated.referral.case, clock.now()
        kept = {"case": case, "kind": "pre_programme_work"}
        first, second = seated.referral.preparations.order_by("pk")
        deadlines.recompute([case.pk], on=clock.today())
        assert Deadline.objects.filter(**kept).count() == 2
        preparing.change_item(
            first, owner=None, by_on=None, done_on=clock.today(), version=1, by=farah, at=now
        )
        assert Deadline.objects.get(**kept).subject == str(second.uuid)
        seated.refresh_from_db()
        placing.take_out(
            placement=seated,
            to=S.AWAITING_ALLOCATION,
            on=clock.today(),
            details="Shifts",
            version=Referral.objects.get(pk=seated.referral_id).version,
            by=farah,
            at=now,
        )
        assert not Deadline.objects.filter(**kept).exists()

    def test_the_print_as_at_a_date(self, seated: Placement):
        shared = Shared([seated.referral.case.pk], ON)
        rows = list(answers(PRE_PROGRAMME_WORK, shared))
        assert {row["due_on"] for row in rows} == {STARTS - 4 * WEEK}
        assert len(rows) == 2

    def test_the_line_leads_to_what_is_to_be_done(self, seated: Placement, farah: User):
        case = seated.referral.case
        deadlines.recompute([case.pk], on=ON)
        (row, _) = [
            row
            for row in due_rows(Case.objects.visible_to(farah), on=ON, user=farah)
            if row.kind == "pre_programme_work"
        ]
        page = reverse("programmes:programmes", args=[case.uuid])
        assert row.acts == (("What is to be done before", page),)


@pytest.mark.django_db
class TestOnPages:
    """Several pieces of work before one start are one sentence, and a flag each."""

    @pytest.fixture
    def case(self, farah: User) -> Case:
        on = clock.today()
        case = factories.make_case(probation=farah.officer)
        for number, what in enumerate(("Motivation", "Offence account", "Disclosure")):
            said: dict[str, Any] = {
                "kind": "pre_programme_work",
                "subject": str(number),
                "severity": "standard",
                "because": f"To be done 4 weeks before Kaizen starts, on 4 January 2027: {what.lower()}.",
                "value": what,
                "cause": "before:referral:1",
            }
            factories.make_deadline(case, on - DAY, **said)
            if what != "Disclosure":
                factories.make_flag(case, on - DAY, **said)
        return case

    def line(self, client: Client, url: str) -> str:
        page = client.get(url).content.decode()
        (line,) = [row for row in page.split("<li") if "before Kaizen starts" in row]
        return line.partition("</li>")[0]

    def test_one_sentence_with_a_link_for_each_flag(
        self, case: Case, farah: User, client: Client
    ) -> None:
        client.force_login(farah)
        for url in (reverse("caseloads:my_day"), case.get_absolute_url()):
            line = self.line(client, url)
            assert line.count("To be done 4 weeks before Kaizen") == 1
            assert line.count("was due by") == 1
            assert "Why?" not in line
            words = re.sub(r"<span[^>]*>[^<]*</span>|<[^>]+>", "", line)
            assert "on 4 January 2027: motivation, offence account, disclosure." in words
            for flag in Flag.objects.filter(case=case):
                assert line.count(f'href="{flag.get_absolute_url()}"') == 1

    def test_one_piece_keeps_its_sentence(self, case: Case, farah: User, client: Client) -> None:
        Deadline.objects.filter(case=case).exclude(value="Motivation").delete()
        client.force_login(farah)
        line = self.line(client, reverse("caseloads:my_day"))
        assert "4 January 2027: motivation.</p>" in line
        assert line.count("Why?") == 1

    def test_of_two_starts_each_says_its_own(self, case: Case, farah: User, client: Client) -> None:
        row = Deadline.objects.get(case=case, value="Disclosure")
        Deadline.objects.filter(pk=row.pk).update(
            because="To be done 4 weeks before Horizon starts, on 5 January 2027: disclosure."
        )
        client.force_login(farah)
        line = self.line(client, reverse("caseloads:my_day"))
        assert "before Horizon starts, on 5 January 2027: disclosure.</p>" in line
        assert line.count("was due by") == 2
