"""The table of what a visit is asked, row by row: asked, required, opened, kept, stored, shown, restored.

What is expected stands here a second time, as POL-11 has it, so that a slip in the table is one here as well.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from core.calendar import LONDON
from core.questions import asked
from offenders.models import Address, Case, Contact
from people.models import Officer, Team, User
from tests import factories
from visits.choices import VisitOutcome, VisitPurpose
from visits.forms import VisitForm, amend_form, plan_form, record_form
from visits.models import Visit
from visits.rules.questions import PLAN, QUESTIONS, plan_parts, record_parts, shown
from visits.selectors.known import Known, known
from visits.selectors.record import answers_of, saved_lines
from visits.selectors.setting import Setting, setting
from visits.services import record_visit

NOON = datetime(2026, 11, 20, 12, 0, tzinfo=LONDON)
LONG_AGO = date(2020, 1, 1)
HOME = UUID("8f14e45f-ceea-467f-a8a5-b1f2c0d9e0aa")

# "." not asked, "o" may stay empty, "R" must be answered, "?" must be answered while another answer opens it.
OCCASIONS = (
    "seen_inside", "seen_at_door", "seen_elsewhere", "not_in", "entry_refused", "moved_away",
    "abandoned_safety", "plan",
)  # fmt: skip
EXPECTED = """
    seen_where             . . R . . . . .
    happens_on             R R R R R R R R
    happens_time           R R R R R R R R
    ended_time             o o o . . . . .
    purposes               R R R R R R R R
    result_residence       ? o o . . . . .
    result_devices         ? o o . . . . .
    where                  R R R R R R R R
    premises               ? ? ? ? ? ? ? ?
    crew                   R R R R R R R R
    second_officer         ? ? ? ? ? ? ? ?
    single_crewed_because  ? ? ? ? ? ? ? ?
    is_announced           R R R R R R R R
    announced_because      ? ? ? ? ? ? ? ?
    entry_sought_by        . . . . R . . .
    refusal_words          . . . . R . . .
    notes                  o R R R o R R o
    people_present         R o o . . . . .
    children               R o o o o . o .
    child_ages             ? ? ? ? ? . ? .
    child_relation         ? ? ? ? ? . ? .
    children_detail        ? ? ? ? ? . ? .
    rooms_viewed           o . . . . . . .
    devices_examined       o . . . . . . .
    devices                o . . . . . . .
    vehicles               o o o . . . . .
    employment             o o o . . . . .
    relationships          o o o . . . . .
    presentation           o o o . . . . .
    changes                o . . . . . . .
    check_home             o o o . . . . .
    concern_home           ? ? ? . . . . .
    arms_factors           o o o . . . . .
    arms_evidence          ? ? ? . . . . .
    concerns               o o o . o o o .
    actions                o o o . o o o .
    intelligence_ref       o o o . o o o .
    visor_updated_on       o o o . o o o .
    version_reason         . . . . . . . .
