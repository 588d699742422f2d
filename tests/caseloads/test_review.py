"""POL-11 on the first pages: what a supervisor asks an officer, and which records a supervisor is to read."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from caseloads.selectors.team.lists import contact_rows, contacts_of
from caseloads.selectors.team.scope import Scope
from core import clock
from core.calendar import london_midnight
from core.models import Standard
from offenders.models import Case
from people.choices import Grade, Role
from people.models import Officer, Team, User
from tests import factories
from tests.queries import asked_by
from visits import services
from visits.choices import ConditionResult, NotificationItem
from visits.models import ConditionCheck, Review, Visit

pytestmark = pytest.mark.django_db
DAY = "/my-day/"
HEADING = "Your supervisor asks"


@pytest.fixture
def now() -> datetime:
    return clock.now()


def text(response: Any) -> str:
    return response.content.decode()


def visit_to(case: Case, officer: Officer, **fields: Any) -> Visit:
    return factories.make_visit(case, "seen_at_door", officer=officer, **fields)


def asked_about(case: Case, officer: Officer, by: User, **fields: Any) -> Review:
    fields.setdefault("asks", "Go again this week")
    review = factories.make_review(visit_to(case, officer), by, **fields)
    factories.work_out(case)
    return review


class TestMyDay:
    def test_nothing_asked_nothing_said(
        self, case: Case, amira: User, dee: User, as_amira: Client
    ) -> None:
        factories.make_review(visit_to(case, amira.officer), dee)
        assert HEADING not in text(as_amira.get(DAY))

    def test_the_words_and_the_act_one_tap_away(
        self, case: Case, amira: User, dee: User, as_amira: Client
    ) -> None:
        review = asked_about(case, amira.officer, dee, asks="<script>x</script> Zoltán")
        page = text(as_amira.get(DAY))
        assert page.index("Overdue") < page.index(HEADING)
        assert "&lt;script&gt;x&lt;/script&gt; Zoltán" in page
        assert "Gareth O&#x27;Neill" in page
        assert f'href="{reverse("visits:answer", args=[review.uuid])}"' in page
        row = Event.objects.filter(view="caseloads:my_day").latest("pk")
        assert row.case_ids == [case.pk]
        assert row.grounds == ["allocated"]

    def test_answered_it_is_gone(
        self, case: Case, amira: User, dee: User, as_amira: Client, now: datetime
    ) -> None:
        review = asked_about(case, amira.officer, dee)
        services.answer_review(review=review, version=1, answer="Went", by=amira, at=now)
        assert HEADING not in text(as_amira.get(DAY))

    def test_oldest_first(
        self, case: Case, amira: User, dee: User, as_amira: Client, now: datetime
    ) -> None:
        for model in (Team, Case):  # the kind has counted for long
            model.objects.update(created_on=now.date() - timedelta(days=90))
        for days in (1, 9, 4):
            asked_about(
                case,
                amira.officer,
                dee,
                asks=f"Asked {days}",
                reviewed_at=now - timedelta(days=days),
            )
        assert re.findall(r"Asked \d", text(as_amira.get(DAY))) == ["Asked 9", "Asked 4", "Asked 1"]

    @pytest.mark.parametrize(
        ("who", "is_shown"),
        [
            ("as_jack", True),  # covers Amira
            ("as_ben", False),  # of the team: may answer, but it is not his day
            ("as_farah", False),  # holds the case for probation: not her supervisor
            ("as_eve", False),
            ("as_dee", False),
        ],
    )
    def test_whose_day_it_is(
        self, request: pytest.FixtureRequest, case: Case, amira: User, dee: User,
        who: str, is_shown: bool,
    ) -> None:  # fmt: skip
        asked_about(case, amira.officer, dee)
        client = request.getfixturevalue(who)
        assert (HEADING in text(client.get(DAY))) == is_shown

    def test_what_one_may_no_longer_see_is_not_shown(
        self, case: Case, eve: User, dee: User, as_eve: Client
    ) -> None:
        """Eve is excluded from a case that is hers."""
        factories.allocate(case, eve.officer, role="co_worker")
        asked_about(case, eve.officer, dee)
        page = text(as_eve.get(DAY))
        assert HEADING not in page
        assert "O&#x27;Neill" not in page

    def test_a_supervisor_is_not_asked_by_themselves(
        self, case: Case, amira: User, dee: User, as_dee: Client
    ) -> None:
        factories.allocate(case, dee.officer, role="co_worker")
        asked_about(case, amira.officer, dee)
        assert HEADING not in text(as_dee.get(DAY))

    def test_the_number_of_queries_does_not_grow(
        self, amira: User, dee: User, as_amira: Client
    ) -> None:
        counts = []
        for _ in range(3):
            mine = factories.make_case(police=amira.officer)
            asked_about(mine, amira.officer, dee)
            counts.append(asked_by(as_amira, DAY))
        assert counts[0] == counts[2]


class TestTeam:
    def listed(self, team: Team, user: User, code: str) -> list[int]:
        scope = Scope(team, user, clock.now())
        found = list(contacts_of(scope, code))
        assert scope.contacts(code).count() == len(found)
        return [row.pk for row in found]

    def words(self, team: Team, user: User, code: str) -> dict[int, str]:
        scope = Scope(team, user, clock.now())
        rows = contact_rows(code, list(contacts_of(scope, code)), scope)
        return {row.contact.pk: row.words for row in rows}

    def page(self, team: Team, client: Client) -> str:
        return text(client.get(reverse("caseloads:team", args=[team.uuid])))

    def test_nothing_to_read_is_said(self, team: Team, case: Case, as_dee: Client) -> None:
        page = self.page(team, as_dee)
        assert (
            "No visit with a concern, a refusal or a child waits for a review, recorded in the last 28 days"
            in page
        )
        assert "Everything that was asked in a review is answered" in page

    def test_which_records(self, team: Team, case: Case, amira: User, dee: User) -> None:
        """With a concern, in words or about a condition; not reviewed; not long ago."""
        mine = amira.officer
        told = visit_to(case, mine, concerns="A child's coat")
        checked = visit_to(case, mine)
        ConditionCheck.objects.create(
            visit=checked,
            notification=NotificationItem.BANK,
            result=ConditionResult.CONCERN,
            concern="A card in another name",
        )
        visit_to(case, mine)
        factories.make_review(visit_to(case, mine, concerns="A coat"), dee)
        assert self.listed(team, dee, "review") == [told.contact_id, checked.contact_id]
        assert self.listed(team, dee, "asked") == []
        assert self.words(team, dee, "review") == {
            told.contact_id: "A child's coat",
            checked.contact_id: "A card in another name",
        }

    def test_the_days_are_a_standard(self, team: Team, case: Case, amira: User, dee: User) -> None:
        first = london_midnight(clock.today() - timedelta(days=28))
        visit_to(case, amira.officer, at=first - timedelta(hours=5), recorded_at=first - timedelta(seconds=1),
                 concerns="Too long ago")  # fmt: skip
        inside = visit_to(
            case, amira.officer, at=first - timedelta(hours=5), recorded_at=first, concerns="A coat"
        )
        assert self.listed(team, dee, "review") == [inside.contact_id]
        Standard.objects.filter(key="police.review_days").update(value=27)
        assert self.listed(team, dee, "review") == []

    def test_a_correction_is_to_be_read_again(
        self, team: Team, case: Case, amira: User, dee: User
    ) -> None:
        visit = visit_to(case, amira.officer, concerns="A coat")
        factories.make_review(visit, dee, asks="Whose?")
        assert self.listed(team, dee, "review") == []
        record = services.VisitRecord(
            purposes=("residence",),
            happens_at=visit.contact.happened_at,
            address=None,
            premises="1 Invented Street",
            outcome="seen_at_door",
            concerns="Two coats",
        )
        again = services.amend_visit(
            contact=visit.contact, version=1, record=record, reason="Counted again", by=amira,
            at=clock.now(),
        )  # fmt: skip
        assert self.listed(team, dee, "review") == [again.pk]
        assert self.listed(team, dee, "asked") == [again.pk]
        assert self.words(team, dee, "asked") == {again.pk: "Whose?"}

    def test_one_visit_asked_about_twice_is_one(
        self, team: Team, case: Case, amira: User, dee: User
    ) -> None:
        visit = visit_to(case, amira.officer)
        factories.make_review(visit, dee, asks="One")
        contact = factories.amend_contact(visit.contact, notes="More")
        again = Visit.objects.create(
            contact=contact, case=case, outcome="seen_at_door", purposes=["residence"]
        )
        factories.make_review(again, dee, asks="Two")
        factories.work_out(case)
        assert self.listed(team, dee, "asked") == [contact.pk]
        assert self.words(team, dee, "asked") == {contact.pk: "One Two"}

    def test_the_lists_say_what_it_is_about(
        self, team: Team, case: Case, amira: User, dee: User, as_dee: Client
    ) -> None:
        visit = visit_to(case, amira.officer, concerns="<script>x</script> in Zoltán's hall")
        asked_about(case, amira.officer, dee, asks="Go again, with <b>Ben</b>")
        page = self.page(team, as_dee)
        assert "1 visit with a concern, a refusal or a child to review" in page
        assert "1 visit: asked, not answered" in page
        address = reverse("caseloads:team_cases", args=[team.uuid])
        listed = text(as_dee.get(address, {"list": "review"}))
        assert "&lt;script&gt;x&lt;/script&gt; in Zoltán&#x27;s hall" in listed
        assert "Amira Khan" in listed
        assert f'href="{visit.get_absolute_url()}"' in listed
        listed = text(as_dee.get(address, {"list": "asked"}))
        assert "Go again, with &lt;b&gt;Ben&lt;/b&gt;" in listed
        row = Event.objects.filter(view="caseloads:team_cases").latest("pk")
        assert row.case_ids == [case.pk]

    def test_not_those_of_another_team_nor_of_a_hidden_case(
        self, team: Team, other_team: Team, case: Case, amira: User, dee: User, lars: User
    ) -> None:  # fmt: skip
        visit_to(case, amira.officer, concerns="A coat")
        asked_about(case, amira.officer, dee)
        for code in ("review", "asked"):
            assert len(self.listed(team, dee, code)) == 1
            assert self.listed(other_team, lars, code) == []
        factories.make_exclusion(case, dee)
        assert self.listed(team, dee, "review") == []
        assert self.listed(team, dee, "asked") == []

    def test_probation_has_no_visits_of_the_police_to_read(
        self, probation_team: Team, case: Case, signed_in: Any
    ) -> None:
        mo = factories.make_officer(
            "Mo St. John", team=probation_team, grade=Grade.SPO, roles=[Role.SUPERVISOR]
        )
        factories.make_supervision(mo)
        assert "Which visit records to read" not in self.page(probation_team, signed_in(mo.user))

    @pytest.mark.parametrize("code", ["", "review", "asked"])
    def test_the_number_of_queries_does_not_grow(
        self, team: Team, amira: User, dee: User, as_dee: Client, code: str
    ) -> None:
        address = reverse("caseloads:team", args=[team.uuid])
        if code:
            address = f"{reverse('caseloads:team_cases', args=[team.uuid])}?list={code}"
        counts = []
        for _ in range(3):
            mine = factories.make_case(police=amira.officer)
            visit_to(mine, amira.officer, concerns="A coat")
            asked_about(mine, amira.officer, dee)
            counts.append(asked_by(as_dee, address))
        assert counts[0] == counts[2]
