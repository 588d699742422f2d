"""The catalogue: what holds of a programme from a day on, that it is offered no more, a new one."""

import uuid
from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from core.calendar import LONDON
from core.errors import RefusedError, StaleError
from core.models import Message
from programmes.models import Programme, Terms
from programmes.rules.catalogue import replacement_problem
from programmes.services import catalogue as services
from programmes.services.catalogue import Said
from tests.pages import text_of

ON = date(2026, 11, 20)
NOW = datetime.combine(ON, time(10), tzinfo=LONDON)
DAY = timedelta(days=1)
SAID = Said("all", "moderate", 10, False, 8)
MODERATE = "Building Choices: moderate"


def test_nothing_replaces_itself_however_far_along():
    known = {"A": "B", "B": "C"}
    assert replacement_problem("C", "D", known) is None
    assert replacement_problem("C", "A", known) is not None
    assert replacement_problem("C", "C", known) is not None
    assert replacement_problem("C", "", known) is None


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def programme(db: None) -> Programme:
    return Programme.objects.get(name=MODERATE)


def asked() -> set[str]:
    return {row["kind"] for row in Message.objects.values_list("arguments", flat=True)}


def test_from_a_day_on_and_what_held_before_ends(programme: Programme):
    services.change_terms(programme=programme, said=SAID, starts_on=ON + DAY, version=1, at=NOW)
    before, after = programme.terms.order_by("starts_on")
    assert (before.weeks, before.ends_on) == (13, ON + DAY)
    assert (after.weeks, after.starts_on, after.ends_on) == (10, ON + DAY, None)
    assert not asked(), "the night before will do"
    with pytest.raises(StaleError):
        services.change_terms(programme=programme, said=SAID, starts_on=ON, version=1, at=NOW)
    with pytest.raises(RefusedError, match="A change from 21 November 2026"):
        services.change_terms(programme=programme, said=SAID, starts_on=ON, version=2, at=NOW)
    again = Said("all", "moderate", 11, False, 8)
    services.change_terms(programme=programme, said=again, starts_on=ON + DAY, version=2, at=NOW)
    assert [row.weeks for row in programme.terms.order_by("starts_on")] == [13, 11]


def test_from_today_deadlines_follow(programme: Programme):
    services.change_terms(programme=programme, said=SAID, starts_on=ON, version=1, at=NOW)
    assert {"programme_start", "programme_runway"} <= asked()
    programme.refresh_from_db()
    with pytest.raises(RefusedError, match="Nothing is different"):
        services.change_terms(programme=programme, said=SAID, starts_on=ON, version=2, at=NOW)
    with pytest.raises(RefusedError, match="from today or from a later day"):
        services.change_terms(programme=programme, said=SAID, starts_on=ON - DAY, version=2, at=NOW)


def test_offered_no_more_and_again(programme: Programme):
    newer = Programme.objects.get(name="Building Choices: high")
    with pytest.raises(RefusedError, match="would replace itself"):
        services.offer_no_more(
            programme=newer,
            ends_on=ON,
            replaced_by=Programme.objects.get(name="Kaizen"),
            version=1,
            at=NOW,
        )
    services.offer_no_more(programme=programme, ends_on=ON, replaced_by=newer, version=1, at=NOW)
    programme.refresh_from_db()
    assert (programme.replaced_by, programme.terms.get().ends_on) == (newer, ON)
    with pytest.raises(RefusedError, match="offered no more from 20 November 2026 already"):
        services.offer_no_more(programme=programme, ends_on=ON, replaced_by=None, version=2, at=NOW)
    services.change_terms(programme=programme, said=SAID, starts_on=ON + DAY, version=2, at=NOW)
    assert programme.terms.latest("starts_on").starts_on == ON + DAY


@pytest.mark.django_db
def test_a_name_is_given_once():
    made = services.add_programme(
        name="  New  Ways ", is_toolkit=False, said=SAID, starts_on=ON, at=NOW
    )
    assert (made.name, made.terms.get().weeks) == ("New Ways", 10)
    with pytest.raises(RefusedError, match="There is a programme called new ways already"):
        services.add_programme(name="new ways", is_toolkit=True, said=SAID, starts_on=ON, at=NOW)


def test_by_page(as_hal: Client, as_farah: Client, programme: Programme):
    page = text_of(as_hal.get(reverse("programmes:catalogue")))
    assert "Not offered since 1 April 2026, replaced by Building Choices: high" in page
    assert "check" in page
    url = reverse("programmes:terms", args=[programme.uuid])
    assert as_farah.get(url).status_code == 403
    shown = text_of(as_hal.get(url))
    assert "13 weeks, up to 12 in a group" in shown
    assert "Today" in shown, "the day that it mostly is, by one tap"
    sent = {
        "form_key": uuid.uuid4(),
        "version": 1,
        "cohort": "all",
        "intensity": "none",
        "weeks": "10",
        "is_ldc": "no",
        "group_size": "8",
        "starts_on": ON.isoformat(),
        "reason": "The manual says so.",
    }
    assert "Weeks must be 104 or fewer" in text_of(as_hal.post(url, sent | {"weeks": "105"}))
    for _ in range(2):
        assert as_hal.post(url, sent).status_code == 302
    assert Terms.objects.filter(programme=programme).count() == 2
    late = sent | {"form_key": uuid.uuid4()}
    assert as_hal.post(url, late).status_code == 409
    more = {
        "form_key": uuid.uuid4(),
        "version": 2,
        "ends_on": (ON + DAY).isoformat(),
        "replaced_by": "",
        "reason": "x",
    }
    no_more = reverse("programmes:no_more", args=[programme.uuid])
    assert as_hal.post(no_more, more).status_code == 302
    added = sent | {"form_key": uuid.uuid4(), "name": "New Ways", "what": "toolkit"}
    assert as_hal.post(reverse("programmes:add_programme"), added).status_code == 302
    assert Programme.objects.get(name="New Ways").is_toolkit
