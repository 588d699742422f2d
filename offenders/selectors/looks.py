"""What is true of a person, as far as kinds of deadline go by it before they look."""

from datetime import date

from core.bundle import Bundle
from offenders.choices import SEXUAL_REGISTERS, AllocationRole, CaseStatus, Need
from offenders.models import Allocation, Case, Pause, Registration, Sentence
from offenders.rules.supervision import FROM_PRISON, newest_of
from offenders.selectors.case import REGISTERED
from offenders.selectors.dated import in_force
from people.choices import Agency


def needs_met(case: Case, facts: Bundle, *, on: date) -> frozenset[Need]:
    """Of a case whose dated facts have been read; no query."""
    sentences, held = in_force(facts.of(Sentence), on), in_force(facts.of(Allocation), on)
    registers = {row.register.code for row in in_force(facts.of(Registration), on)}
    newest = newest_of(sentences) if sentences else None
    is_from_prison = newest is not None and newest.kind in FROM_PRISON
    said = {
        Need.ACTIVE: case.status == CaseStatus.ACTIVE
        and (case.died_on is None or case.died_on > on),
        Need.RUNNING: not in_force(facts.of(Pause), on),
        Need.SENTENCE: bool(sentences),
        Need.PROBATION: any(
            row.agency == Agency.PROBATION and row.role == AllocationRole.LEAD for row in held
        ),
        Need.IN_COMMUNITY: bool(sentences) and not is_from_prison,
        Need.FROM_PRISON: is_from_prison,
        Need.REGISTERED: REGISTERED in registers,
        Need.SEXUAL: not registers.isdisjoint(SEXUAL_REGISTERS),
    }
    return frozenset(need for need, holds in said.items() if holds)
