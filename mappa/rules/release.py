"""Whether a level is set in time before a release, and told once it is set (MAP-27, R-9)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from core.calendar import add_months, add_working_days, expected_words, in_full
from mappa.choices import Level
from mappa.rules.review import Every
from offenders.choices import Severity
from offenders.rules import Due, Input
from offenders.rules.clock import Dated

BEFORE_RELEASE, NOT_TOLD = "level_before_release", "level_not_communicated"
RELEASE_SETTING, TOLD_SETTING = "mappa.level_before_release", "mappa.level_told"
# Somebody has to gather what a level rests on.
AHEAD = timedelta(days=28)


@dataclass(frozen=True, slots=True, kw_only=True)
class Releasing:
    """A release that is known, of somebody under MAPPA without a level; `known_on` is since when it is known."""

    release: Dated
    known_on: date
    because: Dated
    before: Every


def level_before_release_due(facts: Releasing, on: date) -> list[Due]:
    """MAP-27: the level is set six months before a release that is known (setting).

    One that became known later than that is asked for on the day on which it did. A day of release that has passed
    asks for nothing: either they are out, or another day is to be recorded.
    """
    if not facts.before.number or facts.release.on < on:
        return []
    by = add_months(facts.release.on, -facts.before.number)
    due_on = max(by, facts.known_on)
    return [
        Due(
            on=due_on,
            rule="MAP-27",
            because=(
                f"Release on {in_full(facts.release.on)} and no MAPPA level is set: "
                f"it is set {facts.before.words} before. {facts.because.words}."
            ),
            severity=Severity.HIGH,
            inputs=(
                Input("Release", facts.release.words, facts.release.on, facts.release.ref),
                Input("Under MAPPA", facts.because.words, facts.because.on, facts.because.ref),
                Input("Standard", f"{facts.before.words} before, since", facts.before.since),
            ),
            told_on=due_on - AHEAD,
        )
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Untold:
    """A level that was set here and that nobody was told of; `key` is its UUID."""

    key: UUID
    level: Level
    set_on: date
    ref: str
    days: int
    since: date


def level_not_communicated_due(facts: Untold, on: date) -> list[Due]:
    """R-9: a level that is set here is told to the agencies within 5 working days (setting) of the day it was set."""
    due_on = add_working_days(facts.set_on, facts.days)
    expected = expected_words(facts.set_on, due_on)
    note = f" ({expected})" if expected else ""
    return [
        Due(
            on=due_on,
            rule="R-9",
            because=(
                f"{facts.level.label} was set on {in_full(facts.set_on)} and nobody is on record as told. "
                f"It is told within {facts.days} working days{note}."
            ),
            severity=Severity.STANDARD if facts.level == Level.ONE else Severity.HIGH,
            inputs=(
                Input("Level", facts.level.label, facts.set_on, facts.ref),
                Input("Standard", f"{facts.days} working days, in force since", facts.since),
            ),
            subject=str(facts.key),
            told_on=min(facts.set_on, due_on),
        )
    ]
