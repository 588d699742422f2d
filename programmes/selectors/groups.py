"""Groups as pages show them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from core.calendar import LONDON, london_date
from core.standards import number
from people.models import Officer
from programmes.models import Facilitation, FacilitatorTraining, Group, Module, Session
from programmes.rules import schedule


def leads(*, on: date) -> schedule.Leads:
    """PRG-41, in weeks, as in force on a day."""
    return schedule.Leads(
        pre_group=number("prog.pre_group_lead", on=on), review=number("prog.review", on=on)
    )


def template_of(programme: str) -> list[schedule.Module]:
    """PRG-40: the modules of a programme, in order."""
    rows = Module.objects.filter(programme__name=programme).order_by("position")
    return [schedule.Module(row.name, row.kind, row.sessions, row.minutes) for row in rows]


def planned(sessions: Collection[Session]) -> list[schedule.Planned]:
    """Sessions as they stand, as the rule asks about them, in their order."""
    ordered = sorted(sessions, key=lambda row: row.number)
    return [
        schedule.Planned(
            row.number,
            row.module,
            row.kind,
            london_date(row.starts_at),
            row.starts_at.astimezone(LONDON).time(),
            row.minutes,
        )
        for row in ordered
    ]


@dataclass(frozen=True, slots=True)
class Runs:
    """Somebody who runs a group, and what is to be said of their training (R-11): a warning, never a bar."""

    facilitation: Facilitation
    warning: str


def facilitators_of(group: Group, *, on: date) -> Sequence[Runs]:
    """Who runs the group now or later."""
    rows = [
        row
        for row in group.facilitations.select_related("officer__team")
        if row.ends_on is None or row.ends_on > on
    ]
    trained = _trained([row.officer for row in rows], group.programme_id)
    return [Runs(row, _warning(trained.get(row.officer_id), on=on)) for row in rows]


def _trained(officers: Collection[Officer], programme: str) -> dict[int, FacilitatorTraining]:
    """The newest training of each."""
    rows = FacilitatorTraining.objects.filter(officer__in=officers, programme__name=programme)
    return {row.officer_id: row for row in rows.order_by("starts_on")}


def _warning(training: FacilitatorTraining | None, *, on: date) -> str:
    if training is None:
        return "No training for this programme is recorded."
    if training.starts_on > on:
        return f"Their training for this programme is planned for {training.starts_on:%-d %B %Y}."
    if training.ends_on is not None and training.ends_on <= on:
        return f"Their training for this programme expired on {training.ends_on:%-d %B %Y}."
    return ""


def ends_on(group: Group) -> date | None:
    """When a group ends: the day of its last session, the review with it."""
    last = group.sessions.order_by("-starts_at").first()
    return london_date(last.starts_at) if last else None
