"""Finding a person."""

import pytest

from offenders.models import Case
from people.models import User
from tests.factories import make_alias, make_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> None:
    make_case(crn="X000001", surname="Novák", forenames="Zoltán")
    make_case(crn="X000002", surname="O'Neill", forenames="Gareth", pnc="2001/0000002A")
    make_case(crn="X000003", surname="St.\xa0John", forenames="Barry")
    make_alias(make_case(crn="X000004", surname="Smith", forenames="John"), surname="Nováková")


@pytest.mark.parametrize(
    ("words", "crns"),
    [
        ("novak", ["X000001", "X000004"]),
        ("ZOLTAN novák", ["X000001"]),
        ("o'neill", ["X000002"]),
        ("O\u2019Neill", ["X000002"]),
        ("x000003", ["X000003"]),
        ("2001/0000002a", ["X000002"]),
        ("st. john", ["X000003"]),
        ("smith zoltan", []),
        ("%", []),
        ("_", []),
        ("", ["X000001", "X000002", "X000003", "X000004"]),
    ],
)
def test_a_person_is_found_however_the_name_is_typed(people, words, crns):
    found = Case.objects.matching(words).order_by("crn")
    assert list(found.values_list("crn", flat=True)) == crns


def test_what_was_read_past_what_somebody_may_see_is_refused(case: Case, amira: User, chidi: User):
    seen = Case.objects.seen_by(amira)
    assert seen.ids == {case.pk}
    (found,) = seen.with_grounds([Case.objects.get(pk=case.pk)])
    assert found.grounds == Case.objects.visible_to(amira).get().grounds
    for user in (amira, chidi):
        other = make_case() if user is amira else case
        with pytest.raises(LookupError):
            Case.objects.seen_by(user).with_grounds([other])
