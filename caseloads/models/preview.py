"""What a change of a number of the field would do, worked out before it is made."""

import uuid

from django.db import models
from django.db.models import Q

from people.models import User


class Preview(models.Model):
    """A change that an administrator asked about. Derived and soon of no use: the change itself has the history.

    `counts` has a row for each team and kind of deadline: how many there are, how many more and how many fewer there
    would be. Numbers only, because administrators see no case.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    key = models.CharField(max_length=80)
    value = models.PositiveIntegerField()
    starts_on = models.DateField()
    reason = models.CharField(max_length=500)
    version = models.PositiveIntegerField(help_text="Of the number on the screen")
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    as_at = models.DateField(null=True, blank=True, help_text="The day that it was worked out for")
    counts = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="caseloads_preview_finished_as_at_a_day",
                condition=Q(finished_at__isnull=True, as_at__isnull=True)
                | Q(finished_at__isnull=False, as_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.value} from {self.starts_on}"
