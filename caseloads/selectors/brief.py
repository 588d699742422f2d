"""The handover brief of a case (F-20): what the record says today, in the order in which a new officer needs it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from operator import attrgetter
from typing import NamedTuple

from caseloads.models import Brief
from caseloads.rules.brief import Known, counts_from, unanswered
from caseloads.selectors.overview import Overview, overview
from caseloads.selectors.plans import plan_in_words
from core.bundle import Bundle
from core.calendar import in_full, london_date
from core.standards import in_force
from core.templatetags.core import date_and_time
from mappa.selectors.screening import NOT_SCREENED
from offenders.choices import RiskLevel, RiskTool
from offenders.deadlines.outcome import CONTACT_OUTCOME
from offenders.models import Case, RiskAssessment
from offenders.selectors.allocation import Leads
from offenders.selectors.case import REGISTERED, Banner, banner, flags_of
from offenders.selectors.changes import Change, changes_since
from offenders.selectors.dated import dated
from offenders.selectors.harm import harm_of
from offenders.selectors.person import person_of
from people.choices import Agency
from people.models import User
from plans.deadlines import PLAN_GAP
from plans.models import Plan
from visits.selectors.known import REMEMBERED, known as known_from_visits

LASTS = "handover.brief_lasts"
NOTHING = "Nothing on record."
SAID_AT_VISITS = {
    "vehicles": "Vehicles",
    "employment": "Work",
    "relationships": "Relationships",
}


class Said(NamedTuple):
    """A line, and where it comes from: small beside it."""

    words: str
    source: str = ""


class Part(NamedTuple):
    """What the record says of one thing."""

    title: str
    lines: list[Said]


@dataclass(frozen=True, slots=True)
class Written:
    """A brief as it was confirmed."""

    brief: Brief
    parts: list[Part]

    @property
    def who(self) -> str:
        return str(self.brief.confirmed_by)

    @property
    def on(self) -> date:
        return london_date(self.brief.confirmed_at)


@dataclass(frozen=True, slots=True)
class BriefPage:
    """What the record says now, the newest brief of the reader's agency, and what changed since that."""

    parts: list[Part]
    open_points: list[str]
    newest: Written | None
    changes: list[Change]
    version: int


def brief_page(case: Case, *, agency: Agency | None, user: User, at: datetime) -> BriefPage:
    """The page at an instant; the same number of queries whatever the record holds."""
    facts, on = dated(case), london_date(at)
    shown, found = banner(case, on=on, facts=facts), overview(case, facts, user=user, at=at)
    newest = newest_brief(case, agency)
    return BriefPage(
        parts=list(_parts(case, facts, shown, found, at)),
        open_points=unanswered(_known(facts, shown, found, on)),
        newest=Written(newest, parts_of(newest)) if newest else None,
        changes=_since(case, facts, newest, on) if newest else [],
        version=newest.pk if newest else 0,
    )


def newest_brief(case: Case, agency: Agency | None) -> Brief | None:
    """The last that was confirmed for the officers of this agency, of either where none is named; one query."""
    rows = Brief.objects.filter(case=case).select_related("confirmed_by")
    return (rows.filter(agency=agency) if agency else rows).first()


def briefs_for(leads: Mapping[int, Leads], agency: Agency, *, on: date) -> dict[int, Brief]:
    """Of cases that are to be given, the brief that would go along where there is one that counts (F-20); two queries."""
    found = in_force("handover.", on=on)
    rows = Brief.objects.filter(case__in=leads, agency=agency).select_related("confirmed_by")
    newest = rows.order_by("case_id", "-confirmed_at", "-pk").distinct("case_id")
    return {
        row.case_id: row
        for row in newest
        if (last := leads[row.case_id].last)
        and LASTS in found
        and london_date(row.confirmed_at)
        >= counts_from(given_on=on, held_since=last.starts_on, lasts=found[LASTS].value)
    }


def parts_of(brief: Brief) -> list[Part]:
    return [Part(title, [Said(*line) for line in lines]) for title, lines in brief.parts]


