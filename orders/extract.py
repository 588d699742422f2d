"""What sentences require, licences say and is known of notification, in a caseload extract; each file may be missing."""

from functools import partial

from core.errors import Problem
from core.extract import (
    Extract,
    Layout,
    Row,
    Run,
    Stage,
    Target,
    choice,
    day,
    ends_after_start,
    text,
    yes_no,
)
from core.extract.running import Step
from core.extract.staging import equal, run
from offenders.extract import CASE
from offenders.extract.case import CRN, ENDS_ON
from orders.choices import LicenceCategory, RequirementCategory
from orders.models import (
    AnnualNotification,
    Asked,
    LicenceCondition,
    NotificationPeriod,
    SentenceRequirement,
)

SAID = ("case_id", "category", "starts_on", "words")


def _keep_ends(stage: Stage, _run: Run, *, model: type[Asked]) -> None:
    """What people ended, or said to be an error, stays as they said it, whatever the file repeats."""
    run(
        "UPDATE {stage} s SET ends_on = t.ends_on FROM {table} t WHERE {same} AND t.ended_because <> ''",
        {"stage": stage.table, "table": model._meta.db_table, "same": equal(SAID, "s", "t")},
    )


def _asked(file: str, model: type[Asked], categories: list[str]) -> Extract:
    keep: Step = partial(_keep_ends, model=model)
    return Extract(
        Layout(
            file,
            (
                CRN,
                choice("category", categories),
                text("words", 1_000),
                text("monitoring", 300, required=False),
                day("starts_on"),
                ENDS_ON,
            ),
            (ends_after_start,),
        ),
        Target(model, key=SAID, values=("monitoring", "ends_on")),
        references=(CASE,),
        prepare=keep,
        may_be_missing=True,
    )


REQUIREMENTS = _asked("requirements", SentenceRequirement, RequirementCategory.values)
LICENCE_CONDITIONS = _asked("licence_conditions", LicenceCondition, LicenceCategory.values)


def _either_day_or_none(row: Row) -> Problem | None:
    """An empty end is nothing that is known: that it is indefinite is said."""
    if row["is_indefinite"] and row["ends_on"] is not None:
        return Problem("ends_on", "contradicts is_indefinite, which says that there is no end")
    if not row["is_indefinite"] and row["ends_on"] is None:
        return Problem("ends_on", "is missing, and is_indefinite does not say that there is none")
    return None


def _keep_worked_out(stage: Stage, _run: Run) -> None:
    """What a person worked out, or said to be another end, stays beside what it rests on (NOT-16)."""
    run(
        "UPDATE {stage} s SET ends_on = t.ends_on FROM orders_notificationperiod t"
        " WHERE {same} AND t.recorded_by_id IS NOT NULL",
        {"stage": stage.table, "same": equal(("case_id", "known_on"), "s", "t")},
    )


NOTIFICATION_PERIODS = Extract(
    Layout(
        "notification_periods",
        (CRN, ENDS_ON, yes_no("is_indefinite"), day("known_on")),
        (_either_day_or_none,),
    ),
    Target(NotificationPeriod, key=("case_id", "known_on"), values=("ends_on",)),
    references=(CASE,),
    prepare=_keep_worked_out,
    may_be_missing=True,
)

ANNUAL_NOTIFICATIONS = Extract(
    Layout("annual_notifications", (CRN, day("due_on"), day("known_on"))),
    Target(AnnualNotification, key=("case_id", "known_on"), values=("due_on",)),
    references=(CASE,),
    may_be_missing=True,
)
