"""Referrals to accredited programmes."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from core.history import tracked
from offenders.models import Case
from programmes.choices import Barrier, ReferralStatus


@tracked("programmes_referral_history")
class Referral(models.Model):
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="referrals")
    programme = models.CharField(max_length=60)
    referred_on = models.DateField()
    status = models.CharField(max_length=24, choices=ReferralStatus)
    started_on = models.DateField(null=True, blank=True)
    pre_programme_done = models.BooleanField(default=False)
    barriers = ArrayField(
        models.CharField(max_length=24, choices=Barrier), default=list, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "case", "programme", "referred_on", name="programmes_referral_once"
            ),
            models.CheckConstraint(
                name="programmes_referral_status_known",
                condition=Q(status__in=ReferralStatus.values),
            ),
            models.CheckConstraint(
                name="programmes_referral_starts_after_referral",
                condition=Q(started_on__isnull=True) | Q(started_on__gte=F("referred_on")),
            ),
            models.CheckConstraint(
                name="programmes_referral_barriers_known",
                condition=Q(barriers__contained_by=Barrier.values),
            ),
        ]
        ordering = ["-referred_on"]

    def __str__(self) -> str:
        return f"{self.programme}: {self.get_status_display()}"
