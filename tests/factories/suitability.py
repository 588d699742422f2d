"""Inputs of suitability."""

from datetime import date
from decimal import Decimal

from core import clock
from offenders.models import Case
from people.models import User
from programmes.choices.suitability import LEVELS, ScoreInput, ScoreSource
from programmes.models import Score


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
