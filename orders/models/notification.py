"""Until when somebody is subject to notification, and when they notify next (NOT-1 to NOT-16, NOT-24)."""

import uuid

import pgtrigger
from django.contrib.postgres.functions import RandomUUID
from django.db import models
from django.db.models import F, Q

from core.history import tracked
from core.models import LondonToday
from offenders.choices import Disposal
from offenders.models.case import Case
from people.models import User


def known_when_recorded(name: str) -> pgtrigger.Trigger:
    """Nobody writes down what is not known yet; an extract is stored as it is."""
    return pgtrigger.Trigger(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.UpdateOf("recorded_on"),
        condition=pgtrigger.Q(new__recorded_by__isnull=False)
        & pgtrigger.Q(new__known_on__gt=pgtrigger.F("new__recorded_on")),
        func="RAISE EXCEPTION 'It is not known yet' USING ERRCODE = 'check_violation';",
    )


class Known(models.Model):
    """What was known from a day on, and from where. The newest known by a day counts; earlier ones stay."""

    uuid = models.UUIDField(
        default=uuid.uuid4, db_default=RandomUUID(), unique=True, editable=False
    )
    case = models.ForeignKey(Case, models.CASCADE, related_name="%(class)ss")
    known_on = models.DateField()
    source = models.CharField(max_length=120, blank=True, default="", help_text="Where it was read")
    recorded_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    recorded_on = models.DateField(db_default=LondonToday())
    version = models.PositiveIntegerField(default=1, db_default=1)

    class Meta:
        abstract = True


@tracked("orders_notificationperiod_history")
class NotificationPeriod(Known):
    """Until when; `ends_on` is the first day on which nothing is to be notified, empty for indefinite.

    NOT-16: beside the end stands what it was worked out from, and why it is another where somebody said so. Of one
    that came with an extract only the end is known.
    """

    ends_on = models.DateField(null=True, blank=True)
    offence = models.CharField(max_length=120, blank=True, default="")
    disposal = models.CharField(max_length=20, choices=Disposal, blank=True, default="")
    relevant_on = models.DateField(null=True, blank=True)
    age = models.PositiveSmallIntegerField(null=True, blank=True, help_text="On the relevant date")
    term_months = models.PositiveSmallIntegerField(default=0, db_default=0)
    term_days = models.PositiveSmallIntegerField(default=0, db_default=0)
    worked_out = models.DateField(
        null=True, blank=True, help_text="As worked out; empty for indefinite"
    )
    override = models.CharField(
        max_length=500, blank=True, default="", help_text="Why the end is another than worked out"
    )
    is_verified = models.BooleanField(default=False, db_default=False, help_text="Against ViSOR")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", "known_on", name="orders_notificationperiod_once_a_day"
            ),
            models.CheckConstraint(
                name="orders_notificationperiod_disposal_known",
                condition=Q(disposal__in=["", *Disposal.values]),
            ),
            models.CheckConstraint(
                name="orders_notificationperiod_has_its_inputs",
                condition=Q(disposal="", relevant_on__isnull=True, age__isnull=True)
                | (
                    ~Q(disposal="")
                    & ~Q(offence="")
                    & Q(relevant_on__isnull=False, age__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="orders_notificationperiod_another_end_says_why",
                condition=Q(disposal="")
                | ~Q(override="")
                | Q(ends_on__isnull=False, worked_out__isnull=False, ends_on=F("worked_out"))
                | Q(ends_on__isnull=True, worked_out__isnull=True),
            ),
        ]
        triggers = [known_when_recorded("orders_notificationperiod_known_when_recorded")]
        ordering = ["-known_on"]

    def __str__(self) -> str:
        return f"Notification until {self.ends_on or 'no date'}"


@tracked("orders_annualnotification_history")
class AnnualNotification(Known):
    """NOT-24: the day by which they notify next, as it was known on a day."""

    due_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", "known_on", name="orders_annualnotification_once_a_day"
            ),
        ]
        triggers = [known_when_recorded("orders_annualnotification_known_when_recorded")]
        ordering = ["-known_on"]

    def __str__(self) -> str:
        return f"Annual notification by {self.due_on}"
