"""F-30, POL-24: the month's records of each manager: drawn, scored, told to the officer."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from caseloads.choices import Mark
from caseloads.models import Asked, SampleDraw, SampleItem, SampleScore
from caseloads.rules.sampling import Candidate, draw, weight
from caseloads.selectors.sampling import QUESTIONS, drawable, items_open, opened_by_seniors
from caseloads.services.sampling import draw_samples, score_record
from core import clock
from core.calendar import add_months
from core.errors import RefusedError, StaleError
from core.models import Standard
from offenders import deadlines
from offenders.models import Case, Contact, Deadline, KindStart
from people.models import Team, User
from tests import factories
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
ALL_MET = dict.fromkeys(QUESTIONS, (Mark.MET, "It names the days"))


@pytest.fixture
def on() -> date:
    return clock.today()


@pytest.fixture
def month(on: date) -> date:
    return on.replace(day=1)


@pytest.fixture(autouse=True)
def _here_for_long(team: Team, month: date) -> None:
    Team.objects.update(created_on=add_months(month, -6))


def visit(case: Case, by: User, **fields: Any) -> Contact:
    """A visit of the month before."""
    month = clock.today().replace(day=1)
    at = fields.pop(
        "at", datetime.combine(month, datetime.min.time()).astimezone() - timedelta(days=9)
    )
    return factories.make_visit(case, officer=by.officer, at=at, **fields).contact


def drawn(on: date) -> int:
    return draw_samples(on=on, at=clock.now())


def score(item: SampleItem, by: User, **changes: Any) -> SampleItem:
    given: dict[str, Any] = {"version": 1, "marks": ALL_MET, "asks": "", "answer_by": None}
    return score_record(item=item, by=by, at=clock.now(), **given | changes)


class TestDraw:
    def test_as_many_as_the_setting_says_and_once(
        self, case: Case, amira: User, dee: User, on: date, month: date
    ) -> None:
        for number in range(6):
            visit(case, amira, type_code="CHVS", at=_instant(month, number + 3))
        assert drawn(on) == 4
        assert drawn(on) == 0
        made = SampleDraw.objects.get()
        assert (made.officer, made.month, made.pool, made.wanted) == (dee.officer, month, 6, 4)

    def test_whoever_has_the_seed_draws_the_same(
        self, case: Case, amira: User, dee: User, on: date, month: date
    ) -> None:
        for number in range(6):
            visit(case, amira, at=_instant(month, number + 3))
        drawn(on)
        made = SampleDraw.objects.get()
        pool = [
            Candidate(key, weight("high", is_unseen=True))
            for key in Contact.objects.values_list("uuid", flat=True)
        ]
        again = [row.key for row in draw(made.seed, pool, 4)]
        assert again == [item.contact.uuid for item in made.items.order_by("place")]

    def test_from_records_of_weight_of_the_month_before_by_officers_of_ones_teams(
        self, case: Case, amira: User, chidi: User, farah: User, dee: User, month: date
    ) -> None:
        wanted = [
            visit(case, amira),
            factories.make_contact(
                case, type_code="ARMS2", officer=amira.officer, happened_at=_instant(month, 4)
            ),
        ]
        visit(case, amira, at=_instant(month, -1))  # of this month
        visit(case, amira, at=_instant(month, 40))  # of two months ago
        visit(case, amira, outcome="")  # planned
        visit(case, chidi)  # of another team
        visit(case, dee)  # their own
        factories.make_contact(case, officer=amira.officer, happened_at=_instant(month, 5))
        found = drawable(dee.officer, dee, month=month, unseen_months=6)
        assert {row.contact for row in found} == set(wanted)

    def test_never_of_a_case_that_the_manager_may_not_see(
        self, case: Case, amira: User, dee: User, month: date
    ) -> None:
        visit(case, amira)
        factories.make_exclusion(case, dee)
        assert drawable(dee.officer, dee, month=month, unseen_months=6) == []

    def test_a_case_that_somebody_senior_opened_weighs_half(
        self, case: Case, amira: User, dee: User, as_dee: Client, as_amira: Client, month: date
    ) -> None:
        visit(case, amira)
        as_amira.get(case.get_absolute_url())
        # A list is no look at a case.
        as_dee.get(f"/teams/{amira.officer.team.uuid}/cases/")
        listed = Event.objects.filter(view="caseloads:team_cases")
        assert listed.get().case_ids == [case.pk]
        (row,) = drawable(dee.officer, dee, month=month, unseen_months=6)
        assert (row.is_unseen, row.candidate.weight) == (True, 4)
        as_dee.get(case.get_absolute_url())
        (row,) = drawable(dee.officer, dee, month=month, unseen_months=6)
        assert (row.is_unseen, row.candidate.weight) == (False, 2)
        at = Event.objects.filter(view="caseloads:case").latest("at").at
        assert opened_by_seniors([case.pk], since=at) == {case.pk}
        assert opened_by_seniors([case.pk], since=at + timedelta(seconds=1)) == set()

    def test_not_before_the_team_has_begun_by_the_first_of_the_month(
        self, case: Case, amira: User, dee: User, team: Team, on: date, month: date
    ) -> None:
        visit(case, amira)
        KindStart.objects.create(
            kind="quality_sample", team=team, starts_on=month + timedelta(days=1)
        )
        assert drawn(on) == 0
        assert not SampleDraw.objects.exists()
        KindStart.objects.update(starts_on=month)
        assert drawn(on) == 1

    def test_a_setting_of_0_draws_nothing(
        self, case: Case, amira: User, dee: User, on: date
    ) -> None:
        visit(case, amira)
        Standard.objects.filter(key="manager.sample_per_month").update(value=0)
        assert drawn(on) == 0

    def test_the_job_draws_once_a_month(self, case: Case, amira: User, dee: User, on: date) -> None:
        from caseloads.tasks import draw_quality_samples

        visit(case, amira)
        draw_quality_samples()
        draw_quality_samples()
        assert SampleItem.objects.count() == 1


def _instant(month: date, days: int) -> datetime:
    """So many days before a month begins."""
    return datetime.combine(month, datetime.min.time()).astimezone() + timedelta(
        hours=9, days=-days
    )


class TestDeadline:
    @pytest.fixture
    def item(self, case: Case, amira: User, dee: User) -> SampleItem:
        item: SampleItem = factories.make_sample(dee, visit(case, amira)).items.get()
        return item

    def of(self, user: User, on: date) -> list[str]:
        deadlines.recompute((), officer_ids=[user.officer.pk], on=on)
        rows = Deadline.objects.filter(officer=user.officer, kind="quality_sample")
        return [str(row.due_on) for row in rows]

    def test_until_it_is_scored(self, item: SampleItem, dee: User, on: date, month: date) -> None:
        assert self.of(dee, on) == [str(add_months(month, 1) - timedelta(days=1))]
        score(item, dee)
        assert not Deadline.objects.filter(kind="quality_sample").exists()

    def test_not_of_a_case_that_left_the_team_or_a_record_that_was_voided(
        self, item: SampleItem, case: Case, dee: User, chidi: User, on: date
    ) -> None:
        held = case.allocations.get(agency="police")
        before, held.officer = held.officer, chidi.officer
        held.save()
        assert self.of(dee, on) == []
        held.officer = before
        held.save()
        assert len(self.of(dee, on)) == 1
        factories.amend_contact(item.contact, version_kind="voided", reason="On record twice")
        assert not items_open(on=on).exists()


class TestScoring:
    @pytest.fixture
    def item(self, case: Case, amira: User, dee: User) -> SampleItem:
        item: SampleItem = factories.make_sample(dee, visit(case, amira)).items.get()
        return item

    def test_it_is_on_the_timeline_with_its_evidence(self, item: SampleItem, dee: User) -> None:
        done = score(item, dee)
        assert done.told_in
        assert "It names the days" in done.told_in.notes
        assert SampleScore.objects.filter(item=item).count() == len(QUESTIONS)
        with pytest.raises(StaleError):
            score(item, dee)

    def test_what_is_not_met_asks_the_officer_for_something(
        self, item: SampleItem, dee: User, on: date
    ) -> None:
        marks = ALL_MET | {"risk": (Mark.NOT_MET, "Nothing on the risk")}
        with pytest.raises(RefusedError) as refused:
            score(item, dee, marks=marks)
        assert refused.value.about == "asks"
        assert not SampleScore.objects.exists()
        score(item, dee, marks=marks, asks="Say it", answer_by=on + timedelta(days=3))
        assert Asked.objects.get().item == item
        assert Deadline.objects.filter(kind="manager_answer").exists()

    def test_only_whoever_it_was_drawn_for(self, item: SampleItem, ivy: User) -> None:
        with pytest.raises(RefusedError, match="drawn for Dee Walsh"):
            score(item, ivy)


class TestPages:
    def test_from_the_list_to_what_the_officer_reads(
        self, case: Case, amira: User, dee: User, as_dee: Client, as_amira: Client, as_ivy: Client
    ) -> None:
        item = factories.make_sample(dee, visit(case, amira)).items.get()
        url = reverse("caseloads:score", args=[item.uuid])
        listed = as_dee.get(reverse("caseloads:samples", args=[dee.officer.uuid]))
        assert url in listed.content.decode()
        shown = as_dee.get(url)
        body = shown.content.decode()
        assert '" checked' not in body
        form = shown.context["form"]
        sent = {"form_key": form["form_key"].value(), "version": 1}
        again = as_dee.post(url, sent)
        assert len(again.context["form"].errors) == 2 * len(QUESTIONS)
        for code in QUESTIONS:
            sent |= {f"mark_{code}": "partly", f"evidence_{code}": f"Seen: {code}"}
        answered = as_dee.post(url, sent)
        assert answered.status_code == 302
        told = as_amira.get(answered.url).content.decode()
        assert "Seen: risk" in told
        assert answered.url in as_amira.get(f"/cases/{case.uuid}/contacts/").content.decode()
        assert "50%" in as_dee.get(listed.wsgi_request.path).content.decode()
        headed = as_ivy.get("/oversight/").content.decode()
        assert "1 of 1" in headed
        assert "50%" in headed

    def test_a_head_sees_the_records_that_they_may_see_and_numbers_of_all(
        self, case: Case, amira: User, dee: User, ivy: User, as_ivy: Client
    ) -> None:
        factories.make_sample(dee, visit(case, amira))
        factories.make_exclusion(case, ivy)
        body = as_ivy.get(reverse("caseloads:samples", args=[dee.officer.uuid])).content.decode()
        assert case.surname.replace("'", "&#x27;") not in body
        assert "0 of 1 scored" in body

    def test_the_number_of_queries_does_not_grow(
        self, case: Case, amira: User, dee: User, as_dee: Client, month: date
    ) -> None:
        url = reverse("caseloads:samples", args=[dee.officer.uuid])
        factories.make_sample(dee, visit(case, amira))
        few, first = asked_by(as_dee, url), asked_by(as_dee, "/oversight/")
        for back in range(1, 4):
            others = [visit(factories.make_case(police=amira.officer), amira) for _ in range(3)]
            factories.make_sample(dee, *others, month=add_months(month, -back))
        assert asked_by(as_dee, url) == few
        assert asked_by(as_dee, "/oversight/") == first
