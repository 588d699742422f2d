"""PRO-24: records that wait for a manager's countersignature."""

from collections import defaultdict
from dataclasses import replace

from caseloads.deadlines.oversight import JOB
from caseloads.rules.signing import COUNTERSIGNATURE as CODE, Signing, ToSign, countersignature_due
from caseloads.selectors.signing import Standing, standings
from core.calendar import london_date
from core.standards import in_force
from offenders.deadlines import Act, Kind, Shared
from people.choices import Agency, Permission

WAIT = "prob.countersign_wait"


def facts(shared: Shared) -> dict[int, Signing]:
    """What waits in these cases of what was recorded since the kind counts; four queries, more where something is there."""
    found = {
        case_id: [row for row in rows if row.waits_since]
        for case_id, rows in standings(shared.case_ids, on=shared.on).items()
    }
    found = {case_id: rows for case_id, rows in found.items() if rows}
    standard = in_force(WAIT, on=shared.on).get(WAIT) if found else None
    if standard is None:
        return {}
    waiting: dict[int, list[ToSign]] = defaultdict(list)
    for agency in Agency:
        since = shared.counting_since(replace(COUNTERSIGNATURE, agency=agency), found.keys())
        for case_id, rows in found.items():
            waiting[case_id] += [
                _to_sign(row)
                for row in rows
                if row.record.agency == agency
                and london_date(row.record.recorded_at) >= since[case_id]
            ]
    return {
        case_id: Signing(tuple(rows), standard.value, standard.since)
        for case_id, rows in waiting.items()
        if rows
    }


def _to_sign(row: Standing) -> ToSign:
    record, since = row.record, row.waits_since
    return ToSign(
        record.key,
        record.agency,
        record.what,
        record.author,
        since or london_date(record.recorded_at),
        row.is_answered,
        record.is_gravest,
        record.ref,
    )


COUNTERSIGNATURE = Kind(
    code=CODE,
    label="Countersignature",
    rule="PRO-24",
    rule_text=(
        "A manager who did not write it reads and countersigns, within five working days, each level of high or very high "
        "risk of serious harm, what was decided about a child, every level that somebody newly qualified recorded, and the "
        "plan of whoever is at such risk, at MAPPA level 2 or 3, or near somebody at risk."
    ),
    clears_when="A manager countersigns the record, or sends it back with what is to be done.",
    would_not_clear="A manager's review of the case, a contact about it, the acceptance of a flag.",
    models=frozenset(
        {
            "caseloads.Asked",
            "caseloads.Countersignature",
            "core.Standard",
            "mappa.Management",
            "offenders.Contact",
            "offenders.RiskAssessment",
            "people.Officer",
            "people.Reduction",
            "people.User",
            "plans.Plan",
            "plans.Reference",
            "visits.ChildDecision",
            "visits.Enquiry",
        }
    ),
    standards=WAIT,
    facts=facts,
    due=countersignature_due,
    job=JOB,
    listed_as="For a manager to look at",
    only_here=True,
    area="oversight",
    acts=(
        Act("Read and countersign", "caseloads:countersign", Permission.OVERSEE, takes="subject"),
    ),
)
