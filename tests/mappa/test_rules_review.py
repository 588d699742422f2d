"""When MAPPA management is reviewed and what a review says, as tables without a database."""

from datetime import date, timedelta
from typing import Any

from mappa.choices import Category, Level
from mappa.rules.review import (
    Every,
    Managed,
    MeetingSaid,
    ReviewSaid,
    mappa_review_due,
    meeting_problem,
    next_review_on,
    review_problem,
)
from offenders.choices import PauseKind, Severity
from offenders.rules.clock import Dated, Paused
from people.choices import Agency

DAY = timedelta(days=1)
SINCE = date(2004, 5, 1)
EVERY = {
    Level.ONE: Every(6, "months", SINCE),
    Level.TWO: Every(16, "weeks", SINCE),
    Level.THREE: Every(8, "weeks", SINCE),
}
ONE, TWO, THREE = Level


def managed(level: Level = ONE, set_on: date = date(2026, 1, 15), **facts: Any) -> Managed:
    last = facts.pop("last", None)
    values = {
        "category": Category.ONE,
        "lead": "Police",
        "ref": "level:1",
        "every": EVERY[level],
        "last": Dated(last, "level:1", "Last reviewed") if last else None,
    }
    return Managed(level=level, set_on=set_on, **(values | facts))


def due_on(facts: Managed, on: date = date(2026, 11, 20)) -> date | None:
    found = mappa_review_due(facts, on)
    assert len(found) <= 1
    return found[0].on if found else None


def pause(kind: PauseKind, starts_on: date, ends_on: date | None = None) -> Paused:
    return Paused(kind, starts_on, ends_on, "pause:1")


def test_the_day_of_a_review_follows_from_the_later_of_level_and_last_review():
    """MAP-20, MAP-21, MAP-25, MAP-35, DAT-7."""
    rows = [
        # level, set on, last review, due on
        (ONE, date(2026, 1, 15), None, date(2026, 7, 15)),
        (TWO, date(2026, 1, 15), None, date(2026, 5, 7)),
        (THREE, date(2026, 1, 15), None, date(2026, 3, 12)),
        # Months clamp to the last day of one; a leap day counts.
        (ONE, date(2026, 8, 31), None, date(2027, 2, 28)),
        (ONE, date(2027, 8, 31), None, date(2028, 2, 29)),
        (ONE, date(2028, 2, 29), None, date(2028, 8, 29)),
        (ONE, date(2026, 3, 31), None, date(2026, 9, 30)),
        # Weeks are seven days, over the change of the clocks too.
        (THREE, date(2026, 3, 1), None, date(2026, 4, 26)),
        (TWO, date(2026, 10, 1), None, date(2027, 1, 21)),
        # The later of the two; a review of the level before does not bring the day forward.
        (TWO, date(2026, 1, 15), date(2026, 2, 20), date(2026, 6, 12)),
        (TWO, date(2026, 1, 15), date(2026, 1, 15), date(2026, 5, 7)),
        (TWO, date(2026, 1, 15), date(2025, 12, 1), date(2026, 5, 7)),
        (ONE, date(2020, 5, 4), date(2026, 6, 30), date(2026, 12, 30)),
    ]
    for level, set_on, last, expected in rows:
        assert due_on(managed(level, set_on, last=last)) == expected, (level, set_on, last)


def test_level_1_is_not_asked_for_in_custody_or_hospital_and_the_others_are():
    """JOB-5 as the rule has it: who is inside at levels 2 and 3 is reviewed there; coming out begins nothing anew."""
    began, on = date(2026, 10, 1), date(2026, 11, 20)
    asked = {ONE: date(2026, 7, 15), TWO: date(2026, 5, 7), THREE: date(2026, 3, 12)}
    nothing = {
        PauseKind.CUSTODY: {ONE},
        PauseKind.HOSPITAL: {ONE},
        PauseKind.TRANSFERRED: set(Level),
        PauseKind.UNLAWFULLY_AT_LARGE: set(),
    }
    for kind, silent in nothing.items():
        for level in Level:
            inside = managed(level, pauses=[pause(kind, began)])
            assert due_on(inside, on) == (None if level in silent else asked[level]), (kind, level)
            # From its first day to the day before its end; the end is exclusive.
            assert due_on(inside, began - DAY) == asked[level]
            assert (due_on(inside, began) is None) == (level in silent)
            over = managed(level, pauses=[pause(kind, began, on)])
            assert (due_on(over, on - DAY) is None) == (level in silent)
            assert due_on(over, on) == asked[level], (kind, level)


