"""Who is around a person, the victim contact scheme and what diversity asks: what the database refuses."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Model

from core import clock
from offenders.choices.around import AtRisk
from offenders.models import Case
from people.models import User
from tests import factories

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_the_database_refuses(case: Case, amira: User):
    person = factories.make_known_person(case)
    liaison = factories.make_liaison(case)
    need = factories.make_diversity_need(case)
    notice = factories.make_notice(case)
    harm = factories.make_harm(case)
    on = clock.today()
    refused: list[tuple[Model, dict[str, Any]]] = [
        (person, {"name": ""}),
        (person, {"relation": "cat"}),
        (person, {"age_group": ""}),
        (person, {"household": "maybe"}),
        (person, {"at_risk": ""}),
        (person, {"at_risk": AtRisk.YES, "risk": "", "recorded_by": amira}),
        (person, {"name": "The victim"}),
        (person, {"risk": "She was the VICTIM of 2019"}),
        (person, {"involved": "Victim services"}),
        (person, {"ends_on": on}),
        (person, {"ends_on": on, "ended_because": "past"}),
        (liaison, {"state": "open"}),
        (liaison, {"officer": "", "recorded_by": amira}),
        (liaison, {"requested": "Not to enter Leeds"}),
        (liaison, {"cleared_by": "Noor", "cleared_on": on}),
        (need, {"kind": ""}),
        (need, {"what": ""}),
        (need, {"source": "gossip"}),
        (notice, {"kind": "cat"}),
        (harm, dict.fromkeys(("children", "public", "known_adult", "staff"), "")),
        (harm, {"prisoners": "severe"}),
        (harm, {"recorded_by": amira, "staff": ""}),
        (harm, {"recorded_by": amira, "reduces": ""}),
        (harm, {"recorded_by": amira, "assessed_on": on + DAY}),
    ]
    for row, wrong in refused:
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row)._default_manager.filter(pk=row.pk).update(**wrong)
        assert type(row)._default_manager.filter(pk=row.pk).exists(), wrong


def test_one_at_a_time(case: Case):
    for make in (
        factories.make_known_person,
        factories.make_liaison,
        factories.make_notice,
        factories.make_diversity_need,
        factories.make_harm,
    ):
        make(case)
        make(factories.make_case())
        with pytest.raises(IntegrityError), transaction.atomic():
            make(case)


def test_an_extract_may_leave_out_what_a_person_must_say(case: Case):
    factories.make_known_person(case, risk="")
    factories.make_liaison(case, officer="")
    harm = factories.make_harm(case, staff="", reduces="", who="")
    assert set(harm.levels) == {"children", "public", "known_adult"}
    assert set(harm.answers) == {"nature", "greatest", "increases"}
