"""Loading the demonstration area: once, and never beside real data."""

import tempfile
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pghistory
from django.contrib.auth.hashers import make_password
from django.db import transaction

from caseloads.extract import JOB as IMPORT_JOB, import_extract
from config.demonstration import area, beyond, desks, managed, programmes, screening
from config.demonstration.diary import Diary
from config.demonstration.staff import ACCOUNTS, IVY, OFFICERS, PASSWORD, TEAMS
from core.calendar import in_full
from core.models import JobRun
from offenders import deadlines
from offenders.models import Case
from people.models import DeliveryUnit, Headship, Officer, RoleGrant, Team, User

MARK = "config.load_demonstration"
CRN_START = "D9"


class RealDataError(Exception):
    """The database holds something that is not of the demonstration."""


def is_loaded() -> bool:
    return JobRun.objects.filter(name=MARK, succeeded=True).exists()


def load(*, on: date, at: datetime) -> Mapping[str, int]:
    """Load the area as at `on`; all of it or nothing. Raises RealDataError where anything else is stored."""
    refuse_real_data()
    with (
        pghistory.context(user=None, source="demonstration"),
        tempfile.TemporaryDirectory(prefix="caseload-") as folder,
        transaction.atomic(),
    ):
        path = Path(folder) / "demonstration"
        path.mkdir()
        area.write(path, on=on)
        lists = Path(folder) / "rejects.csv"
        report = import_extract(path, rejects=lists, changes=lists, on=on, at=at)
        if report.rejected:
            raise AssertionError(
                f"The demonstration's own rows were rejected:\n{lists.read_text()}"
            )
        _give_accounts(on=on, at=at)
        beyond.add(on=on, at=at)
        programmes.add(Diary(on, at))
        managed.add(on=on, at=at)
        screening.add(on=on, at=at)
        desks.add(on=on, at=at)
        deadlines.refresh_all(on=on, at=at)
        beyond.accept_a_flag(on=on, at=at)
        figures = {"cases": Case.objects.count(), "rows": report.read}
        JobRun.objects.create(
            name=MARK, on=on, started_at=at, finished_at=at, succeeded=True, figures=figures
        )
    return figures


def refuse_real_data() -> None:
    """Whatever is not of the demonstration is taken for real."""
    real = {
        "cases": Case.objects.exclude(crn__startswith=CRN_START).count(),
        "users": User.objects.exclude(email__in=[account.email for account in ACCOUNTS]).count(),
        "officers": Officer.objects.exclude(code__in=[staff.code for staff in OFFICERS]).count(),
        "teams": Team.objects.exclude(code__in=[team[0] for team in TEAMS]).count(),
        "imports": JobRun.objects.filter(name=IMPORT_JOB).count(),
    }
    found = [f"{count} {what}" for what, count in real.items() if count]
    if found:
        raise RealDataError(
            f"This database holds {', '.join(found)} that are not of the demonstration, so it is left as it is. "
            "To see the demonstration, use an empty database."
        )


def _give_accounts(*, on: date, at: datetime) -> None:
    password = make_password(PASSWORD)
    for account in ACCOUNTS:
        user = User.objects.create(
            email=account.email, name=account.name, password=password, created_at=at
        )
        RoleGrant.objects.bulk_create(
            RoleGrant(user=user, role=role, starts_on=on - timedelta(days=800))
            for role in account.roles
        )
        Officer.objects.filter(code=account.officer).update(user=user)
    Headship.objects.create(
        officer=Officer.objects.get(code=IVY),
        delivery_unit=DeliveryUnit.objects.get(name="Eastmoor Police"),
        starts_on=on - timedelta(days=800),
    )


def described() -> list[str]:
    """The accounts, as the command prints them."""
    run = JobRun.objects.filter(name=MARK, succeeded=True).latest("finished_at")
    width = max(len(account.email) for account in ACCOUNTS)
    return [
        f"The demonstration area: {run.figures['cases']} invented people, as at {in_full(run.on)}.",
        f"Sign in as any of these, password {PASSWORD}",
        *(f"  {account.email:<{width}}  {account.sees}" for account in ACCOUNTS),
    ]
