"""Who goes on a visit: on the day of both, who may read the case for it; asked whatever the outcome (POL-10)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from audit.models import Event
from caseloads.selectors.home import my_day
from offenders.models import Case
from people.choices import Permission
from people.models import User
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by
from visits.choices import VisitOutcome, VisitPurpose
from visits.models import Visit
from visits.services import VisitRecord, amend_visit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e0d1"


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def going(case: Case, first: User, second: User | None, at: datetime, outcome: str = "") -> Visit:
    second_officer = second.officer if second else None
    return factories.make_visit(
        case, outcome, at=at, officer=first.officer, second=second_officer, recorded_at=max(at, NOON) if outcome else NOON - DAY
    )  # fmt: skip


def sees(user: User, case: Case, permission: Permission = Permission.VIEW_CASE) -> bool:
    return Case.objects.visible_to(user, permission).filter(pk=case.pk).exists()


class TestGround:
    """Chidi is in another team, so he has no other ground."""

    @pytest.mark.parametrize(
        ("at", "is_seen"),
        [
            (NOON + 60 * DAY, True),
            (NOON + timedelta(hours=1), True),
            (NOON - 28 * DAY, True),
            # 00:30 in London is 00:30 here in November: the day counts, not the hour.
            (datetime(2026, 10, 23, 0, 30, tzinfo=UTC), True),
            (datetime(2026, 10, 22, 22, 30, tzinfo=UTC), False),  # 23:30 in London, still summer
            (datetime(2026, 10, 22, 23, 30, tzinfo=UTC), True),  # 00:30 on 23 October in London
        ],
    )
    def test_from_planning_to_28_days_after(
        self, case: Case, amira: User, chidi: User, at: datetime, is_seen: bool
    ) -> None:
        assert not sees(chidi, case)
        going(case, amira, chidi, at, "seen_inside" if at < NOON else "")
        assert sees(chidi, case) == is_seen

    def test_it_allows_to_read_and_to_log_and_no_more(
        self, case: Case, amira: User, chidi: User, as_chidi: Client
    ) -> None:
        visit = going(case, amira, chidi, NOON + DAY)
        assert sees(chidi, case, Permission.LOG_CONTACT)
        assert as_chidi.get(visit.get_absolute_url()).status_code == 200
        response = as_chidi.get(case.get_absolute_url())
        row = Event.objects.get(request_id=response["X-Request-ID"])
        assert row.grounds == ["accompanying"]
        for name in (
            "visits:plan",
            "visits:record_new",
            "visits:interval",
            "offenders:record_risk",
        ):
            assert as_chidi.get(reverse(name, args=[case.uuid])).status_code == 403, name
        assert as_chidi.get(reverse("visits:record", args=[visit.contact.uuid])).status_code == 403

    def test_who_is_taken_off_the_visit_has_no_more_to_do_with_the_case(
        self, case: Case, amira: User, ben: User, chidi: User
    ) -> None:
        visit = going(case, amira, chidi, NOON - DAY, "seen_at_door")
        record = VisitRecord(
            purposes=(VisitPurpose.RESIDENCE,), happens_at=NOON - DAY, address=None, premises="1 Invented Street",
            outcome=VisitOutcome.SEEN_AT_DOOR, second_officer=ben.officer,
        )  # fmt: skip
        amend_visit(contact=visit.contact, version=1, record=record, reason="It was Ben", by=amira, at=NOON)  # fmt: skip
        assert not sees(chidi, case)

    def test_limits_beat_it(self, case: Case, amira: User, chidi: User) -> None:
        going(case, amira, chidi, NOON + DAY)
        factories.make_exclusion(case, chidi)
        assert not sees(chidi, case)

    def test_the_first_officer_of_a_visit_gains_nothing_by_it(
        self, case: Case, amira: User, chidi: User
    ) -> None:
        going(case, chidi, amira, NOON + DAY)
        assert not sees(chidi, case)


class TestTheirDay:
    def test_a_visit_is_on_the_day_of_both_with_who_goes(
        self, case: Case, amira: User, chidi: User, ben: User
    ) -> None:
        visit = going(case, amira, chidi, NOON + timedelta(hours=2))
        days = {user: my_day(user, at=NOON).today for user in (amira, chidi, ben)}
        assert [[row.contact for row in rows] for rows in days.values()] == [
            [visit.contact],
            [visit.contact],
            [],
        ]
        assert days[amira][0].who == f"you and {chidi.officer.short_name}"
        assert days[chidi][0].who == f"you and {amira.officer.short_name}"

    @pytest.mark.parametrize(
        ("at", "where"),
        [
            (datetime(2026, 11, 20, 0, 0, tzinfo=UTC), "today"),
            (datetime(2026, 11, 20, 23, 59, tzinfo=UTC), "today"),
            (datetime(2026, 11, 21, 0, 0, tzinfo=UTC), "week"),
            (datetime(2026, 11, 27, 23, 59, tzinfo=UTC), "week"),
            (datetime(2026, 11, 28, 0, 0, tzinfo=UTC), ""),
            (datetime(2026, 11, 19, 23, 59, tzinfo=UTC), ""),
        ],
    )
    def test_today_and_the_next_seven_days(
        self, case: Case, amira: User, at: datetime, where: str
    ) -> None:
        visit = going(case, amira, None, at)
        day = my_day(amira, at=NOON)
        found = {"today": day.today, "week": day.week}
        assert {name for name, rows in found.items() if rows} == ({where} if where else set())
        assert [row.contact for row in found.get(where, [])] == ([visit.contact] if where else [])

    def test_the_page_says_it(self, case: Case, amira: User, chidi: User, as_chidi: Client) -> None:
        assert "You have no appointments or visits today." in text_of(as_chidi.get("/my-day/"))
        assert "Nothing is arranged for you until 27 November 2026." in text_of(
            as_chidi.get("/my-day/")
        )
        going(case, amira, chidi, NOON + timedelta(hours=2))
        going(case, amira, chidi, NOON + DAY)
        response = as_chidi.get("/my-day/")
        page = text_of(response)
        assert case.crn in page
        assert f"you and {amira.officer.short_name}" in page
        assert "Sat 21 Nov" in page
        assert Event.objects.get(request_id=response["X-Request-ID"]).case_ids == [case.pk]

    def test_a_corrected_visit_is_there_once_at_its_new_time(
        self, case: Case, amira: User, chidi: User
    ) -> None:
        visit = going(case, amira, chidi, NOON + DAY)
        later = factories.amend_contact(visit.contact, happened_at=NOON + 2 * DAY)
        Visit.objects.create(contact=later, case=case, purposes=["residence"], second_officer=chidi.officer)  # fmt: skip
        for user in (amira, chidi):
            assert [row.contact for row in my_day(user, at=NOON).week] == [later]


class TestWhoWent:
    def sent(self, case: Case, outcome: str, **changes: Any) -> dict[str, Any]:
        return {
            "form_key": KEY, "outcome": outcome, "happens_on": "2026-11-20", "happens_time": "11:00",
            "purposes": ["residence"], "where": str(case.addresses.get().uuid), "is_announced": "no",
            "notes": "Rang twice",
        } | changes  # fmt: skip

    @pytest.mark.parametrize("outcome", ["not_in", "moved_away"])
    def test_it_is_asked_where_nobody_was_met_too(
        self, case: Case, ben: User, as_amira: Client, outcome: str
    ) -> None:
        factories.make_address(case)
        url = reverse("visits:record_new", args=[case.uuid])
        page = as_amira.post(url, self.sent(case, outcome))
        assert "Choose whether one or two officers go" in text_of(page)
        page = as_amira.post(url, self.sent(case, outcome, crew="alone"))
        assert "say why one officer is safe" in text_of(page)
        assert not Visit.objects.exists()
        as_amira.post(url, self.sent(case, outcome, crew="two", second_officer=ben.officer.pk))
        assert Visit.objects.get().second_officer == ben.officer

    def test_of_a_planned_visit_it_stands_there(
        self, case: Case, amira: User, ben: User, as_amira: Client
    ) -> None:
        visit = going(case, amira, ben, NOON - timedelta(hours=1))
        url = reverse("visits:record", args=[visit.contact.uuid])
        form = as_amira.get(url, {"outcome": "not_in"}).context["form"]
        assert (form["crew"].value(), form["second_officer"].value()) == ("two", ben.officer.pk)


def test_a_day_takes_the_same_queries_however_many_go(
    case: Case, amira: User, chidi: User, as_chidi: Client
) -> None:
    going(case, amira, chidi, NOON + DAY)
    few = asked_by(as_chidi, "/my-day/")
    for days in range(2, 6):
        going(case, amira, chidi, NOON + days * DAY)
    assert asked_by(as_chidi, "/my-day/") == few
