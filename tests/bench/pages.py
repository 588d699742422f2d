"""What each page costs over HTTP from the real server, and how many times the barest page of the same run.

Milliseconds are of the machine that they were taken on; the ratios are what budgets are made of. Queries are counted
beside it, by Django's test client on the same database.
"""

import itertools
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.db import connection
from django.db.models import Count
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from embedded import children, environment
from offenders import deadlines
from offenders.models import Case
from people.choices import Role
from people.models import Officer, RoleGrant, Supervision, User
from tests.bench.browser import Answer, Browser
from tests.bench.filled import fill_country
from tests.bench.programmes import Reader, fill_programmes, readers
from tests.bench.scratch import scratch_database, variables

PORT = 8923
ROUNDS, WARM = 15, 8
PASSWORD = "correct horse battery staple"
BARE = "bare page"
# Times the bare page, at most.
BUDGET = {"My day": 3.0, "Cases": 3.0, "case": 5.0, "team": 8.0}
Ask = Callable[[], Answer]


@dataclass
class Figures:
    """One page: the milliseconds of each request, and its queries."""

    queries: int = 0
    times: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.times)


Measured = dict[str, Figures]


def measure_pages(sizes: Sequence[int]) -> None:
    """Print a table for each size, and how much dearer the largest is than the smallest."""
    settings.ALLOWED_HOSTS = ["testserver"]
    by_size = {}
    for size in sizes:
        with scratch_database() as url:
            started = time.monotonic()
            fill_country(size, on=clock.today())
            fill_programmes(on=clock.today())
            deadlines.refresh_all(on=clock.today(), at=clock.now())
            with connection.cursor() as cursor:
                cursor.execute("VACUUM (ANALYZE)")
                cursor.execute("SELECT count(*) FROM offenders_contact")
                contacts = cursor.fetchone()[0]
            sys.stdout.write(
                f"\n{size:,} cases, {contacts:,} contacts, filled in {time.monotonic() - started:.0f} s\n"
            )
            by_size[size] = _measured(url)
            _print(by_size[size])
    if len(by_size) > 1:
        _compare(by_size[min(by_size)], by_size[max(by_size)])


def _measured(url: str) -> Measured:
    officer, boss = _cast()
    others = readers(on=clock.today())
    for one in others:
        _account(one.officer, one.role)
    case = (
        Case.objects.filter(allocations__officer=officer, flags__cured_at__isnull=True)
        .annotate(many=Count("contacts", distinct=True))
        .order_by("-many")[0]
    )
    sys.stdout.write(f"The case has {case.many} contacts, its officer {officer.name} and a team\n")
    figures: Measured = {}
    with _server(url):
        mine, theirs = Browser(PORT), Browser(PORT)
        mine.sign_in(_email(officer), PASSWORD)
        theirs.sign_in(_email(boss), PASSWORD)
        asked = []
        for one in others:
            asked.append((Browser(PORT), one.pages))
            asked[-1][0].sign_in(_email(one.officer), PASSWORD)
        steps = _Steps(mine, theirs, officer, case, asked)
        for number in range(WARM + ROUNDS):
            for name, answer in steps.all():
                if number >= WARM:
                    figures.setdefault(name, Figures()).times.append(answer.milliseconds)
    counts = _queries(officer, boss, case)
    for one in others:
        counts |= _counted_for(one)
    for name, count in counts.items():
        figures[name].queries = count
    return figures


def _cast() -> tuple[Officer, Officer]:
    """A police officer with a full caseload, and who supervises the team."""
    officer, boss, *_ = Officer.objects.filter(agency="police").order_by("code")
    Supervision.objects.create(officer=boss, team=officer.team, starts_on=date(2020, 1, 1))
    _account(officer, Role.OFFICER)
    _account(boss, Role.SUPERVISOR)
    return officer, boss


def _account(officer: Officer, role: Role) -> None:
    user = User(email=_email(officer), name=officer.name, created_at=clock.now())
    user.password = Argon2PasswordHasher().encode(PASSWORD, "salt-of-the-measurement-only")
    user.save()
    RoleGrant.objects.create(user=user, role=role, starts_on=date(2020, 1, 1))
    officer.user = user
    officer.save()


def _email(officer: Officer) -> str:
    return f"{officer.code.lower()}@example.invalid"


def _addresses(officer: Officer, case: Case) -> dict[str, str]:
    def of_case(name: str) -> str:
        return reverse(name, args=[case.uuid])

    return {
        BARE: reverse("people:password"),
        "My day": reverse("caseloads:my_day"),
        "Cases": reverse("caseloads:cases"),
        "search": reverse("caseloads:cases") + "?q=novak&scope=all",
        "case": of_case("caseloads:case"),
        "contacts": of_case("offenders:contacts"),
        "record": of_case("offenders:record"),
        "visits": of_case("visits:visits"),
        "record a visit: form": of_case("visits:record_new"),
        "team": reverse("caseloads:team", args=[officer.team.uuid]),
        "team's cases": reverse("caseloads:team_cases", args=[officer.team.uuid]),
        LOG: of_case("offenders:log_contact"),
    }