def brief_lines(brief: Brief) -> list[tuple[str, str]]:
    """For whoever confirms one while somebody else did."""
    return [("What the record does not say", brief.adds or "Nothing beyond the record")]


def _since(case: Case, facts: Bundle, brief: Brief, on: date) -> list[Change]:
    day = london_date(brief.confirmed_at)
    return changes_since(case, day, on=on, facts=facts, flags=flags_of(case, since=day))


def _parts(
    case: Case, facts: Bundle, shown: Banner, found: Overview, at: datetime
) -> Iterator[Part]:
    on = london_date(at)
    yield Part("Who this is", list(_who(case, facts, shown, found)))
    yield Part("Risk, and why", list(_risk(facts, shown, found, on)) or [Said(NOTHING)])
    yield Part("What must happen next", list(_next(found)) or [Said("No date is set.")])
    yield Part("Sentence, orders and registers", list(_orders(found)) or [Said(NOTHING)])
    yield Part("Plan", list(_plan(facts, found)) or [Said(NOTHING)])
    yield Part("People", list(_people(case, shown, on)) or [Said(NOTHING)])
    yield Part("Last contacts", list(_contacts(found)) or [Said(NOTHING)])


def _who(case: Case, facts: Bundle, shown: Banner, found: Overview) -> Iterator[Said]:
    born = f"born {in_full(case.date_of_birth)}" if case.date_of_birth else "birth date not known"
    yield Said(f"{case.name}, CRN {case.crn}, {born}")
    if shown.status_line:
        yield Said(shown.status_line)
    for awaited in shown.awaited:
        yield Said(awaited.words, "told, to be confirmed by a supervisor")
    if home := found.home:
        where = home.address
        kind = where.get_kind_display().lower()
        words = f"Lives at {where} ({kind}) since {in_full(where.starts_on)}"
        yield Said(words, "address on record")
    for sort in person_of(facts, case.uuid):
        for row in sort.current:
            words = "; ".join(f"{label.lower()}: {said}" for label, said in row.lines)
            yield Said(f"{sort.sort.title}: {words}", f"since {in_full(row.fact.starts_on)}")


def _risk(facts: Bundle, shown: Banner, found: Overview, on: date) -> Iterator[Said]:
    for words in shown.alerts:
        yield Said(words, "register")
    for row in _levels(facts, on):
        by = f" by {row.assessor.short_name}" if row.assessor else ""
        source = f"assessed {in_full(row.assessed_on)}{by}"
        why = row.rationale.strip() or "no reason on record"
        yield Said(f"{row.get_tool_display()}: {row.get_level_display().lower()}. {why}", source)
    yield from _by_group(facts, on)
    if mappa := found.mappa:
        words = f"{mappa.get_category_display()}, {mappa.get_level_display().lower()}"
        yield Said(f"MAPPA: {words}", f"since {in_full(mappa.starts_on)}")
    if mappa or found.screening != NOT_SCREENED:
        yield Said(f"MAPPA: {found.screening.lower()}", "screening")


def _by_group(facts: Bundle, on: date) -> Iterator[Said]:
    """PRO-21, PRO-23: whom the risk is to, and the answers that there are."""
    harm = harm_of(facts, on=on)
    if newest := harm.newest:
        source = f"assessed {in_full(newest.row.assessed_on)}"
        said = [(group, RiskLevel(level).label.lower()) for group, level in newest.levels if level]
        by_group = ", ".join(f"{group.lower()} {level}" for group, level in said)
        yield Said(f"Risk of serious harm by group: {by_group}", source)
        for label, words in newest.answers:
            yield Said(f"{label} {words}", source)
    if harm.remark:
        yield Said(harm.remark)


def _levels(facts: Bundle, on: date) -> list[RiskAssessment]:
    """The newest of each tool."""
    rows = sorted(facts.of(RiskAssessment), key=attrgetter("assessed_on"))
    newest = {row.tool: row for row in rows if row.assessed_on <= on}
    return [newest[tool] for tool in RiskTool if tool in newest]


