"""Every number of the team page and the list behind it: one condition each, so they cannot differ."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, F, OuterRef, Subquery

from caseloads.rules.measures import FIGURES
from caseloads.selectors.cases import DUE_ORDER, CaseRow, order_of, with_columns
from caseloads.selectors.measures import counted
from caseloads.selectors.plans import NO_PLAN, cases_missing, draft_words, gap_words
from caseloads.selectors.still import still_words
from caseloads.selectors.team import reads
from caseloads.selectors.team.scope import Scope
from caseloads.selectors.team.tiles import (
    BY_PLAN,
    BY_ROSH,
    BY_SUBJECT,
    CASE_TILES,
    CHANGES,
    ENDED,
    FREQUENCY,
    LABELS,
    NO_PROBATION,
    NOUNS,
    OF_NOBODY,
    OLDEST,
    REPORTS,
    STATES,
    STILL,
    UNHELD,
    WHOLE,
    group_code,
)
from core.calendar import in_full
from core.conditions import holds
from offenders.choices import AllocationRole, DueState, WorkGroup
from offenders.models import Allocation, Case, Contact, Deadline, Flag
from offenders.querysets import CaseQuerySet, ContactQuerySet, of_cases
from offenders.rules import grouped
from offenders.selectors.ended import ended_words
from offenders.selectors.frequency import waiting_words
from offenders.selectors.reports import report_words
from people.choices import Agency
from people.models import Officer, Team, User
from visits.selectors.interval import waiting_words as intervals_waiting
from visits.selectors.review import asks_of, concerns_of


@dataclass(frozen=True, slots=True)
class Heading:
    """What the list behind a number is called, and what one of its rows is."""

    label: str
    words: str
    noun: str


def heading(scope: "Scope", code: str, officer: Officer | None) -> Heading:
    since = f" since {scope.since:%A} {in_full(scope.since)}" if code in CHANGES else ""
    whose = f": {officer.name}" if officer else ""
    return Heading(LABELS[code], f"{LABELS[code]}{since}{whose}", NOUNS.get(code, "case"))


@dataclass(frozen=True, slots=True)
class ContactRow:
    """A contact as a list shows it, with where its record is and what the list is about."""

    contact: Contact
    case: Case
    url: str
    words: str


def counts_by_officer(scope: Scope) -> dict[int, dict[str, int]]:
    """Every figure and case tile for every officer who has any; six queries.

    What is asked of a case is asked once, not once for each number that goes by it.
    """
    found: dict[int, dict[str, int]] = {}
    for officer, cases in scope.weighed.items():
        counts = found.setdefault(officer, nothing())
        counts.update({name: len(counted(name, cases)) for name in FIGURES})
    names = (*reads.KNOWN, *map(reads.has, (*STATES, *map(group_code, WorkGroup))))
    for (officer, *values), number_of in _combinations(scope).items():
        facts = dict(zip(names, values, strict=True))
        counts = found.setdefault(officer, nothing())
        for code, tile in CASE_TILES.items():
            counts[code] += number_of if holds(tile.condition, facts) else 0
    return found


def nothing() -> dict[str, int]:
    """The numbers of an officer without any case."""
    return dict.fromkeys((*FIGURES, *CASE_TILES), 0)


def _combinations(scope: Scope) -> Counter[tuple[Any, ...]]:
    """Each officer with each combination of facts, and of how many cases it is true."""
    rows = reads.known_of(
        team=scope.team.pk,
        agency=scope.team.agency,
        case_ids=scope.held_ids,
        on=scope.on,
        start=scope.start,
    )
    return Counter(
        (scope.officers_of[case_id], *known, *_due_facts(scope.first_due[case_id]))
        for case_id, *known in rows
    )


def _due_facts(due: Mapping[DueState, Mapping[str, date]]) -> list[bool]:
    """In the order of the names above."""
    groups = grouped(due[DueState.OVERDUE]) if DueState.OVERDUE in due else ()
    return [*(state in due for state in STATES), *(group in groups for group in WorkGroup)]


def contacts_by_officer(scope: Scope, code: str) -> dict[int, int]:
    """A contact tile for every officer; one query, none where nothing is asked about any contact."""
    asked = scope.asked(code)
    if code in BY_SUBJECT and not asked["uuids"]:
        return {}
    return dict(reads.count_by_officer(code, **asked))


def cases_of(scope: Scope, code: str, officer: Officer | None = None) -> CaseQuerySet:
    """The list behind a case tile: the gravest of what needs somebody now first, then by name."""
    if code == UNHELD:
        listed = scope.visible.last_held_in(scope.team.pk, on=scope.on)
    elif code in WHOLE:
        listed = scope.visible.filter(pk__in=_ids_of(scope, code))
    elif code in FIGURES:
        listed = scope.visible.filter(pk__in=scope.counted(code, officer).case_ids)
    else:
        held = scope.holdings().filter(CASE_TILES[code].condition)
        held = held.filter(officer=officer) if officer else held
        listed = scope.visible.filter(pk__in=held.values("case"))
    cases = with_columns(listed, at=scope.at)
    if code in BY_ROSH:
        return cases.order_by(*order_of("rosh"))
    if code == OLDEST:
        return cases.order_by(_oldest(scope.on), "surname", "forenames", "pk")
    by_gravity = [by.asc(nulls_last=True) for by in DUE_ORDER]
    return cases.order_by(*by_gravity, "surname", "forenames", "pk")


def _ids_of(scope: Scope, code: str) -> frozenset[int]:
    """The cases of a list of the whole team, read by their numbers."""
    if code == NO_PLAN:
        return scope.without_plan
    if code in BY_PLAN:
        return cases_missing(scope.left_out, code)
    read = {FREQUENCY: "waiting", REPORTS: "told", NO_PROBATION: "without_probation"}
    found: frozenset[int] = getattr(scope, read[code])
    return found


def _oldest(on: date) -> Subquery:
    rows = Deadline.objects.overdue(on=on).filter(case=OuterRef("pk")).order_by("due_on")
    return Subquery(rows.values("due_on")[:1])


def contacts_of(scope: Scope, code: str, officer: Officer | None = None) -> ContactQuerySet:
    """The list behind a contact tile, oldest first."""
    contacts: Any = scope.contacts(code)
    if officer:
        contacts = contacts.filter(officer=officer)
    if code == "lag":
        slowest: ContactQuerySet = contacts.select_related("type", "officer", "visit").order_by(
            ExpressionWrapper(F("recorded_at") - F("happened_at"), DurationField()).desc(), "pk"
        )
        return slowest
    found: ContactQuerySet = contacts.select_related("type", "officer", "visit").order_by(
        "happened_at", "pk"
    )
    return found


def contact_rows(code: str, contacts: list[Contact], scope: Scope) -> list[ContactRow]:
    """A page of a contact tile with the cases and, where it is about words, the words; three queries at most."""
    finders = {"review": concerns_of, "asked": asks_of, "lag": _waited}
    words = finders[code](contacts) if code in finders else {}
    cases = scope.visible.in_bulk({row.case_id for row in contacts})
    return [
        ContactRow(
            contact=row,
            case=cases[row.case_id],
            url=(row.visit if hasattr(row, "visit") else row).get_absolute_url(),
            words=words.get(row.pk, ""),
        )
        for row in contacts
    ]


def _waited(contacts: Iterable[Any]) -> dict[int, str]:
    hours = {row.pk: round(row.waited / timedelta(hours=1)) for row in contacts}
    return {pk: f"Recorded {n} hour{'' if n == 1 else 's'} later" for pk, n in hours.items()}


def totals(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The team's numbers: the officers' added up."""
    rows = list(counts)
    return {code: sum(row[code] for row in rows) for code in nothing()}


