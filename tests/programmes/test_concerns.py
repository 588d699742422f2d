"""What a facilitator raised about the people in their groups, and whether the officer has read it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from offenders.models import Case, Contact
from people.choices import Role
from people.models import Team, User
from programmes.choices.referral import ReferralStatus
from programmes.models import Group
from tests import factories
from tests.factories import groups as make
from tests.pages import text_of
from tests.queries import asked_by

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
MY_DAY = reverse("caseloads:my_day")


@pytest.fixture
def omar(probation_team: Team) -> User:
    """Runs the group, and holds no case."""
    user = factories.make_officer("Omar Bell", team=probation_team, roles=[Role.OFFICER]).user
    assert user
    return user


@pytest.fixture
def group(omar: User) -> Group:
    group = make.make_group(first_on=clock.today() - 7 * DAY, size=20)
    make.make_facilitation(group, omar.officer)
    return group


@pytest.fixture
def seated(group: Group, case: Case) -> Case:
    make.seat(factories.make_referral(case, ReferralStatus.ON_PROGRAMME), group)
    return case


def raised(case: Case, by: User, code: str = "CCCR", days: int = 1, **fields: Any) -> Contact:
    at = clock.now() - days * DAY
    values = {"happened_at": at, "recorded_at": at, "officer": by.officer, "author": by}
    return factories.make_contact(case, type_code=code, **values | fields)


def said(client: Client, user: User) -> str:
    client.force_login(user)
    return text_of(client.get(MY_DAY)).partition("Concerns you raised")[2]


class TestConcerns:
    def test_not_read_until_the_officer_opens_it(
        self, client: Client, omar: User, farah: User, seated: Case
    ) -> None:
        contact = raised(seated, omar)
        assert "Safeguarding Referral" in said(client, omar)
        assert "Not read yet by Farah Aziz" in said(client, omar)
        client.force_login(farah)
        client.get(contact.get_absolute_url())
        assert "Read by Farah Aziz on" in said(client, omar)

    def test_the_whole_timeline_counts_and_a_part_of_it_or_the_overview_does_not(
        self, client: Client, omar: User, farah: User, seated: Case
    ) -> None:
        raised(seated, omar)
        timeline = reverse("offenders:contacts", args=[seated.uuid])
        for page in (seated.get_absolute_url(), f"{timeline}?group=Police"):
            client.force_login(farah)
            client.get(page)
            assert "Not read yet" in said(client, omar)
        client.force_login(farah)
        client.get(timeline)
        assert "Read by Farah Aziz" in said(client, omar)

    def test_nobody_elses_look_counts_though_they_hold_another(
        self, client: Client, omar: User, nadia: User, seated: Case, group: Group
    ) -> None:
        other = factories.make_case(probation=nadia.officer)
        make.seat(factories.make_referral(other, ReferralStatus.ON_PROGRAMME), group)
        raised(other, omar)
        contact = raised(seated, omar)
        client.force_login(nadia)
        client.get(contact.get_absolute_url())
        page = said(client, omar)
        assert "Not read yet by Farah Aziz" in page
        assert "Not read yet by Nadia Roy" in page

    def test_nor_does_a_look_before_it_was_recorded(
        self, client: Client, omar: User, farah: User, seated: Case
    ) -> None:
        raised(seated, omar)
        client.force_login(farah)
        client.get(reverse("offenders:contacts", args=[seated.uuid]))
        raised(seated, omar, code="C157", days=0)
        page = said(client, omar)
        assert page.index("Not read yet by Farah Aziz") < page.index("Read by Farah Aziz on")

    def test_whose_it_is_where_nobody_holds_the_case_or_oneself(
        self, client: Client, omar: User, farah: User, seated: Case
    ) -> None:
        raised(seated, omar)
        seated.allocations.filter(officer=farah.officer).update(officer=omar.officer)
        assert "You hold the case yourself" in said(client, omar)
        seated.allocations.filter(officer=omar.officer).delete()
        assert "Nobody of probation holds the case" in said(client, omar)

    @pytest.mark.parametrize(
        "fields",
        [{"code": "C201"}, {"days": 29}, {"days": -1}],
        ids=["another type", "long ago", "to come"],
    )
    def test_nothing_else_is_one(
        self, client: Client, omar: User, seated: Case, fields: dict[str, Any]
    ) -> None:
        raised(seated, omar, **fields)
        assert "You have raised none" in said(client, omar)

    def test_nor_anybody_elses_nor_about_anybody_else(
        self, client: Client, omar: User, farah: User, seated: Case
    ) -> None:
        raised(seated, farah)
        raised(factories.make_case(probation=omar.officer), omar)
        assert "You have raised none" in said(client, omar)

    def test_a_case_that_is_closed_to_them_is_not_there(
        self, client: Client, omar: User, seated: Case, group: Group
    ) -> None:
        raised(seated, omar)
        other = factories.make_case()
        make.seat(factories.make_referral(other, ReferralStatus.ON_PROGRAMME), group)
        factories.make_exclusion(seated, omar)
        page = said(client, omar)
        assert "You have raised none" in page
        assert "Neill" not in page

    def test_whoever_runs_no_group_has_no_such_list(
        self, client: Client, farah: User, amira: User, seated: Case
    ) -> None:
        for user in (farah, amira):
            client.force_login(user)
            assert "Concerns you raised" not in text_of(client.get(MY_DAY))

    def test_the_look_is_recorded_and_queries_do_not_grow(
        self, client: Client, omar: User, farah: User, seated: Case, group: Group
    ) -> None:
        raised(seated, omar)
        client.force_login(omar)
        page = client.get(MY_DAY)
        assert seated.pk in Event.objects.get(request_id=page["X-Request-ID"]).case_ids
        few = asked_by(client, MY_DAY)
        for _ in range(4):
            case = factories.make_case(probation=farah.officer)
            make.seat(factories.make_referral(case, ReferralStatus.ON_PROGRAMME), group)
            raised(case, omar)
            raised(case, omar, days=2)
        assert asked_by(client, MY_DAY) == few