def _next(found: Overview) -> Iterator[Said]:
    for line in found.due:
        for row in line.together:
            until = (
                f"Accepted until {in_full(row.accepted_until)}: {row.accepted_reason} "
                if row.accepted_until
                else ""
            )
            due = f"{row.kind_label} {row.due_words}. " if row.due_words else f"{row.kind_label}. "
            yield Said(f"{due}{until}{row.because}", row.rule)
    for coming in found.coming:
        contact = coming.contact
        who = f", {contact.officer.short_name}" if contact.officer else ""
        yield Said(f"Arranged: {contact.called}{who}", date_and_time(contact.happened_at))


def _orders(found: Overview) -> Iterator[Said]:
    for sentence in found.sentences:
        ends = f" to {in_full(sentence.ends_on)}" if sentence.ends_on else ", no end on record"
        programme = ", with a programme requirement" if sentence.programme_requirement else ""
        yield Said(f"{sentence}{programme}", f"from {in_full(sentence.starts_on)}{ends}")
    for register in found.registrations:
        yield Said(register.register.name, f"since {in_full(register.starts_on)}")
    for order in found.orders:
        yield Said(str(order.order), order.words)
        for condition in order.live:
            yield Said(f"Condition: {condition.condition}", condition.words)


def _plan(facts: Bundle, found: Overview) -> Iterator[Said]:
    for plan in facts.of(Plan):
        if plan.is_current:
            yield Said(*plan_in_words(plan))
    if frequency := found.frequency:
        waits = ", waits for a supervisor" if frequency.waits else ""
        yield Said(
            f"{frequency} in person: {frequency.reason}{waits}", f"set by {frequency.set_by}"
        )
    if found.stands:
        since = f"since {in_full(found.stands.since)}" if found.stands.since else ""
        yield Said(f"Work on the offending: {found.stands.state.label.lower()}", since)
    for referral in found.referrals:
        words = f"{referral.programme}: {referral.get_status_display().lower()}"
        yield Said(words, f"referred {in_full(referral.referred_on)}")


def _people(case: Case, shown: Banner, on: date) -> Iterator[Said]:
    for officer in shown.officers:
        role = f", {officer.role.lower()}" if officer.role else ""
        words = f"{officer.agency}{role}: {officer.full_name}, {officer.team}"
        yield Said(words, f"since {in_full(officer.starts_on)}")
    last = known_from_visits(case, on=on).last
    for name in REMEMBERED:
        if name in last:
            day, _, words = last[name].partition(": ")
            yield Said(f"{SAID_AT_VISITS[name]}: {words}", f"said at a visit, {day}")


def _contacts(found: Overview) -> Iterator[Said]:
    for row in found.latest:
        outcome = row.contact.outcome
        words = f"{row.contact.called}: {outcome.name.lower()}" if outcome else row.contact.called
        yield Said(words, date_and_time(row.contact.happened_at))


def _known(facts: Bundle, shown: Banner, found: Overview, on: date) -> Known:
    levels = _levels(facts, on)
    rows = [row for line in found.due for row in line.together]
    return Known(
        has_rosh=bool(shown.rosh),
        has_police_level=bool(shown.police),
        has_reasons=all(row.rationale.strip() for row in levels),
        has_address=found.home is not None,
        has_telephone=bool(shown.calls),
        has_sentence_or_order=bool(found.sentences or found.orders or found.registrations),
        has_plan=any(plan.is_current for plan in facts.of(Plan)),
        has_other_agency=len({officer.agency for officer in shown.officers}) > 1,
        is_registered=any(row.register.code == REGISTERED for row in found.registrations),
        outcomes_missing=sum(row.kind == CONTACT_OUTCOME.code for row in rows),
        awaited=len(shown.awaited),
        missing=tuple(row.because for row in rows if row.missing or row.kind == PLAN_GAP.code),
    )
