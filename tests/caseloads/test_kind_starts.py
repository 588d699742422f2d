"""From which day a kind counts: chosen by an administrator for teams, with what becomes of its flags."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from caseloads.selectors import kind_starts as selectors
from caseloads.services import kind_starts as services
from core import clock
from core.calendar import in_full
from core.errors import RefusedError, StaleError
from core.models import Message
from offenders import deadlines
from offenders.deadlines import Kind
from offenders.models import Case, Deadline, Flag, KindStart
from people.models import Officer, Team
from tests import factories
from tests.kinds import asks_for
from tests.pages import text_of
from tests.queries import asked_by
from tests.together import STORED, together, while_open

FIRST_DAY, DUE = date(2026, 3, 2), date(2026, 5, 1)
KEY = "8f14e45f-ceea-467f-a8a5-b1f2c0d9e001"
CODE = "test_here"


@pytest.fixture
def kind(a_kind: Any, case: Case, other_team: Team, probation_team: Team) -> Kind:
    """A kind of the police by which something of the case was due on 1 May 2026; all are here since 2 March."""
    Team.objects.update(created_on=FIRST_DAY)
    Case.objects.update(created_on=FIRST_DAY)
    found: Kind = a_kind(asks_for({case.pk: DUE}))
    return found


def start(kind: Kind, where: str, starts_on: date, version: int | None = None) -> int:
    return services.start_kind(
        kind=kind,
        teams=selectors.teams_at(kind, where),
        starts_on=starts_on,
        version=selectors.version_of(kind.code) if version is None else version,
        at=clock.now(),
    )


def days_of(kind: Kind) -> dict[str, date]:
    rows = KindStart.objects.filter(kind=kind.code)
    return dict(rows.values_list("team__code", "starts_on"))


@pytest.mark.django_db
class TestService:
    def test_for_one_team_a_unit_a_region_or_everybody(self, kind, team, other_team):
        far = factories.make_team("Far", code="FAR")
        near = factories.make_team(
            "Near", code="NEA", unit=factories.make_unit(region=team.delivery_unit.region)
        )
        Team.objects.update(created_on=FIRST_DAY)
        unit = team.delivery_unit
        assert start(kind, f"team:{team.pk}", DUE) == 1
        assert set(days_of(kind)) == {"PPE"}
        assert start(kind, f"unit:{unit.pk}", DUE) == 1, "it counted from then for one already"
        assert set(days_of(kind)) == {"PPE", other_team.code}
        assert start(kind, f"region:{unit.region_id}", DUE) == 1
        assert set(days_of(kind)) == {"PPE", "PPW", near.code}
        assert start(kind, "all", DUE) == 1
        assert set(days_of(kind)) == {"PPE", "PPW", "NEA", far.code}, "and no team of probation"

    def test_flags_from_before_the_day_are_closed_and_the_deadline_is_a_list(
        self, kind, team, case
    ):
        deadlines.refresh_kind(kind, on=clock.today(), at=clock.now())
        assert Flag.objects.open().filter(kind=CODE).count() == 1
        start(kind, f"team:{team.pk}", DUE + timedelta(days=1))
        message = Message.objects.get()
        assert (message.task, message.arguments) == ("offenders.recompute_kind", {"kind": CODE})
        deadlines.refresh_kind(kind, on=clock.today(), at=clock.now())
        assert not Flag.objects.open().filter(kind=CODE).exists()
        assert Deadline.objects.get(kind=CODE).is_backlog
        start(kind, f"team:{team.pk}", DUE)
        deadlines.refresh_kind(kind, on=clock.today(), at=clock.now())
        assert Flag.objects.open().filter(kind=CODE).count() == 1

    def test_a_team_that_joined_later_keeps_its_first_day(self, kind, team, other_team):
        Team.objects.filter(pk=other_team.pk).update(created_on=DUE)
        start(kind, f"unit:{team.delivery_unit_id}", FIRST_DAY + timedelta(days=1))
        assert days_of(kind) == {"PPE": FIRST_DAY + timedelta(days=1)}

    @pytest.mark.parametrize(
        ("starts_on", "words"),
        [
            (FIRST_DAY - timedelta(days=1), "before the first day here"),
            (FIRST_DAY, "there already"),
            (date(2036, 1, 1), "at the latest"),
        ],
    )
    def test_refused(self, kind, team, starts_on, words):
        with pytest.raises(RefusedError, match=words):
            start(kind, f"team:{team.pk}", starts_on)
        assert not Message.objects.exists()

    def test_the_furthest_day_is_a_year_ahead(self, kind, team):
        furthest = clock.today() + timedelta(days=366)
        with pytest.raises(RefusedError, match="at the latest"):
            start(kind, f"team:{team.pk}", furthest + timedelta(days=1))
        assert start(kind, f"team:{team.pk}", furthest) == 1

    def test_the_same_day_again_changes_nothing(self, kind, team):
        start(kind, f"team:{team.pk}", DUE)
        with pytest.raises(RefusedError, match="there already"):
            start(kind, f"team:{team.pk}", DUE)
        assert KindStart.objects.get().version == 1

    def test_where_no_team_does_its_work(self, kind, probation_team):
        with pytest.raises(RefusedError, match="No team"):
            start(kind, f"team:{probation_team.pk}", DUE)

    def test_of_two_changes_the_second_is_stale(self, kind, team, other_team):
        start(kind, f"team:{team.pk}", DUE)
        with pytest.raises(StaleError) as caught:
            start(kind, f"team:{other_team.pk}", DUE, version=0)
        assert caught.value.theirs == [("Test", f"{team.name} from 1 May 2026")]
        start(kind, f"team:{team.pk}", DUE + timedelta(days=1), version=1)
        with pytest.raises(StaleError):
            start(kind, f"team:{team.pk}", DUE, version=1)


@pytest.mark.django_db(transaction=True)
class TestTwoAtOnce:
    def test_one_is_stored_and_the_other_told(self, kind, team):
        """The first choice of a day is two inserts that meet at the team."""
        acts = [
            lambda day=day: start(kind, f"team:{team.pk}", day, version=0)
            for day in (DUE, DUE + timedelta(days=1))
        ]
        assert together(*acts) == ["StaleError", STORED]
        assert KindStart.objects.count() == 1

    def test_the_second_waits_for_the_first_and_is_told(self, kind, team):
        told = while_open(
            lambda: start(kind, "all", DUE, version=0),
            lambda: start(kind, f"team:{team.pk}", DUE + timedelta(days=1), version=0),
        )
        assert told == "StaleError"
        assert days_of(kind)["PPE"] == DUE


def sent(**changes: str) -> dict[str, str]:
    return {
        "form_key": KEY,
        "version": "0",
        "where": "all",
        "starts_on": clock.today().isoformat(),
        "reason": "Agreed by the chief officers",
    } | changes


@pytest.mark.django_db
class TestPages:
    url = "/reference/kinds/test_here/"

    def test_the_kinds_that_have_a_day(self, as_hal: Client, kind):
        page = text_of(as_hal.get(reverse("caseloads:kind_starts")))
        assert "Test" in page
        assert "Home visit" not in page, "an extract carries visits"
        assert self.url in as_hal.get(reverse("caseloads:kind_starts")).content.decode()

    def test_the_reference_page_leads_there(self, as_hal: Client):
        page = as_hal.get(reverse("caseloads:reference")).content.decode()
        assert reverse("caseloads:kind_starts") in page

    def test_each_team_with_its_day_and_what_is_late(self, as_hal: Client, kind, team, other_team):
        deadlines.refresh_kind(kind, on=clock.today(), at=clock.now())
        rows = as_hal.get(self.url).context["table"].cells
        assert [(row[2], row[3]) for row in rows] == [("1", "0"), ("0", "0")]
        assert "2 March 2026" in rows[0][1]
        assert "Its first day here" in rows[0][1]
        start(kind, f"team:{team.pk}", clock.today() + timedelta(days=3))
        deadlines.refresh_kind(kind, on=clock.today(), at=clock.now())
        rows = as_hal.get(self.url).context["table"].cells
        assert [(row[2], row[3]) for row in rows] == [("0", "1"), ("0", "0")]
        assert "Does not count yet" in rows[0][1]

    def test_of_officers_the_team_is_their_own(self, as_hal: Client, a_kind, kind, amira):
        Officer.objects.update(created_on=FIRST_DAY)
        a_kind(asks_for({amira.officer.pk: DUE}, code="test_officer", of="officer", agency=None))
        deadlines.recompute(officer_ids=[amira.officer.pk], on=clock.today())
        rows = as_hal.get("/reference/kinds/test_officer/").context["table"].cells
        assert [row[2] for row in rows if "PPE" in row[0]] == ["1"]

    def test_choose_a_day(self, as_hal: Client, kind):
        page = text_of(as_hal.post(self.url, sent(), follow=True))
        assert f"Counts from {in_full(clock.today())} for 2 teams" in page
        assert "Hal Novak : " in page or "Hal Novak:" in page
        assert "Agreed by the chief officers" in page
        assert Event.objects.filter(reason="Agreed by the chief officers").count() == 1

    def test_a_row_leads_to_the_form_with_its_team_chosen(self, as_hal: Client, kind, team):
        page = as_hal.get(self.url, {"where": f"team:{team.pk}"}).content.decode()
        assert f'<option value="team:{team.pk}" selected>' in page

    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"where": ""}, "where", "Choose for whom"),
            ({"where": "team:0"}, "where", "no longer there"),
            ({"where": "unit:x' OR 1=1"}, "where", "no longer there"),
            ({"reason": ""}, "reason", "Say why"),
            ({"starts_on": ""}, "starts_on", "Enter the day it counts from"),
            ({"starts_on": "2020-01-01"}, "starts_on", "before the first day here"),
        ],
    )
    def test_errors(self, as_hal: Client, kind, changes, field, words):
        response = as_hal.post(self.url, sent(**changes))
        assert response.status_code == 200
        assert list(response.context["form"].errors) == [field]
        assert words in text_of(response)
        assert not KindStart.objects.exists()

    def test_sent_twice_it_is_stored_once(self, as_hal: Client, kind):
        for _ in range(2):
            assert as_hal.post(self.url, sent()).status_code == 302
        assert list(KindStart.objects.values_list("version", flat=True)) == [1, 1]

    def test_stale(self, as_hal: Client, kind, team):
        start(kind, f"team:{team.pk}", DUE)
        response = as_hal.post(self.url, sent())
        assert response.status_code == 409
        assert f"{team.name} from 1 May 2026" in text_of(response)

    @pytest.mark.parametrize("code", ["home_visit", "no_such_kind"])
    def test_no_such_page(self, as_hal: Client, kind, code):
        assert as_hal.get(f"/reference/kinds/{code}/").status_code == 404

    def test_no_kind(self, as_hal: Client, monkeypatch):
        monkeypatch.setattr(selectors, "all_kinds", list)
        assert "extracts carry" in text_of(as_hal.get(reverse("caseloads:kind_starts")))

    def test_no_team(self, as_hal: Client, a_kind):
        a_kind(asks_for({}))
        page = text_of(as_hal.get(self.url))
        assert "No team does the work" in page
        assert "No day has been chosen" in page

    def test_as_many_questions_for_one_team_as_for_many(self, as_hal: Client, kind, team):
        as_hal.post(self.url, sent(where=f"team:{team.pk}"))
        few = asked_by(as_hal, self.url)
        for number in range(8):
            factories.make_team(f"More {number}")
        Team.objects.update(created_on=FIRST_DAY)
        start(kind, "all", DUE + timedelta(days=2))
        assert asked_by(as_hal, self.url) == few, "whatever the number"

    def test_what_was_set_at_once_is_one_line_of_the_history(self, kind, team, other_team, as_hal):
        as_hal.post(self.url, sent(where=f"unit:{team.delivery_unit_id}"))
        assert [step.words for step in selectors.history_of(CODE)] == [
            f"2 teams from {in_full(clock.today())}"
        ]
