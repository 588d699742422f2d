"""Which level may be set, who decides, when it is told and how it ends, as tables without a database."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from mappa.choices import Category, Criterion, ExitReason, Level
from mappa.rules.exit import (
    ExitSaid,
    Keeping,
    exit_problem,
    mappa_exit_due,
    reasons_for,
)
from mappa.rules.levels import (
    Approval,
    LevelSaid,
    Proposed,
    Screened,
    approval_problem,
    criteria_problem,
    is_for_a_meeting,
    level_problem,
    level_to_decide_due,
    set_on,
)
from mappa.rules.release import (
    Releasing,
    Untold,
    level_before_release_due,
    level_not_communicated_due,
)
from mappa.rules.review import Every, MeetingSaid
from offenders.choices import Severity
from offenders.rules.clock import Dated
from people.choices import Agency

DAY = timedelta(days=1)
ON = date(2026, 11, 20)
SCREENED = Screened(date(2026, 10, 5), Category.ONE)
MEETING = MeetingSaid(held_on=date(2026, 11, 2), chair="A. Chair", reference="M/26/114")
ONE, TWO, THREE = Level
C = Criterion


def said(level: int = 1, **other: Any) -> LevelSaid:
    values = {
        "lead_agency": "police",
        "criteria": {1: [], 2: [C.HIGH_RISK], 3: [C.HIGH_RISK, C.RESOURCES]}.get(level, []),
        "rationale": "The lead agency can manage the risk.",
    }
    return LevelSaid(level=level, **(values | other))


def about(row: LevelSaid, screened: Screened | None = SCREENED, on: date = ON) -> str:
    problem = level_problem(row, screened, on=on)
    return problem.about if problem else ""


def test_tables_of_levels_that_are_refused():
    """MAP-4, MAP-9, MAP-13: category 3 at level 1, no screening, no criterion, no reason, no lead agency."""
    third = Screened(date(2026, 10, 5), Category.THREE)
    rows: list[tuple[LevelSaid, Screened | None, str]] = [
        *((said(level), SCREENED, "") for level in (1, 2, 3)),
        *((said(level), None, "level") for level in (1, 2, 3)),
        *((said(level), Screened(SCREENED.on, None), "level") for level in (1, 2, 3)),
        *((said(level), Screened(ON + DAY, Category.ONE), "level") for level in (1, 2, 3)),
        *((said(1), Screened(SCREENED.on, row), "") for row in Category if row != 3),
        (said(1), third, "level"),
        (said(2), third, ""),
        (said(3), third, ""),
        (said(0), SCREENED, "level"),
        (said(4), SCREENED, "level"),
        (said(2, criteria=[]), SCREENED, "criteria"),
        (said(3, criteria=[]), SCREENED, "criteria"),
        *((said(level, rationale=" \n"), SCREENED, "rationale") for level in (1, 2, 3)),
        *((said(level, lead_agency="prison"), SCREENED, "lead_agency") for level in (1, 2, 3)),
    ]
    for row, screened, expected in rows:
        assert about(row, screened) == expected, (row, screened)
    # Screened on the day itself is in time.
    assert about(said(), Screened(ON, Category.ONE)) == ""


def test_what_each_level_rests_on():
    """MAP-10 to MAP-12, every set of one and of two criteria."""
    second = {C.HIGH_RISK, C.OTHERS_ACTIVE, C.WAS_LEVEL_3}
    third = {C.RESOURCES, C.PUBLIC_INTEREST}
    for first in C:
        for other in C:
            given = {first, other}
            fits = {
                ONE: given <= {C.LEAD_CAN_MANAGE},
                TWO: given <= second,
                THREE: given <= second - {C.WAS_LEVEL_3} | third
                and bool(given & third)
                and bool(given & second),
            }
            for level in Level:
                assert (criteria_problem(level, given) is None) == fits[level], (level, given)
    assert criteria_problem(ONE, []) is None
    assert criteria_problem(TWO, ["lucky"]) is not None


def approval(level: Level, **other: Any) -> Approval:
    values = {
        "before": None,
        "before_on": None,
        "meeting": MEETING,
        "is_own": False,
        "screened_on": SCREENED.on,
    }
    return Approval(level=level, **(values | other))


def test_a_manager_approves_level_1_and_a_meeting_decides_the_rest():
    """MAP-14: up to 2 or 3, between them, and down from them."""
    decides = {
        (before, level): not (level == ONE and before in {None, ONE})
        for before in (None, *Level)
        for level in Level
    }
    none = MeetingSaid()
    for (before, level), is_meeting in decides.items():
        assert is_for_a_meeting(level, before) == is_meeting
        row = approval(level, before=before, meeting=none)
        assert (approval_problem(row, on=ON) is None) == (not is_meeting), (before, level)
        assert approval_problem(approval(level, before=before), on=ON) is None
    # A second person at level 1; what a meeting decided is recorded by whoever was there.
    problem = approval_problem(approval(ONE, meeting=none, is_own=True), on=ON)
    assert problem
    assert problem.about == "decision"
    assert approval_problem(approval(TWO, is_own=True), on=ON) is None


def test_from_which_day_a_level_holds():
    assert set_on(approval(TWO), on=ON) == MEETING.held_on
    assert set_on(approval(ONE, meeting=MeetingSaid()), on=ON) == ON
    rows: list[tuple[dict[str, Any], str]] = [
        ({"before": TWO, "before_on": date(2026, 11, 1)}, ""),
        # One level a day: neither on the day of the one before it, nor before that.
        ({"before": TWO, "before_on": date(2026, 11, 2)}, "meeting_on"),
        ({"before": TWO, "before_on": date(2026, 11, 3)}, "meeting_on"),
        ({"screened_on": date(2026, 11, 2)}, ""),
        ({"screened_on": date(2026, 11, 3)}, "meeting_on"),
    ]
    for other, expected in rows:
        problem = approval_problem(approval(THREE, **other), on=ON)
        assert (problem.about if problem else "") == expected, other
    row = approval(ONE, before=ONE, before_on=ON, meeting=MeetingSaid())
    problem = approval_problem(row, on=ON)
    assert problem
    assert problem.about == "decision"


def releasing(release: date, known_on: date) -> Releasing:
    return Releasing(
        release=Dated(release, "release:1", "Conditional release"),
        known_on=known_on,
        because=Dated(date(2024, 1, 1), "screening:1", "Screened as eligible"),
        before=Every(6, "months", date(2004, 5, 1)),
    )


def test_a_level_is_set_six_months_before_a_known_release():
    """MAP-27, with months that clamp; a release that became known late is asked for on that day."""
    early = date(2025, 1, 1)
    rows = [
        (date(2027, 5, 20), early, date(2026, 11, 20)),
        (date(2027, 8, 31), early, date(2027, 2, 28)),
        (date(2028, 8, 31), early, date(2028, 2, 29)),
        (date(2027, 1, 10), date(2026, 11, 1), date(2026, 11, 1)),
        (date(2027, 1, 10), date(2026, 7, 10), date(2026, 7, 10)),
        (date(2026, 11, 20), early, date(2026, 5, 20)),
    ]
    for release, known_on, expected in rows:
        (due,) = level_before_release_due(releasing(release, known_on), ON)
        assert (due.on, due.rule, due.severity) == (expected, "MAP-27", Severity.HIGH), release
    assert level_before_release_due(releasing(ON - DAY, early), ON) == []


def test_a_level_is_told_within_five_working_days():
    """R-9, DAT-4: over a weekend and over Christmas."""
    for level, day, expected in (
        (ONE, date(2026, 11, 2), date(2026, 11, 9)),
        (TWO, date(2026, 11, 7), date(2026, 11, 13)),
        (THREE, date(2026, 12, 23), date(2027, 1, 4)),
    ):
        row = Untold(
            key=UUID(int=1), level=level, set_on=day, ref="level:1", days=5, since=SCREENED.on
        )
        (due,) = level_not_communicated_due(row, ON)
        assert (due.on, due.rule, due.told_on) == (expected, "R-9", day)
        assert due.severity == (Severity.STANDARD if level == ONE else Severity.HIGH)


def test_what_is_proposed_is_decided_within_five_working_days():
    for level, is_for_meeting, words in (
        (ONE, False, "A manager decides"),
        (TWO, True, "A meeting decides"),
    ):
        row = Proposed(
            key=UUID(int=1),
            level=level,
            by="DC A. Khan",
            on=date(2026, 12, 23),
            is_for_a_meeting=is_for_meeting,
            agency=Agency.POLICE,
            days=5,
            since=SCREENED.on,
        )
        (due,) = level_to_decide_due(row, ON)
        assert (due.on, due.agency, due.rule) == (date(2027, 1, 4), Agency.POLICE, "MAP-14")
        assert words in due.because


REGISTERED = Dated(date(2020, 1, 1), "registration:1", "Registered since")
SERVING = Dated(date(2022, 1, 1), "sentence:1", "Serving since")
ENDED = Dated(date(2026, 9, 1), "registration:1", "Registration ended")


def keeping(category: Category, level: Level = ONE, **facts: Any) -> Keeping:
    return Keeping(category=category, level=level, set_on=date(2026, 1, 1), ref="level:1", **facts)


def test_nothing_in_force_keeps_them_in_the_category():
    """MAP-83, each category with each of what may keep it."""
    both = {"registered": REGISTERED, "serving": SERVING}
    kept = {
        Category.ONE: {"registered"},
        Category.TWO: {"serving"},
        Category.THREE: {"registered", "serving", ""},
        Category.FOUR: {"registered", "serving"},
    }
    for category, keeps in kept.items():
        level = TWO if category == Category.THREE else ONE
        for name in ("registered", "serving", ""):
            facts = {name: both[name]} if name else {}
            found = mappa_exit_due(keeping(category, level, ended=ENDED, **facts), ON)
            assert (found == []) == (name in keeps), (category, name)
        assert mappa_exit_due(keeping(category, level, **both), ON) == []
    # Above level 1 a meeting says when category 4 has ended.
    assert mappa_exit_due(keeping(Category.FOUR, TWO, ended=ENDED), ON) == []
    # Found not to be eligible, whatever is in force.
    found = mappa_exit_due(keeping(Category.ONE, not_eligible=ENDED, **both), ON)
    assert [row.on for row in found] == [ENDED.on]


def test_an_exit_is_asked_for_since_what_kept_them_ended_or_the_level_was_set():
    (due,) = mappa_exit_due(keeping(Category.ONE, ended=ENDED), ON)
    assert due.on == ENDED.on
    assert due.because.endswith("no notification is in force. Registration ended 1 September 2026.")
    long_ago = ENDED._replace(on=date(2025, 1, 1))
    (due,) = mappa_exit_due(keeping(Category.TWO, ended=long_ago), ON)
    assert due.on == date(2026, 1, 1)
    (due,) = mappa_exit_due(keeping(Category.TWO), ON)
    assert due.because.endswith("Nothing in force is on record.")


def test_an_exit_says_when_why_who_decided_and_who_was_told():
    """MAP-83, MAP-84."""
    values: dict[str, Any] = {
        "exited_on": date(2026, 11, 19),
        "reason": ExitReason.NOTIFICATION_ENDED,
        "words": "Notification ended on 1 September.",
        "decided_by": "DI C. Senior",
        "told": ["probation"],
    }

    def wrong(category: Category = Category.ONE, **other: Any) -> str:
        row = ExitSaid(**(values | other))
        problem = exit_problem(row, category=category, level_set_on=date(2026, 1, 1), on=ON)
        return problem.about if problem else ""

    rows: list[tuple[dict[str, Any], str]] = [
        ({}, ""),
        ({"exited_on": ON}, ""),
        ({"exited_on": ON + DAY}, "exited_on"),
        ({"exited_on": date(2026, 1, 1)}, "exited_on"),
        ({"exited_on": date(2026, 1, 2)}, ""),
        ({"reason": ExitReason.SUPERVISION_ENDED}, "reason"),
        ({"reason": ExitReason.MEETING_DECIDED}, "reason"),
        ({"reason": ""}, "reason"),
        ({"words": " "}, "words"),
        ({"decided_by": ""}, "decided_by"),
        ({"told": []}, "told"),
        ({"told": ["the neighbours"]}, "told"),
        ({"category": Category.TWO}, "reason"),
        ({"category": Category.TWO, "reason": ExitReason.SUPERVISION_ENDED}, ""),
        ({"category": Category.THREE, "reason": ExitReason.MEETING_DECIDED}, "meeting_on"),
        (
            {
                "category": Category.THREE,
                "reason": ExitReason.MEETING_DECIDED,
                "meeting": MEETING,
            },
            "",
        ),
    ]
    for other, expected in rows:
        assert wrong(**other) == expected, other
    assert len(reasons_for(Category.FOUR)) == len(ExitReason)
