"""Preventive orders and what they forbid or ask for, one row each (ORD-1 to ORD-11)."""

import uuid

from django.db import models
from django.db.models import F, Q

from core.addresses import address
from core.history import append_only, tracked
from core.models import LondonToday
from offenders.models.case import Case, code_known
from orders.choices import (
    ConditionCategory,
    ConditionKind,
    OrderEnding,
    OrderKind,
    OrderRoute,
    RenewalDecision,
)
from people.models import User


def ended_says_why(name: str) -> models.CheckConstraint:
    """What was recorded in error holds on no day; an end before its time has one of the known reasons."""
    # A check lets pass what is unknown, as an empty end is beside any day: so that is said first.
    has_end = Q(ends_on__isnull=False)
    is_empty = has_end & Q(ends_on=F("starts_on"), ended_because=OrderEnding.ERROR)
    is_span = Q(ends_on__isnull=True, ended_because="") | (
        has_end & ~Q(ended_because=OrderEnding.ERROR) & Q(ends_on__gt=F("starts_on"))
    )
    return models.CheckConstraint(name=name, condition=is_empty | is_span)


def ending_known(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=name, condition=Q(ended_because__in=["", *OrderEnding.values])
    )


@tracked("orders_order_history")
class Order(models.Model):
    """A preventive order in force from a day, to a last day or until further order.

    The end is exclusive and empty while the order runs until further order. One recorded in error ends where it
    starts, so it holds on no day, and its row and history stay.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="orders")
    kind = models.CharField(max_length=20, choices=OrderKind)
    is_interim = models.BooleanField(default=False)
    court = models.CharField(max_length=120, blank=True, default="")
    court_ref = models.CharField(max_length=60, blank=True, default="")
    route = models.CharField(max_length=20, choices=OrderRoute)
    made_on = models.DateField()
    served_on = models.DateField(null=True, blank=True)
    served_by = models.CharField(max_length=120, blank=True, default="")
    has_copy = models.BooleanField(default=False, help_text="A verified copy is held")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=20, choices=OrderEnding, blank=True, default="")
    ended_note = models.CharField(max_length=500, blank=True, default="")
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="orders_recorded")
    recorded_on = models.DateField(
        db_default=LondonToday(), help_text="Since when it is on record here"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            code_known("orders_order_kind_known", "kind", OrderKind),
            code_known("orders_order_route_known", "route", OrderRoute),
            ending_known("orders_order_ending_known"),
            ended_says_why("orders_order_ended_says_why"),
            models.CheckConstraint(
                name="orders_order_starts_when_made", condition=Q(starts_on__gte=F("made_on"))
            ),
            models.CheckConstraint(
                name="orders_order_recorded_when_made", condition=Q(recorded_on__gte=F("made_on"))
            ),
            models.CheckConstraint(
                name="orders_order_served_when_made",
                condition=Q(served_on__isnull=True) | Q(served_on__gte=F("made_on")),
            ),
        ]
        indexes = [models.Index("case", "starts_on", name="orders_order_case")]
        ordering = ["-starts_on", "-id"]

    def __str__(self) -> str:
        return f"Interim: {self.get_kind_display()}" if self.is_interim else self.get_kind_display()

    def get_absolute_url(self) -> str:
        return address("orders:order", self.uuid)


@tracked("orders_condition_history")
class Condition(models.Model):
    """One prohibition or requirement of an order, in the order's own words, which are never altered.

    Visits record for each whether it was checked (ORD-13), so other words are another row.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    order = models.ForeignKey(Order, models.CASCADE, related_name="conditions")
    kind = models.CharField(max_length=20, choices=ConditionKind)
    category = models.CharField(max_length=20, choices=ConditionCategory)
    words = models.TextField(help_text="As the order has it")
    monitoring = models.CharField(
        max_length=300, blank=True, default="", help_text="How, by whom and how often it is checked"
    )
    recorded_on = models.DateField(
        db_default=LondonToday(), help_text="Since when it is on record here"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_because = models.CharField(max_length=20, choices=OrderEnding, blank=True, default="")
    ended_note = models.CharField(max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            code_known("orders_condition_kind_known", "kind", ConditionKind),
            code_known("orders_condition_category_known", "category", ConditionCategory),
            ending_known("orders_condition_ending_known"),
            ended_says_why("orders_condition_ended_says_why"),
            models.CheckConstraint(name="orders_condition_has_words", condition=~Q(words="")),
        ]
        indexes = [models.Index("order", "starts_on", name="orders_condition_order")]
        ordering = ["starts_on", "id"]

    def __str__(self) -> str:
        return self.words

    @property
    def case(self) -> Case:
        """Whom it binds: a condition is part of an order."""
        return self.order.case


class Renewal(models.Model):
    """ORD-12: what was decided about an order, or one prohibition of it, before it ends. Never altered.

    The newest one holds, and only for the end that it was about (`ends_on`, exclusive as there): with another last
    day it is asked again.
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="renewals")
    condition = models.ForeignKey(
        Condition, models.CASCADE, null=True, blank=True, related_name="renewals"
    )
    ends_on = models.DateField()
    decision = models.CharField(max_length=20, choices=RenewalDecision)
    apply_by = models.DateField(null=True, blank=True)
    reason = models.TextField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="renewals_decided")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            code_known("orders_renewal_decision_known", "decision", RenewalDecision),
            models.CheckConstraint(name="orders_renewal_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="orders_renewal_applies_before_the_end",
                condition=Q(decision=RenewalDecision.LET_END, apply_by__isnull=True)
                | Q(
                    decision=RenewalDecision.APPLY,
                    apply_by__isnull=False,
                    apply_by__lt=F("ends_on"),
                ),
            ),
        ]
        triggers = append_only("orders_renewal")
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.get_decision_display()
