"""PRG-40 and PRG-41: the sessions of a group and the days on which it can begin."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given, strategies as st

from core.calendar import is_published
from programmes.choices.catalogue import ModuleKind
from programmes.rules.schedule import (
    Leads,
    Meeting,
    Module,
    first_day_problem,
    is_holiday,
    last_day,
    move_problem,
    sessions_of,
    stages_of,
)

G, A = ModuleKind.GROUP, ModuleKind.ONE_TO_ONE
LEADS = Leads(pre_group=3, review=6)
TUESDAYS = [Meeting(1, time(18))]
TWICE = [Meeting(1, time(18)), Meeting(3, time(10))]
# Building Choices, moderate: 21 together and 5 alone (PRG-40).
MODERATE = [
    Module("Pre-group", A, 1, 60),
    Module("Getting started", G, 3, 150),
    Module("Managing myself", G, 6, 150),
    Module("Managing myself", A, 1, 60),
    Module("Managing life's problems", G, 6, 150),
    Module("Managing life's problems", A, 1, 60),
    Module("Bringing it all together", G, 6, 150),
    Module("Bringing it all together: one to one", A, 1, 60),
    Module("Post-programme review", A, 1, 60),
]
SHORT = [Module("Pre-group", A, 2, 60), Module("Start", G, 3, 150), Module("Review", A, 1, 60)]
TODAY = date(2027, 1, 4)


def days(modules, meetings, first_on):
    return [session.on for session in sessions_of(modules, meetings, first_on, LEADS)]


def test_a_template_falls_into_what_is_before_the_group_the_group_and_the_review():
    stages = stages_of(MODERATE)

    assert [m.name for m in stages.before] == ["Pre-group"]
    assert [m.name for m in stages.after] == ["Post-programme review"]
    assert stages.group[-1] == Module("Bringing it all together: one to one", A, 1, 60)


def test_a_moderate_programme_has_26_sessions_21_of_them_together():
    sessions = sessions_of(MODERATE, TWICE, date(2027, 2, 2), LEADS)

    assert [s.number for s in sessions] == list(range(1, 27))
    assert sum(s.kind == G for s in sessions) == 21
    assert {s.minutes for s in sessions if s.kind == G} == {150}


def test_sessions_are_on_the_weekdays_of_the_group_at_their_times():
    sessions = sessions_of(MODERATE, TWICE, date(2027, 2, 2), LEADS)

    assert {(s.on.weekday(), s.at) for s in sessions} == {(1, time(18)), (3, time(10))}


def test_the_pre_group_one_to_one_is_three_weeks_before_the_first_session():
    assert days([Module("Pre-group", A, 1, 60), *SHORT[1:]], TUESDAYS, date(2027, 2, 2))[0] == date(
        2027, 1, 12
    )


def test_one_that_would_be_on_a_bank_holiday_is_earlier_so_that_the_lead_stands():
    # Three weeks before Monday 19 April 2027 is Easter Monday, 29 March; four weeks, 22 March.
    first = date(2027, 4, 19)
    assert days([Module("Pre-group", A, 1, 60), *SHORT[1:]], [Meeting(0, time(18))], first)[0] == (
        date(2027, 3, 22)
    )


def test_more_pre_group_work_than_fits_in_three_weeks_begins_earlier():
    modules = [Module("Pre-group", A, 5, 60), *SHORT[1:]]

    assert days(modules, TUESDAYS, date(2027, 3, 2))[:6] == [
        date(2027, 1, 26),
        date(2027, 2, 2),
        date(2027, 2, 9),
        date(2027, 2, 16),
        date(2027, 2, 23),
        date(2027, 3, 2),
    ]


def test_a_bank_holiday_is_skipped_and_everything_after_it_follows():
    # 29 March 2027 is Easter Monday.
    assert days(SHORT, [Meeting(0, time(18))], date(2027, 3, 22))[2:5] == [
        date(2027, 3, 22),
        date(2027, 4, 5),
        date(2027, 4, 12),
    ]


def test_the_review_is_at_least_six_weeks_after_the_last_session():
    *_, last, review = days(SHORT, TUESDAYS, date(2027, 2, 2))

    assert (last, review) == (date(2027, 2, 16), date(2027, 3, 30))
    assert (review - last).days == 42


def test_a_review_on_a_bank_holiday_is_on_the_next_day_of_the_group():
    # Six weeks after Monday 15 February 2027 is Easter Monday.
    *_, last, review = days(SHORT, [Meeting(0, time(18))], date(2027, 2, 1))

    assert (last, review) == (date(2027, 2, 15), date(2027, 4, 5))


def test_a_template_that_says_nothing_of_a_review_has_one_all_the_same():
    *_, review = sessions_of(SHORT[:-1], TUESDAYS, date(2027, 2, 2), LEADS)

    assert (review.module, review.on) == ("Post-programme review", date(2027, 3, 30))


def test_a_group_ends_with_its_last_session_the_review_with_it():
    sessions = sessions_of(SHORT, TUESDAYS, date(2027, 2, 2), LEADS)

    assert last_day(sessions) == date(2027, 3, 30)
    assert last_day([]) is None


@given(
    first=st.dates(date(2026, 3, 1), date(2029, 12, 31)),
    days_of_week=st.integers(1, 127),
    pre=st.integers(0, 6),
    review=st.integers(1, 2),
)
def test_whatever_the_group_no_holiday_both_leads_and_the_order_hold(
    first, days_of_week, pre, review
):
    modules = [
        Module("Pre-group", A, pre, 60),
        Module("Start", G, 8, 150),
        Module("Review", A, review, 60),
    ]
    meetings = [Meeting(day, time(18)) for day in range(7) if days_of_week >> day & 1]
    problem = first_day_problem(first, modules, meetings, LEADS, today=date(2026, 1, 1))
    if problem:
        return
    sessions = sessions_of(modules, meetings, first, LEADS)
    found = [s.on for s in sessions]

    assert len(sessions) == pre + 8 + review
    assert found == sorted(found)
    assert not any(is_holiday(day) for day in found)
    assert found[pre] == first
    assert not pre or first - found[0] >= timedelta(weeks=3)
    assert found[pre + 8] - found[pre + 7] >= timedelta(weeks=6)


@pytest.mark.parametrize(
    ("first_on", "says"),
    [
        (date(2027, 3, 2), None),
        (
            date(2027, 3, 3),
            (
                "3 March 2027 is a Wednesday, and the group does not meet on that day. "
                "The next day that would do is Tuesday 9 March 2027."
            ),
        ),
        (
            date(2027, 1, 12),
            (
                "The first pre-group one-to-one is at least 3 weeks before: it would have been on 22 December 2026. "
                "The next day that would do is Tuesday 26 January 2027."
            ),
        ),
        (date(2027, 1, 26), None),
        (date(2027, 1, 19), "it would have been on 29 December 2026"),
    ],
)
def test_a_day_on_which_a_group_cannot_begin_is_said_with_the_next_that_would_do(first_on, says):
    problem = first_day_problem(first_on, SHORT, TUESDAYS, LEADS, today=TODAY)

    if says is None:
        assert problem is None
    else:
        assert problem.about == "first_session_on"
        assert says in problem.words


def test_a_group_does_not_begin_on_a_bank_holiday():
    assert is_published(date(2027, 3, 29))
    problem = first_day_problem(
        date(2027, 3, 29), SHORT, [Meeting(0, time(18))], LEADS, today=TODAY
    )

    assert problem.words == (
        "Monday 29 March 2027 is a bank holiday. The next day that would do is Monday 5 April 2027."
    )


def test_without_pre_group_work_only_a_day_that_is_over_is_too_soon():
    modules = SHORT[1:]

    assert first_day_problem(date(2027, 1, 5), modules, TUESDAYS, LEADS, today=TODAY) is None
    over = first_day_problem(date(2026, 12, 22), modules, TUESDAYS, LEADS, today=TODAY)
    assert over.words == (
        "22 December 2026 is over. The next day that would do is Tuesday 5 January 2027."
    )


def moved(number, to, at=time(18)):
    sessions = sessions_of(SHORT, TUESDAYS, date(2027, 3, 2), LEADS)
    problem = move_problem(number, to, at, sessions, LEADS, today=TODAY)
    return problem and problem.words


@pytest.mark.parametrize(
    ("number", "to", "says"),
    [
        (3, date(2027, 3, 3), None),
        (4, date(2027, 3, 29), "Monday 29 March 2027 is a bank holiday. Choose another day."),
        (4, date(2027, 3, 16), "Session 5 is at that time. Choose another."),
        (4, date(2027, 1, 3), "Sunday 3 January 2027 is over. Choose a day from today on."),
        # Sessions: 9 and 16 February, 2, 9 and 16 March, 27 April.
        (1, date(2027, 2, 10), "must be at least 3 weeks before the first session"),
        (1, date(2027, 2, 9), None),
        (3, date(2027, 3, 1), "must be at least 3 weeks before the first session"),
        (6, date(2027, 4, 26), "must be at least 6 weeks after the last session: from 27 April"),
        (6, date(2027, 4, 28), None),
        (5, date(2027, 3, 17), "must be at least 6 weeks after the last session: from 28 April"),
    ],
)
def test_a_session_moved_by_hand_keeps_off_holidays_others_and_the_leads(number, to, says):
    found = moved(number, to)

    assert found is None if says is None else says in found


def test_two_sessions_of_one_day_at_two_times():
    assert moved(4, date(2027, 3, 16), at=time(10)) is None


@pytest.mark.parametrize(("today", "is_too_soon"), [(9, False), (10, True)])
def test_a_group_may_begin_with_its_first_one_to_one_today(today, is_too_soon):
    """Its first is on 9 February."""
    on = date(2027, 2, today)
    problem = first_day_problem(date(2027, 3, 2), SHORT, TUESDAYS, LEADS, today=on)
    assert (problem is not None) is is_too_soon
