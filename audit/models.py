"""Who looked at what, and why: rows that can only be added (DPA 2018 s.62, INF-2 to INF-8)."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.db.models.fields.json import KeyTransform

from audit.choices import Outcome
from core.history import append_only

# In `asked`: the case that was refused, where the answer looked as if there were none or it was no case's address.
REFUSED_CASE = "refused_case"


class Event(models.Model):
    """One request: who, when, what was asked, every case in the answer with its ground, and the outcome.

    Ids and labels instead of foreign keys: the log outlives what it speaks of and points at no upper floor.
    """

    request_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    at = models.DateTimeField()
    transaction_id = models.BigIntegerField(
        help_text="xid8 of the writing transaction: seals take rows that no running one can still add"
    )
    user_id = models.BigIntegerField(null=True, blank=True)
    user_label = models.CharField(max_length=254, blank=True, default="")
    roles = ArrayField(models.CharField(max_length=20), default=list)
    session = models.CharField(max_length=64, blank=True, default="", help_text="Hash of its key")
    address = models.GenericIPAddressField(null=True, blank=True)
    method = models.CharField(max_length=8)
    view = models.CharField(max_length=100, blank=True, default="", help_text="Name of the URL")
    path = models.CharField(max_length=300)
    object_uuid = models.UUIDField(null=True, blank=True, help_text="What the URL named")
    asked = models.JSONField(default=dict, help_text="Search, filters and page, as sent")
    case_ids = ArrayField(models.BigIntegerField(), default=list)
    grounds = ArrayField(models.CharField(max_length=20), default=list)
    reason = models.CharField(max_length=500, blank=True, default="")
    status = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=20, choices=Outcome)

    class Meta:
        indexes = [
            GinIndex(fields=["case_ids"], name="audit_event_cases"),
            models.Index("user_id", models.F("at").desc(), name="audit_event_user"),
            models.Index(models.F("at").desc(), name="audit_event_at"),
            models.Index("object_uuid", "at", name="audit_event_object"),
            models.Index(
                KeyTransform(REFUSED_CASE, "asked"),
                name="audit_event_refused_case",
                condition=Q(asked__has_key=REFUSED_CASE),
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="audit_event_ground_for_each_case",
                condition=Q(case_ids__len=models.F("grounds__len")),
            ),
            models.CheckConstraint(
                name="audit_event_outcome_known", condition=Q(outcome__in=Outcome.values)
            ),
        ]
        triggers = append_only("audit_event")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M:%S} {self.user_label} {self.view}"


class Seal(models.Model):
    """A signed Merkle root over a run of audit rows, chained to the seal before it."""

    number = models.PositiveBigIntegerField(unique=True)
    sealed_at = models.DateTimeField()
    below_transaction = models.BigIntegerField(
        help_text="Rows written by transactions below this xid are sealed by now"
    )
    from_transaction = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    signature = models.BinaryField(max_length=64)
    key_id = models.CharField(max_length=16)

    class Meta:
        ordering = ["number"]
        triggers = append_only("audit_seal")

    def __str__(self) -> str:
        return f"Seal {self.number}"
