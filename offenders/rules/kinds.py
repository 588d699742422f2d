"""The kinds of deadline that the apps declare in their AppConfig.ready()."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from offenders.rules.due import Due
from people.choices import Agency, Permission

DATA_MISSING = "data_missing"


@dataclass(frozen=True, slots=True)
class Act:
    """What a person can do about it, one tap away. The URL takes the case's UUID.

    With an agency it is that agency's to do: a probation officer is not offered a police visit.
    """

    label: str
    url_name: str
    permission: Permission
    agency: Agency | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of deadline.

    `facts` is given what all kinds of a recompute share (`deadlines.Shared`: the cases, the day, and readers that ask
    the database once), answers for one case or ten thousand in the same number of set queries, and leaves out cases
    to which nothing applies; `due` is the pure rule. `models` are the labels of every model that `facts` reads:
    a change to one of them recomputes this kind, and the nightly run proves the list complete.
    """

    code: str
    label: str
    rule: str
    rule_text: str
    clears_when: str
    would_not_clear: str
    models: frozenset[str]
    standards: str
    # Given a `deadlines.Shared`, which reads models and so cannot be named among the rules.
    facts: Callable[[Any], Mapping[int, Any]]
    due: Callable[[Any, date], list[Due]]
    # A state that somebody is in, rather than something to be done by a day.
    is_state: bool = False
    acts: tuple[Act, ...] = ()
    # What can be done about a missing fact, by its name.
    acts_when_missing: Mapping[str, tuple[Act, ...]] = field(default_factory=dict)
    # Codes of contact outcomes that were tried and do not clear it: the flag's page lists them.
    attempts: frozenset[str] = frozenset()


_KINDS: dict[str, Kind] = {}


class DuplicateKindError(Exception):
    """Two kinds with one code."""


def register(kind: Kind) -> None:
    """Declare a kind. Raises DuplicateKindError when the code is taken by another declaration."""
    if _KINDS.setdefault(kind.code, kind) != kind:
        raise DuplicateKindError(kind.code)


def kind(code: str) -> Kind:
    """The kind of a code; a `data_missing` subject ("home_visit:police_risk_level") names its kind too."""
    return _KINDS[code.partition(":")[0]]


def all_kinds(*, reading: str = "") -> list[Kind]:
    """Every kind, or those whose facts read the model of this label."""
    return [kind for kind in _KINDS.values() if not reading or reading in kind.models]


def acts_of(kind_code: str, subject: str) -> tuple[Act, ...]:
    """What can be done about a deadline of this kind and subject."""
    if kind_code == DATA_MISSING:
        return kind(subject).acts_when_missing.get(subject.partition(":")[2], ())
    return kind(kind_code).acts


def is_state(kind_code: str) -> bool:
    """Whether the deadline is a state (at large, a fact missing): then no sentence says "due by"."""
    return kind_code == DATA_MISSING or kind(kind_code).is_state


def label_of(kind_code: str, subject: str = "") -> str:
    """How a deadline is called on screen: "Home visit", or "Information missing: home visit"."""
    if kind_code == DATA_MISSING:
        return f"Information missing: {kind(subject).label.lower()}"
    return kind(kind_code).label
