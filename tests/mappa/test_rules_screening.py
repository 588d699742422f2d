"""Screening: what the record proposes, by when it is asked for, what it must say. Tables without a database."""

import random
from datetime import date, timedelta
from typing import Any

from core.calendar import add_working_days
from mappa.choices import Basis, Category, Outcome
from mappa.rules import (
    Ground,
    Screened,
    ScreeningFacts,
    ScreeningSaid,
    mappa_screening_due,
    mark_problem,
    marked,
    proposed,
    registered,
    remark,
    screening_problem,
    unanswered,
)
from offenders.choices import SentenceKind, Severity
from people.choices import Agency

ON = date(2026, 11, 30)  # a Monday
DAY = timedelta(days=1)
OLD = date(2019, 3, 1)
ARSO = registered("ARSO", ON, "registration:1")


def mark(sentenced_on: date = ON, marked_on: date = ON) -> Ground:
    return marked(Basis.SCHEDULE_15, "An invented offence", sentenced_on, marked_on, "qualifying:1")


def facts(*grounds: Ground, **fields: Any) -> ScreeningFacts:
    values: dict[str, Any] = {
        "grounds": grounds,
        "held_since": OLD,
        "screened": None,
        "days": 10,
        "standard_since": OLD,
        "counts_from": OLD,
    }
    return ScreeningFacts(**values | fields)


def said(outcome: Outcome = Outcome.ELIGIBLE, **fields: Any) -> ScreeningSaid:
    values: dict[str, Any] = {
        "outcome": outcome,
        "category": Category.ONE if outcome == Outcome.ELIGIBLE else None,
        "screened_on": ON,
        "reason": "On the register.",
    }
    return ScreeningSaid(**values | fields)


def test_what_the_record_proposes():
    """MAP-2, MAP-3, MAP-5, MAP-6: the register first, then a qualifying offence or the register of those not registrable."""
    anso, rtao = registered("ANSO", ON, ""), registered("RTAO", ON, "")
    for grounds, category in (
        ((), None),
        ((ARSO,), Category.ONE),
        ((mark(),), Category.TWO),
        ((anso,), Category.TWO),
        ((rtao,), Category.FOUR),
        ((mark(), ARSO), Category.ONE),
        ((rtao, anso), Category.TWO),
        ((rtao, ARSO), Category.ONE),
    ):
        assert proposed(grounds) == category, grounds
    assert "marked as qualifying" in mark().words
    assert (ARSO.rule, anso.rule, rtao.rule) == ("MAP-2", "MAP-3", "MAP-5")


def test_by_when_it_is_asked_for():
    """MAP-13: ten working days after the registration, the sentence or the first allocation, whichever came last."""
    for grounds, held, last in (
        ((ARSO,), OLD, date(2026, 12, 14)),
        ((ARSO,), ON + 2 * DAY, date(2026, 12, 16)),
        ((ARSO,), None, date(2026, 12, 14)),
        ((registered("ARSO", OLD, ""),), ON, date(2026, 12, 14)),
        ((mark(),), OLD, date(2026, 12, 14)),
        # Over Christmas: the 25th and the 28th, for Boxing Day, are bank holidays, and so is New Year's Day.
        ((registered("ARSO", date(2026, 12, 21), ""),), OLD, date(2027, 1, 7)),
        ((registered("ANSO", ON, ""),), OLD, date(2026, 12, 14)),
        ((registered("ANSO", ON, ""), registered("ARSO", ON - DAY, "")), OLD, date(2026, 12, 11)),
    ):
        (due,) = mappa_screening_due(facts(*grounds, held_since=held), ON)
        assert (due.on, due.rule, due.severity) == (last, "MAP-13", Severity.STANDARD), grounds
        assert "Not screened for MAPPA." in due.because
    assert mappa_screening_due(facts(), ON) == []
    assert mappa_screening_due(facts(registered("RTAO", ON, "")), ON) == []


