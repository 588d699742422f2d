"""When a plan is asked for, looked at again, or told to leave something out: without a database."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from offenders.choices import PauseKind, RiskLevel, Severity
from offenders.rules.clock import Assessment, Dated
from plans.choices import Pillar, ReferenceKind
from plans.deadlines import INITIAL_PLAN, PLAN_GAP, PLAN_REVIEW
from plans.rules.completeness import Key, Known, Named, Offered, Referred
from plans.rules.due import (
    InitialFacts,
    PlanFacts,
    ReviewFacts,
    initial_plan_due,
    plan_gap_due,
    plan_review_due,
)
from tests.rules import said_at_length

ON = date(2026, 11, 20)
SIGNED = date(2026, 9, 1)
DAY = timedelta(days=1)
K = ReferenceKind


def thing(key: str, *, since: date = SIGNED, words: str = "", grave: bool = False) -> Named:
    return Named(
        K.LICENCE_CONDITION,
        key,
        words or f"Words of {key}",
        "Licence",
        since,
        Offered(Pillar.MONITORING, "Do it"),
        f"order:{key}",
        is_grave=grave,
    )


def plan(*named: Named, refers: tuple[Referred, ...] = (), **ended: date) -> PlanFacts:
    over = {Key(K.LICENCE_CONDITION, key): day for key, day in ended.items()}
    return PlanFacts(SIGNED, "A Officer", "plan:p1", refers, Known(named, over))


def test_a_plan_that_names_everything_has_no_gap():
    named = thing("a")
    assert plan_gap_due(plan(named, refers=(Referred(named.as_key, "Older words"),)), ON) == []
    assert plan_gap_due(plan(), ON) == []


def test_all_that_a_plan_leaves_out_is_one_line_since_the_first_of_it():
    rows = [
        thing(key, since=SIGNED + DAY * n, words=f"Word {key}.") for n, key in enumerate("dcba")
    ]
    (due,) = plan_gap_due(plan(*rows), ON)
    assert (due.on, due.rule, due.severity, due.value) == (
        SIGNED,
        "MAP-62",
        Severity.STANDARD,
        "4 things in force",
    )
    assert due.because == (
        "The plan signed on 1 September 2026 does not name 4 things in force: Word d; Word c; Word b; and 1 more."
    )
    assert [row.value for row in due.inputs] == [
        *(row.words for row in rows),
        "Signed by A Officer",
    ]


def test_what_came_before_the_plan_counts_from_its_signature_and_what_came_later_from_then():
    (old,) = plan_gap_due(plan(thing("a", since=date(2020, 1, 1))), ON)
    (new,) = plan_gap_due(plan(thing("a", since=ON)), ON)
    assert (old.on, new.on) == (SIGNED, ON)


def test_somebody_at_risk_or_a_prohibition_left_out_is_grave():
    (due,) = plan_gap_due(plan(thing("a"), thing("b", grave=True)), ON)
    assert due.severity == Severity.HIGH


def review(facts: PlanFacts, restart: Dated | None = None) -> ReviewFacts:
    return ReviewFacts(facts, months=12, days=10, since=date(2004, 5, 1), restart=restart)


REFERS = (Referred(Key(K.LICENCE_CONDITION, "a"), "Words of a"),)


@pytest.mark.parametrize(
    ("facts", "last"),
    [
        (plan(), date(2027, 9, 1)),
        (plan(thing("a"), refers=REFERS), date(2027, 9, 1)),
        # Ten working days after a Friday; the ones before the plan was signed count from then.
        (plan(refers=REFERS, a=date(2026, 10, 2)), date(2026, 10, 16)),
        (plan(refers=REFERS, a=date(2020, 1, 1)), date(2026, 9, 15)),
        # Christmas, Boxing Day on its substitute and New Year do not count.
        (plan(refers=REFERS, a=date(2026, 12, 21)), date(2027, 1, 7)),
        # So late that the year is over first.
        (plan(refers=REFERS, a=date(2027, 8, 25)), date(2027, 9, 1)),
        # Other words than when it was named, since it says them.
        (plan(thing("a", since=date(2026, 10, 2), words="New"), refers=REFERS), date(2026, 10, 16)),
        # What is new and not named is a gap, no change of what the plan refers to.
        (plan(thing("a"), thing("b"), refers=REFERS), date(2027, 9, 1)),
    ],
)
def test_a_plan_is_looked_at_again_after_a_year_or_a_change(facts, last):
    (due,) = plan_review_due(review(facts), ON)
    assert (due.on, due.rule) == (last, "MAP-61")


def test_the_leap_day_is_clamped():
    (due,) = plan_review_due(review(replace(plan(), signed_on=date(2028, 2, 29))), ON)
    assert due.on == date(2029, 2, 28)


def test_the_sentence_says_what_changed_first_and_how_much_more():
    refers = (*REFERS, Referred(Key(K.LICENCE_CONDITION, "b"), "Words of b"))
    (due,) = plan_review_due(
        review(plan(refers=refers, a=date(2026, 10, 5), b=date(2026, 10, 2))), ON
    )
    assert due.because == (
        "What the plan refers to changed on 2 October 2026: “Words of b” holds no longer. 1 more changed since. "
        "To be looked at again within 10 working days."
    )
    assert [row.value for row in due.inputs[1:3]] == ["Words of b", "Words of a"]


def test_whoever_comes_out_is_not_overdue_on_the_first_day():
    out = Dated(date(2027, 12, 1), "pause:1", "Released from custody")
    (due,) = plan_review_due(review(plan(), out), ON)
    assert due.on == date(2027, 12, 15)
    (due,) = plan_review_due(review(plan(), replace_day(out, SIGNED - DAY)), ON)
    assert due.on == date(2027, 9, 1)


def replace_day(fact: Dated, day: date) -> Dated:
    return fact._replace(on=day)


def initial(**fields: object) -> InitialFacts:
    values: dict[str, object] = {
        "began": Dated(date(2026, 11, 2), "sentence:1"),
        "attended": Dated(date(2026, 11, 6), "contact:1", "Seen in person"),
        "signed": False,
        "days": 15,
        "days_since": date(2004, 5, 1),
    }
    return InitialFacts(**values | fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("attended", "last"),
    [
        (date(2026, 11, 6), date(2026, 11, 27)),
        (date(2026, 12, 11), date(2027, 1, 6)),  # three bank holidays in between
        (date(2026, 3, 27), date(2026, 4, 21)),  # Easter; the night the clocks change
    ],
)
def test_the_first_plan_is_due_fifteen_working_days_after_the_first_appointment(attended, last):
    (due,) = initial_plan_due(initial(attended=Dated(attended, "contact:1")), ON)
    assert (due.on, due.rule, due.told_on) == (last, "PRO-44", attended)


def test_a_signed_plan_answers_it_and_the_risk_makes_it_grave():
    assert initial_plan_due(initial(signed=True), ON) == []
    found = {
        level: initial_plan_due(initial(rosh=Assessment(level, ON, "risk:1")), ON)[0].severity
        for level in RiskLevel
    }
    assert [level for level, severity in found.items() if severity == Severity.HIGH] == [
        RiskLevel.VERY_HIGH,
        RiskLevel.HIGH,
    ]


def test_what_is_said_fits():
    named = thing("a", words="x")
    assert said_at_length(PLAN_GAP, plan(named, thing("b")), ON)
    elsewhere = Referred(Key(K.REGISTER, "a"), "A register")
    over = Known((), {elsewhere.ref: ON})
    facts = replace(plan(refers=(elsewhere,)), known=over)
    out = Dated(SIGNED + DAY, "pause:1", PauseKind.CUSTODY.label)
    assert said_at_length(PLAN_REVIEW, review(facts, out), ON)
    (due,) = said_at_length(INITIAL_PLAN, initial(), ON)
    assert due.rule == "PRO-44"
