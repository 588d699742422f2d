"""Whom "Where everyone is" counts, its treatment manager is told of: a name and a state in its lists, and nothing else."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core.calendar import london_date
from offenders.choices import AllocationRole, CaseStatus, SentenceKind
from offenders.models import Case, RegisterType
from offenders.rules.grounds import Answer, decide
from people.choices import Agency, Permission, Role
from people.models import DeliveryUnit, Team, User
from programmes.choices.referral import ReferralStatus as S
from tests import factories
from tests.access import matrix
from tests.access.test_invisible import CRN, SURNAME

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
TODAY = london_date(NOON)
P = Permission
# Addresses that name a user, an officer, a team or a group are no part of a case, and have rows of their own in the matrix.
OF_NO_CASE = matrix.OF_USERS | {
    "officer",
    "team",
    "reduction",
    "programme",
    "group",
    "session",
    "facilitation",
}


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def theirs(farah: User) -> Case:
    """On a register of sexual offences, serving a sentence, never referred: led by Farah, in the region of Tess."""
    case = factories.make_case(crn=CRN, surname=SURNAME, probation=farah.officer)
    factories.make_registration(case, starts_on=TODAY - 200 * DAY)
    factories.make_sentence(case, SentenceKind.COMMUNITY, starts_on=TODAY - 200 * DAY)
    return case


def is_told(user: User, case: Case, permission: Permission = P.VIEW_PROGRAMMES) -> bool:
    """As lists ask it; as the page of one case does, by a statement of its own, the answer is the same."""
    told = Case.objects.visible_to(user, permission).filter(pk=case.pk).exists()
    one = Case.objects.one_for(user, case.uuid)
    assert one
    assert (decide(user, permission, one.grounds) is Answer.YES) is told
    return told


def elsewhere(unit: DeliveryUnit) -> User:
    """A treatment manager of another region."""
    team = factories.make_team(agency=Agency.PROBATION, unit=unit)
    user = factories.make_officer(team=team, roles=[Role.TREATMENT_MANAGER]).user
    assert user
    return user


class TestWhomItIsAbout:
    @pytest.mark.parametrize("status", [None, S.COMPLETE, S.WITHDRAWN])
    def test_who_serves_a_sentence_whatever_became_of_a_referral(
        self, theirs: Case, tess: User, status: S | None
    ) -> None:
        if status:
            factories.make_referral(theirs, status)
        (case,) = Case.objects.visible_to(tess, P.VIEW_PROGRAMMES)
        assert (case, case.grounds) == (theirs, ["pipeline"])

    def test_with_an_open_referral_the_case_is_seen_besides(self, theirs: Case, tess: User) -> None:
        factories.make_referral(theirs, S.SCHEDULED)
        (case,) = Case.objects.visible_to(tess, P.VIEW_PROGRAMMES)
        assert case.grounds == ["treatment", "pipeline"]

    def test_until_the_day_on_which_the_last_sentence_ends(self, theirs: Case, tess: User) -> None:
        """However lately a programme was completed, the pipeline has no use for the name any more."""
        factories.make_referral(theirs, S.COMPLETE, ended_on=TODAY - DAY)
        theirs.sentences.update(ends_on=TODAY + DAY)
        assert is_told(tess, theirs)
        theirs.sentences.update(ends_on=TODAY)
        assert not is_told(tess, theirs)
        factories.make_sentence(theirs, SentenceKind.COMMUNITY, starts_on=TODAY + DAY)
        assert not is_told(tess, theirs)

    def test_only_who_is_on_a_register_of_sexual_offences(self, theirs: Case, tess: User) -> None:
        for code, told in {"ANSO": True, "RMRH": False, "ARSO": True}.items():
            theirs.registrations.update(register=RegisterType.objects.get(code=code))
            assert is_told(tess, theirs) is told, code
        factories.make_registration(factories.make_case(), starts_on=TODAY - DAY)
        theirs.registrations.update(ends_on=TODAY)
        assert not is_told(tess, theirs), "that somebody is on one makes nobody else be"

    def test_only_the_living_under_management(self, theirs: Case, tess: User) -> None:
        rows = Case.objects.filter(pk=theirs.pk)
        rows.update(died_on=TODAY + DAY)
        assert is_told(tess, theirs)
        rows.update(died_on=TODAY)
        assert not is_told(tess, theirs)
        rows.update(died_on=None, status=CaseStatus.TERMINATED)
        assert not is_told(tess, theirs)

    def test_not_of_another_region(self, theirs: Case, unit: DeliveryUnit, farah: User) -> None:
        """Nor of one that somebody else was given."""
        factories.make_area_grant(farah, farah.officer.team.delivery_unit.region)
        assert not is_told(elsewhere(unit), theirs)

    def test_but_of_one_that_they_were_given(
        self, theirs: Case, unit: DeliveryUnit, farah: User
    ) -> None:
        user = elsewhere(unit)
        grant = factories.make_area_grant(user, farah.officer.team.delivery_unit.region)
        assert is_told(user, theirs)
        grant.ends_on = TODAY
        grant.save()
        assert not is_told(user, theirs)

    def test_only_where_probation_there_leads_the_case(
        self, theirs: Case, tess: User, probation_team: Team
    ) -> None:
        held = theirs.allocations.get()
        held.ends_on = TODAY
        held.save()
        assert not is_told(tess, theirs)
        here = factories.make_officer(team=probation_team)
        factories.allocate(theirs, here, role=AllocationRole.CO_WORKER)
        police = factories.make_team(agency=Agency.POLICE, unit=probation_team.delivery_unit)
        factories.allocate(theirs, factories.make_officer(team=police))
        assert not is_told(tess, theirs), "neither a co-worker nor the police"
        factories.allocate(theirs, here, starts_on=TODAY)
        assert is_told(tess, theirs)

    def test_only_while_they_manage(self, theirs: Case, tess: User) -> None:
        tess.role_grants.update(ends_on=TODAY)
        tess.role_grants.create(role=Role.SUPERVISOR, starts_on=TODAY - DAY)
        assert not is_told(User.objects.get(pk=tess.pk), theirs)

    def test_an_exclusion_beats_it(self, theirs: Case, tess: User) -> None:
        factories.make_exclusion(theirs, tess)
        assert not is_told(tess, theirs)

    def test_a_restriction_beats_it_for_whoever_is_not_named(
        self, theirs: Case, tess: User, farah: User
    ) -> None:
        factories.make_restriction(theirs, farah)
        assert not is_told(tess, theirs)
        factories.make_restriction(theirs, tess)
        assert is_told(tess, theirs)


class TestWhatItOpens:
    def test_where_everyone_is_and_no_other_act(self, theirs: Case, tess: User) -> None:
        told = {each for each in P if is_told(tess, theirs, each)}
        assert told <= {P.VIEW_PROGRAMMES}

    def test_a_list_has_the_name_without_a_link_and_the_log_the_ground(
        self, theirs: Case, as_tess: Client, farah: User
    ) -> None:
        opened = factories.make_case(surname="Opened", probation=farah.officer)
        factories.make_registration(opened, starts_on=TODAY - 200 * DAY)
        factories.make_sentence(opened, starts_on=TODAY - 200 * DAY)
        factories.make_referral(opened, S.SCHEDULED)
        for name, code in {"where_list": "everyone", "not_put_forward": "unworked"}.items():
            answer = as_tess.get(reverse(f"caseloads:{name}"), {"list": code})
            page = answer.content.decode()
            assert SURNAME in page
            assert theirs.get_absolute_url() not in page
            assert opened.get_absolute_url() in page
            row = Event.objects.get(request_id=answer["X-Request-ID"])
            grounds = dict(zip(row.case_ids, row.grounds, strict=True))
            assert grounds == {theirs.pk: "pipeline", opened.pk: "treatment"}

    def test_no_page_of_the_service_but_where_everyone_is(
        self,
        theirs: Case,
        tess: User,
        signed_in: Callable[[User], Client],
        request: pytest.FixtureRequest,
    ) -> None:
        """Every address with one of everything of the case: no name, no row of the log, no word that it exists."""
        people = {each: request.getfixturevalue(each) for each in matrix.CAST}
        scene = matrix.set_scene(theirs, people)
        theirs.referrals.update(status=S.WITHDRAWN)
        session, of_case, told = signed_in(tess).cookies, 0, set()
        for name in matrix.names():
            for method in matrix.METHODS:
                client = Client(raise_request_exception=False)
                client.cookies = deepcopy(session)  # one of the addresses signs out
                with transaction.atomic():
                    answer = client.generic(method, matrix.address(name, scene))
                    rows = Event.objects.filter(request_id=answer.get("X-Request-ID"))
                    shown = [row for row in rows if theirs.pk in row.case_ids]
                    transaction.set_rollback(True)
                text = answer.content.decode()
                if SURNAME in text or CRN in text or shown:
                    told.add(name)
                if set(matrix.records_named(name)) - OF_NO_CASE:
                    of_case += 1
                    assert answer.status_code in {403, 404, 405}, (name, method)
        assert told <= {
            "caseloads:where_csv",
            "caseloads:where_list",
            "caseloads:not_put_forward_csv",
            "caseloads:not_put_forward",
        }
        assert of_case > 100

    @pytest.mark.parametrize(
        "asked", [{"q": SURNAME.lower()}, {"q": CRN}, {"whose": "all"}, {"still": "1"}]
    )
    def test_neither_search_nor_the_list_of_cases_has_them(
        self, theirs: Case, as_tess: Client, asked: dict[str, str]
    ) -> None:
        page = as_tess.get(reverse("caseloads:cases"), asked).content.decode()
        assert theirs.get_absolute_url() not in page
        assert SURNAME not in page
