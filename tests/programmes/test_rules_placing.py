"""PRG-30 to PRG-33: who may be placed in which group, and what would do instead."""

from dataclasses import replace
from datetime import date, time

import pytest

from programmes.choices.groups import DayPart, part_of
from programmes.choices.referral import ReferralStatus
from programmes.rules.placing import (
    NOT_THIS_ONE,
    Offer,
    Wanted,
    clash_of,
    fitting,
    instead,
    placing_problem,
)

ON = date(2027, 1, 4)
OFFER = Offer(
    id=1,
    programme="Horizon",
    place_id=5,
    place="Norwich",
    meetings=((1, time(18)),),
    size=3,
    taken=1,
    first_on=date(2027, 3, 2),
    last_on=date(2027, 6, 1),
)
WANTED = Wanted(programme="Horizon", status=ReferralStatus.AWAITING_ALLOCATION)
EVENINGS = frozenset((day, DayPart.EVENING) for day in range(5))


@pytest.mark.parametrize(
    ("wanted", "offer", "says"),
    [
        (WANTED, OFFER, None),
        (replace(WANTED, available=EVENINGS), OFFER, None),
        (WANTED, replace(OFFER, taken=2), None),
        (WANTED, replace(OFFER, taken=3), "This group is full: 3 of 3 seats are taken."),
        (
            replace(WANTED, available=frozenset({(1, DayPart.MORNING)})),
            OFFER,
            "This person is not available on Tuesday evenings, when this group meets.",
        ),
        (
            replace(WANTED, barred_places=frozenset({5})),
            OFFER,
            "Norwich is a place that this person cannot attend.",
        ),
        (replace(WANTED, barred_places=frozenset({6})), OFFER, None),
        (replace(WANTED, not_in=frozenset({1})), OFFER, NOT_THIS_ONE),
        (replace(WANTED, not_in=frozenset({2})), OFFER, None),
        (
            replace(WANTED, programme="Kaizen"),
            OFFER,
            "This referral is to Kaizen, and this is a group of Horizon.",
        ),
        (WANTED, replace(OFFER, is_cancelled=True), "This group is cancelled. Choose another."),
        (WANTED, replace(OFFER, last_on=ON), None),
        (
            WANTED,
            replace(OFFER, last_on=date(2027, 1, 3)),
            "This group ended on 3 January 2027. Choose another.",
        ),
    ],
)
def test_somebody_is_placed_where_nothing_is_in_the_way(wanted, offer, says):
    problem = placing_problem(wanted, offer, on=ON)

    assert (problem and problem.words) == says
    assert problem is None or problem.about == "group"


@pytest.mark.parametrize("status", list(ReferralStatus))
def test_only_who_awaits_allocation_is_placed(status):
    problem = placing_problem(replace(WANTED, status=status), OFFER, on=ON)

    assert (problem is None) == (status is ReferralStatus.AWAITING_ALLOCATION)
    assert problem is None or status.label in problem.words


def test_a_non_association_is_told_neither_by_whom_nor_before_what_anybody_may_know():
    """What would be said of anybody comes first; nothing in the sentence tells one cause from the other."""
    kept_apart = replace(WANTED, not_in=frozenset({1}))

    assert placing_problem(kept_apart, OFFER, on=ON).words == NOT_THIS_ONE
    assert "associat" not in NOT_THIS_ONE
    assert "facilitat" not in NOT_THIS_ONE


@pytest.mark.parametrize(
    ("at", "part"),
    [
        (time(0), DayPart.MORNING),
        (time(11, 59), DayPart.MORNING),
        (time(12), DayPart.AFTERNOON),
        (time(16, 59), DayPart.AFTERNOON),
        (time(17), DayPart.EVENING),
        (time(23, 59), DayPart.EVENING),
    ],
)
def test_the_part_of_a_day(at, part):
    assert part_of(at) is part


def test_every_day_on_which_the_group_meets_must_suit():
    meetings = ((1, time(18)), (3, time(10)))

    assert clash_of(EVENINGS, meetings) == (
        "This person is not available on Thursday mornings, when this group meets."
    )
    assert clash_of(EVENINGS | {(3, DayPart.MORNING)}, meetings) == ""
    assert clash_of(frozenset(), meetings) == ""


def test_what_would_do_is_the_soonest_that_has_not_begun_and_has_a_seat():
    later = replace(OFFER, id=2, first_on=date(2027, 4, 6), place="Ipswich")
    roomier = replace(OFFER, id=3, taken=0, place="Thetford")
    begun = replace(OFFER, id=4, first_on=date(2027, 1, 3))
    full = replace(OFFER, id=5, taken=3)
    other = replace(OFFER, id=6, programme="Kaizen")

    found = fitting(WANTED, [later, begun, OFFER, full, other, roomier], on=ON)

    assert [offer.id for offer in found] == [3, 1, 2]
    assert instead(found[1:]) == (
        "What would do: Norwich, Tuesdays 18:00, 2 free, from 2 March 2027; "
        "Ipswich, Tuesdays 18:00, 2 free, from 6 April 2027."
    )


def test_where_nothing_would_do_it_is_said():
    assert instead(fitting(WANTED, [], on=ON)) == "No other group would do now."
