"""What is somebody else's answers as what there is not: every address that names a record, byte for byte.

The addresses come from the URLconf, so a new kind of record fails until there is one in the matrix's scene, and a view
that finds its record by another way than `record_or_404` fails until it takes the same steps in both cases.
"""

import re
from collections.abc import Callable
from itertools import product
from uuid import UUID

import pytest
import time_machine
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.models import Event
from config.policy import POLICY
from core import clock
from offenders.models import Case
from people.models import User
from tests import factories
from tests.access import matrix
from tests.queries import CHANCE

pytestmark = pytest.mark.django_db
NOBODYS = UUID("00000000-0000-4000-8000-00000000dead")
# Administrators manage every user and what each was given, so none of it is somebody else's.
NAMED = [name for name in matrix.names() if set(matrix.records_named(name)) - matrix.OF_USERS]


def answer(client: Client, method: str, url: str) -> tuple[int, str, int]:
    """Status, text and number of queries, without what differs between any two requests."""
    with transaction.atomic(), CaptureQueriesContext(connection) as queries:
        response = client.generic(method, url)
        transaction.set_rollback(True)
    body = re.sub(
        r'(name="(csrfmiddlewaretoken|form_key|next)" value=)"[^"]*"',
        r"\1",
        response.content.decode(),
    )
    asked = sum(not any(word in query["sql"] for word in CHANCE) for query in queries)
    return response.status_code, body, asked


@pytest.fixture
def stranger(case: Case, request: pytest.FixtureRequest) -> User:
    """Every role on cases and teams, on nothing of this case: its team is another."""
    user: User = request.getfixturevalue("lars")
    return user


@pytest.fixture
def excluded(case: Case, request: pytest.FixtureRequest) -> User:
    """Supervises the team that holds the case, and may not see it."""
    user: User = request.getfixturevalue("dee")
    factories.make_exclusion(case, user)
    return user


# Whoever is excluded from a case is so from what names a case, and not from the team, who works there and their time.
OF_THE_TEAM = {
    "officer",
    "reduction",
    "scenario",
    "newcomer",
    "absence",
    "cover",
    "supervisionsession",
    "agreedaction",
    "training",
    "statedtraining",
    "team",
    "user",
}
OF_A_CASE = [name for name in NAMED if set(matrix.records_named(name)) - OF_THE_TEAM]


@pytest.mark.parametrize("number", matrix.SHARES)
@pytest.mark.parametrize(("who", "names"), [("stranger", NAMED), ("excluded", OF_A_CASE)])
def test_not_yours_is_answered_as_not_there(
    who: str,
    names: list[str],
    number: int,
    case: Case,
    signed_in: Callable[[User], Client],
    request: pytest.FixtureRequest,
) -> None:
    people = {each: request.getfixturevalue(each) for each in matrix.CAST}
    scene = matrix.set_scene(case, people)
    user = request.getfixturevalue(who)
    wrong: list[str] = []
    with time_machine.travel(clock.now(), tick=False):
        client = signed_in(user)
        client.get("/my-day/")
        for name, method in product(matrix.share(names, number), matrix.METHODS):
            theirs = answer(client, method, matrix.address(name, scene))
            none = answer(client, method, matrix.address(name, scene, instead=NOBODYS))
            # Where somebody may not do it at all, to nobody's record, the answer says that and nothing else.
            usual = {404, 405} if user.has(POLICY[name]) else {403, 405}
            if theirs[0] not in usual or theirs != none:
                wrong.append(f"{method} {name}: {theirs} of theirs, {none} of nobody's")
    assert not wrong, "\n".join(wrong)
    shown = Event.objects.exclude(case_ids=[]).filter(view__in=matrix.share(names, number))
    assert not shown.exists()


def test_there_are_addresses_to_look_at() -> None:
    assert {"visits:answer", "orders:end_condition", "offenders:flag"} <= set(NAMED)
