"""What managers made of cases and records, and what they asked of officers."""

import uuid

from django.db import models
from django.db.models import F, Q

from caseloads.choices import ASKING, Mark, ReviewOutcome, Signature, SignedKind
from core.addresses import address
from core.history import append_only, tracked
from offenders.choices import RiskLevel
from offenders.models import Case, Contact
from people.choices import Agency
from people.models import Officer, User


class ManagerReview(models.Model):
    """F-13: a manager looked at a case, with the evidence for each question. Never altered; the next one follows it.

    `contact` puts it on the timeline; `level` is what the tool of the manager's agency said then.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="manager_reviews")
    contact = models.OneToOneField(Contact, models.PROTECT, related_name="manager_review")
    agency = models.CharField(max_length=10, choices=Agency)
    level = models.CharField(max_length=10, choices=RiskLevel)
    risk = models.TextField(help_text="What shows that the level is right, or that it is not")
    plan = models.TextField(help_text="What shows that the plan deals with the risk")
    contact_kept = models.TextField(help_text="When they were seen, and where")
    protection = models.TextField(help_text="Who may be harmed, and what was done for them")
    outcome = models.CharField(max_length=10, choices=ReviewOutcome)
    reviewed_by = models.ForeignKey(User, models.PROTECT, related_name="manager_reviews")
    reviewed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="caseloads_managerreview_gives_evidence",
                condition=~Q(risk="") & ~Q(plan="") & ~Q(contact_kept="") & ~Q(protection=""),
            ),
            models.CheckConstraint(
                name="caseloads_managerreview_outcome_known",
                condition=Q(outcome__in=ReviewOutcome.values),
            ),
            models.CheckConstraint(
                name="caseloads_managerreview_agency_known", condition=Q(agency__in=Agency.values)
            ),
            models.CheckConstraint(
                name="caseloads_managerreview_level_known", condition=Q(level__in=RiskLevel.values)
            ),
        ]
        indexes = [
            models.Index(
                "case", "agency", F("reviewed_at").desc(), name="caseloads_managerreview_last"
            ),
        ]
        triggers = append_only("caseloads_managerreview")

    def __str__(self) -> str:
        return f"Reviewed by {self.reviewed_by}"

    def get_absolute_url(self) -> str:
        return address("caseloads:manager_review", self.uuid)

    @property
    def asks_something(self) -> bool:
        """Whether it cannot be without a word to the officer."""
        return self.outcome in ASKING


class Countersignature(models.Model):
    """PRO-24: a second person read one version of a record and signed it, or sent it back. Never altered.

    `record` is the record's UUID and `recorded_at` says which version of it was read: one that is written anew is read
    anew.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="countersignatures")
    agency = models.CharField(max_length=10, choices=Agency)
    kind = models.CharField(max_length=10, choices=SignedKind)
    record = models.UUIDField()
    recorded_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Signature)
    words = models.TextField(help_text="What the manager saw that bears it out, or what is missing")
    signed_by = models.ForeignKey(User, models.PROTECT, related_name="countersignatures")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "record",
                "recorded_at",
                name="caseloads_countersignature_once",
                condition=Q(decision=Signature.SIGNED),
            ),
            models.CheckConstraint(
                name="caseloads_countersignature_has_words", condition=~Q(words="")
            ),
            models.CheckConstraint(
                name="caseloads_countersignature_kind_known",
                condition=Q(kind__in=SignedKind.values),
            ),
            models.CheckConstraint(
                name="caseloads_countersignature_decision_known",
                condition=Q(decision__in=Signature.values),
            ),
            models.CheckConstraint(
                name="caseloads_countersignature_agency_known",
                condition=Q(agency__in=Agency.values),
            ),
            models.CheckConstraint(
                name="caseloads_countersignature_after_the_record",
                condition=Q(signed_at__gte=F("recorded_at")),
            ),
        ]
        indexes = [
            models.Index("case", "record", name="caseloads_countersigned_record"),
        ]
        triggers = append_only("caseloads_countersignature")

    def __str__(self) -> str:
        return f"{self.get_decision_display()} by {self.signed_by}"


