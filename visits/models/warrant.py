"""What was decided about a warrant to enter."""

from django.db import models
from django.db.models import Q

from core.history import append_only
from offenders.models import Contact
from people.models import User
from visits.choices import (
    WarrantChoice,
)


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
