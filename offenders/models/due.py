"""What must happen next (deadlines) and what needs a person's attention (flags)."""

import uuid
from datetime import date
from typing import cast

from django.db import models
from django.db.models import F, Q

from core.addresses import address
from core.history import tracked
from offenders.choices import Severity
from offenders.models.case import Case, code_known
from offenders.querysets import DeadlineQuerySet, FlagQuerySet
from offenders.rules import ROOM
from people.choices import Agency
from people.models import Officer, Team, User

KEY = ("case", "officer", "kind", "subject", "missing")


class Said(models.Model):
    """What a kind says of a case or of an officer: the columns that a deadline and its flag have in common.

    `due_on` is the last day in time: overdue starts the next London day (JOB-4).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, null=True, blank=True, related_name="%(class)ss")
    officer = models.ForeignKey(
        Officer, models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )
    kind = models.CharField(max_length=40)
    subject = models.CharField(
        max_length=ROOM["subject"],
        blank=True,
        default="",
        help_text="Which of several: an enrolment, or the UUID of a record",
    )
    missing = models.CharField(
        max_length=ROOM["missing"],
        blank=True,
        default="",
        help_text="The fact without which the kind cannot answer (JOB-6); empty when it answers",
    )
    due_on = models.DateField()
    severity = models.CharField(max_length=10, choices=Severity)
    rule = models.CharField(max_length=ROOM["rule"])
    because = models.CharField(max_length=ROOM["because"])
    inputs = models.JSONField(default=list, help_text="The facts it was worked out from (JOB-2)")
    value = models.CharField(
        max_length=ROOM["value"], blank=True, default="", help_text="What was measured, if anything"
    )
    cause = models.CharField(
        max_length=ROOM["cause"],
        blank=True,
        default="",
        help_text="Key of what makes several at once; empty where it stands for itself",
    )

    agency = models.CharField(
        max_length=10,
        choices=Agency,
        blank=True,
        default="",
        db_default="",
        help_text="Whose work it is, where its kind does not say",
    )
    asked_of = models.ForeignKey(
        Officer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="%(class)ss_to_do",
        help_text="Who is asked, where that is one officer and not whoever holds the case",
    )

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.kind} by {self.due_on}"

    @property
    def owner(self) -> Case | Officer:
        """Whose it is; the database holds that it is exactly one of the two."""
        return cast(Case | Officer, self.case or self.officer)


def of_case_or_officer(name: str) -> models.CheckConstraint:
    """Exactly one of the two."""
    return models.CheckConstraint(
        name=name,
        condition=Q(case__isnull=False, officer__isnull=True)
        | Q(case__isnull=True, officer__isnull=False),
    )


def agency_known(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(name=name, condition=Q(agency__in=["", *Agency.values]))


class Deadline(Said):
    """The stored answer of a deadline kind: derived, so it has no history; the flags have."""

    told_on = models.DateField(help_text="The first day on which it is shown ahead of its day")
    is_backlog = models.BooleanField(
        default=False,
        db_default=False,
        help_text="Due before its kind counted for the team: listed, never a flag",
    )

    is_held = models.BooleanField(
        default=False,
        db_default=False,
        help_text="CAS-28: below its threshold by so little that an open flag stays; on no list",
    )
    flagged_as = models.CharField(
        max_length=10,
        choices=Severity,
        blank=True,
        default="",
        db_default="",
        help_text="The severity of an open flag, where it is not that of the value (CAS-28)",
    )

    objects = DeadlineQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=KEY, name="offenders_deadline_once", nulls_distinct=False
            ),
            of_case_or_officer("offenders_deadline_of_case_or_officer"),
            code_known("offenders_deadline_severity_known", "severity", Severity),
            agency_known("offenders_deadline_agency_known"),
            models.CheckConstraint(
                name="offenders_deadline_flagged_as_known",
                condition=Q(flagged_as__in=["", *Severity.values]),
            ),
            models.CheckConstraint(
                name="offenders_deadline_told_in_time", condition=Q(told_on__lte=F("due_on"))
            ),
        ]
        indexes = [
            models.Index("due_on", "case", name="offenders_deadline_due"),
            models.Index("kind", "due_on", name="offenders_deadline_kind_due"),
            models.Index("told_on", "case", name="offenders_deadline_told"),
        ]
        ordering = ["due_on", "id"]


@tracked("offenders_flag_history")
class Flag(Said):
    """The lasting record that something needed a person. A flag never decides; a person does (INF-14)."""

    raised_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="flags_accepted"
    )
    accepted_reason = models.CharField(max_length=500, blank=True, default="")
    accepted_until = models.DateField(
        null=True, blank=True, help_text="The last day of the acceptance"
    )
    accepted_severity = models.CharField(
        max_length=10,
        choices=Severity,
        blank=True,
        default="",
        db_default="",
        help_text="What it was accepted at, where it is less grave now: only something graver ends the acceptance",
    )
    is_acceptance_seen = models.BooleanField(
        default=True,
        db_default=True,
        help_text="False while a supervisor has to see that whoever works on the case accepted a critical flag",
    )
    cured_at = models.DateTimeField(null=True, blank=True)
    cured_by = models.CharField(
        max_length=120, blank=True, default="", help_text="The fact that cured it, as model:uuid"
    )
    version = models.PositiveIntegerField(default=1)

    objects = FlagQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=KEY,
                name="offenders_flag_one_open",
                condition=Q(cured_at__isnull=True),
                nulls_distinct=False,
            ),
            of_case_or_officer("offenders_flag_of_case_or_officer"),
            models.CheckConstraint(
                name="offenders_flag_accepted_with_reason",
                condition=Q(
                    accepted_at__isnull=True,
                    accepted_by__isnull=True,
                    accepted_until__isnull=True,
                    accepted_reason="",
                )
                | Q(
                    ~Q(accepted_reason=""),
                    accepted_at__isnull=False,
                    accepted_by__isnull=False,
                    accepted_until__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="offenders_flag_unseen_acceptance_is_one",
                condition=Q(is_acceptance_seen=True) | Q(accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="offenders_flag_cured_by_something",
                condition=Q(cured_at__isnull=True, cured_by="")
                | Q(~Q(cured_by=""), cured_at__isnull=False),
            ),
            code_known("offenders_flag_severity_known", "severity", Severity),
            models.CheckConstraint(
                name="offenders_flag_accepted_at_a_severity",
                condition=Q(accepted_severity="")
                | Q(accepted_at__isnull=False, accepted_severity__in=Severity.values),
            ),
            agency_known("offenders_flag_agency_known"),
        ]
        indexes = [
            models.Index("case", F("raised_at").desc(), name="offenders_flag_case"),
            models.Index(
                "kind", "case", name="offenders_flag_open", condition=Q(cured_at__isnull=True)
            ),
        ]

    def get_absolute_url(self) -> str:
        return address("offenders:flag", self.uuid)

    @property
    def holds_until(self) -> date | None:
        """The last day of an acceptance that counts: one that a supervisor still has to see does not."""
        return self.accepted_until if self.is_acceptance_seen else None


@tracked("offenders_kindstart_history")
class KindStart(models.Model):
    """From which day a kind of deadline counts for a team, where that is not the team's first day here.

    For kinds whose facts no extract carries (`Kind.only_here`): what was due before could not have been recorded.
    """

    kind = models.CharField(max_length=40)
    team = models.ForeignKey(Team, models.CASCADE, related_name="kind_starts")
    starts_on = models.DateField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint("kind", "team", name="offenders_kindstart_one_per_team"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.team} from {self.starts_on}"


class Draft(models.Model):
    """What somebody was writing about a case, kept so that a lost page or another device loses nothing."""

    user = models.ForeignKey(User, models.CASCADE, related_name="drafts")
    case = models.ForeignKey(Case, models.CASCADE, related_name="drafts")
    form = models.CharField(max_length=40)
    data = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint("user", "case", "form", name="offenders_draft_one"),
        ]

    def __str__(self) -> str:
        return f"{self.form} by {self.user}"
