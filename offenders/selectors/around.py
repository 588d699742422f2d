"""Who is around a person, the victim contact scheme and what diversity asks, as pages show them."""

from dataclasses import dataclass
from datetime import date
from operator import attrgetter

from core.addresses import address
from core.bundle import Bundle
from core.calendar import in_full, london_date
from core.history import changes_of
from offenders.choices import AdjustmentSource
from offenders.choices.around import (
    AgeGroup,
    AtRisk,
    DiversityKind,
    Household,
    NoticeKind,
    Relation,
    SchemeState,
)
from offenders.models import DiversityNeed, KnownPerson, Liaison, LiaisonNotice
from offenders.selectors.sorts import Lines, Sort, given


def known_person_lines(row: KnownPerson) -> Lines:
    """Somebody around the person as (label, words)."""
    born = f"born {in_full(row.born_on)}" if row.born_on else ""
    return given(
        ("Relation", Relation(row.relation).label),
        ("Age", born or AgeGroup(row.age_group).label),
        ("Household", Household(row.household).label),
        ("Risk to them now", _risk(row.at_risk, row.risk)),
        ("As at", in_full(row.risk_on) if row.at_risk != AtRisk.UNKNOWN else ""),
        ("Who else works with them", row.involved),
    )


def _risk(at_risk: str, risk: str) -> str:
    label = AtRisk(at_risk).label
    return f"{label}. {risk}" if risk else label


def liaison_lines(row: Liaison) -> Lines:
    """Where the scheme stands, and what was cleared for sharing, as (label, words)."""
    cleared = f"{row.cleared_by}, {in_full(row.cleared_on)}" if row.cleared_on else ""
    return given(
        ("Scheme", SchemeState(row.scheme).label),
        ("Victim liaison officer", row.officer),
        ("Reached", row.reached),
        ("Asked for, cleared for sharing", row.requested),
        ("Cleared by", cleared),
    )


def notice_lines(row: LiaisonNotice) -> Lines:
    """What the victim liaison officer must hear of, and whether they were told, as (label, words)."""
    told = f"Yes, on {in_full(row.told_on)}" if row.told_on else "Not yet"
    return given(
        ("Event", NoticeKind(row.kind).label),
        ("On", in_full(row.event_on)),
        ("Told", told),
        ("Note", row.words),
    )


AROUND = Sort(
    code="around",
    title="People around them",
    one="somebody",
    empty="Nobody is on record. That is not to say that there is nobody: ask about children, partners and the household.",
    model=KnownPerson,
    says=str,
    lines=known_person_lines,
    changes="offenders:change_knownperson",
    minds="Children, partners, whoever lives with them, other adults they know: the relation, and the risk to each now. "
    "Nobody is marked by what was done to them, also within a family.",
)
LIAISON = Sort(
    code="liaison",
    title="Victim contact scheme",
    one="where the scheme stands",
    empty="Where the victim contact scheme stands is not on record.",
    model=Liaison,
    says=lambda row: SchemeState(row.scheme).label,
    lines=liaison_lines,
    is_single=True,
    minds="Who is in the scheme and where they live only the victim liaison officer sees: write neither here.",
)
NOTICES = Sort(
    code="notices",
    title="Told to the victim liaison officer",
    one="an event",
    empty="No event is on record of which the victim liaison officer must hear.",
    model=LiaisonNotice,
    says=lambda row: f"{NoticeKind(row.kind).label}, {in_full(row.event_on)}",
    lines=notice_lines,
    is_single=True,
    same=("kind", "event_on"),
    minds="An event that they have been told of meanwhile is recorded again, with the day: it takes the place of the one before.",
)
DIVERSITY = Sort(
    code="diversity",
    title="Diversity",
    one="what is to be minded",
    empty="Nothing is on record. That is not to say that there is nothing to mind: it has not been asked yet.",
    model=DiversityNeed,
    says=lambda row: DiversityKind(row.kind).label,
    lines=lambda row: given(
        ("Because of", DiversityKind(row.kind).label),
        ("To be minded", row.what),
        ("Known from", AdjustmentSource(row.source).label),
    ),
    is_single=True,
    same=("kind",),
    minds="What it asks of whoever works with them, not the characteristic for its own sake. A disability is an adjustment.",
)


@dataclass(frozen=True, slots=True)
class Around:
    """Somebody around a person, in a line of the case."""

    name: str
    words: str  # "her stepchild, 7, lives with them"
    risk: str  # empty where none is said
    is_at_risk: bool
    was_looked_at: bool


def around_of(facts: Bundle, *, on: date) -> list[Around]:
    """Who is around the person now: whoever is at risk first, children before adults; no query."""
    rows = [row for row in facts.of(KnownPerson) if not row.is_over and row.starts_on <= on]
    rows.sort(key=attrgetter("name", "pk"))
    rows.sort(key=lambda row: (not row.is_at_risk, not row.is_child_on(on)))
    return [
        Around(
            name=row.name,
            words=", ".join(
                (
                    Relation(row.relation).label.lower(),
                    "a child" if row.is_child_on(on) else "an adult",
                    Household(row.household).label.lower(),
                )
            ),
            risk=row.risk if row.is_at_risk else "",
            is_at_risk=row.is_at_risk,
            was_looked_at=row.at_risk != AtRisk.UNKNOWN,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Before:
    """What was on record of somebody from a day on, and who wrote it."""

    on: date
    who: str
    words: str


def history_of(person: KnownPerson) -> list[Before]:
    """How the risk to somebody was seen, newest first; one query."""
    return [
        Before(london_date(change.at), change.who, _risk(change.row.at_risk, change.row.risk))
        for change in changes_of(KnownPerson, uuid=person.uuid)
        if not change.is_removal
    ]


def record_url(person: KnownPerson) -> str:
    return f"{address('offenders:record', person.case.uuid)}#around-{person.pk}"