class SampleDraw(models.Model):
    """F-30: the records that were drawn for a manager in a month, by a seed that lets anybody draw them again."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="samples")
    month = models.DateField(help_text="Its first day")
    seed = models.CharField(max_length=80)
    wanted = models.PositiveSmallIntegerField(help_text="How many the setting asks for")
    pool = models.PositiveIntegerField(help_text="From how many they were drawn")
    drawn_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("officer", "month", name="caseloads_sampledraw_one_a_month"),
            models.CheckConstraint(
                name="caseloads_sampledraw_month_begins", condition=Q(month__day=1)
            ),
        ]
        triggers = append_only("caseloads_sampledraw")

    def __str__(self) -> str:
        return f"Sample of {self.officer}, {self.month:%B %Y}"


@tracked("caseloads_sampleitem_history")
class SampleItem(models.Model):
    """F-30: one record that was drawn, and how it was scored. `contact` is the version that held when it was drawn."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draw = models.ForeignKey(SampleDraw, models.PROTECT, related_name="items")
    place = models.PositiveSmallIntegerField()
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="sampled")
    case = models.ForeignKey(Case, models.PROTECT, related_name="sampled")
    officer = models.ForeignKey(
        Officer, models.PROTECT, related_name="sampled", help_text="Whose record it is"
    )
    weight = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=10, choices=RiskLevel, blank=True, default="")
    is_unseen = models.BooleanField(help_text="Nobody senior had opened the case")
    scored_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="samples_scored"
    )
    scored_at = models.DateTimeField(null=True, blank=True)
    told_in = models.OneToOneField(
        Contact, models.PROTECT, null=True, blank=True, related_name="sample_scored"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint("draw", "contact", name="caseloads_sampleitem_once"),
            models.UniqueConstraint("draw", "place", name="caseloads_sampleitem_place"),
            models.CheckConstraint(
                name="caseloads_sampleitem_scored_whole",
                condition=Q(scored_by__isnull=True, scored_at__isnull=True, told_in__isnull=True)
                | Q(scored_by__isnull=False, scored_at__isnull=False, told_in__isnull=False),
            ),
            models.CheckConstraint(name="caseloads_sampleitem_weighs", condition=Q(weight__gte=1)),
            models.CheckConstraint(
                name="caseloads_sampleitem_level_known",
                condition=Q(level__in=["", *RiskLevel.values]),
            ),
        ]
        ordering = ["draw", "place"]

    def __str__(self) -> str:
        return f"{self.draw}, {self.place}"

    def get_absolute_url(self) -> str:
        return address("caseloads:sampled", self.uuid)


class SampleScore(models.Model):
    """F-30: how far a record answers one question, and what shows it. Never altered."""

    item = models.ForeignKey(SampleItem, models.PROTECT, related_name="scores")
    question = models.CharField(max_length=20)
    mark = models.CharField(max_length=10, choices=Mark)
    evidence = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint("item", "question", name="caseloads_samplescore_once"),
            models.CheckConstraint(
                name="caseloads_samplescore_mark_known", condition=Q(mark__in=Mark.values)
            ),
            models.CheckConstraint(
                name="caseloads_samplescore_has_evidence", condition=~Q(evidence="")
            ),
        ]
        triggers = append_only("caseloads_samplescore")

    def __str__(self) -> str:
        return f"{self.question}: {self.mark}"


@tracked("caseloads_asked_history")
class Asked(models.Model):
    """F-13, F-30: what a manager asks of an officer by a day, after a review, a record sent back or a sample.

    `answer` stays empty while nobody has said what was done about it. `officer` is whom it was asked of; whoever holds
    the case answers.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="asked")
    agency = models.CharField(max_length=10, choices=Agency)
    review = models.OneToOneField(
        ManagerReview, models.PROTECT, null=True, blank=True, related_name="asked"
    )
    signature = models.OneToOneField(
        Countersignature, models.PROTECT, null=True, blank=True, related_name="asked"
    )
    item = models.OneToOneField(
        SampleItem, models.PROTECT, null=True, blank=True, related_name="asked"
    )
    officer = models.ForeignKey(
        Officer, models.PROTECT, null=True, blank=True, related_name="asked"
    )
    asks = models.TextField()
    due_on = models.DateField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="asked")
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True, default="")
    answered_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="asked_answered"
    )
    answered_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(name="caseloads_asked_has_words", condition=~Q(asks="")),
            models.CheckConstraint(
                name="caseloads_asked_after_one_thing",
                condition=Q(review__isnull=False, signature__isnull=True, item__isnull=True)
                | Q(review__isnull=True, signature__isnull=False, item__isnull=True)
                | Q(review__isnull=True, signature__isnull=True, item__isnull=False),
            ),
            models.CheckConstraint(
                name="caseloads_asked_answer_is_whole",
                condition=Q(answer="", answered_by__isnull=True, answered_at__isnull=True)
                | Q(
                    ~Q(answer=""),
                    answered_by__isnull=False,
                    answered_at__gte=F("asked_at"),
                ),
            ),
            models.CheckConstraint(
                name="caseloads_asked_agency_known", condition=Q(agency__in=Agency.values)
            ),
        ]
        indexes = [
            models.Index("case", name="caseloads_asked_open", condition=Q(answer="")),
        ]

    def __str__(self) -> str:
        return f"Asked by {self.asked_by}"

    def get_absolute_url(self) -> str:
        return address("caseloads:asked", self.uuid)
