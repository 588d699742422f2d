"""Forms of visits where the hour of the day decides; the pages' tests show the rest."""

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest

from core.calendar import LONDON
from offenders.models import Case
from people.models import User
from tests import factories
from visits.choices import VisitOutcome
from visits.forms import VisitForm, record_form
from visits.selectors.setting import Setting, setting

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=LONDON)


@pytest.fixture
def around(case: Case, amira: User) -> Setting:
    factories.make_address(case, starts_on=date(2020, 1, 1))
    return replace(setting(case, user=amira, at=NOON), managed_since=None)


def filled(around: Setting, **changes: Any) -> VisitForm:
    data = {
        "form_key": str(uuid4()),
        "outcome": "not_in",
        "happens_on": "2026-11-20",
        "happens_time": "11:00",
        "purposes": ["residence"],
        "where": str(around.addresses[0].uuid),
        "is_announced": "no",
        "notes": "Rang twice",
    }
    outcome = VisitOutcome(changes.get("outcome", "not_in"))
    return record_form(data | changes, setting=around, outcome=outcome)


@pytest.mark.parametrize(
    ("time", "is_valid"), [("11:59", True), ("12:00", True), ("12:01", False), ("23:30", False)]
)
def test_not_before_it_has_happened(around: Setting, time: str, is_valid: bool) -> None:
    form = filled(around, happens_time=time)
    assert form.is_valid() == is_valid
    if not is_valid:
        assert "It is 12:00 now" in str(form.errors["happens_time"])


@pytest.mark.parametrize(
    ("ended", "is_valid"),
    [("11:30", True), ("12:00", True), ("11:00", False), ("10:00", False), ("12:30", False)],
)
def test_it_ends_after_it_began_and_not_yet_to_come(
    around: Setting, ended: str, is_valid: bool
) -> None:
    form = filled(
        around,
        outcome="seen_at_door",
        ended_time=ended,
        crew="alone",
        single_crewed_because="Seen with his solicitor there",
    )
    assert form.is_valid() == is_valid


def test_a_visit_over_midnight_ends_the_next_day(around: Setting) -> None:
    form = filled(
        around,
        outcome="seen_at_door",
        happens_on="2026-11-19",
        happens_time="23:40",
        ended_time="00:20",
        crew="alone",
        single_crewed_because="Seen with his solicitor there",
    )
    assert form.is_valid(), form.errors
    record = form.record
    assert record.ended_at is not None
    assert (record.ended_at - record.happens_at).total_seconds() == 40 * 60


def test_what_an_answer_hides_is_not_kept(around: Setting) -> None:
    """Without JavaScript every box is on the page, so anything may be sent."""
    form = filled(
        around,
        premises="Somewhere else entirely",
        announced_because="Left from an earlier answer",
        crew="two",
        second_officer="",
    )
    assert form.is_valid(), form.errors
    record = form.record
    assert record.premises == str(around.addresses[0])
    assert record.announced_because == ""
    assert record.purpose_results == {}


def test_the_hour_is_londons_before_and_after_the_clocks_go_back(around: Setting) -> None:
    form = filled(around, happens_on="2026-10-25", happens_time="09:00")
    assert form.is_valid(), form.errors
    assert form.record.happens_at.utcoffset() == NOON.utcoffset()
    form = filled(around, happens_on="2026-10-24", happens_time="09:00")
    assert form.is_valid(), form.errors
    offset = form.record.happens_at.utcoffset()
    assert offset is not None
    assert offset.total_seconds() == 3600
