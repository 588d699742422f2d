"""What a change of a number does to how many are over it or overdue, by team: counts and nothing else."""

from collections import Counter
from collections.abc import Callable, Collection
from typing import NamedTuple


class Over(NamedTuple):
    """Somebody of whom a kind of deadline is overdue, or an officer who is over a threshold."""

    owner: str  # "case" or "officer"
    owner_id: int
    kind: str
    agency: str  # whose work it is; empty where it is either's


class Difference(NamedTuple):
    """In one team and kind: how many there are, how many would come, how many would be no more."""

    team: int | None
    kind: str
    now: int
    more: int
    fewer: int

    @property
    def then(self) -> int:
        return self.now + self.more - self.fewer


TeamOf = Callable[[Over], int | None]


def differences(
    before: Collection[Over], after: Collection[Over], team_of: TeamOf
) -> list[Difference]:
    """CAS-32: people are counted once for each kind, in the team of whoever leads them; a team without any is left out."""
    was, will = set(before), set(after)
    now = Counter((team_of(each), each.kind) for each in was)
    more = Counter((team_of(each), each.kind) for each in will - was)
    fewer = Counter((team_of(each), each.kind) for each in was - will)
    return [
        Difference(team, kind, now[team, kind], more[team, kind], fewer[team, kind])
        for team, kind in sorted(now.keys() | more.keys(), key=str)
    ]