"""
GRID = {name: cells for name, *cells in map(str.split, EXPECTED.strip().splitlines())}
CELLS = [
    pytest.param(occasion, name, cells[number], id=f"{occasion}-{name}")
    for name, cells in GRID.items()
    for number, occasion in enumerate(OCCASIONS)
]
ASKED = [cell for cell in CELLS if cell.values[2] != "."]

# An answer to every question, so that every question that may be opened is.
ANSWERS: dict[str, Any] = {
    "seen_where": "The bus stop",
    "happens_on": "2026-11-20",
    "happens_time": "11:00",
    "ended_time": "11:40",
    "purposes": ["residence", "devices"],
    "result_residence": "met",
    "result_devices": "not_tried",
    "where": "other",
    "premises": "1 Invented Street",
    "crew": "alone",
    "single_crewed_because": "A neighbour is there",
    "is_announced": "yes",
    "announced_because": "The child is at school",
    "entry_sought_by": "DC Khan, a constable",
    "refusal_words": "Not today",
    "notes": "Zoltán O'Neill came out",
    "people_present": "His sister, 40",
    "children": "present",
    "child_ages": "6",
    "child_relation": "His nephew",
    "children_detail": "Toys in the hall",
    "rooms_viewed": "All of them",
    "devices_examined": "consent",
    "devices": "One phone, nothing",
    "vehicles": "A blue car",
    "employment": "Nights at the depot",
    "relationships": "Sees nobody",
    "presentation": "Calm",
    "changes": "A new bed",
    "check_home": "concern",
    "concern_home": "Post for somebody else",
    "arms_factors": ["opportunity", "routine"],
    "arms_evidence": "Works alone",
    "concerns": "A child's coat",
    "actions": "Ring the school",
    "intelligence_ref": "IR 12",
    "visor_updated_on_day": "20",
    "visor_updated_on_month": "11",
    "visor_updated_on_year": "2026",
}
# Opened by another answer to the same question than the one above.
TOGETHER = {"crew": "two", "second_officer": "7"}
# What closes it again, where it is drawn inside the answer; what stands open on the page is kept as typed.
CLOSED: dict[str, dict[str, Any]] = {
    "result_residence": {"purposes": ["devices"]},
    "result_devices": {"purposes": ["residence"]},
    "premises": {"where": str(HOME)},
    "child_ages": {"children": "signs"},
    "child_relation": {"children": "signs"},
    "second_officer": {"crew": "alone", "single_crewed_because": "A neighbour is there"},
    "single_crewed_because": TOGETHER,
    "announced_because": {"is_announced": "no"},
    "concern_home": {"check_home": "checked"},
}
# The line of the record, where it does not begin with what was typed.
SHOWN: dict[str, tuple[str, str]] = {
    "seen_where": ("Seen where", "The bus stop"),
    "happens_on": ("When", "20 November 2026 at 11:00"),
    "happens_time": ("When", "20 November 2026 at 11:00"),
    "ended_time": ("When", "20 November 2026 at 11:00 to 11:40"),
    "purposes": ("Went to", "Confirm who lives here; Devices and internet use"),
    "result_residence": ("Confirm who lives here", "Met"),
    "result_devices": ("Devices and internet use", "Not tried"),
    "where": ("Where", "1 Invented Street"),
    "premises": ("Where", "1 Invented Street"),
    "crew": ("Officers", "Amira Khan (AK1)"),
    "second_officer": ("Officers", "Amira Khan (AK1)"),
    "single_crewed_because": ("Went alone because", "A neighbour is there"),
    "is_announced": ("Announced", "Yes: The child is at school"),
    "announced_because": ("Announced", "Yes: The child is at school"),
    "entry_sought_by": ("Who sought entry, and as what", "DC Khan, a constable"),
    "refusal_words": ("What was said", "Not today"),
    "notes": ("Notes", "Zoltán O'Neill came out"),
    "people_present": ("Who else was there", "His sister, 40"),
    "children": ("Children", "Children present: Toys in the hall; age: 6; His nephew"),
    "children_detail": ("Children", "Children present: Toys in the hall; age: 6; His nephew"),
    "child_ages": ("Children", "Children present: Toys in the hall; age: 6; His nephew"),
    "child_relation": ("Children", "Children present: Toys in the hall; age: 6; His nephew"),
    "rooms_viewed": ("Rooms seen", "All of them"),
    "devices_examined": ("Devices and internet", "Examined, with consent: One phone, nothing"),
    "devices": ("Devices and internet", "Examined, with consent: One phone, nothing"),
    "vehicles": ("Vehicles", "A blue car"),
    "employment": ("Employment", "Nights at the depot"),
    "relationships": ("Relationships", "Sees nobody"),
    "presentation": ("How the person was", "Calm"),
    "changes": ("What has changed", "A new bed"),
    "check_home": ("Notification", "Home address: lives here. Concern: Post for somebody else"),
    "concern_home": ("Notification", "Home address: lives here. Concern: Post for somebody else"),
    "arms_factors": ("ARMS factors", "Opportunity; Employment or positive routine: Works alone"),
    "arms_evidence": ("ARMS factors", "Opportunity; Employment or positive routine: Works alone"),
    "concerns": ("Concerns", "A child's coat"),
    "actions": ("Actions", "Ring the school"),
    "intelligence_ref": ("Intelligence report", "IR 12"),
    "visor_updated_on": ("ViSOR updated", "20 November 2026"),
}


def around(**changes: Any) -> Setting:
    """A person at high risk with a home and a colleague to come along, without a database."""
    case = Case(crn="X000001", surname="O'Neill", forenames="Gareth")
    home = Address(uuid=HOME, line_1="2 Invented Street", starts_on=LONG_AGO)
    team = Team(name="Public Protection East")
    return Setting(
        **{
            "case": case,
            "on": NOON.date(),
            "at": NOON,
            "home": home,
            "former": (),
            "colleagues": (Officer(pk=7, forenames="Ben", surname="Mason", team=team),),
            "managed_since": None,
            "two_officers_because": "high risk",
            "standing": "",
            "spread": "",
            **changes,
        }
    )


def form_of(occasion: str, sent: dict[str, Any] | None, **kwargs: Any) -> VisitForm:
    data = sent and sent | {"form_key": str(uuid4()), "outcome": occasion}
    if occasion == PLAN:
        data = data and data | {"happens_on": "2026-11-21"}
        return plan_form(data, setting=around(), **kwargs)
    registered = Known(notifies=True)
    outcome = VisitOutcome(occasion)
    return record_form(data, setting=around(), outcome=outcome, known=registered, **kwargs)


def without(name: str) -> dict[str, Any]:
    """Everything answered but this one, which is open."""
    sent = ANSWERS | (TOGETHER if name == "second_officer" else {})
    return {key: said for key, said in sent.items() if not key.startswith(name)} | {
        key: said for key, said in sent.items() if key.startswith(f"{name}_") and key in GRID
    }


@pytest.mark.parametrize(("occasion", "name", "cell"), CELLS)
def test_each_is_asked_or_not(occasion: str, name: str, cell: str) -> None:
    assert (name in form_of(occasion, None).fields) == (cell != ".")


@pytest.mark.parametrize(("occasion", "name", "cell"), CELLS)
def test_each_may_stay_empty_or_not(occasion: str, name: str, cell: str) -> None:
    form = record_or_plan(occasion, without(name), name)
    if cell in "R?":
        assert form.errors.keys() == {name}
        assert form.errors[name][0]
    else:
        assert form.is_valid(), form.errors


@pytest.mark.parametrize(
    ("occasion", "name", "cell"), [cell for cell in ASKED if cell.values[1] in CLOSED]
)
def test_what_another_answer_hides_is_not_kept(occasion: str, name: str, cell: str) -> None:
    form = form_of(occasion, ANSWERS | {"second_officer": "7"} | CLOSED[name])
    assert form.is_valid(), form.errors
    assert not form.cleaned_data[name]


@pytest.mark.parametrize(("occasion", "name", "cell"), ASKED)
def test_a_kept_text_comes_back(occasion: str, name: str, cell: str) -> None:
    sent = ANSWERS | TOGETHER
    draft = {key: said if isinstance(said, list) else [said] for key, said in sent.items()}
    given = form_of(occasion, None, draft=draft)[name].value()
    if name == "visor_updated_on":
        assert given == ["20", "11", "2026"]
    elif name == "happens_on":
        assert given[0] == "2026-11-20"
    else:
        assert given == sent[name]


def record_or_plan(occasion: str, sent: dict[str, Any], name: str) -> VisitForm:
    """The form; the day of a plan lies ahead, unless the day is what is left out."""
    if occasion == PLAN and name == "happens_on":
        return plan_form(sent | {"form_key": str(uuid4())}, setting=around())
    return form_of(occasion, sent)


class TestTheTable:
    @pytest.mark.parametrize("occasion", OCCASIONS)
    def test_no_question_is_asked_twice(self, occasion: str) -> None:
        parts = plan_parts("") if occasion == PLAN else record_parts(occasion)
        rows = asked(QUESTIONS, parts, frozenset({occasion}))
        assert len({(row.name, row.each) for row in rows}) == len(rows)

    def test_every_row_is_expected_here(self) -> None:
        purposes = {f"result_{purpose}" for purpose in VisitPurpose}
        expected = {name.removesuffix("_home") for name in GRID} | purposes
        assert {row.name for row in QUESTIONS} == expected

    def test_every_row_has_its_place_on_the_record(self) -> None:
        lines = {row.name for row in shown()}
        lost = [
            row.name
            for row in QUESTIONS
            if row.name not in lines
            and row.shown_with not in lines
            and row.name != "version_reason"
        ]
        assert lost == []


@pytest.fixture
def registered(case: Case) -> Case:
    factories.make_address(case, starts_on=LONG_AGO)
    return case


def recorded(case: Case, by: User, outcome: str) -> Visit:
    form = record_form(
        ANSWERS | {"form_key": str(uuid4()), "outcome": outcome},
        setting=setting(case, user=by, at=NOON),
        outcome=VisitOutcome(outcome),
        known=known(case, on=NOON.date()),
    )
    assert form.is_valid(), form.errors
    contact = record_visit(case=case, record=form.record, by=by, at=NOON)
    return Visit.objects.select_related("contact__officer").get(contact=contact)


def asked_names(outcome: str) -> Iterator[str]:
    column = OCCASIONS.index(outcome)
    return (name for name, cells in GRID.items() if cells[column] != ".")


@pytest.mark.parametrize("outcome", VisitOutcome.values)
class TestEachOutcomeAsStored:
    @pytest.fixture(autouse=True)
    def _long_held(self, case: Case) -> None:
        case.allocations.update(starts_on=LONG_AGO)

    def test_every_answer_is_stored_and_comes_back_in_a_correction(
        self, registered: Case, amira: User, outcome: str
    ) -> None:
        visit = recorded(registered, amira, outcome)
        form = amend_form(
            setting=setting(registered, user=amira, at=NOON),
            outcome=VisitOutcome(outcome),
            known=known(registered, on=NOON.date(), visit=visit),
            visit=visit,
            version=1,
        )
        for name in set(asked_names(outcome)) - {"second_officer"}:
            typed = date(2026, 11, 20) if name.endswith("_on") else ANSWERS[name]
            assert form[name].value() == typed, name

    def test_every_answer_is_shown_and_nothing_else(
        self, registered: Case, amira: User, outcome: str
    ) -> None:
        visit = recorded(registered, amira, outcome)
        officer = amira.officer
        lines = dict(saved_lines(visit, visit.checks.all()))
        expected = dict(SHOWN[name] for name in asked_names(outcome))
        expected["Officers"] = f"{officer.name} ({officer.code})"
        assert lines == expected | {"Outcome": VisitOutcome(outcome).label}

    def test_what_is_not_asked_stays_empty(
        self, registered: Case, amira: User, outcome: str
    ) -> None:
        """Without JavaScript every outcome's page can be sent anything."""
        said = answers_of(recorded(registered, amira, outcome))
        asked_for = set(asked_names(outcome))
        assert not [name for name, answer in said.items() if answer and name not in asked_for]
        assert Contact.objects.filter(case=registered).count() == 1


def test_the_hour_now_is_offered() -> None:
    form = form_of("not_in", None)
    assert form["happens_time"].value() == "12:00"
