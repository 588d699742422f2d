"""The table of roles, grounds and agencies in the documents is the one that the code has, and it is whole."""

from django.conf import settings

from offenders.rules import all_grounds
from people.choices import Permission
from people.rules import AGENCY_OF, all_roles
from tests.access import table


def allowed() -> frozenset[Permission]:
    return frozenset().union(*(role.allows for role in all_roles()))


def test_the_document_says_what_the_code_does() -> None:
    assert table.in_document(settings.BASE_DIR) == table.lines(), "python -m tests.access.table"


def test_every_act_is_some_roles() -> None:
    assert allowed() == {*Permission} - table.OPEN


def test_what_a_ground_allows_some_role_may() -> None:
    for ground in all_grounds():
        assert ground.allows <= allowed(), ground.code


def test_what_is_one_agencys_is_an_act_on_a_case() -> None:
    on_cases = frozenset().union(*(ground.allows for ground in all_grounds()))
    assert AGENCY_OF.keys() <= on_cases
