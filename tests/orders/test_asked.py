"""Requirements of sentences and licence conditions: what is stored, and what holds on a day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from orders.choices import STANDARD, AskedEnding, LicenceCategory
from orders.models import LicenceCondition
from orders.selectors.asked import licence_conditions_in_force, requirements_in_force
from tests import factories

ON = date(2026, 11, 20)
DAY = timedelta(days=1)
BEGAN = date(2026, 1, 5)


def test_the_standard_conditions_are_those_of_the_list() -> None:
    """PRO-81: nine of them, each with words."""
    assert [each for each in LicenceCategory if each.is_standard] == list(STANDARD)
    assert len(STANDARD) == 9
    assert all(words.endswith(".") for words in STANDARD.values())


@pytest.mark.django_db
def test_an_end_is_as_it_is_said() -> None:
    """The database holds it, also against what nobody said: an end without its day, a day without an end."""
    case = factories.make_case()
    because = {
        (None, ""): True,
        (ON, ""): True,
        (ON, AskedEnding.DONE): True,
        (BEGAN, AskedEnding.ERROR): True,
        (None, AskedEnding.DONE): False,
        (None, AskedEnding.ERROR): False,
        (ON, AskedEnding.ERROR): False,
        (BEGAN, AskedEnding.DONE): False,
        (BEGAN, ""): False,
        (ON, "weather"): False,
    }
    for number, ((ends_on, why), is_stored) in enumerate(because.items()):
        fields = {"starts_on": BEGAN, "ends_on": ends_on, "ended_because": why}
        if is_stored:
            factories.make_licence_condition(case, f"Number {number}", **fields)
            continue
        with pytest.raises(IntegrityError, match="ends_as_said"), transaction.atomic():
            factories.make_licence_condition(case, f"Number {number}", **fields)
    assert LicenceCondition.objects.count() == sum(because.values())


@pytest.mark.django_db
def test_one_row_says_it() -> None:
    case = factories.make_case()
    factories.make_requirement(case, "Live where the officer says", starts_on=BEGAN)
    factories.make_requirement(case, "Live where the officer says", starts_on=BEGAN + DAY)
    with pytest.raises(IntegrityError, match="once"), transaction.atomic():
        factories.make_requirement(case, "Live where the officer says", starts_on=BEGAN)


@pytest.mark.django_db
def test_what_holds_on_a_day() -> None:
    """Of these cases alone, oldest first; what ended, is to come or was an error is not in force; one query each."""
    one, other, third = (factories.make_case() for _ in range(3))
    live = factories.make_requirement(one, "A", starts_on=BEGAN + DAY)
    first = factories.make_requirement(one, "B", starts_on=BEGAN)
    factories.make_requirement(one, "C", starts_on=BEGAN, ends_on=ON)
    last_day = factories.make_requirement(one, "D", starts_on=BEGAN + 2 * DAY, ends_on=ON + DAY)
    factories.make_requirement(one, "E", starts_on=ON + DAY)
    factories.make_requirement(
        one, "F", starts_on=BEGAN, ends_on=BEGAN, ended_because=AskedEnding.ERROR
    )
    factories.make_requirement(third, "G", starts_on=BEGAN)
    condition = factories.make_licence_condition(other, starts_on=BEGAN)
    ids = [one.pk, other.pk]
    with CaptureQueriesContext(connection) as asked:
        assert requirements_in_force(ids, on=ON) == {one.pk: [first, live, last_day]}
        assert licence_conditions_in_force(ids, on=ON) == {other.pk: [condition]}
    assert len(asked) == 2
