"""CAS-19: what officers carry is kept night by night, once, and never changed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from caseloads.models import Snapshot
from caseloads.services.snapshots import take_snapshot
from caseloads.tasks import flag_caseloads_over_threshold, snapshot
from core import clock
from core.models import JobRun
from offenders.models import Flag, Sentence, Tier
from people.models import Officer, Reduction, User
from tests import factories

pytestmark = pytest.mark.django_db
TODAY = clock.today()


def weighted(officer: Officer) -> None:
    """One case of 206 points, with an officer who has the hours for 217."""
    Officer.objects.filter(pk=officer.pk).update(contracted_hours=Decimal("3.7"))
    case = factories.make_case(probation=officer, rosh="high")
    began = TODAY - timedelta(days=90)
    Sentence.objects.create(case=case, kind="community", starts_on=began, sentenced_on=began)
    Tier.objects.create(case=case, scheme="v2", tier="A3", calculated_on=began)


def test_of_everybody_once_a_night(amira: User, farah: User) -> None:
    weighted(farah.officer)
    snapshot()
    snapshot()
    assert JobRun.objects.filter(name="caseloads.snapshot").count() == 1
    kept = Snapshot.objects.get(officer=farah.officer)
    assert (kept.on, kept.cases, kept.high, kept.points, kept.available) == (TODAY, 1, 1, 206, 217)
    assert (kept.capacity, kept.is_without_hours) == (Decimal("94.9"), False)
    police = Snapshot.objects.get(officer=amira.officer)
    assert (police.cases, police.points, police.capacity) == (0, None, None)
    assert take_snapshot(on=TODAY) == 0


def test_no_hours_is_no_percentage(farah: User) -> None:
    weighted(farah.officer)
    Reduction.objects.create(
        officer=farah.officer, reason="trainee", hours=Decimal("3.7"), starts_on=TODAY
    )
    take_snapshot(on=TODAY)
    kept = Snapshot.objects.get(officer=farah.officer)
    assert (kept.capacity, kept.is_without_hours) == (None, True)


def test_what_was_kept_stays(farah: User) -> None:
    take_snapshot(on=TODAY)
    with pytest.raises(DatabaseError, match="update or delete"), transaction.atomic():
        Snapshot.objects.update(cases=9)


def test_as_many_questions_for_many_as_for_few(amira: User, farah: User) -> None:
    with CaptureQueriesContext(connection) as few:
        take_snapshot(on=TODAY - timedelta(days=1))
    for user in (amira, farah):
        side = {user.officer.agency: user.officer}
        for _ in range(4):
            factories.make_case(**side)
    with CaptureQueriesContext(connection) as many:
        take_snapshot(on=TODAY)
    assert len(many) == len(few)


def night(officer: Officer, on: date, capacity: str) -> None:
    Snapshot.objects.create(
        officer=officer, on=on, cases=1, in_custody=0, registered=0, high=0, very_high=0, untiered=0,
        points=206, available=111, capacity=Decimal(capacity), is_without_hours=False,
    )  # fmt: skip


def flag() -> Flag | None:
    flag_caseloads_over_threshold()
    return Flag.objects.open().filter(kind="over_for_long").first()


def test_too_much_for_too_long(farah: User) -> None:
    weighted(farah.officer)
    Reduction.objects.create(
        officer=farah.officer, reason="trainee", hours=Decimal("1.8"), starts_on=TODAY
    )
    for back in (27, 20, 3):  # the nights between were missed
        night(farah.officer, TODAY - timedelta(days=back), "185.6")
    assert flag() is None
    night(farah.officer, TODAY - timedelta(days=28), "185.6")
    found = flag()
    assert found
    assert (found.value, found.severity) == ("185.6", "high")
    Reduction.objects.update(hours=Decimal("0.1"))
    assert flag() is None
