"""PRG-20 to PRG-23, PRG-30 and PRG-31: which state of a referral follows which, who makes the move, and why.

One table for each machine: services refuse by it, forms offer what it has.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from core.errors import Problem
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

S = ReferralStatus
Pair = tuple[ReferralStatus, ReferralStatus]
Reason = Withdrawal | Deselection


class By(Enum):
    """What brings a referral to a state: somebody picks it, or it follows from a place in a group."""

    PICK = "pick"
    PLACING = "placing"
    TAKING_OUT = "taking_out"


# PRG-31, in the order in which a form offers them.
COMMUNITY_MOVES: Mapping[ReferralStatus, tuple[ReferralStatus, ...]] = {
    S.AWAITING_ASSESSMENT: (
        S.AWAITING_ALLOCATION,
        S.SUITABLE_NOT_READY,
        S.DEPRIORITISED,
        S.RECALL,
        S.RETURN_TO_COURT,
    ),
    S.AWAITING_ALLOCATION: (S.SCHEDULED, S.DEPRIORITISED, S.RECALL, S.RETURN_TO_COURT),
    S.SCHEDULED: (
        S.ON_PROGRAMME,
        S.AWAITING_ASSESSMENT,
        S.AWAITING_ALLOCATION,
        S.DEPRIORITISED,
        S.RECALL,
        S.RETURN_TO_COURT,
    ),
    S.ON_PROGRAMME: (
        S.COMPLETE,
        S.AWAITING_ASSESSMENT,
        S.AWAITING_ALLOCATION,
        S.BREACH,
        S.RECALL,
        S.RETURN_TO_COURT,
    ),
    S.SUITABLE_NOT_READY: (S.AWAITING_ASSESSMENT,),
    S.DEPRIORITISED: (S.AWAITING_ASSESSMENT,),
    S.BREACH: (S.AWAITING_ASSESSMENT, S.WITHDRAWN),
    S.RECALL: (S.AWAITING_ASSESSMENT, S.WITHDRAWN),
    S.RETURN_TO_COURT: (S.DEFERRED, S.WITHDRAWN),
    S.DEFERRED: (S.AWAITING_ASSESSMENT, S.RETURN_TO_COURT),
}
# PRG-21. A hold ends where it began: the Ministry's service has that way back, of which the rule as written is silent.
CUSTODY_MOVES: Mapping[ReferralStatus, tuple[ReferralStatus, ...]] = {
    S.REFERRAL_STARTED: (S.REFERRAL_SUBMITTED,),
    S.REFERRAL_SUBMITTED: (
        S.AWAITING_ASSESSMENT,
        S.NOT_ELIGIBLE,
        S.HOLD_SUBMITTED,
        S.WITHDRAWN,
    ),
    S.AWAITING_ASSESSMENT: (S.ASSESSMENT_STARTED, S.HOLD_AWAITING, S.WITHDRAWN),
    S.ASSESSMENT_STARTED: (
        S.ASSESSED_SUITABLE,
        S.SUITABLE_NOT_READY,
        S.NOT_SUITABLE,
        S.HOLD_ASSESSMENT,
        S.WITHDRAWN,
    ),
    S.ASSESSED_SUITABLE: (S.ON_PROGRAMME, S.SUITABLE_NOT_READY, S.WITHDRAWN),
    S.SUITABLE_NOT_READY: (S.ASSESSED_SUITABLE, S.WITHDRAWN),
    S.ON_PROGRAMME: (
        S.PROGRAMME_COMPLETE,
        S.DESELECTED,
        S.ASSESSED_SUITABLE,
        S.SUITABLE_NOT_READY,
    ),
    S.HOLD_SUBMITTED: (S.REFERRAL_SUBMITTED, S.WITHDRAWN),
    S.HOLD_AWAITING: (S.AWAITING_ASSESSMENT, S.WITHDRAWN),
    S.HOLD_ASSESSMENT: (S.ASSESSMENT_STARTED, S.WITHDRAWN),
}
MOVES = {Machine.COMMUNITY: COMMUNITY_MOVES, Machine.CUSTODY: CUSTODY_MOVES}

# A place in a group sets Scheduled, and nothing else does; whoever loses the place waits for one again.
PLACED: frozenset[Pair] = frozenset({(S.AWAITING_ALLOCATION, S.SCHEDULED)})
TAKEN_OUT: frozenset[Pair] = frozenset(
    {(S.SCHEDULED, S.AWAITING_ALLOCATION), (S.ON_PROGRAMME, S.AWAITING_ALLOCATION)}
)
# What the register says has come about; a person still makes the move.
SUGGESTED: frozenset[Pair] = frozenset(
    {(S.SCHEDULED, S.ON_PROGRAMME), (S.ON_PROGRAMME, S.COMPLETE)}
)
# PRG-23: leaving a programme in custody. A reason that closes leaves only the first of these.
LEAVING: frozenset[Pair] = frozenset(
    {
        (S.ON_PROGRAMME, S.DESELECTED),
        (S.ON_PROGRAMME, S.ASSESSED_SUITABLE),
        (S.ON_PROGRAMME, S.SUITABLE_NOT_READY),
    }
)
NEEDS_REASON = frozenset({S.WITHDRAWN, S.DESELECTED})


@dataclass(frozen=True, slots=True)
class Move:
    """What a form offers: where to, with the reasons of the list that it takes."""

    to: ReferralStatus
    reasons: tuple[Reason, ...] = ()
    is_suggested: bool = False

    @property
    def needs_reason(self) -> bool:
        return self.to in NEEDS_REASON


def is_move(machine: Machine, was: ReferralStatus, to: ReferralStatus) -> bool:
    """PRG-21, PRG-31: whether one state follows the other, whoever brings it about.

    Beside the tables every open state can be withdrawn, for the reasons that hold whatever the tables say.
    """
    return to in MOVES[machine].get(was, ()) or (to == S.WITHDRAWN and is_open(machine, was))


def is_open(machine: Machine, status: ReferralStatus) -> bool:
    """A state of this machine from which a referral can go on."""
    return status in STATUSES[machine] and status not in CLOSED


def moves_from(machine: Machine, status: ReferralStatus) -> list[Move]:
    """PRG-21, PRG-31: what somebody may pick, in order; withdrawal last, with the reasons that it takes."""
    listed = MOVES[machine].get(status, ())
    last = (S.WITHDRAWN,) if is_open(machine, status) else ()
    picks = (*(to for to in listed if (status, to) not in PLACED and to not in last), *last)
    return [
        Move(
            to,
            reasons_for(machine, status, to),
            (status, to) in SUGGESTED,
        )
        for to in picks
    ]


def reasons_for(machine: Machine, was: ReferralStatus, to: ReferralStatus) -> tuple[Reason, ...]:
    """PRG-22, PRG-23: the reasons of the list that a move takes, in the order of the list.

    Where the table has the withdrawal it takes every reason, elsewhere those for which every open state can be
    withdrawn. Whoever leaves a programme in custody and stays suitable does so for a reason that does not close.
    """
    if to == S.WITHDRAWN:
        if to in MOVES[machine].get(was, ()):
            return tuple(Withdrawal)
        return tuple(one for one in Withdrawal if one in ALWAYS_WITHDRAWN_FOR)
    if (was, to) in LEAVING:
        return tuple(one for one in Deselection if to == S.DESELECTED or one not in CLOSING)
    return ()


def move_problem(
    machine: Machine,
    was: ReferralStatus,
    to: ReferralStatus,
    *,
    by: By = By.PICK,
    reason: str = "",
) -> Problem | None:
    """Why a referral cannot go from one state to the other in this way; None when it can.

    About `status`, or about `reason` where the move exists and its reason is wrong.
    """
    return (
        _state_problem(machine, was, to)
        or _maker_problem(was, to, by)
        or _reason_problem(machine, was, to, reason)
    )


def _state_problem(machine: Machine, was: ReferralStatus, to: ReferralStatus) -> Problem | None:
    if to not in STATUSES[machine]:
        where = Machine(machine).label.lower()
        return Problem("status", f"A referral {where} is never “{_word(to)}”")
    if was == to:
        return Problem("status", f"The referral is “{_word(to)}” already")
    if not is_open(machine, was):
        return Problem(
            "status",
            f"The referral is closed (“{_word(was)}”). Make a new referral to start again",
        )
    if not is_move(machine, was, to):
        others = _either([f"“{_word(one.to)}”" for one in moves_from(machine, was)])
        return Problem("status", f"From “{_word(was)}” it goes to {others}, not to “{_word(to)}”")
    return None


def _maker_problem(was: ReferralStatus, to: ReferralStatus, by: By) -> Problem | None:
    if (was, to) in PLACED and by != By.PLACING:
        return Problem(
            "status", f"“{_word(to)}” is set by a place in a group. Place the person in a group"
        )
    if by == By.PLACING and (was, to) not in PLACED:
        return Problem("status", f"A place in a group does not make a referral “{_word(to)}”")
    if by == By.TAKING_OUT and (was, to) not in TAKEN_OUT:
        return Problem("status", f"Losing a place does not make a referral “{_word(to)}”")
    return None


def _reason_problem(
    machine: Machine, was: ReferralStatus, to: ReferralStatus, reason: str
) -> Problem | None:
    taken = reasons_for(machine, was, to)
    if not reason:
        return Problem("reason", "Choose the reason") if to in NEEDS_REASON else None
    if reason in taken:
        return None
    if (was, to) in LEAVING and reason in CLOSING:
        closes = Deselection(reason).label
        return Problem("reason", f"“{closes}” closes the referral: choose “{_word(S.DESELECTED)}”")
    if to == S.WITHDRAWN and reason in Withdrawal.values:
        names = _either([f"“{one.label}”" for one in taken])
        return Problem("reason", f"From “{_word(was)}” it can be withdrawn only for {names}")
    if taken:
        return Problem("reason", "Choose a reason from the list")
    return Problem("reason", f"“{_word(to)}” takes no reason from the lists")


def _word(status: ReferralStatus) -> str:
    return ReferralStatus(status).label


def _either(words: list[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last
