"""Queries and milliseconds of each page, for an officer and a supervisor of a generated area."""

import statistics
import sys
import time
from datetime import date

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from offenders import deadlines
from offenders.models import Case, Contact, Flag
from people.choices import Role
from people.models import Officer, RoleGrant, Supervision, User
from tests.bench.area import make_area

BUSY = 2_000


def signed_in(officer: Officer, *roles: Role) -> Client:
    user = User.objects.create(
        email=f"{officer.code.lower()}@example.invalid", name=officer.name, created_at=clock.now()
    )
    RoleGrant.objects.bulk_create(RoleGrant(user=user, role=role) for role in roles)
    officer.user = user
    officer.save()
    client = Client()
    client.force_login(user)
    return client


def measure_pages(size: int = 1_700) -> None:
    """Print a row a page: status, queries, median milliseconds of 10, and the size of the answer."""
    on, at = clock.today(), clock.now()
    make_area(size, on=on)
    deadlines.refresh_all(on=on, at=at)
    officer, boss, *_ = Officer.objects.order_by("code")
    boss.team = officer.team
    boss.save()
    Supervision.objects.create(officer=boss, team=officer.team, starts_on=date(2020, 1, 1))
    case = _busy_case(officer)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    officers, supervisors = signed_in(officer, Role.OFFICER), signed_in(boss, Role.SUPERVISOR)
    sys.stdout.write(f"\n{size:,} cases, one with {BUSY:,} contacts\n")
    for client, name, url in _pages(officers, supervisors, officer, case):
        _measure(client, name, url)


def _busy_case(officer: Officer) -> Case:
    case = Case.objects.filter(
        allocations__officer=officer, flags__cured_at__isnull=True, flags__kind="home_visit"
    )[0]
    one = Contact.objects.filter(type__code="C253").first()
    assert one
    Contact.objects.bulk_create(
        Contact(
            case=case,
            type=one.type,
            happened_at=one.happened_at,
            recorded_at=one.recorded_at,
            agency="police",
            outcome=one.outcome,
            officer=officer,
            notes=f"Note {number}",
        )
        for number in range(BUSY)
    )
    return case


def _pages(
    officers: Client, supervisors: Client, officer: Officer, case: Case
) -> list[tuple[Client, str, str]]:
    flag = Flag.objects.filter(case=case, cured_at__isnull=True)[0]
    by_case = ["caseloads:case", "offenders:contacts", "offenders:record", "offenders:log_contact",
               "visits:visits", "visits:plan", "visits:record_new"]  # fmt: skip
    team = officer.team.uuid
    return [
        (officers, "My day", reverse("caseloads:my_day")),
        (officers, "My cases", reverse("caseloads:cases")),
        (officers, "Search a name", reverse("caseloads:cases") + "?q=novak&scope=all"),
        *((officers, name, reverse(name, args=[case.uuid])) for name in by_case),
        (officers, "Flag", reverse("offenders:flag", args=[flag.uuid])),
        (supervisors, "Teams", reverse("caseloads:teams")),
        (supervisors, "Team", reverse("caseloads:team", args=[team])),
        (supervisors, "Team's cases", reverse("caseloads:team_cases", args=[team])),
        (supervisors, "Team's CSV", reverse("caseloads:team_csv", args=[team])),
    ]


def _measure(client: Client, name: str, url: str) -> None:
    times = []
    for _ in range(10):
        with CaptureQueriesContext(connection) as queries:
            start = time.perf_counter()
            response = client.get(url)
            times.append((time.perf_counter() - start) * 1000)
    size = len(response.content) / 1000
    sys.stdout.write(
        f"{name:<24} {response.status_code} {len(queries):>4} queries"
        f" {statistics.median(times):>7.1f} ms {size:>7.1f} kB\n"
    )
