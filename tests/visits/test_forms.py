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
from visits.forms import VisitForm, amend_form, record_form
from visits.selectors.known import NOTHING_KNOWN, Known
from visits.selectors.setting import Setting, setting
from visits.services import record_visit

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=LONDON)


@pytest.fixture
def around(case: Case, amira: User, ben: User) -> Setting:
    factories.make_address(case, starts_on=date(2020, 1, 1))
    return replace(setting(case, user=amira, at=NOON), managed_since=None)


def filled(around: Setting, known: Known = NOTHING_KNOWN, **changes: Any) -> VisitForm:
    data = {
        "form_key": str(uuid4()),
        "outcome": "not_in",
        "happens_on": "2026-11-20",
        "happens_time": "11:00",
        "purposes": ["residence"],
        "where": str(around.addresses[0].uuid),
        "is_announced": "no",
        "crew": "alone",
        "single_crewed_because": "Rang from the street",
        "notes": "Rang twice",
    }
    outcome = VisitOutcome(changes.get("outcome", "not_in"))
    return record_form(data | changes, setting=around, outcome=outcome, known=known)


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
        second_officer="999999",
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


@pytest.mark.parametrize(("day", "is_valid"), [("2026-11-18", True), ("2026-11-19", False)])
def test_on_the_day_of_the_death_and_not_after_it(
    around: Setting, day: str, is_valid: bool
) -> None:
    around.case.died_on = date(2026, 11, 18)
    form = filled(around, happens_on=day)
    assert form.is_valid() == is_valid
    if not is_valid:
        assert "having died on 18 November 2026: check the day" in str(form.errors["happens_on"])


@pytest.mark.parametrize(("day", "is_valid"), [("2026-11-18", True), ("2026-11-17", False)])
def test_not_before_the_first_allocation(around: Setting, day: str, is_valid: bool) -> None:
    form = filled(replace(around, managed_since=date(2026, 11, 18)), happens_on=day)
    assert form.is_valid() == is_valid


@pytest.mark.parametrize(("left", "is_valid"), [("11:00", True), ("11:01", False)])
def test_twelve_hours_are_a_visit_and_more_are_a_slip(
    around: Setting, left: str, is_valid: bool
) -> None:
    form = filled(
        around,
        outcome="seen_at_door",
        happens_on="2026-11-19",
        happens_time="23:00",
        ended_time=left,
        crew="alone",
        single_crewed_because="Seen with his solicitor there",
    )
    assert form.is_valid() == is_valid


def test_why_one_officer_is_not_kept_once_two_went(
    around: Setting, case: Case, amira: User, ben: User
) -> None:
    form = filled(
        around,
        crew="two",
        second_officer=str(ben.officer.pk),
        single_crewed_because="Typed before it was two",
    )
    assert form.is_valid(), form.errors
    contact = record_visit(case=case, record=form.record, by=amira, at=NOON)
    assert contact.visit.single_crewed_because == ""
    assert contact.visit.second_officer == ben.officer


def test_what_is_hidden_is_no_error_either(around: Setting, ben: User) -> None:
    """Nobody can mend what they cannot see."""
    form = filled(
        around,
        crew="two",
        second_officer=str(ben.officer.pk),
        single_crewed_because="x" * 501,
    )
    assert form.is_valid(), form.errors


