"""Which rules look at somebody, and why others do not: nothing due is no calm where no rule looked."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from offenders.choices import Need
from offenders.rules.kinds import Kind


@dataclass(frozen=True, slots=True)
class Unasked:
    """Why some rules do not look, and what they would ask for."""

    why: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Looked:
    """What the rules that looked ask for, and those that did not look with the reason, each under the first one."""

    labels: tuple[str, ...]
    unasked: tuple[Unasked, ...]


def looked_at(kinds: Iterable[Kind], met: Collection[Need]) -> Looked:
    """Of these kinds, which look at somebody of whom this is true; by what the kinds say of themselves."""
    looking: list[str] = []
    missing: dict[Need, list[str]] = defaultdict(list)
    for kind in kinds:
        lacking = [need for need in Need if need in kind.needs and need not in met]
        if lacking:
            missing[lacking[0]].append(kind.label)
        else:
            looking.append(kind.label)
    unasked = [Unasked(need.label, tuple(missing[need])) for need in Need if need in missing]
    return Looked(tuple(looking), tuple(unasked))
