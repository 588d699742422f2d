"""What the field asks about a person, and what no rule covers."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from offenders.choices import Need
from offenders.rules import Kind


@dataclass(frozen=True, slots=True)
class Area:
    """What the field asks of whoever manages a case, in words, and of whom it is asked at all."""

    words: str
    needs: frozenset[Need] = frozenset()


SERVING, REGISTERED = frozenset({Need.SENTENCE}), frozenset({Need.REGISTERED})
# A kind says which one it covers (`Kind.area`); one that no kind covers is said on the pages where nothing is due.
AREAS: dict[str, Area] = {
    "home_visits": Area("home visits by the police", REGISTERED),
    "contact": Area("contact in person with probation", SERVING),
    "enforcement": Area("failures to comply", SERVING),
    "holding": Area("an officer of probation", SERVING),
    "handover": Area("what an officer before knew of the case"),
    "outcomes": Area("outcomes of appointments"),
    "at_large": Area("being unlawfully at large"),
    "orders": Area("preventive orders"),
    "oversight": Area("a manager's look at cases and records"),
    "questions": Area("questions of a supervisor", REGISTERED),
    "plan": Area("the risk management plan"),
    "sentence_plan": Area("the sentence plan", SERVING),
    "probation_visits": Area("home visits by probation", SERVING),
    "recall": Area("recall", frozenset({Need.FROM_PRISON})),
    "reviews": Area("reviews of risk levels and registers"),
    "notification": Area("what a registered person must notify", REGISTERED),
    "warrants": Area("warrants to enter", REGISTERED),
    "children": Area("children met at a visit"),
    "at_risk": Area("checks of a household, and adults at risk"),
    "screening": Area("whether a person is eligible for MAPPA"),
    "levels": Area("MAPPA levels and their reviews"),
    "panels": Area("MAPPA meetings"),
    "programmes": Area("programmes", SERVING),
}


def uncovered(kinds: Iterable[Kind], met: Collection[Need]) -> tuple[str, ...]:
    """What the field asks about somebody of whom this is true, and no kind of deadline looks at, for anybody."""
    covered = {kind.area for kind in kinds}
    return tuple(
        area.words
        for code, area in AREAS.items()
        if code not in covered and area.needs.issubset(met)
    )
