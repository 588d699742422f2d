"""A coordinator of a MAPPA area: of screened cases the MAPPA part and the plan, and nothing else on any route."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.apps import apps
from django.db import transaction
from django.db.models import CharField, TextField
from django.test import Client

from audit.models import Event
from core import clock
from mappa.choices import ExitReason, Outcome, Post, ToldAgency
from mappa.models import Area, AreaTeam, MappaExit, Posting
from mappa.rules.grounds import OPENS
from offenders.models import Case
from people.choices import Permission, Role
from people.models import RoleGrant, User
from tests import factories
from tests.access import matrix

pytestmark = pytest.mark.django_db


@pytest.fixture
def screened(case: Case, amira: User) -> Case:
    factories.make_screening(case, by=amira)
    return case


def opened(user: User, permission: Permission = Permission.VIEW_MAPPA) -> list[Case]:
    return list(Case.objects.visible_to(user, permission))


def test_the_ground_opens_the_mappa_part_and_the_plan_and_no_other_act(
    screened: Case, omar: User
) -> None:
    for permission in Permission:
        expected = [screened] if permission in OPENS else []
        assert opened(omar, permission) == expected, permission
    (seen,) = opened(omar)
    assert seen.grounds == ["coordinator"]
    assert Case.objects.one_for(omar, screened.uuid).grounds == ["coordinator"]  # type: ignore[union-attr]


def test_only_who_is_screened_and_found_eligible(case: Case, amira: User, omar: User) -> None:
    """MAP-8: the screening that counts: the newest that none corrects. An imported level is no screening."""
    factories.make_management(case)
    assert opened(omar) == []
    on = clock.today()
    found = factories.make_screening(case, by=amira, screened_on=on - timedelta(days=9))
    assert opened(omar) == [case]
    factories.make_screening(
        case,
        by=amira,
        screened_on=on - timedelta(days=20),
        outcome=Outcome.NOT_ELIGIBLE,
    )
    assert opened(omar) == [case]
    wrong = factories.make_screening(
        case, by=amira, screened_on=on - timedelta(days=3), outcome=Outcome.NOT_ELIGIBLE
    )
    assert opened(omar) == []
    factories.make_screening(
        case,
        by=amira,
        screened_on=on - timedelta(days=2),
        outcome=Outcome.ERROR,
        corrects=wrong,
        correction_reason="Of somebody else",
    )
    assert opened(omar) == [case], "what was recorded in error never was"
    factories.make_screening(
        case,
        by=amira,
        outcome=Outcome.NOT_ELIGIBLE,
        screened_on=on,
        corrects=found,
        correction_reason="The order was quashed",
    )
    assert opened(omar) == []


def test_until_they_leave_mappa(screened: Case, amira: User, omar: User) -> None:
    """MAP-83. Somebody who is set a level again is seen again, and so is who is screened again."""
    on = clock.today()
    level = factories.make_management(screened, ends_on=on)
    MappaExit.objects.create(
        case=screened,
        management=level,
        exited_on=on,
        reason=ExitReason.NOTIFICATION_ENDED,
        words="The notification period ended.",
        decided_by="Dee Walsh, detective sergeant",
        told=[ToldAgency.PROBATION],
        recorded_by=amira,
        recorded_at=clock.now(),
    )
    assert opened(omar) == []
    again = factories.make_management(screened, starts_on=on)
    assert opened(omar) == [screened]
    again.delete()
    assert opened(omar) == []


def test_a_post_and_the_role_of_its_name_both_on_the_day(
    screened: Case, omar: User, pia: User, mappa_area: Area
) -> None:
    on = clock.today()
    assert opened(omar) == [screened]
    assert opened(pia) == [], "a chair sees nobody until a meeting has them on its agenda"
    RoleGrant.objects.create(user=pia, role=Role.MAPPA_COORDINATOR, starts_on=on)
    assert opened(User.objects.get(pk=pia.pk)) == [], "chairs this area, and coordinates none"
    post = Posting.objects.filter(user=omar)
    post.update(ends_on=on)
    assert opened(omar) == []
    post.update(starts_on=on + timedelta(days=1), ends_on=None)
    assert opened(omar) == []
    post.update(starts_on=on, post=Post.COORDINATOR)
    assert opened(omar) == [screened]
    RoleGrant.objects.filter(user=omar).update(ends_on=on)
    assert opened(User.objects.get(pk=omar.pk)) == []


def test_only_the_cases_that_teams_of_the_area_lead(
    screened: Case, omar: User, amira: User, farah: User, mappa_area: Area
) -> None:
    on = clock.today()
    elsewhere = factories.make_case(crn="X400004", surname="Away", police=factories.make_officer())
    factories.make_screening(elsewhere, by=amira)
    assert opened(omar) == [screened]
    AreaTeam.objects.filter(area=mappa_area).delete()
    assert opened(omar) == []
    AreaTeam.objects.create(area=mappa_area, team=farah.officer.team)
    assert opened(omar) == [screened], "of either agency"
    screened.allocations.update(ends_on=on)
    assert opened(omar) == []


def test_limits_beat_it(screened: Case, omar: User, amira: User) -> None:
    restriction = factories.make_restriction(screened, amira)
    assert opened(omar) == []
    restriction.delete()
    factories.make_exclusion(screened, omar)
    assert opened(omar) == []


def test_no_page_of_the_case_is_there(screened: Case, as_omar: Client, as_pia: Client) -> None:
    """Refused by role before anybody looks for the case, and without a name."""
    for client in (as_omar, as_pia):
        for url in (
            screened.get_absolute_url(),
            f"/cases/{screened.uuid}/record/",
            f"/cases/{screened.uuid}/contacts/",
            f"/cases/{screened.uuid}/visits/",
            "/cases/?q=Neill",
            "/my-day/",
            "/teams/",
        ):
            response = client.get(url)
            assert response.status_code == 403, url
            assert "Neill" not in response.content.decode(), url
    assert not Event.objects.exclude(case_ids=[]).exists()


def test_an_officer_who_also_coordinates_finds_nobody_more_among_their_cases(
    screened: Case, chidi: User, mappa_area: Area, as_chidi: Client
) -> None:
    """What the ground opens is no page of a case, and so no line of a list or a search that leads to one."""
    RoleGrant.objects.create(user=chidi, role=Role.MAPPA_COORDINATOR, starts_on=clock.today())
    factories.make_posting(chidi, mappa_area)
    assert opened(User.objects.get(pk=chidi.pk)) == [screened]
    found = as_chidi.get(f"/cases/?q={screened.crn}").content.decode()
    assert "Neill" not in found
    assert "No case that you can see matches this" in found
    for url in (screened.get_absolute_url(), f"/cases/{screened.uuid}/record/"):
        assert as_chidi.get(url).status_code == 404


# On every route -----------------------------------------------------------------------------------------

# Whose words are not the record's: the MAPPA part and the plan, the log, and what stands on every page.
NOT_THE_RECORD = {"audit", "core", "mappa", "people", "pghistory", "plans"}
# MAPPA says which offence it rests on (MAP-3), and who works on the case.
PART_OF_MAPPA = {"sentence.offence"}
SHORTEST = 9  # a shorter one is a word that other things are called too, like a town


def words_of_the_record(case: Case) -> dict[str, str]:
    """Every text of every row of this case, by where it stands; of the case itself what no banner says."""
    found = {}
    for model in apps.get_models():
        label = model._meta.model_name or ""
        names = {field.name for field in model._meta.get_fields()}
        if model._meta.app_label in NOT_THE_RECORD or "case" not in names or "Event" in str(model):
            continue
        for row in model._default_manager.filter(case=case):
            for field in model._meta.concrete_fields:
                text = getattr(row, field.attname)
                is_text = isinstance(field, CharField | TextField) and not field.choices
                if (
                    is_text
                    and len(text) >= SHORTEST
                    and f"{label}.{field.name}" not in PART_OF_MAPPA
                ):
                    found[f"{label}.{field.name}"] = text
    return found


def test_no_route_says_a_word_of_the_record(
    case: Case, request: pytest.FixtureRequest, omar: User, signed_in: Callable[[User], Client]
) -> None:
    """Every address there is, asked for and sent to; what opens is the MAPPA part, the plan, and no text of anything else."""
    people = {name: request.getfixturevalue(name) for name in matrix.CAST}
    scene = matrix.set_scene(case, people)
    factories.make_contact(case, officer=people["amira"].officer, notes="Told of a new neighbour")
    factories.make_alias(case, "Featherstonehaugh")
    words = words_of_the_record(case)
    assert {"contact.notes", "alias.surname"} <= set(words)
    opened_by = Counter[str]()
    cookies = signed_in(omar).cookies
    for name in matrix.names():
        url = matrix.address(name, scene)
        for method in matrix.METHODS:
            client = Client()
            client.cookies.update(cookies)
            with transaction.atomic():
                response = client.generic(method, url)
                transaction.set_rollback(True)
            text = unescape(response.content.decode())
            said = {where: words[where] for where in words if words[where] in text}
            assert not said, f"{method} {name} says {said}"
            if response.status_code == 200 and case.surname in text:
                opened_by[name.partition(":")[0]] += 1
    assert set(opened_by) <= {"mappa", "plans"}
    assert opened_by["mappa"]


def test_every_link_on_a_page_of_a_case_opens_and_none_is_of_the_record(
    screened: Case, as_omar: Client
) -> None:
    """The banner names nobody's telephone, risk or register, and leads nowhere; nothing that is due stands beside a form."""
    factories.make_deadline(screened, clock.today(), because="A visit every month")
    number = factories.make_telephone(screened).number
    for url in (f"/cases/{screened.uuid}/mappa/", f"/cases/{screened.uuid}/mappa/screen/"):
        page = unescape(as_omar.get(url).content.decode())
        assert "Gareth O'Neill" in page
        assert screened.crn in page
        for word in (number, "Police risk", "Alert", "A visit every month", "Last contact"):
            assert word not in page, f"{url} says {word}"
        links = set(re.findall(r'href="(/[^"#?]*)', page))
        of_case = {link for link in links if str(screened.uuid) in link}
        assert of_case
        assert screened.get_absolute_url() not in of_case
        for link in (link for link in links if not link.startswith("/assets/")):
            assert as_omar.get(link).status_code in {200, 302}, f"{url} leads to {link}"
