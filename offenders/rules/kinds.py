"""The kinds of deadline that the apps declare in their AppConfig.ready()."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from offenders.choices import Need, WorkGroup
from offenders.rules.due import Due
from people.choices import Agency, Permission
from people.rules import AGENCY_OF

# How lists and the CSV call a deadline that only says which fact is missing, whatever its kind.
DATA_MISSING = "data_missing"

Owner = Literal["case", "officer"]


@dataclass(frozen=True, slots=True)
class Act:
    """What a person can do about it, one tap away.

    `takes` says whose UUID the URL takes: the case's, the officer's, or that of the subject, where the subject
    of the deadline is the UUID of a record (the appointment whose outcome is missing, not just its case), or that of
    the record that is its cause (the referral that waits). `given` and `without` name a model, as its facts are named:
    the act is offered only where the cause is such a record, or only where it is none.
    It is the work of one agency where the permission is (`people.rules.AGENCY_OF`), or where the fact that is missing
    is one of that agency's alone, though either may give such facts: then `fact_of` names it.
    """

    label: str
    url_name: str
    permission: Permission
    fact_of: Agency | None = None
    takes: Literal["case", "subject", "cause", "officer"] = "case"
    given: str = ""
    without: str = ""

    @property
    def agency(self) -> Agency | None:
        """Whose work it is, where it is one agency's: a probation officer is not offered a police visit."""
        return self.fact_of or AGENCY_OF.get(self.permission)

    def fits(self, cause: str) -> bool:
        """Whether it is offered about a deadline of this cause ("referral:<uuid>")."""
        model = cause.partition(":")[0]
        return self.given in {"", model} and (not self.without or self.without != model)


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of deadline.

    `facts` is given what all kinds of a recompute share (`deadlines.Shared`: the cases, the day, and readers that ask
    the database once), answers for one case or ten thousand in the same number of set queries, and leaves out cases
    to which nothing applies; `due` is the pure rule, which gives each subject and missing fact once. `models` are the
    labels of every model that `facts` reads: a change to one of them recomputes this kind, and the nightly run proves
    the list complete. `job` is the name of the scheduled task that sweeps it.
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
    job: str
    # Whose deadlines these are. Of officers, `facts` is asked for officers and the acts take the officer.
    of: Owner = "case"
    # Whose work it is; None where it is that of either agency.
    agency: Agency | None = None
    # What of the field it covers, by a code of the roof's list of areas (`caseloads.rules.AREAS`), and what must be true
    # of a person before it looks at them: pages say which rules looked, why others did not, and what none covers.
    area: str = ""
    # Of which kind of work it is: pages that split what is overdue by it show a kind that is declared, wherever that is.
    group: WorkGroup = WorkGroup.OTHER
    needs: frozenset[Need] = frozenset()
    # The contacts that it reads are those behind rows of this model ("visits.Visit"), which changes with them: a contact
    # without one does not touch it.
    contacts_of: str = ""
    # What it asks for can be recorded in this service alone: no extract carries it. It counts from the day on which it
    # is switched on for a team (`KindStart`); what was due before is a list with its number and age, never a flag.
    only_here: bool = False
    # What it asks for is one officer's to do, not whoever's holds the case: the list that it is on, with a number of its
    # own ("Outcomes to record"). It is then counted there alone, not among what is overdue of cases.
    listed_as: str = ""
    # It cannot wait: it stands first on the day of whoever holds the case and of their supervisor, from the day on which
    # it is due, and nobody accepts that it stands.
    at_once: bool = False
    # A number at or above its threshold (CAS-27): it is due on no day, its first day is the one after it was last below.
    is_measured: bool = False
    # Its job works it out anew for every officer each time: too much changes it for each change to say so at once. Until
    # the job's next run it may be behind, which is no drift.
    is_worked_out_by_job: bool = False
    # A state that somebody is in, rather than something to be done by a day.
    is_state: bool = False
    acts: tuple[Act, ...] = ()
    # What can be done about a missing fact, by its name.
    acts_when_missing: Mapping[str, tuple[Act, ...]] = field(default_factory=dict)
    # Codes of contact outcomes that were tried and do not clear it: the flag's page lists them.
    attempts: frozenset[str] = frozenset()

    @property
    def reads(self) -> frozenset[str]:
        """The models whose change recomputes it: those of its facts, and what decides from which day it counts."""
        own = self.models.union(_ALSO.get(self.code, ()))
        return own | COUNTS_BY if self.only_here else own

    def is_touched(self, changed: Collection[str]) -> bool:
        """Whether a change to these models, all of one act, may change what it says."""
        found = self.reads.intersection(changed)
        if self.contacts_of and self.contacts_of not in changed:
            found -= {CONTACT}
        return bool(found)


