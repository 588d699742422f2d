"""What officers carry, from the record: beside a second answer worked out row by row."""

from datetime import date, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from caseloads.models import Points
from caseloads.rules.measures import FIGURES
from caseloads.selectors.measures import READS, counted, measures, measures_of, weighed_cases
from core.models import Standard
from offenders.choices import (
    TIERS,
    AllocationRole,
    CaseStatus,
    PauseKind,
    RiskLevel,
    RiskTool,
    SentenceKind,
    TierScheme,
)
from offenders.deadlines import Shared
from offenders.models import Allocation, Case, Pause, RiskAssessment, Sentence, Tier
from people.choices import Agency, ReductionReason
from people.models import Officer, Reduction, Team
from tests import factories

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 20)


def in_force(rows: list[Any], on: date) -> list[Any]:
    return [
        row for row in rows if row.starts_on <= on and (row.ends_on is None or on < row.ends_on)
    ]


def weight(case: Case, on: date) -> int | str:
    """What one case weighs, or why it weighs nothing."""
    pauses = in_force(list(case.pauses.filter(kind="custody")), on)
    sentences = in_force(list(case.sentences.all()), on)
    if pauses:
        as_what = "custody"
    elif sentences:
        newest = max(sentences, key=lambda row: (row.starts_on, row.sentenced_on, row.pk))
        as_what = "licence" if newest.kind in ("licence", "custody") else "community"
    else:
        return "no_sentence"
    tiers = [row for row in case.tiers.all() if row.calculated_on <= on]
    if not tiers:
        return "untiered"
    tier = max(tiers, key=lambda row: (row.calculated_on, row.scheme))
    plain = tier.tier.removesuffix("S")
    rows = Points.objects.filter(scheme=tier.scheme, tier=plain, case_type=as_what)
    begun = [row for row in rows if row.starts_on <= on]
    return max(begun, key=lambda row: row.starts_on).points if begun else "untiered"


def again(officer: Officer, on: date) -> dict[str, Any]:
    """The same measures, one row after the other."""
    led = [row for row in in_force(list(officer.allocations.all()), on) if row.role == "lead"]
    cases = [
        row.case
        for row in led
        if row.case.status == "active" and not (row.case.died_on and row.case.died_on <= on)
    ]
    tool = "police" if officer.agency == "police" else "rosh"

    def level(case: Case) -> str:
        done = [row for row in case.risk_assessments.filter(tool=tool) if row.assessed_on <= on]
        return max(done, key=lambda row: row.assessed_on).level if done else ""

    def registered(case: Case) -> bool:
        return bool(in_force(list(case.registrations.filter(register__code="ARSO")), on))

    weights = [weight(case, on) for case in cases] if officer.agency == "probation" else []
    found: dict[str, Any] = {
        "cases": len(cases),
        "in_custody": sum(
            bool(in_force(list(case.pauses.filter(kind="custody")), on)) for case in cases
        ),
        "registered": sum(map(registered, cases)),
        "high": sum(level(case) == "high" for case in cases),
        "very_high": sum(level(case) == "very_high" for case in cases),
        "high_registered": sum(
            level(case) in ("high", "very_high") and registered(case) for case in cases
        ),
        "untiered": weights.count("untiered"),
        "no_sentence": weights.count("no_sentence"),
    }
    if officer.agency == "police":
        return found | {"points": None, "available": None, "capacity": None}
    points = sum(one for one in weights if isinstance(one, int))
    hours = officer.contracted_hours - sum(
        row.hours for row in in_force(list(officer.reductions.all()), on)
    )
    available = (Decimal(2176) * max(hours, Decimal(0)) / 37).to_integral_value(ROUND_FLOOR)
    if available:
        share = (Decimal(points) / available).quantize(Decimal("0.001"), ROUND_HALF_UP) * 100
        capacity = f"{share.normalize():f}"
    else:
        capacity = "no_hours" if cases else "0"
    return found | {"points": points, "available": int(available), "capacity": capacity}


def as_said(found: Any) -> dict[str, Any]:
    capacity = None if found.capacity is None else str(found.capacity)
    return dict(found.counts) | {
        "points": found.points,
        "available": found.available,
        "capacity": capacity,
    }


