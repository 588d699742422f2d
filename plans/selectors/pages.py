"""What the plan registers of its pages: what it is called, and its part of a case."""

from uuid import UUID

from core.addresses import address
from offenders.rules import Part, Reference


def _plan(key: str, case_uuid: UUID) -> str:
    return address("plans:version", UUID(key))


REFERENCES = (Reference("plan", "a risk management plan that was signed", _plan),)
PLAN = Part(35, "plan", "Plan", "plans:plan")