def test_a_review_is_graver_above_level_1_and_says_what_it_rests_on():
    for level, severity, rule in (
        (ONE, Severity.STANDARD, "MAP-25"),
        (TWO, Severity.HIGH, "MAP-21"),
        (THREE, Severity.HIGH, "MAP-20"),
    ):
        (due,) = mappa_review_due(managed(level), date(2026, 11, 20))
        assert (due.severity, due.rule) == (severity, rule)
    (due,) = mappa_review_due(
        managed(TWO, last=date(2026, 10, 1), agency=Agency.POLICE), date(2026, 11, 20)
    )
    assert due.because == "Level 2: a review every 16 weeks. Last reviewed 1 October 2026."
    assert [row.value for row in due.inputs] == [
        "Level 2, category 1",
        "Police",
        "Last reviewed",
        "Every 16 weeks, in force since",
    ]
    assert (due.agency, due.told_on) == (Agency.POLICE, due.on - timedelta(days=28))
    (due,) = mappa_review_due(managed(ONE), date(2026, 11, 20))
    assert due.because == "Level 1: a review every 6 months. Level set 15 January 2026."


def test_a_standard_of_nought_asks_for_none_and_another_number_for_another_day():
    assert due_on(managed(every=Every(0, "months", SINCE))) is None
    assert due_on(managed(every=Every(4, "months", SINCE))) == date(2026, 5, 15)
    assert Every(1, "months", SINCE).words == "month"
    assert next_review_on(THREE, date(2026, 1, 15), EVERY) == date(2026, 3, 12)
    assert next_review_on(ONE, date(2026, 1, 15), {ONE: Every(0, "months", SINCE)}) is None


def test_a_later_review_never_gives_an_earlier_day():
    set_on = date(2026, 1, 15)
    for level in Level:
        before = date.min
        for n in range(-40, 800, 3):
            after = due_on(managed(level, set_on, last=set_on + n * DAY))
            assert after is not None
            assert after >= before
            assert after > max(set_on, set_on + n * DAY)
            before = after


MEETING = MeetingSaid(held_on=date(2026, 11, 2), chair="A. Chair", reference="M/26/114")


def test_a_review_is_a_typed_record():
    """MAP-34: each thing that is missing is said at its field."""
    said = {
        "reviewed_on": date(2026, 11, 19),
        "considered": ["risk", "plan"],
        "findings": "The plan was carried out.",
        "outcome": "no_change",
    }

    def about(**other: Any) -> str:
        row = ReviewSaid(**(said | other))
        problem = review_problem(row, level_set_on=date(2026, 6, 1), on=date(2026, 11, 20))
        return problem.about if problem else ""

    rows: list[tuple[dict[str, Any], str]] = [
        ({}, ""),
        ({"reviewed_on": date(2026, 11, 20)}, ""),
        ({"reviewed_on": date(2026, 11, 21)}, "reviewed_on"),
        ({"reviewed_on": date(2026, 6, 1)}, ""),
        ({"reviewed_on": date(2026, 5, 31)}, "reviewed_on"),
        ({"considered": []}, "considered"),
        ({"considered": ["the weather"]}, "considered"),
        ({"findings": "  "}, "findings"),
        ({"outcome": ""}, "outcome"),
        ({"outcome": "fine"}, "outcome"),
        ({"meeting": MEETING}, ""),
        ({"meeting": MeetingSaid(held_on=date(2026, 11, 2))}, "meeting_chair"),
        ({"meeting": MeetingSaid(chair="A. Chair")}, "meeting_on"),
        ({"meeting": MeetingSaid(held_on=date(2026, 11, 2), chair="A. Chair")}, "meeting_ref"),
        # A review that comes of a meeting is not before it.
        ({"meeting": MEETING, "reviewed_on": date(2026, 11, 1)}, "meeting_on"),
    ]
    for other, expected in rows:
        assert about(**other) == expected, other


def test_a_meeting_names_its_day_its_chair_and_its_minutes():
    on = date(2026, 11, 20)
    assert meeting_problem(MEETING, must=True, on=on) is None
    assert meeting_problem(MeetingSaid(), must=False, on=on) is None
    for meeting in (MeetingSaid(), MeetingSaid(chair="A. Chair", reference="M/26/114")):
        problem = meeting_problem(meeting, must=True, on=on)
        assert problem
        assert problem.about == "meeting_on"
    problem = meeting_problem(MEETING, must=True, on=date(2026, 11, 1))
    assert problem
    assert problem.words == "The meeting cannot be in the future"
