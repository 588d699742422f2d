"""Support that somebody was offered and what they took: theirs alone.

Nothing here is tracked: no change history, no row of the log that says what, no check whose refusal would quote a row.
What is removed is gone.
"""

import uuid

from django.db import models

from people.models.staff import User


class SupportNote(models.Model):
    """R-8, F-2: what was offered, when, whether it was taken, and a note of the person."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    what = models.CharField(max_length=200)
    offered_on = models.DateField(null=True, blank=True)
    was_taken = models.BooleanField(null=True)
    note = models.TextField(blank=True, default="", db_default="")

    class Meta:
        ordering = ["-offered_on", "-id"]

    def __str__(self) -> str:
        return "Support"


class SupportShare(models.Model):
    """One note that its author lets one person read, up to a day; taking it back removes the row."""

    note = models.ForeignKey(SupportNote, models.CASCADE, related_name="shares")
    shared_with = models.ForeignKey(User, models.CASCADE, related_name="+")
    last_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint("note", "shared_with", name="people_supportshare_once"),
        ]

    def __str__(self) -> str:
        return "Support"
