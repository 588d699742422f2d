"""What whoever gives a case away tells the officer who takes it (F-20)."""

import uuid

from django.db import models
from django.db.models import Q

from core.history import append_only
from offenders.models import Case
from offenders.models.case import code_known
from people.choices import Agency
from people.models import User


class Brief(models.Model):
    """F-20: a handover brief as it was confirmed: what the record said then, and what the record does not say.

    It is kept as it was read and never changed: whoever knows more confirms a further one. What has happened since is
    read from the record, which goes on.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="briefs")
    agency = models.CharField(max_length=10, choices=Agency, help_text="Whose officers it is for")
    parts = models.JSONField(help_text="What the record said: title and lines of each part")
    open_points = models.JSONField(help_text="What the record left unanswered")
    adds = models.TextField(
        blank=True, help_text="What the record does not say; empty: nothing beyond it"
    )
    answers = models.TextField(blank=True, help_text="What is known of the open points")
    confirmed_by = models.ForeignKey(User, models.PROTECT, related_name="briefs")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [
            code_known("caseloads_brief_agency_known", "agency", Agency),
            models.CheckConstraint(name="caseloads_brief_has_parts", condition=~Q(parts=[])),
        ]
        indexes = [
            models.Index(
                "case", "agency", models.F("confirmed_at").desc(), name="caseloads_brief_newest"
            )
        ]
        ordering = ["-confirmed_at", "-pk"]
        triggers = append_only("caseloads_brief")

    def __str__(self) -> str:
        return f"Confirmed by {self.confirmed_by}"
