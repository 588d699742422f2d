"""The overview of one case: what several apps know of it, side by side."""

from dataclasses import dataclass
from datetime import date, datetime

from caseloads.rules import uncovered
from caseloads.selectors.arranged import with_arranged
from core.bundle import Bundle
from core.calendar import london_date
from core.standards import in_force as numbers_in_force
from core.strip import Strip
from mappa.models import Management
from mappa.selectors import in_force
from mappa.selectors.screening import line_of
from offenders.choices import Need, RiskTool
from offenders.deadlines import Shared
from offenders.deadlines.supervision import CONTACT, RESET
from offenders.models import Case, Frequency, Registration, Sentence
from offenders.rules import all_kinds
from offenders.rules.looks import Looked, looked_at
from offenders.rules.reset import KEPT, Routine, reset_since
from offenders.rules.supervision import newest_of
from offenders.selectors.around import Around, around_of
from offenders.selectors.at_once import first_at_once
from offenders.selectors.attendance import attendance
from offenders.selectors.case import (
    FlagRow,
    Home,
    current_registrations,
    flags_of,
    home_of,
    levels_of,
    open_flags,
    sentences_of,
)
from offenders.selectors.changes import Change, changes_since, week_before
from offenders.selectors.contacts import TimelineRow, around
from offenders.selectors.dated import in_force as in_force_on
from offenders.selectors.due import due_rows, one_line_each
from offenders.selectors.ended import Ended, ended_of
from offenders.selectors.enforcement import Told, told_by_extracts
from offenders.selectors.lines import DueRow
from offenders.selectors.looks import needs_met
from orders.selectors import OrderRow, orders_of
from people.models import User
from plans.selectors.overview import PlanLines, four_lines
from programmes.deadlines.state import what_stands
from programmes.models import Referral
from programmes.rules.state import Standing, standing_of
from programmes.selectors import referrals_of
from visits.selectors.strip import case_strip, first_day


@dataclass(frozen=True, slots=True)
class Overview:
    """The parts of the page, in the order in which an officer needs them."""

    due: list[DueRow]
    looked: Looked
    uncovered: tuple[str, ...]
    ended: Ended | None
    frequency: Frequency | None
    reset_since: date | None  # PRO-35: from when routine contact is not asked
    is_seen: bool  # probation sees this person in person
    told: Told | None
    flags: list[FlagRow]  # open, and not said in a line of what is due
    strip: Strip | None
    coming: list[TimelineRow]
    latest: list[TimelineRow]
    attendance: Strip | None
    changes: list[Change]
    since: date
    mappa: Management | None
    screening: str
    orders: list[OrderRow]
    plan: PlanLines | None
    registrations: list[Registration]
    sentences: list[Sentence]
    home: Home | None
    people: list[Around]  # around them: whoever is at risk first
    referrals: list[Referral]
    stands: Standing | None  # PRG-58: of whoever is registered for a sexual offence

    @property
    def is_quiet(self) -> bool:
        """Nothing is due: then it must be plain what was looked at."""
        return not self.due


def overview(case: Case, facts: Bundle, *, user: User, at: datetime) -> Overview:
    """Everything on the page below the identity banner; a fixed number of queries."""
    on, contacts = london_date(at), around(case, at=at)
    kinds, met = all_kinds(of="case"), needs_met(case, facts, on=on)
    since = week_before(on)
    known = flags_of(case, since=since, due_since=first_day(on))
    flags = open_flags(known, on=on)
    shown = [row.flag for row in flags]
    rows = one_line_each(due_rows([case], on=on, user=user, flags=shown))
    said = {said.flag_uuid for row in rows for said in row.together}
    return Overview(
        due=with_arranged(first_at_once(rows), user=user, at=at),
        looked=looked_at(kinds, met),
        uncovered=uncovered(kinds, met),
        frequency=next(iter(in_force_on(facts.of(Frequency), on)), None),
        reset_since=_reset_since(facts, met, on),
        is_seen={Need.SENTENCE, Need.PROBATION} <= met,
        told=told_by_extracts(case, on=on),
        ended=ended_of(case, facts, on=on),
        flags=[row for row in flags if row.flag.uuid not in said],
        strip=case_strip(case, flags=known, due=rows, on=on, at=at),
        coming=contacts.coming,
        latest=contacts.latest,
        attendance=attendance(case, at=at),
        changes=changes_since(case, since, on=on, facts=facts, flags=known),
        since=since,
        mappa=in_force(facts, on=on),
        screening=line_of(facts, on),
        orders=[row for row in orders_of(case, on=on) if row.is_current],
        plan=four_lines(facts),
        registrations=current_registrations(facts, on=on),
        sentences=sentences_of(facts, on=on),
        home=home_of(facts, on=on),
        people=around_of(facts, on=on),
        referrals=referrals_of(facts),
        stands=_stands(case, facts, met, on),
    )


def _stands(case: Case, facts: Bundle, met: frozenset[Need], on: date) -> Standing | None:
    """PRG-58: the one state that “Where everyone is” counts them in; no query of whom it does not count."""
    if not {Need.ACTIVE, Need.SEXUAL} <= met:
        return None
    known = what_stands(Shared.of_page(case, facts, on)).get(case.pk)
    return standing_of(known, on) if known else None


def _reset_since(facts: Bundle, met: frozenset[Need], on: date) -> date | None:
    """PRO-35: what the kind `contact` goes by, said on the page; one query, and only of whom it may cover."""
    if not CONTACT.needs <= met:
        return None
    sentence = newest_of(in_force_on(facts.of(Sentence), on))
    registers = {row.register.code for row in current_registrations(facts, on=on)}
    since = reset_since(
        Routine(
            sentence.kind,
            sentence.starts_on,
            sentence.ends_on,
            levels_of(facts, on=on).get(RiskTool.ROSH),
            bool(registers & KEPT) or in_force(facts, on=on) is not None,
        )
    )
    if since is None or since > on:
        return None
    row = numbers_in_force(RESET, on=on).get(RESET)
    return since if row is not None and row.value else None
