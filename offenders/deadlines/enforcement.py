"""The kinds of enforcement. They look at what was recorded here: an extract does not say what was done about a failure."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from core.calendar import london_date, london_midnight
from core.prepared import one_of, prepared, prepared_for_few
from offenders.choices import ContactSource, Need, RiskTool, VersionKind
from offenders.deadlines.facts import Shared
from offenders.deadlines.supervision import MODELS as SUPERVISION, NEEDS, numbers, serving
from offenders.models import Contact
from offenders.querysets import of_cases
from offenders.rules import Act, Kind
from offenders.rules.contacts import respond_by
from offenders.rules.enforcement import ENFORCEMENT, EnforcementFacts, Failure, Step
from people.choices import Agency, Permission

JOB = "offenders.flag_enforcement"
ACTION, BREACH, LICENCE = "prob.outcome_action", "prob.breach", "prob.licence_decision"
MODELS = SUPERVISION | {"offenders.EnforcementAction"}


def facts(shared: Shared) -> Mapping[int, EnforcementFacts]:
    """Of whom probation's clocks run for, who failed to comply since; two queries for all kinds, one more for versions."""
    return shared.once(_read)


def _read(shared: Shared) -> dict[int, EnforcementFacts]:
    clocks = serving(shared)
    failures = _failures(list(clocks), on=shared.on) if clocks else {}
    found = numbers(shared) if failures else {}
    if not {ACTION, BREACH, LICENCE} <= found.keys():
        return {}
    rosh = shared.assessments(RiskTool.ROSH)
    return {
        case_id: EnforcementFacts(
            serving=clocks[case_id],
            rosh=rosh.get(case_id),
            failures=[row for row in rows if row.on >= clocks[case_id].runs_from.on],
            action_days=found[ACTION],
            breach_days=found[BREACH],
            licence_days=found[LICENCE],
        )
        for case_id, rows in failures.items()
    }


def _failures(case_ids: list[int], *, on: date) -> dict[int, list[Failure]]:
    rows = _failed(case_ids=case_ids, end=london_midnight(on + timedelta(days=1)))
    chains = _chains([row["uuid"] for row in rows if row["version"] > 1])
    found: dict[int, list[Failure]] = defaultdict(list)
    for row in rows:
        found[row["case_id"]].append(_failure(row, chains.get(row["uuid"], [row])))
    return dict(found)


def _failure(row: dict[str, Any], versions: list[dict[str, Any]]) -> Failure:
    day = london_date(row["happened_at"])
    by = respond_by(day, response_days=row["enforcement_action__response_days"])
    return Failure(
        key=row["uuid"],
        what=row["type__name"],
        on=day,
        outcome=row["outcome__code"],
        outcome_name=row["outcome__name"],
        steps=tuple(_steps(versions)),
        respond_by=row["respond_by"] or by,
    )


def _steps(versions: list[dict[str, Any]]) -> list[Step]:
    """The actions of a contact's versions: a further action stands beside those before, a correction instead of the last.

    The first is of the day of the contact, a further one of the day on which it was taken, else recorded, as their days to
    answer by are; a correction of words leaves the day as it was.
    """
    steps: list[Step | None] = [None]
    day = london_date(versions[0]["happened_at"])
    for row in versions:
        if row["version_kind"] == VersionKind.ACTION:
            steps.append(None)
            day = row["action_on"] or london_date(row["recorded_at"])
        elif len(steps) == 1:
            day = london_date(row["happened_at"])
        steps[-1] = _step(row, day)
    return [step for step in steps if step]


def _step(row: dict[str, Any], day: date) -> Step | None:
    code, reason = row["enforcement_action__code"], row["version_reason"] or row["notes"]
    return Step(code, row["enforcement_action__name"], day, reason) if code else None


def _chains(uuids: list[UUID]) -> dict[UUID, list[dict[str, Any]]]:
    found: dict[UUID, list[dict[str, Any]]] = defaultdict(list)
    for row in _versions(uuids=uuids) if uuids else ():
        found[row["uuid"]].append(row)
    return found


_ACTION = (
    "uuid",
    "version_kind",
    "version_reason",
    "happened_at",
    "recorded_at",
    "action_on",
    "notes",
    "enforcement_action__code",
    "enforcement_action__name",
)


@prepared_for_few
def _failed(*, case_ids: list[int], end: datetime) -> QuerySet[Contact, dict[str, Any]]:
    return (
        Contact.objects.current()
        .filter(
            of_cases(case_ids),
            outcome__needs_action=True,
            source=ContactSource.SERVICE,
            agency=Agency.PROBATION,
            happened_at__lt=end,
        )
        .order_by("happened_at", "id")
        .values(
            *_ACTION,
            "case_id",
            "version",
            "type__name",
            "outcome__code",
            "outcome__name",
            "enforcement_action__response_days",
            "respond_by",
        )
    )


@prepared
def _versions(*, uuids: list[UUID]) -> QuerySet[Contact, dict[str, Any]]:
    return Contact.objects.filter(one_of("uuid", uuids)).order_by("version").values(*_ACTION)


ACT = Act(
    "Record what was done",
    "offenders:record_action",
    Permission.ENFORCE,
    takes="subject",
)
_kind: Callable[..., Kind] = partial(
    Kind,
    models=MODELS,
    facts=facts,
    job=JOB,
    agency=Agency.PROBATION,
    area="enforcement",
    needs=NEEDS,
    acts=(ACT,),
)
KINDS = (
    _kind(
        code="enforcement_answer",
        label="Answer to an enforcement letter",
        rule="VOC-17",
        rule_text="Who was written to about a failure to comply answers by a day, and what came of it is recorded.",
        clears_when="The excuse is accepted, or what was done next is recorded.",
        would_not_clear="Another contact, or the letter alone.",
        standards="",
        due=ENFORCEMENT["enforcement_answer"],
    ),
    _kind(
        code="outcome_action",
        label="Action on a failure to comply",
        rule="PRO-70",
        rule_text=(
            "A failure to comply has its enforcement action within two working days, and “failed to attend” becomes an "
            "absence with or without an excuse (VOC-15)."
        ),
        clears_when="The action is recorded, or that there was a reasonable excuse; of “failed to attend”, which it was.",
        would_not_clear="Another contact, or an action about another failure.",
        standards=ACTION,
        due=ENFORCEMENT["outcome_action"],
    ),
    _kind(
        code="breach",
        label="Breach",
        rule="PRO-66",
        rule_text=(
            "Who fails again without reasonable excuse within twelve months of a warning, in a community or suspended "
            "sentence, is taken to court: breach is begun within ten working days (PRO-65)."
        ),
        clears_when="Breach action is recorded on this failure, or its excuse is accepted.",
        would_not_clear="Another warning, no further action, breach action about another failure.",
        standards=BREACH,
        needs=NEEDS | {Need.IN_COMMUNITY},
        due=ENFORCEMENT["breach"],
    ),
    _kind(
        code="licence_decision",
        label="Decision on a failure on licence",
        rule="PRO-67",
        rule_text="What follows a failure on licence or in a custody sentence is decided on the next working day.",
        clears_when=(
            "A compliance letter that was sent, a referral for recall, or the decision for neither with its reason is "
            "recorded, or the excuse is accepted."
        ),
        would_not_clear="A letter that is only requested, a decision that waits, a warning.",
        standards=LICENCE,
        needs=NEEDS | {Need.FROM_PRISON},
        due=ENFORCEMENT["licence_decision"],
    ),
)
