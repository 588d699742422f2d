"""What an extract says of requirements, licence conditions and notification, beside what people wrote."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from core import clock
from offenders.choices import Disposal, KeyDateKind
from offenders.models import Case, KeyDate
from offenders.rules.notification import Subject
from orders.choices import AskedEnding
from orders.models import LicenceCondition, NotificationPeriod, SentenceRequirement
from orders.rules.asked import AskedEnds
from orders.services import end_asked, record_period
from orders.services.notification import Another, Source
from people.models import User
from tests.extracts import take_in, write_only

pytestmark = pytest.mark.django_db
NAMES = ("key_dates", "requirements", "licence_conditions", "notification_periods")
Folder = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return lambda **files: write_only(tmp_path / "extract", *NAMES, **files)


def test_what_is_stored_is_what_stood_there(folder: Folder) -> None:
    take_in(folder())
    case = Case.objects.get(crn="X100001")
    dates = KeyDate.objects.filter(case=case).order_by("known_on")
    assert [(row.kind, row.falls_on, row.known_on) for row in dates] == [
        (KeyDateKind.CONDITIONAL, date(2027, 3, 1), date(2026, 1, 10)),
        (KeyDateKind.CONDITIONAL, date(2027, 5, 1), date(2026, 6, 10)),
        (KeyDateKind.HEARING, None, date(2026, 11, 10)),
    ]
    asked = SentenceRequirement.objects.order_by("category")
    assert [(row.category, row.words, row.monitoring, row.ends_on) for row in asked] == [
        ("programme", "Take part in Horizon.", "", None),
        (
            "rehabilitation",
            "Take part in activities, up to 30 days.",
            "Every fortnight",
            date(2027, 3, 1),
        ),
    ]
    assert {(row.recorded_by, row.version) for row in asked} == {(None, 1)}
    periods = NotificationPeriod.objects.order_by("known_on")
    assert [(row.case.crn, row.ends_on) for row in periods] == [
        ("X100001", None),
        ("X100002", date(2035, 3, 1)),
    ]


def test_what_people_ended_or_worked_out_stays(folder: Folder, amira: User) -> None:
    """The same file again changes nothing, and one that says another end is not taken either."""
    take_in(folder())
    by = amira
    conditions = LicenceCondition.objects.order_by("category")
    contact, good = conditions
    on, at = clock.today(), clock.now()
    end_asked(
        row=contact,
        ending=AskedEnds(AskedEnding.ERROR, note="Of another person"),
        version=1,
        by=by,
        at=at,
    )
    last = on - timedelta(days=3)
    end_asked(row=good, ending=AskedEnds(AskedEnding.DONE, last), version=1, by=by, at=at)
    case = Case.objects.get(crn="X100002")
    known_on = date(2025, 3, 1)
    record_period(
        case=case,
        subject=Subject(Disposal.CAUTION, date(2025, 1, 1), 40),
        offence="An invented offence",
        source=Source(known_on=known_on, source="A notice"),
        is_verified=True,
        another=Another(None, "The police say so"),
        version=1,
        by=by,
        at=at,
    )
    for _ in range(2):
        again = take_in(folder())
        assert not again.changes
        assert not again.rejects
    rows = list(LicenceCondition.objects.order_by("category"))
    assert [(row.ended_because, row.ends_on) for row in rows] == [
        (AskedEnding.ERROR, contact.starts_on),
        (AskedEnding.DONE, last + timedelta(days=1)),
    ]
    assert NotificationPeriod.objects.get(case=case).ends_on is None


def test_a_later_extract_corrects(folder: Folder) -> None:
    take_in(folder())
    later = take_in(
        folder(
            key_dates="crn,kind,falls_on,known_on\nX100001,crd,2027-03-02,2026-01-10\n",
            requirements=(
                "crn,category,words,monitoring,starts_on,ends_on\n"
                "X100002,programme,Take part in Horizon.,By the treatment manager,2025-03-01,2026-12-01\n"
            ),
        )
    )
    assert later.counts("key_dates") == (0, 1, 0, 0)
    assert KeyDate.objects.get(known_on=date(2026, 1, 10)).falls_on == date(2027, 3, 2)
    assert later.counts("requirements") == (0, 1, 0, 0)
    row = SentenceRequirement.objects.get(category="programme")
    assert (row.monitoring, row.ends_on, row.version) == (
        "By the treatment manager",
        date(2026, 12, 1),
        2,
    )
