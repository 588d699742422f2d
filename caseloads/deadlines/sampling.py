"""F-30, POL-24: a manager's sample of the month, until it is scored."""

from collections import defaultdict

from caseloads.deadlines.oversight import JOB
from caseloads.rules.sampling import SAMPLE, Sample, quality_sample_due
from caseloads.selectors.sampling import unscored
from offenders.deadlines import Act, Kind, Shared
from people.choices import Permission


def facts(shared: Shared) -> dict[int, list[Sample]]:
    """The draws of these officers of which something is open; one query."""
    found: dict[int, list[Sample]] = defaultdict(list)
    if shared.officer_ids:
        for row in unscored(shared.officer_ids, on=shared.on):
            sample = Sample(row.draw.uuid, row.draw.month, row.drawn, row.open)
            found[row.officer_id].append(sample)
    return dict(found)


QUALITY_SAMPLE = Kind(
    code=SAMPLE,
    label="Quality sample",
    rule="F-30",
    rule_text=(
        "Each month a few records of their teams are drawn at random for each manager, who reads and scores them by the "
        "end of the month."
    ),
    clears_when="Each record of the month is scored.",
    would_not_clear="A review of a visit or a case, a countersignature.",
    models=frozenset(
        {
            "caseloads.SampleDraw",
            "caseloads.SampleItem",
            "offenders.Allocation",
            "offenders.Contact",
            "people.Officer",
            "people.Supervision",
            "people.Team",
        }
    ),
    standards="manager.sample_per_month",
    facts=facts,
    due=quality_sample_due,
    job=JOB,
    of="officer",
    only_here=True,
    # A case that leaves the team, or a record that is voided, takes itself out: too much for each to say so at once.
    is_worked_out_by_job=True,
    acts=(Act("Read and score", "caseloads:samples", Permission.VIEW_TEAM, takes="officer"),),
)
