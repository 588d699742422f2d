"""When nothing keeps somebody in MAPPA any more, and how they leave it (MAP-83, MAP-84)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from core.calendar import in_full
from core.errors import Problem
from mappa.choices import Category, ExitReason, Level, ToldAgency
from mappa.rules.review import NO_MEETING, MeetingSaid, meeting_problem
from offenders.choices import Severity
from offenders.rules import Due, Input
from offenders.rules.clock import Dated

EXIT = "mappa_exit"
RULE = "MAP-83"


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """What keeps somebody in their category on a day, and since when nothing does.

    `registered` and `serving` are what is in force: a registration, a sentence or licence. `ended` is the last of what
    kept them that has ended; `not_eligible` the newest screening, where it found after the level that they are not eligible.
    """

    category: Category
    level: Level
    set_on: date
    ref: str
    registered: Dated | None = None
    serving: Dated | None = None
    ended: Dated | None = None
    not_eligible: Dated | None = None


def kept_by(facts: Keeping) -> Dated | None:
    """MAP-83: category 1 ends with notification, 2 with supervision; 4 with whichever brought them there.

    Of category 3 only a meeting says that it has ended, and of category 4 at level 2 or 3 too: it keeps them until then.
    """
    if facts.category == Category.ONE:
        return facts.registered
    if facts.category == Category.TWO:
        return facts.serving
    if facts.category == Category.FOUR and facts.level == Level.ONE:
        return facts.serving or facts.registered
    return Dated(facts.set_on, facts.ref, "A meeting decides")


def mappa_exit_due(facts: Keeping, _on: date) -> list[Due]:
    """MAP-83: somebody whom nothing in force keeps in the category leaves MAPPA, or is screened again.

    Asked for from the day on which the last of it ended, at the earliest that on which the level was set. Whoever is
    found not to be eligible is asked after too, whatever is in force.
    """
    kept = kept_by(facts)
    if kept is not None and facts.not_eligible is None:
        return []
    since = facts.not_eligible if facts.not_eligible is not None else facts.ended
    day = max(facts.set_on, since.on) if since else facts.set_on
    why = f"{since.words} {in_full(since.on)}." if since else "Nothing in force is on record."
    return [
        Due(
            on=day,
            rule=RULE,
            because=f"MAPPA category {facts.category.value}, level {facts.level.value}: {_says(facts)} {why}",
            severity=Severity.STANDARD,
            inputs=(
                Input("Category", f"{facts.category.value}", facts.set_on, facts.ref),
                *([Input("Ended", since.words, since.on, since.ref)] if since else ()),
            ),
        )
    ]


def _says(facts: Keeping) -> str:
    if facts.not_eligible is not None:
        return "the newest screening says that they are not eligible."
    if facts.category == Category.ONE:
        return "no notification is in force."
    return "no sentence, licence or supervision is in force."


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitSaid:
    """How somebody leaves MAPPA, as it is typed."""

    exited_on: date
    reason: str
    words: str
    decided_by: str
    told: Collection[str]
    meeting: MeetingSaid = NO_MEETING


# MAP-83: by which route each category is left; what is common to all (found not eligible, another area, death) aside.
ROUTES = {
    Category.ONE: frozenset({ExitReason.NOTIFICATION_ENDED}),
    Category.TWO: frozenset({ExitReason.SUPERVISION_ENDED}),
    Category.THREE: frozenset({ExitReason.MEETING_DECIDED}),
    Category.FOUR: frozenset(
        {
            ExitReason.NOTIFICATION_ENDED,
            ExitReason.SUPERVISION_ENDED,
            ExitReason.MEETING_DECIDED,
        }
    ),
}
ANY = frozenset({ExitReason.NOT_ELIGIBLE, ExitReason.MOVED, ExitReason.DIED})


def reasons_for(category: Category) -> list[ExitReason]:
    """MAP-83: for which reasons this category is left, in the order of the list."""
    return [reason for reason in ExitReason if reason in ROUTES[category] | ANY]


def exit_problem(
    said: ExitSaid, *, category: Category, level_set_on: date, on: date
) -> Problem | None:
    """MAP-83, MAP-84: an exit has its day, a reason that fits the category, who decided it and who was told."""
    since = f"The level was set on {in_full(level_set_on)}, so they leave after that"
    is_told = bool(said.told) and set(said.told) <= set(ToldAgency.values)
    checks = (
        (said.exited_on <= on, "exited_on", "The day cannot be in the future"),
        (said.exited_on > level_set_on, "exited_on", since),
        (said.reason in reasons_for(category), "reason", "Choose a reason that fits the category"),
        (said.words.strip(), "words", "Say what it rests on"),
        (said.decided_by.strip(), "decided_by", "Say who decided it"),
        (is_told, "told", "Choose who was told"),
    )
    must = said.reason == ExitReason.MEETING_DECIDED
    wrong = next((Problem(about, words) for fits, about, words in checks if not fits), None)
    return wrong or meeting_problem(said.meeting, must=must, on=said.exited_on)