class TestFolds:
    """A folded part that holds an answer or an error stands open; otherwise it is closed."""

    LIVES = "Vehicles, work and relationships"
    FACTORS = "ARMS factors: did you learn anything?"
    NOTIFIED = "Notification: what did you check?"

    def open_parts(self, form: VisitForm) -> set[str]:
        return {row.part.fold for row in form.sections if row.part.fold and row.is_open}

    def blank(self, around: Setting, **kwargs: Any) -> VisitForm:
        outcome = VisitOutcome.SEEN_AT_DOOR
        return record_form(setting=around, outcome=outcome, known=Known(notifies=True), **kwargs)

    def test_with_nothing_in_them_they_are_closed(self, around: Setting) -> None:
        form = self.blank(around)
        assert self.open_parts(form) == set()
        assert {row.part.fold for row in form.sections} > {self.LIVES, self.FACTORS, self.NOTIFIED}

    @pytest.mark.parametrize(
        ("name", "answer", "part"),
        [
            ("vehicles", "A blue car", LIVES),
            ("relationships", "Sees nobody", LIVES),
            ("arms_factors", "routine", FACTORS),
            ("arms_evidence", "Works alone", FACTORS),
            ("check_home", "checked", NOTIFIED),
            ("concern_home", "Post for somebody else", NOTIFIED),
        ],
    )
    def test_one_that_holds_an_answer_is_open(
        self, around: Setting, name: str, answer: str, part: str
    ) -> None:
        """As it was sent, and as a draft that comes back."""
        draft = self.blank(around, draft={name: [answer]})
        assert self.open_parts(draft) == {part}
        sent = filled(
            around,
            outcome="seen_at_door",
            known=Known(notifies=True),
            notes="",
            **{name: [answer] if name == "arms_factors" else answer},
        )
        assert not sent.is_valid()
        assert self.open_parts(sent) == {part}

    def test_one_with_an_error_is_open(self, around: Setting) -> None:
        form = filled(around, outcome="seen_at_door", vehicles="x" * 5_001)
        assert "vehicles" in form.errors
        assert self.open_parts(form) == {self.LIVES}

    def test_one_with_an_error_and_no_answer_is_open(self, around: Setting) -> None:
        homeless = replace(around, home=None, former=around.addresses)
        assert self.open_parts(filled(homeless, where="other", premises="A hostel")) == {
            "Somewhere, unannounced: check or change"
        }
        form = filled(homeless, where="other")
        assert "premises" in form.errors
        assert self.open_parts(form) == {"Somewhere, unannounced: check or change"}

    def test_a_correction_opens_on_what_was_written(
        self, around: Setting, case: Case, amira: User
    ) -> None:
        visit = factories.make_visit(case, "seen_at_door", employment="Nights at the depot")
        form = amend_form(
            setting=around,
            outcome=VisitOutcome.SEEN_AT_DOOR,
            known=Known(),
            visit=visit,
            version=1,
        )
        assert self.open_parts(form) == {self.LIVES}

    def test_what_the_plan_says_is_closed_until_it_is_changed(
        self, around: Setting, case: Case, amira: User, ben: User
    ) -> None:
        """Its words say what was planned, so anything else must not be hidden behind them."""
        planned = factories.make_visit(
            case, "", at=NOON, officer=amira.officer, second=ben.officer, premises="A hostel"
        )
        closed = self.blank(around, visit=planned, version=1)
        assert self.open_parts(closed) == set()
        draft = {"where": ["other"], "premises": ["The day centre"], "crew": ["two"]}
        changed = self.blank(around, visit=planned, version=1, draft=draft)
        assert self.open_parts(changed) == {
            "A hostel, with Ben Mason, unannounced: check or change"
        }
        same = draft | {"premises": ["A hostel"], "second_officer": [str(ben.officer.pk)]}
        assert self.open_parts(self.blank(around, visit=planned, version=1, draft=same)) == set()


def test_who_came_along_can_be_chosen_again_by_themselves(
    around: Setting, case: Case, amira: User, ben: User
) -> None:
    """Ben corrects the record of a visit on which he was the second: he is not among his own colleagues."""
    visit = factories.make_visit(case, "not_in", officer=amira.officer, second=ben.officer)
    his = setting(case, user=ben, at=NOON)
    form = amend_form(
        setting=his, outcome=VisitOutcome.NOT_IN, known=Known(), visit=visit, version=1
    )
    chosen = str(form["second_officer"].value())
    assert chosen in {str(code) for code, _ in form.fields["second_officer"].choices}


def test_another_outcome_asks_why_one_officer_was_safe(
    around: Setting, case: Case, amira: User
) -> None:
    """POL-10: nobody was asked while nobody was there; once somebody was met it has to be said."""
    visit = factories.make_visit(case, "not_in", at=NOON, officer=amira.officer)
    data = {"crew": "alone", "version_reason": "He came out after all", "version": "1"}

    def corrected(outcome: VisitOutcome) -> VisitForm:
        given = data | {"form_key": str(uuid4()), "outcome": outcome}
        return amend_form(
            given, setting=around, outcome=outcome, known=Known(), visit=visit, version=1
        )

    assert around.two_officers_because
    assert "single_crewed_because" in corrected(VisitOutcome.SEEN_AT_DOOR).errors
    assert "single_crewed_because" not in corrected(VisitOutcome.NOT_IN).errors
