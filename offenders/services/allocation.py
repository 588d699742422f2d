"""Giving a case to an officer: who allocated it to whom, from when and why, is on the timeline afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db import transaction

from core.calendar import in_full, london_date
from core.editing import hold, lock
from core.errors import RefusedError, StaleError, refuse
from offenders import deadlines
from offenders.choices import AllocationReason, AllocationRole, CaseStatus, InformationKind
from offenders.models import Allocation, Case, ContactType
from offenders.rules.allocation import start_problem, training_gap
from offenders.selectors.allocation import (
    Leads,
    excluded_users,
    leads_of,
    police_level,
    standings_of,
)
from offenders.services.contacts import log_contact
from people.choices import Agency
from people.models import Officer, User

# What the timeline calls it: probation has a type of its own; "SPO" is no police grade.
TYPE_OF: dict[Agency, str] = {Agency.PROBATION: "SPOD03", Agency.POLICE: "C002"}


@dataclass(frozen=True, slots=True)
class Decision:
    """What a supervisor decided. `despite` says why an officer without the training for high risk (POL-22).

    `kind` is the reason as CAS-18 lists it; where nobody chose one, the first allocation of a case is that. `brief` says
    whether a handover brief goes along, or why none does (F-20).
    """

    officer: Officer
    starts_on: date
    reason: str
    despite: str = ""
    kind: AllocationReason | None = None
    brief: str = ""


class Given(NamedTuple):
    """One of several cases that are given at once: to whom and why, and the version of its leads on the screen."""

    case: Case
    decision: Decision
    version: int


@transaction.atomic
def allocate(*, case: Case, decision: Decision, version: int, by: User, at: datetime) -> Allocation:
    """Give the case to an officer of the supervisor's own agency; whoever led it for that agency stops on that day.

    A second allocation on one day takes the first one's place; the history keeps both. `version` is that of the
    leads on the screen (selectors.allocation.Leads). Raises StaleError when somebody allocated meanwhile,
    RefusedError for whom or when it cannot be (INF-30, POL-22).
    """
    on = london_date(at)
    giver = by.staff_record(so="you cannot allocate a case")
    leads = _locked(case, Agency(giver.agency), version, on)
    _refuse_whom(case, decision, leads, giver, at)
    _refuse_when(decision, leads, on)
    gap, before = _gap(case, decision, on), leads.last.officer if leads.last else None
    allocation = _stored(case, decision, leads)
    _end_co_work(allocation)
    deadlines.refresh(
        [case.pk],
        officer_ids={officer.pk for officer in (decision.officer, before) if officer},
        changed=Allocation,
        on=on,
        at=at,
        fact=f"allocation:{allocation.pk}",
    )
    # Afterwards: the allocation cures the flag, not the words about it.
    _tell(allocation, decision, gap=gap, before=before, giver=giver, by=by, at=at)
    return allocation


@transaction.atomic
def allocate_all(*, given: Sequence[Given], by: User, at: datetime) -> list[Allocation]:
    """CAS-18: give several cases at once, all of them or none; what keeps one back is said with its name.

    Raises StaleError with every case that somebody allocated meanwhile, RefusedError with every one that cannot be given.
    """
    hold(Case, [one.case.pk for one in given])
    done, changed, refused = [], [], []
    for case, decision, version in sorted(given, key=lambda one: one.case.pk):
        try:
            done.append(allocate(case=case, decision=decision, version=version, by=by, at=at))
        except StaleError as stale:
            changed.append((case, stale))
        except RefusedError as error:
            refused.append(f"{case.name}: {error}")
    if changed:
        raise StaleError(
            saved_by=changed[0][1].saved_by,
            saved_at=changed[0][1].saved_at,
            theirs=[(case.name, _in_a_line(stale)) for case, stale in changed],
        )
    if refused:
        raise RefusedError(" ".join(refused))
    return done


def _in_a_line(stale: StaleError) -> str:
    """Who has it now, and who gave it."""
    said = ", ".join(f"{label.lower()} {words}" for label, words in stale.theirs)
    return f"Given meanwhile by {stale.saved_by}: {said}"


def _locked(case: Case, agency: Agency, version: int, on: date) -> Leads:
    """Who leads, with the case locked, so that of two supervisors the second one is told."""
    locked = lock(case)
    leads = leads_of(case, agency, on=on)
    if leads.version != version and leads.newest is not None:
        raise StaleError(
            saved_by=leads.newest.who or "An import",
            saved_at=leads.newest.at,
            theirs=leads.lines,
            link=case.get_absolute_url(),
        )
    if locked.status != CaseStatus.ACTIVE:
        raise RefusedError("This case is terminated, so nobody has to hold it.")
    return leads


def _refuse_whom(
    case: Case, decision: Decision, leads: Leads, giver: Officer, at: datetime
) -> None:
    officer = decision.officer
    if officer.agency != giver.agency:
        raise RefusedError(
            f"{officer.name} is not of your agency: each agency allocates its own officers. Choose one of yours."
        )
    if officer.user is not None and not officer.user.is_active:
        raise RefusedError(
            f"{officer.name} has left: their account is closed and they cannot open the case. Choose another officer, or "
            "have an administrator open the account again."
        )
    if leads.current is not None and leads.current.officer_id == officer.pk:
        raise RefusedError(f"{officer.name} holds this case already. Choose another officer.")
    if officer.user_id and excluded_users(case, at=at).filter(pk=officer.user_id).exists():
        raise RefusedError("This officer cannot take this case. Choose another.")
    if not decision.reason.strip():
        raise RefusedError("Say why the case goes to this officer.")


def _refuse_when(decision: Decision, leads: Leads, on: date) -> None:
    current, last = leads.current, leads.last
    refuse(
        start_problem(
            decision.starts_on,
            on=on,
            held_from=current.starts_on if current else None,
            held_until=last.ends_on if last and not current else None,
        )
    )


def _gap(case: Case, decision: Decision, on: date) -> str:
    """POL-22: high risk to an officer without the training needs the supervisor's words."""
    officer = decision.officer
    if officer.agency != Agency.POLICE:
        return ""
    gap = training_gap(police_level(case, on=on), standings_of([officer.pk], on=on)[officer.pk])
    if gap and not decision.despite.strip():
        raise RefusedError(
            f"{gap}. Say why {officer.name} takes a case of this risk all the same (POL-22)."
        )
    return gap


