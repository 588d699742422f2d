"""An auditor who asks for a case finds who saw it and who was refused it."""

import pytest
from django.db import connection
from django.test import Client

from audit.models import Event
from caseloads.selectors.audit import Filters, log
from offenders.models import Case
from people.models import User
from tests import factories
from tests.access import matrix

pytestmark = pytest.mark.django_db


def test_the_log_of_a_case_has_those_who_were_refused(
    as_gwen: Client, as_amira: Client, as_eve: Client, case: Case
) -> None:
    other = "00000000-0000-4000-8000-000000000000"
    for client, address in (
        (as_amira, case.get_absolute_url()),
        (as_eve, case.get_absolute_url()),
        (as_eve, f"/cases/{other}/"),
    ):
        client.get(address)
    page = as_gwen.get("/audit/", {"crn": case.crn.lower()}).content.decode()
    assert "amira.khan@example.org" in page
    assert "eve.osei@example.org" in page
    assert "2 entries" in page
    assert "0 entries" in as_gwen.get("/audit/", {"crn": "X000000"}).content.decode()


def _refused_by_any_address(client: Client, scene: matrix.Scene) -> set[str]:
    """Ask for the case by the address of everything that is kept about it; which of them refused."""
    for name in filter(matrix.parameters, matrix.names()):
        client.get(matrix.address(name, scene))
        client.post(matrix.address(name, scene))
    return set(Event.objects.filter(asked__has_key="refused_case").values_list("view", flat=True))


def test_a_refusal_by_a_record_of_the_case_is_found_by_its_crn(
    as_gwen: Client, as_chidi: Client, case: Case, request: pytest.FixtureRequest
) -> None:
    """By a contact, an order, a condition, a visit, a review, a flag: none has the case's uuid."""
    people = {name: request.getfixturevalue(name) for name in matrix.CAST}
    scene = matrix.set_scene(case, people)
    refused = _refused_by_any_address(as_chidi, scene)
    kinds = {"contact", "order", "end_condition", "flag", "visit", "answer"}
    assert kinds <= {name.partition(":")[2] for name in refused}, "the test asks for too little"
    found = log(Filters(crn=case.crn)).filter(user_id=people["chidi"].pk)
    assert set(found.values_list("view", flat=True)) >= refused
    refusals = Event.objects.filter(asked__has_key="refused_case")
    assert found.filter(pk__in=refusals).count() == refusals.count()
    page = as_gwen.get("/audit/", {"crn": case.crn}).content.decode()
    assert f"Refused case: {case.crn}" in page


def test_a_refusal_of_another_case_is_not_found(as_chidi: Client, case: Case, amira: User) -> None:
    other = factories.make_case(crn="X300003", police=amira.officer)
    as_chidi.get(f"/contacts/{factories.make_contact(other).uuid}/")
    assert Event.objects.get().asked["refused_case"] == other.pk
    assert not log(Filters(crn=case.crn)).exists()


def test_each_part_of_the_search_has_its_index(case: Case) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        sql, params = log(Filters(crn=case.crn)).order_by().query.sql_with_params()
        cursor.execute(f"EXPLAIN {sql}", params)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    for index in ("audit_event_cases", "audit_event_object", "audit_event_refused_case"):
        assert index in plan, plan
