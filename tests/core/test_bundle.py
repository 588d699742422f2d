"""Small tables about one thing in one statement: the same instances as the ORM loads, whatever the types."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.bundle import Source, read
from offenders.models import Address, Allocation, Flag, Pause, Registration, RiskAssessment
from programmes.models import Referral
from tests import factories

SOURCES = (
    Source(Registration, "case_id", ("register",)),
    Source(Allocation, "case_id", ("officer__team", "officer__user")),
    Source(RiskAssessment, "case_id", ("assessor",)),
    Source(Pause, "case_id"),
    Source(Flag, "case_id"),
    Source(Referral, "case_id"),
)


@pytest.fixture
def full(case, amira):
    factories.make_flag(case, date(2026, 3, 1))
    factories.make_pause(case, starts_on=date(2026, 1, 2), ends_on=date(2026, 2, 3))
    factories.make_referral(case)
    return case


@pytest.mark.parametrize(
    "model", [source.model for source in SOURCES], ids=lambda model: model.__name__
)
def test_rows_are_what_the_orm_loads(full, model):
    by_orm = {row.pk: row for row in model.objects.filter(case=full)}
    found = {row.pk: row for row in read(SOURCES, full.pk).of(model)}
    assert by_orm, "nothing to compare"
    assert found.keys() == by_orm.keys()
    for pk, row in found.items():
        for field in model._meta.concrete_fields:
            assert getattr(row, field.attname) == getattr(by_orm[pk], field.attname), field.name
        assert not row._state.adding


def test_one_query_and_none_for_what_comes_along(full):
    with CaptureQueriesContext(connection) as ran:
        bundle = read(SOURCES, full.pk)
        (registration,) = bundle.of(Registration)
        assert registration.register.code == "ARSO"
        assert {row.officer.team.name for row in bundle.of(Allocation)}
        assert all(row.officer.user for row in bundle.of(Allocation))
        assert all(row.assessor is None or row.assessor.name for row in bundle.of(RiskAssessment))
    assert len(ran) == 1


def test_another_case_brings_nothing(full):
    other = factories.make_case(crn="X900001", surname="Novák")
    assert all(read(SOURCES, other.pk).of(source.model) == [] for source in SOURCES)


def test_a_path_leads_to_the_thing(full, amira):
    sources = (Source(type(amira.officer), "team__delivery_unit_id"),)
    unit = amira.officer.team.delivery_unit_id
    assert amira.officer in read(sources, unit).of(type(amira.officer))
    assert read(sources, unit + 1_000).of(type(amira.officer)) == []


def test_quotes_and_markup_come_through(case):
    factories.make_address(case, line_1="O'Neill's \"yard\" <script>\\ %s {}")
    (found,) = read((Source(Address, "case_id"),), case.pk).of(Address)
    assert found.line_1 == "O'Neill's \"yard\" <script>\\ %s {}"
