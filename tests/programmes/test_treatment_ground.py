"""The treatment manager of a region may open the cases that are referred to a programme there."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from core.calendar import london_date
from offenders.models import Case
from people.choices import Agency, Permission, Role
from people.models import DeliveryUnit, User
from programmes.choices.referral import ReferralStatus
from tests import factories

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 1, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TODAY = london_date(NOON)
P = Permission


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


def sees(user: User, case: Case, permission: Permission = P.VIEW_CASE) -> bool:
    return Case.objects.visible_to(user, permission).filter(pk=case.pk).exists()


class TestTreatmentManager:
    def test_sees_who_is_referred_in_the_region(self, case: Case, tess: User) -> None:
        assert not sees(tess, case)
        factories.make_referral(case, ReferralStatus.AWAITING_ALLOCATION)

        assert sees(tess, case)
        assert sees(tess, case, P.RUN_GROUPS)
        assert not sees(tess, case, P.LOG_CONTACT)

    def test_not_whose_referral_is_closed(self, case: Case, tess: User) -> None:
        factories.make_referral(case, ReferralStatus.WITHDRAWN)

        assert not sees(tess, case)

    def test_not_of_another_region(self, case: Case, unit: DeliveryUnit) -> None:
        factories.make_referral(case, ReferralStatus.AWAITING_ALLOCATION)
        team = factories.make_team(agency=Agency.PROBATION, unit=unit)
        other = factories.make_officer(team=team, roles=[Role.TREATMENT_MANAGER]).user
        assert other

        assert not sees(other, case)

    def test_but_of_one_that_they_were_given(
        self, case: Case, unit: DeliveryUnit, farah: User
    ) -> None:
        factories.make_referral(case, ReferralStatus.AWAITING_ALLOCATION)
        team = factories.make_team(agency=Agency.PROBATION, unit=unit)
        other = factories.make_officer(team=team, roles=[Role.TREATMENT_MANAGER]).user
        assert other
        region = farah.officer.team.delivery_unit.region
        grant = factories.make_area_grant(other, region)

        assert sees(other, case)
        grant.ends_on = TODAY
        grant.save()
        assert not sees(other, case)

    def test_not_who_is_an_officer_there_only(self, case: Case, tess: User) -> None:
        factories.make_referral(case, ReferralStatus.AWAITING_ALLOCATION)
        tess.role_grants.update(role=Role.OFFICER)

        assert not sees(User.objects.get(pk=tess.pk), case)

    def test_while_they_manage_and_while_somebody_there_holds_the_case(
        self, case: Case, tess: User, unit: DeliveryUnit
    ) -> None:
        factories.make_referral(case, ReferralStatus.AWAITING_ALLOCATION)
        held = case.allocations.get(agency=Agency.PROBATION)
        held.ends_on = TODAY
        held.save()
        assert not sees(tess, case)
        held.ends_on = TODAY + DAY
        held.save()
        assert sees(tess, case)
        tess.role_grants.update(ends_on=TODAY)
        tess.role_grants.create(role=Role.OFFICER, starts_on=TODAY - DAY)
        assert not sees(User.objects.get(pk=tess.pk), case)

    def test_an_exclusion_beats_it(self, case: Case, tess: User) -> None:
        factories.make_referral(case, ReferralStatus.AWAITING_ALLOCATION)
        factories.make_exclusion(case, tess)

        assert not sees(tess, case, P.RUN_GROUPS)
