"""Programmes that have begun: standing still, and missed sessions. Registers are kept here alone, so both count from there."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet

from core.calendar import in_full, london_date, london_midnight
from core.prepared import prepared_for_few
from offenders.choices import RiskTool, WorkGroup
from offenders.deadlines.facts import Shared
from offenders.deadlines.supervision import NEEDS, serving
from offenders.querysets import of_cases
from offenders.rules import Act, Kind
from people.choices import Agency, Permission
from programmes.choices.referral import About, ReferralStatus
from programmes.deadlines.facts import STANDARDS, as_input, referred, standards
from programmes.deadlines.start import JOB
from programmes.models import Attendance, Decision, Move, Session
from programmes.rules.attendance import CatchUp, Missed, is_made_good
from programmes.rules.stalled import (
    PAUSED,
    Numbers,
    Taking,
    days_of,
    programme_missed_due,
    programme_stalled_due,
)
from programmes.rules.start import Referred, Sentence as Sentenced, referral_of, sentence_of
from programmes.selectors.pages import MOVE, SEE
from programmes.selectors.register import holding

NUMBERS = ("prog.no_session", "prog.longest_pause", "prog.max_missed")
BEGUN = PAUSED | {ReferralStatus.ON_PROGRAMME}


def facts(shared: Shared) -> Mapping[int, Taking]:
    """Of whom probation's clocks run for, who are on a programme or were and are paused; five queries more for all kinds."""
    return shared.once(_read)


def _read(shared: Shared) -> dict[int, Taking]:
    counts = _that_count(shared)
    numbers = standards(shared) if counts else {}
    if any(key not in numbers for key in NUMBERS):
        return {}
    begun = {f"referral:{uuid}": on for uuid, on in _begun(case_ids=list(counts), on=shared.on)}
    rosh, decided = shared.assessments(RiskTool.ROSH), _decided(counts, shared.on)
    taken = _Taken(list(counts), shared.on)
    said = tuple(as_input(numbers[key]) for key in NUMBERS)
    found = {}
    for case_id, row in counts.items():
        started = _started_on(row, begun.get(row.ref), shared.on)
        if started is None:
            continue
        attended, missed = taken.of(row.ref)
        found[case_id] = Taking(
            programme=row.length.programme,
            status=row.status,
            started_on=started,
            since=row.since or started,
            ref=row.ref,
            numbers=Numbers(*(numbers[key].value for key in NUMBERS)),
            rosh=rosh.get(case_id),
            attended=attended,
            booked=taken.booked(row.ref),
            missed=missed,
            decided_on=decided.get(case_id),
            standards=said,
        )
    return found


def _that_count(shared: Shared) -> dict[int, Referred]:
    """The referral that counts of each person, where it may have begun."""
    stands = referred(shared)
    found = {}
    for case_id in serving(shared):
        rows = stands.get(case_id)
        if not rows:
            continue
        sentence = sentence_of(Sentenced(*each) for each in shared.sentences[case_id])
        row = referral_of(rows, since=sentence.starts_on, on=shared.on)
        if row is not None and row.status in BEGUN:
            found[case_id] = row
    return found


def _started_on(row: Referred, begun: date | None, on: date) -> date | None:
    """When it began: as recorded, else by the move; one on a programme of which neither is known, when it was referred.

    Of one that waits for a group or an assessment and never began there is none.
    """
    known = [day for day in (row.started_on, begun) if day is not None and day <= on]
    if known:
        return max(known) if row.status == ReferralStatus.ON_PROGRAMME else min(known)
    return row.on if row.status == ReferralStatus.ON_PROGRAMME else None


class _Line(NamedTuple):
    pk: int
    referral: str
    contact: Any
    catches_up: int | None
    starts_at: datetime | None
    number: int | None


class _Taken:
    """Who came to which sessions, what was made good, what is booked, by the reference of the referral."""

    def __init__(self, case_ids: list[int], on: date) -> None:
        self._on, self._ids = on, case_ids
        end = london_midnight(on + timedelta(days=1))
        rows = [_Line(*row) for row in _lines(case_ids=case_ids)] if case_ids else []
        self._contacts = holding([row.contact for row in rows])
        self._end = end
        self._rows: dict[str, list[_Line]] = defaultdict(list)
        for row in rows:
            self._rows[f"referral:{row.referral}"].append(row)
        self._ahead: dict[str, list[date]] = defaultdict(list)
        for ref, starts_at, left_on in _sessions(case_ids=case_ids, start=end) if case_ids else ():
            day = london_date(starts_at)
            if left_on is None or left_on > day:
                self._ahead[f"referral:{ref}"].append(day)

    def of(self, ref: str) -> tuple[tuple[date, ...], tuple[Missed, ...]]:
        """The days on which they came, and what they missed that is not made good."""
        rows = self._rows.get(ref, [])
        made: dict[int, list[CatchUp]] = defaultdict(list)
        for row in rows:
            contact = self._contacts.get(row.contact)
            if row.catches_up and contact:
                made[row.catches_up].append(self._catch_up(contact))
        attended, missed = [], []
        for row in rows:
            contact = self._contacts.get(row.contact)
            if contact is None or contact.outcome is None or contact.happened_at >= self._end:
                continue
            day = london_date(contact.happened_at)
            if contact.outcome.attended:
                attended.append(day)
            elif row.catches_up is None and not is_made_good(made.get(row.pk, ()), self._on):
                words = f"Session {row.number} on {in_full(day)}: {contact.outcome.name}"
                missed.append(Missed(day, words, f"contact:{contact.uuid}"))
        return days_of(attended), tuple(missed)

    def _catch_up(self, contact: Any) -> CatchUp:
        """As it stood on the day: what was still to come then had no outcome."""
        is_over = contact.happened_at < self._end and contact.outcome is not None
        return CatchUp(
            london_date(contact.happened_at), contact.outcome.attended if is_over else None
        )

    def booked(self, ref: str) -> tuple[date, ...]:
        """Sessions ahead of the group in which they have a seat, and catch-ups that are arranged."""
        caught = [
            london_date(contact.happened_at)
            for row in self._rows.get(ref, ())
            if row.catches_up
            and (contact := self._contacts.get(row.contact))
            and (contact.outcome is None or contact.happened_at >= self._end)
        ]
        return days_of([*self._ahead.get(ref, ()), *caught])


