"""Requests for surveillance and other work by other units (POL-25): what was asked and granted, never what was seen."""

import uuid

from django.db import models
from django.db.models import F, Q

from core.addresses import address
from core.history import tracked
from mappa.choices import Decision, RequestKind, Result
from offenders.models import Case
from offenders.models.case import code_known
from people.models import User


@tracked("mappa_request_history")
class Request(models.Model):
    """POL-25: asked when, for how long, granted how long, and whether it was done. No product and no text on any."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="mappa_requests")
    kind = models.CharField(max_length=20, choices=RequestKind)
    asked_on = models.DateField()
    asked_days = models.PositiveSmallIntegerField(help_text="For how many days")
    asked_of = models.CharField(max_length=120, help_text="The unit or the service, no person")
    reference = models.CharField(
        max_length=60, blank=True, default="", help_text="Of the authority, where there is one"
    )
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="mappa_requests")
    recorded_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision, blank=True, default="")
    decided_on = models.DateField(null=True, blank=True)
    granted_days = models.PositiveSmallIntegerField(null=True, blank=True)
    result = models.CharField(max_length=10, choices=Result, blank=True, default="")
    done_days = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="On how many days it was carried out"
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            code_known("mappa_request_kind_known", "kind", RequestKind),
            models.CheckConstraint(
                name="mappa_request_asks_for_days",
                condition=Q(asked_days__gte=1) & ~Q(asked_of=""),
            ),
            models.CheckConstraint(
                name="mappa_request_decided_or_waits",
                condition=Q(decision="", decided_on__isnull=True, granted_days__isnull=True)
                | Q(decision=Decision.GRANTED, decided_on__gte=F("asked_on"), granted_days__gte=1)
                | Q(
                    decision__in=[Decision.REFUSED, Decision.WITHDRAWN],
                    decided_on__gte=F("asked_on"),
                    granted_days__isnull=True,
                ),
            ),
            models.CheckConstraint(
                name="mappa_request_result_of_what_was_granted",
                condition=Q(result="", done_days__isnull=True)
                | Q(decision=Decision.GRANTED, result=Result.NOT_DONE, done_days__isnull=True)
                | Q(decision=Decision.GRANTED, result=Result.DONE, done_days__gte=1),
            ),
        ]
        indexes = [models.Index("case", "asked_on", name="mappa_request_case")]
        ordering = ["-asked_on", "-id"]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return address("mappa:answer_request", self.uuid)
