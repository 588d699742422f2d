"""MAP-62: what each thing in force is called in a plan, and the item that is offered for it (MAP-61)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from core.calendar import in_full
from core.words import within_sentence
from orders.choices import ConditionCategory, ConditionKind
from plans.choices import Pillar, ReferenceKind
from plans.rules.completeness import VISITS_KEY, Key, Named, Offered

POLICE, PROBATION = "The police offender manager", "The probation practitioner"
AT_VISITS = "At each home visit"
# What a condition is about says where it belongs; the others are watched and controlled.
PILLAR_OF = {
    ConditionCategory.NAMED_PERSON: Pillar.VICTIM_SAFETY,
    ConditionCategory.TREATMENT: Pillar.INTERVENTIONS,
}


@dataclass(frozen=True, slots=True)
class OrderTerm:
    """A prohibition or requirement in force, in the order's own words; `monitoring`: how it is checked, as recorded."""

    key: str
    kind: ConditionKind
    category: ConditionCategory
    words: str
    monitoring: str
    order: str
    order_ref: str
    since: date
    last_day: date | None


def of_condition(row: OrderTerm, *, is_visited: bool) -> Named:
    """Each prohibition and requirement is named; whoever is visited at home is asked about it there (ORD-13)."""
    is_ban = row.kind == ConditionKind.PROHIBITION
    check = "Check that this is kept" if is_ban else "Check that this is done"
    return Named(
        ReferenceKind.ORDER_CONDITION,
        row.key,
        row.words,
        f"{row.kind.label}, {row.category.label.lower()}. {row.order}",
        row.since,
        Offered(
            PILLAR_OF.get(row.category, Pillar.MONITORING),
            f"{check}: {row.words}" + (f" ({row.monitoring})" if row.monitoring else ""),
            POLICE if is_visited else "",
            AT_VISITS if is_visited else "",
            row.last_day,
            "" if row.last_day else "Until further order",
        ),
        row.order_ref,
        is_grave=is_ban,
    )


@dataclass(frozen=True, slots=True)
class OrderInForce:
    """An order in force, and whether something that it forbids or asks for is recorded as in force."""

    key: str
    name: str
    since: date
    last_day: date | None
    has_terms: bool


def of_order(row: OrderInForce) -> Named:
    """An order whose terms are recorded is named by them; one of which none are is named itself."""
    return Named(
        ReferenceKind.ORDER,
        row.key,
        row.name,
        "Order in force",
        row.since,
        Offered(
            Pillar.MONITORING,
            f"Check what this order asks for: {row.name}",
            until=row.last_day,
            until_words="" if row.last_day else "Until further order",
        ),
        f"order:{row.key}",
        is_asked=not row.has_terms,
    )


def of_visits(*, every: str, since: date, registered_since: date) -> Named:
    """The schedule of home visits of a registered person (POL-3, POL-4), as it holds on the day.

    `every` is empty where nobody gave the police risk level: they are to be visited, and how often cannot be said.
    """
    words = f"Home visits by the police: {every or 'how often is not known without a police risk level'}"
    return Named(
        ReferenceKind.VISIT_SCHEDULE,
        VISITS_KEY,
        words,
        f"Registered since {in_full(registered_since)}",
        since,
        Offered(
            Pillar.MONITORING,
            "Visit at home, unannounced, see who lives there and check what is forbidden",
            POLICE,
            every[:1].upper() + every[1:],
            until_words="As long as they are registered",
        ),
    )


class Referral(NamedTuple):
    """A referral that is open."""

    key: str
    programme: str
    since: date


class Required(NamedTuple):
    """A sentence in force with a programme requirement, where the requirement itself is not on record."""

    key: str
    since: date
    last_day: date | None
    ref: str


def of_programme(
    referrals: Iterable[Referral], required: Required | None, *, also: frozenset[Key]
) -> list[Named]:
    """A programme is named once: by its referral, or by the requirement while nobody has been referred.

    `also` are requirements of the sentence, as rows of their own, that ask for a programme: they stand for it. Where
    there are any they are what is asked for, and the referral may be named instead.
    """
    is_asked = not also
    own = Key(ReferenceKind.PROGRAMME, required.key) if required else None
    found = [_referral(row, also | {own} if own else also, is_asked=is_asked) for row in referrals]
    if required and not found:
        found.append(_required(required, also, is_asked=is_asked))
    return found


