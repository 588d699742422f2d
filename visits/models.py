"""Police home visits: the detail of a contact, and how often a person is to be visited."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.addresses import address
from core.history import append_only, tracked
from core.models import ends_after_start, no_overlap
from offenders.choices import RiskLevel
from offenders.models import Address, Case, Contact
from offenders.models.frequency import decided_by_another
from orders.models import Condition
from people.models import Officer, User
from visits.choices import (
    CHILD_TOLD,
    ArmsFactor,
    ChildrenSeen,
    ConditionResult,
    DevicesExamined,
    EnquiryAnswer,
    EnquiryKind,
    NotificationItem,
    VisitOutcome,
    VisitPurpose,
    WarrantChoice,
)
from visits.querysets import ReviewQuerySet, VisitQuerySet


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


@tracked("visits_review_history")
class Review(models.Model):
    """POL-11: a supervisor has read one version of a visit's record, and may ask the officer for something.

    One review for each version: a record corrected afterwards is to be read again. `answer` stays empty while
    what `asks` says has not been answered.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contact = models.OneToOneField(Contact, models.PROTECT, related_name="review")
    words = models.TextField(help_text="What the supervisor makes of the record")
    asks = models.TextField(blank=True, default="", help_text="What the officer is to do")
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="reviews")
    reviewed_at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="reviews_answered"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="visits_review_has_words", condition=~Q(words="")),
            models.CheckConstraint(
                name="visits_review_answer_is_whole",
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | Q(
                    ~Q(answer=""),
                    ~Q(asks=""),
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                ),
            ),
        ]
        indexes = [
            models.Index(
                "contact", name="visits_review_unanswered", condition=~Q(asks="") & Q(answer="")
            ),
        ]

    def __str__(self) -> str:
        return f"Reviewed by {self.reviewed_by}"

    @property
    def case(self) -> Case:
        """Whom it is about: a review is of one version of a contact."""
        return self.contact.case


@tracked("visits_enquiry_history")
class Enquiry(models.Model):
    """PRO-86: who was asked or told about a child that a visit met or saw signs of, and what came of it.

    `contact` is the version of the visit that was on the screen: what a later one tells of a child is asked about anew.
    Three steps, each kept with who and when: asked, answered, considered.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="enquiries")
    kind = models.CharField(max_length=10, choices=EnquiryKind)
    asked_of = models.CharField(max_length=200, help_text="The authority, and who there")
    about = models.TextField(help_text="Which child, as far as anybody knows")
    words = models.TextField(help_text="What they were asked or told")
    reference = models.CharField(max_length=60, blank=True, default="")
    asked_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="enquiries")
    recorded_at = models.DateTimeField()
    answer = models.CharField(max_length=10, choices=EnquiryAnswer, blank=True, default="")
    answer_words = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="enquiries_answered"
    )
    answer_recorded_at = models.DateTimeField(null=True, blank=True)
    considered = models.TextField(blank=True, default="", help_text="What it means for the risk")
    considered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="enquiries_considered"
    )
    considered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="visits_enquiry_kind_known", condition=Q(kind__in=EnquiryKind.values)
            ),
            models.CheckConstraint(
                name="visits_enquiry_says_of_whom",
                condition=~Q(asked_of="") & ~Q(about="") & ~Q(words=""),
            ),
            models.CheckConstraint(
                name="visits_enquiry_asked_before_recorded",
                condition=Q(asked_at__lte=F("recorded_at")),
            ),
            models.CheckConstraint(
                name="visits_enquiry_answer_is_whole",
                condition=Q(
                    answer="",
                    answer_words="",
                    answered_at__isnull=True,
                    answer_by__isnull=True,
                    answer_recorded_at__isnull=True,
                )
                | Q(
                    ~Q(answer_words=""),
                    answer__in=EnquiryAnswer.values,
                    answered_at__gte=F("asked_at"),
                    answer_by__isnull=False,
                    answer_recorded_at__gte=F("answered_at"),
                ),
            ),
            models.CheckConstraint(
                name="visits_enquiry_considered_once_answered",
                condition=Q(considered="", considered_by__isnull=True, considered_at__isnull=True)
                | Q(
                    ~Q(considered=""),
                    ~Q(answer=""),
                    considered_by__isnull=False,
                    considered_at__gte=F("answer_recorded_at"),
                ),
            ),
        ]
        indexes = [
            models.Index(
                "contact", name="visits_enquiry_open", condition=Q(considered_at__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.asked_of})"

    def get_absolute_url(self) -> str:
        return address("visits:enquiry", self.uuid)

    @property
    def case(self) -> Case:
        """Whom it is about: what was found when they were visited."""
        return self.contact.case


class ChildDecision(models.Model):
    """PRO-87: a supervisor decided, with a reason, that one version of a visit needs no enquiry. Never altered."""

    contact = models.OneToOneField(Contact, models.PROTECT, related_name="child_decision")
    reason = models.TextField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="child_decisions")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="visits_childdecision_has_reason", condition=~Q(reason="")),
        ]
        triggers = append_only("visits_childdecision")

    def __str__(self) -> str:
        return f"No enquiry: decided by {self.decided_by}"


class WarrantDecision(models.Model):
    """POL-15: whether to apply for a warrant at an address where enough occasions count, with the reason. Never altered.

    `contact` is the last occasion that it knew of; a further one is asked about anew.
    """

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="warrant_decisions")
    premises = models.TextField(help_text="Where, as written then")
    occasions = models.PositiveSmallIntegerField(help_text="How many counted there then")
    decision = models.CharField(max_length=10, choices=WarrantChoice)
    reason = models.TextField()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="warrant_decisions")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="visits_warrantdecision_whole",
                condition=~Q(reason="") & ~Q(premises="") & Q(occasions__gte=2),
            ),
            models.CheckConstraint(
                name="visits_warrantdecision_known", condition=Q(decision__in=WarrantChoice.values)
            ),
        ]
        triggers = append_only("visits_warrantdecision")

    def __str__(self) -> str:
        return self.get_decision_display()


@tracked("visits_interval_history")
class Interval(models.Model):
    """POL-4: how often this person is visited, with the reason, instead of the standard for the risk level.

    Longer than the standard holds only once a supervisor, not the one who set it, has approved it, and only
    while the police risk level is the one it was set for. Refused, with the reason, it stays on record.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="visit_intervals")
    months = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=500)
    risk_level = models.CharField(
        max_length=10, choices=RiskLevel, help_text="The police risk level that it was set for"
    )
    set_by = models.ForeignKey(User, models.PROTECT, related_name="intervals_set")
    # The columns of the decision keep their first names: none is renamed under code that reads it.
    decided_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        db_column="approved_by_id",
        related_name="intervals_decided",
    )
    decided_on = models.DateField(null=True, blank=True, db_column="approved_on")
    is_approved = models.BooleanField(default=False, db_default=False)
    refusal = models.CharField(max_length=500, blank=True, default="", db_default="")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="visits_interval_months_in_reach", condition=Q(months__gte=1, months__lte=24)
            ),
            decided_by_another("visits_interval_decided_by_another"),
            models.CheckConstraint(
                name="visits_interval_level_known", condition=Q(risk_level__in=RiskLevel.values)
            ),
            no_overlap("visits_interval_one_in_force", "case"),
            ends_after_start("visits_interval_ends_after_start"),
        ]

    def __str__(self) -> str:
        return f"Every {self.months} months"