def leads_of(case_ids: Iterable[int], scope: Scope) -> dict[int, str]:
    """Who of the team leads each of these cases; one query."""
    rows = reads.leading(
        team=scope.team.pk, agency=scope.team.agency, case_ids=list(case_ids), on=scope.on
    )
    return {row.case_id: row.officer.name for row in rows}


def last_leads_of(case_ids: Iterable[int], scope: Scope) -> dict[int, str]:
    """Who of the agency led each of these cases last, and until when; one query."""
    rows = Allocation.objects.filter(
        case__in=list(case_ids),
        role=AllocationRole.LEAD,
        agency=scope.team.agency,
        ends_on__lte=scope.on,
    ).select_related("officer")
    return {
        row.case_id: f"Nobody since {in_full(row.ends_on)}; before, {row.officer.name}"
        for row in rows.order_by("starts_on")
        if row.ends_on
    }


@dataclass(frozen=True, slots=True)
class HeldCase:
    """A case of a team's list: the row as every list has it, who holds it, until when a flag on it is accepted."""

    row: CaseRow
    held_by: str
    accepted: str  # until when a flag on it is accepted, by whom, and why
    to_be_seen: str  # the same of an acceptance that a supervisor has to see, and that does not count until then
    said: str = ""  # why it is in the list, where that is not a date