LOG, SAVE, TIMELINE = "log a contact: form", "log a contact: save", "log a contact: timeline"
OF_BOSS = ("team", "team's cases")


class _Steps:
    """One round: every page once, and a contact logged."""

    def __init__(
        self,
        mine: Browser,
        theirs: Browser,
        officer: Officer,
        case: Case,
        others: Sequence[tuple[Browser, Mapping[str, str]]],
    ) -> None:
        self.mine, self.theirs, self.others = mine, theirs, others
        self.addresses = _addresses(officer, case)

    def all(self) -> Iterator[tuple[str, Answer]]:
        for name, address in self.addresses.items():
            answer = (self.theirs if name in OF_BOSS else self.mine).get(address)
            _insist(name, answer, 200)
            yield name, answer
        saved = self.mine.send(self.addresses[LOG], answer, **_contact(answer.field("form_key")))
        _insist(SAVE, saved, 302)
        yield SAVE, saved
        timeline = self.mine.get(urlsplit(saved.location).path)
        _insist(TIMELINE, timeline, 200)
        yield TIMELINE, timeline
        for browser, pages in self.others:
            for name, address in pages.items():
                answer = browser.get(address)
                _insist(name, answer, 200)
                yield name, answer


def _insist(name: str, answer: Answer, status: int) -> None:
    if answer.status != status:
        raise RuntimeError(f"{name} answered {answer.status}: {answer.text[-2000:]}")


_days_ago = itertools.count(1)


def _contact(key: str) -> dict[str, str]:
    """Each of another day: the same again would be asked about."""
    day = clock.today() - timedelta(days=next(_days_ago))
    return {
        "form_key": key,
        "type": "CTOB",
        "happened_on": "other",
        "happened_on_day": str(day.day),
        "happened_on_month": str(day.month),
        "happened_on_year": str(day.year),
        "happened_time": "0:00",
        "notes": "Rang back; will bring the letter from the housing officer next time.",
    }


def _queries(officer: Officer, boss: Officer, case: Case) -> dict[str, int]:
    clients = {one.pk: Client() for one in (officer, boss)}
    for one in (officer, boss):
        assert one.user
        clients[one.pk].force_login(one.user, backend="django.contrib.auth.backends.ModelBackend")
    counts = {}
    mine = clients[officer.pk]
    for name, address in _addresses(officer, case).items():
        client = clients[boss.pk] if name in OF_BOSS else mine
        client.get(address)
        counts[name], response = _counted(client.get, address)
    form = Answer(response.status_code, "", response.content, 0)
    _insist(LOG, form, 200)
    key = form.field("form_key")
    counts[SAVE], saved = _counted(mine.post, address, _contact(key))
    counts[TIMELINE], _ = _counted(mine.get, saved["Location"])
    return counts


def _counted_for(reader: Reader) -> dict[str, int]:
    assert reader.officer.user
    client, counts = Client(), {}
    client.force_login(reader.officer.user, backend="django.contrib.auth.backends.ModelBackend")
    for name, address in reader.pages.items():
        client.get(address)
        counts[name], _ = _counted(client.get, address)
    return counts


def _counted(ask: Callable[..., object], *args: object) -> tuple[int, Any]:
    with CaptureQueriesContext(connection) as queries:
        response = ask(*args)
    return len(queries), response


@contextmanager
def _server(url: str) -> Iterator[None]:
    """The web process as `make run` starts it, on a port of its own."""
    variables_ = (
        environment.ours() | variables(url) | {"PYTHONUNBUFFERED": "1", "LOG_LEVEL": "WARNING"}
    )
    subprocess.run(
        [sys.executable, "manage.py", "collectstatic", "--no-input", "--verbosity=0"],
        cwd=settings.BASE_DIR, env=variables_, check=True,
    )  # fmt: skip
    web = next(child for child in children.family(PORT) if child.name == "web")
    process = subprocess.Popen(
        [sys.executable, *web.command],
        cwd=settings.BASE_DIR, env=variables_, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        _wait(process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + 60
    while process.poll() is None and time.monotonic() < until:
        try:
            if Browser(PORT).get("/health/").status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"The server does not answer on port {PORT}")


def _print(measured: Measured) -> None:
    bare = measured[BARE]
    sys.stdout.write(
        f"{'page':<26}{'median ms':>11}{'least':>8}{'queries':>9}{'x bare':>8}{'budget':>8}\n"
    )
    for name, figures in measured.items():
        budget = f"{BUDGET[name]:>8.0f}" if name in BUDGET else ""
        sys.stdout.write(
            f"{name:<26}{figures.median:>11.1f}{min(figures.times):>8.1f}{figures.queries:>9}"
            f"{figures.median / bare.median:>8.1f}{budget}\n"
        )
    whole = sum(measured[name].median for name in (LOG, SAVE, TIMELINE))
    sys.stdout.write(f"{'log a contact, all three':<26}{whole:>11.1f}\n")


def _compare(small: Measured, large: Measured) -> None:
    sys.stdout.write("\nthe largest size against the smallest\n")
    for name in small:
        ratio = large[name].median / small[name].median
        least = min(large[name].times) / min(small[name].times)
        sys.stdout.write(f"{name:<26}{ratio:>8.2f} (least {least:.2f})\n")
