"""The pages of whoever leads many, of a team of twelve officers and of one of six hundred, and sixty moves tried and applied."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from caseloads.deadlines import JOB
from caseloads.selectors.whatif.scope import Scope, places_of
from caseloads.selectors.whatif.world import Outcome, outcomes_of
from caseloads.services.applying import Applying, apply_scenario
from caseloads.services.snapshots import take_snapshot
from caseloads.services.whatif import To, make_scenario, move_cases
from core import clock
from offenders import deadlines
from offenders.models import Allocation, Case
from people.choices import Agency, Role
from people.models import (
    DeliveryUnit,
    Headship,
    Officer,
    RoleGrant,
    Supervision,
    Team,
    User,
)
from tests.bench.engine import measure, on_a_scratch_database
from tests.bench.filled import fill_country

SIZES = (12, 600)
LONG_AGO = date(2020, 1, 1)


def measure_leaders(sizes: Sequence[int]) -> None:
    """The pages of whoever leads many: a team of twelve officers and one of six hundred, and sixty moves in the latter."""
    settings.ALLOWED_HOSTS = ["testserver"]
    on_a_scratch_database(partial(_measure, max(sizes)))


def _measure(size: int) -> None:
    on = clock.today()
    fill_country(size, on=on, has_contacts=False)
    of_probation = Officer.objects.filter(agency=Agency.PROBATION).order_by("pk")
    ids = list(of_probation.values_list("pk", flat=True))
    everybody, begun, leaders = list(Case.objects.values_list("pk", flat=True)), 0, {}
    for number, officers in enumerate(SIZES, start=1):
        boss = Officer.objects.get(pk=ids[-number])
        team = _team(officers, ids[begun : begun + officers], boss)
        leaders[team] = _sign_in_of(boss, f"boss{number}@example.invalid")
        begun += officers
    deadlines.recompute(everybody, on=on)
    deadlines.run_sweep(JOB, on=on, at=clock.now())
    take_snapshot(on=on)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    for team, user in leaders.items():
        _measure_team(team, user)


def _team(officers: int, chosen: list[int], boss: Officer) -> Team:
    """A team of its own unit, led by one who leads no other."""
    team = Team.objects.create(
        code=f"bench-{officers}",
        name=f"{officers} officers",
        agency=Agency.PROBATION,
        delivery_unit=DeliveryUnit.objects.create(
            name=f"Unit of {officers}", region=boss.team.delivery_unit.region
        ),
    )
    Officer.objects.filter(pk__in=chosen).update(team=team)
    Supervision.objects.create(officer=boss, team=team, starts_on=LONG_AGO)
    Headship.objects.create(officer=boss, delivery_unit=team.delivery_unit, starts_on=LONG_AGO)
    return team


def _sign_in_of(boss: Officer, email: str) -> User:
    user = User.objects.create(email=email, name=boss.name, created_at=clock.now(), password="!")
    for role in (Role.SUPERVISOR, Role.HEAD):
        RoleGrant.objects.create(user=user, role=role, starts_on=LONG_AGO)
    boss.user = user
    boss.save()
    return user


def _measure_team(team: Team, user: User) -> None:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    held = Allocation.objects.filter(officer__team=team, ends_on=None).order_by("pk")
    case = Case.objects.get(pk=held.values_list("case", flat=True)[0])
    pages = {
        "team": reverse("caseloads:team", args=[team.uuid]),
        "candidates": reverse("caseloads:allocate", args=[case.uuid]),
        "area": reverse("caseloads:area"),
        "needs": reverse("caseloads:needs"),
    }
    for name, url in pages.items():

        def ask(url: str = url) -> int:
            return client.get(url).status_code

        ask()
        measure(f"{team.name}: {name}", ask, runs=5)
    _measure_scenario(team, user, list(held[:60]))


def _measure_scenario(team: Team, user: User, held: list[Allocation]) -> None:
    place = next(place for place in places_of(user, on=clock.today()) if place.team == team)
    scenario = make_scenario(name=team.name, place=place, by=user, at=clock.now())
    officers = list(Officer.objects.filter(team=team).order_by("-pk"))
    for number, row in enumerate(held):
        scenario.refresh_from_db()
        others = [officer for officer in officers if officer.pk != row.officer_id]
        move_cases(
            scenario=scenario,
            cases=[row.case],
            to=To(officer=others[number % len(others)]),
            agency=Agency.PROBATION,
            version=scenario.version,
            at=clock.now(),
        )
    scenario.refresh_from_db()

    def outcome() -> Outcome:
        return outcomes_of([Scope(scenario, user, clock.now())])[0]

    measure(f"{team.name}: {len(held)} moves worked out", lambda: len(outcome().course))
    seen = outcome().fingerprint
    said = Applying(reason="To spread the work", seen=seen, despite="Nobody else")
    measure(
        f"{team.name}: {len(held)} moves applied",
        lambda: (
            apply_scenario(
                scenario=scenario, said=said, version=scenario.version, by=user, at=clock.now()
            ).version
        ),
        runs=1,
    )
