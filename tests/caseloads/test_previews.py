"""Before a number changes: who would be over it or overdue, by team, and then exactly that."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from caseloads import tasks
from caseloads.models import Preview
from caseloads.rules.previews import Difference, Over, differences
from caseloads.services import previews
from caseloads.services.previews import ask_before
from caseloads.services.reference import change_standard
from core import clock
from core.errors import RefusedError, StaleError
from core.models import JobRun, Message, Standard
from core.standards import number
from offenders import deadlines
from offenders.choices import RiskLevel, RiskTool
from offenders.models import Case
from people.models import Officer, Team, User
from tests import factories
from tests.pages import text_of
from tests.queries import asked_by

DAY = timedelta(days=1)
HIGH = "police.visit_interval.high"
AMBER = "case.count.amber"
TEAMS = {1: 10, 2: 10, 3: 20}


def over(owner_id: int, kind: str = "home_visit") -> Over:
    return Over("case", owner_id, kind, "police")


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ([], [], []),
        ([over(1)], [over(1)], [Difference(10, "home_visit", 1, 0, 0)]),
        ([over(1)], [over(1), over(2)], [Difference(10, "home_visit", 1, 1, 0)]),
        ([over(1), over(2)], [over(2)], [Difference(10, "home_visit", 2, 0, 1)]),
        # One comes and another goes: each is said, not what is left of the two.
        ([over(1)], [over(2)], [Difference(10, "home_visit", 1, 1, 1)]),
        # Several things of one person and kind are one.
        ([], [over(3), over(3)], [Difference(20, "home_visit", 0, 1, 0)]),
        ([over(4)], [], [Difference(None, "home_visit", 1, 0, 1)]),
    ],
)
def test_what_a_change_does(
    before: list[Over], after: list[Over], expected: list[Difference]
) -> None:
    assert differences(before, after, lambda each: TEAMS.get(each.owner_id)) == expected


def ask(key: str, value: int, by: User, **changes: Any) -> Preview:
    values: dict[str, Any] = {
        "starts_on": clock.today(),
        "reason": "Agreed by the chief officers",
        "version": Standard.objects.filter(key=key).latest("starts_on").version,
    }
    return ask_before(key=key, value=value, by=by, at=clock.now(), **(values | changes))


def told(preview: Preview) -> list[tuple[str, str, int, int, int]]:
    names = dict(Team.objects.values_list("pk", "name"))
    rows = [Difference(**row) for row in preview.counts]
    return [(names.get(row.team or 0, ""), row.kind, row.now, row.more, row.fewer) for row in rows]


def visited(officer: Officer, days_ago: int, *, surname: str) -> Case:
    """Registered, at high police risk, and last visited so many days ago."""
    case = factories.make_case(surname=surname, police=officer)
    factories.make_registration(case)
    at = clock.now() - timedelta(days=days_ago)
    factories.make_risk(case, RiskLevel.HIGH, tool=RiskTool.POLICE, assessed_on=at.date() - DAY)
    factories.make_visit(case, "seen_inside", at=at, officer=officer)
    return case


@pytest.mark.django_db
class TestWorkedOut:
    def test_exactly_what_then_happens(self, hal: User, amira: User, chidi: User) -> None:
        """Every 3 months: after 80 days nobody is overdue; every 2 months: those are, and those of 120 days were."""
        for number_of, officer in enumerate((amira.officer, amira.officer, chidi.officer)):
            visited(officer, 80, surname=f"Soon{number_of}")
        visited(amira.officer, 120, surname="Late")
        visited(amira.officer, 10, surname="Fine")
        preview = ask(HIGH, 2, hal)
        assert sorted(told(preview)) == sorted(
            [
                (amira.officer.team.name, "home_visit", 1, 2, 0),
                (chidi.officer.team.name, "home_visit", 0, 1, 0),
            ]
        )
        assert number(HIGH, on=clock.today()) == 3, "nothing has changed"
        assert not Message.objects.exists()
        change_standard(key=HIGH, value=2, starts_on=clock.today(), version=1, at=clock.now())
        kind = deadlines.kind("home_visit")
        assert (
            len({row["case_id"] for row in deadlines.overdue_among([kind], on=clock.today())}) == 4
        )

    def test_who_would_no_longer_be(self, hal: User, amira: User) -> None:
        visited(amira.officer, 120, surname="Late")
        preview = ask(HIGH, 6, hal)
        assert told(preview) == [(amira.officer.team.name, "home_visit", 1, 0, 1)]

    def test_officers_over_a_threshold(self, hal: User, amira: User, ben: User) -> None:
        for _ in range(3):
            factories.make_case(police=amira.officer)
        factories.make_case(police=ben.officer)
        assert told(ask(AMBER, 3, hal)) == [(amira.officer.team.name, "caseload_count", 0, 1, 0)]
        assert told(ask(AMBER, 4, hal)) == []

    def test_from_a_later_day_as_at_that_day(self, hal: User, amira: User) -> None:
        visited(amira.officer, 50, surname="Notyet")
        later = clock.today() + 20 * DAY
        preview = ask(HIGH, 2, hal, starts_on=later)
        assert preview.as_at == later
        assert told(preview) == [(amira.officer.team.name, "home_visit", 0, 1, 0)]
        assert told(ask(HIGH, 2, hal)) == []

    def test_refused_and_stale_as_the_change_is(self, hal: User) -> None:
        with pytest.raises(RefusedError, match="above 24"):
            ask(HIGH, 30, hal)
        change_standard(key=HIGH, value=2, starts_on=clock.today(), version=1, at=clock.now())
        with pytest.raises(StaleError):
            ask(HIGH, 4, hal, version=1)
        assert not Preview.objects.exists()

    def test_many_cases_are_work_for_a_job(
        self, hal: User, amira: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        visited(amira.officer, 80, surname="Soon")
        monkeypatch.setattr(previews, "AT_ONCE", 0)
        preview = ask(HIGH, 2, hal)
        message = Message.objects.get()
        assert (preview.finished_at, message.task) == (None, "caseloads.preview_number")
        tasks.preview_number(**message.arguments)
        preview.refresh_from_db()
        assert [row[3] for row in told(preview)] == [1]
        assert JobRun.objects.get().succeeded
        tasks.preview_number(**message.arguments)  # sent twice
        assert JobRun.objects.count() == 1

    def test_where_the_number_was_changed_meanwhile_it_says_nothing(
        self, hal: User, amira: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        visited(amira.officer, 80, surname="Soon")
        monkeypatch.setattr(previews, "AT_ONCE", 0)
        preview = ask(HIGH, 2, hal)
        change_standard(key=HIGH, value=4, starts_on=clock.today(), version=1, at=clock.now())
        tasks.preview_number(preview_id=preview.pk)
        preview.refresh_from_db()
        assert preview.finished_at
        assert preview.counts == []


@pytest.mark.django_db
class TestPages:
    def sent(self, **changes: str) -> dict[str, str]:
        return {
            "form_key": "8f14e45f-ceea-467f-a8a5-b1f2c0d9e00a",
            "version": "1",
            "value": "2",
            "starts_on": clock.today().isoformat(),
            "reason": "Agreed by the chief officers",
        } | changes

    def confirm(self, client: Client, url: str) -> Any:
        form = {"form_key": "8f14e45f-ceea-467f-a8a5-b1f2c0d9e00b", "version": "1"}
        return client.post(url, form, follow=True)

    def test_it_says_first_and_asks_once(self, as_hal: Client, amira: User) -> None:
        case = visited(amira.officer, 80, surname="Soonlate")
        answer = as_hal.post(reverse("caseloads:standard", args=[HIGH]), self.sent(), follow=True)
        text, where = text_of(answer), answer.redirect_chain[-1][0]
        assert "1 more would be over it or overdue, and 0 would no longer be" in text
        assert amira.officer.team.name in text
        assert case.surname not in text
        assert amira.officer.surname not in text
        assert case.crn not in text
        assert number(HIGH, on=clock.today()) == 3
        done = self.confirm(as_hal, where)
        assert "2 months from" in text_of(done)
        assert number(HIGH, on=clock.today()) == 2
        reasons = Event.objects.filter(method="POST", view="caseloads:standard_preview")
        assert [row.reason for row in reasons] == ["Agreed by the chief officers"]
        assert "changed since you asked" in text_of(as_hal.get(where))

    def test_a_number_that_no_deadline_goes_by(self, as_hal: Client) -> None:
        url = reverse("caseloads:standard", args=["flag.accept_days"])
        answer = as_hal.post(url, self.sent(value="20"), follow=True)
        assert "No deadline and no flag goes by this number" in text_of(answer)

    def test_while_it_is_worked_out_nothing_can_be_changed(
        self, as_hal: Client, amira: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        visited(amira.officer, 80, surname="Soonlate")
        monkeypatch.setattr(previews, "AT_ONCE", 0)
        url = reverse("caseloads:standard", args=[HIGH])
        answer = as_hal.post(url, self.sent(), follow=True)
        assert "in the background" in text_of(answer)
        self.confirm(as_hal, answer.redirect_chain[-1][0])
        assert number(HIGH, on=clock.today()) == 3

    def test_it_asks_as_often_for_many_as_for_one(
        self, as_hal: Client, hal: User, amira: User, chidi: User
    ) -> None:
        visited(amira.officer, 80, surname="Soon")
        urls = [reverse("caseloads:standard_preview", args=[HIGH, ask(HIGH, 2, hal).uuid])]
        for officer in (amira.officer, chidi.officer):
            visited(officer, 81, surname="Others")
        urls.append(reverse("caseloads:standard_preview", args=[HIGH, ask(HIGH, 2, hal).uuid]))
        few, many = (asked_by(as_hal, url) for url in urls)
        assert few == many
