"""Addresses: the same as Django's, whoever asks and however often."""

from uuid import UUID, uuid4

import pytest
from django.template import Context, Template
from django.urls import NoReverseMatch, reverse, set_script_prefix

from core.addresses import address


@pytest.mark.parametrize("name", ["caseloads:case", "offenders:contacts", "visits:visit"])
def test_an_address_is_the_one_that_django_says(name: str):
    for uuid in (uuid4(), uuid4(), UUID(int=1)):
        assert address(name, uuid) == reverse(name, args=[uuid])
    assert address("caseloads:my_day") == reverse("caseloads:my_day")


def test_what_is_no_uuid_is_looked_at_each_time():
    uuid = uuid4()
    said = reverse("offenders:save_draft", args=[uuid, "log-contact"])
    assert address("offenders:save_draft", uuid, "log-contact") == said
    assert address("caseloads:case", str(uuid)) == reverse("caseloads:case", args=[uuid])
    for wrong in ('"><script>', "{0}", None):
        with pytest.raises(NoReverseMatch):
            address("caseloads:case", wrong)


def test_an_address_stands_under_the_prefix_of_the_request():
    uuid = uuid4()
    before = address("caseloads:case", uuid)
    set_script_prefix("/probation/")
    try:
        assert address("caseloads:case", uuid) == f"/probation{before}"
    finally:
        set_script_prefix("/")
    assert address("caseloads:case", uuid) == before


def test_an_unknown_address_is_refused():
    with pytest.raises(NoReverseMatch):
        address("caseloads:nowhere")
    with pytest.raises(NoReverseMatch):
        address("caseloads:case", uuid4(), uuid4())


def test_templates_say_the_same():
    uuid = uuid4()
    source = (
        '{% url "caseloads:case" of %} {% url name %} {% url "caseloads:nowhere" as none %}[{{ none }}]'
        '{% url "caseloads:case" case_uuid=of %}'
    )
    drawn = Template(source).render(Context({"of": uuid, "name": "caseloads:my_day"}))
    case = reverse("caseloads:case", args=[uuid])
    assert drawn == f"{case} {reverse('caseloads:my_day')} []{case}"
