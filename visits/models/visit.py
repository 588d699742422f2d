"""The detail of a contact that is a police home visit, and what it found about each condition."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from core.addresses import address
from core.history import append_only
from offenders.models import Address, Case, Contact
from orders.models import Condition
from people.models import Officer
from visits.choices import (
    CHILD_TOLD,
    ArmsFactor,
    ChildrenSeen,
    ConditionResult,
    DevicesExamined,
    NotificationItem,
    VisitOutcome,
    VisitPurpose,
)
from visits.querysets import VisitQuerySet


class Visit(models.Model):
    """POL-11: a visit *is* a contact; this row is the detail of one version of it, and like it never altered.

    While the outcome is empty the visit is planned. Recording it, or correcting it, adds a contact version
    with a visit row of its own.
    """

    contact = models.OneToOneField(Contact, models.PROTECT, related_name="visit")
    case = models.ForeignKey(Case, models.PROTECT, db_index=False, related_name="visits")
    purposes = ArrayField(models.CharField(max_length=30, choices=VisitPurpose))
    address = models.ForeignKey(
        Address, models.PROTECT, null=True, blank=True, related_name="visits"
    )
    premises = models.CharField(
        max_length=300, blank=True, default="", help_text="Where, as written"
    )
    second_officer = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="visits_as_second"
    )
    single_crewed_because = models.CharField(max_length=500, blank=True, default="")
    is_announced = models.BooleanField(default=False)
    announced_because = models.CharField(max_length=500, blank=True, default="")
    outcome = models.CharField(max_length=20, choices=VisitOutcome, blank=True, default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    purpose_results = models.JSONField(default=dict, blank=True)
    people_present = models.TextField(blank=True, default="")
    children = models.CharField(max_length=10, choices=ChildrenSeen, blank=True, default="")
    children_detail = models.TextField(blank=True, default="")
    child_ages = models.CharField(max_length=200, blank=True, default="", db_default="")
    child_relation = models.CharField(max_length=200, blank=True, default="", db_default="")
    rooms_viewed = models.TextField(blank=True, default="")
    devices = models.TextField(blank=True, default="")
    devices_examined = models.CharField(
        max_length=10, choices=DevicesExamined, blank=True, default="", db_default=""
    )
    vehicles = models.TextField(blank=True, default="", db_default="")
    employment = models.TextField(blank=True, default="", db_default="")
    relationships = models.TextField(blank=True, default="", db_default="")
    presentation = models.TextField(blank=True, default="")
    changes = models.TextField(blank=True, default="")
    arms_factors = ArrayField(
        models.CharField(max_length=20, choices=ArmsFactor),
        default=list,
        blank=True,
        db_default=[],
        help_text="POL-19: those that the visit told something about",
    )
    arms_evidence = models.TextField(blank=True, default="", db_default="")
    concerns = models.TextField(blank=True, default="")
    actions = models.TextField(blank=True, default="")
    intelligence_ref = models.CharField(max_length=60, blank=True, default="")
    visor_updated_on = models.DateField(null=True, blank=True)
    entry_sought_by = models.CharField(max_length=200, blank=True, default="")
    refusal_words = models.TextField(blank=True, default="")
    seen_where = models.CharField(max_length=200, blank=True, default="")

    objects = VisitQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="visits_visit_has_purpose", condition=Q(purposes__len__gte=1)
            ),
            models.CheckConstraint(
                name="visits_visit_purposes_known",
                condition=Q(purposes__contained_by=VisitPurpose.values),
            ),
            models.CheckConstraint(
                name="visits_visit_outcome_known",
                condition=Q(outcome__in=["", *VisitOutcome.values]),
            ),
            models.CheckConstraint(
                name="visits_visit_children_known",
                condition=Q(children__in=["", *ChildrenSeen.values]),
            ),
            models.CheckConstraint(
                name="visits_visit_devices_examined_known",
                condition=Q(devices_examined__in=["", *DevicesExamined.values]),
            ),
            models.CheckConstraint(
                name="visits_visit_arms_factors_known",
                condition=Q(arms_factors__contained_by=ArmsFactor.values),
            ),
            models.CheckConstraint(
                name="visits_visit_arms_factors_have_evidence",
                condition=Q(arms_factors__len=0) | ~Q(arms_evidence=""),
            ),
        ]
        indexes = [
            models.Index("case", "outcome", name="visits_visit_case_outcome"),
            models.Index(
                "case", name="visits_visit_child", condition=Q(children__in=sorted(CHILD_TOLD))
            ),
        ]
        triggers = append_only("visits_visit")

    def __str__(self) -> str:
        return f"Visit: {self.get_outcome_display() or 'planned'}"

    def get_absolute_url(self) -> str:
        return address("visits:visit", self.contact.uuid)


class ConditionCheck(models.Model):
    """ORD-13: what a visit found about one condition in force, or about one thing to be notified (NOT-31).

    Like the visit it belongs to, never altered: a correction is a further version with checks of its own.
    """

    visit = models.ForeignKey(Visit, models.PROTECT, related_name="checks")
    condition = models.ForeignKey(
        Condition, models.PROTECT, null=True, blank=True, related_name="checks"
    )
    notification = models.CharField(max_length=20, choices=NotificationItem, blank=True, default="")
    result = models.CharField(max_length=20, choices=ConditionResult)
    concern = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="visits_conditioncheck_about_one",
                condition=Q(condition__isnull=False, notification="")
                | Q(condition__isnull=True, notification__in=NotificationItem.values),
            ),
            models.CheckConstraint(
                name="visits_conditioncheck_result_known",
                condition=Q(result__in=ConditionResult.values),
            ),
            models.CheckConstraint(
                name="visits_conditioncheck_concern_in_words",
                condition=Q(~Q(concern=""), result=ConditionResult.CONCERN)
                | Q(~Q(result=ConditionResult.CONCERN), concern=""),
            ),
            models.UniqueConstraint(
                "visit",
                "condition",
                name="visits_conditioncheck_condition_once",
                condition=Q(condition__isnull=False),
            ),
            models.UniqueConstraint(
                "visit",
                "notification",
                name="visits_conditioncheck_notification_once",
                condition=~Q(notification=""),
            ),
        ]
        indexes = [
            models.Index(
                "visit",
                name="visits_conditioncheck_child",
                condition=Q(notification=NotificationItem.CHILD, result=ConditionResult.CONCERN),
            ),
        ]
        triggers = append_only("visits_conditioncheck")

    def __str__(self) -> str:
        return f"{self.condition or self.get_notification_display()}: {self.get_result_display()}"
