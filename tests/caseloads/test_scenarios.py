"""Scenarios: what can be put in, what stands in the way today, and applying one as one act."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from caseloads.choices import ChangeKind
from caseloads.models import Change, Newcomer, Scenario
from caseloads.rules.whatif import Projection
from caseloads.selectors.measures import measures
from caseloads.selectors.whatif.checks import Check, checked
from caseloads.selectors.whatif.scope import Place, Scope, places_of, scenarios_for
from caseloads.selectors.whatif.world import Outcome, figures_of, outcomes_of
from caseloads.services import whatif as services
from caseloads.services.applying import Applying, apply_scenario
from caseloads.services.whatif import To
from core import clock
from core.errors import RefusedError, StaleError
from offenders.choices import AllocationRole, CaseStatus, RiskLevel, SentenceKind, TierScheme
from offenders.models import Allocation, Case, Tier
from people.choices import AbsenceKind, Agency, ReductionReason, Role
from people.models import Absence, Officer, Reduction, Team, User
from tests import factories
from tests.together import while_open

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def omar(probation_team: Team) -> Officer:
    """Beside Farah in the team that Nadia supervises."""
    return factories.make_officer("Omar Hadley", team=probation_team, roles=[Role.OFFICER])


@pytest.fixture
def cases(farah: User) -> list[Case]:
    """Four that Farah leads: B2 in the community, 115 points each."""
    found = [factories.make_case(probation=farah.officer) for _ in range(4)]
    for case in found:
        factories.make_sentence(case, SentenceKind.COMMUNITY)
        factories.make_tier(case)
    return found


@pytest.fixture
def scenario(nadia: User, omar: Officer, cases: list[Case]) -> Scenario:
    place = Place("", "", team=nadia.officer.team)
    return services.make_scenario(name="Spread", place=place, by=nadia, at=clock.now())


def move(scenario: Scenario, cases: list[Case], to: To) -> None:
    scenario.refresh_from_db()
    services.move_cases(
        scenario=scenario,
        cases=cases,
        to=to,
        agency=Agency.PROBATION,
        version=scenario.version,
        at=clock.now(),
    )
    scenario.refresh_from_db()


def looked_at(scenario: Scenario, by: User) -> tuple[Outcome, Check]:
    scope = Scope(Scenario.objects.get(pk=scenario.pk), by, clock.now())
    (outcome,) = outcomes_of([scope])
    return outcome, checked(scope, outcome.base, outcome.world.names)


def apply(scenario: Scenario, by: User, *, seen: str = "", **said: Any) -> Projection:
    outcome, _ = looked_at(scenario, by)
    scenario.refresh_from_db()
    apply_scenario(
        scenario=scenario,
        said=Applying("Spread the work", seen or outcome.fingerprint, **said),
        version=scenario.version,
        by=by,
        at=clock.now(),
    )
    return outcome.course


class TestMaking:
    def test_it_keeps_what_each_carried(self, scenario: Scenario, farah: User) -> None:
        assert scenario.then[str(farah.officer.pk)] == {
            "name": "Farah Aziz",
            "figures": {"cases": "4", "registered": "0", "capacity": "21.1"},
        }

    def test_a_name_once(self, scenario: Scenario, nadia: User, ivy: User) -> None:
        place = Place("", "", team=scenario.team)
        with pytest.raises(RefusedError, match="one of this name already"):
            services.make_scenario(name=" spread ", place=place, by=nadia, at=clock.now())
        services.make_scenario(name="Spread", place=place, by=ivy, at=clock.now())
        with pytest.raises(IntegrityError, match="scenario_name_once"), transaction.atomic():
            Scenario.objects.create(
                name="Spread",
                team=scenario.team,
                made_by=nadia,
                made_at=clock.now(),
                based_on=clock.today(),
            )

    def test_whoever_leads_the_place_sees_it(
        self, scenario: Scenario, nadia: User, farah: User, dee: User
    ) -> None:
        on, head = clock.today(), factories.make_officer("Una Reid", roles=[Role.HEAD])
        factories.make_headship(head, nadia.officer.team.delivery_unit)
        seen = {
            user.name: scenarios_for(user, on=on).exists()
            for user in (nadia, farah, dee, head.user)
            if user
        }
        assert seen == {
            "Nadia Roy": True,
            "Farah Aziz": False,
            "Dee Walsh": False,
            "Una Reid": True,
        }
        # Who made it and leads the team no longer sees it no longer.
        nadia.officer.supervisions.update(ends_on=on)
        assert not scenarios_for(nadia, on=on).exists()

    def test_places_are_units_and_teams(self, ivy: User, team: Team, other_team: Team) -> None:
        found = {place.name for place in places_of(ivy, on=clock.today())}
        assert found == {"Eastmoor", "Eastmoor command", team.name, other_team.name}


def row(scenario: Scenario, kind: ChangeKind, **values: Any) -> Change:
    return Change(scenario=scenario, kind=kind, **values)


class TestDatabase:
    """What each kind says, and nothing else: whoever writes."""

    @pytest.mark.parametrize(
        ("kind", "values", "refused"),
        [
            ("move", {"case": 1, "officer": 1}, ""),
            ("move", {"case": 1}, "says_what_its_kind_needs"),
            ("move", {"officer": 1}, "says_what_its_kind_needs"),
            ("move", {"case": 1, "officer": 1, "newcomer": 1}, "says_what_its_kind_needs"),
            ("move", {"case": 1, "newcomer": 1}, ""),
            ("move", {"case": 1, "officer": 1, "hours": 3}, "says_what_its_kind_needs"),
            ("tier", {"case": 1}, ""),
            ("tier", {"case": 1, "scheme": "v2", "tier": "B2"}, ""),
            ("tier", {"case": 1, "scheme": "v3", "tier": "B2"}, "tier_of_its_scheme"),
            ("tier", {"case": 1, "scheme": "v2"}, "tier_of_its_scheme"),
            ("move", {"case": 1, "officer": 1, "scheme": "v2", "tier": "B2"}, "tier_of_its_kind"),
            ("leave", {"officer": 1, "starts": 0, "ends": 5, "reason": "leave"}, ""),
            ("leave", {"officer": 1, "starts": 0, "reason": "leave"}, "says_what_its_kind_needs"),
            ("leave", {"officer": 1, "starts": 0, "ends": 0, "reason": "leave"}, "ends_after"),
            ("leave", {"officer": 1, "starts": 0, "ends": 5}, "reason_of_its_kind"),
            ("hours", {"officer": 1, "starts": 0, "hours": 3, "reason": "trainee"}, ""),
            ("hours", {"officer": 1, "starts": 0, "hours": 0, "reason": "trainee"}, "hours_in"),
            ("hours", {"officer": 1, "starts": 0, "hours": -3, "reason": "trainee"}, "hours_in"),
            ("hours", {"officer": 1, "starts": 0, "hours": 3, "reason": "leave"}, "reason_of"),
        ],
    )
    def test_each_kind(
        self,
        scenario: Scenario,
        cases: list[Case],
        omar: Officer,
        kind: str,
        values: dict[str, Any],
        refused: str,
    ) -> None:
        new = scenario.newcomers.create(
            name="New", agency="probation", hours=37, starts_on=clock.today()
        )
        said = dict(values)
        for name, what in (("case", cases[0]), ("officer", omar), ("newcomer", new)):
            if name in said:
                said[name] = what
        for name in ("starts", "ends"):
            if name in said:
                said[f"{name}_on"] = clock.today() + said.pop(name) * DAY
        change = Change(scenario=scenario, kind=kind, **said)
        if not refused:
            change.save()
            return
        with pytest.raises(IntegrityError, match=refused), transaction.atomic():
            change.save()

    def test_of_a_case_once(self, scenario: Scenario, cases: list[Case], omar: Officer) -> None:
        row(scenario, ChangeKind.MOVE, case=cases[0], officer=omar).save()
        row(scenario, ChangeKind.TIER, case=cases[0]).save()
        with pytest.raises(IntegrityError, match="of_a_case_once"), transaction.atomic():
            row(scenario, ChangeKind.MOVE, case=cases[0], officer=omar).save()

    def test_a_new_officer_of_another_scenario(
        self, scenario: Scenario, cases: list[Case], nadia: User
    ) -> None:
        place = Place("", "", team=scenario.team)
        other = services.make_scenario(name="Other", place=place, by=nadia, at=clock.now())
        new = other.newcomers.create(
            name="New", agency="probation", hours=37, starts_on=clock.today()
        )
        with pytest.raises(IntegrityError, match="another scenario"), transaction.atomic():
            row(scenario, ChangeKind.MOVE, case=cases[0], newcomer=new).save()

    def test_of_a_team_or_of_a_unit(self, nadia: User) -> None:
        with pytest.raises(IntegrityError, match="of_team_or_unit"), transaction.atomic():
            Scenario.objects.create(
                name="S", made_by=nadia, made_at=clock.now(), based_on=clock.today()
            )

    def test_what_was_applied_stays(
        self, scenario: Scenario, cases: list[Case], omar: Officer, nadia: User
    ) -> None:
        move(scenario, cases[:1], To(omar))
        apply(scenario, nadia)
        acts: list[Callable[[], object]] = [
            lambda: Scenario.objects.update(name="Other"),
            lambda: Scenario.objects.all().delete(),
            lambda: Change.objects.update(officer=omar),
            lambda: Change.objects.all().delete(),
            lambda: row(scenario, ChangeKind.TIER, case=cases[1]).save(),
            lambda: Newcomer.objects.create(
                scenario=scenario, name="N", agency="police", hours=37, starts_on=clock.today()
            ),
        ]
        for act in acts:
            with (
                pytest.raises(IntegrityError, match="stays as it was applied"),
                transaction.atomic(),
            ):
                act()


class TestApplying:
    def test_it_gives_what_it_showed(
        self, scenario: Scenario, cases: list[Case], omar: Officer, nadia: User, farah: User
    ) -> None:
        """Today, and on each day ahead if nothing else happens."""
        on = clock.today()
        factories.make_pause(cases[0], starts_on=on - DAY, ends_on=on + 20 * DAY)
        cases[1].sentences.update(ends_on=on + 30 * DAY)
        move(scenario, cases[:3], To(omar))
        services.try_hours(
            scenario=scenario,
            officer=omar,
            reason=ReductionReason.TRADE_UNION,
            hours=Decimal("7.4"),
            starts_on=on + 10 * DAY,
            ends_on=on + 40 * DAY,
            version=scenario.version,
        )
        services.try_leave(
            scenario=scenario,
            officer=farah.officer,
            kind=AbsenceKind.LEAVE,
            starts_on=on + 5 * DAY,
            ends_on=on + 12 * DAY,
            version=scenario.version + 1,
            at=clock.now(),
        )
        course = apply(scenario, nadia)
        scenario.refresh_from_db()
        assert scenario.applied_by == nadia
        for officer in (omar, farah.officer):
            now = measures(on=on, officer_ids=[officer.pk])[officer.pk]
            assert scenario.shown[str(officer.pk)] == figures_of(now)
            for number in range(84):
                day = on + number * DAY
                turn, asked = course[officer.pk].at(day), measures(on=day)[officer.pk]
                assert turn is not None
                assert turn.measures == asked, (officer, day)
        assert Absence.objects.get().officer == farah.officer
        assert Reduction.objects.get().hours == Decimal("7.4")
        told = cases[0].contacts.get()
        assert "Reason: To adjust caseloads. Spread the work" in told.notes

    def test_a_planned_handover_stays_planned(
        self, scenario: Scenario, cases: list[Case], omar: Officer, nadia: User, farah: User
    ) -> None:
        on, later = clock.today(), clock.today() + 14 * DAY
        third = factories.make_officer(team=omar.team)
        Allocation.objects.filter(case=cases[0]).update(ends_on=later)
        factories.allocate(cases[0], third, starts_on=later)
        move(scenario, cases[:1], To(omar))
        course = apply(scenario, nadia)
        for officer in (omar, third, farah.officer):
            for day in (on, later - DAY, later):
                turn = course[officer.pk].at(day)
                assert turn is not None
                assert turn.measures == measures(on=day)[officer.pk], (officer, day)

    def test_a_tier_is_recorded_by_who_holds_the_case(
        self, scenario: Scenario, cases: list[Case], nadia: User
    ) -> None:
        own = factories.make_case(probation=nadia.officer)
        factories.make_sentence(own, SentenceKind.COMMUNITY)
        for case in (cases[0], own):
            services.try_tier(
                scenario=scenario,
                cases=[case],
                tiered=(TierScheme.V2, "A3"),
                version=Scenario.objects.get().version,
            )
        _, check = looked_at(scenario, nadia)
        assert check.problems == (
            f"{cases[0].name}: the tier is recorded by whoever holds the case. Ask them, and take this out.",
        )
        services.take_out(
            scenario=scenario,
            parts=[Change.objects.get(case=cases[0])],
            version=Scenario.objects.get().version,
        )
        with pytest.raises(RefusedError, match="Say where the tiers were worked out"):
            apply(scenario, nadia)
        course = apply(scenario, nadia, tier_source="OASys")
        assert Tier.objects.get(case=own).tier == "A3"
        turn = course[nadia.officer.pk].turns[0]
        assert turn.measures == measures(on=clock.today())[nadia.officer.pk]
        assert turn.measures.points == 206

    def test_nothing_is_half_applied(
        self,
        scenario: Scenario,
        cases: list[Case],
        omar: Officer,
        nadia: User,
    ) -> None:
        """A door that refuses takes back what went through another before it: here the hours."""
        services.try_hours(
            scenario=scenario,
            officer=omar,
            reason=ReductionReason.TRADE_UNION,
            hours=Decimal("7.4"),
            starts_on=clock.today(),
            ends_on=None,
            version=1,
        )
        move(scenario, cases, To(omar))
        seen = looked_at(scenario, nadia)[0].fingerprint
        said = Applying(" ", seen)
        at, version = clock.now(), scenario.version
        with pytest.raises(RefusedError, match="Say why the case goes"):
            apply_scenario(scenario=scenario, said=said, version=version, by=nadia, at=at)
        scenario.refresh_from_db()
        assert scenario.applied_at is None
        assert not Reduction.objects.exists()
        assert not Allocation.objects.filter(officer=omar).exists()

    def test_figures_that_are_no_longer_those_that_were_looked_at(
        self, scenario: Scenario, cases: list[Case], omar: Officer, nadia: User
    ) -> None:
        move(scenario, cases[:1], To(omar))
        seen = looked_at(scenario, nadia)[0].fingerprint
        factories.make_case(probation=omar)
        with pytest.raises(RefusedError, match="has changed since this page was shown"):
            apply(scenario, nadia, seen=seen)
        assert looked_at(scenario, nadia)[1].since == (
            "Omar Hadley: 0 cases, 0% then, 1 case, 0% now.",
        )
        apply(scenario, nadia)


class TestInTheWay:
    """Each with a sentence that says what to do."""

    def said(self, scenario: Scenario, by: User) -> str:
        with pytest.raises(RefusedError) as refused:
            apply(scenario, by)
        assert not Scenario.objects.get(pk=scenario.pk).applied_at
        return str(refused.value)

    def test_nothing_in_it(self, scenario: Scenario, nadia: User) -> None:
        assert "Nothing is tried in it yet" in self.said(scenario, nadia)

    def test_a_case_that_has_ended(
        self, scenario: Scenario, cases: list[Case], omar: Officer, nadia: User
    ) -> None:
        move(scenario, cases, To(omar))
        Case.objects.filter(pk=cases[0].pk).update(status=CaseStatus.TERMINATED)
        name = f"{cases[0].name} {cases[0].crn}"
        assert self.said(scenario, nadia) == f"{name}: the case has ended. Take the move out."

    def test_a_case_that_has_gone_to_another(
        self, scenario: Scenario, cases: list[Case], omar: Officer, nadia: User
    ) -> None:
        move(scenario, cases[:1], To(omar))
        other = factories.make_officer("Pia Lund", team=omar.team)
        Allocation.objects.filter(case=cases[0]).update(officer=other)
        said = self.said(scenario, nadia)
        assert "Farah Aziz held it when the move was put in, and Pia Lund holds it now." in said
        move(scenario, cases[:1], To(omar))  # put in again
        apply(scenario, nadia)

    def test_who_holds_it_already(
        self, scenario: Scenario, cases: list[Case], omar: Officer, nadia: User
    ) -> None:
        move(scenario, cases[:1], To(omar))
        Allocation.objects.filter(case=cases[0]).update(officer=omar)
        assert "Omar Hadley holds it already. Take the move out." in self.said(scenario, nadia)

    def test_an_officer_who_left(
        self, scenario: Scenario, cases: list[Case], omar: Officer, nadia: User
    ) -> None:
        move(scenario, cases[:1], To(omar))
        Officer.objects.filter(pk=omar.pk).update(team=factories.make_team(agency=Agency.PROBATION))
        assert "Omar Hadley has left. Choose another officer" in self.said(scenario, nadia)
        assert "Omar Hadley has left." in looked_at(scenario, nadia)[1].since

    def test_an_officer_who_may_not_open_the_case(
        self, scenario: Scenario, cases: list[Case], omar: Officer, nadia: User
    ) -> None:
        move(scenario, cases[:1], To(omar))
        assert omar.user
        factories.make_exclusion(cases[0], omar.user)
        assert "Omar Hadley cannot take this case. Choose another officer." in self.said(
            scenario, nadia
        )

    def test_a_case_that_is_closed_to_who_applies(
        self, scenario: Scenario, cases: list[Case], omar: Officer, nadia: User
    ) -> None:
        move(scenario, cases[:1], To(omar))
        factories.make_exclusion(cases[0], nadia)
        said = self.said(scenario, nadia)
        assert said.startswith("A case that is closed to you is among those that move")
        assert cases[0].surname not in said

    def test_hours_beside_those_on_record(
        self, scenario: Scenario, omar: Officer, nadia: User
    ) -> None:
        on = clock.today()
        services.try_hours(
            scenario=scenario,
            officer=omar,
            reason=ReductionReason.SICKNESS,
            hours=Decimal("7.4"),
            starts_on=on,
            ends_on=None,
            version=1,
        )
        factories.make_reduction(omar, reason=ReductionReason.SICKNESS, starts_on=on - 3 * DAY)
        assert "end that first, or choose other days" in self.said(scenario, nadia)
        Reduction.objects.update(ends_on=on)
        apply(scenario, nadia)

    def test_hours_of_oneself(self, scenario: Scenario, nadia: User) -> None:
        services.try_hours(
            scenario=scenario,
            officer=nadia.officer,
            reason=ReductionReason.TRADE_UNION,
            hours=Decimal("7.4"),
            starts_on=clock.today(),
            ends_on=None,
            version=1,
        )
        assert "not yours to record. Take this out." in self.said(scenario, nadia)

    def test_more_hours_than_there_are(self, scenario: Scenario, omar: Officer) -> None:
        with pytest.raises(RefusedError, match="They have 37"):
            services.try_hours(
                scenario=scenario,
                officer=omar,
                reason=ReductionReason.SICKNESS,
                hours=Decimal("37.1"),
                starts_on=clock.today(),
                ends_on=None,
                version=1,
            )

    def test_leave_beside_that_on_record(
        self, scenario: Scenario, omar: Officer, nadia: User
    ) -> None:
        on = clock.today()
        services.try_leave(
            scenario=scenario,
            officer=omar,
            kind=AbsenceKind.LEAVE,
            starts_on=on + DAY,
            ends_on=on + 8 * DAY,
            version=1,
            at=clock.now(),
        )
        factories.make_absence(omar, on + 7 * DAY, on + 9 * DAY)
        assert "change that one, or choose other days" in self.said(scenario, nadia)

    def test_a_new_officer_until_there_is_one(
        self, scenario: Scenario, cases: list[Case], omar: Officer, nadia: User
    ) -> None:
        new = services.add_newcomer(
            scenario=scenario,
            name="New officer",
            agency=Agency.PROBATION,
            hours=Decimal(37),
            starts_on=clock.today(),
            version=1,
        )
        move(scenario, cases[:2], To(newcomer=new))
        assert "New officer has no staff record yet" in self.said(scenario, nadia)
        services.say_who(newcomer=new, officer=omar, version=scenario.version)
        course = apply(scenario, nadia)
        assert course[omar.pk].turns[0].measures == measures(on=clock.today())[omar.pk]
        assert course[omar.pk].turns[0].measures.cases == 2

    def test_a_new_officer_before_their_day(
        self, scenario: Scenario, omar: Officer, cases: list[Case], nadia: User
    ) -> None:
        new = services.add_newcomer(
            scenario=scenario,
            name="New officer",
            agency=Agency.PROBATION,
            hours=Decimal(37),
            starts_on=clock.today() + DAY,
            version=1,
        )
        services.say_who(newcomer=new, officer=omar, version=2)
        move(scenario, cases[:1], To(newcomer=new))
        assert "apply it from that day on" in self.said(scenario, nadia)

    def test_a_tier_that_ends(self, scenario: Scenario, cases: list[Case], nadia: User) -> None:
        services.try_tier(scenario=scenario, cases=cases[:1], tiered=None, version=1)
        assert "ends only when a newer one is worked out" in self.said(scenario, nadia)
        outcome, _ = looked_at(scenario, nadia)
        farah = next(key for key, name in outcome.world.names.items() if name == "Farah Aziz")
        assert outcome.course[farah].turns[0].measures.counts["untiered"] == 1
        assert outcome.course[farah].turns[0].measures.points == 345

    def test_police_risk_without_training(self, dee: User, amira: User, ben: User) -> None:
        case = factories.make_case(
            police=amira.officer, registered=True, police_risk=RiskLevel.HIGH
        )
        place = Place("", "", team=dee.officer.team)
        scenario = services.make_scenario(name="Ben", place=place, by=dee, at=clock.now())
        services.move_cases(
            scenario=scenario,
            cases=[case],
            to=To(ben.officer),
            agency=Agency.POLICE,
            version=1,
            at=clock.now(),
        )
        assert "No MOSOVO training on record" in self.said(scenario, dee)
        apply(scenario, dee, despite="Nobody else is there")
        lead = Allocation.objects.get(case=case, ends_on__isnull=True)
        assert (lead.officer, lead.role) == (ben.officer, AllocationRole.LEAD)


def test_checks_ask_as_often_for_many_as_for_few(
    scenario: Scenario, cases: list[Case], omar: Officer, nadia: User
) -> None:
    counts = []
    for number in (1, 4):
        move(scenario, cases[:number], To(omar))
        looked_at(scenario, nadia)  # what is prepared, or kept of the user, is asked once
        with CaptureQueriesContext(connection) as asked:
            looked_at(scenario, nadia)
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.django_db(transaction=True)
def test_of_two_who_apply_it_one_is_told(
    scenario: Scenario, cases: list[Case], omar: Officer, nadia: User
) -> None:
    """The second waits at the scenario, and then learns who was first: nothing is done twice."""
    move(scenario, cases[:2], To(omar))
    other = factories.make_officer("Una Reid", team=omar.team, roles=[Role.SUPERVISOR])
    factories.make_supervision(other)
    assert other.user
    seen, version = looked_at(scenario, nadia)[0].fingerprint, scenario.version

    def act(by: User) -> Callable[[], object]:
        return lambda: apply_scenario(
            scenario=scenario,
            said=Applying("Spread", seen),
            version=version,
            by=by,
            at=clock.now(),
        )

    def who(error: Exception) -> str:
        return error.saved_by if isinstance(error, StaleError) else repr(error)

    assert while_open(act(nadia), act(other.user), said=who) == "Nadia Roy"
    assert Allocation.objects.filter(officer=omar).count() == 2


def test_of_two_who_change_it_one_is_told(
    scenario: Scenario, cases: list[Case], omar: Officer
) -> None:
    move(scenario, cases[:1], To(omar))
    with pytest.raises(StaleError):
        services.try_tier(scenario=scenario, cases=cases[:1], tiered=None, version=1)
