"""What the page of allocation says of candidates, from the record."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from caseloads.selectors.allocation import AllocationPage, Candidate, allocation_page
from caseloads.selectors.measures import measures
from core import clock
from offenders.choices import AllocationRole, RiskLevel, SentenceKind, TierScheme
from offenders.models import Case
from offenders.selectors.allocation import leads_of
from offenders.services.allocation import Decision, allocate
from people.choices import AbsenceKind, Agency, ReductionReason, Role
from people.models import Officer, Team, User
from tests import factories
from tests.caseloads.test_views_allocation import row_of, text, url
from tests.queries import asked_by
from visits.choices import VisitOutcome

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def page_of(user: User, *cases: Case) -> AllocationPage:
    assert user.officer
    return allocation_page(cases, user.officer, user=user, at=clock.now())


def of(page: AllocationPage, officer: Officer) -> Candidate:
    (found,) = [row for row in page.candidates if row.officer == officer]
    return found


@pytest.fixture
def zoltan(probation_team: Team) -> Officer:
    return factories.make_officer("Zoltán Novák", team=probation_team)


def living(case: Case, **days: Any) -> None:
    address = factories.make_address(case, **days)
    address.postcode = "NR1 3AB"
    address.save()


def tiered(case: Case, tier: str = "B2") -> Case:
    """Serving a community sentence, in a tier that has published points."""
    factories.make_sentence(case, kind=SentenceKind.COMMUNITY)
    factories.make_tier(case, tier, scheme=TierScheme.V2)
    return case


class TestFigures:
    def test_what_it_says_is_what_is_measured_once_it_is_given(
        self, farah: User, nadia: User, zoltan: Officer
    ) -> None:
        for _ in range(3):
            tiered(factories.make_case(probation=zoltan))
        cases = [
            tiered(factories.make_case(probation=farah.officer), tier) for tier in ("A1", "C3")
        ]
        on = clock.today()
        found = of(page_of(nadia, *cases), zoltan).change
        assert found.before == measures(on=on, officer_ids=[zoltan.pk])[zoltan.pk]
        for case in cases:
            version = leads_of(case, Agency.PROBATION, on=on).version
            decision = Decision(zoltan, on, "Nearer")
            allocate(case=case, decision=decision, version=version, by=nadia, at=clock.now())
        after = measures(on=on, officer_ids=[zoltan.pk])[zoltan.pk]
        assert found.after == after
        assert after.points
        assert found.before.points
        assert after.points > found.before.points
        assert found.capacity == f"{found.before.capacity}% to {after.capacity}%"

    def test_a_case_held_by_the_police_weighs_for_probation_by_its_own_risk(
        self, case: Case, nadia: User, zoltan: Officer
    ) -> None:
        found = of(page_of(nadia, case), zoltan).change
        assert found.after.counts["very_high"] == 1  # RoSH; the police have high

    def test_whoever_gives_away_is_said_too(
        self, amira: User, dee: User, case: Case, as_dee: Client
    ) -> None:
        for _ in range(49):
            factories.make_case(police=amira.officer)
        shown = text(as_dee.get(url(case)))
        assert "Whoever holds them now" in shown
        assert ">50 to 49<" in shown

    def test_untiered_work_is_said(self, farah: User, nadia: User, signed_in: Any) -> None:
        case = factories.make_case(probation=farah.officer)
        factories.make_sentence(case)
        shown = " ".join(text(signed_in(nadia).get(url(case))).split())
        assert "The case weighs 0 points. 1 case untiered: that work is not counted." in shown


class TestAhead:
    def test_hours_days_and_cover_without_why(
        self, case: Case, ben: User, amira: User, as_dee: Client
    ) -> None:
        today, officer = clock.today(), ben.officer
        factories.make_reduction(officer, "3.7", ends_on=today + 20 * DAY)
        factories.make_reduction(
            officer, "7.4", reason=ReductionReason.SICKNESS, starts_on=today + 9 * DAY
        )
        factories.make_absence(officer, today + 3 * DAY, today + 5 * DAY, kind=AbsenceKind.SICKNESS)
        factories.make_absence(officer, today + 200 * DAY, today + 205 * DAY)
        factories.make_cover(officer, amira.officer)
        said = row_of(text(as_dee.get(url(case))), "Ben Mason")
        assert "3.7 hours a week less until" in said
        assert "7.4 hours a week less from" in said
        assert said.count("Away ") == 1
        assert "Stands in for Amira Khan until" in said
        for why in ("ick", "union", "eave"):
            assert why not in said

    def test_what_is_over_or_was_taken_back_is_not_ahead(
        self, case: Case, ben: User, dee: User
    ) -> None:
        today = clock.today()
        factories.make_reduction(ben.officer, starts_on=today - 9 * DAY, ends_on=today)
        factories.make_reduction(ben.officer, "1", starts_on=today + DAY, ends_on=today + DAY)
        factories.make_absence(ben.officer, today - 9 * DAY, today)
        assert of(page_of(dee, case), ben.officer).ahead.words == ()

    def test_who_is_away_today_stands_behind_who_is_here(
        self, case: Case, ben: User, team: Team, dee: User
    ) -> None:
        here = factories.make_officer("Yan Younger", team=team)
        for _ in range(3):
            factories.make_case(police=here)
        order = [row.officer for row in page_of(dee, case).candidates]
        assert order.index(ben.officer) < order.index(here)
        factories.make_absence(ben.officer, clock.today(), clock.today() + DAY)
        order = [row.officer for row in page_of(dee, case).candidates]
        assert order.index(here) < order.index(ben.officer)


class TestWhoKnewThem:
    def test_earlier_officers_co_workers_and_visitors(
        self, case: Case, ben: User, jack: User, chidi: User, dee: User
    ) -> None:
        today = clock.today()
        held = case.allocations.get(agency="police")
        held.starts_on = today - 100 * DAY
        held.save()
        factories.allocate(
            case, ben.officer, starts_on=today - 300 * DAY, ends_on=today - 100 * DAY
        )
        factories.allocate(
            case, jack.officer, role=AllocationRole.CO_WORKER, starts_on=today - 50 * DAY
        )
        factories.make_visit(case, officer=chidi.officer, at=clock.now() - 20 * DAY)
        factories.make_visit(
            case, officer=ben.officer, second=chidi.officer, at=clock.now() - 10 * DAY
        )
        factories.make_visit(case, VisitOutcome.NOT_IN, officer=chidi.officer)
        factories.make_visit(case, "", officer=chidi.officer, at=clock.now() + 3 * DAY)
        page = page_of(dee, case)
        words = {
            row.officer.forenames: [known.words for known in row.known] for row in page.candidates
        }
        assert words["Ben"][0].startswith("Held the case ")
        assert "; 1 visit, on " in words["Ben"][0]
        assert words["Jack"][0].startswith("Co-worked since ")
        assert words["Chidi"][0].startswith("2 visits, the last on ")

    def test_who_never_met_them(self, case: Case, ben: User, as_dee: Client) -> None:
        assert 'data-label="Knew the person">No<' in row_of(
            text(as_dee.get(url(case))), "Ben Mason"
        )


class TestDistance:
    def test_from_the_office_of_each_team(
        self, case: Case, team: Team, other_team: Team, ben: User, chidi: User, as_dee: Client
    ) -> None:
        living(case)
        page = text(as_dee.get(url(case)))
        assert "The office has no postcode" in row_of(page, "Ben Mason")
        Team.objects.filter(pk=team.pk).update(postcode="NR1 1AA")
        Team.objects.filter(pk=other_team.pk).update(postcode="IP1 1AA")
        page = text(as_dee.get(url(case)))
        assert "Same district (NR1)" in row_of(page, "Ben Mason")
        assert "About 63 km (IP1 to NR1)" in row_of(page, "Chidi Eze")

    def test_a_home_that_is_over_is_none(self, case: Case, ben: User, dee: User) -> None:
        today = clock.today()
        living(case, starts_on=today - 90 * DAY, ends_on=today)
        assert of(page_of(dee, case), ben.officer).distance.words.startswith("No postcode")


class TestConflicts:
    def test_who_is_excluded_from_one_of_several_is_not_named_for_any(
        self, case: Case, ben: User, eve: User, amira: User, dee: User
    ) -> None:
        other = factories.make_case(police=amira.officer)
        assert eve.officer in [row.officer for row in page_of(dee, other).candidates]
        named = [row.officer for row in page_of(dee, other, case).candidates]
        assert ben.officer in named
        assert eve.officer not in named

    def test_the_page_says_nothing_of_them(
        self, case: Case, ben: User, eve: User, as_dee: Client
    ) -> None:
        """Not their name, and nothing that differs from a page of an officer who is of no team of hers."""

        def said() -> str:
            body = text(as_dee.get(url(case))).split("<main")[1].split("</main>", maxsplit=1)[0]
            return re.sub('value="[^"]*"', "", body)

        with_eve = said()
        assert "Eve Osei" not in with_eve
        assert "exclu" not in with_eve.lower()
        Officer.objects.filter(user=eve).update(team=factories.make_team())
        assert said() == with_eve

    def test_who_leads_one_of_several_takes_none_of_them(
        self, case: Case, ben: User, amira: User, dee: User
    ) -> None:
        other = factories.make_case(police=ben.officer)
        named = [row.officer for row in page_of(dee, other, case).candidates]
        assert ben.officer not in named
        assert amira.officer not in named


def test_as_many_queries_for_many_officers_as_for_few(
    case: Case, team: Team, ben: User, as_dee: Client
) -> None:
    """With something of everything of each of them."""
    today = clock.today()

    def more(number: int) -> None:
        for _ in range(number):
            officer = factories.make_officer(team=team, roles=[Role.OFFICER])
            factories.make_training(officer)
            factories.make_reduction(officer)
            factories.make_absence(officer, today + DAY, today + 2 * DAY, by=officer.user)
            factories.make_cover(officer, ben.officer)
            factories.make_case(police=officer, registered=True, police_risk=RiskLevel.HIGH)
            factories.make_visit(case, officer=officer)

    more(2)
    few = asked_by(as_dee, url(case))
    more(10)
    assert len(page_of(User.objects.get(name="Dee Walsh"), case).candidates) >= 12
    assert asked_by(as_dee, url(case)) == few
