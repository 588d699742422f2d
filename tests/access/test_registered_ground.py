"""A ground that an upper floor registers opens what it allows and nothing else: the case is in no list by it."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from audit.models import Event
from core import clock
from offenders.models import Case, Contact
from offenders.rules import Branch, Ground, all_grounds, ground_label, grounds, register_ground
from people.choices import Permission
from people.models import User
from tests import factories
from tests.access.test_invisible import CRN, PAGES, SURNAME, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def theirs(farah: User) -> Case:
    """A case of another team and agency."""
    case = factories.make_case(crn=CRN, surname=SURNAME, probation=farah.officer, registered=True)
    factories.make_flag(case, clock.today())
    return case


@pytest.fixture
def panel(theirs: Case, lars: User) -> Iterator[Ground]:
    """Lars sits on a panel about the case: to this one end he may amend what is minuted in a contact."""
    ground = Ground(
        code="panel",
        label="On the panel",
        strength=900,
        allows=frozenset({Permission.LOG_CONTACT}),
        branches=(
            Branch(
                f"FROM offenders_case k WHERE k.crn = '{theirs.crn}' AND :user = {lars.pk}",
                case="k.id",
            ),
        ),
    )
    register_ground(ground)
    yield ground
    del grounds._GROUNDS["panel"]


@pytest.fixture
def minuted(theirs: Case, farah: User) -> Contact:
    return factories.make_contact(theirs, officer=farah.officer)


def amend(contact: Contact) -> str:
    return reverse("offenders:amend_contact", args=[contact.uuid])


def test_it_opens_the_page_that_it_allows_and_is_in_the_log(
    panel: Ground, minuted: Contact, as_lars: Client
) -> None:
    response = as_lars.get(amend(minuted))
    assert response.status_code == 200
    assert SURNAME in response.content.decode()
    row = Event.objects.get(request_id=response["X-Request-ID"])
    assert (row.case_ids, row.grounds) == ([minuted.case_id], ["panel"])
    assert ground_label("panel") == "On the panel"


def test_without_it_there_is_no_such_page(minuted: Contact, as_lars: Client) -> None:
    assert as_lars.get(amend(minuted)).status_code == 404


def test_it_opens_no_other_page(panel: Ground, minuted: Contact, as_lars: Client) -> None:
    """They do not see the case, so what they may not do is not there: 404, never 403."""
    case = minuted.case
    for address in (
        case.get_absolute_url(),
        minuted.get_absolute_url(),
        reverse("offenders:record", args=[case.uuid]),
        reverse("offenders:record_risk", args=[case.uuid]),
        reverse("visits:plan", args=[case.uuid]),
        reverse("caseloads:allocate", args=[case.uuid]),
        case.flags.get().get_absolute_url(),
    ):
        assert as_lars.get(address).status_code == 404, address


@pytest.mark.parametrize("where", [page for page in PAGES if "{case}" not in page])
def test_the_case_is_in_no_list_count_search_or_export(
    where: str,
    theirs: Case,
    lars: User,
    signed_in: Callable[[User], Client],
    request: pytest.FixtureRequest,
) -> None:
    address = where.format(team=lars.officer.team.uuid, holder=lars.officer.uuid)
    with time_machine.travel(clock.now(), tick=False):
        client = signed_in(lars)
        before = text_of(client, address)
        panel: Ground = request.getfixturevalue("panel")
        assert panel in all_grounds()
        assert text_of(client, address) == before
    assert not Event.objects.exclude(case_ids=[]).exists()


def test_lists_for_an_act_have_it(panel: Ground, theirs: Case, lars: User) -> None:
    assert list(Case.objects.visible_to(lars, Permission.LOG_CONTACT)) == [theirs]
    assert not Case.objects.visible_to(lars).exists()
    assert not Case.objects.visible_to(lars, Permission.RECORD_RISK).exists()


def test_with_a_stronger_one_that_does_not_allow_it_the_log_has_the_one_that_does(
    panel: Ground, theirs: Case, lars: User
) -> None:
    factories.make_headship(lars.officer, theirs.allocations.get().officer.team.delivery_unit)
    (seen,) = Case.objects.visible_to(lars, Permission.LOG_CONTACT)
    assert seen.grounds == ["panel", "head"]
    (seen,) = Case.objects.visible_to(lars)
    assert seen.grounds == ["head", "panel"]


def test_an_exclusion_beats_it(
    panel: Ground, theirs: Case, minuted: Contact, lars: User, as_lars: Client
) -> None:
    factories.make_exclusion(theirs, lars)
    assert as_lars.get(amend(minuted)).status_code == 404


def test_a_restriction_beats_it(
    panel: Ground, theirs: Case, minuted: Contact, farah: User, as_lars: Client
) -> None:
    factories.make_restriction(theirs, farah)
    assert as_lars.get(amend(minuted)).status_code == 404


def test_it_holds_for_nobody_else(panel: Ground, minuted: Contact, as_chidi: Client) -> None:
    assert as_chidi.get(amend(minuted)).status_code == 404


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"strength": 1}, "another ground called"),
        ({"code": "bench", "strength": 900}, "as strong as"),
        ({"code": "b" * 21, "strength": 901}, "20 characters"),
        ({"code": "b'", "strength": 901}, "small letters"),
    ],
)
def test_what_cannot_stand_beside_the_others_is_refused(
    panel: Ground, changes: dict[str, object], words: str
) -> None:
    before = all_grounds()
    with pytest.raises(grounds.GroundError, match=words):
        register_ground(replace(panel, **changes))
    assert all_grounds() == before


def test_the_same_declaration_twice_is_one(panel: Ground) -> None:
    before = all_grounds()
    register_ground(panel)
    assert all_grounds() == before
