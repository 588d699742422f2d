"""Finding a person."""

from datetime import date

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
    make_case(
        crn="X900013",
        surname="Phillips",
        forenames="Jonathan Smith-Jones",
        date_of_birth=date(1981, 5, 6),
    )
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
        # As somebody hears them, in whatever order and with whatever signs.
        ("novack", ["X000001", "X000004"]),
        ("Novák, Zoltán", ["X000001"]),
        ("zoltan novack", ["X000001"]),
        ("oneill", ["X000002"]),
        ("oneil", ["X000002"]),
        ("philips", ["X900013"]),
        ("philip", ["X900013"]),
        ("jonathon", ["X900013"]),
        ("smith jones", ["X900013"]),
        ("smith-jones", ["X900013"]),
        ("900013", ["X900013"]),
        ("x900013", ["X900013"]),
        ("000001", ["X000001"]),
        ("00001", []),
        # A date of birth in the usual writings, alone or with a name.
        ("6 May 1981", ["X900013"]),
        ("6th may 81", ["X900013"]),
        ("May 6, 1981", ["X900013"]),
        ("06/05/1981", ["X900013"]),
        ("6.5.81", ["X900013"]),
        ("6 5 1981", ["X900013"]),
        ("1981-05-06", ["X900013"]),
        ("06051981", ["X900013"]),
        ("philips 6/5/81", ["X900013"]),
        ("novak 6/5/81", []),
        ("5/6/1981", []),
        ("31/02/1979", []),
        ("%", []),
        ("_", []),
        ("", ["X000001", "X000002", "X000003", "X000004", "X900013"]),
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