class Invented:
    """People of both agencies with spans and tiers around a few days, drawn from a seed."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)
        teams = {
            agency: factories.make_team(agency=agency)
            for agency in (Agency.POLICE, Agency.PROBATION)
        }
        self.officers = [self._officer(teams[agency]) for agency in teams for _ in range(3)]
        for _ in range(24):
            self._case()

    def day(self) -> date:
        return ON + timedelta(days=self.draw.randint(-6, 6))

    def span(self) -> dict[str, date | None]:
        starts_on = self.day()
        lasts = self.draw.choice([None, 1, 3, 8])
        return {
            "starts_on": starts_on,
            "ends_on": starts_on + timedelta(days=lasts) if lasts else None,
        }

    def _officer(self, team: Team) -> Officer:
        hours = self.draw.choice(["37", "22.2", "7.4"])
        officer = factories.make_officer(team=team)
        Officer.objects.filter(pk=officer.pk).update(contracted_hours=Decimal(hours))
        for reason in self.draw.sample(ReductionReason.values, 2):
            less = self.draw.choice(["1.8", "3.7", "37"])
            Reduction.objects.create(officer=officer, reason=reason, hours=less, **self.span())
        return Officer.objects.get(pk=officer.pk)

    def _case(self) -> None:
        draw = self.draw
        case = factories.make_case(
            status=draw.choices(CaseStatus.values, [9, 1])[0],
            died_on=draw.choices([None, self.day()], [9, 1])[0],
        )
        for agency in draw.choice([["police"], ["probation"], ["police", "probation"]]):
            officer = draw.choice([one for one in self.officers if one.agency == agency])
            role = draw.choices(AllocationRole.values, [9, 1])[0]
            factories.allocate(case, officer, role=role, **self.span())
        self._spans(case)
        for tool in RiskTool.values:
            for day in {self.day() for _ in range(draw.randint(0, 3))}:
                RiskAssessment.objects.create(
                    case=case, tool=tool, level=draw.choice(RiskLevel.values), assessed_on=day
                )
        for scheme, codes in TIERS.items():
            for day in {self.day() for _ in range(draw.randint(0, 2 if scheme == "v2" else 1))}:
                Tier.objects.create(
                    case=case, scheme=scheme, tier=draw.choice(codes), calculated_on=day
                )

    def _spans(self, case: Case) -> None:
        draw = self.draw
        for kind in draw.sample(SentenceKind.values, draw.randint(0, 2)):
            span = self.span()
            Sentence.objects.create(
                case=case, kind=kind, offence="O", sentenced_on=span["starts_on"], **span
            )
        if draw.random() < 0.3:
            Pause.objects.create(
                case=case, kind=draw.choice([PauseKind.CUSTODY, PauseKind.HOSPITAL]), **self.span()
            )
        if draw.random() < 0.6:
            factories.make_registration(case, draw.choice(["ARSO", "RHRH"]), **self.span())


@pytest.mark.parametrize("seed", range(4))
def test_the_measures_are_those_worked_out_row_by_row(seed: int) -> None:
    invented = Invented(seed)
    # A table that changes within the days looked at, and figures of version 3 from one of them on.
    Points.objects.create(scheme="v2", tier="B2", case_type="community", starts_on=ON, points=999)
    Points.objects.create(scheme="v3", tier="C", case_type="licence", starts_on=ON, points=50)
    for on in (ON - timedelta(days=3), ON, ON + timedelta(days=1), ON + timedelta(days=4)):
        found = measures(on=on)
        cases = weighed_cases(on=on)
        for officer in invented.officers:
            said = as_said(found[officer.pk])
            assert said == again(officer, on), (seed, on, officer)
            for name in FIGURES if officer.agency == "probation" else ("cases", "registered"):
                behind = counted(name, cases.get(officer.pk, ()))
                assert len(set(behind)) == said[name]


DAY = timedelta(days=1)


class TestBoundaries:
    """Each fact holds from its first day to the day before its end."""

    @pytest.fixture
    def officer(self) -> Officer:
        return factories.make_officer(team=factories.make_team(agency=Agency.PROBATION))

    @pytest.fixture
    def case(self, officer: Officer) -> Case:
        """Weighs 115: community, B2."""
        case = factories.make_case(probation=officer)
        factories.make_sentence(case, SentenceKind.COMMUNITY)
        factories.make_tier(case, "B2", calculated_on=ON - 90 * DAY)
        return case

    def points(self, officer: Officer) -> list[int | None]:
        """The day before, the day, the day after."""
        return [measures(on=ON + days * DAY)[officer.pk].points for days in (-1, 0, 1)]

    def test_a_tier_from_the_day_it_was_worked_out(self, officer: Officer, case: Case) -> None:
        factories.make_tier(case, "A3", calculated_on=ON)
        assert self.points(officer) == [115, 206, 206]

    def test_the_newest_tier_counts_even_where_it_has_no_points(
        self, officer: Officer, case: Case
    ) -> None:
        factories.make_tier(case, "A", scheme=TierScheme.V3, calculated_on=ON)
        assert self.points(officer) == [115, 0, 0]
        assert measures(on=ON)[officer.pk].counts["untiered"] == 1

    def test_of_two_worked_out_on_a_day_that_of_the_newer_scheme(
        self, officer: Officer, case: Case
    ) -> None:
        for scheme, tier in ((TierScheme.V3, "A"), (TierScheme.V2, "A3")):
            factories.make_tier(case, tier, scheme=scheme, calculated_on=ON)
        assert self.points(officer) == [115, 0, 0]

    def test_the_sentence_that_began_last(self, officer: Officer, case: Case) -> None:
        factories.make_sentence(case, SentenceKind.LICENCE, starts_on=ON, ends_on=ON + DAY)
        assert self.points(officer) == [115, 132, 115]

    def test_custody_while_in_custody(self, officer: Officer, case: Case) -> None:
        factories.make_pause(case, starts_on=ON, ends_on=ON + DAY)
        assert self.points(officer) == [115, 48, 115]

    def test_nothing_when_the_sentences_have_ended(self, officer: Officer, case: Case) -> None:
        case.sentences.update(ends_on=ON)
        assert self.points(officer) == [115, 0, 0]
        found = measures(on=ON)[officer.pk].counts
        assert (found["cases"], found["no_sentence"], found["untiered"]) == (1, 1, 0)

    def test_a_death_from_its_day(self, officer: Officer, case: Case) -> None:
        Case.objects.filter(pk=case.pk).update(died_on=ON)
        found = [measures(on=ON + days * DAY)[officer.pk].cases for days in (-1, 0, 1)]
        assert found == [1, 0, 0]

    def test_an_allocation_until_the_day_before_its_end(self, officer: Officer, case: Case) -> None:
        case.allocations.update(starts_on=ON, ends_on=ON + DAY)
        assert self.points(officer) == [0, 115, 0]

    def test_a_reduction_until_the_day_before_its_end(self, officer: Officer) -> None:
        factories.make_reduction(officer, "18.5", starts_on=ON, ends_on=ON + DAY)
        found = [measures(on=ON + days * DAY)[officer.pk].available for days in (-1, 0, 1)]
        assert found == [2176, 1088, 2176]

    def test_points_from_their_day(self, officer: Officer, case: Case) -> None:
        row = {"scheme": "v2", "tier": "B2", "case_type": "community"}
        Points.objects.create(**row, starts_on=ON, points=120)
        assert self.points(officer) == [115, 120, 120]

    def test_cases_without_hours_are_not_nothing(self, officer: Officer, case: Case) -> None:
        factories.make_reduction(officer, "37", starts_on=ON)
        assert str(measures(on=ON)[officer.pk].capacity) == "no_hours"


def test_the_tests_of_the_field() -> None:
    """2,060 of 2,176 is 94.7%; 22.2 hours less 3.7 are good for 1,088."""
    team = factories.make_team(agency=Agency.PROBATION)
    full, part = factories.make_officer(team=team), factories.make_officer(team=team)
    Officer.objects.filter(pk=part.pk).update(contracted_hours=Decimal("22.2"))
    Reduction.objects.create(officer=part, reason="sickness", hours="1.8", starts_on=ON)
    Reduction.objects.create(officer=part, reason="trainee", hours="1.9", starts_on=ON)
    for _ in range(10):
        case = factories.make_case(probation=full)
        factories.make_sentence(case, kind=SentenceKind.COMMUNITY)
        Tier.objects.create(case=case, scheme="v2", tier="A3", calculated_on=date(2026, 1, 1))
    found = measures(on=ON)
    assert (found[full.pk].points, str(found[full.pk].capacity)) == (2060, "94.7")
    assert found[part.pk].available == 1088
    assert measures(on=ON - timedelta(days=1))[part.pk].available == 1305  # 22.2 hours


def test_the_published_table_is_stored() -> None:
    assert Points.objects.filter(scheme="v2").count() == 48
    assert not Points.objects.filter(scheme="v3").exists()
    rows = Points.objects.values_list("tier", "case_type", "points")
    said = {(tier, case_type): points for tier, case_type, points in rows}
    assert said["A3", "community"] == 206
    assert said["A3", "licence"] == 219
    assert said["C1", "custody"] == 23
    assert [said[f"{letter}0", "licence"] for letter in "ABCD"] == [0, 0, 0, 0]
    assert [said[f"{letter}0", "community"] for letter in "ABCD"] == [110, 72, 35, 29]
    assert sum(points for (_, kind), points in said.items() if kind == "community") == 1432
    assert sum(points for (_, kind), points in said.items() if kind == "licence") == 1288
    assert sum(points for (_, kind), points in said.items() if kind == "custody") == 469


def test_it_asks_as_often_for_many_officers_as_for_few() -> None:
    Invented(1)
    with CaptureQueriesContext(connection) as few:
        measures(on=ON)
    Invented(2)
    with CaptureQueriesContext(connection) as many:
        measures(on=ON)
    assert len(many) == len(few) <= 5


def test_a_recompute_is_given_only_its_officers() -> None:
    invented = Invented(3)
    some = [officer.pk for officer in invented.officers[:2]]
    shared = Shared([], ON, officer_ids=some)
    found = shared.once(measures_of)
    everything = measures(on=ON)
    assert found == {pk: everything[pk] for pk in some}
    with CaptureQueriesContext(connection) as asked:
        shared.once(measures_of)
    assert not asked.captured_queries


def test_the_points_and_hours_of_a_week_are_standards() -> None:
    officer = factories.make_officer(team=factories.make_team(agency=Agency.PROBATION))
    Standard.objects.filter(key="case.nominal_points").update(ends_on=ON)
    Standard.objects.create(
        key="case.nominal_points", value=1000, unit="points", rule="CAS-10", starts_on=ON
    )
    assert measures(on=ON)[officer.pk].available == 1000
    assert measures(on=ON - timedelta(days=1))[officer.pk].available == 2176


def test_it_says_which_models_it_reads() -> None:
    for model in (Allocation, Case, Officer, Pause, Points, Reduction, RiskAssessment, Tier):
        assert model._meta.label in READS