def _stored(case: Case, decision: Decision, leads: Leads) -> Allocation:
    """The new row, or the one of this very day with its other officer; one planned for later stays."""
    current, officer, starts_on = leads.current, decision.officer, decision.starts_on
    kind = kind_of(decision, leads)
    if current is not None and current.starts_on == starts_on:
        current.officer, current.reason = officer, kind
        current.save(update_fields=["officer", "reason"])
        return current
    if current is not None:
        current.ends_on = starts_on
        current.save(update_fields=["ends_on"])
    return Allocation.objects.create(
        case=case,
        officer=officer,
        agency=officer.agency,
        role=AllocationRole.LEAD,
        starts_on=starts_on,
        ends_on=leads.planned.starts_on if leads.planned else None,
        reason=kind,
    )


def kind_of(decision: Decision, leads: Leads) -> AllocationReason:
    """CAS-18: the reason that was chosen; where none was, that of the first allocation, else another."""
    if decision.kind is not None:
        return decision.kind
    return AllocationReason.OTHER if leads.last else AllocationReason.INITIAL


def _end_co_work(allocation: Allocation) -> None:
    """Whoever leads a case no longer co-works on it."""
    beside = Allocation.objects.filter(
        case=allocation.case_id, officer=allocation.officer_id, role=AllocationRole.CO_WORKER
    ).exclude(ends_on__lte=allocation.starts_on)
    beside.filter(starts_on__gte=allocation.starts_on).delete()
    beside.update(ends_on=allocation.starts_on)


def _tell(
    allocation: Allocation,
    decision: Decision,
    *,
    gap: str,
    before: Officer | None,
    giver: Officer,
    by: User,
    at: datetime,
) -> None:
    """On the timeline: the record has no other place for the reason."""
    officer = decision.officer
    lines = [
        f"Allocated to {officer.name} ({officer.team.name}) from {in_full(decision.starts_on)} by {by.name}.",
        f"Held before by {before.name}." if before else "Nobody of the agency held it before.",
        f"Reason: {_reason(allocation, decision)}",
    ]
    if decision.brief:
        lines.append(f"Handover brief: {decision.brief}")
    if gap:
        lines.append(f"{gap}. Given all the same, because: {decision.despite.strip()}")
    log_contact(
        case=allocation.case,
        type=ContactType.objects.get(code=TYPE_OF[Agency(allocation.agency)]),
        happened_at=at,
        officer=giver,
        by=by,
        at=at,
        notes="\n".join(lines),
        information_kind=InformationKind.FACT,
        is_another=True,
    )


def _reason(allocation: Allocation, decision: Decision) -> str:
    """As chosen and as written; "another reason" says nothing that the words do not."""
    words, kind = decision.reason.strip(), AllocationReason(allocation.reason)
    return words if kind == AllocationReason.OTHER else f"{kind.label}. {words}"
