"""Every pair of states of both machines, against the moves written out apart, as the service's words have them."""

import itertools

import pytest

from programmes.choices.referral import (
    ALWAYS_WITHDRAWN_FOR,
    CLOSED,
    CLOSING,
    STATUSES,
    Deselection,
    Machine,
    ReferralStatus,
    Withdrawal,
)
from programmes.rules.moves import (
    COMMUNITY_MOVES,
    CUSTODY_MOVES,
    By,
    is_move,
    move_problem,
    moves_from,
    reasons_for,
)

S, W, D = ReferralStatus, Withdrawal, Deselection
COMMUNITY, CUSTODY = Machine.COMMUNITY, Machine.CUSTODY

# PRG-31 and PRG-21 by code, line by line; `scheduled` only by a place in a group.
WRITTEN = {
    COMMUNITY: """
        awaiting_assessment: awaiting_allocation suitable_not_ready deprioritised recall return_to_court
        awaiting_allocation: scheduled deprioritised recall return_to_court
        scheduled: on_programme awaiting_assessment awaiting_allocation deprioritised recall return_to_court
        on_programme: complete awaiting_assessment awaiting_allocation breach recall return_to_court
        suitable_not_ready: awaiting_assessment
        deprioritised: awaiting_assessment
        breach: awaiting_assessment withdrawn
        recall: awaiting_assessment withdrawn
        return_to_court: deferred withdrawn
        deferred: awaiting_assessment return_to_court
    """,
    CUSTODY: """
        referral_started: referral_submitted
        referral_submitted: awaiting_assessment not_eligible on_hold_referral_submitted withdrawn
        awaiting_assessment: assessment_started on_hold_awaiting_assessment withdrawn
        assessment_started: assessed_suitable suitable_not_ready not_suitable on_hold_assessment_started withdrawn
        assessed_suitable: on_programme suitable_not_ready withdrawn
        suitable_not_ready: assessed_suitable withdrawn
        on_programme: programme_complete deselected assessed_suitable suitable_not_ready
        on_hold_referral_submitted: referral_submitted withdrawn
        on_hold_awaiting_assessment: awaiting_assessment withdrawn
        on_hold_assessment_started: assessment_started withdrawn
    """,
}
NOWHERE = {
    COMMUNITY: {"complete", "withdrawn"},
    CUSTODY: {
        "programme_complete",
        "not_suitable",
        "not_eligible",
        "withdrawn",
        "deselected",
        "moved_to_building_choices",
    },
}


def written(machine: Machine) -> set[tuple[str, str]]:
    lines = [line.split(":") for line in WRITTEN[machine].strip().splitlines()]
    return {(was.strip(), to) for was, found in lines for to in found.split()}


def pairs(machine: Machine) -> list[tuple[S, S]]:
    return list(itertools.product(sorted(STATUSES[machine]), repeat=2))


EVERY = [(machine, *pair) for machine in Machine for pair in pairs(machine)]


def test_the_tables_are_those_written_out():
    """So a move in a table that the other side of this test lacks is seen, and one that it lacks too."""
    for machine, table in ((COMMUNITY, COMMUNITY_MOVES), (CUSTODY, CUSTODY_MOVES)):
        found = {(was.value, to.value) for was, tos in table.items() for to in tos}
        assert found == written(machine)
        assert {s.value for s in STATUSES[machine]} == {a for a, _ in found} | NOWHERE[machine]


@pytest.mark.parametrize(("machine", "was", "to"), EVERY)
def test_each_pair_of_states(machine, was, to):
    """By a pick with a reason that every state takes: the table, and withdrawal of whatever is open."""
    is_withdrawal = to == S.WITHDRAWN and was.value not in NOWHERE[machine]
    is_there = (was.value, to.value) in written(machine)
    assert is_move(machine, was, to) == (is_there or is_withdrawal)

    reason = {S.WITHDRAWN: W.IN_ERROR, S.DESELECTED: D.DEATH}.get(to, "")
    is_picked = (is_there or is_withdrawal) and to != S.SCHEDULED
    problem = move_problem(machine, was, to, reason=reason)
    assert (problem is None) == is_picked
    assert (to in [one.to for one in moves_from(machine, was)]) == is_picked


@pytest.mark.parametrize("machine", Machine)
@pytest.mark.parametrize("status", ReferralStatus)
def test_a_state_of_the_other_machine_is_refused(machine, status):
    if status in STATUSES[machine]:
        return
    start = min(STATUSES[machine] - CLOSED)
    assert move_problem(machine, start, status)
    assert moves_from(machine, status) == []
    assert not is_move(machine, status, S.WITHDRAWN)


def test_scheduled_is_set_by_a_place_in_a_group_and_by_nothing_else():
    placed = [
        (machine, was)
        for machine, was, to in EVERY
        if to == S.SCHEDULED and not move_problem(machine, was, to, by=By.PLACING)
    ]
    assert placed == [(COMMUNITY, S.AWAITING_ALLOCATION)]
    found = move_problem(COMMUNITY, S.AWAITING_ALLOCATION, S.SCHEDULED)
    assert found
    assert found.about == "status"
    assert found.words == "“Scheduled” is set by a place in a group. Place the person in a group"
    assert move_problem(COMMUNITY, S.AWAITING_ASSESSMENT, S.SCHEDULED, by=By.PLACING)
    assert move_problem(COMMUNITY, S.AWAITING_ALLOCATION, S.DEPRIORITISED, by=By.PLACING)


