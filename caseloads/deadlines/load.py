"""Thresholds of an officer: how many they lead, how many of these are registered, what that is of their hours."""

from caseloads.deadlines.facts import facts
from caseloads.rules import load
from caseloads.selectors.measures import READS
from offenders.deadlines import Act
from offenders.rules import Kind
from people.choices import Agency, Permission

JOB = "caseloads.flag_caseloads_over_threshold"
MODELS = READS | {
    "offenders.Flag",
    "core.Standard",
    "people.Cover",
    "people.Training",
    "caseloads.Snapshot",
}
SEE = Act("See what they carry", "caseloads:officer", Permission.VIEW_TEAM, takes="officer")
# CAS-30: what a supervisor can do about it, beside accepting it.
GIVE = Act(
    "Give cases to other officers", "caseloads:reallocate", Permission.ALLOCATE, takes="officer"
)
REDUCE = Act(
    "Record hours that they have less", "caseloads:hours", Permission.SET_HOURS, takes="officer"
)


def _kind(
    code: str, *, label: str, rule: str, rule_text: str, due: object, **fields: object
) -> Kind:
    defaults: dict[str, object] = {
        "clears_when": "The value is 2 cases or 5 points of a percent below the threshold.",
        "would_not_clear": "An acceptance, a note, a higher threshold that nobody has set.",
        "standards": "case.",
    }
    return Kind(
        code=code,
        label=label,
        rule=rule,
        rule_text=rule_text,
        due=due,  # type: ignore[arg-type]
        models=MODELS,
        facts=facts,
        job=JOB,
        of="officer",
        is_measured=True,
        is_worked_out_by_job=True,
        acts=(SEE, GIVE, REDUCE),
        **defaults | fields,  # type: ignore[arg-type]
    )


CASELOAD_COUNT = _kind(
    load.COUNT,
    label="Cases held",
    rule="CAS-27",
    rule_text="From 50 cases on somebody looks at what an officer carries; from 60 it is grave, from 90 critical.",
    due=load.caseload_count_due,
)
CASELOAD_REGISTERED = _kind(
    load.REGISTERED,
    label="Registered people held",
    rule="POL-23",
    rule_text="About 50 registered people are what an officer of the police can manage; twice that is grave.",
    due=load.caseload_registered_due,
    standards="police.rso_per_officer.",
    agency=Agency.POLICE,
)
CASELOAD_CAPACITY = _kind(
    load.CAPACITY,
    label="Work against hours",
    rule="CAS-13",
    rule_text="The points of the cases are at most what the hours are good for; from 110% it is grave.",
    due=load.caseload_capacity_due,
    agency=Agency.PROBATION,
)
NO_HOURS = _kind(
    load.NO_HOURS,
    label="Cases, and no hours for them",
    rule="CAS-11",
    rule_text="Whoever has no hours left holds no cases.",
    due=load.no_hours_due,
    agency=Agency.PROBATION,
    clears_when="The cases go to others, or there are hours again.",
    would_not_clear="An acceptance, a cover.",
)
OVER_FOR_LONG = _kind(
    load.FOR_LONG,
    label="Too much for too long",
    rule="CAS-27",
    rule_text="Nobody carries more than 110% of what their hours are good for over four weeks.",
    due=load.over_for_long_due,
    agency=Agency.PROBATION,
    clears_when="The capacity is at or below red, now or in a night that is measured.",
    would_not_clear="A night that was missed.",
)
UNTRAINED_FOR_RISK = _kind(
    load.UNTRAINED,
    label="Training for the risk held",
    rule="POL-22",
    rule_text="Registered people at high and very high risk are with officers whose training is current.",
    due=load.untrained_for_risk_due,
    standards="training.",
    clears_when="The course is done again, or these cases go to others.",
    would_not_clear="A course that is booked.",
)
