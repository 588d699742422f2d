"""What a supervisor made of a record, and what came of it."""

import uuid

from django.db import models
from django.db.models import Q

from core.history import tracked
from offenders.models import Case, Contact
from people.models import User
from visits.querysets import ReviewQuerySet


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
