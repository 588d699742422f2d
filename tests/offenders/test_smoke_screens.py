import pytest
from django.urls import reverse
from core import clock
from offenders.deadlines import refresh_all
from offenders.models import Contact
from tests import factories

pytestmark = pytest.mark.django_db

@pytest.fixture
def full(case, amira):
    factories.make_contact(case, type_code="COAP", outcome_code="ATTC", officer=amira.officer)
    factories.make_contact(case, type_code="CTOB", officer=amira.officer)
    refresh_all(on=clock.today(), at=clock.now())
    return case

@pytest.mark.parametrize("name", ["caseloads:my_day","caseloads:cases"])
def test_roof(name, as_amira, full):
    r = as_amira.get(reverse(name)); assert r.status_code == 200, r.content[:300]

@pytest.mark.parametrize("name", ["caseloads:case","offenders:contacts","offenders:log_contact","offenders:record"])
def test_case(name, as_amira, full):
    r = as_amira.get(reverse(name, args=[full.uuid])); assert r.status_code == 200

def test_audit(as_gwen, as_amira, full):
    as_amira.get(reverse("caseloads:my_day"))
    r = as_gwen.get(reverse("caseloads:audit")); assert r.status_code == 200

def test_contact(as_amira, full):
    c = Contact.objects.all()[0]
    for n in ["contact","amend_contact"]:
        r = as_amira.get(reverse("offenders:"+n, args=[c.uuid])); assert r.status_code == 200
    c = factories.make_contact(full, type_code="COAP")
    r = as_amira.get(reverse("offenders:record_outcome", args=[c.uuid])); assert r.status_code == 200

def test_log(as_amira, full):
    r = as_amira.get(reverse("offenders:log_contact", args=[full.uuid]))
    f = r.context["form"]
    data = {"form_key": f["form_key"].value(), "type": "CTOB", "happened_on": clock.today().isoformat(), "happened_time": "0001", "notes": "x", "outcome":"", "other_type":"", "other_outcome":"","enforcement_action":"","information_kind":""}
    r = as_amira.post(r.request["PATH_INFO"], data)
    assert r.status_code == 302, r.context["form"].errors
    r = as_amira.get(r.url); assert r.status_code == 200; assert b"Contact saved" in r.content