def _decided(case_ids: Iterable[int], on: date) -> dict[int, date]:
    return dict(_decisions(case_ids=list(case_ids), on=on)) if case_ids else {}


@prepared_for_few
def _begun(*, case_ids: list[int], on: date) -> QuerySet[Move, tuple[Any, date | None]]:
    """When each referral went on its programme last; one from an extract has no day."""
    rows = Move.objects.filter(
        of_cases(case_ids, key="referral__case_id"),
        to_status=ReferralStatus.ON_PROGRAMME,
        on__lte=on,
    )
    return rows.order_by("on", "id").values_list("referral__uuid", "on")


@prepared_for_few
def _lines(*, case_ids: list[int]) -> QuerySet[Attendance, tuple[Any, ...]]:
    rows = Attendance.objects.filter(of_cases(case_ids, key="placement__referral__case_id"))
    return rows.order_by("id").values_list(
        "id",
        "placement__referral__uuid",
        "contact__uuid",
        "catches_up_id",
        "session__starts_at",
        "session__number",
    )


@prepared_for_few
def _sessions(*, case_ids: list[int], start: datetime) -> QuerySet[Session, tuple[Any, ...]]:
    """The sessions from an instant on of groups that run, in which these people have or had a seat, with the day on which they left it."""
    rows = Session.objects.filter(
        of_cases(case_ids, key="group__placements__referral__case_id"),
        starts_at__gte=start,
        group__cancelled_on__isnull=True,
    )
    return rows.order_by("starts_at").values_list(
        "group__placements__referral__uuid", "starts_at", "group__placements__left_on"
    )


@prepared_for_few
def _decisions(*, case_ids: list[int], on: date) -> QuerySet[Decision, tuple[int, date]]:
    rows = Decision.objects.filter(of_cases(case_ids), about=About.MISSED, decided_on__lte=on)
    return rows.order_by("decided_on", "id").values_list("case_id", "decided_on")


MODELS = frozenset(
    {
        "core.Standard",
        "offenders.Allocation",
        "offenders.Case",
        "offenders.Contact",
        "offenders.Pause",
        "offenders.RiskAssessment",
        "offenders.Sentence",
        "people.Officer",
        "programmes.Attendance",
        "programmes.Decision",
        "programmes.Group",
        "programmes.Move",
        "programmes.Placement",
        "programmes.Programme",
        "programmes.Referral",
        "programmes.Session",
        "programmes.Terms",
    }
)
PROGRAMME_STALLED = Kind(
    code="programme_stalled",
    group=WorkGroup.PROGRAMMES,
    label="Next session of a programme",
    rule="PRG-31",
    rule_text=(
        "Whoever is on a programme has a session attended or booked within 14 days; a pause of a programme that has "
        "begun lasts 12 weeks at most."
    ),
    clears_when="A session is attended or booked, or the referral goes on to another state.",
    would_not_clear="A note, a telephone call, a session that was missed.",
    models=MODELS,
    standards=STANDARDS,
    facts=facts,
    due=programme_stalled_due,
    job=JOB,
    agency=Agency.PROBATION,
    area="programmes",
    needs=NEEDS,
    only_here=True,
    acts=(MOVE, SEE),
)
PROGRAMME_MISSED = Kind(
    code="programme_missed",
    group=WorkGroup.PROGRAMMES,
    label="Missed sessions of a programme",
    rule="PRG-45",
    rule_text=(
        "Three missed sessions that were not caught up, whatever the reason, ask for a decision: catch up, go on, "
        "start anew or deselect."
    ),
    clears_when="A missed session is caught up, or it is decided with the reason.",
    would_not_clear="A reason for an absence, a warning, a session that was attended since.",
    models=MODELS,
    standards=STANDARDS,
    facts=facts,
    due=programme_missed_due,
    job=JOB,
    agency=Agency.PROBATION,
    area="programmes",
    needs=NEEDS,
    only_here=True,
    acts=(Act("Decide about the missed sessions", "programmes:decide_missed", Permission.REFER),),
)
