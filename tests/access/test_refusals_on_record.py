"""An auditor who asks for a case finds who saw it and who was refused it."""

import pytest
from django.test import Client

from offenders.models import Case

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