def test_who_loses_a_place_waits_for_one_again():
    taken_out = {
        (machine, was, to)
        for machine, was, to in EVERY
        if not move_problem(machine, was, to, by=By.TAKING_OUT)
    }
    assert taken_out == {
        (COMMUNITY, S.SCHEDULED, S.AWAITING_ALLOCATION),
        (COMMUNITY, S.ON_PROGRAMME, S.AWAITING_ALLOCATION),
    }


def test_which_moves_are_suggested():
    suggested = {
        (machine, was, one.to)
        for machine in Machine
        for was in STATUSES[machine]
        for one in moves_from(machine, was)
        if one.is_suggested
    }
    assert suggested == {
        (COMMUNITY, S.SCHEDULED, S.ON_PROGRAMME),
        (COMMUNITY, S.ON_PROGRAMME, S.COMPLETE),
    }


@pytest.mark.parametrize(
    ("machine", "was"), [(m, s) for m in Machine for s in sorted(STATUSES[m] - CLOSED)]
)
def test_which_reasons_a_withdrawal_takes(machine, was):
    """PRG-22: every one where the table has it, elsewhere only those that hold of every open state."""
    allowed = set(W) if (was.value, "withdrawn") in written(machine) else ALWAYS_WITHDRAWN_FOR
    assert set(reasons_for(machine, was, S.WITHDRAWN)) == allowed
    for reason in W:
        problem = move_problem(machine, was, S.WITHDRAWN, reason=reason)
        assert (problem is None) == (reason in allowed)
    assert move_problem(machine, was, S.WITHDRAWN, reason="").about == "reason"
    assert move_problem(machine, was, S.WITHDRAWN, reason=D.RULE_53).about == "reason"


def test_for_what_every_open_state_can_be_withdrawn():
    assert {
        "duplicate",
        "in_error",
        "death",
        "transfer",
        "sentence_ended",
    } == ALWAYS_WITHDRAWN_FOR


@pytest.mark.parametrize("reason", Deselection)
def test_a_reason_that_closes_leaves_nothing_but_deselected(reason):
    """PRG-23: deported, released after parole, the sentence's end and death force the referral closed."""
    closes = reason.value in {"deported", "parole", "sentence_ended", "death"}
    assert (reason in CLOSING) == closes
    assert move_problem(CUSTODY, S.ON_PROGRAMME, S.DESELECTED, reason=reason) is None
    for to in (S.ASSESSED_SUITABLE, S.SUITABLE_NOT_READY):
        problem = move_problem(CUSTODY, S.ON_PROGRAMME, to, reason=reason)
        assert (problem is not None) == closes
        assert (reason in reasons_for(CUSTODY, S.ON_PROGRAMME, to)) == (not closes)


def test_deselection_says_why_and_staying_suitable_may():
    assert move_problem(CUSTODY, S.ON_PROGRAMME, S.DESELECTED).words == "Choose the reason"
    assert move_problem(CUSTODY, S.ON_PROGRAMME, S.ASSESSED_SUITABLE) is None
    assert move_problem(CUSTODY, S.ON_PROGRAMME, S.DESELECTED, reason="nothing").words == (
        "Choose a reason from the list"
    )


def test_a_move_without_a_list_takes_no_reason():
    found = move_problem(COMMUNITY, S.AWAITING_ASSESSMENT, S.AWAITING_ALLOCATION, reason=W.MEDICAL)
    assert found.words == "“Awaiting allocation” takes no reason from the lists"


@pytest.mark.parametrize(
    ("machine", "was", "to", "reason", "words"),
    [
        (
            COMMUNITY,
            S.DEPRIORITISED,
            S.ON_PROGRAMME,
            "",
            "From “Deprioritised” it goes to “Awaiting assessment” or “Withdrawn”, not to “On programme”",
        ),
        (
            COMMUNITY,
            S.COMPLETE,
            S.ON_PROGRAMME,
            "",
            "The referral is closed (“Programme complete”). Make a new referral to start again",
        ),
        (
            CUSTODY,
            S.REFERRAL_STARTED,
            S.SCHEDULED,
            "",
            "A referral in custody is never “Scheduled”",
        ),
        (COMMUNITY, S.RECALL, S.RECALL, "", "The referral is “Recall” already"),
        (
            COMMUNITY,
            S.SCHEDULED,
            S.WITHDRAWN,
            W.MEDICAL,
            (
                "From “Scheduled” it can be withdrawn only for “Duplicate referral”, “Submitted in error”, “Transfer”, "
                "“Sentence ended or on probation” or “Death”"
            ),
        ),
        (
            CUSTODY,
            S.ON_PROGRAMME,
            S.SUITABLE_NOT_READY,
            D.DEATH,
            "“Death” closes the referral: choose “Deselected”",
        ),
    ],
)
def test_what_is_refused_is_said_in_a_sentence(machine, was, to, reason, words):
    found = move_problem(machine, was, to, reason=reason)
    assert found
    assert found.words == words


def test_a_state_as_the_database_gives_it_is_as_good():
    """A column holds the code; the rule must not need the member."""
    assert move_problem("community", "recall", "withdrawn", reason="medical") is None
    assert [one.to for one in moves_from("custody", "suitable_not_ready")] == [
        S.ASSESSED_SUITABLE,
        S.WITHDRAWN,
    ]
