"""What one form of a visit asks: the rows of the table for what is planned, recorded or corrected, fitted to the case."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from core.calendar import LONDON, in_full, london_date
from core.questions import Answers, Choices, Occasions, Part, Question, asked, required
from offenders.models import Address
from people.models import Officer
from visits.choices import VisitOutcome
from visits.forms.checks import Check, answered_before, asked_back, checks_of
from visits.models import Visit
from visits.rules.questions import (
    CHECK,
    CORRECTION,
    NOBODY_THERE,
    OTHER_PLACE,
    PLANNED,
    QUESTIONS,
    plan_parts,
    record_parts,
)
from visits.selectors.known import Known
from visits.selectors.record import answers_of, place_of
from visits.selectors.setting import Setting


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """The questions, with what is known before anything is typed.

    `must` names those that have to be answered, at least while they are open; `before` is what the record that is
    corrected says, by question.
    """

    setting: Setting
    questions: tuple[Question, ...]
    parts: tuple[Part, ...]
    must: frozenset[str]
    initial: Answers
    outcome: VisitOutcome | None = None
    visit: Visit | None = None
    checks: tuple[Check, ...] = ()
    before: Answers = field(default_factory=dict)

    @property
    def must_now(self) -> frozenset[str]:
        """Those of `must` that do not depend on the day: a condition is answered for if it was in force then."""
        return self.must - {row.name for row in self.checks}

    @property
    def asks_back(self) -> bool:
        return self.outcome in CHECK.asked_for

    def holds(self, check: Check, day: date) -> bool:
        """Whether an answer about this is kept: it was in force that day, or the record says it already.

        What was found stays found, also where an end or an error was put on record since.
        """
        if check.held_on(day):
            return True
        is_same_day = self.visit and day == london_date(self.visit.contact.happened_at)
        return bool(is_same_day and self.before.get(check.name))


def to_plan(setting: Setting) -> Asking:
    """A visit to come."""
    parts = plan_parts(setting.spread)
    rows = _fitted(asked(QUESTIONS, parts, PLANNED), setting, None)
    return Asking(
        setting=setting,
        questions=rows,
        parts=parts,
        must=_must(rows, PLANNED, setting),
        initial={"where": _home(setting)},
    )


def to_record(
    setting: Setting, outcome: VisitOutcome, known: Known, *, planned: Visit | None = None
) -> Asking:
    """What happened, at a visit that was planned or at one that nobody had planned."""
    initial = _as_planned(setting, planned)
    occasions = frozenset({outcome})
    return _recorded(setting, outcome, known, visit=planned, initial=initial, occasions=occasions)


def to_amend(setting: Setting, outcome: VisitOutcome, known: Known, *, visit: Visit) -> Asking:
    """A record that is corrected. What it was never asked is not asked for now, unless the outcome is another."""
    before = answers_of(visit) | answered_before(known)
    initial = before | {"where": before["where"] or _home(setting)}
    occasions = frozenset({outcome, CORRECTION})
    asking = _recorded(setting, outcome, known, visit=visit, initial=initial, occasions=occasions)
    unasked = _unasked(asking) if visit.outcome == outcome else frozenset()
    return replace(asking, before=before, must=asking.must - unasked)


def _recorded(
    setting: Setting,
    outcome: VisitOutcome,
    known: Known,
    *,
    visit: Visit | None,
    initial: Answers,
    occasions: Occasions,
) -> Asking:
    asks_back = outcome in CHECK.asked_for
    parts = record_parts(
        outcome,
        around=_around(setting, outcome, visit),
        told=initial,
        unrecorded=known.unrecorded if asks_back else (),
    )
    checks = checks_of(known) if asks_back else ()
    table = asked(asked_back(QUESTIONS, checks), parts, occasions)
    rows = tuple(_last_said(row, known) for row in _fitted(table, setting, visit))
    return Asking(
        setting=setting,
        questions=rows,
        parts=parts,
        must=_must(rows, occasions, setting),
        initial=initial,
        outcome=outcome,
        visit=visit,
        checks=checks,
    )


def _must(rows: Iterable[Question], occasions: Occasions, setting: Setting) -> frozenset[str]:
    """POL-10: one officer needs a reason only where two officers normally go."""
    found = required(rows, occasions)
    return found if setting.two_officers_because else found - {"single_crewed_because"}


def _unasked(asking: Asking) -> frozenset[str]:
    """What an old or imported record has not answered: a slip of the clock is corrected without knowing it."""
    return frozenset(
        row.name
        for row in asking.questions
        if asking.outcome in row.required_for
        and not asking.initial.get(row.name)
        and (row.opened_by is None or row.opened_by.is_given(asking.initial))
    )


def started_again(asking: Asking, voided: Visit) -> Asking:
    """The same with what a voided visit said on another case: its text, not where the other person lives."""
    said = {
        name: value
        for name, value in answers_of(voided).items()
        if value and name not in {"where", "premises"}
    }
    return replace(asking, initial={**asking.initial, **said})


# What is known before --------------------------------------------------------------------------------


def _home(setting: Setting) -> str:
    return str(setting.home.uuid) if setting.home else OTHER_PLACE


def _as_planned(setting: Setting, planned: Visit | None) -> Answers:
    """What the plan says, or else at home and now. The notes of a plan are not those of the record."""
    now = setting.at.astimezone(LONDON)
    if planned is None:
        return {"where": _home(setting), "happens_on": now.date(), "happens_time": now.time()}
    said = answers_of(planned)
    when = min(now, planned.contact.happened_at.astimezone(LONDON))
    return said | {
        "where": said["where"] or _home(setting),
        "happens_on": when.date(),
        "happens_time": when.time(),
        "notes": "",
    }


def _around(setting: Setting, outcome: VisitOutcome, visit: Visit | None) -> str:
    """Where, who and whether announced, where a plan or the outcome makes it a thing to check, not to ask."""
    if visit is None:
        home = f"{setting.home or 'Somewhere'}, unannounced: check or change"
        return home if outcome in NOBODY_THERE else ""
    second = visit.second_officer
    crew = f"with {second.name}" if second else "one officer"
    told = "announced" if visit.is_announced else "unannounced"
    return f"{place_of(visit) or 'Somewhere'}, {crew}, {told}: check or change"


# What fits this case ---------------------------------------------------------------------------------


def _fitted(
    rows: Iterable[Question], setting: Setting, visit: Visit | None
) -> tuple[Question, ...]:
    """The rows with the places, officers and reasons of this case."""
    because = setting.two_officers_because
    fits: dict[str, dict[str, Any]] = {
        "where": {"choices": _place_choices(setting, visit)},
        "crew": {"hint": f"Two officers: {because}." if because else ""},
        "second_officer": {"choices": _officer_choices(setting, visit)},
    }
    fitted = (replace(row, **fits.get(row.name, {})) for row in rows)
    return tuple(
        replace(row, refusal=row.refusal.format(because))
        if row.name == "single_crewed_because"
        else row
        for row in fitted
    )


def _last_said(row: Question, known: Known) -> Question:
    """What rarely changes: the last answer stands beside the question."""
    last = known.last.get(row.name)
    return replace(row, hint=f"{row.hint} Last time, {last}".strip()) if last else row


def places(setting: Setting, visit: Visit | None) -> dict[str, Address]:
    """The addresses that may be chosen, by the answer that chooses them."""
    found = {str(row.uuid): row for row in setting.addresses}
    if visit and visit.address:
        found.setdefault(str(visit.address.uuid), visit.address)
    return found


def _place_choices(setting: Setting, visit: Visit | None) -> Choices:
    known = ((key, _place(row, setting)) for key, row in places(setting, visit).items())
    return (*known, (OTHER_PLACE, "Somewhere else"))


def _place(address: Address, setting: Setting) -> str:
    if address == setting.home:
        return f"{address} (home)"
    until = f" until {in_full(address.ends_on)}" if address.ends_on else ""
    return f"{address} (lived there{until})"


def officers(setting: Setting, visit: Visit | None) -> dict[str, Officer]:
    """Who may be chosen to come along, by the answer that chooses them: also who the record says came."""
    found = {str(row.pk): row for row in setting.colleagues}
    if visit and visit.second_officer:
        found.setdefault(str(visit.second_officer.pk), visit.second_officer)
    return found


def _officer_choices(setting: Setting, visit: Visit | None) -> Choices:
    known = officers(setting, visit).items()
    return (
        ("", "Choose an officer"),
        *((key, f"{row.name}, {row.team.name}") for key, row in known),
    )
