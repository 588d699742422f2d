"""What somebody told, and what takes effect only when a supervisor confirms it: a death, the end of a registration."""

import uuid

from django.db import models
from django.db.models import F, Q

from core.addresses import address
from core.history import tracked
from offenders.choices import ReportKind, ReportState
from offenders.models.case import Case, Recorded, Registration, code_known
from people.models import User

OPEN = (ReportState.WAITS, ReportState.CONFIRMED)


@tracked("offenders_report_history")
class Report(Recorded):
    """A fact as it was told: by whom, when, and what it rests on.

    Until a supervisor other than whoever recorded it has confirmed it, nothing follows from it and clocks run. Of one
    case there is one of a kind (and registration) that waits or holds; refused or taken back, with the reason, it stays.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="reports")
    kind = models.CharField(max_length=20, choices=ReportKind)
    happened_on = models.DateField(
        help_text="The day of the death; the first day on which a registration no longer holds"
    )
    registration = models.ForeignKey(
        Registration, models.CASCADE, null=True, blank=True, related_name="reports"
    )
    told_by = models.CharField(max_length=120)
    source = models.CharField(max_length=200, help_text="What it rests on")
    told_on = models.DateField()
    inputs = models.JSONField(
        default=list,
        blank=True,
        help_text="NOT-16: [label, value] of what an end was worked out from",
    )
    state = models.CharField(max_length=10, choices=ReportState, default=ReportState.WAITS)
    decided_by = models.ForeignKey(
        User, models.PROTECT, null=True, blank=True, related_name="reports_decided"
    )
    decided_on = models.DateField(null=True, blank=True)
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta:
        constraints = [
            code_known("offenders_report_kind_known", "kind", ReportKind),
            models.CheckConstraint(
                name="offenders_report_state_says_why",
                condition=Q(state=ReportState.WAITS, decided_by=None, decided_on=None, reason="")
                | Q(
                    state=ReportState.CONFIRMED,
                    decided_by__isnull=False,
                    decided_on__isnull=False,
                    reason="",
                )
                | Q(
                    ~Q(reason=""),
                    state__in=[ReportState.REFUSED, ReportState.TAKEN_BACK],
                    decided_by__isnull=False,
                    decided_on__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="offenders_report_decided_by_another",
                condition=Q(state__in=[ReportState.WAITS, ReportState.TAKEN_BACK])
                | ~Q(decided_by=F("recorded_by")),
            ),
            models.CheckConstraint(
                name="offenders_report_names_its_registration",
                condition=Q(kind=ReportKind.REGISTRATION_END, registration__isnull=False)
                | (~Q(kind=ReportKind.REGISTRATION_END) & Q(registration__isnull=True)),
            ),
            models.CheckConstraint(
                name="offenders_report_told_when_recorded",
                condition=Q(recorded_by__isnull=False, told_on__lte=F("recorded_on"))
                & ~Q(told_by="")
                & ~Q(source=""),
            ),
            models.CheckConstraint(
                name="offenders_report_death_before_told",
                condition=~Q(kind=ReportKind.DEATH) | Q(happened_on__lte=F("told_on")),
            ),
            models.UniqueConstraint(
                fields=["case", "kind", "registration"],
                name="offenders_report_one_open",
                condition=Q(state__in=OPEN),
                nulls_distinct=False,
            ),
        ]
        ordering = ["-recorded_on", "-id"]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return address("offenders:report", self.uuid)

    @property
    def waits(self) -> bool:
        return self.state == ReportState.WAITS
