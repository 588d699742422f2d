"""A list of the team as CSV, safe to open in a spreadsheet."""

from collections.abc import Collection, Sequence

from caseloads.selectors.team.lists import ContactRow, leads_of
from caseloads.selectors.team.scope import Scope
from offenders.models import Case
from offenders.selectors.case import latest_levels
from offenders.selectors.due import counted_rows
from people.models import Officer

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


def closed_rows(number: int, officer: Officer | None) -> list[Sequence[object]]:
    """INF-31, JOB-7: a row for each case that is counted and closed to whoever asks, so that the rows are the number."""
    name = officer.name if officer else ""
    blank = ("",) * (len(HEADER) - 5)
    return [("", "", "", name, *blank, "Closed to you: counted, and not shown")] * number


CONTACT_HEADER = (
    "crn",
    "surname",
    "forenames",
    "officer",
    "happened_at",
    "recorded_at",
    "what",
    "words",
)


def contact_export(rows: list[ContactRow]) -> list[Sequence[object]]:
    """The header and a row for each contact."""
    return [
        CONTACT_HEADER,
        *(
            (
                row.case.crn,
                row.case.surname,
                row.case.forenames,
                str(row.contact.officer),
                row.contact.happened_at,
                row.contact.recorded_at,
                row.contact.called,
                row.words,
            )
            for row in rows
        ),
    ]