def _referral(row: Referral, also: frozenset[Key], *, is_asked: bool) -> Named:
    return Named(
        ReferenceKind.PROGRAMME,
        row.key,
        f"Programme: {row.programme}",
        f"Referred on {in_full(row.since)}",
        row.since,
        Offered(
            Pillar.INTERVENTIONS,
            f"Prepare for, attend and complete {row.programme}",
            PROBATION,
            until_words="Until it is complete",
        ),
        f"referral:{row.key}",
        also,
        is_asked,
    )


def _required(row: Required, also: frozenset[Key], *, is_asked: bool) -> Named:
    return Named(
        ReferenceKind.PROGRAMME,
        row.key,
        "Programme requirement of the sentence",
        f"Sentence since {in_full(row.since)}",
        row.since,
        Offered(
            Pillar.INTERVENTIONS,
            "Refer to an accredited programme, prepare for it and complete it",
            PROBATION,
            until=row.last_day,
        ),
        row.ref,
        also,
        is_asked,
    )


class Around(NamedTuple):
    """Somebody around the person and the risk to them now, as recorded."""

    key: str
    name: str
    relation: str
    is_child: bool
    risk: str
    since: date
    is_asked: bool = True


def of_person(row: Around) -> Named:
    """A child or a known adult to whom there is a risk is named; whoever is not at risk may be."""
    who = f"{row.name} ({'child' if row.is_child else 'adult'}, {row.relation.lower()})"
    return Named(
        ReferenceKind.PERSON_AT_RISK,
        row.key,
        f"{who}: {row.risk}" if row.risk else who,
        "Around the person",
        row.since,
        Offered(Pillar.VICTIM_SAFETY, f"Keep {row.name} safe: {row.risk}".rstrip(": ")),
        f"knownperson:{row.key}",
        is_asked=row.is_asked,
        is_grave=row.is_asked,
    )


def of_register(code: str, label: str, since: date, ref: str) -> Named:
    """A register may be named by an item, and no plan has to."""
    return Named(
        ReferenceKind.REGISTER,
        code,
        f"Register: {label}",
        f"Since {in_full(since)}",
        since,
        Offered(Pillar.MONITORING, f"What the register asks for: {label}"),
        ref,
        is_asked=False,
    )


@dataclass(frozen=True, slots=True)
class AskedFor:
    """A requirement of a sentence or a condition of a licence in force, in its own words."""

    key: str
    about: str
    words: str
    monitoring: str
    since: date
    last_day: date | None
    ref: str


STANDARD_LICENCE = Offered(
    Pillar.SUPERVISION,
    "Keep to the standard conditions of the licence",
    PROBATION,
    "At each appointment",
    until_words="Until the licence ends",
)


def of_licence_condition(row: AskedFor, *, pillar: Pillar, is_standard: bool) -> Named:
    """Each licence condition is named; the standard ones are offered as one item that names them all (PRO-81)."""
    return Named(
        ReferenceKind.LICENCE_CONDITION,
        row.key,
        row.words,
        f"Licence condition: {within_sentence(row.about)}",
        row.since,
        STANDARD_LICENCE if is_standard else _asked(row, pillar),
        row.ref,
        is_grave=not is_standard,
    )


def of_requirement(row: AskedFor, *, pillar: Pillar, also: frozenset[Key] = frozenset()) -> Named:
    """Each requirement of the sentence is named; that of a programme also by a referral that answers it (`also`)."""
    return Named(
        ReferenceKind.SENTENCE_REQUIREMENT,
        row.key,
        row.words,
        f"Requirement of the sentence: {within_sentence(row.about)}",
        row.since,
        _asked(row, pillar),
        row.ref,
        also,
    )


def _asked(row: AskedFor, pillar: Pillar) -> Offered:
    return Offered(
        pillar,
        row.words + (f" ({row.monitoring})" if row.monitoring else ""),
        PROBATION,
        until=row.last_day,
    )


def items_of(gaps: Iterable[Named]) -> list[tuple[Offered, list[Named]]]:
    """The items that would name these gaps: those with one and the same item come together in it."""
    found: dict[Offered, list[Named]] = {}
    for row in gaps:
        found.setdefault(row.offered, []).append(row)
    return list(found.items())
