"""MAP-62: what of the record a plan can name, of one case or ten thousand in the same number of queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from core.calendar import falls_in, in_full
from core.standards import in_force
from offenders.choices import RiskLevel, RiskTool
from offenders.choices.around import AtRisk
from offenders.deadlines.facts import Shared
from offenders.models import KnownPerson, Registration, Sentence
from offenders.querysets import holds_on, of_cases
from offenders.rules.clock import paused_now
from orders.choices import (
    ConditionCategory,
    ConditionKind,
    LicenceCategory,
    RequirementCategory,
)
from orders.models import Condition, LicenceCondition, Order, SentenceRequirement
from plans.choices import Pillar, ReferenceKind
from plans.rules.completeness import VISITS_KEY, Key, Known, Named
from plans.rules.offered import (
    Around,
    AskedFor,
    OrderInForce,
    OrderTerm,
    Referral,
    Required,
    of_condition,
    of_licence_condition,
    of_order,
    of_person,
    of_programme,
    of_register,
    of_requirement,
    of_visits,
)
from programmes.choices.referral import CLOSED, COMPLETED, ReferralStatus
from programmes.models import Referral as ReferralRow
from programmes.rules.start import NOT_MADE, Moved, status_on
from visits.models import Interval
from visits.rules import Interval as IntervalFact, Standard, interval_in_force
from visits.selectors.interval import STANDARDS, every

DAY = timedelta(days=1)
VISITED = "ARSO"  # POL-3: whoever is on it is visited at home


@dataclass
class Reading:
    """What has been read of one case so far."""

    named: list[Named] = field(default_factory=list)
    ended: dict[Key, date] = field(default_factory=dict)

    def end(self, kind: ReferenceKind, key: str, on: date) -> None:
        self.ended[Key(kind, key)] = on


Readings = dict[int, Reading]


def known(shared: Shared, case_ids: Collection[int]) -> dict[int, Known]:
    """What a plan of these cases, all among the shared ones, can name; a fixed number of queries.

    Cases of which there is nothing are left out.
    """
    ids = sorted(case_ids)
    found: Readings = defaultdict(Reading)
    visited = _visits(shared, ids, found)
    _orders(ids, shared.on, found, visited)
    _licence_conditions(ids, shared.on, found)
    programmes = _requirements(ids, shared.on, found)
    _programmes(ids, shared.on, found, programmes)
    _people(ids, shared.on, found)
    _registers(ids, shared.on, found)
    return {case_id: Known(tuple(row.named), row.ended) for case_id, row in sorted(found.items())}


# Home visits -----------------------------------------------------------------------------------------------


def _visits(shared: Shared, case_ids: list[int], found: Readings) -> frozenset[int]:
    """The schedule of each active registered person whose clocks run (POL-3, POL-4, JOB-5); two queries beside what is shared."""
    registered = shared.registrations(VISITED)
    ids = [
        case_id
        for case_id in case_ids
        if case_id in registered
        and case_id in shared.active
        and not paused_now(shared.pauses.get(case_id, ()), on=shared.on)
    ]
    standards = in_force(STANDARDS, on=shared.on) if ids else {}
    intervals = _intervals(ids, shared.on)
    for case_id in ids:
        risk = shared.assessments(RiskTool.POLICE).get(case_id)
        standard = standards.get(f"{STANDARDS}{risk.level}") if risk else None
        since, words = registered[case_id].on, ""
        if risk and standard:
            fact, set_on = intervals.get(case_id, (None, date.min))
            rule = Standard(standard.value, standard.since)
            own = interval_in_force(fact, level=risk.level, standard=rule)
            words = every(own.months if own else standard.value)
            since = max(since, risk.on, set_on if own else standard.since)
        found[case_id].named.append(
            of_visits(every=words, since=since, registered_since=registered[case_id].on)
        )
    return frozenset(ids)


def _intervals(case_ids: list[int], on: date) -> Mapping[int, tuple[IntervalFact, date]]:
    """What was set for each of these people, as it was approved by the day, and since when it holds so."""
    rows = Interval.objects.filter(of_cases(case_ids), holds_on(on)) if case_ids else ()
    found = {}
    for row in rows:
        is_approved = row.is_approved and row.decided_on is not None and row.decided_on <= on
        since = (
            max(row.starts_on, row.decided_on) if is_approved and row.decided_on else row.starts_on
        )
        fact = IntervalFact(row.months, row.reason, RiskLevel(row.risk_level), is_approved, "")
        found[row.case_id] = fact, since
    return found


# Orders ----------------------------------------------------------------------------------------------------


def _orders(case_ids: list[int], on: date, found: Readings, visited: frozenset[int]) -> None:
    """Orders and what is in them, as they were on record by the day; two queries."""
    rows = Order.objects.filter(of_cases(case_ids), recorded_on__lte=on)
    for order in rows.prefetch_related("conditions").order_by("starts_on", "id"):
        known_terms = [row for row in order.conditions.all() if row.recorded_on <= on]
        case, has_terms = found[order.case_id], False
        for row in known_terms:
            if (over := _over(row, order)) and over <= on:
                case.end(ReferenceKind.ORDER_CONDITION, str(row.uuid), over)
            elif _holds(row, on) and _holds(order, on):
                has_terms = True
                is_visited = order.case_id in visited
                case.named.append(of_condition(_term(row, order), is_visited=is_visited))
        if _holds(order, on):
            case.named.append(of_order(_order(order, has_terms=has_terms)))
        elif order.ends_on and order.ends_on <= on:
            case.end(ReferenceKind.ORDER, str(order.uuid), order.ends_on)


def _holds(row: Order | Condition, on: date) -> bool:
    return falls_in(on, row.starts_on, row.ends_on)


def _over(row: Condition, order: Order) -> date | None:
    """The first day on which a condition holds no more: its own, or that of its order."""
    return min((day for day in (row.ends_on, order.ends_on) if day), default=None)


def _last(ends_on: date | None) -> date | None:
    return ends_on - DAY if ends_on else None


def _term(row: Condition, order: Order) -> OrderTerm:
    return OrderTerm(
        str(row.uuid),
        ConditionKind(row.kind),
        ConditionCategory(row.category),
        row.words,
        row.monitoring,
        _name(order),
        f"order:{order.uuid}",
        max(row.starts_on, row.recorded_on),
        _last(_over(row, order)),
    )


def _order(order: Order, *, has_terms: bool) -> OrderInForce:
    since = max(order.starts_on, order.recorded_on)
    return OrderInForce(str(order.uuid), _name(order), since, _last(order.ends_on), has_terms)


def _name(order: Order) -> str:
    return f"{order}, made on {in_full(order.made_on)}"


# Licences and requirements ---------------------------------------------------------------------------------

LICENCE_PILLARS = {
    LicenceCategory.CONTACT: Pillar.VICTIM_SAFETY,
    LicenceCategory.PROGRAMME: Pillar.INTERVENTIONS,
    LicenceCategory.SUBSTANCES: Pillar.INTERVENTIONS,
    LicenceCategory.SUPERVISION: Pillar.SUPERVISION,
}
REQUIREMENT_PILLARS = {
    RequirementCategory.PROHIBITED: Pillar.MONITORING,
    RequirementCategory.CURFEW: Pillar.MONITORING,
    RequirementCategory.EXCLUSION: Pillar.MONITORING,
    RequirementCategory.RESIDENCE: Pillar.MONITORING,
    RequirementCategory.TRAVEL: Pillar.MONITORING,
    RequirementCategory.ABSTINENCE: Pillar.MONITORING,
    RequirementCategory.MONITORING: Pillar.MONITORING,
    RequirementCategory.PROGRAMME: Pillar.INTERVENTIONS,
    RequirementCategory.MENTAL_HEALTH: Pillar.INTERVENTIONS,
    RequirementCategory.DRUGS: Pillar.INTERVENTIONS,
    RequirementCategory.ALCOHOL: Pillar.INTERVENTIONS,
}


def _licence_conditions(case_ids: list[int], on: date, found: Readings) -> None:
    """Each condition of a licence in force on the day, the standard ones too (PRO-81, PRO-81b); one query."""
    rows = LicenceCondition.objects.filter(
        of_cases(case_ids), starts_on__lte=on, recorded_on__lte=on
    )
    for row in rows.order_by("starts_on", "id"):
        if row.ends_on and row.ends_on <= on:
            found[row.case_id].end(ReferenceKind.LICENCE_CONDITION, str(row.uuid), row.ends_on)
            continue
        category = LicenceCategory(row.category)
        pillar = LICENCE_PILLARS.get(category, Pillar.MONITORING)
        asked = _asked(row, f"licencecondition:{row.uuid}", row.ends_on)
        named = of_licence_condition(asked, pillar=pillar, is_standard=row.is_standard)
        found[row.case_id].named.append(named)


def _requirements(case_ids: list[int], on: date, found: Readings) -> dict[int, frozenset[Key]]:
    """Each requirement of a sentence in force on the day; those that ask for a programme, which a referral answers.

    One query. A requirement is over with its sentence.
    """
    rows = SentenceRequirement.objects.filter(
        of_cases(case_ids), starts_on__lte=on, recorded_on__lte=on
    )
    programmes: dict[int, frozenset[Key]] = defaultdict(frozenset)
    for row in rows.select_related("sentence").order_by("starts_on", "id"):
        key = Key(ReferenceKind.SENTENCE_REQUIREMENT, str(row.uuid))
        days = (row.ends_on, row.sentence.ends_on if row.sentence else None)
        over = min((day for day in days if day), default=None)
        if over and over <= on:
            found[row.case_id].end(*key, over)
            continue
        asked = _asked(row, f"sentencerequirement:{row.uuid}", over)
        pillar = REQUIREMENT_PILLARS.get(RequirementCategory(row.category), Pillar.SUPERVISION)
        found[row.case_id].named.append(of_requirement(asked, pillar=pillar))
        if row.category == RequirementCategory.PROGRAMME:
            programmes[row.case_id] |= {key}
    return programmes


def _asked(row: LicenceCondition | SentenceRequirement, ref: str, ends_on: date | None) -> AskedFor:
    return AskedFor(
        str(row.uuid),
        row.get_category_display(),
        row.words,
        row.monitoring,
        max(row.starts_on, row.recorded_on),
        _last(ends_on),
        ref,
    )


# Programmes ------------------------------------------------------------------------------------------------


def _programmes(
    case_ids: list[int], on: date, found: Readings, asked: Mapping[int, frozenset[Key]]
) -> None:
    """Referrals that are open, and sentences that ask for a programme without one; three queries.

    Of `asked`, the requirements that say so themselves, each is named by itself or by a referral.
    """
    made = _referrals(case_ids, on, found)
    required = _required(case_ids, on, found, made)
    for case_id in sorted(made.keys() | required.keys()):
        rows = [
            Referral(str(row.uuid), row.programme_id, row.referred_on)
            for row, status in made.get(case_id, ())
            if status not in CLOSED and status not in NOT_MADE
        ]
        case, own = found[case_id], asked.get(case_id, frozenset())
        case.named += of_programme(rows, required.get(case_id), also=own)
        answers = frozenset(Key(ReferenceKind.PROGRAMME, row.key) for row in rows)
        case.named = [
            replace(row, also=answers) if row.as_key in own else row for row in case.named
        ]


Made = Mapping[int, list[tuple[ReferralRow, ReferralStatus]]]


def _referrals(case_ids: list[int], on: date, found: Readings) -> Made:
    made: dict[int, list[tuple[ReferralRow, ReferralStatus]]] = defaultdict(list)
    rows = ReferralRow.objects.filter(of_cases(case_ids), referred_on__lte=on)
    for row in rows.prefetch_related("moves").order_by("referred_on", "id"):
        moves = [
            Moved(ReferralStatus(move.from_status), ReferralStatus(move.to_status), move.on)
            for move in sorted(row.moves.all(), key=lambda move: move.pk)
        ]
        status, since = status_on(ReferralStatus(row.status), moves, on)
        made[row.case_id].append((row, status))
        if status in CLOSED:
            found[row.case_id].end(
                ReferenceKind.PROGRAMME, str(row.uuid), since or row.ended_on or row.referred_on
            )
    return made


def _required(case_ids: list[int], on: date, found: Readings, made: Made) -> dict[int, Required]:
    """Of each case the newest sentence in force that asks for a programme which is not complete."""
    needed: dict[int, Required] = {}
    rows = Sentence.objects.filter(
        of_cases(case_ids), programme_requirement=True, starts_on__lte=on
    )
    for row in rows.order_by("starts_on", "id"):
        key = f"sentence:{row.pk}"
        done = [
            referral
            for referral, status in made.get(row.case_id, ())
            if status in COMPLETED and referral.referred_on >= row.starts_on
        ]
        if row.ends_on and row.ends_on <= on:
            found[row.case_id].end(ReferenceKind.PROGRAMME, key, row.ends_on)
        elif not done:
            needed[row.case_id] = Required(key, row.starts_on, _last(row.ends_on), key)
    return needed


# People around the person ----------------------------------------------------------------------------------


def _people(case_ids: list[int], on: date, found: Readings) -> None:
    """Whoever is around the person on the day; to whom there is a risk is asked for. One query."""
    rows = KnownPerson.objects.filter(of_cases(case_ids), starts_on__lte=on)
    for row in rows.order_by("starts_on", "id"):
        if row.ends_on and row.ends_on <= on:
            found[row.case_id].end(ReferenceKind.PERSON_AT_RISK, str(row.uuid), row.ends_on)
            continue
        is_at_risk = row.at_risk == AtRisk.YES
        told = row.risk if is_at_risk else AtRisk(row.at_risk).label
        person = Around(
            str(row.uuid),
            row.name,
            row.get_relation_display(),
            row.is_child_on(on),
            told,
            max(row.starts_on, row.risk_on),
            is_asked=is_at_risk,
        )
        found[row.case_id].named.append(of_person(person))


# Registers -------------------------------------------------------------------------------------------------


def _registers(case_ids: list[int], on: date, found: Readings) -> None:
    """Registers in force, and when the others ended, with the visits that they asked for; one query."""
    rows = Registration.objects.filter(of_cases(case_ids), starts_on__lte=on)
    rows = rows.select_related("register").order_by("starts_on", "id")
    for row, is_over in _by_code(rows, on):
        code, ends_on = row.register.code, row.ends_on
        if not is_over:
            label, ref = row.register.name, f"registration:{row.pk}"
            found[row.case_id].named.append(of_register(code, label, row.starts_on, ref))
        elif ends_on:
            found[row.case_id].end(ReferenceKind.REGISTER, code, ends_on)
            if code == VISITED:
                found[row.case_id].end(ReferenceKind.VISIT_SCHEDULE, VISITS_KEY, ends_on)


def _by_code(rows: Iterable[Registration], on: date) -> Iterator[tuple[Registration, bool]]:
    """Of each register of a case the one in force, else the one that ended last; and whether it has ended."""
    newest: dict[tuple[int, str], tuple[Registration, bool]] = {}
    for row in rows:
        is_over = not falls_in(on, row.starts_on, row.ends_on)
        key = (row.case_id, row.register.code)
        before = newest.get(key)
        if before is None or before[1]:
            newest[key] = row, is_over
    return iter(newest.values())