def test_what_answers_it():
    """MAP-8: eligible at any time; not eligible only for what was known by then."""
    later = registered("ARSO", ON, "")
    for grounds, screened, asked in (
        ((ARSO,), Screened(True, OLD), []),
        ((ARSO,), Screened(False, ON), []),
        ((ARSO,), Screened(False, ON - DAY), [later]),
        ((registered("ARSO", OLD, ""),), Screened(False, ON - DAY), []),
        # A mark on an old sentence is news; so is an old mark's sentence never.
        ((mark(OLD, ON),), Screened(False, ON - DAY), [mark(OLD, ON)]),
        ((mark(OLD, OLD),), Screened(False, ON - DAY), []),
    ):
        found = unanswered(grounds, screened)
        assert [row.on for row in found] == [row.on for row in asked], (grounds, screened)
    (due,) = mappa_screening_due(facts(mark(OLD, ON), screened=Screened(False, ON - DAY)), ON)
    assert due.on == date(2026, 12, 14)
    assert "found them not eligible, before this" in due.because


def test_an_old_registration_does_not_hide_a_new_sentence():
    """What is older than the day on which it began to count is one line; what is newer asks for itself."""
    old, new = registered("ARSO", OLD, ""), mark()
    (due,) = mappa_screening_due(facts(old, new, counts_from=ON), ON)
    assert due.on == date(2026, 12, 14)
    (due,) = mappa_screening_due(facts(old, counts_from=ON), ON)
    assert due.on == add_working_days(OLD, 10) < ON
    assert mappa_screening_due(facts(ARSO, agency=Agency.POLICE), ON)[0].agency == Agency.POLICE
    # Of two with one day the register says why.
    (due,) = mappa_screening_due(facts(mark(OLD, OLD), ARSO, held_since=ON), ON)
    assert due.because.startswith("Registered sexual offender")


def test_one_more_ground_never_takes_away_a_day_that_counts():
    chance = random.Random(7)

    def some_day() -> date:
        return date(2024, 1, 1) + chance.randrange(1000) * DAY

    for _ in range(150):
        since = some_day()
        grounds = [registered("ARSO", some_day(), "") for _ in range(chance.randrange(1, 5))]
        more = registered("ANSO", some_day(), "")
        (before,) = mappa_screening_due(facts(*grounds, counts_from=since), ON)
        (after,) = mappa_screening_due(facts(*grounds, more, counts_from=since), ON)
        if before.on >= since:
            assert since <= after.on <= before.on, (grounds, more, since)


def test_what_a_screening_must_say():
    for case, about in (
        (said(), None),
        (said(Outcome.NOT_ELIGIBLE), None),
        (said(category=None), "category"),
        (said(Outcome.NOT_ELIGIBLE, category=Category.TWO), "category"),
        (said(reason=" "), "reason"),
        (said(screened_on=ON + DAY), "screened_on"),
        (said(form_q_on=ON), None),
        (said(form_q_on=ON + DAY), "form_q_on"),
    ):
        found = screening_problem(case, on=ON)
        assert (found.about if found else None) == about, case
    assert screening_problem(said(), on=ON, newest=ON) is None
    found = screening_problem(said(screened_on=ON - DAY), on=ON, newest=ON)
    assert found
    assert found.about == "screened_on"


def test_which_offence_can_be_marked():
    """MAP-3: twelve months in custody or suspended, where the limb of the law asks for a length."""
    for basis, kind, months, is_refused in (
        (Basis.SCHEDULE_15, SentenceKind.CUSTODY, 11, True),
        (Basis.SCHEDULE_15, SentenceKind.CUSTODY, 12, False),
        (Basis.SCHEDULE_15, SentenceKind.SUSPENDED, 12, False),
        (Basis.SCHEDULE_15, SentenceKind.SUSPENDED, 11, True),
        (Basis.SCHEDULE_15, SentenceKind.LICENCE, None, False),
        (Basis.SCHEDULE_15, SentenceKind.COMMUNITY, 24, True),
        (Basis.MURDER, SentenceKind.LICENCE, None, False),
        (Basis.HOSPITAL, SentenceKind.COMMUNITY, None, False),
        (Basis.NOT_REGISTRABLE, SentenceKind.COMMUNITY, 6, False),
    ):
        found = mark_problem(basis, kind, months)
        assert bool(found) == is_refused, (basis, kind, months)


def test_what_the_screening_and_the_record_do_not_agree_about():
    for grounds, screened, category, said_so in (
        ((ARSO,), None, None, ""),
        ((), Screened(True, ON), 3, ""),
        ((ARSO,), Screened(True, ON), 1, ""),
        ((ARSO,), Screened(True, ON), 2, "proposes category 1, and the screening found category 2"),
        ((mark(),), Screened(False, ON), None, "proposes category 2"),
    ):
        assert said_so in remark(grounds, screened, category)
        assert bool(remark(grounds, screened, category)) == bool(said_so)
