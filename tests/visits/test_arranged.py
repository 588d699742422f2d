"""What is arranged stands beside what is due; a second visit is warned of with the first."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from caseloads.selectors.arranged import when_words, with_arranged
from caseloads.selectors.home import my_day
from offenders.models import Case, ContactType
from offenders.selectors.due import due_rows
from people.models import User
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by
from visits.models import Visit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
ON = date(2026, 11, 20)
KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e0e1"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def overdue(case: Case) -> Case:
    """Never visited, so the home visit is overdue."""
    case.allocations.update(starts_on=ON - 300 * DAY)
    factories.make_deadline(case, ON - 10 * DAY)
    return case


def planned(case: Case, by: User, second: User | None, at: datetime) -> Visit:
    return factories.make_visit(
        case, "", at=at, officer=by.officer, second=second.officer if second else None,
        recorded_at=NOON - DAY,
    )  # fmt: skip


def beside(case: Case, user: User) -> str:
    """What stands beside the home visit of this case."""
    rows = due_rows(Case.objects.visible_to(user).filter(pk=case.pk), on=ON, user=user)
    found = {row.kind: row.arranged for row in with_arranged(rows, user=user, at=NOON)}
    return found["home_visit"]


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (NOON + timedelta(hours=2), "today 14:00"),
        (datetime(2026, 11, 21, 8, 15, tzinfo=UTC), "tomorrow 08:15"),
        (datetime(2026, 12, 4, 9, 30, tzinfo=UTC), "Friday 4 December 2026 09:30"),
        (datetime(2026, 6, 30, 23, 30, tzinfo=UTC), "Wednesday 1 July 2026 00:30"),
    ],
)
def test_when_it_is_in_words(at: datetime, words: str) -> None:
    assert when_words(at, on=ON) == words


class TestBeside:
    def test_who_and_when(self, overdue: Case, amira: User, ben: User, dee: User) -> None:
        assert not beside(overdue, amira)
        visit = planned(overdue, amira, ben, datetime(2026, 11, 21, 8, 15, tzinfo=UTC))
        said = f"Visit arranged tomorrow 08:15, you and {ben.officer.short_name}"
        assert said in beside(overdue, amira)
        assert visit.get_absolute_url() in beside(overdue, amira)
        both = f"{amira.officer.short_name} and {ben.officer.short_name}"
        assert f"tomorrow 08:15, {both}" in beside(overdue, dee)

    @pytest.mark.parametrize(
        ("at", "is_said"),
        [
            (NOON + 31 * DAY, True),
            (NOON + 32 * DAY, False),
            (NOON - DAY, False),
            (NOON - timedelta(hours=3), True),
        ],
    )
    def test_from_today_for_a_month(
        self, overdue: Case, amira: User, at: datetime, is_said: bool
    ) -> None:
        planned(overdue, amira, None, at)
        assert bool(beside(overdue, amira)) == is_said

    def test_of_this_morning_without_outcome_it_is_still_to_be_heard(
        self, overdue: Case, amira: User
    ) -> None:
        planned(overdue, amira, None, NOON - timedelta(hours=3))
        assert "arranged today 09:00: outcome to record" in beside(overdue, amira)

    def test_after_the_day_it_says_so(self, case: Case, amira: User) -> None:
        factories.make_deadline(case, ON + 2 * DAY, told_on=ON - DAY)
        planned(case, amira, None, NOON + 5 * DAY)
        assert "12:00: after it is due" in beside(case, amira)

    def test_an_appointment_of_probation_answers_no_police_visit(
        self, overdue: Case, farah: User, amira: User
    ) -> None:
        kind = ContactType.objects.get(code="COAP")
        factories.make_contact(
            overdue, type_code=kind.code, officer=farah.officer, happened_at=NOON + DAY, recorded_at=NOON
        )  # fmt: skip
        assert not beside(overdue, amira)
        factories.make_deadline(overdue, ON - 3 * DAY, kind="contact")
        rows = due_rows(Case.objects.visible_to(farah), on=ON, user=farah)
        found = {row.kind: row.arranged for row in with_arranged(rows, user=farah, at=NOON)}
        assert f"{kind.name} arranged tomorrow 12:00, you" not in found["contact"]
        assert f"{kind.name} arranged tomorrow 12:00" in found["contact"]

    def test_both_pages_say_it_in_as_many_queries_whatever_is_arranged(
        self, overdue: Case, amira: User, ben: User, as_amira: Client
    ) -> None:
        pages = ("/my-day/", overdue.get_absolute_url())
        planned(overdue, amira, ben, NOON + DAY)
        few = [asked_by(as_amira, page) for page in pages]
        for days in range(2, 6):
            planned(overdue, amira, ben, NOON + days * DAY)
        assert [asked_by(as_amira, page) for page in pages] == few
        for page in pages:
            said = f"Visit arranged tomorrow 12:00, you and {ben.officer.short_name}"
            assert said in text_of(as_amira.get(page))


class TestMissing:
    def test_it_says_since_when_and_stands_after_what_is_overdue(
        self, case: Case, amira: User, as_amira: Client
    ) -> None:
        factories.make_deadline(
            case, ON - 1_457 * DAY, missing="police_risk_level", severity="critical"
        )
        factories.make_deadline(case, ON - DAY, severity="critical", subject="x")
        rows = due_rows(Case.objects.visible_to(amira).filter(pk=case.pk), on=ON, user=amira)
        assert [row.missing for row in rows[:2]] == ["", "police_risk_level"]
        for page in ("/my-day/", case.get_absolute_url()):
            said = text_of(as_amira.get(page))
            assert "Missing since 24 November 2022" in said
            assert "1,457" not in said
            assert "1457" not in said


class TestSecond:
    def sent(self, case: Case, ben: User) -> dict[str, Any]:
        return {
            "form_key": KEY, "happens_on": "2026-11-21", "happens_time": "10:00", "purposes": ["residence"],
            "where": str(case.addresses.get().uuid), "crew": "two", "second_officer": str(ben.officer.pk),
            "is_announced": "no", "notes": "",
        }  # fmt: skip

    def test_it_is_warned_of_with_the_first(
        self, case: Case, amira: User, ben: User, as_amira: Client
    ) -> None:
        factories.make_address(case)
        url = reverse("visits:plan", args=[case.uuid])
        assert "A visit is planned already" not in text_of(as_amira.get(url))
        planned(case, amira, ben, datetime(2026, 11, 21, 8, 15, tzinfo=UTC))
        first = (
            f"21 November 2026 at 08:15, {amira.officer.short_name} and {ben.officer.short_name}"
        )
        assert f"A visit is planned already: {first}" in text_of(as_amira.get(url)).replace(
            " :", ":"
        )
        page = as_amira.post(url, self.sent(case, ben), follow=True)
        assert f"This is not the only one. Planned before: {first}." in text_of(page)
        assert Visit.objects.filter(case=case).count() == 2

    def test_alone_it_is_not(self, case: Case, ben: User, as_amira: Client) -> None:
        factories.make_address(case)
        url = reverse("visits:plan", args=[case.uuid])
        assert "not the only one" not in text_of(
            as_amira.post(url, self.sent(case, ben), follow=True)
        )

    def test_who_records_one_that_nobody_planned_is_told_of_todays(
        self, case: Case, amira: User, as_amira: Client
    ) -> None:
        visit = planned(case, amira, None, NOON - timedelta(hours=1))
        planned(case, amira, None, NOON + DAY)
        page = as_amira.get(reverse("visits:record_new", args=[case.uuid]))
        assert text_of(page).count("A visit is planned for today") == 1
        assert reverse("visits:record", args=[visit.contact.uuid]) in page.content.decode()


def test_my_day_has_it_too(overdue: Case, amira: User) -> None:
    planned(overdue, amira, None, NOON + DAY)
    (row,) = [row for row in my_day(amira, at=NOON).overdue if row.kind == "home_visit"]
    assert "Visit arranged tomorrow 12:00" in row.arranged
