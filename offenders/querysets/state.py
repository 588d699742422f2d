"""What a deadline counts as, and its place in a list, as the database works them out: `rules.state` as SQL."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import F, Field, Func

from offenders.choices import DueState
from offenders.rules.state import GRAVITY, LAST_OF_GRAVITY, PLACE

# What a deadline counts as (`rules.state.state_of`) and its place in a list (`rules.state.gravest_first`), as text:
# said through the ORM, a list of cases took 200 ms to write as SQL and 25 to run (docs/adr/0010-access-in-sql.md).
# CAS-30 is asked by case and by officer apart, so that each is one look into an index.
_ACCEPTED = """EXISTS (
    SELECT FROM offenders_flag accepted
     WHERE accepted.cured_at IS NULL AND accepted.accepted_until >= %s AND accepted.is_acceptance_seen AND accepted.{owner} = {{{owner}}}
       AND accepted.kind = {{kind}} AND accepted.subject = {{subject}} AND accepted.missing = {{missing}}
)"""
# What one cause makes of a case is one line (`rules.state.in_line`). Most deadlines have no cause and are asked no more.
_OF_MATE = {name: f"mate.{name}" for name in ("case_id", "kind", "subject", "missing")}
_MATE = f"""{{{{cause}}}} <> '' AND EXISTS (
    SELECT FROM offenders_deadline mate
     WHERE mate.case_id = {{{{case_id}}}} AND mate.cause = {{{{cause}}}} AND NOT mate.is_backlog AND {{of_mate}}
       AND NOT {_ACCEPTED.format(owner="case_id").format(**_OF_MATE)}
)"""
_IS_OVERDUE = _MATE.format(of_mate="mate.missing = '' AND mate.due_on < %s")
_IS_SOON = _MATE.format(of_mate="mate.told_on <= %s AND (mate.missing = '' OR mate.due_on > %s)")


def _state(*, is_overdue: str = "", is_soon: str = "") -> str:
    """The words in their order; `is_overdue` and `is_soon` are what else makes it so."""
    return f"""CASE
    WHEN {{is_held}} THEN '{DueState.LATER}'
    WHEN {{is_backlog}} THEN '{DueState.BACKLOG}'
    WHEN {_ACCEPTED.format(owner="case_id")} OR {_ACCEPTED.format(owner="officer_id")} THEN '{DueState.ACCEPTED}'
    WHEN {{missing}} <> '' AND {{due_on}} <= %s THEN '{DueState.MISSING}'
    WHEN {{due_on}} < %s{is_overdue} THEN '{DueState.OVERDUE}'
    WHEN {{told_on}} <= %s{is_soon} THEN '{DueState.SOON}'
    ELSE '{DueState.LATER}'
END"""


OWN_STATE = _state()
STATE = _state(is_overdue=f" OR {_IS_OVERDUE}", is_soon=f" OR {_IS_SOON}")


def _ranks(value: str, places: Mapping[Any, int]) -> str:
    """A place for each of these values, as SQL."""
    ranked = " ".join(f"WHEN '{code}' THEN {place}" for code, place in places.items())
    return f"(CASE {value} {ranked} END)"


GRAVITY_OF_ROW = _ranks("{severity}", GRAVITY)
PLACE_OF_ROW = f"({_ranks(OWN_STATE, PLACE)} * {len(GRAVITY)} + {GRAVITY_OF_ROW}) * 2 + {_ranks(OWN_STATE, LAST_OF_GRAVITY)}"
_COLUMNS = (
    "case_id",
    "officer_id",
    "kind",
    "subject",
    "missing",
    "severity",
    "due_on",
    "told_on",
    "is_backlog",
    "is_held",
    "cause",
)


class OfRow(Func):
    """Something worked out as at a day from columns of the row, which stand in braces in the text."""

    def __init__(self, text: str, on: date, output_field: "Field[Any, Any]") -> None:
        self.text, self.on = text, on
        self.names = [name for name in _COLUMNS if f"{{{name}}}" in text]
        super().__init__(*map(F, self.names), output_field=output_field)

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> tuple[str, Any]:
        columns = [compiler.compile(each)[0] for each in self.source_expressions]
        sql = self.text.format(**dict(zip(self.names, columns, strict=True)))
        return sql, [self.on] * self.text.count("%s")
