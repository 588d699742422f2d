"""Flags that come back after an acceptance, and those that nobody answers, on the pages of managers."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from caseloads.selectors.unanswered import answers_of
from core import clock
from core.calendar import add_working_days
from offenders.models import Case, Flag, KindStart
from offenders.services.flags import accept_flag, see_acceptance
from people.models import Team, User
from tests import factories
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
PAGE = "/oversight/"
LONG = timedelta(days=60)


@pytest.fixture
def on() -> date:
    return clock.today()


@pytest.fixture
def now() -> datetime:
    return clock.now()


@pytest.fixture
def flag(case: Case, on: date, now: datetime) -> Flag:
    """A late visit of two months ago, high, of which nobody has said anything."""
    Team.objects.update(created_on=on - timedelta(days=400))
    return factories.make_flag(case, on - LONG, severity="high", raised_at=now - LONG)


def accepted(flag: Flag, by: User, days: int, **changes: Any) -> Flag:
    """Accepted by whoever leads the team, until so many days from now (or ago)."""
    flag.refresh_from_db()
    accept_flag(
        flag=flag, until=clock.today() + timedelta(days=days), reason="Abroad until then",
        version=flag.version, by=by, at=clock.now(), as_supervisor=True, **changes,
    )  # fmt: skip
    return flag


def unanswered(user: User) -> list[Flag]:
    return [line.flag for line in answers_of(user, on=clock.today()).unanswered]


class TestUnanswered:
    def test_it_is_with_the_head_and_its_supervisor_knows(
        self, flag: Flag, ivy: User, dee: User, lars: User, amira: User
    ) -> None:
        assert unanswered(ivy) == [flag]
        assert unanswered(dee) == [flag]
        assert unanswered(lars) == []
        assert unanswered(amira) == []

    @pytest.mark.parametrize(("severity", "limit"), [("high", 10), ("critical", 3)])
    def test_from_the_day_that_the_setting_says(
        self, flag: Flag, ivy: User, severity: str, limit: int
    ) -> None:
        raised = date(2026, 3, 2)
        Flag.objects.update(severity=severity, raised_at=datetime(2026, 3, 2, 9).astimezone())
        last = add_working_days(raised, limit)
        assert answers_of(ivy, on=last).unanswered
        assert not answers_of(ivy, on=last - timedelta(days=1)).unanswered

    def test_what_was_accepted_or_ended_is_answered(
        self, flag: Flag, ivy: User, now: datetime
    ) -> None:
        accepted(flag, ivy, 5)
        assert unanswered(ivy) == []
        Flag.objects.update(
            accepted_at=None, accepted_by=None, accepted_until=None, accepted_reason="",
            accepted_severity="", cured_at=now, cured_by="visit:x",
        )  # fmt: skip
        assert unanswered(ivy) == []

    def test_what_its_officer_accepted_and_nobody_has_seen_is_not(
        self, flag: Flag, amira: User, dee: User, ivy: User, on: date, now: datetime
    ) -> None:
        Flag.objects.update(severity="critical")
        flag.refresh_from_db()
        accept_flag(flag=flag, until=on, reason="He rang", version=flag.version, by=amira, at=now)
        assert unanswered(ivy) == [flag]
        flag.refresh_from_db()
        see_acceptance(flag=flag, version=flag.version, by=dee, at=now)
        assert unanswered(ivy) == []

    def test_it_counts_from_the_day_chosen_for_the_team(
        self, flag: Flag, ivy: User, team: Team, on: date
    ) -> None:
        KindStart.objects.create(kind="manager_review", team=team, starts_on=on - timedelta(days=3))
        assert unanswered(ivy) == []

    def test_what_the_other_agency_does_is_for_its_own_managers(
        self, flag: Flag, case: Case, ivy: User, nadia: User, on: date, now: datetime
    ) -> None:
        theirs = factories.make_flag(case, on - LONG, kind="contact", raised_at=now - LONG)
        assert unanswered(ivy) == [flag]
        assert unanswered(nadia) == [theirs]

    def test_one_of_a_closed_case_shows_on_no_list(self, flag: Flag, case: Case, ivy: User) -> None:
        factories.make_exclusion(case, ivy)
        assert unanswered(ivy) == []

    def test_one_about_an_officer_goes_up_too(
        self, amira: User, ivy: User, dee: User, on: date, now: datetime
    ) -> None:
        Team.objects.update(created_on=on - timedelta(days=400))
        about = Flag.objects.create(
            officer=amira.officer, kind="caseload_count", due_on=on - LONG, severity="high",
            rule="CAS-27", because="54 cases", raised_at=now - LONG,
        )  # fmt: skip
        assert unanswered(ivy) == [about]
        assert unanswered(amira) == []


class TestBack:
    def test_it_says_how_often_it_was_accepted_before(
        self, flag: Flag, dee: User, ivy: User, on: date
    ) -> None:
        accepted(flag, dee, 3)
        accepted(flag, dee, 5)
        assert answers_of(dee, on=on).back == []
        later = answers_of(dee, on=on + timedelta(days=6))
        assert [line.flag for line in later.back] == [flag]
        assert later.back[0].words.endswith("accepted twice before")
        assert later.unanswered == []  # it has just come back

    def test_an_acceptance_that_something_graver_ended_is_none(
        self, flag: Flag, dee: User, on: date
    ) -> None:
        accepted(flag, dee, 20)
        Flag.objects.update(
            severity="critical", accepted_at=None, accepted_by=None, accepted_until=None,
            accepted_reason="", accepted_severity="",
        )  # fmt: skip
        assert [line.flag for line in answers_of(dee, on=on).back] == [flag]


class TestPages:
    def test_the_page_says_for_how_long_with_the_link(self, flag: Flag, as_ivy: Client) -> None:
        body = as_ivy.get(PAGE).content.decode()
        assert "Not answered for 4" in body
        assert flag.get_absolute_url() in body

    def test_the_teams_of_a_head_say_how_many(
        self, flag: Flag, other_team: Team, as_ivy: Client
    ) -> None:
        assert "1 flag that nobody has answered" in as_ivy.get("/teams/").content.decode()

    def test_the_history_of_the_flag_says_when_it_went_up(self, flag: Flag, as_dee: Client) -> None:
        body = as_dee.get(flag.get_absolute_url()).content.decode()
        assert "Nobody had answered it for 10 working days: with the head of the unit" in body

    def test_the_number_of_queries_does_not_grow(
        self, flag: Flag, amira: User, as_ivy: Client, on: date, now: datetime
    ) -> None:
        few = asked_by(as_ivy, PAGE)
        for number in range(6):
            other = factories.make_case(crn=f"X40000{number}", police=amira.officer)
            factories.make_flag(other, on - LONG, raised_at=now - LONG)
        assert asked_by(as_ivy, PAGE) == few
        assert len(as_ivy.get(PAGE).context["answers"].unanswered) == 7
