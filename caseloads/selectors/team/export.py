"""A list of the team as CSV, safe to open in a spreadsheet."""

from collections.abc import Collection, Sequence

from caseloads.selectors.team.lists import leads_of
from caseloads.selectors.team.scope import Scope
from offenders.models import Case
from offenders.selectors.case import latest_levels
from offenders.selectors.due import counted_rows

HEADER = (
    "crn", "surname", "forenames", "officer", "police_risk", "rosh", "due", "state", "due_on",
    "days_overdue", "accepted_until", "accepted_by", "accepted_because", "because",
)  # fmt: skip


def export_rows(
    cases: list[Case], scope: Scope, kinds: Collection[str] = ()
) -> list[Sequence[object]]:
    """The header and a row for each case, with the thing that is due first, of `kinds` where the list is about them.

    Four queries.
    """
    ids = [case.pk for case in cases]
    leads, levels = leads_of(ids, scope), latest_levels(ids, on=scope.on)
    first: dict[int, Sequence[object]] = {}
    for row in counted_rows(scope.visible.filter(pk__in=ids), on=scope.on):
        if kinds and row.kind not in kinds:
            continue
        due = (
            row.kind_label,
            row.state.label,
            row.due_on,
            row.days_overdue,
            row.accepted_until,
            row.accepted_by,
            row.accepted_reason,
            row.because,
        )
        first.setdefault(row.case.pk, due)
    return [
        HEADER,
        *(
            (
                case.crn,
                case.surname,
                case.forenames,
                leads.get(case.pk, ""),
                levels.get(case.pk, {}).get("police", ""),
                levels.get(case.pk, {}).get("rosh", ""),
                *first.get(case.pk, ("",) * 8),
            )
            for case in cases
        ),
    ]
