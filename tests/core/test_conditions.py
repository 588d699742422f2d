"""A condition asked of one row is the condition that a filter asks of the database."""

import pytest
from django.db.models import Q

from core.conditions import holds
from people.models import Team
from tests import factories

CONDITIONS = [
    Q(),
    Q(agency="police"),
    Q(agency__exact="police", code="A"),
    Q(agency__in=["police", "courts"]),
    Q(code="A") | Q(code="B"),
    Q(Q(code="A") | Q(code="C"), agency="probation"),
    Q(agency__in=[]),
    Q(code__isnull=True),
    Q(code__isnull=False),
]


@pytest.mark.django_db
@pytest.mark.parametrize("condition", CONDITIONS, ids=str)
def test_a_row_is_asked_what_the_database_is_asked(condition: Q):
    for code, agency in (("A", "police"), ("B", "probation"), ("C", "probation")):
        factories.make_team(f"Team {code}", code=code, agency=agency)
    rows = {row["code"] for row in Team.objects.values("code", "agency") if holds(condition, row)}
    assert rows == set(Team.objects.filter(condition).values_list("code", flat=True))


def test_what_is_missing_equals_nothing():
    row = {"level": None}
    assert not holds(Q(level="high"), row)
    assert not holds(Q(level=None), row)
    assert not holds(Q(level__in=["high", None]), row)
    assert holds(Q(level__isnull=True), row)


@pytest.mark.parametrize("condition", [~Q(a=1), Q(a=1) ^ Q(b=2), Q(a__gt=1), Q(a__b=1)], ids=str)
def test_what_cannot_be_asked_of_a_row_is_an_error(condition: Q):
    with pytest.raises(ValueError, match="asked of a row"):
        holds(condition, {"a": 1, "b": 2})
