"""The dated facts of one case, all of them in one statement, for whatever a page wants to say of them.

Upper floors add their small tables in their AppConfig.ready(). What grows without end (contacts, flags) is not among them.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, TypeVar

from core.bundle import Bundle, Source, read
from core.calendar import falls_in
from offenders.models import (
    Address,
    Adjustment,
    Alias,
    Allocation,
    Case,
    ContactPreference,
    DiversityNeed,
    Frequency,
    HarmAssessment,
    Intelligence,
    KeyDate,
    KnownPerson,
    Language,
    Liaison,
    LiaisonNotice,
    Pause,
    Registration,
    Report,
    RiskAssessment,
    Sentence,
    Telephone,
    Tier,
    ToolAssessment,
)

_SOURCES = {
    source.model._meta.label: source
    for source in (
        Source(Address, "case_id", ("recorded_by",)),
        Source(Adjustment, "case_id"),
        Source(Alias, "case_id"),
        Source(Allocation, "case_id", ("officer__team",)),
        Source(ContactPreference, "case_id"),
        Source(DiversityNeed, "case_id"),
        Source(Frequency, "case_id", ("set_by",)),
        Source(HarmAssessment, "case_id", ("assessor",)),
        Source(KnownPerson, "case_id"),
        Source(Liaison, "case_id"),
        Source(LiaisonNotice, "case_id"),
        Source(KeyDate, "case_id", ("recorded_by",)),
        Source(Pause, "case_id", ("recorded_by",)),
        Source(Language, "case_id"),
        Source(Registration, "case_id", ("register", "recorded_by")),
        Source(Report, "case_id", ("recorded_by", "decided_by")),
        Source(RiskAssessment, "case_id", ("assessor",)),
        Source(Sentence, "case_id"),
        Source(Telephone, "case_id"),
        Source(Tier, "case_id", ("recorded_by",)),
        Source(Intelligence, "case_id"),
        Source(ToolAssessment, "case_id", ("tool", "assessor", "recorded_by")),
    )
}
Row = TypeVar("Row", bound=Any)


def add_dated(source: Source) -> None:
    """Have a table of an upper floor read with the dated facts of a case."""
    if _SOURCES.setdefault(source.model._meta.label, source) != source:
        raise ValueError(f"{source.model._meta.label} is read with a case in two ways")


def dated(case: Case) -> Bundle:
    """The facts of this case; one query, for every part of a page that asks."""
    return read(tuple(_SOURCES.values()), case.pk)


def in_force(rows: Iterable[Row], on: date) -> list[Row]:
    """Those that hold on a day, as `offenders.querysets.holds_on` asks it of the database."""
    return [row for row in rows if falls_in(on, row.starts_on, row.ends_on)]
