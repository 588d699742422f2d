"""Whether a person is under MAPPA at all: screenings (MAP-8), and offences that somebody marked as qualifying (MAP-3)."""

import uuid

from django.db import models
from django.db.models import F, Q

from core.history import append_only, tracked
from core.models import LondonToday
from mappa.choices import Basis, Category, MarkEnding, Outcome
from offenders.models import Case, Sentence
from offenders.models.case import code_known
from people.models import User


class Screening(models.Model):
    """One screening, never altered. The newest that no other corrects counts; with none, the person is not screened.

    A correction is a further row that says what was wrong and stands in the place of the one it `corrects`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="screenings")
    outcome = models.CharField(max_length=15, choices=Outcome)
    category = models.PositiveSmallIntegerField(choices=Category, null=True, blank=True)
    screened_on = models.DateField()
    screened_by = models.ForeignKey(User, models.PROTECT, related_name="screenings")
    reason = models.TextField()
    form_q_on = models.DateField(null=True, blank=True, help_text="MAP-52: the day of MAPPA Q")
    form_q_ref = models.CharField(max_length=60, blank=True, default="")
    recorded_at = models.DateTimeField()
    corrects = models.OneToOneField(
        "self", models.CASCADE, null=True, blank=True, related_name="corrected_by"
    )
    correction_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            code_known("mappa_screening_outcome_known", "outcome", Outcome),
            models.CheckConstraint(
                name="mappa_screening_category_if_eligible",
                condition=Q(
                    outcome=Outcome.ELIGIBLE,
                    category__isnull=False,
                    category__in=Category.values,
                )
                | (~Q(outcome=Outcome.ELIGIBLE) & Q(category__isnull=True)),
            ),
            models.CheckConstraint(name="mappa_screening_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="mappa_screening_correction_says_why",
                condition=Q(corrects__isnull=True, correction_reason="") & ~Q(outcome=Outcome.ERROR)
                | (Q(corrects__isnull=False) & ~Q(correction_reason="")),
            ),
        ]
        indexes = [
            models.Index(
                "case", F("screened_on").desc(), F("id").desc(), name="mappa_screening_newest"
            ),
        ]
        triggers = append_only("mappa_screening")
        ordering = ["-screened_on", "-id"]

    def __str__(self) -> str:
        if self.category is None:
            return self.get_outcome_display()
        return f"Eligible, category {self.category}"


@tracked("mappa_qualifyingoffence_history")
class QualifyingOffence(models.Model):
    """MAP-3: somebody says that the offence of this sentence qualifies, and why. Offences are free text: none is guessed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sentence = models.ForeignKey(Sentence, models.CASCADE, related_name="qualifying")
    basis = models.CharField(max_length=20, choices=Basis)
    reason = models.CharField(max_length=500)
    marked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    marked_on = models.DateField(
        db_default=LondonToday(), help_text="Since when it is on record here"
    )
    ended_on = models.DateField(null=True, blank=True, help_text="The day from which it is none")
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    ended_because = models.CharField(max_length=10, choices=MarkEnding, blank=True, default="")
    ended_note = models.CharField(max_length=500, blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "sentence",
                name="mappa_qualifyingoffence_one_stands",
                condition=Q(ended_on__isnull=True),
            ),
            code_known("mappa_qualifyingoffence_basis_known", "basis", Basis),
            models.CheckConstraint(
                name="mappa_qualifyingoffence_says_why", condition=~Q(reason="")
            ),
            models.CheckConstraint(
                name="mappa_qualifyingoffence_ended_says_why",
                condition=Q(
                    ended_on__isnull=True, ended_by__isnull=True, ended_because="", ended_note=""
                )
                | Q(
                    ~Q(ended_note=""),
                    ended_on__isnull=False,
                    ended_on__gte=F("marked_on"),
                    ended_by__isnull=False,
                    ended_because__in=MarkEnding.values,
                ),
            ),
        ]
        ordering = ["-marked_on", "-id"]

    def __str__(self) -> str:
        return self.get_basis_display()

    @property
    def case(self) -> Case:
        """Whose offence it is."""
        return self.sentence.case
