"""Job runs, messages waiting to be sent, and the numbers of the field (standards)."""

from datetime import date

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import Func, Q

from core.history import tracked


class LondonToday(Func):
    """The London date at which a row is stored, whoever stores it: a page, an extract, a statement by hand."""

    template = "(statement_timestamp() AT TIME ZONE 'Europe/London')::date"
    output_field = models.DateField()


class DateSpan(Func):
    """daterange(starts_on, ends_on): the end is exclusive, an empty end is open (design section 3)."""

    function = "DATERANGE"
    output_field = DateRangeField()


def holds_on(on: date, prefix: str = "") -> Q:
    """Dated rows in force on a day; the end is exclusive. `core.calendar.falls_in` asks it of one span."""
    return Q(**{f"{prefix}starts_on__lte": on}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gt": on})
    )


def no_overlap(name: str, *keys: str, condition: Q | None = None) -> ExclusionConstraint:
    """Two rows with the same keys may not hold on the same day."""
    expressions = [(key, RangeOperators.EQUAL) for key in keys]
    return ExclusionConstraint(
        name=name,
        expressions=[*expressions, (DateSpan("starts_on", "ends_on"), RangeOperators.OVERLAPS)],
        condition=condition,
    )


def ends_after_start(name: str) -> models.CheckConstraint:
    """An end is exclusive, so a span of one day ends the day after it starts."""
    return models.CheckConstraint(
        name=name, condition=Q(ends_on__isnull=True) | Q(ends_on__gt=models.F("starts_on"))
    )


def ends_not_before_start(name: str) -> models.CheckConstraint:
    """As above, for what can be taken back on its first day or before: it was then in force on none."""
    return models.CheckConstraint(
        name=name, condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on"))
    )


class JobRun(models.Model):
    """One run of a scheduled job. Pages read the last success: "flags checked at 10:42"."""

    name = models.CharField(max_length=80)
    on = models.DateField(help_text="The London date it worked for")
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    succeeded = models.BooleanField(null=True, default=None)
    figures = models.JSONField(default=dict, help_text="Counts: raised, changed, cured, drift")
    error = models.TextField(blank=True, default="")

    class Meta:
        indexes = [
            models.Index("name", models.F("finished_at").desc(), name="core_jobrun_latest"),
        ]
        constraints = [
            models.CheckConstraint(
                name="core_jobrun_finished",
                condition=Q(finished_at__isnull=True, succeeded__isnull=True)
                | Q(finished_at__isnull=False, succeeded__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.started_at:%Y-%m-%d %H:%M:%S}"


class Message(models.Model):
    """A task to be sent to a worker, written with the facts that caused it and sent after the commit.

    The web never speaks to the broker: with Redis gone or frozen the row waits here.
    """

    task = models.CharField(max_length=100)
    arguments = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index("id", name="core_message_waiting", condition=Q(sent_at__isnull=True)),
        ]

    def __str__(self) -> str:
        return f"{self.task} {self.arguments}"


@tracked("core_standard_history")
class Standard(models.Model):
    """A number of the field, in force from a day: intervals, windows, thresholds (domain section 12)."""

    key = models.CharField(max_length=80)
    value = models.PositiveIntegerField()
    unit = models.CharField(max_length=40)
    rule = models.CharField(max_length=40, help_text="Rule id in docs/rules")
    confidence = models.CharField(max_length=120, blank=True, default="")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            no_overlap("core_standard_one_in_force", "key"),
            ends_after_start("core_standard_ends_after_start"),
        ]
        ordering = ["key", "starts_on"]

    def __str__(self) -> str:
        return f"{self.key} {self.value} {self.unit}"
