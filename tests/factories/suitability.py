"""Inputs of suitability, and individual work."""

from datetime import date
from decimal import Decimal
from typing import Any

from core import clock
from offenders.models import Case
from people.models import User
from programmes.choices.suitability import LEVELS, ScoreInput, ScoreSource
from programmes.models import IndividualWork, Score


def make_score(
    case: Case, by: User, code: str, said: object, *, assessed_on: date | None = None
) -> Score:
    """A number, or a word of its list: `make_score(case, farah, "osp_dc", "high")`."""
    is_level = ScoreInput(code) in LEVELS
    return Score.objects.create(
        case=case,
        input=code,
        value=None if is_level else Decimal(str(said)),
        level=said if is_level else "",
        assessed_on=assessed_on or clock.today(),
        source=ScoreSource.OASYS,
        recorded_by=by,
    )


def make_work(case: Case, by: User, **fields: Any) -> IndividualWork:
    """Individual work that goes on."""
    return IndividualWork.objects.create(
        case=case,
        toolkit_id=fields.pop("toolkit", "Maps for Change"),
        sessions=fields.pop("sessions", 6),
        starts_on=fields.pop("starts_on", clock.today()),
        note="To be worked on",
        recorded_by=by,
        **fields,
    )