def with_officers(rows: list[CaseRow], scope: Scope, code: str = "") -> list[HeldCase]:
    """Rows of the list of cases as a team's list has them; three queries, four where nobody of the team may hold them."""
    ids = [row.case.pk for row in rows]
    leads = leads_of(ids, scope)
    if code in OF_NOBODY:
        leads = last_leads_of(ids, scope) | leads
    said = words_of(ids, code, scope)
    accepted = _acceptances(ids, on=scope.on)
    return [
        HeldCase(
            row,
            leads.get(row.case.pk, ""),
            accepted.get((row.case.pk, True), ""),
            accepted.get((row.case.pk, False), ""),
            said.get(row.case.pk, ""),
        )
        for row in rows
    ]


def _acceptances(case_ids: Collection[int], *, on: date) -> dict[tuple[int | None, bool], str]:
    """The last to end of each case, by whether it counts; one query."""
    given = Flag.objects.open().filter(accepted_until__gte=on, case__in=case_ids)
    return {
        (flag.case_id, flag.is_acceptance_seen): (
            f"until {in_full(flag.accepted_until)} by {flag.accepted_by}: {flag.accepted_reason}"
        )
        for flag in given.select_related("accepted_by").order_by("accepted_until")
        if flag.accepted_until
    }


def words_of(case_ids: Collection[int], code: str, scope: Scope) -> Mapping[int, str]:
    """Why each of these cases is in a list that goes by no date; one query, none for any other list."""
    by_case: dict[str, Callable[[Collection[int]], Mapping[int, str]]] = {
        ENDED: ended_words,
        REPORTS: report_words,
        NO_PLAN: draft_words,
    }
    if code in by_case:
        return by_case[code](case_ids)
    if code == FREQUENCY:
        is_police = scope.team.agency == Agency.POLICE
        return (intervals_waiting if is_police else waiting_words)(case_ids, on=scope.on)
    if code == STILL:
        return still_words(case_ids, on=scope.on)
    if code in BY_PLAN:
        return gap_words(scope.left_out, code)
    if code not in BY_ROSH:
        return {}
    rows = Deadline.objects.filter(of_cases(case_ids), kind=code)
    return {
        case_id: because for case_id, because in rows.values_list("case_id", "because") if case_id
    }


def headlines(
    teams: Iterable[Team], user: User, *, at: datetime
) -> list[tuple[Team, dict[str, int]]]:
    """For the choice of a team: its numbers; six queries for each team."""
    scopes = [(team, Scope(team, user, at)) for team in teams]
    return [
        (team, totals(counts_by_officer(scope).values()) | {UNHELD: len(scope.unheld_ids)})
        for team, scope in scopes
    ]