CONTACT = "offenders.Contact"
# What decides from which day a kind counts that only this service records: who leads the case, for which team.
COUNTS_BY = frozenset(
    {
        "offenders.Allocation",
        "offenders.Case",
        "offenders.KindStart",
        "people.Officer",
        "people.Team",
    }
)
_KINDS: dict[str, Kind] = {}
_REMEDIES: dict[str, list[Act]] = {}
_OFFERED: dict[str, list[Act]] = {}
_ALSO: dict[str, set[str]] = {}


class DuplicateKindError(Exception):
    """Two kinds with one code."""


def register(kind: Kind) -> None:
    """Declare a kind. Raises DuplicateKindError when the code is taken by another declaration."""
    if _KINDS.setdefault(kind.code, kind) != kind:
        raise DuplicateKindError(kind.code)


def remedy(missing: str, act: Act) -> None:
    """Say what can be done wherever this fact is missing, whichever kind lacks it: an upper floor may own the act."""
    acts = _REMEDIES.setdefault(missing, [])
    if act not in acts:
        acts.append(act)


def offer_about(kind_code: str, act: Act) -> None:
    """Say what can be done about this kind, where an upper floor owns the act."""
    acts = _OFFERED.setdefault(kind_code, [])
    if act not in acts:
        acts.append(act)


def also_reads(kind_code: str, model: str) -> None:
    """Say that what an upper floor adds to the facts of this kind comes from this model, by its label."""
    _ALSO.setdefault(kind_code, set()).add(model)


def kind(code: str) -> Kind:
    """The kind of a code."""
    return _KINDS[code]


def all_kinds(*, reading: str = "", job: str = "", of: Owner | None = None) -> list[Kind]:
    """Every kind; or those whose facts read the model of this label, that a job sweeps, of cases or of officers."""
    return [
        kind
        for kind in _KINDS.values()
        if (not reading or reading in kind.reads)
        and (not job or kind.job == job)
        and (of is None or kind.of == of)
    ]


def listed_apart() -> list[str]:
    """The codes of the kinds that have a list and a number of their own."""
    return [kind.code for kind in _KINDS.values() if kind.listed_as]


def grouped(codes: Collection[str]) -> frozenset[WorkGroup]:
    """The groups of work of kinds by their codes; of one that nobody declares any more, other work."""
    return frozenset(_KINDS[code].group if code in _KINDS else WorkGroup.OTHER for code in codes)


def of_group(group: WorkGroup) -> list[str]:
    """The codes of the kinds about cases that are of this group of work."""
    return [kind.code for kind in _KINDS.values() if kind.of == "case" and kind.group == group]


def cannot_wait() -> list[str]:
    """The codes of the kinds that stand first, and that nobody accepts."""
    return [kind.code for kind in _KINDS.values() if kind.at_once]


def acts_of(kind_code: str, missing: str = "") -> tuple[Act, ...]:
    """What can be done about a deadline of this kind, or about the fact that it lacks."""
    found = kind(kind_code)
    if missing:
        return (*found.acts_when_missing.get(missing, ()), *_REMEDIES.get(missing, ()))
    return (*found.acts, *_OFFERED.get(kind_code, ()))


def is_state(kind_code: str, missing: str = "") -> bool:
    """Whether the deadline is a state (at large, a fact missing): then no sentence says "due by"."""
    return bool(missing) or kind(kind_code).is_state


def label_of(kind_code: str, missing: str = "") -> str:
    """How a deadline is called on screen: "Home visit", or "Information missing: home visit"."""
    label = kind(kind_code).label
    return f"Information missing: {label.lower()}" if missing else label
